"""What a comment says: our lines inside somebody else's text, put in and taken out again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.findings import Finding
from data.returning.look import MOST_IN_NOTE, NOTE_TITLE, REMEDY, SEVERITIES
from data.returning.markup import Element, added, child, local, safe

_BREAK = r"(?:_x000D_|\r)?\n"
_OURS = re.compile(rf"(?:{_BREAK})?{re.escape(NOTE_TITLE)}(?:{_BREAK}(?:{'|'.join((*SEVERITIES, REMEDY))})：[^\n]*)*")
_LONGEST_LINE = 300


def note_lines(findings: Sequence[Finding]) -> str:
    """The text of a comment on a cell with those findings, the worst first."""
    ordered = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
    lines = [NOTE_TITLE]
    for one in ordered[:MOST_IN_NOTE]:
        lines += [f"{one.severity}：{_one_line(one.message)}", f"{REMEDY}：{_one_line(one.remedy)}"]
    if len(ordered) > MOST_IN_NOTE:
        lines.append(f"提示：另有 {len(ordered) - MOST_IN_NOTE} 条，见需更正清单。")
    return "\n".join(lines)


def put_in(text: Element, ours: str) -> None:
    """Add our lines to a comment's text, below what stands there."""
    plain = child(text, "t")
    if plain is not None:
        run = text.makeelement(text.tag[: -len("text")] + "r")
        text.replace(plain, run)
        run.append(plain)
    before = "\n" if said(text).strip() else ""
    run = added(text, "r")
    look = added(run, "rPr")
    for name, value in (("sz", "9"), ("color", "FF1F2933"), ("rFont", "微软雅黑"), ("family", "2"), ("charset", "134")):
        added(look, name, **{"rgb" if name == "color" else "val": value})
    added(run, "t", before + safe(ours))
    last = max((place for place, one in enumerate(text) if one is not run and local(one) == "r"), default=-1)
    text.insert(last + 1, run)


def take_out(text: Element) -> bool:
    """Take our lines out of a comment's text; whether there were any."""
    pieces = [one for one in text.iter() if local(one) == "t"]
    whole = "".join(one.text or "" for one in pieces)
    cuts = [_with_break(whole, *found.span()) for found in _OURS.finditer(whole)]
    if not cuts:
        return False
    start = 0
    for one in pieces:
        words = one.text or ""
        one.text = "".join(sign for place, sign in enumerate(words, start) if not _is_cut(place, cuts))
        start += len(words)
    for run in [one for one in text if local(one) == "r" and not said(one)]:
        text.remove(run)
    return True


def said(element: Element) -> str:
    """What a comment's text, or a run of it, says."""
    return "".join(one.text or "" for one in element.iter() if local(one) == "t")


def _with_break(whole: str, first: int, last: int) -> tuple[int, int]:
    """What to cut: the line break behind our lines too when nothing stands before them."""
    return first, last + (first == 0 and whole[last : last + 1] == "\n")


def _is_cut(place: int, cuts: Sequence[tuple[int, int]]) -> bool:
    return any(first <= place < last for first, last in cuts)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"
