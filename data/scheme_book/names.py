"""Expressions and figures in an indicator's own words: «户厕数 ÷ 常住户数 × 100» for ``sanitary / households * 100``.

Writing never guesses: a text that would not come back letter for letter is written with the inputs' ids instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from data.scheme_book.words import NO, STATES, UNREPORTED, YES
from scoring.expression import COMPARATORS, PEERS
from scoring.scheme import Input
from scoring.scheme_text import plain_number

ABSENT = STATES["not_applicable"]
MAX_TYPED = 2_000
"""How long an expression may be in the words of the sheet."""

_PREFIXES = {"target": "任务", "last_year": "上年", "county": "全县"}
_PREFIX_WORDS = {
    **{key: key for key in COMPARATORS}, **{word: key for key, word in _PREFIXES.items()},
    "年度目标任务": "target", "年度任务": "target", "上年值": "last_year",
}  # fmt: skip
_WORDS = {
    "and": "且", "or": "或", "min": "较小者", "max": "较大者",
    "peers.mean": "参评平均", "peers.max": "参评最高", "peers.min": "参评最低",
    "group.mean": "同组平均", "group.max": "同组最高", "group.min": "同组最低",
}  # fmt: skip
_SIGNS = {"*": "×", "/": "÷", "-": "−", ">=": "≥", "<=": "≤", "==": "="}
_FIXED: Mapping[str, str] = {**_WORDS, **_SIGNS}
_TYPED_SIGNS = {said: sign for sign, said in _SIGNS.items()} | {
    one: one for one in ("+", "-", "*", "/", "(", ")", ",", "<", ">", ">=", "<=", "==")
} | {"–": "-", "—": "-", "＞": ">", "、": ","}  # fmt: skip
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?|>=|<=|==|.", re.ASCII | re.DOTALL)
_PREFIX = re.compile(f"({'|'.join(sorted(_PREFIX_WORDS, key=len, reverse=True))})\\s*\\.\\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_SPEAKABLE = re.compile(r"(?!\s)[^=;.「」<>≥≤\n]*[^\W_a-zA-Z0-9][^=;.「」<>≥≤\n]*(?<!\s)")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_PAIRS = re.compile(r"[;\n]")


class NamesError(ValueError):
    """What was typed has no meaning among these names; the message says why, in Chinese."""


class Names:
    """The inputs of one indicator, by id and by Chinese name."""

    def __init__(self, inputs: Iterable[Input | tuple[str, str]]) -> None:
        pairs = [(one.id, one.name) if isinstance(one, Input) else one for one in inputs]
        typed = [narrow(name) for _, name in pairs]
        ids = [id_ for id_, _ in pairs]
        reserved = {narrow(one).lower() for one in (*_WORDS, *_WORDS.values(), *_PREFIX_WORDS, *ids)}
        self.doubled = {name for name in typed if typed.count(name) > 1}
        usable = {name for name in typed if _SPEAKABLE.fullmatch(name) and name.lower() not in reserved}
        self.spoken = {
            id_: name
            for (id_, name), key in zip(pairs, typed, strict=True)
            if key in usable and key not in self.doubled
        }
        self._meant = {**{narrow(name): id_ for id_, name in self.spoken.items()}, **{one: one for one in ids}}
        self._candidates = sorted({*self._meant, *self.doubled} - {""}, key=len, reverse=True)

    # --- expressions ----------------------------------------------------------------------------------------------

    def shown(self, text: str) -> str:
        """An expression of the scheme format in the sheet's words."""
        for spoken in (self.spoken, {}):
            said = "".join(self._said(token, spoken) for token in _TOKEN.findall(text))
            if self._comes_back(said, text):
                return said
        return text

    def _said(self, token: str, spoken: Mapping[str, str]) -> str:
        if token in _FIXED:
            return _FIXED[token]
        prefix, _, last = token.rpartition(".")
        if not prefix:
            return spoken.get(token, token)
        return f"{_PREFIXES.get(prefix, prefix)}.{spoken.get(last, last)}" if prefix in _PREFIXES else token

    def _comes_back(self, said: str, text: str) -> bool:
        try:
            return self.meant(said) == text
        except NamesError:
            return False

    def meant(self, typed: str) -> str:
        """What was typed as an expression of the scheme format. NamesError when a word has no meaning here."""
        if len(typed) > MAX_TYPED:
            raise NamesError(f"算式超过 {MAX_TYPED} 个字符")
        return _Scan(narrow(typed).strip(), self._candidates, self._meant).text()

    # --- figures --------------------------------------------------------------------------------------------------

    def shown_figures(self, given: Mapping[str, Any]) -> str:
        """What a worked case gives, as «户厕数=960；常住户数=1000»."""
        return "；".join(f"{self._said_name(name)}={_said_figure(figure)}" for name, figure in given.items())

    def _said_name(self, name: str) -> str:
        said = self._said(name, self.spoken)
        try:
            return said if self._name(said) == name else name
        except NamesError:
            return name

    def meant_figures(self, typed: str) -> dict[str, Any]:
        """What was typed as the figures of a case. NamesError when a name or a figure has no meaning."""
        given: dict[str, Any] = {}
        for pair in filter(str.strip, _PAIRS.split(narrow(typed))):
            name, sign, figure = pair.partition("=")
            if not sign:
                raise NamesError(f"「{pair.strip()}」应写成「填报项=数值」")
            key = self._name(name)
            if key in given:
                raise NamesError(f"「{name.strip()}」写了两次")
            given[key] = _figure(figure.strip())
        return given

    def _name(self, typed: str) -> str:
        typed = narrow(typed).strip()
        found = _PREFIX.match(typed)
        prefix, last = (f"{_PREFIX_WORDS[found[1]]}.", typed[found.end() :]) if found else ("", typed)
        if last in self.doubled:
            raise NamesError(_ambiguous(last))
        if last not in self._meant:
            raise NamesError(_unknown(last))
        return prefix + self._meant[last]


class _Scan:
    """One pass over what was typed, from left to right; at each place the longest word that is known there."""

    def __init__(self, typed: str, candidates: Iterable[str], meant: Mapping[str, str]) -> None:
        self.typed, self.candidates, self.ids, self.place = typed, tuple(candidates), meant, 0
        self.out: list[str] = []

    def text(self) -> str:
        while self.place < len(self.typed):
            if self.typed[self.place].isspace():
                self._take(" " if self.typed[self.place] == "\n" else self.typed[self.place], 1)
            else:
                self._next()
        return "".join(self.out)

    def _next(self) -> None:
        name, word, number = self._at(self.candidates), self._at(_OPERATORS), _NUMBER.match(self.typed, self.place)
        prefix = _PREFIX.match(self.typed, self.place)
        longest = max(len(name), len(word), number.end() - self.place if number else 0)
        if prefix and not name:
            self._prefixed(prefix)
        elif name and len(name) == longest:
            self._word(self._id(name), len(name))
        elif word and len(word) == longest:
            self._operator(word)
        elif number:
            self._word(number[0], len(number[0]))
        else:
            self._sign()

    def _at(self, candidates: Iterable[str]) -> str:
        return next((one for one in candidates if self.typed.startswith(one, self.place) and self._ends(one)), "")

    def _ends(self, word: str) -> bool:
        """Whether a Latin word ends where it seems to; a Chinese one needs no blank behind it."""
        after = self.typed[self.place + len(word) : self.place + len(word) + 1]
        return not (_latin(word[-1]) and _latin(after))

    def _id(self, name: str) -> str:
        if name not in self.ids:
            raise NamesError(_ambiguous(name))
        return self.ids[name]

    def _prefixed(self, prefix: re.Match[str]) -> None:
        self.place = prefix.end()
        name = self._at(self.candidates)
        if not name:
            raise NamesError(_unknown(self._run() or prefix[0]))
        self._word(f"{_PREFIX_WORDS[prefix[1]]}.{self._id(name)}", len(name))

    def _operator(self, word: str) -> None:
        meant = _OPERATORS[word]
        if meant in ("and", "or") and word != meant:
            before = self.out[-1][-1:] if self.out else ""
            after = self.typed[self.place + len(word) : self.place + len(word) + 1]
            meant = f"{'' if before.isspace() else ' '}{meant}{'' if after.isspace() else ' '}"
            self._take(meant, len(word))
        else:
            self._word(meant, len(word))

    def _word(self, word: str, length: int) -> None:
        if self.out and _latin(self.out[-1][-1:]):
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
        raise NamesError(_unknown(self._run() or self.typed[self.place]))

    def _take(self, text: str, length: int) -> None:
        self.out.append(text)
        self.place += length

    def _run(self) -> str:
        """The word that begins here, as one would read it."""
        found = re.compile(r"\w+").match(self.typed, self.place)
        return found[0] if found else ""


_OPERATORS = {said: word for word, said in _WORDS.items()} | {word: word for word in (*_WORDS, *PEERS)}
_OPERATORS = dict(sorted(_OPERATORS.items(), key=lambda one: -len(one[0])))


def narrow(text: str) -> str:
    """The text with full-width signs made narrow, letter by letter."""
    return text.translate(_NARROW)


def number_in(typed: str) -> float | int | None:
    """The number that was typed; None when it is none."""
    try:
        number = float(narrow(typed).strip().replace("−", "-"))
    except ValueError:
        return None
    return plain_number(number) if abs(number) < float("inf") else None


def _said_figure(figure: Any) -> str:
    return UNREPORTED if figure is None else str(plain_number(figure) if isinstance(figure, float) else figure)


def _figure(typed: str) -> Any:
    fixed = {UNREPORTED: None, "": None, ABSENT: ABSENT, YES: 1, NO: 0}
    if typed in fixed:
        return fixed[typed]
    number = number_in(typed)
    if number is None:
        raise NamesError(f"「{typed}」不是数字，也不是「{UNREPORTED}」或「{ABSENT}」；两对之间用分号隔开")
    return number


def _latin(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")


def _unknown(word: str) -> str:
    return f"「{word}」不是本指标的填报项"


def _ambiguous(name: str) -> str:
    return f"有几个填报项都叫「{name}」，请写代号"
