"""The list of problems: how many are closed, due, overdue, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts.text import percent
from data.clock import spoken_day
from data.problem_tallies import NOBODY, SOON, standing, tally
from reports.blocks import Cell, Column, Figure, Figures, Slide, Table, Tone
from reports.briefing.fitting import WIDE, clipped, first_fitting, held, layout, numbered, pages
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.scheme import COUNTY_ITSELF

SOURCES = (
    Column("来源", 0.3), Column("问题", 0.14, "right"), Column("已销号", 0.14, "right"),
    Column("未销号", 0.14, "right"), Column("待核验", 0.14, "right"), Column("逾期", 0.14, "right"),
)  # fmt: skip
TOWNS = (
    Column("镇", 0.36), Column("问题", 0.15, "right"), Column("已销号", 0.17, "right"),
    Column("未销号", 0.17, "right"), Column("逾期", 0.15, "right"),
)  # fmt: skip
BESIDE_FIGURES = 6
"""Rows of a table that stands below figures."""
NAMED = 6


def problems(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The whole list in figures and by source, then by town."""
    listed = standing(material.problems)
    title = KINDS["problems"]
    if listed.empty:
        yield Slide("problems", "problems", title, "还没有登记问题。")
        return
    yield _whole(material, listed)
    counted = tally(listed, "town").sort_values(["overdue", "all"], ascending=False, kind="stable")
    rows = [_town(row) for row in counted.to_dict("records")]
    laid_out, whose = layout(TOWNS, rows), _whose(counted)
    portions = pages(laid_out.columns, rows, laid_out.width)
    slides = laid_out.slides([Table(laid_out.columns, portion) for portion in portions])
    for place, pair in enumerate(slides, 1):
        yield Slide(
            "problems", f"problems-towns-{place}", numbered(f"{title}：{whose}", place, len(slides)), _late(counted),
            blocks=pair, beside=len(pair) > 1,
        )  # fmt: skip


def _whole(material: Material, listed: pd.DataFrame) -> Slide:
    counts = {name: int(listed[name].astype(bool).sum()) for name in ("closed", "counts", "waiting", "soon", "overdue")}
    rigid = int((listed["rigid"].astype(bool) & listed["counts"].astype(bool)).sum())
    figures = (
        Figure("问题", f"{len(listed)} 个"),
        Figure("已销号", f"{counts['closed']} 个", percent(counts["closed"] / len(listed))),
        Figure("未销号", f"{counts['counts']} 个", f"其中待核验 {counts['waiting']} 个"),
        Figure("逾期", f"{counts['overdue']} 个", "已过整改时限", Tone.CLOSE if counts["overdue"] else Tone.PLAIN),
        Figure(f"{SOON.days} 日内到期", f"{counts['soon']} 个", "不含已逾期"),
        Figure("刚性未销号", f"{rigid} 个", "关联刚性指标", Tone.CLOSE if rigid else Tone.PLAIN),
    )
    until = spoken_day(material.diagnosis.round.rectify_by)
    late = f"，其中逾期 {counts['overdue']} 个" if counts["overdue"] else ""
    told = f"{len(listed)} 个问题已销号 {counts['closed']} 个，未销号 {counts['counts']} 个{late}"
    headline = f"{told}；{until}前全部销号。"
    rows = [_source(row) for row in tally(listed, "source").to_dict("records")]
    table = Table(SOURCES, held(SOURCES, rows, WIDE, BESIDE_FIGURES))
    return Slide(
        "problems", "problems", KINDS["problems"], headline, Tone.CLOSE if counts["overdue"] else Tone.PLAIN,
        (Figures(figures), table), notes=tuple(_overdue(listed)),
    )  # fmt: skip


def _source(row: dict[Any, Any]) -> tuple[Cell, ...]:
    return _counted(row, "source", ("all", "closed", "open", "waiting", "overdue"))


def _town(row: dict[Any, Any]) -> tuple[Cell, ...]:
    return _counted(row, "town", ("all", "closed", "open", "overdue"))


def _counted(row: dict[Any, Any], by: str, names: tuple[str, ...]) -> tuple[Cell, ...]:
    counts = {**row, "open": row["all"] - row["closed"]}
    late = Tone.CLOSE if row["overdue"] else Tone.PLAIN
    numbers = (Cell(str(counts[name]), counts[name], late if name == "overdue" else Tone.PLAIN) for name in names)
    return (Cell(clipped(str(row[by]) or NOBODY, 24)), *numbers)


def _whose(counted: pd.DataFrame) -> str:
    """Whose problems the table by town counts."""
    return f"各镇和{COUNTY_ITSELF}" if COUNTY_ITSELF in set(counted["town"]) else "各镇"


def _late(counted: pd.DataFrame) -> str:
    late = counted[counted["overdue"] > 0]
    if late.empty:
        return f"{_whose(counted)}都没有逾期的问题。"
    named = "、".join(f"{row['town'] or NOBODY} {row['overdue']} 个" for row in late.head(3).to_dict("records"))
    units = "单位" if COUNTY_ITSELF in set(late["town"]) else "镇"
    count = f"{len(late)} 个{units}有逾期问题"
    return first_fitting([f"{count}：{named}{'等' if len(late) > 3 else ''}。", f"{count}。"])


def _overdue(listed: pd.DataFrame) -> Iterator[str]:
    """The overdue ones, rigid first: which, where, who, since when."""
    late = listed[listed["overdue"].astype(bool)]
    for row in late.head(NAMED).to_dict("records"):
        item = f"（{row['item']}）" if row["item"] else ""
        yield (
            f"逾期：第 {row['id']} 号，{row['where']}，{clipped(str(row['description']), 60)}{item}；"
            f"{row['responsible_unit']}负责，应在{spoken_day(row['due_on'])}前整改。"
        )
    if len(late) > NAMED:
        yield f"另有 {len(late) - NAMED} 个逾期问题，见问题清单。"
