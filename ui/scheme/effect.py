"""What another scheme would make of a round: the county, each town, and the items that move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.diagnosis import Diagnosis
from data.store import Round
from scoring import COUNTY, Scheme, SchemeError, Scorecard
from scoring.grading import Verdict
from scoring.rounding import snap
from ui import current
from ui.labels import interval, number, signed
from ui.panels import sheet_html
from ui.scheme.words import all_items

SMALLEST, NOTHING = 0.005, 1e-9
"""What two decimals can show; below this nothing has moved."""

MOST_ITEMS = 20
"""So many of the items that move are listed, those that move most."""


def compared(chosen: Round, fingerprint: str, scheme: Scheme) -> tuple[Diagnosis, Diagnosis] | None:
    """The round as it is and as the other scheme would have it; None when the scheme of the round does not load."""
    try:
        before = current.diagnosis(chosen)
    except SchemeError:
        return None
    after = current.diagnosis_under(chosen, fingerprint, scheme)
    return (before, after) if before and after else None


def show(before: Diagnosis, after: Diagnosis) -> None:
    """The tables of the effect on one round; nothing where there is none to see."""
    if not tells(before, after):
        return
    st.html("<h3>全县</h3>" + _county(before.verdict, after.verdict))
    st.html("<h3>得分变动的指标（全县）</h3>" + _items(item_effects(before.county, after.county)))
    st.html("<h3>各镇</h3>" + _towns(town_effects(before, after)))


def sentence(before: Diagnosis, after: Diagnosis) -> str:
    """«“第三轮”若改用这一版：全县 81.20 → 83.00 分（+1.80），等次良好不变；15 个镇中 3 个得分变动。»."""
    if not _reported(before):
        return f"“{before.round.name}”还没有收到填报表，看不出对得分的影响。"
    lacking = unasked(before.scheme, after.scheme)
    if not tells(before, after):
        return f"“{before.round.name}”收到的数这一版一项也用不上，要按这一版重新填报才有得分。"
    was, now, towns = before.verdict, after.verdict, town_effects(before, after)
    moved = int((towns["span_before"] != towns["span_after"]).sum())
    points = (
        f"{number(was.projected)} 分不变" if was.projected == now.projected else _arrow(was.projected, now.projected)
    )
    grade = was.grade_final if was.grade_final == now.grade_final else f"{was.grade_final} → {now.grade_final}"
    same = "不变" if was.grade_final == now.grade_final else ""
    told = f"{len(towns)} 个镇中 {moved} 个得分变动" if moved else f"{len(towns)} 个镇的得分都不变"
    more = f"其中 {len(lacking)} 项另要的数本轮没有收过，得分从最低到最高给出。" if lacking else ""
    return f"“{before.round.name}”若改用这一版：全县 {points}，等次{grade}{same}；{told}。{more}"


def _arrow(before: float, after: float) -> str:
    return f"{number(before)} → {number(after)} 分（{moved_by(after - before)}）"


def tells(before: Diagnosis, after: Diagnosis) -> bool:
    """Whether there is anything to score, before and after."""
    return _reported(before) and len(unasked(before.scheme, after.scheme)) < len(all_items(after.scheme))


def _reported(one: Diagnosis) -> bool:
    return one.reported and len(one.towns.units) > 0


def unasked(before: Scheme, after: Scheme) -> list[str]:
    """The codes of the items that want a figure which the scheme before has not asked for."""
    asked = {(one.code, put.id) for one in all_items(before) for put in one.inputs}
    return [one.code for one in all_items(after) if any((one.code, put.id) not in asked for put in one.inputs)]


# --- the county -------------------------------------------------------------------------------------------------------


def _county(before: Verdict, after: Verdict) -> str:
    rows = [[(what, "whole"), (old, ""), (new, "")] for what, old, new in _county_lines(before, after)]
    return sheet_html(["", "现在", "改用后"], rows)


def _county_lines(before: Verdict, after: Verdict) -> Iterator[tuple[str, str, str]]:
    yield "预测总分", *_both(f"{number(one.projected)} ／ {number(one.full)}" for one in (before, after))
    yield "区间", *_both(interval(one.low, one.high) for one in (before, after))
    yield "按分值的等次", before.grade_by_points, after.grade_by_points
    yield "否决后的等次", before.grade_final, after.grade_final
    yield "已扣分的刚性指标", *_both(_listed(one.vetoed) for one in (before, after))
    yield "数据未齐的刚性指标", *_both(_listed(one.unclear) for one in (before, after))


def _listed(codes: Sequence[str]) -> str:
    """The codes, none of them broken at its hyphen."""
    return "、".join(codes).replace("-", "\N{NON-BREAKING HYPHEN}") or "无"


def _both(texts: Iterator[str]) -> tuple[str, str]:
    before, after = texts
    return before, after


# --- the towns --------------------------------------------------------------------------------------------------------


def town_effects(before: Diagnosis, after: Diagnosis) -> pd.DataFrame:
    """One row a town, in the order of the new ranking: unit, group, and each as ``_before`` and ``_after``: span (the
    score as text), low, high, rank, grade (after the veto), vetoed (how many rigid items have lost points).
    """
    old, new = (_town_rows(one) for one in (before, after))
    table = old.merge(new, on=["unit", "group"], suffixes=("_before", "_after"))
    return table.sort_values("rank_after", kind="stable", ignore_index=True)


def _town_rows(one: Diagnosis) -> pd.DataFrame:
    table = one.ranking[["unit", "group", "low", "high", "rank"]]
    verdicts = [one.town_verdicts[unit] for unit in table["unit"]]
    return table.assign(
        span=[interval(low, high) for low, high in zip(table["low"], table["high"], strict=True)],
        grade=[each.grade_final for each in verdicts],
        vetoed=[len(each.vetoed) for each in verdicts],
    )


def _towns(towns: pd.DataFrame) -> str:
    rows = [
        [
            (row["unit"], "name"),
            (row["span_before"], "right"),
            (row["span_after"], "right"),
            (_change(row), "right"),
            *((_turned(str(row[f"{name}_before"]), str(row[f"{name}_after"])), "right") for name in _TURNED),
        ]
        for row in towns.to_dict("records")
    ]
    return sheet_html(["镇", "现在", "改用后", "变动", *_TURNED.values()], rows)


_TURNED = {"rank": "名次", "grade": "等次", "vetoed": "否决项"}


def _change(row: Mapping[Any, Any]) -> str:
    """By how much what is certain moves, or else what is possible."""
    low, high = (float(snap(row[f"{end}_after"] - row[f"{end}_before"])) for end in ("low", "high"))
    return moved_by(low) if low or not high else f"最高 {moved_by(high)}"


def moved_by(change: float) -> str:
    """«+0.50», «−0.50»; a move that two decimals do not show is one all the same; "" for none."""
    if abs(change) < SMALLEST:
        return "" if abs(change) < NOTHING else "略升" if change > 0 else "略降"
    return signed(change)


def _turned(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


# --- the items --------------------------------------------------------------------------------------------------------


def item_effects(before: Scorecard, after: Scorecard) -> pd.DataFrame:
    """The items of the county whose score or worth moves, most first: indicator, name, before, after, change."""
    old, new = (_item_rows(one) for one in (before, after))
    codes = list(dict.fromkeys([*new, *old]))
    absent = ("", "无此指标", 0.0)
    rows = [
        (code, (new.get(code) or old[code])[0], old.get(code, absent)[1], new.get(code, absent)[1],
         float(snap(new.get(code, absent)[2] - old.get(code, absent)[2])))
        for code in codes
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["indicator", "name", "before", "after", "change"])
    moved = table[table["before"] != table["after"]]
    return moved.sort_values("change", key=lambda column: -column.abs(), kind="stable", ignore_index=True)


def _item_rows(card: Scorecard) -> dict[str, tuple[str, str, float]]:
    """Code → name, score of its points as text, and the score that is certain."""
    row, _ = card.place(COUNTY, card.indicators[0].code)
    return {
        one.code: (one.name, f"{interval(float(low), float(high))} ／ {number(float(full))}", float(low))
        for one, low, high, full in zip(card.indicators, card.low[row], card.high[row], card.full[row], strict=True)
    }


def _items(items: pd.DataFrame) -> str:
    if items.empty:
        return '<p class="note">没有。</p>'
    columns = ("indicator", "name", "before", "after")
    kinds = ("whole", "", "right", "right")
    rows: list[Sequence[tuple[str, str]]] = [
        [
            *((str(row[name]), kind) for name, kind in zip(columns, kinds, strict=True)),
            (moved_by(row["change"]), "right"),
        ]
        for row in items.head(MOST_ITEMS).to_dict("records")
    ]
    more = (
        f'<p class="note">另有 {len(items) - MOST_ITEMS} 项变动较小，没有列出。</p>' if len(items) > MOST_ITEMS else ""
    )
    return sheet_html(["编码", "指标", "现在", "改用后", "变动"], rows) + more
