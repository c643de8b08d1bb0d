"""The produced files beside the same files made anew from the store: every text, chart value and formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports.reconcile.difference import Difference
from reports.reconcile.reading import Said, UnreadableError, said_in

NOTHING = "（没有）"


def differing(name: str, produced: bytes, made: bytes) -> Iterator[Difference]:
    """Every place where a produced file does not say what the file made anew says."""
    if produced == made:
        return
    try:
        there = _by_place(said_in(name, produced))
    except UnreadableError as error:
        yield Difference(name, "", str(error))
        return
    wanted = _by_place(said_in(name, made))
    for key in [*there, *(key for key in wanted if key not in there)]:
        found, expected = there.get(key, NOTHING), wanted.get(key, NOTHING)
        if found != expected:
            yield Difference(*key, f"写的是“{found}”，按库中数据应为“{expected}”")


def _by_place(said: list[Said]) -> Mapping[tuple[str, str], str]:
    return {(one.file, one.place): one.text for one in said}
