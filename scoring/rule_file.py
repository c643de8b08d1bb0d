"""Reading one rule from its YAML block: each kind's fields say what parameters it takes."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from scoring.expression import Condition, Expression, ExpressionError
from scoring.located import Located, Report, Spoken, place
from scoring.rules import KINDS, Rule
from scoring.rules.bounds import Within
from scoring.scalars import ScalarError, flag_in, number_in, shown, text_in
from scoring.scheme import Input

MAX_NESTING = 8
_ONE_OF = {"threshold": (("at_least", "at_most"),), "count": (("value", "cases"),)}
NEEDS = {"count": (("value", "deduct"),)}
"""What a parameter is worth nothing without."""
_BAND_ONE_OF = ("at_least", "at_most")
_SCALARS: Mapping[Any, Callable[[Any], Any]] = {float: number_in, str: text_in, bool: flag_in}
_STAND_INS: Mapping[Any, Any] = {number_in: 0.0, text_in: "", flag_in: False}


class RuleReader:
    """Reads the rules of one indicator; faults are reported, and what is broken becomes a rule worth nothing."""

    def __init__(self, report: Report, inputs: Mapping[str, Input], scope: str, spoken: Spoken = str) -> None:
        self.report, self.inputs, self.scope, self.spoken = report, inputs, scope, spoken

    def _named(self, keys: Iterable[str]) -> str:
        return "、".join(dict.fromkeys(map(self.spoken, keys)))

    def rule(self, block: Any, line: int, points: float | None, depth: int = 0) -> Rule:
        """The rule in ``block``; ``points`` is what it inherits when it says none."""
        if depth > MAX_NESTING:
            self.report(line, f"规则嵌套超过 {MAX_NESTING} 层", "请拆分成并列的子项")
            return _nothing()
        if not isinstance(block, Located):
            self.report(line, "规则应写成「类型： {参数}」", f"可用类型：{self._named(KINDS)}")
            return _nothing()
        found = [key for key in block if key in KINDS]
        if len(found) != 1:
            what = "没有规则类型" if not found else f"有多个规则类型（{self._named(found)}）"
            self.report(block.line, what, f"请恰好写一个：{self._named(KINDS)}")
            return _nothing()
        return self._kind(KINDS[found[0]], block, found[0], points, depth)

    def _kind(self, kind: type[Rule], block: Located, name: str, points: float | None, depth: int) -> Rule:
        body = block[name]
        if kind.bare and isinstance(body, list):
            inner = Located({kind.bare: body})
            inner.line, inner.lines = block.lines[name], {kind.bare: block.lines[name]}
            body = inner
        if not isinstance(body, Located):
            self.report(block.lines[name], f"{name} 应写成「{{参数： 值}}」", "请按 docs/scheme-format.md 补上参数")
            return _nothing()
        given = Located({**{key: block[key] for key in block if key != name}, **body})
        given.line, given.lines = body.line, {**block.lines, **body.lines}
        return self._built(kind, given, points, depth)

    def _built(self, kind: type[Rule], given: Located, points: float | None, depth: int) -> Rule:
        hints = _hints(kind)  # type: ignore[arg-type]  # mypy takes the __hash__ of its instances for its own
        fields = {field.name: field for field in dataclasses.fields(kind)}
        said = self.spoken(kind.kind)
        for key in given:
            if key not in fields:
                self.report(place(given, key), f"{said} 没有参数「{key}」", f"可用：{self._named(fields)}")
        read: dict[str, Any] = {}
        inherited = self.number(given, "points") if given.get("points") is not None else points
        for name, field in fields.items():
            if name != "points" and given.get(name) is not None:
                read[name] = self._parameter(hints[name], given, name, inherited, depth, kind.parts_share)
            elif name != "points" and field.default is dataclasses.MISSING:
                self._lacks(kind, given, name)
                return _nothing()
        return self._proved(self._finished(kind, given, read, inherited), given)

    def _lacks(self, kind: type[Rule], given: Located, name: str) -> None:
        said = self.spoken(name)
        self.report(place(given, name), f"{self.spoken(kind.kind)} 缺少参数「{said}」", f"请补上 {said}")

    def _finished(self, kind: type[Rule], given: Located, read: dict[str, Any], points: float | None) -> Rule:
        for group in _ONE_OF.get(kind.kind, ()):
            if sum(given.get(name) is not None for name in group) != 1:
                said = " 或 ".join(map(self.spoken, group))
                self.report(given.line, f"{self.spoken(kind.kind)} 应恰好写 {said} 之一", "请保留一个")
                return _nothing()
        for here, needed in NEEDS.get(kind.kind, ()):
            if given.get(here) is not None and given.get(needed) is None:
                self._lacks(kind, given, needed)
        if "of" in read and not kind.parts_share and given.get("points") is None:
            points = round(sum(part.points for part in read["of"]), 9)
        if points is None:
            line = place(given, "points")
            self.report(line, f"{self.spoken(kind.kind)} 没有写分值", f"请补上 {self.spoken('points')}")
            points = 0.0
        return kind(points=points, **read)

    def _proved(self, rule: Rule, given: Located) -> Rule:
        """The rule, after what is wrong with its parameters taken together has been said."""
        if rule.points < 0 and given.get("points") is not None:
            self.report(place(given, "points"), f"分值 {rule.points:g} 小于 0", "请核对分值；倒扣请写负的最低分")
        sound = rule.points or given.get("points") is not None  # else the item's own points are what is wrong
        for name, message, remedy in rule.wrongs() if sound else ():
            self.report(place(given, name), message, remedy)
        return rule

    # --- parameters by type ---------------------------------------------------------------------------------------

    def _parameter(
        self, hint: Any, given: Located, name: str, points: float | None, depth: int, shares: bool = False
    ) -> Any:
        line, (hint, bounds) = place(given, name), _bounded(_without_none(hint))
        if hint in (Expression, Condition):
            return self._expression(hint, given[name], line)
        if hint is Rule:
            return self.rule(given[name], line, points, depth + 1)
        if typing.get_origin(hint) is tuple:
            return self._rows(typing.get_args(hint)[0], given[name], line, points if shares else None, depth)
        if typing.get_origin(hint) is typing.Literal:
            return self._choice(typing.get_args(hint), given[name], name, line)
        return self._scalar(_SCALARS[hint], given, name, bounds)

    def _choice(self, choices: tuple[Any, ...], given: Any, name: str, line: int) -> Any:
        if given in choices:
            return given
        self.report(line, f"{self.spoken(name)} 不能是「{shown(given)}」", f"可用：{self._named(choices)}")
        return choices[0]

    def _scalar(self, convert: Callable[[Any], Any], given: Located, name: str, bounds: Within | None = None) -> Any:
        """A number, text or answer; what is none is a fault, and something of the kind stands in for it."""
        try:
            read = convert(given[name])
        except ScalarError as error:
            self.report(place(given, name), f"{self.spoken(name)}：{error}", error.remedy)
            return bounds.inside if bounds else _STAND_INS[convert]
        if bounds is not None and read not in bounds:
            self.report(place(given, name), f"{self.spoken(name)} {bounds.words}，现为 {read:g}", "请核对这个数")
            return bounds.inside
        return read

    def _rows(self, row: Any, rows: Any, line: int, points: float | None, depth: int) -> tuple[Any, ...]:
        if not isinstance(rows, list) or not rows:
            self.report(line, "此处应为若干条目", "每个条目以「- 」开头")
            return ()
        if row is Rule:
            return tuple(self.rule(one, getattr(one, "line", line), points, depth + 1) for one in rows)
        return tuple(
            one for one in (self._record(row, block, line, points, depth) for block in rows) if one is not None
        )

    def _record(self, record: Any, block: Any, line: int, points: float | None, depth: int) -> Any:
        """A row of a table parameter: a band, a place, a deduction."""
        if not isinstance(block, Located):
            self.report(line, "此处应写成「{键： 值}」", "请按 docs/scheme-format.md 编写")
            return None
        fields, hints = dataclasses.fields(record), _hints(record)
        names = [field.name for field in fields]
        missing = [f.name for f in fields if f.default is dataclasses.MISSING and block.get(f.name) is None]
        unknown = [key for key in block if key not in names]
        edges = [name for name in names if name in _BAND_ONE_OF]
        if missing or unknown or (edges and sum(block.get(name) is not None for name in edges) != 1):
            self.report(
                block.line,
                f"条目应含 {self._named(names)}",
                f"缺少：{self._named(missing) or '无'}；多余：{self._named(unknown) or '无'}；线只写一条",
            )
            return None
        return record(
            **{
                name: self._parameter(hints[name], block, name, points, depth)
                for name in names
                if block.get(name) is not None
            }
        )

    def condition(self, text: Any, line: int) -> Condition:
        """A condition over the declared inputs."""
        read: Condition = self._expression(Condition, text, line)
        return read

    def _expression(self, parser: type[Expression] | type[Condition], text: Any, line: int) -> Any:
        try:
            read = parser.parse(text)
        except ExpressionError as error:
            self.report(line, str(error), "只能用数字、填报项、+ − * /、min、max、括号和比较")
            return parser.parse("0" if parser is Expression else "0 > 1")
        for name in read.names:
            self._declared(name, line)
        return read

    def _declared(self, name: str, line: int) -> None:
        prefix, _, last = name.rpartition(".")
        found = self.inputs.get(last)
        if found is None or prefix not in ("", "target", "last_year", "county"):
            self.report(line, f"规则用到了没有声明的填报项「{name}」", f"已声明：{'、'.join(self.inputs) or '无'}")
        elif self.scope == "town" and (prefix == "county") != (found.scope == "county") and prefix in ("", "county"):
            told = f"全县一个数的填报项写成 {self.spoken('county')}.x，各镇填报的直接写 x"
            self.report(line, f"「{found.name}」（{name}）的层级不符", told)

    def number(self, given: Located, name: str) -> float:
        """The number under that name."""
        read: float = self._scalar(number_in, given, name)
        return read


@cache
def _hints(shape: type[Any]) -> dict[str, Any]:
    """The types of a kind's parameters, or of a row's."""
    return typing.get_type_hints(shape, include_extras=True)


def _bounded(hint: Any) -> tuple[Any, Within | None]:
    """The type, and the bounds that are said beside it."""
    return (hint.__origin__, hint.__metadata__[0]) if typing.get_origin(hint) is typing.Annotated else (hint, None)


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint


def _nothing() -> Rule:
    return KINDS["manual"](points=0.0, value=Expression.parse("0"))  # type: ignore[call-arg]
