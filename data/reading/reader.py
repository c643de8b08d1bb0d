"""One workbook in, one record out: never an exception, whatever was uploaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from data.intake import EVIDENCE, PROBLEMS, SELF_SCORES, VALUES, VERIFICATIONS, Intake, Kind
from data.reading.answers import Answers
from data.reading.book import Book
from data.reading.concealed import note_formulas, note_hidden
from data.reading.container import UnreadableError
from data.reading.field import read_field_checks
from data.reading.figures import UNREPORTED
from data.reading.form import Form, kind_of_form
from data.reading.formats import other_name
from data.reading.identity import Identity, identify, note_other_round, note_other_version, settle
from data.reading.lines import LineReader, Value
from data.reading.lists import ListReader
from data.reading.notes import Notes
from data.reading.prepared import Prepared, prepared
from data.reading.tables import Table, find_sheet, find_table
from data.reading.verification import read_verification
from data.reading.village_lines import read_villages
from data.reading.visits import read_visits
from data.roster import Roster
from data.templates.field_sheet import FIELD_COLUMNS, FIELD_SHEET
from data.templates.forms import (
    EVIDENCE_COLUMNS,
    EVIDENCE_SHEET,
    FORM_COLUMNS,
    FORM_SHEET,
    META_SHEET,
    PROBLEM_COLUMNS,
    PROBLEM_SHEET,
    VISIT_COLUMNS,
    VISIT_REMARK_COLUMNS,
    VISIT_SHEET,
    Column,
)
from data.templates.verification import VERIFICATION_COLUMNS, VERIFICATION_SHEET
from scoring.scheme import COUNTY, Scheme

Rows = list[tuple[Any, ...]]
VISITS = (*VISIT_COLUMNS, *VISIT_REMARK_COLUMNS)
_FORM = (FORM_SHEET, FORM_COLUMNS)
_MAIN: Mapping[Kind, tuple[str, Sequence[Column]]] = {
    "inspection": (VISIT_SHEET, VISITS),
    "verification": (VERIFICATION_SHEET, VERIFICATION_COLUMNS),
}
"""The sheet with the figures of a workbook that is no form."""
_WITH_LISTS = ("town", "department")


def read_workbook(
    content: bytes,
    file_name: str,
    scheme: Scheme,
    roster: Roster | None = None,
    expected_round: str | None = None,
) -> Intake:
    """What the workbook says. Good rows are kept; each bad cell is a finding with its place and its remedy.

    A pure function of its arguments, bytes in and a picklable record out, so that it can run in another process.
    With a ``roster`` units and villages are checked against it, with ``expected_round`` the round.
    """
    fingerprint = sha256(content).hexdigest()
    reading = _Reading(prepared(scheme), roster)
    try:
        book = Book(content)
        reading.note_file(book, file_name)
        readable = reading.read(book, file_name, expected_round)
    except UnreadableError as why:
        reading.notes.keep(why.finding)
        readable = False
    return reading.intake(file_name, fingerprint, readable)


@dataclass
class _Reading:
    """A workbook as far as it has been read."""

    prepared: Prepared
    roster: Roster | None
    notes: Notes = field(default_factory=Notes)
    identity: Identity = field(default_factory=Identity)
    values: list[Value] = field(default_factory=list)
    counted: list[tuple[Value, str]] = field(default_factory=list)
    villages: list[Value] = field(default_factory=list)
    villages_sheet: str = ""
    verifications: Rows = field(default_factory=list)
    self_scores: Rows = field(default_factory=list)
    problems: Rows = field(default_factory=list)
    evidence: Rows = field(default_factory=list)
    sheet: str = ""

    def note_file(self, book: Book, file_name: str) -> None:
        """Say what is to be said of the file whatever it holds."""
        other = other_name(book.container, file_name)
        for one in (*([other] if other else []), *book.container.remarks):
            self.notes.keep(one)

    def read(self, book: Book, file_name: str, expected_round: str | None) -> bool:
        """Read all there is; False when it is no workbook of this scheme."""
        self.identity, scheme = identify(book), self.prepared.scheme
        if self.identity.scheme_code not in ("", scheme.code):
            self.notes.add("R111", typed=self.identity.scheme_code, expected=scheme.code)
            return False
        if self.identity.kind == "survey":
            self.notes.add("R611")
            return False
        if self.identity.kind == "unknown" and list(book.visible) == [PROBLEM_SHEET]:
            self.notes.add("R515")
            return False
        main = self._main_table(book)
        if main is None:
            return False
        self.identity = settle(self.identity, file_name, self.roster, self.notes)
        note_other_version(self.identity, scheme, self.notes)
        note_other_round(self.identity, expected_round, self.notes)
        self._read_main(book, main)
        if self.identity.kind in _WITH_LISTS:
            self._read_lists(book, main.grid.name)
        if self.identity.kind == "town":
            whose = (self.prepared, self.identity.unit, book, self.roster)
            self.villages, self.villages_sheet = read_villages(*whose, self.notes)
        self._note_concealed(book)
        if all(one.reading.status == UNREPORTED for one in (*self.values, *(one for one, _ in self.counted))):
            self.notes.add("R119")
        return True

    def _main_table(self, book: Book) -> Table | None:
        """The table with the figures. It tells the kind of a workbook that does not say it."""
        kind = self.identity.kind
        for name, columns in (_FORM, *_MAIN.values()) if kind == "unknown" else (_MAIN.get(kind, _FORM),):
            grid = find_sheet(book, name, columns, self.notes, (META_SHEET,))
            if grid is not None:
                figures = self.prepared.visit_headings if name == VISIT_SHEET else {}
                table = find_table(grid, columns, self.notes, figures)
                self._settle_kind(table, name)
                return table
        if not self.notes.has("R206"):
            self.notes.add("R109")
        return None

    def _settle_kind(self, table: Table | None, name: str) -> None:
        if self.identity.kind == "unknown" and table is not None:
            named = next((kind for kind, (sheet, _) in _MAIN.items() if sheet == name), None)
            kind: Kind = named or kind_of_form(self.prepared, table)
            self.identity = replace(self.identity, kind=kind)

    def _read_main(self, book: Book, table: Table) -> None:
        """The figures, and what stands beside them."""
        self.sheet = table.grid.name
        reader = LineReader(book, self.sheet, self.notes)
        if self.identity.kind == "inspection":
            self.values, self.problems = read_visits(self.prepared, table, self.roster, reader, self.notes)
            self._read_field_checks(book)
        elif self.identity.kind == "verification":
            whose = (self.prepared, self.identity.unit, table, self.roster)
            self.values, self.verifications = read_verification(*whose, book, self.notes)
        else:
            form = Form(self.prepared, self.identity.kind, self.identity.unit, table, self.notes)
            self.values = reader.read(form.lines())
            answers = Answers(form)
            self.self_scores, self.evidence = list(answers.self_scores()), list(answers.named_evidence())

    def _read_field_checks(self, book: Book) -> None:
        """What the team counted of whole towns; the sheet may be missing."""
        name = next((one for one in book.names if FIELD_SHEET in one), None)
        grid = book.grid(name) if name else None
        table = find_table(grid, FIELD_COLUMNS, self.notes, {}) if grid else None
        if table is not None:
            found, self.verifications = read_field_checks(self.prepared, table, self.roster, book, self.notes)
            self.counted = [(value, table.grid.name) for value in found]

    def _note_concealed(self, book: Book) -> None:
        """Hidden numbers, and formulas where values belong."""
        cells: dict[str, list[str]] = {self.sheet: []}
        main, villages = (
            ((one, self.sheet) for one in self.values),
            ((one, self.villages_sheet) for one in self.villages),
        )
        for value, sheet in (*main, *self.counted, *villages):
            line = value.line
            cells.setdefault(sheet, []).extend((line.cell, line.target_cell, line.last_year_cell))
        note_hidden(book, cells, self.notes)
        for sheet, asked in cells.items():
            note_formulas(book, sheet, asked, self.notes)

    def _read_lists(self, book: Book, main: str) -> None:
        """The lists beside the form; a workbook without them is still read."""
        kind, unit = self.identity.kind, self.identity.unit
        problems = self._list(book, PROBLEM_SHEET, PROBLEM_COLUMNS, (main, META_SHEET, EVIDENCE_SHEET))
        if problems:
            self.problems += problems.problems(unit if kind == "town" else "")
        evidence = self._list(book, EVIDENCE_SHEET, EVIDENCE_COLUMNS, (main, META_SHEET, PROBLEM_SHEET))
        if evidence:
            self.evidence += evidence.evidence()

    def _list(self, book: Book, name: str, columns: Sequence[Column], taken: Sequence[str]) -> ListReader | None:
        grid = find_sheet(book, name, columns, self.notes, taken)
        if grid is None:
            if name not in book.names and not book.only_sheet:
                self.notes.add("R201", wanted=name)
            return None
        table = find_table(grid, columns, self.notes, {})
        unit = COUNTY if self.identity.kind == "department" else self.identity.unit
        return ListReader(self.prepared, unit, self.roster, table, self.notes) if table else None

    def intake(self, file_name: str, fingerprint: str, readable: bool) -> Intake:
        """The record of what was read."""
        who = self.identity
        return Intake(
            file_name,
            fingerprint,
            readable,
            who.kind,
            who.unit,
            who.round_name,
            who.scheme_code,
            who.template_version,
            VALUES.frame(
                value.row(sheet) for value, sheet in (*((one, self.sheet) for one in self.values), *self.counted)
            ),
            SELF_SCORES.frame(self.self_scores),
            PROBLEMS.frame(self.problems),
            EVIDENCE.frame(self.evidence),
            self.notes.findings,
            VERIFICATIONS.frame(self.verifications),
            VALUES.frame(value.row(self.villages_sheet) for value in self.villages),
        )
