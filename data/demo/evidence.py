"""The documents named in the evidence lists (佐证目录): mostly complete, some still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from data.demo.dates import DemoRound, shifted
from data.demo.tables import chance, rows
from data.templates.filled import Row
from data.templates.forms import EVIDENCE_KINDS
from scoring.scheme import Indicator

_MISSING = (0.12, 0.06, 0.025)
"""The share of documents for items that are not rigid which are not complete yet, in each round."""

_NOT_AS_FOUND = 0.02
"""The share of complete documents that do not agree with what was found on the spot."""

_KIND_SIGNS: Mapping[str, tuple[str, ...]] = {
    "照片": ("照片", "前后"),
    "系统截图": ("截图", "系统"),
    "清册": ("清册", "名册", "清单", "发放表", "花名册"),
    "台账": ("台账", "登记", "记录", "销号表", "核查表", "汇总表"),
    "文件": ("文件", "方案", "通知", "批复", "纪要", "通报", "名录", "成果", "计划"),
}
"""By which words in its name a document is of a kind; the first that fits."""

_ISSUED_FROM = date(2025, 6, 3)
_ISSUED_DAYS = 200


def evidence_rows(unit: str, indicators: Iterable[Indicator], one: DemoRound) -> list[Row]:
    """What the unit enters for each document that the scheme requires."""
    return [_row(unit, item, place, one) for item in indicators for place in range(len(item.evidence))]


def kind_of(document: str) -> str:
    """Which of the form's kinds a document is, by its name."""
    fitting = (kind for kind, signs in _KIND_SIGNS.items() if any(sign in document for sign in signs))
    return next(fitting, EVIDENCE_KINDS[-1])


def _row(unit: str, item: Indicator, place: int, one: DemoRound) -> Row:
    document, luck = item.evidence[place], chance("evidence", unit, item.code, place)
    named: dict[str, str | bool] = {"code": item.code, "document": document, "kind": kind_of(document)}
    if luck.random() < _missing(unit, item, place, one):
        return {**named, "complete": False}
    day = shifted(_ISSUED_FROM + timedelta(days=luck.randrange(_ISSUED_DAYS)))
    paper = f"{_issuer(unit)}〔{day.year}〕{luck.randint(3, 96)} 号"
    reference = paper if named["kind"] == "文件" else day.isoformat()
    return {
        **named, "reference": reference, "issued_by": unit, "complete": True,
        "matches_field": bool(item.rigid) or luck.random() > _NOT_AS_FOUND, "checked_by": item.lead,
    }  # fmt: skip


def _issuer(unit: str) -> str:
    """The short name under which the unit's papers are numbered."""
    return f"{unit.removesuffix('镇')}府" if unit.endswith("镇") else "青府办"


def _missing(unit: str, item: Indicator, place: int, one: DemoRound) -> float:
    """How likely the document is missing. Of a rigid item only the last one is, and only where the story says so."""
    if not item.rigid:
        return _MISSING[one.number - 1]
    complete_from = _told().get((unit, item.code), 1)
    return float(place == len(item.evidence) - 1 and one.number < complete_from)


@cache
def _told() -> dict[tuple[str, str], float]:
    """From which round a unit's evidence for a rigid item is complete; never, when the story leaves it open."""
    return {(row["town"], row["indicator"]): float(row["from_round"] or "inf") for row in rows("evidence")}
