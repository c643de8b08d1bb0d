"""The towns' ranking by group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts.changes import move
from charts.text import interval, percent, plain
from reports.blocks import Cell, Column, Slide, Table, Tone
from reports.briefing.fitting import ROWS, Layout, clipped, first_fitting, layout, numbered, pages
from reports.briefing.moved import hundredths, score_changes
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material

RANKED = (
    Column("名次", 0.1, "center"), Column("镇", 0.24), Column("得分", 0.29, "right"),
    Column("较上轮", 0.24, "right"), Column("刚性", 0.13, "center"),
)  # fmt: skip
OPEN_LENGTH = 200
"""Characters in the speaker's notes on towns with figures missing."""
NOTE_LENGTH = 56
"""Characters of the note below a group's table."""
NOTE = 1.5
"""The rows that a note below a table takes the room of."""


def ranking(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """Two tables a slide: the groups in their order, a long group in several tables."""
    if not material.diagnosis.reported:
        yield Slide("ranking", "ranking-1", KINDS["ranking"], "还没有镇报数，名次不能定。", Tone.UNREPORTED)
        return
    laid_out, tables = _tables(material)
    slides = laid_out.slides(tables)
    for place, pair in enumerate(slides, 1):
        title = numbered(KINDS["ranking"], place, len(slides))
        yield Slide(
            "ranking", f"ranking-{place}", title, _leading(material), blocks=pair, beside=len(pair) > 1,
            notes=_how_ranked(material) if place == 1 else (),
        )  # fmt: skip


def _tables(material: Material) -> tuple[Layout, list[Table]]:
    """The groups' tables, each with a word on the towns whose figures are not complete."""
    table, changes = material.diagnosis.ranking, score_changes(material)
    rows = table.to_dict("records")
    cells = {str(row["unit"]): _ranked(material, row, changes.get(str(row["unit"]))) for row in rows}
    laid_out, found = layout(RANKED, list(cells.values()), 1), []
    for group in material.diagnosis.groups:
        mine = table[table["group"] == group].sort_values("group_rank", kind="stable")
        note = _open_note([row for row in mine.to_dict("records") if _reported(material, row)])
        room_for = ROWS - NOTE * bool(note)
        portions = pages(laid_out.columns, [cells[unit] for unit in mine["unit"]], laid_out.width, room_for)
        for place, portion in enumerate(portions, 1):
            caption = numbered(_called(material, group), place, len(portions))
            found.append(Table(laid_out.columns, portion, caption, note if place == len(portions) else ""))
    return laid_out, found


def _called(material: Material, group: str) -> str:
    return group or ("全县各镇" if len(material.diagnosis.groups) == 1 else "未分组")


def _reported(material: Material, row: dict[Any, Any]) -> bool:
    return material.portraits[str(row["unit"])].reported


def _ranked(material: Material, row: dict[Any, Any], change: int | None) -> tuple[Cell, ...]:
    unit, low, high = str(row["unit"]), float(row["low"]), float(row["high"])
    if not _reported(material, row):
        return (Cell("—"), Cell(unit), Cell("未报数", tone=Tone.UNREPORTED), Cell("—"), Cell("—"))
    vetoed = material.portraits[unit].vetoed
    return (
        Cell(str(int(row["group_rank"])), float(row["group_rank"])),
        Cell(unit),
        Cell(interval(low, high), low, Tone.PLAIN if low == high else Tone.UNREPORTED),
        Cell(_moved(material, row, change), None if change is None else change / 100),
        Cell(f"✕{vetoed}" if vetoed else "无", float(vetoed), Tone.VETO if vetoed else Tone.PLAIN),
    )


def _moved(material: Material, row: dict[Any, Any], change: int | None) -> str:
    """«↑1 +0.52»: the place in the group and the score against the round before; a dash where there is none."""
    if material.change is None:
        return "—"
    if change is None:
        return "不可比"
    step = move(float(row["previous_group_rank"]), float(row["group_rank"])).replace("持平", "平")
    return f"{step} {hundredths(change)}"


def _open_note(rows: list[dict[Any, Any]]) -> str:
    """That some towns have figures missing; which and what that means where they are few."""
    open_ = [row for row in rows if row["low"] != row["high"]]
    if not open_:
        return ""
    named = f"数据未齐的按已确定的得分排：{'；'.join(map(_open_town, open_))}。"
    return first_fitting([named, f"{len(open_)} 个镇数据未齐，按已确定的得分排。"], NOTE_LENGTH)


def _open_town(row: dict[Any, Any]) -> str:
    best, worst = int(row["group_rank_best"]), int(row["group_rank_worst"])
    places = f"，可能第 {best}–{worst}" if best < worst else ""
    return f"{row['unit']}已定 {percent(row['completeness'])}{places}"


def _leading(material: Material) -> str:
    """«平原圩镇组第 1：石桥镇 98.87 分；山区镇组第 1：云岭镇 98.24 分；全县末位：大坑镇。»"""
    table = material.ranked
    groups = [group for group in material.diagnosis.groups if (table["group"] == group).any()]
    best = [_first(_called(material, group), table[table["group"] == group], "group_rank") for group in groups]
    last = [f"全县末位：{table.iloc[-1]['unit']}"] if len(table) > 1 else []
    first = _first("全县", table, "rank")
    choices = ([*best, *last], [first, *last], [first])
    return first_fitting("；".join(parts) + "。" for parts in choices[len(groups) == 1 and len(table) == 1 :])


def _first(of: str, table: pd.DataFrame, rank: str) -> str:
    best = table[table[rank] == table[rank].min()]
    score = interval(best.iloc[0]["low"], best.iloc[0]["high"])
    return f"{of}第 1：{clipped('、'.join(best['unit']), 22)} {score} 分"


def _how_ranked(material: Material) -> tuple[str, ...]:
    ties = {"rigid": "刚性失分少的在前", "open_problems": "未销号问题少的在前"}
    written = [ties[name] for name in material.diagnosis.scheme.tie_break]
    scale = plain(material.diagnosis.scheme.town_scale)
    rows = material.ranked.to_dict("records")
    open_ = "；".join(_open_town(row) for row in rows if row["low"] != row["high"])
    return (
        f"镇得分＝已得分÷适用分值×{scale}；没有任务的项不计入。得分相同：{'，'.join(written) or '并列'}。",
        "较上轮：箭头为组内名次升降，数字为得分变化。刚性：✕后为已扣分的刚性项数。",
        *([f"数据未齐：{clipped(open_, OPEN_LENGTH)}。"] if open_ else []),
    )
