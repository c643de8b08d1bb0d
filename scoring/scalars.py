"""What a single value in a scheme may be: a number, a text, true or false. What is none says why, and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

MAX_NUMBER = 1e12
"""No number in a scheme is as large as this."""
MAX_TEXT = 20_000
"""No text in a scheme is as long as this."""
_SHOWN, _QUOTED_MOST = 30, 300
_QUOTED = re.compile(r"「([^」]*)」")
Value = TypeVar("Value")


class ScalarError(ValueError):
    """A value that is not what belongs there; ``remedy`` says what does."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def shown(given: Any, most: int = _SHOWN) -> str:
    """The value as it is quoted in a message: its beginning."""
    text = "".join(sign if sign.isprintable() else " " for sign in str(given)[: most + 1])
    return text if len(text) <= most else f"{text[:most]}…"


def abridged(message: str) -> str:
    """The message with what it quotes cut short and without signs that cannot be shown."""
    return _QUOTED.sub(lambda quoted: f"「{shown(quoted[1], _QUOTED_MOST)}」", message)


def number_in(given: Any) -> float:
    """A number of ordinary size."""
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given:
        raise ScalarError(f"「{shown(given)}」不是数字", "请改为数字")
    if not abs(given) < MAX_NUMBER:
        raise ScalarError(f"「{shown(given)}」太大", f"请写绝对值小于 {MAX_NUMBER:g} 的数")
    return float(given)


def count_in(given: Any) -> int:
    """A whole number from 1 on."""
    number = number_in(given)
    if number < 1 or number != int(number):
        raise ScalarError(f"「{shown(given)}」不是 1 或更大的整数", "请改为整数")
    return int(number)


def whole_in(given: Any) -> int:
    """A whole number from 0 on."""
    number = number_in(given)
    if number < 0 or number != int(number):
        raise ScalarError(f"「{shown(given)}」不是 0 或更大的整数", "请改为整数")
    return int(number)


def flag_in(given: Any) -> bool:
    """True or false."""
    if not isinstance(given, bool):
        raise ScalarError(f"「{shown(given)}」不是 true 或 false", "请写 true（是）或 false（否）")
    return given


def text_in(given: Any) -> str:
    """A text without blanks at its ends; a whole number is one, too."""
    if isinstance(given, float | bool):
        raise ScalarError(f"「{shown(given)}」应为文字", "请加上引号")
    if not isinstance(given, str | int):
        raise ScalarError(f"「{shown(given)}」应为一段文字", "请只写一段文字，不要写成列表或「键： 值」")
    text = str(given).strip()
    if len(text) > MAX_TEXT:
        raise ScalarError(f"文字超过 {MAX_TEXT} 个字符", "请删减")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        raise ScalarError(f"「{shown(text)}」含有看不见的控制字符", "请删去后重新输入")
    return text


def texts_in(given: Any) -> tuple[str, ...]:
    """A list of texts; one text stands for itself."""
    return tuple(map(text_in, given)) if isinstance(given, list) else (text_in(given),)


def range_in(given: Any) -> tuple[float, float]:
    """A lower and an upper bound; null is none."""
    if not isinstance(given, list) or len(given) != 2:
        raise ScalarError(f"「{shown(given)}」不是[下限， 上限]", "请改为[下限， 上限]，没有上限写 null")
    low = float("-inf") if given[0] is None else number_in(given[0])
    high = float("inf") if given[1] is None else number_in(given[1])
    if low > high:
        raise ScalarError(f"下限 {low:g} 大于上限 {high:g}", "请核对下限与上限")
    return low, high


def among(*choices: str) -> Callable[[Any], str]:
    """One of the choices."""

    def chosen(given: Any) -> str:
        if given not in choices:
            raise ScalarError(f"「{shown(given)}」无效", f"请写 {'、'.join(choices)}")
        return str(given)

    return chosen
