"""Expressions as they are typed in a sheet, translated sign by sign into the scheme format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scoring.expression import COMPARATORS, PEERS

MAX_TYPED = 600
"""How long an expression may be in the words of the sheet."""

PREFIXES: Mapping[str, str] = {"target": "任务", "last_year": "上年", "county": "全县"}
PREFIX_WORDS: Mapping[str, str] = {
    **{key: key for key in COMPARATORS}, **{word: key for key, word in PREFIXES.items()},
    "年度目标任务": "target", "年度任务": "target", "上年值": "last_year",
}  # fmt: skip
WORDS: Mapping[str, str] = {
    "and": "且", "or": "或", "min": "较小者", "max": "较大者",
    "peers.mean": "参评平均", "peers.max": "参评最高", "peers.min": "参评最低",
    "group.mean": "同组平均", "group.max": "同组最高", "group.min": "同组最低",
}  # fmt: skip
SIGNS: Mapping[str, str] = {"*": "×", "/": "÷", "-": "−", ">=": "≥", "<=": "≤", "==": "="}
"""What the words and signs of the scheme format are in the sheet."""

PREFIX = re.compile(f"({'|'.join(sorted(PREFIX_WORDS, key=len, reverse=True))})\\s*\\.\\s*")
_TYPED_SIGNS = {said: sign for sign, said in SIGNS.items()} | {
    one: one for one in ("+", "-", "*", "/", "(", ")", ",", "<", ">", ">=", "<=", "==")
} | {"–": "-", "—": "-", "、": ","}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_RUN = re.compile(r"\w+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NOWHERE = re.compile("(?!)")


class NamesError(ValueError):
    """What was typed has no meaning among these names; the message says why, in Chinese."""


def narrow(text: str) -> str:
    """The text with full-width signs made narrow, letter by letter."""
    return text.translate(_NARROW)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of the words; a Latin one must end where it seems to."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    ends = (re.escape(one) + (r"(?![A-Za-z0-9_])" if is_latin(one[-1]) else "") for one in longest_first)
    return re.compile("|".join(ends)) if longest_first else _NOWHERE


def is_latin(sign: str) -> bool:
    """Whether the sign is a letter, a digit or _ of the scheme format."""
    return sign.isascii() and (sign.isalnum() or sign == "_")


class Scan:
    """One pass over what was typed, from left to right; at each place the longest word that is known there."""

    def __init__(self, typed: str, names: re.Pattern[str], ids: Mapping[str, str]) -> None:
        self.typed, self.names, self.ids, self.place = typed, names, ids, 0
        self.out: list[str] = []

    def text(self) -> str:
        """The whole in the scheme format. NamesError where a word has no meaning."""
        while self.place < len(self.typed):
            sign = self.typed[self.place]
            if sign.isspace():
                self._take(sign if sign.isascii() else " ", 1)
            else:
                self._next()
        return "".join(self.out)

    def _next(self) -> None:
        prefix = PREFIX.match(self.typed, self.place)
        found = [pattern.match(self.typed, self.place) for pattern in (self.names, _OPERATOR, _NUMBER)]
        name, word, number = (one[0] if one else "" for one in found)
        if prefix and not name:
            self._prefixed(prefix)
        elif name and len(name) >= max(len(word), len(number)):
            self._word(self._id(name), len(name))
        elif word:
            self._operator(word)
        elif number:
            self._word(number, len(number))
        else:
            self._sign()

    def _id(self, name: str) -> str:
        if name not in self.ids:
            raise NamesError(ambiguous(name))
        return self.ids[name]

    def _prefixed(self, prefix: re.Match[str]) -> None:
        name = self.names.match(self.typed, prefix.end())
        if not name:
            self.place = prefix.end()
            raise NamesError(unknown(self._run() or prefix[0]))
        self._word(f"{PREFIX_WORDS[prefix[1]]}.{self._id(name[0])}", name.end() - self.place)

    def _operator(self, word: str) -> None:
        meant = _OPERATORS[word]
        if meant in ("and", "or") and word != meant:
            before = self.out[-1][-1:] if self.out else ""
            after = self.typed[self.place + len(word) : self.place + len(word) + 1]
            self._take(f"{'' if before.isspace() else ' '}{meant}{'' if after.isspace() else ' '}", len(word))
        else:
            self._word(meant, len(word))

    def _word(self, word: str, length: int) -> None:
        if self.out and is_latin(self.out[-1][-1:]):
            raise NamesError(f"「{self._run()}」之前缺少运算符号")
        self._take(word, length)

    def _sign(self) -> None:
        for length in (2, 1):
            sign = self.typed[self.place : self.place + length]
            if sign in _TYPED_SIGNS:
                self._take(_TYPED_SIGNS[sign], length)
                return
        if self.typed[self.place] in "%‰":
            raise NamesError("算式中不写百分号")
        raise NamesError(unknown(self._run() or self.typed[self.place]))

    def _take(self, text: str, length: int) -> None:
        self.out.append(text)
        self.place += length

    def _run(self) -> str:
        """The word that begins here, as one would read it."""
        found = _RUN.match(self.typed, self.place)
        return found[0] if found else ""


_OPERATORS = {said: word for word, said in WORDS.items()} | {word: word for word in (*WORDS, *PEERS)}
_OPERATOR = any_of(_OPERATORS)


def unknown(word: str) -> str:
    """What is said of a word that means nothing here."""
    return f"「{word}」不是本指标的填报项"


def ambiguous(name: str) -> str:
    """What is said of a name that several inputs have."""
    return f"有几个填报项都叫「{name}」，请写代号"
