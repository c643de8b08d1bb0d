"""Reading blocks with their places: what is there, what is not, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from scoring.expression import ExpressionError
from scoring.located import Fault, Located, Spoken, place
from scoring.scalars import ScalarError, Value, abridged, number_in, shown, text_in, texts_in


class Blocks:
    """Reads the values of one scheme's blocks and collects the faults as it goes, each with file, line and indicator.

    ``spoken`` says what a key is called where the scheme was written.
    """

    def __init__(self, spoken: Spoken = str) -> None:
        self.spoken, self.faults = spoken, list[Fault]()
        self.file, self.indicator = "", ""

    def report(self, line: int, message: str, remedy: str) -> None:
        """Note a fault at a line or a cell."""
        self.faults.append(Fault(self.file, line, shown(self.indicator), abridged(message), remedy))

    @contextmanager
    def inside(self, file: str = "", indicator: str = "") -> Iterator[None]:
        """What is reported meanwhile is of that file, or of that indicator."""
        before = self.file, self.indicator
        self.file, self.indicator = file or self.file, indicator or self.indicator
        yield
        self.file, self.indicator = before

    # --- structure ------------------------------------------------------------------------------------------------

    def keys(self, block: Located, wanted: tuple[str, ...], more: tuple[str, ...], what: str) -> None:
        """The keys of ``wanted`` must be there; others than those and ``more`` must not."""
        for key in wanted:
            if block.get(key) is None:
                line, said = place(block, key), self.spoken(key)
                self.report(line, f"{what}缺少「{said}」", f"请补上 {said}")
        for key in block:
            if key not in wanted and key not in more:
                known = "、".join(map(self.spoken, (*wanted, *more)))
                self.report(block.lines[key], f"{what}中没有「{key}」这个键", f"可用的键：{known}")

    def mappings(self, block: Located, key: str) -> list[Located]:
        """The blocks in the list under that key; none where there is no list."""
        rows = block.get(key) or []
        good = [row for row in rows if isinstance(row, Located)] if isinstance(rows, list) else []
        if not isinstance(rows, list) or len(good) != len(rows):
            remedy = "每个条目以「- 」开头，写成「键： 值」"
            self.report(place(block, key), f"「{self.spoken(key)}」应为若干条目", remedy)
        return good

    def inner(self, block: Located, key: str, *keys: str) -> Located:
        """The block under that key with those ``keys``, if any are said; an empty one where there is none."""
        inner = block.get(key)
        if isinstance(inner, Mapping) and not isinstance(inner, Located):
            inner = located(inner, block, key)  # a workbook has no place for what is inside
        if not isinstance(inner, Located):
            if inner is not None:
                self.report(place(block, key), f"「{self.spoken(key)}」应写成「键： 值」", "请核对缩进")
            return located({}, block, key)
        if keys:
            self.keys(inner, (), keys, self.spoken(key))
        return inner

    # --- values ---------------------------------------------------------------------------------------------------

    def one(self, block: Located, key: str, convert: Callable[[Any], Value], default: Value) -> Value:
        """What stands under that key, converted; the default where nothing does, or what is wrong."""
        if block.get(key) is None:
            return default
        try:
            return convert(block[key])
        except ScalarError as error:
            self.report(place(block, key), f"{self.spoken(key)}：{error}", error.remedy)
        except ExpressionError as error:
            self.report(place(block, key), f"{self.spoken(key)}：{error}", "请改为填报项的算式")
        return default

    def number(self, block: Located, key: str, default: float = 0.0) -> float:
        """The number under that key."""
        return self.one(block, key, number_in, default)

    def text(self, block: Located, key: str, default: str = "") -> str:
        """The text under that key."""
        return self.one(block, key, text_in, default)

    def texts(self, block: Located, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The texts under that key."""
        return self.one(block, key, texts_in, default)


def located(inner: Mapping[str, Any], block: Located, key: str) -> Located:
    """The mapping as a block that stands where the key does."""
    found = Located(inner)
    found.line, found.lines = place(block, key), dict.fromkeys(inner, place(block, key))
    return found
