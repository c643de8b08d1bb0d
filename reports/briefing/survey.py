"""三度调查: how many know, are satisfied, and support; for all, by kind of household, by town."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from charts.text import percent
from reports.blocks import Cell, Column, Figure, Figures, Slide, Table, Tone
from reports.briefing.fitting import clipped, layout, numbered, pages
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.survey import ENOUGH, HOUSEHOLDS, QUESTIONS, rates

RATES = tuple(Column(one.name, 0.18, "right") for one in QUESTIONS.values())
BY_HOUSEHOLD = (Column("户类型", 0.28), Column("受访", 0.18, "right"), *RATES)
BY_TOWN = (Column("镇", 0.28), Column("受访", 0.18, "right"), *RATES)
DIGITS = 1
FEW = "＊"


def survey(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The three rates with their intervals, then the towns."""
    answers = material.survey
    title = KINDS["survey"]
    if answers.empty:
        yield Slide("survey", "survey", title, "本轮还没有导入三度调查。")
        return
    found = rates(answers).to_dict("records")
    figures = Figures(tuple(_figure(row) for row in found))
    kinds = _grouped(answers[answers["household"].isin(HOUSEHOLDS)], "household")
    tables = (Table(BY_HOUSEHOLD, tuple(kinds), note=_few(kinds)),) if kinds else ()
    told = "，".join(f"{QUESTIONS[row['question']].name} {percent(row['rate'], DIGITS)}" for row in found)
    headline = f"{len(answers)} 户受访：{told}。"
    yield Slide("survey", "survey", title, headline, blocks=(figures, *tables), notes=_how(answers))
    yield from _towns(answers)


def _figure(row: Mapping[Any, Any]) -> Figure:
    span = f"{percent(row['low'], DIGITS)}–{percent(row['high'], DIGITS)}" if row["base"] else "没有有效回答"
    few = "，样本少" if row["small"] else ""
    tone = Tone.UNREPORTED if row["small"] else Tone.PLAIN
    note = f"n＝{row['base']}，区间 {span}{few}" if row["base"] else span
    return Figure(QUESTIONS[row["question"]].name, percent(row["rate"], DIGITS), note, tone)


def _grouped(answers: pd.DataFrame, by: str) -> list[tuple[Cell, ...]]:
    """A row a group: how many were asked, and the three rates; the least satisfied first."""
    if answers.empty:
        return []
    table = rates(answers, [by])
    asked = answers[by].value_counts()
    satisfied = table[table["question"] == "satisfied"].sort_values("rate", kind="stable")
    found = {(row[by], row["question"]): row for row in table.to_dict("records")}
    return [
        (
            Cell(clipped(str(group), 24)), Cell(str(asked[group]), float(asked[group])),
            *(_rate(found[group, question]) for question in QUESTIONS),
        )
        for group in satisfied[by]
    ]  # fmt: skip


def _rate(row: Mapping[Any, Any]) -> Cell:
    few = FEW if row["small"] and row["base"] else ""
    tone = Tone.UNREPORTED if row["small"] else Tone.PLAIN
    return Cell(f"{percent(row['rate'], DIGITS)}{few}", float(row["rate"]), tone)


def _towns(answers: pd.DataFrame) -> Iterator[Slide]:
    rows = _grouped(answers, "town")
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
    if not any(cell.text.endswith(FEW) for row in rows for cell in row):
        return ""
    return f"{FEW}有效回答不足 {ENOUGH} 份，只作参考。"


def _how(answers: pd.DataFrame) -> tuple[str, ...]:
    files = list(dict.fromkeys(answers["file"]))
    named = "、".join(files[:3]) + (f"等 {len(files)} 份" if len(files) > 3 else "")
    return (
        "知晓度＝（知道＋听说过）÷有效；满意度＝（满意＋比较满意）÷（有效－不清楚）；支持度同满意度。",
        "区间为 95% 置信区间（Wilson），n 为有效回答数。",
        f"来源：{named}。",
    )
