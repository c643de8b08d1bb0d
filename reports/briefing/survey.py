"""三度调查: how many know, are satisfied, and support; for all, by kind of household, by town."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from charts.text import percent
from data.survey.rates import Survey
from reports.blocks import Cell, Column, Figure, Figures, Slide, Table, Tone
from reports.briefing.fitting import clipped, layout, numbered, pages
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.survey import ENOUGH, QUESTIONS

RATES = tuple(Column(one.name, 0.18, "right") for one in QUESTIONS.values())
BY_HOUSEHOLD = (Column("户类型", 0.28), Column("问卷", 0.18, "right"), *RATES)
BY_TOWN = (Column("镇", 0.28), Column("问卷", 0.18, "right"), *RATES)
FEW = "＊"
"""What marks a rate of a small sample."""
FILES = 3
"""Of more files, the first ones are named."""


def survey(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The three rates with their intervals, then the towns."""
    found, title = material.survey, KINDS["survey"]
    if found.answers.empty:
        yield Slide("survey", "survey", title, "本轮还没有导入三度调查。")
        return
    figures = Figures((*(_figure(row) for row in found.county.to_dict("records")), _reached(found)))
    kinds = _rows(found.by_household)
    tables = (Table(BY_HOUSEHOLD, tuple(kinds), note=_few(kinds)),) if kinds else ()
    yield Slide("survey", "survey", title, found.summary, blocks=(figures, *tables), notes=_how(found))
    yield from _towns(found)


def _figure(row: Mapping[Any, Any]) -> Figure:
    few = "，样本少" if row["small"] else ""
    span = f"{percent(row['low'], 1)}–{percent(row['high'], 1)}"
    note = f"有效 {row['base']} 份{few}，区间 {span}" if row["base"] else "没有有效回答"
    tone = Tone.UNREPORTED if row["small"] else Tone.PLAIN
    return Figure(QUESTIONS[row["question"]].name, percent(row["rate"], 1), note, tone)


def _reached(found: Survey) -> Figure:
    """How many of the monitored households were asked."""
    whole = found.coverage.iloc[0]
    if pd.isna(whole["share"]):
        return Figure("访到监测户", f"{whole['reached']} 户", "本轮没有监测户数")
    return Figure(
        "监测户覆盖率", percent(whole["share"]), f"访到 {whole['reached']} 户，共 {whole['monitored']:.0f} 户"
    )


def _rows(table: pd.DataFrame) -> list[tuple[Cell, ...]]:
    """A row a unit: how many were asked, and the three rates; the least satisfied first."""
    order = table[table["question"] == "satisfied"].sort_values("rate", kind="stable")
    found = {(row["unit"], row["question"]): row for row in table.to_dict("records")}
    return [
        (
            Cell(clipped(str(unit), 24)), Cell(str(asked), float(asked)),
            *(_rate(found[unit, question]) for question in QUESTIONS),
        )
        for unit, asked in zip(order["unit"], order["respondents"], strict=True)
    ]  # fmt: skip


def _rate(row: Mapping[Any, Any]) -> Cell:
    few = FEW if row["small"] and row["base"] else ""
    tone = Tone.UNREPORTED if row["small"] else Tone.PLAIN
    return Cell(f"{percent(row['rate'], 1)}{few}", float(row["rate"]), tone)


def _towns(found: Survey) -> Iterator[Slide]:
    rows = _rows(found.by_town)
    laid_out = layout(BY_TOWN, rows)
    portions, few = pages(laid_out.columns, rows, laid_out.width), _few(rows)
    slides = laid_out.slides([
        Table(laid_out.columns, portion, note=few if place == len(portions) else "")
        for place, portion in enumerate(portions, 1)
    ])  # fmt: skip
    for place, pair in enumerate(slides, 1):
        title = numbered(f"{KINDS['survey']}：各镇", place, len(slides))
        headline = f"{len(rows)} 个镇有调查；满意度低的在前。"
        yield Slide("survey", f"survey-towns-{place}", title, headline, blocks=pair, beside=len(pair) > 1)


def _few(rows: list[tuple[Cell, ...]]) -> str:
    """What the mark at a rate means, where there is one."""
    marked = any(cell.text.endswith(FEW) for row in rows for cell in row)
    return f"{FEW}有效回答不足 {ENOUGH} 份，只作参考。" if marked else ""


def _how(found: Survey) -> tuple[str, ...]:
    files = [one.file for one in found.batches if one.counts]
    named = "、".join(files[:FILES]) + (f"等 {len(files)} 份" if len(files) > FILES else "")
    return (
        "知晓度＝（知道＋听说过）÷有效；满意度＝（满意＋比较满意）÷（有效－不清楚）；支持度同满意度。",
        "区间为 95% 区间（威尔逊法）；全县是全部问卷的比率，不是各镇比率的平均。",
        f"来源：{named}。",
    )
