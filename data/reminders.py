"""催报文字: what is sent to those who have not reported or have something to put right, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import pandas as pd

from data.clock import spoken, spoken_day
from data.store import Round
from scoring.scheme import Scheme

CELLS_NAMED = 20
"""How many wrong cells a message to one unit names; its returned workbook marks all of them."""


def reminder(table: pd.DataFrame, chosen: Round) -> str:
    """The text for the work group: who has not reported and who has errors to put right; "" when all is well.

    ``table`` has the columns of ``data.completeness.COMPLETENESS``.
    """
    missing, wrong = table[table["standing"] == "missing"], table[table["errors"] > 0]
    if missing.empty and wrong.empty:
        return ""
    lines = [f"【催报】{chosen.name}填报{_deadline(chosen)}。"]
    for kind, noun in (("town", "镇"), ("department", "部门")):
        names = list(missing.loc[missing["kind"] == kind, "unit"])
        lines += [f"尚未报送的{noun}（{len(names)} 个）：{'、'.join(names)}。"] if names else []
    if len(wrong):
        named = (f"{unit}（{count} 处）" for unit, count in zip(wrong["unit"], wrong["errors"], strict=True))
        lines.append(f"有错误待更正的：{'、'.join(named)}。")
    return "\n".join([*lines, "请抓紧用本轮模板填好后报县委农办，以最后一次报送的为准。"])


def reminder_to(
    unit: str,
    chosen: Round,
    scheme: Scheme,
    asked: pd.DataFrame,
    faults: pd.DataFrame,
    sent_at: datetime | None,
) -> str:
    """The text for one unit: which of its items are missing and which of its cells are wrong; "" when all is well.

    ``asked`` are the unit's rows of ``data.answers.ANSWERS``, ``faults`` the errors found in what it sent (``sheet``,
    ``cell``, ``message``, ``remedy``); ``sent_at`` is None when it has sent nothing.
    """
    if sent_at is None:
        called = f"【催报】{unit}：{chosen.name}填报表尚未报送{_deadline(chosen)}，共 {len(asked)} 项待填。"
        return f"{called}请用本轮模板填好后报县委农办。"
    blank = open_items(asked[asked["answer"] == "blank"], scheme)
    if not blank and faults.empty:
        return ""
    lines = [f"【更正】{unit}：{chosen.name}填报表（{spoken(sent_at)}接收）还有下列内容待补正{_deadline(chosen)}。"]
    if len(faults):
        lines += [f"填错、未采用的 {len(faults)} 处：", *_numbered(list(_wrong(faults)))]
    if blank:
        count = int((asked["answer"] == "blank").sum())
        lines += [f"没有填的 {count} 项：", *_numbered(blank)]
    return "\n".join([*lines, "请在退回的工作簿上改好，重新报县委农办。"])


def open_items(rows: pd.DataFrame, scheme: Scheme) -> list[str]:
    """Those figures by indicator: «C1-02 农村户厕公厕…：常住户数、未整改问题厕所数»."""
    named = []
    for code, ids in rows.groupby("indicator", sort=False)["input"]:
        item = scheme.indicator(str(code))
        named.append(f"{item.code} {item.name}：{'、'.join(item.input(one).name for one in ids)}")
    return named


def _wrong(faults: pd.DataFrame) -> Iterator[str]:
    columns = (faults[name] for name in ("sheet", "cell", "message", "remedy"))
    for sheet, cell, message, remedy in zip(*columns, strict=True):
        yield f"{f'{sheet} {cell}'.strip() or '整个文件'}：{message}{remedy}"


def _numbered(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{place}. {line}" for place, line in enumerate(lines[:CELLS_NAMED], 1))
    if len(lines) > CELLS_NAMED:
        yield f"……共 {len(lines)} 条，其余见退回的工作簿。"


def _deadline(chosen: Round) -> str:
    return f"，截止{spoken_day(chosen.due_on)}" if chosen.due_on else ""
