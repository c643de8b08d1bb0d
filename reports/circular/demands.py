"""四、下步要求: what has to be done, by whom, by when, and who checks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.problem_tallies import SOON, tally
from reports.circular.faults import open_problems
from reports.circular.lines import Line, day_text, heading, named, point, said, sub_heading
from reports.material import Material
from scoring.risk import UNCLEAR, VETOED
from scoring.scheme import COUNTY_ITSELF

TOWNS_NAMED = 8


def demands(material: Material, place: int) -> Iterator[Line]:
    """The fourth section."""
    yield heading(place, "下步要求")
    parts = (("限期整改销号", _problems(material)), ("补齐刚性失分", _rigid(material)),
             ("补报数据和佐证", _figures(material)), ("从严复核把关", _checks(material)))  # fmt: skip
    for number_, (title, lines) in enumerate(parts, 1):
        yield sub_heading(number_, title)
        yield from lines


def _problems(material: Material) -> Iterator[Line]:
    listed, today = open_problems(material), material.today
    until = day_text(material.diagnosis.round.rectify_by, today)
    if listed.empty:
        yield said(f"截至{day_text(today, today)}，台账内没有未销号的问题。各镇要巩固整改成果，防止问题反弹。")
        return
    late, soon, rigid = (int(listed[name].astype(bool).sum()) for name in ("overdue", "soon", "rigid"))
    head = (
        f"截至{day_text(today, today)}，台账内未销号问题{len(listed)}个，其中涉及刚性指标{rigid}个、"
        f"{SOON.days}日内到期{soon}个、逾期{late}个。"
    )
    counted = tally(listed, "town")
    owing = counted[counted["overdue"] > 0]
    told = [f"{town}{count}个" for town, count in owing[["town", "overdue"]].itertuples(index=False)]
    units = "个单位" if COUNTY_ITSELF in set(owing["town"]) else "个镇"
    at_once = f"逾期问题（{named(told, TOWNS_NAMED, units)}）要立即整改，并书面说明原因。" if told else ""
    yield said(f"{head}{at_once}其余问题由责任单位按清单所列时限整改，最迟于{until}前销号。")


def _rigid(material: Material) -> Iterator[Line]:
    board, until = material.diagnosis.county_board, day_text(material.diagnosis.round.rectify_by, material.today)
    rows = board[board["state"] == VETOED] if material.diagnosis.reported else board.head(0)
    if rows.empty:
        yield said("刚性指标没有失分。各镇、各牵头单位要守住底线，不得出现新的扣分。")
        return
    yield said(f"以下刚性指标由牵头单位会同有关镇逐项制定补救措施，于{until}前落实到位：")
    for place, row in enumerate(rows.sort_values("lost", ascending=False, kind="stable").to_dict("records"), 1):
        yield point(place, f"{row['name']}。", _duty(material, row))


def _duty(material: Material, row: dict[Any, Any]) -> str:
    towns = material.duties.towns_of_item(str(row["indicator"]))
    lead = f"由{row['lead']}牵头" if row["lead"] else "由县级牵头单位牵头"
    who = f"{lead}，{named(towns, TOWNS_NAMED, '个镇')}负责落实" if towns else f"{lead}，县级负责落实"
    return f"{who}：{row['to_full_text']}。" if row["to_full_text"] else f"{who}。"


def _figures(material: Material) -> Iterator[Line]:
    table, due = material.diagnosis.completeness, material.diagnosis.round.due_on
    missing = table[table["reported"] < table["expected"]]
    told = [
        f"{unit}（{count}项）"
        for unit, count in zip(missing["unit"], missing["expected"] - missing["reported"], strict=True)
    ]
    late = due is not None and due < material.today
    when = (
        f"填报已于{day_text(due, material.today)}截止，要立即补报"
        if late
        else f"于{day_text(due, material.today)}前补报"
    )
    figures = f"{named(told, TOWNS_NAMED, '个镇')}数据未报齐，{when}。" if told else "各镇数据已报齐。"
    board = material.diagnosis.county_board
    waiting = list(board.loc[board["state"] == UNCLEAR, "name"]) if material.diagnosis.reported else []
    proof = (
        f"待核的{len(waiting)}项刚性指标（{'、'.join(waiting)}），由牵头单位会同有关镇补齐数据和佐证材料，"
        "做到台账与实地一致。"
    )
    yield said(figures + (proof if waiting else "佐证材料要与实地情况一致，随时备查。"))


def _checks(material: Material) -> Iterator[Line]:
    until = material.diagnosis.round.evaluation_by
    end = f"实地考评于{day_text(until, material.today)}前结束，" if until else "实地考评前，"
    yield said(
        "整改完成后，由责任单位提交整改情况和佐证材料，牵头单位审核，县级核验通过后方可销号；核验不通过的退回重改，"
        f"销号后反弹的重新列入清单。{end}各镇、各单位要对照附件逐条自查，确保数据、台账和现场一致。"
    )
