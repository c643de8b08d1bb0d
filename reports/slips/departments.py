"""一部门一单: what a department answers for: lost points that add up, rigid items, towns, problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from charts.text import number
from data.county_itself import town_words
from reports.blocks import Cell, Column, Table
from reports.circular.lines import named
from reports.material import Material
from reports.slips.fitting import Part
from reports.slips.slip import DEPARTMENT, Slip, counted, hundredths, short, summed, until
from scoring.duty import printed_account
from scoring.risk import CLOSE, STATES, UNCLEAR, VETOED
from scoring.round_change import GRID, apportioned
from scoring.scheme import COUNTY

_LOST = (
    Column("指标", 40), Column("分工", 7, "center"), Column("分担失分", 10, "right"), Column("待定", 8, "right"),
    Column("失分的镇", 40),
)  # fmt: skip
_TASKS = (
    Column("状态", 10),
    Column("刚性指标", 30),
    Column("要办什么", 46),
    Column("失分的镇", 26),
    Column("时限", 16),
)
_PROBLEMS = (Column("镇、村、点位", 26), Column("问题", 44), Column("整改单位", 18), Column("时限", 16))
TOWNS_NAMED = 5
RECEIPT = "单位签收：＿＿＿＿＿＿＿＿＿＿　整改责任人：＿＿＿＿＿＿＿＿＿＿"


def department_slips(material: Material) -> list[Slip]:
    """The slips of all departments that answer for something, those with most lost points first."""
    units = material.duties.units
    table = units.join(printed_account(units).add_suffix("_printed"))
    return [_slip(material, row) for row in table[~table["collective"].astype(bool)].to_dict("records")]


def _slip(material: Material, row: dict[Any, Any]) -> Slip:
    unit = str(row["unit"])
    parts = (_lost(material, row), _tasks(material, unit), _problems(material, unit))
    return Slip(
        unit,
        DEPARTMENT,
        _summary(material, row),
        parts,
        RECEIPT,
    )


def _summary(material: Material, row: dict[Any, Any]) -> tuple[str, ...]:
    late = f"，其中逾期{row['overdue']}个" if row["overdue"] else ""
    problems = f"未销号问题{row['problems']}个{late}。"
    if not row["led"] and not row["supported"]:
        return (f"没有牵头、配合的指标。本单位整改的{problems}",)
    head = f"牵头{row['led']}项、配合{row['supported']}项指标。"
    if not material.diagnosis.reported:
        return (f"{head}本轮还没有数据，失分不能定。",)
    amounts = [hundredths(row[f"{name}_printed"], row[name]).text for name in ("lost", "lost_lead", "lost_support")]
    lost = f"分担失分{amounts[0]}分（牵头{amounts[1]}分，配合{amounts[2]}分）；涉及{row['towns']}个镇。"
    risks = f"牵头的刚性指标已扣分{row['vetoed']}项、待核{row['unclear']}项、临界{row['near']}项；"
    return head + lost, f"{risks}本单位整改和牵头指标上的{problems}"


def _lost(material: Material, row: dict[Any, Any]) -> Part:
    items = material.duties.items
    mine = items[(items["unit"] == row["unit"]) & ((items["lost"] > 0) | (items["at_risk"] > 0))]
    mine = (mine if material.diagnosis.reported else mine.head(0)).sort_values(
        ["lost", "at_risk"], ascending=False, kind="stable"
    )
    amounts = [_adding_up(mine[name], float(row[f"{name}_printed"])) for name in ("lost", "at_risk")]
    rows = tuple(
        (
            short(f"{one['indicator']} {one['name']}{'（刚性）' if one['rigid'] else ''}"), Cell(str(one["role"])),
            hundredths(lost, one["lost"]), hundredths(open_, one["at_risk"]),
            Cell(_towns(material, str(one["indicator"]))),
        )
        for one, lost, open_ in zip(mine.to_dict("records"), *amounts, strict=True)
    )  # fmt: skip
    last = (Cell("合计"), Cell(""), *(Cell(number(sum(one)), sum(one)) for one in amounts), Cell(""))
    shares = material.duties.shares
    note = f"失分按牵头{shares.lead}、配合{shares.support}分担，几个单位配合的平分；各单位相加为全县失分。"
    return Part(
        "一、分担失分的指标", Table(_LOST, rows, note=note), "牵头、配合的指标没有失分。",
        lambda left: (Cell(f"其余{len(left)}项"), Cell(""), summed(left, 2), summed(left, 3), Cell("见系统“责任账”页")),
        last,
    )  # fmt: skip


def _adding_up(amounts: pd.Series, total: float) -> Sequence[float]:
    """The amounts in hundredths that add up to the unit's own, as it is printed in the account of all units."""
    exact = amounts.to_numpy(float)
    if not len(exact) or not np.isfinite(exact).all() or not np.isfinite(total):
        return [float(one) for one in exact]
    parts = np.rint(exact * GRID).astype(np.int64)[None, :]
    return [int(one) / 100 for one in apportioned(parts, GRID // 100, np.array([round(total * 100)]))[0]]


def _tasks(material: Material, unit: str) -> Part:
    board = material.duties.rigid(unit)
    mine = board[board["state"].isin((VETOED, UNCLEAR, CLOSE))] if material.diagnosis.reported else board.head(0)
    ordered = mine.assign(order=mine["state"].map(STATES.index)).sort_values("order", kind="stable")
    due = until(material.diagnosis.round.rectify_by, material.today)
    rows = tuple(
        (
            Cell(str(one["state"])), short(one["name"]), short(one["to_full_text"] or one["why"], 80),
            Cell(_towns(material, str(one["indicator"]))), due,
        )
        for one in ordered.to_dict("records")
    )  # fmt: skip
    return Part(
        "二、要抓的刚性指标", Table(_TASKS, rows), "牵头的刚性指标没有失分、待核或临界的。",
        lambda left: counted(_TASKS, f"{len(left)}项", "见系统“责任账”页"),
    )  # fmt: skip


def _towns(material: Material, code: str) -> str:
    return named(material.duties.towns_of_item(code), TOWNS_NAMED, "个镇") or "—"


def _problems(material: Material, unit: str) -> Part:
    """The problems, those of the county itself first: nobody else puts them right."""
    found = material.duties.problems(unit).assign(own=lambda table: table["town"] == COUNTY)
    listed = found.sort_values(["own", "overdue"], ascending=False, kind="stable")
    rows = tuple(
        (
            short(" ".join(part for part in (town_words(one["town"]), one["village"], one["place"]) if part), 34),
            short(one["description"]), short(one["responsible_unit"] or town_words(one["town"]), 24),
            until(one["due"], material.today),
        )
        for one in listed.to_dict("records")
    )  # fmt: skip
    return Part(
        "三、未销号的问题", Table(_PROBLEMS, rows), "没有由本单位整改或挂在牵头指标上的问题。",
        lambda left: counted(_PROBLEMS, f"{len(left)}个", "见通报附件“未销号问题清单”"),
    )  # fmt: skip
