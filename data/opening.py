"""Opening a round (轮次): under a chosen version of the scheme, else that of the round before, at first the default."""

from __future__ import annotations

from typing import Unpack

from data.scheme_versions import DEFAULT_SCHEME, fingerprint_of, stored
from data.store import Round, RoundDates, Store

_DIGITS = "零一二三四五六七八九十"


def open_next_round(store: Store, name: str, by: str, fingerprint: str = "", **dates: Unpack[RoundDates]) -> Round:
    """Open a round after the last one, under the version of the scheme with that fingerprint.

    The text of the scheme is kept with the round, so that its scores never move. StoreError when the name is blank or
    taken; SchemeError when the scheme on disk does not load.
    """
    version = stored(store, fingerprint or usual_version(store), by)
    return store.open_round(
        name.strip(), version.code, version.version, **dates, scheme_sha256=version.fingerprint, by=by
    )


def usual_version(store: Store) -> str:
    """The fingerprint under which the next round is opened when nobody says otherwise: that of the last round, at first
    that of the latest stored version, else the default scheme.
    """
    rounds, kept = store.rounds(), store.scheme_versions()
    if rounds:
        return fingerprint_of(rounds[-1])
    return kept[-1].sha256 if kept else DEFAULT_SCHEME


def next_name(rounds: int) -> str:
    """What the round after so many is called until somebody calls it otherwise: «第四轮»."""
    number = rounds + 1
    return f"第{_DIGITS[number]}轮" if number < len(_DIGITS) else f"第 {number} 轮"
