"""The same figure typed twice on a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from data.reading.lines import Line
from data.reading.notes import Notes
from data.reading.text import Cell, blank, settled, typed

_Answer = tuple[Cell, Cell, Cell]


def settle_doubles(lines: Iterable[Line], sheet: str, notes: Notes) -> list[Line]:
    """The lines, each figure once: equal or half-blank doubles are joined, contradicting ones become blank."""
    kept: dict[tuple[str, str, str, str], Line] = {}
    for line in lines:
        slot = (line.unit, *line.figure.key, line.sample)
        kept[slot] = _joined(kept[slot], line, sheet, notes) if slot in kept else line
    return list(kept.values())


def _joined(first: Line, second: Line, sheet: str, notes: Notes) -> Line:
    code = first.figure.indicator.code
    if _contradict(first, second):
        notes.add("R213", sheet, second.cell, code, typed(second.content), first=first.cell)
        return first._replace(content="", target="", last_year="", cell=second.cell)
    notes.add("R214", sheet, second.cell, code, typed(second.content), first=first.cell)
    return second if blank(first.content) else first


def _contradict(first: Line, second: Line) -> bool:
    pairs = zip(_answers(first), _answers(second), strict=True)
    return any(not blank(one) and not blank(two) and _said(one) != _said(two) for one, two in pairs)


def _answers(line: Line) -> _Answer:
    return line.content, line.target, line.last_year


def _said(cell: Cell) -> str:
    return settled(typed(cell))
