"""The second engine: audit workbooks worked out by headless LibreOffice, and how they differ from the core."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from reports.audit_workbook import audit_workbook
from scoring import COUNTY, Scheme, Scorecard, score, score_county
from scoring.grading import verdict
from scoring.ranking import ranking

SECONDS = 1200
CLOSE = 1e-9 + 1e-12
"""Both engines settle scores on a grid of 1e-9; the hair is for what binary noise adds when two are subtracted."""

READ = ("填报值", "计分", "汇总", "全县")
FIRST, COLUMN = 5, 4
"""Where a sheet of towns begins, counted from 0."""


@dataclass(frozen=True)
class Round:
    """What a workbook is made of."""

    scheme: Scheme
    values: pd.DataFrame
    units: pd.DataFrame | None = None
    open_problems: pd.Series | None = None

    def workbook(self) -> bytes:
        return audit_workbook(self.scheme, self.values, self.units, self.open_problems, "青禾县第一轮")


@dataclass
class Recalculated:
    """The sheets of a workbook after LibreOffice has worked out every formula."""

    sheets: dict[str, list[list[Any]]]
    errors: tuple[str, ...] = ()

    def cell(self, sheet: str, row: int, column: int) -> Any:
        rows = self.sheets[sheet]
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

    def column(self, sheet: str, heading: str, row: int) -> int:
        return self.sheets[sheet][row].index(heading)


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Recalculated]:
    """The workbooks as LibreOffice works them out: one start for all of them, with a profile of its own."""
    given, worked = folder / "given", folder / "worked"
    given.mkdir(parents=True)
    for name, content in books.items():
        (given / f"{name}.xlsx").write_bytes(content)
    program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(worked)]
    files = [str(given / f"{name}.xlsx") for name in books]
    subprocess.run([program, profile, *convert, *files], check=True, capture_output=True, timeout=SECONDS)
    return {name: _read(worked / f"{name}.xlsx") for name in books}


def _read(file: Path) -> Recalculated:
    book = CalamineWorkbook.from_path(str(file))
    read = [name for name in READ if name in book.sheet_names]
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read}
    return Recalculated(sheets, tuple(_errors(file)))


def _errors(file: Path) -> Iterator[str]:
    """The place of every cell that came out as an error, which the reader shows as empty."""
    with ZipFile(file) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                found = re.findall(r'<c r="(\w+)"[^>]* t="e"', parts.read(name).decode())
                yield from (f"{name} {place}" for place in found)


def differences(one: Round, book: Recalculated) -> list[str]:
    """Every number, rank and grade in which the workbook and the core are not of one mind."""
    towns = score(one.scheme, one.values, one.units)
    county = score_county(one.scheme, one.values, one.units)
    found = [*_town_scores(towns, book), *_town_totals(one, towns, book), *_county(county, book)]
    return [text for text in found if text]


def _town_scores(card: Scorecard, book: Recalculated) -> Iterator[str]:
    count = len(card.indicators)
    for block, wanted in enumerate((_shown(card), card.full, card.low, card.high)):
        for row, unit in enumerate(card.units):
            for place, indicator in enumerate(card.indicators):
                got = book.cell("计分", FIRST + row, COLUMN + block * count + place)
                what = ("得分", "应计分", "最低", "最高")[block]
                yield _differs(f"{unit} {indicator.code} {what}", got, wanted[row][place])


def _shown(card: Scorecard) -> np.ndarray:
    """The scores as the sheet shows them: 待补 while open, 不适用 where there is nothing to earn."""
    shown = card.score.astype(object)
    shown[np.isnan(card.score)] = "待补"
    shown[card.absent & (card.full == 0) & (card.low == card.high)] = "不适用"
    return shown


def _differs(what: str, got: Any, wanted: Any, close: float = CLOSE) -> str:
    if isinstance(wanted, str) or isinstance(got, str):
        return "" if got == wanted else f"{what}: {got!r} instead of {wanted!r}"
    return "" if abs(float(got) - float(wanted)) <= close else f"{what}: {got!r} instead of {wanted!r}"


def _carried(card: Scorecard, totals: pd.Series) -> float:
    """How close totals must be: what a score may differ by, over the settled points, on the scheme's scale, and
    once more for the total's own rounding.
    """
    points = float(totals["points"] * totals["completeness"])
    return CLOSE * (1.0 + (card.scale / points if points else 0.0))


def _total(low: float, high: float, number: float) -> Any:
    """A total as it is shown: 无适用 without a base, 待补 while open."""
    if np.isnan(low):
        return "无适用"
    return number if not np.isnan(number) or low == high else "待补"


def _town_totals(one: Round, card: Scorecard, book: Recalculated) -> Iterator[str]:
    ranked = ranking(card, open_problems=one.open_problems).set_index("unit")
    totals = card.totals().set_index("unit")
    for row, unit in enumerate(card.units):
        place = ranked.loc[unit]
        wanted = {
            **_totals(totals.loc[unit]), **_grades(card, row, int(place["rank"])), "刚性失分": place["rigid_lost"],
            "名次": place["rank"], "最好名次": place["rank_best"], "最差名次": place["rank_worst"],
            "组内名次": place["group_rank"], "组内最好": place["group_rank_best"],
            "组内最差": place["group_rank_worst"],
        }  # fmt: skip
        for name, value in wanted.items():
            got = book.cell("汇总", FIRST + row, book.column("汇总", name, FIRST - 1))
            yield _differs(f"{unit} {name}", got, value, _carried(card, totals.loc[unit]))


def _totals(row: pd.Series) -> dict[str, Any]:
    low, high = float(row["low"]), float(row["high"])
    projected = float(row["projected"])
    return {
        "适用分值": row["points"], "得分": _total(low, high, float(row["score"])), "最低": _total(low, high, low),
        "最高": _total(low, high, high), "按已报测算": "无适用" if np.isnan(projected) else projected,
        "完整度": row["completeness"],
    }  # fmt: skip


def _grades(card: Scorecard, row: int, place: int) -> dict[str, Any]:
    if np.isnan(card.totals()["low"].iloc[row]):
        return {}
    told = verdict(card, row, place)
    return {
        "否决项数": len(told.vetoed), "可能否决项数": len(told.vetoed) + len(told.unclear),
        "按分值等次": told.grade_by_points, "等次": told.grade_final, "最低等次": told.grade_low,
        "最高等次": told.grade_high,
    }  # fmt: skip


def _county(card: Scorecard, book: Recalculated) -> Iterator[str]:
    rows = {str(cells[0]): row for row, cells in enumerate(book.sheets["全县"]) if cells and cells[0]}
    shown = _shown(card)
    for place, indicator in enumerate(card.indicators):
        projected = "不适用" if shown[0][place] == "不适用" else card.projected[0, place]
        wanted = (shown[0][place], card.full[0, place], card.low[0, place], card.high[0, place])
        for column, value in enumerate(wanted, 4):
            yield _differs(
                f"{COUNTY} {indicator.code} {column}", book.cell("全县", rows[indicator.code], column), value
            )
        value = "待补" if not isinstance(projected, str) and np.isnan(projected) else projected
        yield _differs(f"{COUNTY} {indicator.code} 按已报测算", book.cell("全县", rows[indicator.code], 8), value)
    totals = card.totals().iloc[0]
    lost = float(totals["rigid_points"] - totals["rigid_high"])
    for name, value in {**_totals(totals), **_grades(card, 0, 0), "刚性失分": lost}.items():
        close = _carried(card, totals)
        yield _differs(f"{COUNTY} {name}", book.cell("全县", rows[name], 1), value, close)
