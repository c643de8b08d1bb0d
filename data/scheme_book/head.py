"""The sheet 方案 as the head of a scheme: its facts by row, and the table of grades below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.reading.text import heading_key
from data.scheme_book.cells import Faults, Row, Typing
from data.scheme_book.layout import GRADE_COLUMNS, HEAD_ITEMS, HEAD_SHEET
from data.scheme_book.listed import elements_of
from data.scheme_book.names import number_in
from data.scheme_book.words import COUNTED, NO_KEYS, NO_VETO, RIGID_WORD, TIE_KEYS, VETOES
from scoring.located import Located, Spot

GRADES_DEPTH = 200
"""How far down the table of grades may begin."""
_GRADES_TITLE = "等次"
_FACTS = {heading_key(one.heading): one.key for one in HEAD_ITEMS}
_GRADE_HEADING = heading_key(GRADE_COLUMNS[0].heading)


def head_block(facts: Sequence[Row], grades: Sequence[Row], faults: Faults) -> Located:
    """The head without its items, in blocks that know their cells."""
    typed = {key: Typing(faults, row) for key, row in _by_key(facts, faults)}
    line = facts[0].spot("item") if facts else Spot(0, HEAD_SHEET.name)
    head = Located({key: value for key, value in _values(typed, grades, faults).items() if value is not None})
    head.line = line
    places = {key: typed[key].row.spot("content") for key in typed}
    head.lines = {**places, **{key: line for key in ("declares", "ranking") if key not in places}}
    head.lines["grades"] = grades[0].spot("name") if grades else line
    return head


def _by_key(facts: Sequence[Row], faults: Faults) -> Iterator[tuple[str, Row]]:
    seen: set[str] = set()
    for row in facts:
        heading = heading_key(Typing(faults, row).text("item"))
        if heading in (_GRADES_TITLE, _GRADE_HEADING):
            return
        key = _FACTS.get(heading)
        if key is None or key in seen:
            what = "没有这个项目" if key is None else "这个项目写了两次"
            faults.add(row.spot("item"), what, "请照导出的方案工作簿填写“项目”列")
        else:
            seen.add(key)
            yield key, row


def _values(typed: Mapping[str, Typing], grades: Sequence[Row], faults: Faults) -> dict[str, Any]:
    return {
        **{key: _text(typed, key) for key in ("scheme", "version", "name", "basis")},
        "themes": list(elements_of(_text(typed, "themes") or "")),
        "veto": _veto(typed),
        "town_scale": _number(typed, "town_scale"),
        "ranking": _ranking(typed),
        "near": _near(typed),
        "duty": _duty(typed),
        "innovation": _innovation(typed),
        "declares": _declares(typed),
        "grades": [_grade(Typing(faults, row)) for row in grades],
    }


def _text(typed: Mapping[str, Typing], key: str) -> str | None:
    return (typed[key].text("content") or None) if key in typed else None


def _number(typed: Mapping[str, Typing], key: str, share: bool = False) -> float | int | None:
    return typed[key].number("content", share) if key in typed else None


def _declares(typed: Mapping[str, Typing]) -> Located:
    """What is declared, and where each number stands."""
    declared = {key: _number(typed, f"declares.{key}") for key in COUNTED}
    block = Located({key: number for key, number in declared.items() if number is not None})
    block.lines = {key: typed[f"declares.{key}"].row.spot("content") for key in block}
    return block


def _near(typed: Mapping[str, Typing]) -> Located | None:
    share = _number(typed, "near", share=True)
    return None if share is None else typed["near"].located({"share": share}, {"share": "content"})


def _duty(typed: Mapping[str, Typing]) -> Located | None:
    """How lost points are shared, by the cells of both parts."""
    parts = {key: _number(typed, f"duty_{key}") for key in ("lead", "support")}
    block = Located({key: part for key, part in parts.items() if part is not None})
    block.lines = {key: typed[f"duty_{key}"].row.spot("content") for key in parts if f"duty_{key}" in typed}
    block.line = next(iter(block.lines.values()), 0)
    return block or None


def _innovation(typed: Mapping[str, Typing]) -> Located | None:
    """The component of innovation cases, and what each level is worth: «国家 5» a line."""
    component, said = _text(typed, "innovation"), _text(typed, "levels")
    if component is None and said is None:
        return None
    levels: dict[str, Any] = {}
    for one in elements_of(said or ""):
        name, _, points = one.rpartition(" ")
        number = number_in(points)
        if not name.strip() or number is None:
            typed["levels"].report("content", f"「{one}」不是“级别 分值”", "一行一个级别，如“国家 5”")
        else:
            levels[name.strip()] = number
    where = typed["innovation" if "innovation" in typed else "levels"]
    given = {
        "component": component,
        "levels": where.located(levels, dict.fromkeys(levels, "content")) if levels else None,
    }
    return where.located(given, dict.fromkeys(given, "content"))


def _ranking(typed: Mapping[str, Typing]) -> dict[str, list[str]] | None:
    said = _text(typed, "tie_break")
    if said is None:
        return None
    keys = {word: key for key, word in TIE_KEYS.items()}
    words = [one for one in elements_of(said) if one != NO_KEYS]
    for one in words:
        if one not in keys:
            remedy = f"可写{'、'.join(keys)}，或写“{NO_KEYS}”"
            typed["tie_break"].report("content", f"没有「{one}」这个比较办法", remedy)
    return {"tie_break": [keys[one] for one in words if one in keys]}


def _veto(typed: Mapping[str, Typing]) -> Located | str | None:
    way = typed["veto"].choice("content", VETOES) if "veto" in typed else None
    if way is None or way == "none":
        return NO_VETO if way else None
    if way == "bar":
        return typed["veto"].located({"bar": True}, {"bar": "content"})
    value = _number(typed, "veto_to") if way == "down" else _text(typed, "veto_to")
    if value is None:
        at = "veto_to" if "veto_to" in typed else "veto"
        typed[at].report("content", "没有写否决后的等次或降几等", "等次封顶写等次名称，降低等次写降几等")
        return NO_VETO
    return typed["veto_to"].located({way: value}, {way: "content"})


def _grade(typing: Typing) -> Located:
    full = ["rigid" if one == RIGID_WORD else one for one in elements_of(typing.text("full"))]
    return typing.located({
        "name": typing.text("name") or None, "at_least": typing.number("at_least"), "first": typing.number("first"),
        "full": full or None,
    })  # fmt: skip
