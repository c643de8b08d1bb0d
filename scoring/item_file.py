"""Reading one indicator (指标) from its block: its inputs, its rules, its worked cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from scoring.block_file import Blocks
from scoring.case_file import BOUNDS, CASE_KEYS, CaseReader
from scoring.expression import COMPARATORS, Expression
from scoring.item_proof import count_wrongs, lid_wrongs, points_wrongs, sampling_wrongs, survey_wrongs
from scoring.located import Located, place
from scoring.rule_file import RuleReader
from scoring.rules import Rule
from scoring.scalars import ScalarError, among, flag_in, number_in, range_in, shown, text_in
from scoring.scheme import Case, Counted, Hanging, Indicator, Input, RollUp, Scope
from scoring.survey import PARTS, QUESTIONS, Surveyed

WHOLE_UNITS = frozenset("户座处村人次项个宗起家件例条份名镇县位类所") | {"人次", "户次"}
"""Units of which there are no halves."""
MAX_INPUTS = 200
"""How many inputs an indicator may have."""

_INDICATOR = ("code", "name", "points", "inputs", "rule")
_INDICATOR_MORE = (
    "lead", "rigid", "scope", "clause", "basis", "support", "evidence", "words", "county_rule", "cases", "veto_if",
)  # fmt: skip
_INPUT_MORE = (
    "unit", "roll_up", "scope", "sampled", "at_most", "range", "whole", "target", "last_year", "hint", "counted",
    "surveyed",
)  # fmt: skip
_ROLL_UPS, _HANGING = get_args(RollUp), get_args(Hanging)
_COUNT_FILTERS = ("source", "severity", "indicator")
_NO_BOUNDS = (0.0, float("inf"))
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_RESERVED = frozenset({"and", "or", "min", "max", "peers", "group", *COMPARATORS})


class ItemReader:
    """Reads indicators one by one; each code may stand only once."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks, self.report = blocks, blocks.report
        self.codes: dict[str, int] = {}

    def component(self, row: Located) -> Indicator:
        """An entry beside the quantitative items; its scope is the county unless it says otherwise."""
        row.setdefault("scope", "county")
        where = {"category": "", "category_name": "附加项", "sub_item": "", "sub_item_name": ""}
        return self.indicator(row, where, component=True)

    def indicator(self, block: Located, where: Mapping[str, str], component: bool = False) -> Indicator:
        """The indicator in the block; ``where`` says the 大项 and the 小项 that it belongs to."""
        code = self.blocks.text(block, "code", "?")
        with self.blocks.inside(indicator=code):
            self.blocks.keys(block, _INDICATOR, _INDICATOR_MORE, "指标")
            if code in self.codes:
                said = f"指标编码 {code} 重复（第 {self.codes[code]} 行已有）"
                self.report(place(block, "code"), said, "每个指标的编码必须唯一")
            self.codes[code] = block.line
            return self._indicator(block, where, component, code)

    def _indicator(self, block: Located, where: Mapping[str, str], component: bool, code: str) -> Indicator:
        blocks = self.blocks
        points, scope = blocks.number(block, "points"), self._scope(block, "town")
        inputs = self._inputs(block, scope)
        rules = RuleReader(self.report, {one.id: one for one in inputs}, scope, blocks.spoken)
        rule = rules.rule(block.get("rule"), place(block, "rule"), points)
        county_rule = block.get("county_rule") and rules.rule(block["county_rule"], place(block, "county_rule"), points)
        veto_if = rules.condition(block["veto_if"], place(block, "veto_if")) if block.get("veto_if") else None
        read = Indicator(
            code=code, name=blocks.text(block, "name"), points=points, scope=scope,
            inputs=_asking(inputs, rule, county_rule or None), rule=rule, county_rule=county_rule or None,
            rigid=blocks.text(block, "rigid") or None, clause=blocks.text(block, "clause"),
            basis=blocks.text(block, "basis"), words=blocks.text(block, "words"), lead=blocks.text(block, "lead"),
            support=blocks.texts(block, "support"), evidence=blocks.texts(block, "evidence"),
            cases=self._cases(block, inputs), veto_if=veto_if,
            component=component, file=blocks.file, line=block.line, lines=block.lines, **where,
        )  # fmt: skip
        self._proved(block, read)
        return read

    def _proved(self, block: Located, read: Indicator) -> None:
        for message, remedy in sampling_wrongs(read, self.blocks.spoken):
            self.report(place(block, "rule"), message, remedy)
        if block.get("points") is not None:
            for message, remedy in points_wrongs(read):
                self.report(place(block, "points"), message, remedy)

    def _scope(self, block: Located, usual: Scope) -> Scope:
        return "county" if self.blocks.one(block, "scope", among("town", "county"), str(usual)) == "county" else "town"

    # --- inputs ---------------------------------------------------------------------------------------------------

    def _inputs(self, block: Located, scope: Scope) -> tuple[Input, ...]:
        rows = self.blocks.mappings(block, "inputs")
        if len(rows) > MAX_INPUTS:
            self.report(place(rows[MAX_INPUTS], "id"), f"一个指标的填报项超过 {MAX_INPUTS} 个", "请核对或拆分指标")
            rows = rows[:MAX_INPUTS]
        inputs = tuple(self._input(row, scope) for row in rows)
        times = Counter(one.id for one in inputs)
        for row, asked in zip(rows, inputs, strict=True):
            if times[asked.id] > 1 and asked.id:
                self.report(place(row, "id"), f"填报项 {asked.id} 重复", "同一指标内填报项的代号必须唯一")
            for message, remedy in lid_wrongs(inputs, asked):
                self.report(place(row, "at_most"), message, remedy)
            for message, remedy in count_wrongs(asked):
                self.report(place(row, "counted"), message, remedy)
            for message, remedy in survey_wrongs(asked):
                self.report(place(row, "surveyed"), message, remedy)
        return inputs

    def _input(self, row: Located, scope: Scope) -> Input:
        blocks = self.blocks
        blocks.keys(row, ("id", "name"), _INPUT_MORE, "填报项")
        unit = blocks.text(row, "unit")
        low, high = blocks.one(row, "range", range_in, _NO_BOUNDS)
        return Input(
            id=blocks.one(row, "id", _id_in, ""), name=blocks.text(row, "name"), unit=unit, roll_up=self._roll_up(row),
            scope=self._scope(row, scope), sampled=blocks.one(row, "sampled", flag_in, False),
            at_most=blocks.one(row, "at_most", _expression_in, None), low=low, high=1.0 if unit == "是否" else high,
            whole=blocks.one(row, "whole", flag_in, unit in WHOLE_UNITS),
            asks_target=blocks.one(row, "target", flag_in, False),
            asks_last_year=blocks.one(row, "last_year", flag_in, False), hint=blocks.text(row, "hint"),
            counted=self._counted(row), surveyed=self._surveyed(row), line=row.line,
        )  # fmt: skip

    def _counted(self, row: Located) -> Counted | None:
        if row.get("counted") is None:
            return None
        said, blocks = self.blocks.inner(row, "counted"), self.blocks
        blocks.keys(said, ("problems",), _COUNT_FILTERS, blocks.spoken("counted"))
        kind = blocks.one(said, "problems", among(*_HANGING), "open")
        return Counted("overdue" if kind == "overdue" else "open", *(blocks.texts(said, key) for key in _COUNT_FILTERS))

    def _surveyed(self, row: Located) -> Surveyed | None:
        if row.get("surveyed") is None:
            return None
        said, blocks = self.blocks.inner(row, "surveyed"), self.blocks
        blocks.keys(said, ("question", "part"), ("households",), blocks.spoken("surveyed"))
        question = blocks.one(said, "question", among(*QUESTIONS), next(iter(QUESTIONS)))
        part = blocks.one(said, "part", among(*PARTS), "base")
        return Surveyed(question, "good" if part == "good" else "base", blocks.texts(said, "households"))

    def _roll_up(self, row: Located) -> RollUp:
        given = row.get("roll_up", "sum")
        if given in _ROLL_UPS:
            return given  # type: ignore[no-any-return]  # one of them
        remedy = "请写 sum、mean、max 或 min；比率请拆成分子、分母两项"
        self.report(place(row, "roll_up"), f"汇总方式「{shown(given)}」无效", remedy)
        return "sum"

    # --- worked cases ---------------------------------------------------------------------------------------------

    def _cases(self, block: Located, inputs: tuple[Input, ...]) -> tuple[Case, ...]:
        read = CaseReader(self.report, [one.id for one in inputs])
        rows = self.blocks.mappings(block, "cases")
        for row in rows:
            self.blocks.keys(row, (), CASE_KEYS, "算例")
            self.blocks.one(row, "unit", among("county"), "")
        bounds = [{key: self.blocks.one(row, key, number_in, None) for key in BOUNDS} for row in rows]
        return tuple(read.case(row, bound) for row, bound in zip(rows, bounds, strict=True))


def _asking(inputs: tuple[Input, ...], *rules: Rule | None) -> tuple[Input, ...]:
    """The inputs, marked where a rule needs their target or last year's figure."""
    used = {name for rule in rules if rule for node in rule.walk() for one in node.expressions() for name in one.names}
    return tuple(
        replace(
            one,
            asks_target=one.asks_target or f"target.{one.id}" in used,
            asks_last_year=one.asks_last_year or f"last_year.{one.id}" in used,
        )
        for one in inputs
    )


def _id_in(given: Any) -> str:
    """A name that expressions can use."""
    id_ = text_in(given)
    if not _ID.fullmatch(id_) or id_ in _RESERVED:
        raise ScalarError(f"「{shown(id_)}」无效", "请用英文字母开头的字母、数字和下划线，且不用 min、and 这类保留的词")
    return id_


def _expression_in(given: Any) -> Expression:
    return Expression.parse(given)
