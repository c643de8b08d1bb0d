"""The sheets 指标, 填报项, 规则 and 算例 as the blocks that the scheme reader takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.reading.text import blank, code_key, settled
from data.scheme_book.cells import Faults, Row, Typing
from data.scheme_book.listed import elements_of
from data.scheme_book.names import Names
from data.scheme_book.rule_tree import RuleTree, expression
from data.scheme_book.scan import NamesError
from data.scheme_book.words import (
    CASE_ROWS,
    COUNT_FILTERS,
    HANGING,
    NATURES,
    ROLL_UPS,
    SCOPES,
    STATES,
    SURVEYED,
    UNLIMITED,
)
from scoring.expression import COMPARATORS
from scoring.located import Located

MAX_INPUTS = 200
"""How many inputs an indicator may have."""

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_RESERVED = frozenset({"and", "or", "min", "max", "peers", "group", *COMPARATORS})
_PLACE = ("category", "category_name", "sub_item", "sub_item_name", "nature")


@dataclass(frozen=True)
class Sheets:
    """The rows of the four sheets."""

    items: Sequence[Row]
    inputs: Sequence[Row]
    rules: Sequence[Row]
    cases: Sequence[Row]


class Items:
    """Puts the rows of the four sheets together, indicator by indicator."""

    def __init__(self, sheets: Sheets, faults: Faults) -> None:
        self.faults, self.sheets = faults, sheets
        codes = [settled(Typing(faults, row).text("code")) for row in sheets.items]
        self.codes = {**{code_key(one): one for one in codes if one}, **{one: one for one in codes if one}}
        self.known = set(codes)
        self.inputs = self._by_code(sheets.inputs)
        self.rules = self._by_code(sheets.rules)
        self.cases = self._by_code(sheets.cases)

    def _by_code(self, rows: Sequence[Row]) -> dict[str, list[Row]]:
        """The rows of a sheet by indicator; a blank code means the one above."""
        found: dict[str, list[Row]] = {}
        code, unknown = "", set[str]()
        for row in rows:
            typing = Typing(self.faults, row)
            typed = settled(typing.text("code")) or code
            code = self.codes.get(typed) or self.codes.get(code_key(typed), typed)
            if code not in self.known and code not in unknown:
                unknown.add(code)
                what = f"“指标”表中没有编码为「{code}」的指标" if code else "没有写指标编码"
                typing.report("code", what, "请核对指标编码")
            found.setdefault(code, []).append(row)
        return found

    # --- structure ------------------------------------------------------------------------------------------------

    def blocks(self) -> tuple[list[Located], list[Located]]:
        """The categories with their sub-items and indicators, and the components."""
        categories: dict[str, Located] = {}
        subs: dict[tuple[str, str], Located] = {}
        components: list[Located] = []
        above = dict.fromkeys(("category", "sub_item"), "")
        for row in self.sheets.items:
            typing = Typing(self.faults, row, settled(Typing(self.faults, row).text("code")))
            if typing.choice("nature", NATURES) == "component":
                components.append(self._indicator(typing, "county"))
                continue
            above = _placed(typing, above)
            category = _opened(categories, above["category"], typing, "category", "sub_items")
            if not above["sub_item"] and not _says_item(row):
                continue
            place = above["category"], above["sub_item"]
            if place not in subs:
                category["sub_items"].append(_opened(subs, place, typing, "sub_item", "indicators"))
            sub = _opened(subs, place, typing, "sub_item", "indicators")
            if _says_item(row):
                sub["indicators"].append(self._indicator(typing, "town"))
        return list(categories.values()), components

    # --- an indicator ---------------------------------------------------------------------------------------------

    def _indicator(self, typing: Typing, usual_scope: str) -> Located:
        code = typing.indicator
        scope = typing.choice("scope", SCOPES)
        inputs, names = self._inputs(code)
        town, county = self._rules_of(code, names, scope or usual_scope)
        block = typing.located({
            "code": code or None, "name": typing.text("name") or None, "points": typing.number("points"),
            "rigid": typing.text("rigid") or None, "scope": scope, "clause": typing.text("clause") or None,
            "basis": typing.text("basis") or None, "words": typing.text("words") or None,
            "lead": typing.text("lead") or None, "support": list(elements_of(typing.text("support"))) or None,
            "evidence": list(elements_of(typing.text("evidence"))) or None,
            "veto_if": None if typing.row.blank("veto_if") else expression(True, "veto_if", typing, names),
            "inputs": inputs, "rule": town, "county_rule": county, "cases": self._cases_of(code, names) or None,
        }, dict.fromkeys(("inputs", "rule", "county_rule", "cases"), "code"))  # fmt: skip
        for key, rule in (("rule", town), ("county_rule", county)):
            if rule is not None:
                block.lines[key] = rule.line
        return block

    def _inputs(self, code: str) -> tuple[list[Located], Names]:
        rows = [Typing(self.faults, row, code) for row in self.inputs.get(code, ())]
        if len(rows) > MAX_INPUTS:
            rows[MAX_INPUTS].report("name", f"一个指标的填报项超过 {MAX_INPUTS} 个", "请核对指标编码")
            rows = rows[:MAX_INPUTS]
        ids = self._ids(rows)
        names = Names(list(zip(ids, (one.text("name") for one in rows), strict=True)))
        return [_input(typing, id_, names) for typing, id_ in zip(rows, ids, strict=True)], names

    def _ids(self, rows: Sequence[Typing]) -> list[str]:
        """The inputs' ids; where none is given, x1, x2, … that nobody else has."""
        given = [one.text("id") for one in rows]
        free = (name for name in (f"x{number}" for number in range(1, 2 * len(rows) + 2)) if name not in given)
        for typing, id_ in zip(rows, given, strict=True):
            if id_ and (not _ID.fullmatch(id_) or id_ in _RESERVED):
                typing.report("id", f"代号「{id_}」无效", "请用英文字母开头的字母、数字和下划线，或留空由系统编号")
        return [id_ or next(free) for id_ in given]

    def _rules_of(self, code: str, names: Names, scope: str) -> tuple[Located | None, Located | None]:
        """The rule and the county's own; in a county indicator a rule «县» is the rule, unless there is one «镇»."""
        by_scope: dict[str, list[Row]] = {}
        said = ""
        for row in self.rules.get(code, ()):
            said = Typing(self.faults, row, code).choice("scope", SCOPES) or said or scope
            by_scope.setdefault(said, []).append(row)
        built = {one: RuleTree(self.faults, names, code).block(rows) for one, rows in by_scope.items()}
        if scope == "county" and "town" not in built:
            return built.get("county"), None
        return built.get("town"), built.get("county")

    # --- worked cases ---------------------------------------------------------------------------------------------

    def _cases_of(self, code: str, names: Names) -> list[Located]:
        cases: list[Located] = []
        for row in self.cases.get(code, ()):
            typing = Typing(self.faults, row, code)
            kind = typing.choice("row", CASE_ROWS)
            given = _given(typing, names)
            if kind in (None, "case"):
                cases.append(_case(typing, given))
            elif not cases:
                remedy = "请先写算例，再写它的抽查村、同组单位"
                typing.report("row", f"「{CASE_ROWS[str(kind)]}」的上面没有算例", remedy)
            else:
                cases[-1].setdefault(str(kind), []).append(given)
        return cases


def _placed(typing: Typing, above: dict[str, str]) -> dict[str, str]:
    """Where the row belongs; what is blank is as in the row above."""
    category, sub_item = typing.text("category") or above["category"], typing.text("sub_item")
    if not sub_item and category == above["category"] and _says_item(typing.row):
        sub_item = above["sub_item"]
    return {"category": category, "sub_item": sub_item}


def _opened(found: dict[Any, Located], key: Any, typing: Typing, level: str, below: str) -> Located:
    """The block of a 大项 or 小项, made when its code is first met; another name for it is a fault."""
    name = typing.text(f"{level}_name")
    if key not in found:
        code = key if isinstance(key, str) else key[1]
        places = {"code": level, "name": f"{level}_name", below: level}
        found[key] = typing.located({"code": code or None, "name": name or None, below: []}, places)
    elif name and found[key].get("name") not in (None, name):
        typing.report(f"{level}_name", f"「{name}」与上面写的「{found[key]['name']}」不一致", "同一编码的名称应相同")
    return found[key]


def _says_item(row: Row) -> bool:
    """Whether the row is about an indicator, and not only about where indicators belong."""
    return not all(blank(cell) for key, cell in row.cells.items() if key not in _PLACE)


def _input(typing: Typing, id_: str, names: Names) -> Located:
    low, high = _bound(typing, "low"), _bound(typing, "high")
    bounds = None if low is None and high is None else [_finite(low, 0), _finite(high, None)]
    return typing.located({
        "id": id_, "name": typing.text("name") or None, "unit": typing.text("unit") or None,
        "roll_up": typing.choice("roll_up", ROLL_UPS), "scope": typing.choice("scope", SCOPES),
        "sampled": typing.yes("sampled"),
        "at_most": None if typing.row.blank("at_most") else expression(False, "at_most", typing, names),
        "range": bounds, "whole": typing.yes("whole"), "target": typing.yes("target"),
        "last_year": typing.yes("last_year"), "hint": typing.text("hint") or None, "counted": _counted(typing),
        "surveyed": _surveyed(typing),
    }, {"range": "low"})  # fmt: skip


def _counted(typing: Typing) -> Located | None:
    columns = {key: f"counted_{key}" for key in COUNT_FILTERS}
    said = {key: list(elements_of(typing.text(column))) or None for key, column in columns.items()}
    kind = typing.choice("counted", HANGING)
    if kind is None and not any(said.values()):
        return None
    return typing.located({"problems": kind, **said}, {"problems": "counted", **columns})


def _surveyed(typing: Typing) -> Located | None:
    households = list(elements_of(typing.text("surveyed_households"))) or None
    said = typing.choice("surveyed", SURVEYED)
    if said is None and households is None:
        return None
    question, part = said.split(".") if said else (None, None)
    places = {"question": "surveyed", "part": "surveyed", "households": "surveyed_households"}
    return typing.located({"question": question, "part": part, "households": households}, places)


def _bound(typing: Typing, key: str) -> float | str | None:
    """A bound: a number, 不限, or None where nothing stands."""
    return UNLIMITED if typing.text(key) == UNLIMITED else typing.number(key)


def _finite(bound: float | str | None, usual: float | None) -> float | None:
    if bound is None:
        return usual
    return None if isinstance(bound, str) else bound


def _case(typing: Typing, given: Located) -> Located:
    county = typing.choice("unit", SCOPES) == "county"
    return typing.located({
        "given": given, "score": typing.number("score"), "low": typing.number("low"), "high": typing.number("high"),
        "state": typing.choice("state", STATES), "unit": "county" if county else None,
        "group": typing.text("group") or None, "why": typing.text("why") or None, "samples": None, "peers": None,
    }, {"samples": "row", "peers": "row"})  # fmt: skip


def _given(typing: Typing, names: Names) -> Located:
    figures: dict[str, Any] = {}
    try:
        figures = names.meant_figures(typing.text("given"))
    except NamesError as error:
        typing.report("given", str(error), "请写成“填报项＝数值；填报项＝数值”")
    given = Located(figures)
    given.line, given.lines = typing.row.spot("given"), dict.fromkeys(figures, typing.row.spot("given"))
    return given
