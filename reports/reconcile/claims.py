"""The numbers that a file claims, in tables and in sentences, held against the facts of the store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reports.reconcile.difference import Difference
from reports.reconcile.facts import Facts, Numbers
from reports.reconcile.reading import Said
from scoring.scheme import COUNTY_ITSELF

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIGURE = re.compile(r"[\d.\s+−–~～↑↓✕第名项个件分平持升降无—-]*")
"""A cell of nothing but numbers and what stands around them; everything else is a sentence or a name."""
_TOTAL = re.compile(r"预测总分\s*(?:为|：)?\s*(?:\d+\.\d\d → )?(\d+\.\d\d)|测算 (\d+\.\d\d) 分")
_ENDS = re.compile(r"最低 (\d+\.\d\d)，最高 (\d+\.\d\d)|区间 (\d+\.\d\d)–(\d+\.\d\d)")
_VETOED = re.compile(r"刚性(?:指标)? (\d+) 项(?:已)?扣分")
_WAITING = re.compile(r"另有 (\d+) 项待核")
_SPOKEN = (
    (_TOTAL, "总分"),
    (_ENDS, "总分"),
    (re.compile(r"^得(\d+\.\d\d)(?:–(\d+\.\d\d))?分"), "总分"),
    (_VETOED, "已扣分"),
    (re.compile(r"刚性指标\d+项：已扣分(\d+)项"), "已扣分"),
    (_WAITING, "待核"),
    (re.compile(r"刚性指标\d+项：[^。]*待核(\d+)项"), "待核"),
    (re.compile(r"全县第(\d+)名"), "全县名次"),
    (re.compile(r"组第(\d+)名"), "组内名次"),
    (re.compile(r"台账内未销号问题(\d+)个"), "未销号"),
    (re.compile(rf"{COUNTY_ITSELF}未销号问题(\d+)个"), "县本级未销号"),
    (re.compile(r"按分值为([^，；。（）、至 ]+)"), "按分值的等次"),
    (re.compile(r"等次降为([^，；。（）、至 ]+)"), "否决后的等次"),
)
"""What sentences say of their subject, and which fact it is. A fact that is not known of the subject is not asked."""


def all_wrong_claims(texts: Iterable[Said], facts: Facts) -> Iterator[Difference]:
    """What texts in their order claim that is not so; below the title of a town's slip they are about that town."""
    file, town = "", None
    for one in texts:
        town = facts.slip_begins(one.text) or (town if one.file == file else None)
        file = one.file
        yield from wrong_claims(one, facts, town)


def wrong_claims(said: Said, facts: Facts, town: str | None = None) -> Iterator[Difference]:
    """What one text claims that is not so; ``town`` is the one that the text is about without naming it."""
    found = _in_table(said, facts) if said.row else _in_sentence(said, facts, town)
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


def _in_sentence(said: Said, facts: Facts, town: str | None) -> Iterator[tuple[str, Numbers]]:
    known = facts.spoken_of(said.text, town)
    for pattern, kind in _SPOKEN:
        for found in pattern.finditer(said.text) if kind in known else ():
            for number in filter(None, found.groups()):
                if number not in known[kind]:
                    yield found[0], known[kind]
    for named, score in _scores(said.text, facts):
        if score not in facts.town_scores(named):
            yield f"{named} {score} 分", facts.town_scores(named)
    for rank, named in _ranks(said.text, facts):
        if rank not in facts.town_ranks(named):
            yield f"第{rank}名{named}", facts.town_ranks(named)


def _scores(text: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """«石桥镇 98.87 分», «石桥镇，98.87分»: a town with its total right behind it."""
    towns = "|".join(map(re.escape, facts.towns))
    for found in re.finditer(rf"({towns})[ ，](\d+\.\d\d)(?:–(\d+\.\d\d))? ?分", text) if towns else ():
        yield from ((found[1], number) for number in found.groups()[1:] if number)


def _ranks(text: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """«第4名官田镇», «第 1：石桥镇»: a town right behind its place."""
    towns = "|".join(map(re.escape, facts.towns))
    for found in re.finditer(rf"第 ?(\d+)(?:名|：)({towns})[ ，]", text) if towns else ():
        yield found[1], found[2]
