"""A number as somebody typed it in words of their own: «共１２户», «九成五», «3.2万元», «12（含新增3）», «约12».

What is said is worked out here whatever figure is asked for; whether it fits that figure is for
:mod:`data.reading.figures`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from data.reading.numerals import SIGNS, numeral
from data.reading.text import visible
from data.reading.units import known

LONGEST = 80
"""Whoever writes more has written a sentence."""

REMARK, BRACKETED, GROWN, SPACED = (
    "括号里或后面的说明没有读取",
    "括号按负数读取",
    "增为正、降为负",
    "数字中间的空格没有计",
)
"""Why a reading should be looked at."""


class Spoken(NamedTuple):
    """What a text says: a number and the unit behind it, or in ``flaw`` the code of why it says none.

    ``doubt`` says why the reading should be looked at; ``remark`` is what stood behind it in brackets; ``signed`` that
    its sign is one only where a figure may be negative; ``big`` that it was written with 万 or 亿; ``summed`` that it
    is the sum of what was written.
    """

    number: Fraction | None = None
    unit: str = ""
    flaw: str = ""
    doubt: str = ""
    remark: str = ""
    signed: bool = False
    big: bool = False
    summed: bool = False


_HALF_WIDTH = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("‘’ˈ′", "'"),
        "　": " ",
        "。": ".",
        "﹪": "%",
        "〜": "~",
        "∼": "~",
        "﹢": "+",
        "【": "(",
        "】": ")",
        "〔": "(",
        "〕": ")",
    }
)
_N = rf"[{SIGNS}]+"
_ANY = re.compile(rf"[{SIGNS}]")
_TORN = re.compile(r"[0-9%‰][^\S ]+[-+]?[0-9]|[0-9] {2,}[0-9]")
_GROUPED = re.compile(r"[^0-9]*[0-9]{1,3}(?: [0-9]{3})+(?:[^0-9 ].*)?")
_SPACED = re.compile(r"[0-9] [0-9]")
_REMARK = re.compile(r"(.+?)(?:\(([^()]*)\)|[,;、.]?((?:其中|包括|包含|含|内含)[^()]*))")
_BARE_BRACKETS = re.compile(r"\(([^()]+)\)")
_VAGUE = re.compile(
    r"[?]|约|大概|左右|上下|几|数[十百千万]|[0-9十百千万亿][余多来]|以上|以下|以内|若干|不等|可能|预计|估计|计划|拟|[<>≤≥≦≧~]|\+$"
    r"|^(?:将近|接近|近|超过|超|逾|至少|至多|不低于|不少于|不超过|不足|大于|小于|高于|低于|上[十百千万])|^一$"
    r"|[一二三四五六七八]{2}[十百千万]|^[二三四五六七八九]{2}[^0-9十百千万亿成分折]*$|分之几"
)
_RANGE = re.compile(rf"{_N}[^0-9]{{0,3}}?(?:-+|至|到){_N}[^0-9]*")
_FRACTION = re.compile(rf"{_N}[^0-9/]{{0,3}}[/:]{_N}[^0-9/]*|{_N}分之{_N}|一?半数?")
_DAY = re.compile(
    r"(?:[0-9]{4}[-/.年])[0-9]{1,2}[-/.月](?:[0-9]{1,2}日?)?|[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十廿]{1,3}[日号])?"
)
_PREFIX = re.compile(
    r"(?:共计|总计|合计|累计|共有|总共|共|计|现有|实有|已完成|实际完成|完成|实际|达到|达|数量|为|是|有|[:=])+"
)
_GROWTH = re.compile(r"(?:同比|比上年)?(?:(增长|上升|提高|增幅)|(下降|降低|降幅|负增长))(?:了)?")
_MONEY = re.compile(r"(?:人民币|RMB|rmb|[¥￥])")
_SHARE = re.compile(rf"([-+]|负)?(百|千|万)分之({_N})")
_SHARE_UNITS = {"百": "%", "千": "‰", "万": "‱"}
_TENTHS = re.compile(rf"({_N})成([0-9]{{1,2}}|[一二三四五六七八九]|半)?")
_QUANTITY = re.compile(rf"([-+]|负)?([0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]{{1,2}}|{_N})([^0-9+=<>~(),;]{{0,10}})")
_RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_BIG = re.compile("[万亿萬億wW]")


@lru_cache(maxsize=8192)
def spoken(text: str) -> Spoken:
    """What the text says."""
    shown = visible(text).translate(_HALF_WIDTH).strip().strip("'\"“”`").strip()
    if len(shown) > LONGEST or not _ANY.search(shown):
        return Spoken(flaw="R301")
    if _TORN.search(shown):
        return Spoken(flaw="R320")
    doubt = SPACED if _SPACED.search(shown) and not _GROUPED.fullmatch(shown) else ""
    said = _said("".join(shown.split()).rstrip(".,;、!:"))
    return said._replace(doubt=said.doubt or doubt)


def _said(tight: str) -> Spoken:
    """What a text without blanks says; brackets and remarks are taken off first."""
    bracketed = _BARE_BRACKETS.fullmatch(tight)
    if bracketed:
        return _negative(_plainly(bracketed[1]))
    remarked = _REMARK.fullmatch(tight)
    if not remarked:
        return _plainly(tight)
    head, remark = remarked[1], remarked[2] if remarked[2] is not None else remarked[3]
    said = _plainly(head)
    if _VAGUE.search(remark) and not _ANY.search(remark):
        return Spoken(flaw="R314")
    if known(remark) and not said.unit:
        return said._replace(unit=remark)
    return said._replace(doubt=REMARK, remark=remark)


def _negative(said: Spoken) -> Spoken:
    """A number in brackets, as accountants write a negative one."""
    if said.number is None or said.number < 0:
        return said if said.number is None else Spoken(flaw="R301")
    return said._replace(number=-said.number, doubt=BRACKETED, signed=True)


def _plainly(tight: str) -> Spoken:
    """What a text without remarks says."""
    if _DAY.fullmatch(tight):
        return Spoken(flaw="R304")
    if _VAGUE.search(tight):
        return Spoken(flaw="R314")
    bare = tight[found.end() :] if (found := _PREFIX.match(tight)) else tight
    said = _quantity(bare) or _share(bare) or _tenths(bare) or _money(bare) or _grown(bare) or _sum(bare)
    return said or Spoken(flaw=_flaw(bare))


def _flaw(tight: str) -> str:
    """Why a text with a number in it says none."""
    if _RANGE.fullmatch(tight):
        return "R314"
    if _FRACTION.fullmatch(tight):
        return "R316"
    if tight.endswith("折"):
        return "R306"
    several = len(_RUN.findall(tight)) > 1 and not _QUANTITY.fullmatch(tight)
    return "R320" if several else "R301"


def _quantity(tight: str) -> Spoken | None:
    """A number and perhaps a unit."""
    found = _QUANTITY.fullmatch(tight.replace("百分点", "个百分点").replace("个个", "个"))
    if not found:
        return None
    sign, digits, unit = found.groups()
    number = numeral(digits)
    if number is None or unit.startswith(("分之", "成")):
        return None
    return Spoken(-number if sign in ("-", "负") else number, unit, big=bool(_BIG.search(digits)))


def _share(tight: str) -> Spoken | None:
    """百分之九十五, 千分之三."""
    found = _SHARE.fullmatch(tight)
    if not found:
        return None
    number = Fraction(100) if found[2] + found[3] == "百百" else numeral(found[3])
    if number is None:
        return None
    return Spoken(-number if found[1] in ("-", "负") else number, _SHARE_UNITS[found[2]])


def _tenths(tight: str) -> Spoken | None:
    """九成五, 9成5, 9.5成."""
    found = _TENTHS.fullmatch(tight)
    whole = numeral(found[1]) if found else None
    if found is None or whole is None:
        return None
    digits = {"半": "5"}.get(found[2], found[2]) or "0"
    part = numeral(digits)
    if part is None or (found[2] and whole.denominator != 1):
        return None
    return Spoken(whole + part / 10 ** len(digits), "成")


def _money(tight: str) -> Spoken | None:
    """¥12, 人民币3.2万元."""
    found = _MONEY.match(tight)
    said = _quantity(tight[found.end() :]) if found else None
    return said._replace(unit=said.unit or "元") if said else None


def _grown(tight: str) -> Spoken | None:
    """增长 8.5%, 下降 3.2%: the sign is in the word."""
    found = _GROWTH.match(tight)
    said = _quantity(tight[found.end() :]) if found else None
    if found is None or said is None or said.number is None or said.number < 0:
        return None
    return said._replace(number=-said.number if found[2] else said.number, doubt=GROWN, signed=True)


def _sum(tight: str) -> Spoken | None:
    """12+3, 12户+3户: added up where the units agree."""
    parts = [_quantity(one) for one in tight.split("+")]
    if len(parts) < 2 or any(one is None or one.number is None or one.number < 0 for one in parts):
        return None
    said = [one for one in parts if one is not None]
    units = {one.unit for one in said[:-1]} - {""} | {said[-1].unit}
    if len(units) > 1 or (said[0].unit and not all(one.unit for one in said)):
        return None
    total = sum((one.number for one in said if one.number is not None), Fraction(0))
    return Spoken(total, said[-1].unit, big=any(one.big for one in said), summed=True)
