"""The words of innovation cases: the columns of their workbook, levels, how certain a case is, and when two are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from data.reading.text import settled
from data.templates.forms import Column
from scoring.scheme import Scheme

SHEET = "改革创新案例"

COLUMNS = (
    Column("name", "案例名称", 28, ("案例", "名称", "案例题目"), required=True),
    Column("unit", "申报单位", 16, ("单位", "报送单位", "申报镇")),
    Column("level", "级别", 9, ("认定级别", "层级"), required=True),
    Column("document", "认定文件", 28, ("认定或推广文件", "文件", "文号")),
    Column("awarded_on", "日期", 12, ("认定日期", "发文日期")),
    Column("certainty", "认定情况", 11, ("是否认定", "认定状态")),
    Column("practice", "做法", 42, ("主要做法", "经验做法")),
    Column("effect", "成效", 36, ("主要成效", "工作成效")),
)
FIELDS = tuple(one.key for one in COLUMNS)
FIELD_WORDS: Mapping[str, str] = {one.key: one.heading for one in COLUMNS}

CERTAIN, LIKELY, AIM = "certain", "likely", "aim"
CERTAINTY_WORDS: Mapping[str, str] = {CERTAIN: "已认定", LIKELY: "待认定", AIM: "争取"}
"""How certain a case is, the surest first."""

USUAL_LEVELS = ("国家", "省", "市", "县")
"""The levels where the scheme does not list them."""

_OTHER_NAMES = {"全国": "国家", "中央": "国家", "部": "国家", "省部": "省", "地市": "市", "区县": "县", "县区": "县"}
_MARKS = re.compile(r"[\s\u200b\ufeff《》〈〉「」『』“”‘’\"'、,，.。;；:：·_\-—–/\\()\[\]【】〔〕]+")
_ENDING = re.compile(r"(典型案例|创新案例|经验做法|案例|经验|做法)$")


def levels_of(scheme: Scheme) -> tuple[str, ...]:
    """The levels at which a case can be recognised, best first."""
    return tuple(name for name, _ in scheme.innovation.levels) if scheme.innovation else USUAL_LEVELS


def level_in(text: str, levels: Sequence[str]) -> str | None:
    """The level meant: 省 for «省级»; None for what is none."""
    said = settled(text)
    for one in (said, said.removesuffix("级"), _OTHER_NAMES.get(said.removesuffix("级"), "")):
        if one in levels:
            return one
    return None


def certainty_in(text: str) -> str | None:
    """How certain, by its word; None for what is none."""
    said = settled(text)
    return next((meant for meant, word in CERTAINTY_WORDS.items() if said == word), None)


def key_of(name: str) -> str:
    """What a case is known again by: its name without blanks, marks, brackets and an ending such as «典型案例».

    Whoever reports it: the same name from a town and from a department is the same case. A name that is nothing but
    such an ending is kept whole.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", name).casefold())
    return _ENDING.sub("", bare) or bare
