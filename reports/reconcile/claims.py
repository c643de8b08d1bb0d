"""The numbers that a file claims, in tables and in sentences, held against the facts of the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reconcile.difference import Difference
from reports.reconcile.facts import Facts, Numbers
from reports.reconcile.reading import Said

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIGURE = re.compile(r"[\d.\s+−–~～↑↓✕第名项个件分平持升降无—-]*")
"""A cell of nothing but numbers and what stands around them; everything else is a sentence or a name."""
_TOTAL = re.compile(r"预测总分\s*（？：为|：）？\s*（？：\d+\.\d\d → ）？（\d+\.\d\d）|测算 （\d+\.\d\d） 分")
_ENDS = re.compile(r"最低 （\d+\.\d\d），最高 （\d+\.\d\d）|区间 （\d+\.\d\d）–（\d+\.\d\d）")
_VETOED = re.compile(r"刚性（？：指标）？ （\d+） 项（？：已）？扣分")
_WAITING = re.compile(r"另有 （\d+） 项待核")


def wrong_claims(said: Said, facts: Facts) -> Iterator[Difference]:
    """What one text claims that is not so."""
    found = _in_table(said, facts) if said.row else _in_sentence(said, facts)
    for claimed, expected in found:
        known = "、".join(sorted(expected)) or "没有这个数"
        yield Difference(said.file, said.place, f"写的是“{claimed}”，库中是 {known}")


def _in_table(said: Said, facts: Facts) -> Iterator[tuple[str, Numbers]]:
    expected = facts.expected(said.heading, said.row) if _FIGURE.fullmatch(said.text) else None
    if expected is None:
        return
    known = {Decimal(one) for one in expected}
    if any(Decimal(number) not in known for number in _NUMBER.findall(said.text)):
        yield f"{said.heading} {said.text}", expected


def _in_sentence(said: Said, facts: Facts) -> Iterator[tuple[str, Numbers]]:
    known = facts.spoken_of(said.text)
    for pattern, kind in ((_TOTAL, "总分"), (_ENDS, "总分"), (_VETOED, "已扣分"), (_WAITING, "待核")):
        for found in pattern.finditer(said.text):
            for number in filter(None, found.groups()):
                if number not in known[kind]:
                    yield found[0], known[kind]
    for town, score in _scores(said.text, facts):
        if score not in facts.town_scores(town):
            yield f"{town} {score} 分", facts.town_scores(town)


def _scores(text: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """«石桥镇 98.87 分»: a town with its total right behind it."""
    towns = "|".join(map(re.escape, facts.towns))
    for found in re.finditer(rf"（{towns}） （\d+\.\d\d）（？：–（\d+\.\d\d））？ 分", text) if towns else ():
        yield from ((found[1], number) for number in found.groups()[1:] if number)
