"""Words with a fixed meaning: yes and no, no such task, nothing to say yet, sums of a list."""

from __future__ import annotations

import re
from functools import lru_cache

from data.reading.text import Cell, settled, typed

YES_WORDS = frozenset([
    "是", "是的", "有", "√", "✓", "✔", "☑", "✅", "对", "正确", "达标", "已达标", "合格", "符合", "通过",
    "已通过", "完成", "已完成", "已建立", "已落实", "具备", "1", "Y", "YES", "T", "TRUE",
])  # fmt: skip
NO_WORDS = frozenset([
    "否", "不是", "无", "没", "没有", "×", "✗", "✘", "✕", "✖", "╳", "❌", "X", "错", "错误", "未达标", "不达标",
    "不合格", "不符合", "未通过", "未完成", "未建立", "未落实", "不具备", "0", "N", "NO", "F", "FALSE",
])  # fmt: skip
NOT_APPLICABLE_WORD = "不适用"

_DASHES = re.compile(r"[-‐‑‒–—―−/\\]{1,6}")
_NO_TASK = re.compile(
    r"(?:本|我)?(?:镇|乡|村|县|区|单位|部门|街道)?"
    r"(?:不适用|不涉及|不考核|不纳入考核|缺项|N/?\.?A\.?|(?:暂?无|没有)(?:此|该|这|考核)?项?(?:工作|指标|考核)?(?:任务|任务数)|无此项)"
    r"(?:此项|该项|此项工作|该项工作|此项任务|该项任务)?[.。]?"
)
_VAGUE_NOTHING = frozenset([
    "无", "没有", "没", "暂无", "有", "是", "否", "无此情况", "无该情况", "没有发生", "未发生", "无发生", "空",
    "空白", "√", "✓", "✔", "☑", "×", "✗", "✘", "X", "对", "错", "○", "◯", "O",
])  # fmt: skip
_PENDING = re.compile(
    r"(?:数据)?(?:正在|尚|仍|还)?(?:待|未|暂未|暂缺|缺|不详|未知|不清楚|统计中|核实中|汇总中)"
    r"(?:填|报|填报|定|核|核实|核定|统计|汇总|补|补报|确认|查|出|公布|提供|上报|数据)?(?:中|后补|数据)?[.。]?"
)
_REMARK = re.compile(r"(?<=.)[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")
_SIGN, _CHOICE = "[√✓✔☑✅■□☐]", "(?:是|否|有|无|达标|未达标)"
_SIGN_FIRST = re.compile(rf"({_SIGN})({_CHOICE})[/,;、]?({_SIGN})({_CHOICE})")
_CHOICE_FIRST = re.compile(rf"({_CHOICE})({_SIGN})[/,;、]?({_CHOICE})({_SIGN})")
_TICKS = "√✓✔☑✅■"
_NUMBERING = re.compile(r"[甲乙丙丁戊]|栏次|[(<]?[0-9]{1,2}[)>]?")
_SUBTOTAL = re.compile(r"(?:本页|本表|全表|全镇|各镇|各村|全县|本镇|分类)?(?:合计|小计|总计|共计|累计|合计数)[:.。]?")
_ANSWER_FIRST = re.compile(
    r"(是|否|有|无|没有|已?达标|未达标|已?完成|未完成)[,。.;、(](?!.*(?:但|部分|不全|不完善|未|没|否)).*"
)


@lru_cache(maxsize=8192)
def word_of(text: str) -> str:
    """A cell's text as it is looked up among words: no blanks, half-width, capitals."""
    return settled(text).replace(" ", "").upper()


def yes_no(cell: Cell) -> bool | None:
    """Whether the cell says yes or no; None when it says neither."""
    word = word_of(typed(cell))
    return True if word in YES_WORDS else False if word in NO_WORDS else _ticked(word)


def explained_answer(word: str) -> bool | None:
    """The yes or no before a remark, «是，已建立»; None when there is none or the remark takes it back."""
    found = _ANSWER_FIRST.fullmatch(word)
    return None if not found else found[1] in YES_WORDS


def not_applicable(word: str) -> bool:
    """Whether the word says that there is no such task: «/», «—», «不涉及», «本镇无此任务», «不适用（无任务）»."""
    return any(_DASHES.fullmatch(one) or _NO_TASK.fullmatch(one) for one in (word, _REMARK.sub("", word)))


def says_nothing(word: str) -> bool:
    """Whether a word may mean 0 as well as 不适用 where a number is asked for."""
    return word in _VAGUE_NOTHING


def pending(word: str) -> bool:
    """Whether a word says that there is no figure yet: «待核», «未统计», «数据正在统计中»."""
    return bool(_PENDING.fullmatch(word))


def numbering(cell: Cell) -> bool:
    """Whether a cell only counts its column, in a row such as «甲 乙 1 2 3» under the headings."""
    return bool(_NUMBERING.fullmatch(word_of(typed(cell))))


def subtotal(cell: Cell) -> bool:
    """Whether a cell heads a row that sums up others: 合计, 小计."""
    return isinstance(cell, str) and "计" in cell and bool(_SUBTOTAL.fullmatch(word_of(cell)))


def _ticked(word: str) -> bool | None:
    """The one of two opposite choices that is ticked: «☑是 □否», «是√ 否□»."""
    if found := _SIGN_FIRST.fullmatch(word):
        signs, choices = (found[1], found[3]), (found[2], found[4])
    elif found := _CHOICE_FIRST.fullmatch(word):
        signs, choices = (found[2], found[4]), (found[1], found[3])
    else:
        return None
    ticked = [choice in YES_WORDS for sign, choice in zip(signs, choices, strict=True) if sign in _TICKS]
    opposite = (choices[0] in YES_WORDS) != (choices[1] in YES_WORDS)
    return ticked[0] if len(ticked) == 1 and opposite else None
