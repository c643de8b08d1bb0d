"""The form of a trial: one line a figure, for the unit itself, for sampled villages, for the units it is compared with.

What is typed is read as the workbooks are: «１,２３４ 户», 是, 不适用, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from data.findings import Finding, finding
from data.reading.figures import NOT_APPLICABLE, REPORTED, read_figure
from data.reading.prepared import Figure
from data.templates.forms import Asked
from scoring import Indicator, Input
from scoring.cases import NOT_APPLICABLE_WORD
from scoring.expression import PEERS
from scoring.rules import Rule
from scoring.rules.choices import ByGroup
from scoring.rules.peers import Rank
from scoring.scheme import Case
from ui import escape
from ui.labels import plain
from ui.panels import note

TOWN, COUNTY_WIDE = "一个镇", "全县"
"""Whose figures are typed."""

MOST = 5
"""How many villages, and how many peers, can be typed."""

_COLUMNS = {"": "完成情况", "target.": "年度目标任务", "last_year.": "上年值"}


@dataclass(frozen=True)
class Typed:
    """A case as typed, and what could not be read of it."""

    case: Case
    findings: tuple[Finding, ...]


@dataclass
class TrialForm:
    """The form of one item for a town or for the county; ``ask`` draws it and gives what stands in it."""

    one: Indicator
    as_county: bool
    group: str
    findings: list[Finding] = field(default_factory=list)

    def ask(self) -> Typed:
        """Draw the form, and read it."""
        own = [each for each in self.one.inputs if not each.sampled]
        villages = [each for each in self.one.inputs if each.sampled]
        given = self._block("own", own) if own else {}
        samples = self._several("village", "抽查村", villages) if villages else ()
        peers = self._several("peer", "同组单位", own) if not self.as_county and compares(self.one) else ()
        case = Case(given, samples=samples, peers=peers, county=self.as_county, group=self.group)
        return Typed(case, tuple(self.findings))

    def _several(self, kind: str, title: str, inputs: Sequence[Input]) -> tuple[dict[str, Any], ...]:
        key = _count_key(self.one, kind)
        count = st.segmented_control(f"{title}数", range(MOST + 1), required=True, key=key, persist_state="session")
        blocks = [self._block(f"{kind}{number}", inputs, f"{title} {number}") for number in range(1, (count or 0) + 1)]
        return tuple(blocks)

    def _block(self, whose: str, inputs: Sequence[Input], title: str = "") -> dict[str, Any]:
        """The figures of one unit or village, a line an input."""
        columns = [prefix for prefix in _COLUMNS if any(prefix in prefixes(one) for one in inputs)]
        _line(title, [_COLUMNS[prefix] for prefix in columns])
        given: dict[str, Any] = {}
        for asked in inputs:
            cells = st.columns([3, *[2] * len(columns)], vertical_alignment="center")
            with cells[0]:
                note(f"{asked.name}（{asked.unit or '无单位'}）")
            for prefix, cell in zip(columns, cells[1:], strict=True):
                if prefix in prefixes(asked):
                    name = written(self.one, asked, prefix)
                    with cell:
                        given[name] = self._figure(
                            asked, f"{_COLUMNS[prefix]}：{asked.name}", key_of(self.one, whose, name)
                        )
        return given

    def _figure(self, asked: Input, label: str, key: str) -> Any:
        """One figure: a number, None (unreported), or 不适用."""
        typed = st.text_input(
            escape.markdown(label), key=key, placeholder="是或否" if asked.yes_no else "未填报", max_chars=40,
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        reading = read_figure(typed, Figure.of(Asked(self.one, asked)))
        if reading.code:
            self.findings.append(finding(reading.code, "", label, self.one.code, typed, **reading.words))
        if reading.status == NOT_APPLICABLE:
            return NOT_APPLICABLE_WORD
        return reading.value if reading.status == REPORTED else None


def _line(title: str, heads: Sequence[str]) -> None:
    for cell, text in zip(st.columns([3, *[2] * len(heads)]), (title, *heads), strict=True):
        cell.markdown(f"**{escape.markdown(text)}**" if text else "")


def prefixes(one: Input) -> Iterator[str]:
    """Which of its figures an input asks for."""
    yield ""
    if one.asks_target:
        yield "target."
    if one.asks_last_year:
        yield "last_year."


def written(one: Indicator, asked: Input, prefix: str) -> str:
    """What a worked case calls the figure."""
    own = not prefix and asked.scope == "county" and one.scope == "town"
    return f"county.{asked.id}" if own else f"{prefix}{asked.id}"


def key_of(one: Indicator, whose: str, name: str) -> str:
    """Under which key the session keeps what was typed."""
    return f"trial.{one.code}.{whose}.{name}"


def _count_key(one: Indicator, kind: str) -> str:
    return f"trial.count.{one.code}.{kind}"


def compares(one: Indicator) -> bool:
    """Whether the score depends on other units."""
    return any(_looks_at_peers(node) for node in one.rule.walk())


def _looks_at_peers(node: Rule) -> bool:
    operators = {each.operator for expression in node.expressions() for each in expression.root.walk()}
    return isinstance(node, Rank) or node.not_applicable == "peers_mean" or bool(operators & set(PEERS))


def groups_of(one: Indicator) -> list[str]:
    """The groups that the rule tells apart."""
    nodes = (node for node in one.rule.walk() if isinstance(node, ByGroup))
    return list(dict.fromkeys(each.group for node in nodes for each in node.of))


def fill(one: Indicator, case: Case) -> None:
    """Put a worked case into the form, blanks where it says nothing."""
    blocks = {"own": case.given}
    for kind, rows in (("village", case.samples), ("peer", case.peers)):
        shown = rows[:MOST]
        st.session_state[_count_key(one, kind)] = len(shown)
        blocks |= {f"{kind}{number}": given for number, given in enumerate(shown, 1)}
    for whose, given in blocks.items():
        for asked in one.inputs:
            for prefix in prefixes(asked):
                name = written(one, asked, prefix)
                st.session_state[key_of(one, whose, name)] = _said(asked, given.get(name))
    if one.scope == "town":
        st.session_state[f"trial.level.{one.code}"] = COUNTY_WIDE if case.county else TOWN
    if case.group in groups_of(one):
        st.session_state[f"trial.group.{one.code}"] = case.group


def _said(asked: Input, figure: Any) -> str:
    if figure is None or isinstance(figure, str):
        return figure or ""
    return ("是" if figure else "否") if asked.yes_no and figure in (0, 1) else plain(float(figure), 9)
