"""改革创新: what the cases are worth, what is certain and what is still to be won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from charts.text import interval, number, plain
from data.clock import spoken_day
from data.innovation.account import InnovationAccount
from data.innovation.words import CERTAINTY_WORDS
from reports.blocks import Cell, Column, Figure, Figures, Slide, Table, Tone
from reports.briefing.fitting import WIDE, clipped, held
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.duty import printed

CASES = (
    Column("案例", 0.46), Column("申报单位", 0.2), Column("级别", 0.08, "center"), Column("认定情况", 0.13, "center"),
    Column("计分", 0.13, "right"),
)  # fmt: skip
BELOW_FIGURES = 6
TOLD = 5


def innovation(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The points of each certainty, and the cases that count."""
    account = material.innovation
    counted = account.counted
    if counted.empty:
        yield Slide(
            "innovation", "innovation", KINDS["innovation"], "还没有登记改革创新案例。", notes=_scored(account),
        )  # fmt: skip
        return
    rows = [_case(row) for row in counted.to_dict("records")]
    kept = held(CASES, rows, WIDE, BELOW_FIGURES)
    more = len(rows) - len(kept)
    table = Table(CASES, kept, note=f"另有 {more} 个案例，见案例清单。" if more else "")
    yield Slide(
        "innovation", "innovation", KINDS["innovation"], account.summary(),
        blocks=(_figures(account), table) if account.has_list else (table,),
        notes=(*_scored(account), *(_told(row) for row in counted.head(TOLD).to_dict("records"))),
    )  # fmt: skip


def _figures(account: InnovationAccount) -> Figures:
    """Certain, likely, aimed at, open: together the cap, as they are printed."""
    parts = printed(pd.Series([account.certain, account.likely, account.aim, account.open]))
    named = [
        Figure(word, f"{number(points)} 分", f"{account.many(word)} 个案例")
        for word, points in zip(CERTAINTY_WORDS.values(), parts, strict=False)
    ]
    left = Figure("还没有案例对应", f"{number(parts[-1])} 分", f"封顶 {plain(account.cap)} 分")
    return Figures((*named, left, _entered(account)))


def _entered(account: InnovationAccount) -> Figure:
    """What the total counts with, beside the list."""
    low, high = account.entered or (0.0, account.cap)
    if low != high:
        return Figure("总分计入", interval(low, high), "得分还没有填报", Tone.UNREPORTED)
    same = number(low) == number(account.certain)
    return Figure("总分计入", f"{number(low)} 分", "与已认定一致" if same else "与已认定不一致",
                  Tone.PLAIN if same else Tone.CLOSE)  # fmt: skip


def _case(row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    points = f"{plain(row['added'])} 分" if row["added"] else "—"
    return (
        Cell(clipped(str(row["name"]), 38)), Cell(clipped(str(row["unit"]) or "未写明", 16)), Cell(str(row["level"])),
        Cell(str(row["certainty"])), Cell(points, float(row["added"])),
    )  # fmt: skip


def _scored(account: InnovationAccount) -> tuple[str, ...]:
    if account.entered is None:
        return ("方案没有写明各级别的分值，案例不按清单计分。",)
    low, high = account.entered
    told = interval(low, high) if low != high else number(low)
    return (f"总分按县级填报表计入 {told} 分；同一案例只按最高级别计一次，封顶 {plain(account.cap)} 分。",)


def _told(row: Mapping[Any, Any]) -> str:
    document, where = row["document"] or "没有认定文件", f"{row['file']} {row['sheet']} {row['cell']}".strip()
    day = f"，{spoken_day(row['awarded_on'])}" if not pd.isna(row["awarded_on"]) else ""
    return f"{row['name']}（{row['level']}级，{row['certainty']}）：{document}{day}；出处：{where or '页面登记'}。"
