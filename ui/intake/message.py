"""The one sentence of the page 填报接收: how many have reported, who has something to put right, how long there is."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.clock import spoken_day
from data.store import Round
from ui.labels import days_left
from ui.panels import Tone

_NAMED = 3
"""How many missing units the sentence names."""


def sentence(chosen: Round, table: pd.DataFrame, today: date) -> tuple[str, Tone]:
    """«第三轮：15 镇已报 14 镇，未报云岭镇；2 份有错误待更正；截止3月20日，还有 2 天。» and its tone.

    ``table`` has the columns of ``data.completeness.COMPLETENESS``.
    """
    towns = table[table["kind"] == "town"]
    missing = list(towns.loc[towns["standing"] == "missing", "unit"])
    wrong, late = int((table["errors"] > 0).sum()), int((towns["standing"] == "late").sum())
    parts = [
        _reported(len(towns), missing),
        f"{late} 镇逾期报送" if late else "",
        f"{wrong} 份有错误待更正" if wrong else "" if missing else "没有待更正的错误",
        _deadline(chosen.due_on, today) if missing or wrong else "",
    ]
    return f"{chosen.name}：{'；'.join(part for part in parts if part)}。", "near" if missing or wrong else "safe"


def _reported(towns: int, missing: list[str]) -> str:
    if not missing:
        return f"{towns} 镇都已交表"
    if len(missing) == towns:
        return f"{towns} 镇都还没有报"
    more = f"等 {len(missing)} 镇" if len(missing) > _NAMED else ""
    return f"{towns} 镇已报 {towns - len(missing)} 镇，未报{'、'.join(missing[:_NAMED])}{more}"


def _deadline(due_on: date | None, today: date) -> str:
    return f"截止{spoken_day(due_on)}，{days_left(due_on, today)}" if due_on else ""
