"""The produced files beside the same files made anew from the store: every text, chart value and formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from reports.reconcile.difference import Difference
from reports.reconcile.reading import Said, UnreadableError, said_in

NOTHING = "（没有）"
_MOST_MATCHED = 6000
"""Texts between the first and the last that differ, up to which what was put in or left out is sought out."""

Text = tuple[str, str]
"""Place and text."""


def differing(name: str, produced: bytes, made: bytes) -> Iterator[Difference]:
    """Every place where a produced file does not say what the file made anew says."""
    if produced == made:
        return
    try:
        there = _by_file(said_in(name, produced))
    except UnreadableError as error:
        yield Difference(name, "", str(error))
        return
    wanted = _by_file(said_in(name, made))
    for file in [*there, *(one for one in wanted if one not in there)]:
        if file not in wanted:
            yield Difference(file, "", "生成时没有这份文件")
        elif file not in there:
            yield Difference(file, "", "生成时有这份文件，现在没有")
        else:
            yield from _differing_texts(file, there[file], wanted[file])


def _by_file(said: list[Said]) -> Mapping[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for one in said:
        found.setdefault(one.file, []).append((one.place, one.text))
    return found


def _differing_texts(file: str, there: Sequence[Text], wanted: Sequence[Text]) -> Iterator[Difference]:
    pairs = _by_place if PurePosixPath(file).suffix == ".xlsx" else _in_order
    for place, found, expected in pairs(there, wanted):
        yield Difference(file, place, f"写的是“{found}”，按库中数据应为“{expected}”")


def _by_place(there: Sequence[Text], wanted: Sequence[Text]) -> Iterator[tuple[str, str, str]]:
    """Texts whose place is their address."""
    found, expected = dict(there), dict(wanted)
    for place in [*found, *(one for one in expected if one not in found)]:
        if found.get(place) != expected.get(place):
            yield place, found.get(place, NOTHING), expected.get(place, NOTHING)


def _in_order(there: Sequence[Text], wanted: Sequence[Text]) -> Iterator[tuple[str, str, str]]:
    """Texts that follow one another: one put in or left out does not make all behind it differ."""
    start, end = _common(there, wanted)
    found, expected = there[start : len(there) - end], wanted[start : len(wanted) - end]
    for mine, theirs in _blocks(found, expected):
        for at in range(max(len(mine), len(theirs))):
            place = mine[at][0] if at < len(mine) else theirs[at][0]
            texts = (one[at][1] if at < len(one) else NOTHING for one in (mine, theirs))
            yield (place, *texts)  # type: ignore[misc]


def _common(there: Sequence[Text], wanted: Sequence[Text]) -> tuple[int, int]:
    """How many texts are the same at the start, and at the end of the rest."""
    most = min(len(there), len(wanted))
    start = next((at for at in range(most) if there[at][1] != wanted[at][1]), most)
    end = next((at for at in range(most - start) if there[-1 - at][1] != wanted[-1 - at][1]), most - start)
    return start, end


def _blocks(found: Sequence[Text], expected: Sequence[Text]) -> Iterator[tuple[Sequence[Text], Sequence[Text]]]:
    if len(found) == len(expected) or max(len(found), len(expected)) > _MOST_MATCHED:
        pairs = zip(found, expected, strict=False)
        yield from (([mine], [theirs]) for mine, theirs in pairs if mine[1] != theirs[1])
        shared = min(len(found), len(expected))
        yield found[shared:], expected[shared:]
        return
    matched = SequenceMatcher(None, [text for _, text in found], [text for _, text in expected], autojunk=False)
    for what, i1, i2, j1, j2 in matched.get_opcodes():
        if what != "equal":
            yield found[i1:i2], expected[j1:j2]
