"""Opening a round (轮次): under the scheme of the round before, the first one under the default scheme."""

from __future__ import annotations

from typing import Unpack

from data.store import Round, RoundDates, Store
from scoring.scheme import Scheme
from scoring.scheme_file import parse_scheme, scheme_path

DEFAULT_SCHEME = "gd2021"

_DIGITS = "零一二三四五六七八九十"


def open_next_round(store: Store, name: str, by: str, **dates: Unpack[RoundDates]) -> Round:
    """Open a round after the last one. The text of its scheme is kept with it, so that its scores never move.

    StoreError when the name is blank or taken; SchemeError when the scheme on disk does not load.
    """
    rounds = store.rounds()
    if rounds and rounds[-1].scheme_sha256:
        code, version, sha256 = rounds[-1].scheme_code, rounds[-1].scheme_version, rounds[-1].scheme_sha256
    else:
        scheme, sha256 = _kept(store, rounds[-1].scheme_code if rounds else DEFAULT_SCHEME, by)
        code, version = scheme.code, scheme.version
    return store.open_round(name.strip(), code, version, **dates, scheme_sha256=sha256, by=by)


def next_name(rounds: int) -> str:
    """What the round after so many is called until somebody calls it otherwise: «第四轮»."""
    number = rounds + 1
    return f"第{_DIGITS[number]}轮" if number < len(_DIGITS) else f"第 {number} 轮"


def _kept(store: Store, code: str, by: str) -> tuple[Scheme, str]:
    """The scheme of that code on disk, and the fingerprint under which its text is now stored."""
    texts = {one.name: one.read_text("utf-8") for one in sorted(scheme_path(code).glob("*.yaml"))}
    scheme = parse_scheme(texts)
    return scheme, store.save_scheme(scheme.code, scheme.version, texts, by)
