"""Where the county loses most: items, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charts.text import loss, loss_span, number, percent
from reports.blocks import Bar, Bars, Cell, Column, Slide, Table, Tone
from reports.briefing.fitting import BARS, ROWS, WIDE, clipped, held
from reports.briefing.notes import reasons
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring import COUNTY
from scoring.duty import NOBODY, printed_account
from scoring.rounding import snap

ACCOUNT = (
    Column("责任单位", 0.32), Column("失分", 0.11, "right"), Column("牵头", 0.11, "right"),
    Column("配合", 0.11, "right"), Column("刚性已扣分", 0.14, "right"), Column("未销号问题", 0.13, "right"),
    Column("逾期", 0.08, "right"),
)  # fmt: skip
SUMMED = ("lost", "lost_lead", "lost_support")
REASONS = 5


def items(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The items on which the county loses most."""
    gaps = material.diagnosis.county_gaps
    losing = gaps[(gaps["lost"] > 0) | (gaps["at_risk"] > 0)]
    title = KINDS["items"]
    if not material.diagnosis.reported or losing.empty:
        told = "各项都没有失分。" if material.diagnosis.reported else "还没有数据，失分不能定。"
        yield Slide("items", "items", title, told, Tone.SAFE if material.diagnosis.reported else Tone.UNREPORTED)
        return
    top = losing.head(BARS)
    bars = tuple(_bar({str(name): told for name, told in row.items()}) for row in top.to_dict("records"))
    open_ = "；斜纹为数据未齐、可能再失的分" if top["at_risk"].any() else ""
    share = float(top["lost"].sum() / losing["lost"].sum()) if losing["lost"].sum() else float("nan")
    part = f"，占已失分的 {percent(share)}" if share == share and len(top) < len(losing) else ""
    headline = f"失分最多的 {len(top)} 项共失 {loss(float(snap(top['lost'].sum())))} 分{part}。"
    yield Slide(
        "items", "items", title, headline,
        blocks=(Bars(bars, f"全县失分（✕为刚性指标，已触发否决{open_}）", "分"),),
        notes=tuple(reasons(material, COUNTY, list(top["indicator"].head(REASONS)))),
    )  # fmt: skip


def _bar(row: dict[str, Any]) -> Bar:
    lost, at_risk = float(row["lost"]), float(row["at_risk"])
    vetoed = bool(row["rigid"]) and lost > 0
    label = f"{'✕' if vetoed else ''}{row['indicator']} {row['name']}"
    text = loss_span(lost, lost + at_risk)
    return Bar(label, lost, text, lost + at_risk if at_risk else None, Tone.VETO if vetoed else Tone.PLAIN)


def departments(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The units that answer for most lost points; the others in one line, so that the column adds up."""
    title, units = KINDS["departments"], material.duties.units
    if not material.diagnosis.reported or units.empty or not units["lost"].any():
        told = "没有需要分担的失分。" if material.diagnosis.reported else "还没有数据，失分不能定。"
        yield Slide("departments", "departments", title, told)
        return
    table = units.assign(**{str(name): column for name, column in printed_account(units).items()})
    table = table.sort_values(["lost", "vetoed", "overdue"], ascending=False, kind="stable", ignore_index=True)
    rows = [_account({str(name): told for name, told in row.items()}) for row in table.to_dict("records")]
    total = number(table["lost"].sum())
    first = table.iloc[0]
    yield Slide(
        "departments", "departments", title,
        f"已失 {total} 分分到各责任单位，{first['unit']}最多：{number(first['lost'])} 分。",
        blocks=(Table(ACCOUNT, _fitting(table.to_dict("records"), rows), note=_shares(material)),),
        notes=tuple(_why(material, str(unit)) for unit in table["unit"].head(REASONS)),
    )  # fmt: skip


def _account(row: dict[str, Any]) -> tuple[Cell, ...]:
    scores = (Cell(number(row[name]), float(row[name])) for name in SUMMED)
    vetoed = int(row["vetoed"])
    return (
        Cell(clipped(str(row["unit"]), 24)), *scores,
        Cell(f"✕ {vetoed} 项" if vetoed else "无", vetoed, Tone.VETO if vetoed else Tone.PLAIN),
        Cell(str(row["problems"]), row["problems"]), Cell(str(row["overdue"]), row["overdue"]),
    )  # fmt: skip


def _fitting(units: list[dict[Any, Any]], rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """As many units as the slide holds, and the points of all others in one line, so that the column adds up.

    Their problems are not added up: one may count for two units, the leading one and the one that puts it right.
    """
    kept = held(ACCOUNT, rows, WIDE)
    if len(kept) == len(rows):
        return kept
    kept = held(ACCOUNT, rows, WIDE, ROWS - 1)
    rest = units[len(kept) :]
    sums = (sum(float(one[name]) for one in rest) for name in SUMMED)
    vetoed = sum(int(one["vetoed"]) for one in rest)
    last = (
        Cell(f"其余 {len(rest)} 个单位"), *(Cell(number(one), one) for one in sums),
        Cell(f"✕ {vetoed} 项" if vetoed else "无", vetoed, Tone.VETO if vetoed else Tone.PLAIN), Cell("—"), Cell("—"),
    )  # fmt: skip
    return (*kept, last)


def _shares(material: Material) -> str:
    shares = material.duties.shares
    return (
        f"有配合单位的，牵头承担 {shares.lead}%，配合单位平分 {shares.support}%；问题含单位负责整改和所牵头指标上的。"
    )


def _why(material: Material, unit: str) -> str:
    """Which items a unit answers for lose most, and who has to move."""
    mine = material.duties.items
    mine = mine[(mine["unit"] == unit) & (mine["lost"] > 0)].sort_values("lost", ascending=False, kind="stable").head(3)
    told = "；".join(
        f"{code} {name}（{role}）失 {loss(lost)} 分"
        for code, name, role, lost in mine[["indicator", "name", "role", "lost"]].itertuples(index=False)
    )
    who = "（方案没有写明牵头单位）" if unit == NOBODY else ""
    return f"{unit}{who}：{told}。"
