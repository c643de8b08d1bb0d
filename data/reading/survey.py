"""调查表 in: bytes to a :class:`~data.survey.record.SurveyIntake`, never an exception, and never a person's data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from data.reading.book import Book
from data.reading.container import UnreadableError
from data.reading.day_cells import DayCells
from data.reading.formats import other_name
from data.reading.identity import Identity, identify, note_other_round
from data.reading.lists import is_subtotal, note_strange_places
from data.reading.notes import Notes
from data.reading.personal import masked, personal_number
from data.reading.survey_privacy import foreign_parts, note_personal
from data.reading.survey_words import said
from data.reading.tables import Table, find_sheet, find_table
from data.reading.text import Cell, blank, settled, text_of
from data.roster import Roster
from data.survey.record import ANSWERS, SurveyIntake
from data.templates.forms import GUIDE_SHEET, META_SHEET
from data.templates.survey_sheet import SURVEY_COLUMNS, SURVEY_SHEET
from scoring.survey import HOUSEHOLDS, QUESTIONS

PERSONAL = ("R613", "R614")
"""The findings for which a file is refused whole."""

_PREFILLED = ("town", "village")


def read_survey(
    content: bytes, file_name: str, roster: Roster | None = None, expected_round: str | None = None
) -> SurveyIntake:
    """What the workbook says. Good rows are kept, bad cells are findings with their place and remedy.

    A pure function of its arguments, bytes in and a picklable record out, so that it can run in another process.
    """
    reading = _Reading(roster)
    name, fingerprint = masked(file_name), sha256(content).hexdigest()
    try:
        book = Book(content)
        readable = reading.read(book, name, expected_round)
    except UnreadableError as why:
        reading.notes.keep(why.finding)
        readable = False
    refused = [one for one in reading.notes.findings if one.code in PERSONAL]
    if refused:
        return SurveyIntake(name, fingerprint, False, findings=tuple(refused), personal=True)
    return SurveyIntake(
        name, fingerprint, readable, reading.identity.round_name, reading.identity.unit,
        ANSWERS.frame(reading.rows if readable else ()), reading.notes.findings, foreign=tuple(reading.foreign),
    )  # fmt: skip


@dataclass
class _Reading:
    """A survey workbook as far as it has been read."""

    roster: Roster | None
    notes: Notes = field(default_factory=Notes)
    identity: Identity = field(default_factory=Identity)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    reworded: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)
    foreign: Sequence[str] = ()

    def read(self, book: Book, file_name: str, expected_round: str | None) -> bool:
        """Read all there is; False when it is no survey workbook, has personal data, or not one respondent."""
        other = other_name(book.container, file_name)
        for one in (*([other] if other else []), *book.container.remarks):
            self.notes.keep(one)
        self.identity = identify(book)
        table = self._table(book)
        note_personal(book, table, self.notes)
        if table is None or any(self.notes.has(code) for code in PERSONAL):
            return False
        note_other_round(self.identity, expected_round, self.notes)
        self.foreign = list(foreign_parts(book, table))
        self._respondents(table)
        if self.foreign:
            self.notes.add("R618", what="、".join(self.foreign))
        if not self.rows:
            self.notes.add("R623", table.grid.name)
        return bool(self.rows)

    def _table(self, book: Book) -> Table | None:
        if self.identity.kind not in ("survey", "unknown"):
            self.notes.add("R612")
            return None
        grid = find_sheet(book, SURVEY_SHEET, SURVEY_COLUMNS, self.notes, (GUIDE_SHEET, META_SHEET))
        if grid is None:
            self.notes.add("R612")
            return None
        return find_table(grid, SURVEY_COLUMNS, self.notes, {})

    def _respondents(self, table: Table) -> None:
        days = DayCells(table, ("asked_on",), self.notes)
        for number, row in table.filled_rows(_PREFILLED):
            if not is_subtotal(table, number, row, _PREFILLED, self.notes) and self._placed(table, number, row):
                self._respondent(table, number, row, days)
        for (key, typed, word), times in self.reworded.items():
            cell = self.places[key, typed, word]
            self.notes.add("R624", table.grid.name, cell, typed=typed, read=word, times=str(times))

    def _placed(self, table: Table, number: int, row: Sequence[Cell]) -> bool:
        """Whether the row says which known town it is of."""
        town, cell = table.text(row, "town"), table.cell(number, "town")
        if not town:
            self.notes.add("R615", table.grid.name, cell)
            return False
        if self.roster is not None and town not in self.roster.town_names:
            self.notes.add("R616", table.grid.name, cell, typed=town)
            return False
        if self.roster is not None:
            note_strange_places(self.roster, table, number, town, table.text(row, "village"), self.notes)
        return True

    def _respondent(self, table: Table, number: int, row: Sequence[Cell], days: DayCells) -> None:
        answers = [self._answer(table, number, row, key) for key in QUESTIONS]
        if not any(answers):
            self.notes.add("R622", table.grid.name, table.cell(number, "satisfied"))
            return
        self.rows.append((
            table.text(row, "town"), table.text(row, "village"), self._household(table, number, row),
            days.day(number, row, "asked_on"), table.text(row, "mode"), *answers, self._opinion(table, number, row),
            table.cell(number, "town"),
        ))  # fmt: skip

    def _answer(self, table: Table, number: int, row: Sequence[Cell], key: str) -> str:
        content = table.content(row, key)
        word = "" if blank(content) else said(key, content)
        if not word and not blank(content):
            asked = QUESTIONS[key]
            where = table.grid.name, table.cell(number, key)
            self.notes.add(
                "R619", *where, typed=text_of(content), question=asked.asked, allowed="、".join(asked.answers)
            )
        self._note_reworded(table, number, key, content, word)
        return word

    def _household(self, table: Table, number: int, row: Sequence[Cell]) -> str:
        content = table.content(row, "household")
        word = said("household", content)
        if not word and "household" in table.place:
            code = "R621" if blank(content) else "R620"
            where = table.grid.name, table.cell(number, "household")
            self.notes.add(code, *where, typed=text_of(content), allowed="、".join(HOUSEHOLDS))
        self._note_reworded(table, number, "household", content, word)
        return word

    def _note_reworded(self, table: Table, number: int, key: str, content: Cell, word: str) -> None:
        """Count where another word was taken for the form's; each is said once, with how often."""
        typed = settled(text_of(content))
        if word and typed != word:
            self.reworded[key, typed, word] += 1
            self.places.setdefault((key, typed, word), table.cell(number, key))

    def _opinion(self, table: Table, number: int, row: Sequence[Cell]) -> str:
        """The opinion, without a number that belongs to a person; then the file itself must not be kept either."""
        content = table.content(row, "opinion")
        kind = personal_number(content)
        if not kind:
            return text_of(content)
        self.notes.add("R617", table.grid.name, table.cell(number, "opinion"), kind=kind)
        self.foreign = [*self.foreign, "意见里的号码"] if "意见里的号码" not in self.foreign else self.foreign
        return masked(text_of(content))
