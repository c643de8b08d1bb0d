"""How many days are left, what comes when, and what is to be done first by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from data.clock import days_left, spoken_day
from reports.blocks import Cell, Column, Figure, Figures, Slide, Table
from reports.briefing.fitting import ROWS, WIDE, clipped, numbered, pages
from reports.briefing.overall import TONES
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring import COUNTY

APPOINTMENTS = (Column("时间", 0.2), Column("还有", 0.2), Column("事项", 0.6))
FIRST = (
    Column("状态", 0.1), Column("考核内容", 0.26), Column("单位", 0.12), Column("要做什么", 0.38), Column("牵头", 0.14),
)  # fmt: skip
BELOW_FIGURES = 6
"""Rows of the schedule below the countdown."""
COUNTED = (("due_on", "填报截止"), ("rectify_by", "问题销号"), ("evaluation_by", "实地考评结束"))


def schedule(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The countdown with the schedule, then what to do first."""
    today, chosen = sequence.day, material.diagnosis.round
    days = {label: getattr(chosen, name) for name, label in COUNTED}
    figures = Figures(tuple(Figure(label, days_left(day, today), spoken_day(day)) for label, day in days.items()))
    rows = [
        (Cell(spoken_day(one.day)), Cell(days_left(one.day, today)), Cell(clipped(one.what, 52)))
        for one in sequence.schedule
    ]
    portions = pages(APPOINTMENTS, rows, WIDE, BELOW_FIGURES) or [()]
    for place, portion in enumerate(portions, 1):
        tables = (Table(APPOINTMENTS, portion),) if portion else ()
        title = numbered(KINDS["schedule"], place, len(portions))
        headline = _headline(chosen.rectify_by, chosen.evaluation_by, today)
        yield Slide("schedule", f"schedule-{place}", title, headline, blocks=(figures, *tables))
    yield from _first_things(material)


def _headline(rectify_by: date | None, evaluation_by: date | None, today: date) -> str:
    if rectify_by is None and evaluation_by is None:
        return "整改和考评的日期还没有定。"
    parts = (("问题销号", rectify_by), ("实地考评结束", evaluation_by))
    return "；".join(f"{what}（{spoken_day(day)}）{days_left(day, today)}" for what, day in parts if day) + "。"


def _first_things(material: Material) -> Iterator[Slide]:
    table = material.diagnosis.first_things
    if table.empty or not material.diagnosis.reported:
        told = "刚性指标没有要立即办的事。" if material.diagnosis.reported else "还没有数据，先交填报表。"
        yield Slide("schedule", "schedule-first", "先办的事", told)
        return
    portions = pages(FIRST, [_thing(row) for row in table.to_dict("records")], WIDE, ROWS)
    for place, portion in enumerate(portions, 1):
        yield Slide(
            "schedule", f"schedule-first-{place}", numbered("先办的事", place, len(portions)),
            f"先办 {len(table)} 件事，{spoken_day(material.diagnosis.round.rectify_by)}前办完。",
            blocks=(Table(FIRST, portion),),
            notes=tuple(_spoken(row) for row in table.to_dict("records")) if place == 1 else (),
        )  # fmt: skip


def _thing(row: dict[Any, Any]) -> tuple[Cell, ...]:
    return (
        Cell(str(row["state"]), tone=TONES[row["state"]]), Cell(clipped(str(row["name"]), 24)),
        Cell(clipped(str(row["unit"]), 20)), Cell(clipped(str(row["what"]), 48)), Cell(clipped(str(row["lead"]), 12)),
    )  # fmt: skip


def _spoken(row: dict[Any, Any]) -> str:
    whose = "县级" if row["unit"] == COUNTY else row["unit"]
    return (
        f"{row['priority']}. {row['indicator']} {row['name']}，{whose}：{row['what']}（{row['lead'] or '未定牵头'}）。"
    )
