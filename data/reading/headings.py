"""Which row of a sheet is the headings, and which column each one means.

A heading is recognised whatever its blanks, line breaks, punctuation and remarks in brackets are, by its other names,
over two rows, and, where a column is still missing, by the nearest wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from data.reading.book import Grid
from data.reading.text import Cell, heading_key
from data.templates.forms import Column

SEARCHED_ROWS = 20
"""How far down the headings are looked for."""
_LIKE = 0.75
"""How alike two headings must be to be taken for the same: one sign in four may be another."""
_SHORTEST_PART = 3
"""A shorter name of a column inside a longer heading says nothing: 备注 in 佐证备注."""
_GAINED = 2
"""How many headings a second row must add when there are other texts in it, too: a row of figures adds none."""
_ENOUGH_TO_GUESS = 2
"""How many headings must be plain before others are guessed."""
_TURNS = (re.compile("上年|去年|同期|上轮|上期|往年"), re.compile("目标|任务|计划|应完成"), re.compile("村"))
"""Words that make another figure of a heading."""


@dataclass(frozen=True)
class Headings:
    """The last row of the headings, where each known one stands, and what is read there when it is two rows.

    ``nearest`` says for the places that were recognised by their nearest wording what they are taken for.
    """

    row: int
    places: Mapping[str, int]
    texts: Mapping[int, str] = field(default_factory=dict)
    nearest: Mapping[int, str] = field(default_factory=dict)


@lru_cache(maxsize=32)
def keys_of(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """Recognised heading → the column's key. A column's own heading goes before another's alias."""
    aliases = {heading_key(alias): column.key for column in columns for alias in column.aliases}
    return {**aliases, **{heading_key(column.heading): column.key for column in columns}}


def find_headings(grid: Grid, columns: Sequence[Column], figures: Mapping[str, object]) -> Headings:
    """The row with the most known headings; the leftmost of doubled ones counts. ``figures`` are further headings."""
    keys = keys_of(tuple(columns))
    row, places = _best_row(grid, keys, figures)
    if all(one.key in places for one in columns):
        return Headings(row, places)
    found = _over_two_rows(grid, Headings(row, places), {**{text: text for text in figures}, **keys})
    return _with_nearest(grid, found, columns, figures)


def _best_row(grid: Grid, keys: Mapping[str, str], figures: Mapping[str, object]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    complete = len(set(keys.values()))
    for number, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        places = _places(_texts(row), keys, figures)
        if len(places) > len(best[1]):
            best = (number, places)
        if len(places) >= complete:
            break
    return best


def _texts(row: Sequence[Cell]) -> dict[int, str]:
    """The headings in a row as they are recognised, by their place."""
    written = ((place, heading_key(cell)) for place, cell in enumerate(row) if isinstance(cell, str) and cell)
    return {place: key for place, key in written if key}


def _places(texts: Mapping[int, str], keys: Mapping[str, str], figures: Mapping[str, object]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in texts.items():
        key = keys.get(heading) or (heading if heading in figures else "")
        if key:
            places.setdefault(key, place)
    return places


def _over_two_rows(grid: Grid, one_row: Headings, known: Mapping[str, str]) -> Headings:
    """The headings if the row and the one above or below it are one: a merged heading over its parts."""
    best = one_row
    for upper in (one_row.row - 1, one_row.row):
        if not 0 <= upper < min(len(grid.rows) - 1, SEARCHED_ROWS):
            continue
        over, below = _texts(grid.rows[upper]), _texts(grid.rows[upper + 1])
        texts = _joined(over, below, known)
        places = _places(texts, known, {})
        all_used = all(texts[place] in known and texts[place] != over.get(place) for place in below)
        if len(places) - len(best.places) >= (1 if all_used else _GAINED):
            best = Headings(upper + 1, places, texts)
    return best


def _joined(upper: Mapping[int, str], lower: Mapping[int, str], known: Mapping[str, str]) -> dict[int, str]:
    """Each column's heading over two rows: the two together if they are known so, else the lower or the upper one."""
    texts, over = {}, ""
    for place in range(max((*upper, *lower), default=-1) + 1):
        over = upper.get(place, over)
        above, below = upper.get(place, ""), lower.get(place, "")
        ways = (over + below if below else above, below, above)
        texts[place] = next((one for one in ways if one in known), below or above)
    return {place: text for place, text in texts.items() if text}


def _with_nearest(grid: Grid, found: Headings, columns: Sequence[Column], figures: Mapping[str, object]) -> Headings:
    """The headings with the columns that are still missing looked for by their nearest wording."""
    if len(found.places) < _ENOUGH_TO_GUESS or not any(one.key not in found.places and not one.aid for one in columns):
        return found
    known, used = keys_of(tuple(columns)), set(found.places.values())
    places, nearest = dict(found.places), dict[int, str]()
    for place, text in (found.texts or _texts(grid.rows[found.row])).items():
        if place in used or text in known or text in figures:
            continue
        column = _nearest(text, columns)
        if column is not None and column.key not in places:
            places[column.key], nearest[place] = place, column.heading
    return Headings(found.row, places, found.texts, nearest)


def _nearest(text: str, columns: Sequence[Column]) -> Column | None:
    """The one column whose name is in the heading or is almost the heading; None when there is none, or several."""
    likeness = {one.key: max(_likeness(text, heading_key(name)) for name in _names(one)) for one in columns}
    best = max(likeness.values())
    named = [one for one in columns if likeness[one.key] == best]
    return named[0] if best >= _LIKE and len(named) == 1 else None


def _names(column: Column) -> tuple[str, ...]:
    return column.heading, *column.aliases


def _likeness(text: str, name: str) -> float:
    """How far a heading is a column's name; the longer a name that it holds, the more. 去年完成情况 is no 完成情况."""
    if any(bool(turn.search(text)) != bool(turn.search(name)) for turn in _TURNS):
        return 0.0
    if len(name) >= _SHORTEST_PART and name in text:
        return 1.0 + len(name)
    return SequenceMatcher(None, text, name).ratio()
