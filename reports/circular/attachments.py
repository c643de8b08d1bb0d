"""The attachments of a circular: tables, those of many columns on their side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.changes import CAUSES, move
from charts.text import interval, loss, loss_span, number, plain, signed
from data.clock import spoken_day
from data.problems import STATE_WORDS
from reports.blocks import Cell, Column, Table, Tone
from reports.briefing.change import compared
from reports.briefing.moved import hundredths
from reports.circular.boards import board_table
from reports.circular.faults import open_problems
from reports.material import Material
from scoring.duty import printed_account
from scoring.risk import STATES, UNCLEAR, VETOED
from scoring.round_change import shown
from scoring.scheme import COUNTY_ITSELF


@dataclass(frozen=True)
class Attachment:
    """One attachment. ``nothing`` is said where the table has no rows."""

    title: str
    table: Table
    nothing: str
    sideways: bool = False


def attachments(material: Material) -> list[Attachment]:
    """The attachments in their order."""
    makers: tuple[Callable[[Material], Attachment], ...] = (
        _ranking, problem_list, _rigid, _change, department_account, _board,
    )  # fmt: skip
    return [make(material) for make in makers]


def _ranking(material: Material) -> Attachment:
    columns = (
        Column("名次", 6, "center"), Column("镇", 16), Column("分组", 14), Column("组内名次", 7, "center"),
        Column("得分", 14, "right"), Column("可能名次", 9, "center"), Column("名次变化", 8, "center"),
        Column("得分变化", 9, "right"), Column("刚性失分", 8, "right"), Column("未销号", 8, "right"),
    )  # fmt: skip
    ranking, ranked = material.diagnosis.ranking, set(material.ranked["unit"])
    ranking = ranking if ranked else ranking.head(0)
    counted = open_problems(material)["town"].value_counts()
    first = bool(ranking["previous_rank"].isna().all())
    rows = tuple(
        _ranked(row, first, int(counted.get(row["unit"], 0))) if row["unit"] in ranked else _silent(row, counted)
        for row in ranking.to_dict("records")
    )
    note = "得分已按缺项折算。数据未齐的镇以区间列示，按已确定的得分排名。名次变化为全县名次与上轮相比。"
    own = int(counted.get(COUNTY_ITSELF, 0))
    note += f"另有{COUNTY_ITSELF}未销号问题{own}个，不计入各镇。" if own else ""
    return Attachment("各镇得分排名表", Table(columns, rows, note=note), "各镇尚无得分。")


def _silent(row: dict[Any, Any], counted: pd.Series) -> tuple[Cell, ...]:
    """A town of which nothing has been reported: no place, no score, nothing to compare."""
    hanging = int(counted.get(row["unit"], 0))
    group = (Cell(str(row["group"]) or "—"), Cell("—"), Cell("未报"))
    return (Cell("—"), Cell(str(row["unit"])), *group, *[Cell("—")] * 4, Cell(str(hanging), hanging))


def _ranked(row: dict[Any, Any], first: bool, hanging: int) -> tuple[Cell, ...]:
    low, high = float(row["low"]), float(row["high"])
    span = f"{int(row['rank_best'])}–{int(row['rank_worst'])}"
    settled = row["rank_best"] == row["rank_worst"]
    return (
        Cell(str(int(row["rank"])), float(row["rank"])), Cell(str(row["unit"])), Cell(str(row["group"]) or "—"),
        Cell(str(int(row["group_rank"])), float(row["group_rank"])),
        Cell(interval(low, high), low), Cell(str(int(row["rank"])) if settled else span),
        Cell("—" if first else move(float(row["previous_rank"]), float(row["rank"]))),
        Cell(signed(float(row["score_change"]))), Cell(loss(float(row["rigid_lost"])), float(row["rigid_lost"])),
        Cell(str(hanging), hanging),
    )  # fmt: skip


def problem_list(material: Material) -> Attachment:
    """The problems of the ledger that hang."""
    columns = (
        Column("序号", 4, "center"), Column("台账号", 5, "center"), Column("镇", 9), Column("村", 9),
        Column("问题", 31), Column("关联指标", 21), Column("刚性", 4, "center"), Column("责任单位", 12),
        Column("整改时限", 12, "center"), Column("状态", 13, "center"),
    )  # fmt: skip
    listed = open_problems(material)
    rows = tuple(_problem(place, row) for place, row in enumerate(listed.to_dict("records"), 1))
    note = f"截至{spoken_day(material.today)}台账内未销号的问题，刚性、逾期的在前。"
    return Attachment("未销号问题清单", Table(columns, rows, note=note), "台账内没有未销号的问题。", sideways=True)


def _problem(place: int, row: dict[Any, Any]) -> tuple[Cell, ...]:
    late = "，逾期" if row["overdue"] else ""
    state = STATE_WORDS[str(row["state"])] + late
    return (
        Cell(str(place), place), Cell(str(row["id"]), row["id"]),
        Cell(str(row["town"])), Cell(str(row["village"]) or "—"),
        Cell(str(row["description"])), Cell(str(row["item"]) or "—"), Cell("是" if row["rigid"] else ""),
        Cell(str(row["responsible_unit"])), Cell(spoken_day(row["due_on"])), Cell(state),
    )  # fmt: skip


def _rigid(material: Material) -> Attachment:
    columns = (
        Column("主题", 14), Column("指标", 22), Column("分值", 6, "right"), Column("全县失分", 12, "right"),
        Column("状态", 9, "center"), Column("失分的镇", 26), Column("补齐差距", 28), Column("牵头单位", 13),
    )  # fmt: skip
    board = material.diagnosis.county_board
    mine = board[board["state"].isin((VETOED, UNCLEAR))] if material.diagnosis.reported else board.head(0)
    order = mine.assign(order=mine["state"].map(STATES.index))
    ordered = order.sort_values(["order", "lost"], ascending=[True, False], kind="stable")
    rows = tuple(_item(material, row) for row in ordered.to_dict("records"))
    note = "已扣分的触发一票否决；待核的数据或佐证未齐，不能认定满分。镇的失分按各镇原分值计，全县失分按全县数据计分。"
    return Attachment(
        "刚性指标失分清单", Table(columns, rows, note=note), "刚性指标没有失分，也没有待核。", sideways=True
    )


def _item(material: Material, row: dict[Any, Any]) -> tuple[Cell, ...]:
    gaps = material.diagnosis.town_gaps
    towns = gaps[(gaps["indicator"] == row["indicator"]) & (gaps["lost"] > 0)]
    told = "、".join(f"{unit}{loss(lost)}" for unit, lost in towns[["unit", "lost"]].itertuples(index=False))
    lost, at_risk = float(row["lost"]), float(row["at_risk"])
    vetoed = Tone.VETO if row["state"] == VETOED else Tone.UNREPORTED
    return (
        Cell(str(row["theme"])), Cell(f"{row['indicator']} {row['name']}"), Cell(plain(row["points"]), row["points"]),
        Cell(loss_span(lost, lost + at_risk), lost), Cell(str(row["state"]), tone=vetoed), Cell(told or "—"),
        Cell(str(row["to_full_text"] or row["why"])), Cell(str(row["lead"]) or "—"),
    )  # fmt: skip


def _change(material: Material) -> Attachment:
    columns = (
        Column("单位", 16), Column("上轮", 10, "right"), Column("本轮", 10, "right"), Column("变化", 10, "right"),
        *(Column(word, 11, "right") for word in CAUSES.values()),
    )  # fmt: skip
    change, earlier = material.change, material.diagnosis.before()
    nothing = "没有可供比较的上一轮数据。"
    if change is None or earlier is None or not earlier.reported or not material.diagnosis.reported:
        return Attachment("与上轮比较表", Table(columns, ()), nothing)
    county, towns = change.county.assign(unit="全县预测总分").join(shown(change.county)), compared(material)
    rows = (*_moved(county), *_moved(towns))
    silent = len(change.towns) - len(towns)
    note = (
        f"与{earlier.round.name}比较，镇的得分为已确定的得分。各项原因互相影响时按各种先后次序的平均影响分摊，"
        "四项相加恰为变化。“核定与抽查”含单项更正，“参评范围”指增减的镇和指标。"
    )
    names = "".join(
        f"{said}：{'、'.join(units)}。"
        for said, units in (("本轮新进", change.came), ("上轮有、本轮没有", change.gone))
        if units
    )
    names += f"另有{silent}个镇有一轮没有报数，不比较。" if silent else ""
    return Attachment("与上轮比较表", Table(columns, rows, note=note + names), nothing)


def _moved(table: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for row in table.to_dict("records"):
        ends = (float(row[f"total_{end}"]) for end in ("before", "after"))
        moves = (Cell(hundredths(int(row[name])), row[name] / 100) for name in ("change", *CAUSES))
        yield (Cell(str(row["unit"])), *(Cell(number(one), one) for one in ends), *moves)


def department_account(material: Material) -> Attachment:
    """What each unit answers for; the columns add up."""
    columns = (
        Column("责任单位", 26), Column("失分", 11, "right"), Column("牵头", 11, "right"),
        Column("配合", 11, "right"), Column("待定", 12, "right"), Column("刚性已扣分", 15, "right"),
        Column("未销号问题", 15, "right"), Column("逾期", 8, "right"),
    )  # fmt: skip
    units = material.duties.units
    table = units.join(printed_account(units).add_suffix("_printed"))
    bearing = table[(table["lost"] > 0) | (table["at_risk"] > 0)] if material.diagnosis.reported else table.head(0)
    rows = [_department(row) for row in bearing.to_dict("records")]
    sums = (float(bearing[f"{name}_printed"].sum()) for name in ("lost", "lost_lead", "lost_support", "at_risk"))
    whole = (Cell("合计"), *(Cell(number(one), one) for one in sums), *[Cell("—")] * 3)
    quiet = len(table) - len(bearing)
    shares = material.duties.shares
    note = (
        f"失分按牵头{shares.lead}、配合{shares.support}的比例分担，几个单位配合的平分，各单位相加为全县失分；"
        f"“待定”是数据未齐、还可能失的分；问题含单位负责整改和牵头指标上的，一个问题可计入两个单位，不作合计。"
        f"{f'另有{quiet}个单位没有失分。' if quiet else ''}"
    )
    made = Table(columns, (*rows, whole) if rows else (), note=note)
    return Attachment("责任单位失分表", made, "没有需要分担的失分。")


def _department(row: dict[Any, Any]) -> tuple[Cell, ...]:
    named = ("lost", "lost_lead", "lost_support", "at_risk")
    vetoed = int(row["vetoed"])
    return (
        Cell(str(row["unit"])), *(Cell(printed_part(row, name), row[f"{name}_printed"]) for name in named),
        Cell(f"{vetoed}项" if vetoed else "—", vetoed, Tone.VETO if vetoed else Tone.PLAIN),
        Cell(str(row["problems"]), row["problems"]), Cell(str(row["overdue"]), row["overdue"]),
    )  # fmt: skip


def printed_part(row: dict[Any, Any], name: str) -> str:
    """As printed in a column that adds up; a part too small for two decimals is still a part."""
    return "＜0.01" if row[f"{name}_printed"] == 0 < row[name] else number(row[f"{name}_printed"])


def _board(material: Material) -> Attachment:
    return Attachment("红黑榜", board_table(material), "没有可供评比的镇、村。")
