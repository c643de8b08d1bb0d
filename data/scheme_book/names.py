"""Expressions and figures in an indicator's own words: «户厕数 ÷ 常住户数 × 100» for ``sanitary / households * 100``.

Writing never guesses: a text that would not come back letter for letter is written with the inputs' ids instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from data.scheme_book.scan import (
    MAX_TYPED,
    PREFIX,
    PREFIX_WORDS,
    PREFIXES,
    SIGNS,
    WORDS,
    NamesError,
    Scan,
    ambiguous,
    any_of,
    narrow,
    unknown,
)
from data.scheme_book.words import NO, STATES, UNREPORTED, YES
from scoring.scheme import Input
from scoring.scheme_text import plain_number

ABSENT = STATES["not_applicable"]
_FIXED: Mapping[str, str] = {**WORDS, **SIGNS}
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?|>=|<=|==|.", re.ASCII | re.DOTALL)
_SPEAKABLE = re.compile(r"(?!\s)[^=;.「」<>≥≤\n]*[^\W_a-zA-Z0-9][^=;.「」<>≥≤\n]*(?<!\s)")
_RESERVED = frozenset(one.lower() for one in (*WORDS, *WORDS.values(), *PREFIX_WORDS))
_PAIRS = re.compile(r"[;\n]")


class Names:
    """The inputs of one indicator, by id and by Chinese name."""

    def __init__(self, inputs: Iterable[Input | tuple[str, str]]) -> None:
        pairs = [(one.id, one.name) if isinstance(one, Input) else one for one in inputs]
        ids, typed = {id_ for id_, _ in pairs}, Counter(narrow(name) for _, name in pairs)
        taken = {one.lower() for one in ids} | _RESERVED
        speakable = {name: times for name, times in typed.items() if _is_speakable(name, taken)}
        self.doubled = {name for name, times in speakable.items() if times > 1}
        self.spoken = {id_: name for id_, name in pairs if speakable.get(narrow(name)) == 1}
        self._ids = {**{narrow(name): id_ for id_, name in self.spoken.items()}, **{one: one for one in ids}}
        self._pattern = any_of({*self._ids, *self.doubled})

    # --- expressions ----------------------------------------------------------------------------------------------

    def shown(self, text: str) -> str:
        """An expression of the scheme format in the sheet's words."""
        for spoken in (self.spoken, {}):
            said = "".join(_said(token, spoken) for token in _TOKEN.findall(text))
            if self._comes_back(said, text):
                return said
        return text

    def _comes_back(self, said: str, text: str) -> bool:
        try:
            return self.meant(said) == text
        except NamesError:
            return False

    def meant(self, typed: str) -> str:
        """What was typed as an expression of the scheme format. NamesError when a word has no meaning here."""
        if len(typed) > MAX_TYPED:
            raise NamesError(f"算式超过 {MAX_TYPED} 个字符")
        return Scan(narrow(typed).strip(), self._pattern, self._ids).text()

    # --- figures --------------------------------------------------------------------------------------------------

    def shown_figures(self, given: Mapping[str, Any]) -> str:
        """What a worked case gives, as «户厕数=960；常住户数=1000»."""
        return "；".join(f"{self._said_name(name)}={_said_figure(figure)}" for name, figure in given.items())

    def _said_name(self, name: str) -> str:
        said = _said(name, self.spoken)
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
        found = PREFIX.match(typed)
        prefix, last = (f"{PREFIX_WORDS[found[1]]}.", typed[found.end() :]) if found else ("", typed)
        if last in self.doubled and last not in self._ids:
            raise NamesError(ambiguous(last))
        if last not in self._ids:
            raise NamesError(unknown(last))
        return prefix + self._ids[last]


def number_in(typed: str) -> float | int | None:
    """The number that was typed; None when it is none."""
    try:
        number = float(narrow(typed).strip().replace("−", "-"))
    except ValueError:
        return None
    return plain_number(number) if abs(number) < float("inf") else None


def _is_speakable(name: str, taken: set[str]) -> bool:
    return _SPEAKABLE.fullmatch(name) is not None and name.lower() not in taken


def _said(token: str, spoken: Mapping[str, str]) -> str:
    """A name, a word or a sign of the scheme format in the sheet's words."""
    if token in _FIXED:
        return _FIXED[token]
    prefix, _, last = token.rpartition(".")
    if not prefix:
        return spoken.get(token, token)
    return f"{PREFIXES[prefix]}.{spoken.get(last, last)}" if prefix in PREFIXES else token


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
