"""一镇一单: what a town has lost and why, what it has to do, with whom and by when, which problems hang."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts.changes import move
from charts.text import interval, number, plain, signed
from data.town_portrait import Portrait
from data.town_tasks import DUE, OVERDUE
from reports.blocks import Cell, Column, Table
from reports.circular.faults import open_problems
from reports.material import Material
from reports.slips.fitting import Part
from reports.slips.slip import TOWN, Slip, counted, hundredths, short, summed, until
from scoring.duty import printed
from scoring.risk import STATES

_LOST = (
    Column("项目", 32), Column("应得", 7, "right"), Column("已失", 8, "right"), Column("待定", 8, "right"),
    Column("怎样失的", 55),
)  # fmt: skip
_TASKS = (Column("事项", 12), Column("要办什么", 56), Column("谁来办、谁帮办", 26), Column("时限", 16))
_PROBLEMS = (
    Column("村、点位", 22), Column("问题", 46), Column("责任单位", 18), Column("时限", 16), Column("刚性", 7, "center"),
)  # fmt: skip

RECEIPT = "镇党委、政府签收：＿＿＿＿＿＿＿＿＿＿　整改责任人：＿＿＿＿＿＿＿＿＿＿"


def town_slips(material: Material) -> list[Slip]:
    """The slips of all towns, in the order in which they stand on every page."""
    hanging = open_problems(material)
    return [_slip(material, portrait, hanging) for portrait in material.portraits.values()]


def _slip(material: Material, portrait: Portrait, hanging: pd.DataFrame) -> Slip:
    mine = hanging[hanging["town"] == portrait.unit]
    parts = (_lost(material, portrait), _tasks(material, portrait), _problems(material, mine))
    return Slip(portrait.unit, TOWN, _summary(material, portrait, mine), parts, RECEIPT)


def _summary(material: Material, portrait: Portrait, mine: pd.DataFrame) -> tuple[str, ...]:
    late = int(mine["overdue"].astype(bool).sum())
    overdue = f"，其中逾期{late}个" if late else ""
    name, post = portrait.leader
    leader = f"挂点县领导：{name}{f'（{post}）' if post else ''}。" if name else ""
    return (_standing(material, portrait), f"{_rigid(portrait)}台账内未销号问题{len(mine)}个{overdue}。{leader}")


def _standing(material: Material, portrait: Portrait) -> str:
    if not portrait.reported:
        return "本轮还没有报送数据，得分和名次不能定；请立即报送镇级填报表。"
    row = portrait.standing
    group = f"，{portrait.group}第{int(row['group_rank'])}名" if portrait.group else ""
    settled = row["low"] == row["high"]
    open_ = "" if settled else f"（数据未齐，名次可能在第{int(row['rank_best'])}至{int(row['rank_worst'])}名之间）"
    head = f"得{interval(row['low'], row['high'])}分，全县第{int(row['rank'])}名{group}{open_}"
    return f"{head}；{_moved(material, row)}。"


def _moved(material: Material, row: dict[Any, Any]) -> str:
    if material.diagnosis.before() is None:
        return "本轮是首轮，没有上一轮可比"
    if row["previous_rank"] != row["previous_rank"]:
        return "与上轮不可比（有一轮没有参评或没有报数）"
    step = move(float(row["previous_rank"]), float(row["rank"]))
    places = "全县名次持平" if step == "持平" else f"全县名次{'升' if step[0] == '↑' else '降'}{step[1:]}位"
    change = signed(float(row["score_change"]))
    return f"与上轮相比，{places}，得分{change if change == '持平' else f'{change}分'}"


def _rigid(portrait: Portrait) -> str:
    if not portrait.reported:
        return ""
    states = portrait.board["state"].value_counts()
    told = "、".join(f"{state}{states[state]}项" for state in STATES if state in states)
    return f"刚性指标{len(portrait.board)}项：{told}。" if told else ""


def _lost(material: Material, portrait: Portrait) -> Part:
    rows = portrait.weakest if portrait.reported else portrait.weakest.head(0)
    amounts = [printed(rows[name]) for name in ("lost", "at_risk")]
    cells = [
        (
            short(f"{'✕' * (row['rigid'] and row['lost'] > 0)}{row['name']}{'（刚性）' * row['rigid']}"),
            Cell(plain(row["full"])), hundredths(lost, row["lost"]), hundredths(open_, row["at_risk"]),
            short(_why(material, portrait.unit, str(row["indicator"]))),
        )
        for row, lost, open_ in zip(rows.to_dict("records"), *amounts, strict=True)
    ]  # fmt: skip
    last = (Cell("合计"), Cell(""), *(Cell(number(sum(one)), sum(one)) for one in amounts), Cell(""))
    note = "按本镇承担项目的原分值计，未折算成百分制。✕为刚性指标已扣分。“待定”是数据未齐、还可能失的分。"
    nothing = "各项都没有失分。" if portrait.reported else "没有数据，失分不能定。"
    return Part(
        "一、失分项目", Table(_LOST, tuple(cells), note=note), nothing,
        lambda left: (Cell(f"其余{len(left)}项"), Cell(""), summed(left, 2), summed(left, 3), Cell("见复核底稿")), last,
    )  # fmt: skip


def _why(material: Material, unit: str, code: str) -> str:
    told = material.diagnosis.explain(unit, code)
    return told.sentence if told else ""


def _tasks(material: Material, portrait: Portrait) -> Part:
    rows = tuple(
        (Cell(one.kind), short(one.what, 90), short(one.who, 40), until(one.due_on, material.today))
        for one in material.tasks[portrait.unit]
        if one.kind not in (OVERDUE, DUE)
    )
    return Part(
        "二、要办的事", Table(_TASKS, rows), "除下列问题外，没有要办的事。",
        lambda left: counted(_TASKS, f"{len(left)}件", "见系统“镇街画像”页"),
    )  # fmt: skip


def _problems(material: Material, mine: pd.DataFrame) -> Part:
    rows = tuple(
        (
            short(str(row["where"]).removeprefix(str(row["town"])) or "—", 30), short(row["description"]),
            short(row["responsible_unit"], 24), until(row["due_on"], material.today),
            Cell("是" if row["rigid"] else ""),
        )
        for row in mine.to_dict("records")
    )  # fmt: skip
    return Part(
        "三、未销号的问题", Table(_PROBLEMS, rows), "台账内没有未销号的问题。",
        lambda left: counted(_PROBLEMS, f"{len(left)}个", "见通报附件“未销号问题清单”"),
    )  # fmt: skip
