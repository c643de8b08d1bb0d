"""What the speaker has at hand when the hall asks why: clause, formula with its values, cells, who, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charts.text import loss_span, number, plain
from data.clock import spoken_day
from reports.briefing.fitting import clipped
from reports.material import Material
from scoring import COUNTY

TOWNS, SHEETS, CELLS = 2, 2, 3
"""Of more towns that have lost points, and of more sheets and cells behind a score, the first ones are named."""
LONGEST = 120
"""Characters of a formula with its values in a note."""


def reason(material: Material, unit: str, code: str) -> str:
    """Why a unit got what it got on an item: clause, score, formula with values, source, who puts it right by when.

    "" when the item is not scored for the unit.
    """
    found = material.diagnosis.explain(unit, code)
    if found is None:
        return ""
    one = found.indicator
    lost = loss_span(found.full - found.high, found.full - found.low)
    parts = [
        f"{code} {one.name}（{one.clause or '条款未注明'}）：应得 {plain(found.full)} 分，失 {lost} 分",
        f"算法：{clipped(found.sentence.rstrip('。'), LONGEST)}",
        _where(material, unit, code),
        f"牵头：{one.lead or '未定'}，{spoken_day(material.diagnosis.round.rectify_by)}前整改",
    ]
    return "。".join(part for part in parts if part) + "。"


def _where(material: Material, unit: str, code: str) -> str:
    """The towns that have lost most on a county's item, with their cells; else the cells of the unit's own figures."""
    losing = material.duties.towns_of_item(code) if unit == COUNTY else []
    if not losing:
        told = cells(material, unit, code)
        return f"出处：{told}" if told else ""
    named = [f"{town}（{cells(material, town, code) or '没有报数'}）" for town in losing[:TOWNS]]
    more = f"等 {len(losing)} 个镇" if len(losing) > TOWNS else ""
    return f"失分在：{'、'.join(named)}{more}"


def cells(material: Material, unit: str, code: str) -> str:
    """«第三轮-石桥镇.xlsx 填报表 F29、F30»: where the figures behind a score stand, the first of many."""
    values = material.diagnosis.values
    rows = values[(values["unit"] == unit) & (values["indicator"] == code) & (values["status"] != "unreported")]
    sheets: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        sheets.setdefault(_sheet(row), []).append(str(row["cell"]))
    named = list(sheets.items())[:SHEETS]
    told = [f"{sheet} {'、'.join(places[:CELLS])}".strip() for sheet, places in named]
    more = len(sheets) > SHEETS or any(len(places) > CELLS for _, places in named)
    return "，".join(told) + ("等" if more else "")


def _sheet(row: dict[Any, Any]) -> str:
    """File and sheet of a figure; the source's name for one that stands in no file."""
    parts = (row["file"] or row["source"], row["sheet"])
    return " ".join(str(part) for part in parts if isinstance(part, str) and part)


def grades(material: Material) -> str:
    """How the grade follows from the total, and what the veto does."""
    scheme = material.diagnosis.scheme
    lines = [f"{one.name} {number(one.at_least)} 分起" for one in scheme.grades if one.at_least > float("-inf")]
    veto = scheme.veto
    after = "不定等次" if veto.bar else f"最高为{veto.cap}" if veto.cap else f"降 {veto.down} 等" if veto.down else ""
    return f"等次：{'，'.join(lines) or '按名额'}；刚性任一项扣分，{after or '不影响等次'}（{scheme.name}）。"


def reasons(material: Material, unit: str, codes: list[str]) -> Iterator[str]:
    """The reasons of several items of a unit."""
    for code in codes:
        told = reason(material, unit, code)
        if told:
            yield told
