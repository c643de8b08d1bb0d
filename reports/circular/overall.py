"""一、总体情况: the predicted total, the grade, the rigid items, what is reported, what has moved."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import pandas as pd

from charts.changes import CAUSES
from charts.text import interval, loss, number, percent, plain
from reports.circular.lines import Line, heading, named, said, sub_heading
from reports.material import Material
from scoring.grading import Verdict
from scoring.risk import STATES, UNCLEAR, VETOED
from scoring.round_change import shown

TOWNS_NAMED = 8


def overall(material: Material, place: int) -> Iterator[Line]:
    """The first section."""
    yield heading(place, "总体情况")
    if not material.diagnosis.reported:
        yield said("本轮尚未收到填报数据，得分、等次和名次均不能测算。")
        return
    parts = {
        "测算结果": _verdict(material), "刚性指标": _rigid(material), "数据填报": _reported(material),
        "与上轮比较": _compared(material),
    }  # fmt: skip
    for number_, (title, text) in enumerate(parts.items(), 1):
        yield sub_heading(number_, title)
        yield said(text)


def _verdict(material: Material) -> str:
    found, diagnosis = material.diagnosis.verdict, material.diagnosis
    waiting = int((diagnosis.county_board["state"] == UNCLEAR).sum())
    total = f"全县预测总分{number(found.projected)}分（满分{plain(found.full)}分）"
    span = "" if found.settled else f"，尚有数据未报齐，最终得分在{interval(found.low, found.high)}分之间"
    top = diagnosis.scheme.grades[0]
    line = f"（{plain(top.at_least)}分）" if isfinite(top.at_least) else ""
    reach = f"距{top.name}线{line}还差{loss(found.to_top)}分" if found.to_top > 0 else f"达到{top.name}线{line}"
    state = "数据已封存" if material.frozen else "数据尚未封存，上述结果以封存时为准"
    head = f"按各镇填报、部门核定和现场抽查的数据测算，{total}{span}。"
    return f"{head}按分值为{found.grade_by_points}，{reach}；{_veto(found, waiting)}。本轮{state}。"


def _veto(found: Verdict, waiting: int) -> str:
    clause = f"，另有{waiting}项待核" if waiting else ""
    ends = "" if found.grade_low == found.grade_high else f"，最终等次可能在{found.grade_low}至{found.grade_high}之间"
    if found.vetoed:
        told = f"刚性指标{len(found.vetoed)}项被扣分{clause}，触发一票否决，否决后的等次为{found.grade_final}"
    else:
        told = f"刚性指标未被扣分{clause}" if waiting else "刚性指标全部满分且佐证齐全"
    return told + ends


def _rigid(material: Material) -> str:
    board = material.diagnosis.county_board
    if board.empty:
        return "考核方案未设刚性指标。"
    states = board["state"].value_counts()
    counted = "、".join(f"{state}{states[state]}项" for state in STATES if state in states)
    lost = board[board["state"] == VETOED].sort_values("lost", ascending=False, kind="stable")
    worst = "、".join(
        f"{name}（失{loss(points)}分）" for name, points in lost[["name", "lost"]].itertuples(index=False)
    )
    waiting = "、".join(board.loc[board["state"] == UNCLEAR, "name"])
    named_ = [f"已扣分的是{worst}" if worst else "", f"待核的是{waiting}" if waiting else ""]
    return (
        f"{len(board)}项刚性指标中，{counted}。"
        + "；".join(one for one in named_ if one)
        + "。" * bool(worst or waiting)
    )


def _reported(material: Material) -> str:
    table = material.diagnosis.completeness
    given, asked = (int(table[name].sum()) for name in ("reported", "expected"))
    share = percent(given / asked) if asked else "—"
    head = f"{len(table)}个镇应报数据{asked}项，已报{given}项，完整度{share}。"
    none = list(table.loc[(table["reported"] == 0) & (table["expected"] > 0), "unit"])
    some = list(table.loc[(table["reported"] > 0) & (table["reported"] < table["expected"]), "unit"])
    told = [f"{named(none, TOWNS_NAMED, '个镇')}没有报送数据"] if none else []
    told += [f"{named(some, TOWNS_NAMED, '个镇')}尚未报齐"] if some else []
    if not told:
        return head + "各镇均已报齐。"
    return head + "，".join(told) + "。未填报的数据既不按零分也不按满分计，得分以区间表示。"


def _compared(material: Material) -> str:
    earlier = material.diagnosis.before()
    if material.change is None or earlier is None or not earlier.reported:
        return "没有可供比较的上一轮数据。"
    return _moved(material.change.county, earlier.round.name)


def _moved(county: pd.DataFrame, earlier: str) -> str:
    row, parts = county.iloc[0], shown(county).iloc[0]
    before, after = number(float(row["total_before"])), number(float(row["total_after"]))
    change = int(parts["change"])
    if not change:
        head = f"与{earlier}相比，全县预测总分持平，为{after}分"
    else:
        verb = "提高" if change > 0 else "下降"
        head = f"与{earlier}相比，全县预测总分由{before}分变为{after}分，{verb}{hundredths(abs(change))}分"
    causes = [f"{word}{_signed(int(parts[cause]))}分" for cause, word in CAUSES.items() if parts[cause]]
    return head + (f"，其中因{'、'.join(causes)}" if causes else "") + "。各镇变化及由来见附件4。"


def hundredths(whole: int) -> str:
    """«4.79» from 479."""
    return number(whole / 100)


def _signed(whole: int) -> str:
    return f"{'增加' if whole > 0 else '减少'}{hundredths(abs(whole))}"
