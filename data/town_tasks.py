"""What a town has to do this week, each task with who and by when, from what its portrait says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.town_portrait import Portrait
from scoring.risk import CLOSE, UNCLEAR, VETOED

WEEK = timedelta(days=7)
NAMED = 3
"""Of more figures, documents or faults than this, the first ones are named."""


@dataclass(frozen=True)
class Task:
    """One thing to do: what kind of thing, what exactly, by whom and until when; ``indicator`` is "" where none is
    concerned. ``late`` says that the day has passed.
    """

    kind: str
    what: str
    who: str
    due_on: date | None
    late: bool = False
    indicator: str = ""


DEDUCTED, OVERDUE, WRONG, BLANK, UNPROVED, DUE, NEAR = (
    "刚性已扣分", "问题逾期", "填报有错", "未填报", "刚性待核", "问题到期", "刚性临界",
)  # fmt: skip
"""The kinds of task, the most urgent first."""


def tasks(portrait: Portrait) -> list[Task]:
    """Everything the town has to do, the most urgent first."""
    found = [*_rigid(portrait), *_problems(portrait), *_figures(portrait)]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.due_on or date.max))


KINDS = (DEDUCTED, OVERDUE, WRONG, BLANK, UNPROVED, DUE, NEAR)


def _rigid(portrait: Portrait) -> Iterator[Task]:
    """Rigid items that have lost points, lack evidence, or are close to the line.

    Those that lack figures are left to the figures; those on which problems hang to the problems.
    """
    due = portrait.diagnosis.round.rectify_by
    kinds = {VETOED: DEDUCTED, UNCLEAR: UNPROVED, CLOSE: NEAR}
    for row in portrait.board.to_dict("records"):
        kind = kinds.get(row["state"])
        lacks_figures = kind == UNPROVED and row["at_risk"] > 0
        if kind is None or lacks_figures or (kind == NEAR and row["open_problems"]):
            continue
        what = {DEDUCTED: row["to_full_text"], UNPROVED: _documents(portrait, row["indicator"])}.get(kind, "")
        told = f"{row['name']}：{what or row['margin_text'] or row['why']}"
        who = "、".join(one for one in (portrait.unit, row["lead"]) if one)
        yield Task(kind, told, who, due, _passed(due, portrait.today), row["indicator"])


def _documents(portrait: Portrait, code: str) -> str:
    """Which documents of the item are to be completed or handed in."""
    rows = portrait.evidence[portrait.evidence["indicator"] == code]
    if rows.empty:
        return "按方案备齐佐证材料"
    one = rows.iloc[0]
    parts = [f"补齐佐证材料“{one['wanting']}”" if one["wanting"] else ""]
    missing = int(one["asked"] - one["named"])
    parts.append(f"补报佐证材料 {missing} 份" if missing else "")
    return "，".join(part for part in parts if part)


def _problems(portrait: Portrait) -> Iterator[Task]:
    """The problems that are overdue, and those that are due within a week."""
    for row in portrait.problems.to_dict("records"):
        if row["due"] is None or row["due"] > portrait.today + WEEK:
            continue
        told = f"{row['where']}：{row['description']}" if row["where"] else row["description"]
        kind = OVERDUE if row["overdue"] else DUE
        yield Task(kind, told, row["who"], row["due"], row["overdue"], row["indicator"])


def _figures(portrait: Portrait) -> Iterator[Task]:
    """The figures that were typed wrong, and those that nobody has typed."""
    due = portrait.diagnosis.round.due_on
    late = _passed(due, portrait.today)
    open_, who = portrait.unanswered, f"{portrait.unit}（资料员）"
    asked = portrait.answers["unit"] == portrait.unit
    for answer, kind, verb in (("wrong", WRONG, "改正"), ("blank", BLANK, "补报")):
        rows = open_[open_["answer"] == answer]
        if len(rows) == int(asked.sum()) and len(rows):
            yield Task(kind, f"交镇级填报表：{len(rows)} 个填报项都没有报", who, due, late)
        elif len(rows):
            code = str(rows["indicator"].iloc[0]) if rows["indicator"].nunique() == 1 else ""
            yield Task(kind, f"{verb} {len(rows)} 个填报项：{_named(rows)}", who, due, late, code)


def _named(rows: pd.DataFrame) -> str:
    """«年末实有住房安全户数（填报表 F29，写的是 612.5）», the first of many."""
    told = [
        f"{name}（{sheet} {cell}，写的是“{typed}”）" if typed else name
        for name, sheet, cell, typed in rows[["input_name", "sheet", "cell", "typed"]]
        .head(NAMED)
        .itertuples(index=False)
    ]
    return "、".join(told) + ("等" if len(rows) > NAMED else "")


def _passed(due: date | None, today: date) -> bool:
    return due is not None and due < today
