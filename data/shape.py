"""The columns and dtypes of a table, so that an empty one has them too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

TEXT, NUMBER, COUNT, YES_NO = "str", "float64", "int64", "boolean"
DATE, MOMENT = "datetime64[us]", "datetime64[us, UTC]"
"""A day without a time of day, and a moment in UTC."""


class Shape:
    """A table's columns, in order, with their dtypes."""

    def __init__(self, dtypes: Mapping[str, str]) -> None:
        self.dtypes: Mapping[str, str] = MappingProxyType(dict(dtypes))
        self.columns = tuple(dtypes)

    def empty(self) -> pd.DataFrame:
        """The table without a row."""
        return self._empty.copy(deep=False)  # copy on write: nobody can change the others' empty table

    def frame(self, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
        """The table of those rows, each a sequence in the order of ``columns``; None is a missing cell."""
        columns = list(zip(*rows, strict=True))
        return self._of(columns) if columns else self.empty()

    @cached_property
    def _empty(self) -> pd.DataFrame:
        return self._of([()] * len(self.columns))

    def _of(self, columns: Sequence[Sequence[Any]]) -> pd.DataFrame:
        """The table of those columns. All text is made one array and cut up: making an array is the dear part."""
        named = list(zip(self.dtypes.items(), columns, strict=True))
        text = _cut([cells for (_, dtype), cells in named if dtype == TEXT])
        cells_of = {name: next(text) if dtype == TEXT else _column(cells, dtype) for (name, dtype), cells in named}
        return pd.DataFrame(cells_of, copy=False)

    def records(self, frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
        """The frame's rows as plain Python for a database: None for a missing cell, "" for missing text."""
        columns = [_plain(frame[name], dtype) for name, dtype in self.dtypes.items()]
        return (dict(zip(self.columns, cells, strict=True)) for cells in zip(*columns, strict=True))

    def check(self, frame: pd.DataFrame, what: str) -> None:
        """ValueError when the frame's columns are not exactly these; ``what`` names it in the message."""
        if tuple(frame.columns) != self.columns:
            raise ValueError(f"{what} has the columns {list(frame.columns)}, not {list(self.columns)}")


def _cut(columns: Sequence[Sequence[Any]]) -> Iterator[Any]:
    """Columns of text as arrays."""
    count = len(columns[0]) if columns else 0
    together = _column(list(chain.from_iterable(columns)), TEXT)
    return (together[start * count : (start + 1) * count] for start in range(len(columns)))


def _column(cells: Sequence[Any], dtype: Any) -> Any:
    """The cells as an array; a frame of arrays is made in a third of the time of a frame of series."""
    return np.array(cells, dtype=float) if dtype == NUMBER else pd.array(list(cells), dtype=dtype)


_PLAIN: Mapping[str, Callable[[Any], Any]] = {
    TEXT: str,
    NUMBER: float,
    COUNT: int,
    YES_NO: bool,
    DATE: lambda moment: pd.Timestamp(moment).date(),
    MOMENT: lambda moment: pd.Timestamp(moment).to_pydatetime(),
}


def _plain(cells: pd.Series[Any], dtype: str) -> list[Any]:
    plain, missing = _PLAIN[dtype], "" if dtype == TEXT else None
    return [missing if gap else plain(cell) for cell, gap in zip(cells, cells.isna(), strict=True)]
