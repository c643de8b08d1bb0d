"""Any scheme whatever: every kind of rule with every parameter, read off the classes, and texts that are hard to keep.

What is drawn can be loaded; whether it makes sense as an assessment is not asked.
"""

from __future__ import annotations

import dataclasses
import os
import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from scoring.expression import Condition, Expression
from scoring.item_file import WHOLE_UNITS
from scoring.rules import KINDS, Rule
from scoring.rules.bands import Band
from scoring.rules.choices import ByGroup
from scoring.rules.counts import Count
from scoring.rules.lines import Threshold
from scoring.rules.peers import Place, Rank
from scoring.rules.samples import Samples
from scoring.rules.slopes import Swing
from scoring.scheme import Case, Category, Counted, Grade, Indicator, Innovation, Input, Scheme, Shares, SubItem, Veto
from scoring.scheme_proof import counts
from scoring.survey import HOUSEHOLDS, PARTS, QUESTIONS, Surveyed

SIGNS = "甲乙丙农户、，；：。（）()「」“”=＝+-−@#%'\"{}[]&*|<>!?,.;: \n\tabAB01９９其他不限无是否"
NAMES = (
    "户数", "农户数", "农户 数", "户数（常住）", "户数、人数", "2023年产量", "GDP增长率", "95", "且", "任务", "较小者",
    "户数÷人数", "a", "A", "户数=1", "第1.2项", "「户数」", "户数且人数", "上年户数", "其他", "人数；户数",
)  # fmt: skip
IDS = ("a", "b", "sown", "x1", "x2", "_y", "A", "target_", "max_of", "Household9")
GROUPS = ("圩镇组", "山区镇组", "其他", "「其他」", "甲、乙")
PREFIXES = ("", "", "", "target.", "last_year.")
NUMBER_TEXTS = ("0", "1", "95", "95.0", "0.5", "007", "0.0000001", "100")
SCORES = st.one_of(
    st.integers(-50, 1000).map(float),
    st.sampled_from([0.1, 0.3, 2 / 3, 0.1 + 0.2, 1e-7, 12345678.875, 99.99]),
    st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False),
)
AMOUNTS = st.one_of(st.integers(1, 1000).map(float), st.sampled_from([0.1, 0.3, 2 / 3, 1e-7, 12345678.875, 99.99]))
SHARES = st.sampled_from([0.0, 0.05, 1 / 3, 0.6, 1.0])
TOPS = ("1/3", "0.3", "1", "min(1, 0.5)", "2 / 3")


def examples(count: int) -> settings:
    """So many examples a test: no deadline, and the same ones each time where CI is set."""
    unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=count, deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=unhurried
    )


def first_difference(one: object, other: object, path: str = "") -> str:
    """Where two schemes differ, so that a failure can be read."""
    if one == other:
        return ""
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        parts: Sequence[tuple[str, object, object]] = [
            (field.name, getattr(one, field.name), getattr(other, field.name))
            for field in dataclasses.fields(one)
            if field.compare
        ]
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        parts = [(str(place), *pair) for place, pair in enumerate(zip(one, other, strict=True))]
    else:
        return f"{path}: {one!r} != {other!r}"
    return next(found for name, *pair in parts if (found := first_difference(*pair, f"{path}.{name}")))


def texts(least: int = 0) -> st.SearchStrategy[str]:
    """Texts as a scheme keeps them: any signs, no blanks at the ends."""
    return st.text(SIGNS, min_size=least, max_size=12).map(str.strip).filter(lambda text: len(text) >= least)


# --- expressions ------------------------------------------------------------------------------------------------------


@st.composite
def expression_texts(draw: st.DrawFn, names: tuple[str, ...], depth: int = 2, peers: bool = True) -> str:
    """An expression over the names, written with blanks or without; with comparisons among ``peers`` or without."""
    way = draw(st.sampled_from(("name", "name", "number", "sum", "call", "minus", "bracket"))) if depth else "name"
    inner = expression_texts(names, depth - 1, peers)
    if way == "number" or not names:
        return draw(st.sampled_from(NUMBER_TEXTS))
    if way == "name":
        return draw(st.sampled_from(names))
    if way == "sum":
        blank = draw(st.sampled_from(("", " ", "  ")))
        return f"{draw(inner)}{blank}{draw(st.sampled_from('+-*/'))}{blank}{draw(inner)}"
    if way == "call":
        peer = draw(st.sampled_from(("peers.mean", "peers.max", "peers.min", "group.mean", "group.max", "group.min")))
        calls = [f"min({draw(inner)}, {draw(inner)})", f"max({draw(inner)},1)", f"{peer}({draw(inner)})"]
        return draw(st.sampled_from(calls if peers else calls[:2]))
    return f"-{draw(st.sampled_from(names))}" if way == "minus" else f"({draw(inner)})"


@st.composite
def conditions(draw: st.DrawFn, names: tuple[str, ...]) -> Condition:
    """One comparison, or two."""
    parts = [
        f"{draw(expression_texts(names, 1))} {draw(st.sampled_from(('>=', '<=', '>', '<', '==')))} "
        f"{draw(st.sampled_from(NUMBER_TEXTS))}"
        for _ in range(draw(st.integers(1, 2)))
    ]
    return Condition.parse(draw(st.sampled_from((" and ", " or "))).join(parts))


@dataclass(frozen=True)
class Known:
    """The names that a rule may use, and those that its part under ``samples`` may."""

    names: tuple[str, ...]
    sampled: tuple[str, ...] = ()


# --- rules ------------------------------------------------------------------------------------------------------------


@st.composite
def rules(draw: st.DrawFn, known: Known, depth: int = 2, kind: type[Rule] | None = None) -> Rule:
    """A rule of the kind, or of any: each parameter at its default or at something else."""
    kinds = [one for one in KINDS.values() if one is not Samples or known.sampled]
    leaves = [one for one in kinds if not any(_holds_rule(hint) for hint in _hints(one).values())]
    return _allowed(draw(_built(kind or draw(st.sampled_from(kinds if depth else leaves)), known, depth)))


@st.composite
def _built(draw: st.DrawFn, shape: Any, known: Known, depth: int) -> Any:
    hints, given = _hints(shape), {}
    for one in dataclasses.fields(shape):
        if one.default is dataclasses.MISSING or draw(st.booleans()):
            below = Known(known.sampled) if shape is Samples and one.name == "rule" else known
            given[one.name] = draw(_parameter(hints[one.name], one.name, below, depth))
    return _one_edge(shape(**given)) if shape is Band else shape(**given)


def _parameter(hint: Any, name: str, known: Known, depth: int) -> st.SearchStrategy[Any]:
    if typing.get_origin(hint) is typing.Annotated:
        bounds = hint.__metadata__[0]
        return (SHARES if bounds.most == 1 else AMOUNTS).filter(bounds.__contains__)
    if hint is Expression:
        return expression_texts(known.names).map(Expression.parse)
    if hint is Condition:
        return conditions(known.names)
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        one = rules(known, depth - 1) if inner is Rule else _built(inner, known, depth - 1)
        return st.lists(one, min_size=1, max_size=3).map(tuple)
    if hint is Rule:
        return rules(known, max(depth - 1, 0))
    if hint is str:
        return st.sampled_from(GROUPS) if name == "group" else texts()
    return {float: AMOUNTS if name == "points" else SCORES, bool: st.booleans()}[hint]


def _hints(shape: Any) -> dict[str, Any]:
    return {name: _without_none(hint) for name, hint in typing.get_type_hints(shape, include_extras=True).items()}


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint


def _holds_rule(hint: Any) -> bool:
    inner = next(iter(typing.get_args(hint)), hint)
    return inner is Rule or (dataclasses.is_dataclass(inner) and Rule in _hints(inner).values())


def _one_edge(band: Band) -> Band:
    line = band.at_least or band.at_most or Expression.parse("1")
    return replace(band, at_least=None, at_most=line) if band.at_most else replace(band, at_least=line, at_most=None)


def _allowed(rule: Any) -> Rule:
    """The same rule with what excludes one another settled."""
    if hasattr(rule, "floor"):
        rule = replace(rule, floor=min(rule.floor, rule.points))
    if isinstance(rule, Swing):
        return replace(rule, base=min(max(rule.base, rule.floor), rule.points))
    if isinstance(rule, Rank):
        return _ranked(rule)
    if isinstance(rule, ByGroup):
        return replace(rule, of=tuple({one.group: one for one in rule.of}.values()))
    if isinstance(rule, Threshold):
        line = rule.at_least or rule.at_most or Expression.parse("1")
        return replace(rule, at_least=line, at_most=None) if rule.at_least else replace(rule, at_most=line)
    if isinstance(rule, Count):
        one = replace(rule, value=rule.value or Expression.parse("1"), deduct=rule.deduct or 1.0)
        return replace(rule, value=None) if rule.cases else one
    return typing.cast(Rule, rule)


def _ranked(rule: Rank) -> Rank:
    """A table of places with falling scores, or so much less for each place."""
    if not rule.bands:
        return replace(rule, per_place=rule.per_place or 1.0)
    scores = sorted([*(one.score for one in rule.bands), rule.otherwise], reverse=True)
    tops = [
        (Expression.parse(TOPS[place]), 0.0) if one.top else (None, place + 1.0) for place, one in enumerate(rule.bands)
    ]
    bands = tuple(Place(score, *top) for score, top in zip(scores, tops, strict=False))
    return replace(rule, bands=bands, per_place=0.0, otherwise=scores[-1])


# --- the scheme -------------------------------------------------------------------------------------------------------


@st.composite
def inputs_of(draw: st.DrawFn, scope: str, sampled: bool) -> tuple[Input, ...]:
    """Up to four inputs with ids that differ, and names that need not; one of them ``sampled`` if that is asked."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True))
    levels = ["county"] if scope == "county" else ["town", "town", "county"]
    drawn = [draw(_input(one, draw(st.sampled_from(levels)))) for one in ids]
    if sampled:
        drawn[0] = replace(drawn[0], sampled=True, scope="town", counted=None, surveyed=None)
    return tuple(
        replace(one, at_most=draw(st.none() | _lid(one, drawn[place + 1 :]))) for place, one in enumerate(drawn)
    )


def _lid(one: Input, drawn: list[Input]) -> st.SearchStrategy[Expression]:
    """What the input may not exceed: figures of the same kind among those that come after it."""
    same = tuple(other.id for other in drawn if (other.scope, other.sampled) == (one.scope, one.sampled))
    return expression_texts(same, 1, peers=False).map(Expression.parse)


@st.composite
def _input(draw: st.DrawFn, id_: str, scope: Any) -> Input:
    unit = draw(st.sampled_from(("户", "%", "是否", "个百分点", "")))
    low = draw(st.sampled_from((0.0, -100.0, float("-inf"), 0.1)))
    high = 1.0 if unit == "是否" else draw(st.sampled_from((float("inf"), 100.0, 1e6)))
    return Input(
        id=id_, name=draw(st.sampled_from(NAMES) | texts(1)), unit=unit, scope=scope, low=low, high=high,
        roll_up=draw(st.sampled_from(("sum", "mean", "max", "min"))),
        whole=draw(st.just(unit in WHOLE_UNITS) | st.booleans()), asks_target=draw(st.booleans()),
        asks_last_year=draw(st.booleans()), hint=draw(texts()),
        **({} if unit == "是否" else draw(counted_elsewhere())),
    )  # fmt: skip


def counted_elsewhere() -> st.SearchStrategy[dict[str, Any]]:
    """Nothing, or a count of the list of problems, or one of the survey."""
    households = st.lists(st.sampled_from(HOUSEHOLDS), max_size=3, unique=True).map(tuple)
    answers = st.builds(Surveyed, st.sampled_from(list(QUESTIONS)), st.sampled_from(PARTS), households)
    problems = counts_of_problems().map(lambda one: {"counted": one})
    return st.just({}) | problems | answers.map(lambda one: {"surveyed": one})


@st.composite
def counts_of_problems(draw: st.DrawFn) -> Counted:
    """A count of the list of problems, narrowed or not."""
    narrowed = (tuple(draw(st.lists(texts(1), max_size=2))) for _ in range(3))
    return Counted(draw(st.sampled_from(("open", "overdue"))), *narrowed)


@st.composite
def cases_of(draw: st.DrawFn, inputs: tuple[Input, ...]) -> Case:
    """A worked case, its expectation drawn from nowhere."""
    names = [f"{prefix}{one.id}" for one in inputs for prefix in ("", "target.", "last_year.", "county.")]
    figures = st.dictionaries(st.sampled_from(names), SCORES | st.none() | st.just("不适用"), max_size=4)
    return Case(
        given=draw(figures), score=draw(st.none() | SCORES), low=draw(st.none() | SCORES),
        high=draw(st.none() | SCORES), state=draw(st.sampled_from((None, "scored", "unreported", "not_applicable"))),
        samples=tuple(draw(st.lists(figures, max_size=2))), peers=tuple(draw(st.lists(figures, max_size=2))),
        county=draw(st.booleans()), group=draw(st.sampled_from(("", *GROUPS))), why=draw(texts()),
    )  # fmt: skip


@st.composite
def indicators(draw: st.DrawFn, code: str, kind: type[Rule] | None = None, component: bool = False) -> Indicator:
    """An indicator whose rule is of the kind."""
    scope = "county" if component else draw(st.sampled_from(("town", "county")))
    if kind is Samples:
        scope = "town"
    inputs = draw(inputs_of(scope, sampled=kind is Samples))
    known = _known(inputs, scope)
    rule = draw(rules(known, kind=kind))
    county_rule = draw(st.none() | rules(known, depth=1))
    used = {
        name
        for one in (rule, county_rule)
        if one
        for node in one.walk()
        for e in node.expressions()
        for name in e.names
    }
    return Indicator(
        code=code, name=draw(texts(1)), points=draw(AMOUNTS), scope=scope, rule=rule, county_rule=county_rule,
        inputs=tuple(
            replace(one, asks_target=one.asks_target or f"target.{one.id}" in used,
                    asks_last_year=one.asks_last_year or f"last_year.{one.id}" in used)
            for one in inputs
        ),
        rigid=draw(st.none() | texts(1)), clause=draw(texts()), basis=draw(texts()), words=draw(texts()),
        lead=draw(texts(1)), support=tuple(draw(st.lists(texts(), max_size=3))),
        evidence=tuple(draw(st.lists(texts(), max_size=3))), veto_if=draw(st.none() | conditions(known.names)),
        cases=tuple(draw(st.lists(cases_of(inputs), max_size=3))), component=component,
        category_name="附加项" if component else "",
    )  # fmt: skip


def _known(inputs: tuple[Input, ...], scope: str) -> Known:
    plain = [one for one in inputs if not one.sampled]
    names = tuple(_written(one, prefix, scope) for one in plain for prefix in PREFIXES)
    return Known(names, tuple(one.id for one in inputs if one.sampled))


def _written(one: Input, prefix: str, scope: str) -> str:
    return f"county.{one.id}" if not prefix and scope == "town" and one.scope == "county" else f"{prefix}{one.id}"


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme with a few rules of any kind, empty branches, odd grades."""
    kinds = draw(st.lists(st.sampled_from(list(KINDS.values())), min_size=2, max_size=5))
    sizes = draw(st.lists(st.lists(st.integers(0, 2), max_size=2), min_size=1, max_size=2))
    sizes[0] = [1, *sizes[0]]  # a scheme without any item is refused
    codes, pool = iter(f"Z-{number}" for number in range(100)), iter(kinds * 10)
    categories = tuple(draw(_category(f"类{n}", subs, codes, pool)) for n, subs in enumerate(sizes))
    components = tuple(draw(indicators(next(codes), component=True)) for _ in range(draw(st.integers(0, 1))))
    grades = draw(_grades([one.code for category in categories for one in category.indicators]))
    scheme = Scheme(
        code=draw(texts(1)), version=draw(texts(1)), name=draw(texts(1)), basis=draw(texts()), categories=categories,
        components=components, grades=grades, themes=tuple(draw(st.lists(texts(), max_size=3))),
        veto=draw(st.sampled_from((Veto(), Veto(cap=grades[-1].name), Veto(down=2), Veto(bar=True)))),
        tie_break=draw(st.sampled_from((("rigid", "open_problems"), ("open_problems",), ()))),
        town_scale=draw(AMOUNTS), near_share=draw(SHARES), shares=draw(DUTIES),
        innovation=draw(_innovations(components)),
    )  # fmt: skip
    declared = draw(st.lists(st.sampled_from(list(counts(scheme))), unique=True))
    return replace(scheme, declares={key: counts(scheme)[key] for key in declared})


DUTIES = st.none() | st.builds(Shares, st.integers(1, 100), st.integers(0, 100))
"""How lost points may be shared."""


def _innovations(components: tuple[Indicator, ...]) -> st.SearchStrategy[Innovation | None]:
    if not components:
        return st.none()
    levels = (("国家", 5.0), ("省 部", 2.5), ("县", 0.5))
    listed = st.integers(1, 3).map(lambda count: Innovation(components[0].code, levels[:count]))
    return st.none() | listed


@st.composite
def _category(draw: st.DrawFn, code: str, sizes: list[int], codes: Any, kinds: Any) -> Category:
    name, subs = draw(texts(1)), []
    for number, size in enumerate(sizes):
        sub, sub_name = f"{code}.{number}", draw(texts(1))
        place = {"category": code, "category_name": name, "sub_item": sub, "sub_item_name": sub_name}
        items = tuple(replace(draw(indicators(next(codes), next(kinds))), **place) for _ in range(size))
        subs.append(SubItem(sub, sub_name, items))
    return Category(code, name, tuple(subs))


@st.composite
def _grades(draw: st.DrawFn, codes: list[str]) -> tuple[Grade, ...]:
    names = draw(st.lists(texts(1), min_size=1, max_size=4, unique=True))
    lines = sorted(draw(st.lists(SCORES, min_size=len(names) - 1, max_size=len(names) - 1)), reverse=True)
    full = st.lists(st.sampled_from(["rigid", *codes]), max_size=2, unique=True).map(tuple)
    better = [Grade(name, line, draw(st.integers(0, 5)), draw(full)) for name, line in zip(names, lines, strict=False)]
    return (*better, Grade(names[-1]))
