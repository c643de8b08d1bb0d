"""One receipt in one line: whose it is, what was read, what is wrong, how the score moves; the rest once opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from data.findings import Severity
from data.receipts import Counts, Receipt
from data.standing import Interval
from scoring.rounding import printed_change
from scoring.scheme import Scheme
from ui import escape
from ui.intake import receipt_card, returning
from ui.intake.receipt_card import SEVERITIES, Cell
from ui.labels import interval, signed

WIDTHS = (0.26, 0.66, 0.08)
"""Whose it is, the facts, and the button that opens the details."""

_HEADS = ("读取", "未填", "变动", "不变", "错误", "警告", "提示", "得分：之前 → 现在", "时间")
_OPEN_KEY = "receive.open"

PUNCTUALITY = {"on_time": "按时", "late": "逾期", "undated": "—"}


def heads(first: str) -> None:
    """The headings of the lines; ``first`` is that of the column that says whose the receipt is."""
    who, facts, _ = st.columns(WIDTHS, gap="small")
    who.html(f"<strong>{escape.html(first)}</strong>")
    facts.html(_grid([(head, "") for head in _HEADS], "head"))


def line(one: Receipt, id: str, scheme: Scheme, who: Callable[[], None]) -> None:
    """One receipt; ``who`` draws the cell that says whose it is, ``id`` names the line's widgets."""
    first, facts, last = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    with first:
        who()
    facts.html(_grid(_facts(one)) if one.acceptable else _refused(one))
    is_open = id in _opened()
    label = "收起" if is_open else "查看"
    last.button(label, key=f"receive.open.{id}", type="tertiary", on_click=partial(_turn, id))
    if is_open:
        with st.container(border=True):
            _details(one, id, scheme)


def _details(one: Receipt, id: str, scheme: Scheme) -> None:
    receipt_card.facts(one)
    receipt_card.tables(one, scheme)
    returning.of_receipt(one, scheme, id)


def _facts(one: Receipt) -> list[Cell]:
    counts = one.counts
    numbers = (counts.reported, counts.unreported, counts.changed, counts.unchanged)
    shown: list[Cell] = [("—" if number is None else str(number), "right") for number in numbers]
    shown += [_findings(one, severity) for severity in SEVERITIES]
    return [*shown, (_score(one), "right"), (PUNCTUALITY[one.punctuality], "warn" if one.punctuality == "late" else "")]


def _findings(one: Receipt, severity: Severity) -> Cell:
    count = one.findings(severity)
    return str(count), f"right {SEVERITIES[severity]}" if count else "right"


def _score(one: Receipt) -> str:
    """«81.30 → 82.10（+0.80）»; the county's total for what is not a town's."""
    before, after = one.score_before, one.score_after
    if after is None:
        return "—"
    settled = before is not None and _settled(before) and _settled(after)
    moved = f"（{signed(printed_change(before.low, after.low))}）" if before and settled else ""
    whose = "全县 " if one.scored != one.intake.unit else ""
    return f"{whose}{interval(*before) if before else '未报'} → {interval(*after)}{moved}"


def _settled(score: Interval) -> bool:
    return score.low == score.high


def _refused(one: Receipt) -> str:
    """Why it cannot be accepted, in the place of the facts."""
    reasons = " ".join(one.refusals)
    worst = [each for each in one.intake.findings if each.severity == "错误"]
    if one.counts == Counts() and worst:
        reasons = " ".join(f"{each.message}{each.remedy}" for each in worst[:2])
    mark = "" if one.stored else "near"
    return f'<div class="refused"><span class="{mark}">{escape.html(reasons)}</span></div>'


def _grid(cells: list[Cell], kind: str = "") -> str:
    shown = "".join(f'<span class="{mark}">{escape.html(text)}</span>' for text, mark in cells)
    return f'<div class="receipt-line {kind}">{shown}</div>'


def _opened() -> frozenset[str]:
    opened: frozenset[str] = st.session_state.get(_OPEN_KEY, frozenset())
    return opened


def _turn(id: str) -> None:
    """Open what is closed, close what is open; from a callback."""
    st.session_state[_OPEN_KEY] = _opened() ^ {id}
