"""An uploaded workbook before anything parses it: is it safe to parse, and a second look at its cells.

Calamine takes memory for the whole rectangle that a sheet's cells span, and gives a cell with an error back as a blank
one. Both are settled here; ``formats/`` has one container for each kind of file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from data.findings import Finding, finding
from data.reading.text import Cell

MAX_ROWS, MAX_COLUMNS = 9_999, 256
"""How far a cell with something in it may lie; blank ones take no memory."""
MAX_SHEETS = 200
"""How many sheets a workbook may have."""


def _letters() -> tuple[str, ...]:
    single = [chr(65 + n) for n in range(26)]
    return (*single, *(first + second for first in single for second in single))


LETTERS = _letters()
"""The names of the columns: A, B, … ZZ."""


class UnreadableError(Exception):
    """The file cannot be read; ``finding`` says why."""

    def __init__(self, why: Finding) -> None:
        super().__init__(why.message)
        self.finding = why

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[Finding]]:
        """So that it can be sent from one process to another."""
        return UnreadableError, (self.finding,)


@dataclass
class Look:
    """What a second look at a sheet sees, by the cells' names; rows and columns count from 0.

    ``faults`` are the cells that look blank to calamine but hold an error, or a formula that nobody has reckoned ("").
    ``formulas`` are the cells whose value is reckoned, with the formula's text where the format tells it.
    ``percents`` are the cells that show their number as a percentage (0.95 as 95%).
    """

    faults: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class Container:
    """The base of all formats. UnreadableError from anything that finds the file unsafe or broken.

    ``suffixes`` are the usual ends of such a file's name, the first the plainest; ``remarks`` is what is to be said of
    the file as a whole; ``only_sheet`` whether the format has room for one sheet.
    """

    suffixes: tuple[str, ...] = ()
    only_sheet = False

    def __init__(self) -> None:
        self.remarks: list[Finding] = []
        self._looks: dict[str, Look] = {}

    def rows(self, sheet: str) -> list[list[Cell]] | None:
        """The sheet's cells where no library is asked for them."""
        return None

    def sheet_names(self) -> tuple[str, ...] | None:
        """The names of the sheets where no library is asked for them."""
        return None

    def check(self, sheet: str) -> None:
        """UnreadableError when the sheet would take too much memory."""
        self.look(sheet)

    def look(self, sheet: str) -> Look:
        """The second look; taken once a sheet."""
        if sheet not in self._looks:
            self._looks[sheet] = self._scan(sheet)
        return self._looks[sheet]

    def faults(self, sheet: str) -> dict[str, str]:
        """The cells that look blank but are not, with their error ("": a formula unreckoned)."""
        return self.look(sheet).faults

    def formulas(self, sheet: str) -> dict[str, str]:
        """The cells with a formula, with its text ("" where the format does not tell it)."""
        return self.look(sheet).formulas

    def percent_cells(self, sheet: str, wanted: Iterable[str]) -> set[str]:
        """Which of the wanted cells show their number as a percentage."""
        return self.look(sheet).percents & set(wanted)

    def without_errors(self, sheet: str) -> bytes:
        """The file with the sheet's error cells left out, for a sheet that calamine refuses because of one."""
        raise UnreadableError(finding("R206", sheet))

    def _scan(self, sheet: str) -> Look:
        return Look()


def cell_name(row: int, column: int) -> str:
    """The name (A1) of a cell; both count from 0."""
    return f"{LETTERS[column]}{row + 1}"


def note_extent(sheet: str, row: int, column: int) -> None:
    """UnreadableError when a cell with something in it lies too far; both count from 0."""
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        raise UnreadableError(finding("R108", sheet, rows=str(MAX_ROWS), columns=str(MAX_COLUMNS)))


def refuse_many_sheets(names: Sequence[str]) -> None:
    """UnreadableError when there are more sheets than anybody fills."""
    if len(names) > MAX_SHEETS:
        raise UnreadableError(finding("R139", count=str(len(names)), limit=str(MAX_SHEETS)))
