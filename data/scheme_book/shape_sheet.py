"""形态说明: what each shape computes, what is to be filled in, and an example, so that a rule needs no code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from data.scheme_book.kinds import parameters, shape_name, shapes, slots
from data.scheme_book.layout import SHAPE_SHEET
from data.scheme_book.rule_rows import RuleRow, rule_rows
from data.templates.forms import Column
from data.templates.look import lines_needed
from data.templates.paper import LINE_HEIGHT, Paper
from scoring.rules import Rule
from scoring.scheme import Scheme
from scoring.scheme_file import load_scheme

CATALOGUES = ("shapes", "gd2021")
"""The schemes whose items are the examples."""
FIRST_ROW = 4

_COLUMNS = (
    Column("shape", "形态", 15),
    Column("computes", "怎样计分", 46),
    Column("needed", "必填", 18),
    Column("more", "可填", 24),
    Column("words", "例：评分办法原文", 34),
    Column("rows", "例：在“规则”表怎样填", 62),
)
_MODIFIERS = frozenset({"label", "unit", "zero_if", "unless", "not_applicable"})


def shape_range() -> str:
    """The cells with the names of the shapes, for a drop-down."""
    return f"{SHAPE_SHEET}!$A${FIRST_ROW}:$A${FIRST_ROW + len(shapes()) - 1}"


@cache
def notes() -> Mapping[str, Any]:
    """What the sheet explains: ``kinds`` and ``rows`` by class, ``guide`` by subject, and the ``note`` at the top."""
    read: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("notes.yaml").read_text("utf-8"))
    return read


def write_shapes(workbook: Workbook, footer: str) -> None:
    """Add the sheet 形态说明."""
    paper = Paper(workbook, SHAPE_SHEET, _COLUMNS)
    row = paper.head("形态说明", notes()["note"])
    for cells in _explained():
        _line(paper, row, cells)
        row += 1
    paper.span(row + 1, "怎样写算式和规则", "section", 24)
    for number, (what, how) in enumerate(notes()["guide"].items(), row + 2):
        paper.put(number, 1, what, "centred")
        breadth = sum(column.width for column in _COLUMNS[1:])
        paper.span(number, how, "text", lines_needed(how, breadth) * LINE_HEIGHT + 8, first=2)
    paper.finish(footer, freeze=f"B{FIRST_ROW}")
    paper.sheet.protection.disable()


def _line(paper: Paper, row: int, cells: Sequence[str]) -> None:
    for column, text in zip(_COLUMNS, cells, strict=True):
        paper.put(row, column.key, text, "centred" if column.key == "shape" else "text")
    paper.height(row, max(lines_needed(text, one.width) for one, text in zip(_COLUMNS, cells, strict=True)))


@cache
def _explained() -> tuple[tuple[str, ...], ...]:
    """A row a shape: the same for every scheme."""
    return tuple(_rows([load_scheme(one) for one in CATALOGUES]))


def _rows(catalogues: Sequence[Scheme]) -> Iterator[tuple[str, ...]]:
    for name, shape in shapes().items():
        if issubclass(shape, Rule):
            note = notes()["kinds"].get(shape.kind, "")
            yield name, note, _needed(shape), _optional(shape), *_example(shape, catalogues)
        else:
            yield name, notes()["rows"].get(shape.__name__, ""), _needed(shape), _optional(shape), "", ""


def _needed(shape: Any) -> str:
    own = [one.heading for one in parameters(shape) if one.required]
    below = [_below(slot) for slot in slots(shape) if slot.required] if issubclass(shape, Rule) else []
    return "、".join([*own, *below])


def _below(slot: Any) -> str:
    if slot.record is None:
        return "下级各行" if slot.many else "下级一行"
    if slot.holds_rule:
        return f"下级各行（各填{'、'.join(one.heading for one in parameters(slot.record))}）"
    return f"“{shape_name(slot.record)}”各行"


def _optional(shape: Any) -> str:
    rounding = {"round_to", "rounding"}
    own = [one for one in parameters(shape) if not one.required and one.field not in _MODIFIERS | rounding]
    told = [one.heading + (f"（{'、'.join(one.choices.values())}）" if one.choices else "") for one in own]
    below = [_below(slot) for slot in slots(shape) if not slot.required] if issubclass(shape, Rule) else []
    last = ["取整到"] if any(one.field == "round_to" for one in parameters(shape)) else []
    return "、".join([*told, *below, *last])


def _example(kind: type[Rule], catalogues: Sequence[Scheme]) -> tuple[str, str]:
    """An item whose rule is of the kind, else one that has such a part: its words, and its rows."""
    items = [one for scheme in catalogues for one in (*scheme.indicators, *scheme.components)]
    whole = [one for one in items if isinstance(one.rule, kind)]
    parts = [one for one in items if any(isinstance(node, kind) for node in one.rule.walk())]
    for one in (*whole, *parts):
        return one.words, "\n".join(_told(row) for row in rule_rows(one.rule, one))
    return "", ""


def _told(row: RuleRow) -> str:
    cells = "，".join(f"{heading}＝{cell}" for heading, cell in row.cells.items())
    return f"{row.node}　{row.shape}：{cells}"
