"""试算篮: what this session has ticked to be put right: choices only, what they come to is scored elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from data.outlook import Figure
from data.remedies import Key, Remedy, closing, together
from ui import escape

KEY = "what_if.basket"
"""Where the session keeps the basket."""


@dataclass(frozen=True)
class Basket:
    """What is ticked: problems to be closed (``matched_by``), items of units to be put right, and figures as somebody
    says them.
    """

    problems: frozenset[str] = frozenset()
    items: frozenset[Key] = frozenset()
    figures: Mapping[Figure, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is in it."""
        return bool(self.problems or self.items or self.figures)

    def all_figures(self, known: Mapping[Key, Remedy]) -> dict[Figure, float]:
        """The figures as they would stand; what somebody has said goes before what would be enough."""
        return {**together(known[key] for key in self.items if key in known), **self.figures}

    def all_problems(self, known: Mapping[Key, Remedy]) -> frozenset[str]:
        """The problems that are closed, those too that an item put right stands for."""
        return self.problems | closing(known[key] for key in self.items if key in known)


def basket() -> Basket:
    """The basket of this session."""
    found: Basket = st.session_state.get(KEY, Basket())
    return found


def empty() -> None:
    """Take everything out; from a callback."""
    st.session_state[KEY] = Basket()


def put_items(keys: Collection[Key], inside: bool) -> None:
    """Put items of units in, or take them out; from a callback."""
    now = basket()
    st.session_state[KEY] = replace(now, items=now.items | set(keys) if inside else now.items - set(keys))


def put_problems(keys: Collection[str], inside: bool) -> None:
    """Put problems in, or take them out; from a callback."""
    now = basket()
    st.session_state[KEY] = replace(now, problems=now.problems | set(keys) if inside else now.problems - set(keys))


def put_figure(figure: Figure, value: float | None) -> None:
    """Have a figure stand as somebody says; None takes it out. From a callback."""
    now = basket()
    others = {key: said for key, said in now.figures.items() if key != figure}
    st.session_state[KEY] = replace(now, figures=others if value is None else {**others, figure: value})


def tick_items(label: str, keys: Collection[Key], name: str) -> None:
    """A tick for items that go in and out together."""
    inside = basket().items.issuperset(keys)
    st.checkbox(
        escape.markdown(label), inside, key=f"what_if.{name}.{inside}", on_change=put_items, args=(keys, not inside)
    )


def tick_problem(label: str, key: str) -> None:
    """A tick for a problem."""
    inside = key in basket().problems
    turn, args = f"what_if.problem.{key}.{inside}", ([key], not inside)
    st.checkbox(escape.markdown(label), inside, key=turn, on_change=put_problems, args=args)


def tick_figure(label: str, figure: Figure, value: float, name: str) -> None:
    """A tick for a figure that would stand so; ``name`` tells the lists apart in which it stands."""
    inside = basket().figures.get(figure) == value
    turn, args = f"what_if.{name}.{'.'.join(figure)}.{value}.{inside}", (figure, None if inside else value)
    st.checkbox(escape.markdown(label), inside, key=turn, on_change=put_figure, args=args)
