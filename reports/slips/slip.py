"""A slip (单): one page for a town or a department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from charts.text import number
from data.clock import spoken_day
from reports.blocks import Cell, Column
from reports.briefing.fitting import clipped
from reports.slips.fitting import LONGEST, Part, Row

TOWN, DEPARTMENT = "town", "department"
TITLES = {TOWN: "一镇一单", DEPARTMENT: "一部门一单"}


@dataclass(frozen=True)
class Slip:
    """Whom it is for, what stands above the tables, the tables, and who signs for it."""

    unit: str
    kind: str
    summary: tuple[str, ...]
    parts: tuple[Part, ...]
    receipt: str


def short(text: object, longest: int = LONGEST) -> Cell:
    """A cell whose text is not longer than a page can bear."""
    return Cell(clipped(str(text), longest))


def until(day: date | None, today: date) -> Cell:
    """«12月7日», «11月11日（已逾期）»."""
    late = "（已逾期）" if day is not None and day < today else ""
    return Cell(f"{spoken_day(day)}{late}")


def counted(columns: Sequence[Column], what: str, where: str) -> Row:
    """«另有 3 项，见…» as a row."""
    return (Cell(f"另有{what}"), Cell(where), *[Cell("")] * (len(columns) - 2))


def summed(rows: Sequence[Row], place: int) -> Cell:
    """The sum of a column of printed hundredths."""
    total = sum(round((row[place].number or 0.0) * 100) for row in rows) / 100
    return Cell(number(total), total)


def hundredths(printed: float, exact: float) -> Cell:
    """A printed part; one too small for two decimals is still a part."""
    return Cell("＜0.01" if printed == 0 < exact else number(printed), printed)
