"""佐证材料目录 coming back: the office's answers in it, read and laid beside what stands in the store.

The list is known by its hidden mark. A row counts where its answers, its remark or its checker are not those that went
out with it; one that somebody has checked since it went out is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pandas as pd

from data.county_itself import means_county
from data.document_names import normal
from data.evidence_catalogue import COLUMNS, LACKING, TITLE, UNIT_LABEL, noted, signs
from data.evidence_checks import Answer, Check, Document
from data.findings import Finding
from data.named_documents import Named
from data.reading.book import Book, Grid
from data.reading.container import UnreadableError
from data.reading.identity import identify, note_other_round
from data.reading.isolated import Pack, readers
from data.reading.notes import Notes
from data.reading.tables import Table, find_table
from data.reading.text import Cell, blank, code_key, text_of
from data.reading.words import yes_no
from data.templates.forms import META_KEYS, META_SHEET
from scoring.scheme import COUNTY, Scheme

_LOOKED_AT_ROWS = 4
_ANSWERS = ("complete", "matches_field")
_TEXTS = ("code", "document", "kind", "reference", "issued_by", "checked_by", "check")
_VERSION = re.compile(r"(\d{1,9})-([10x]{2})")

Row = Mapping[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Answered:
    """A list as read. Each row: unit, indicator, document, kind, reference, issued_by, the two answers, note,
    checked_by, check, sheet, cell."""

    file_name: str
    sha256: str
    rows: Sequence[Row]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Proposed:
    """What a list would change, and everything that is to be said of it."""

    checks: Sequence[Check]
    findings: tuple[Finding, ...]


def read_answers_apart(content: bytes, file_name: str, scheme_code: str, round_name: str) -> Answered:
    """The same, read in a process of its own: no upload can take the server down."""
    try:
        return readers().ask(read_answers, (content, file_name), Pack(scheme_code, round_name))
    except UnreadableError as stopped:
        return Answered(file_name, sha256(content).hexdigest(), (), (stopped.finding,))


def read_answers(content: bytes, file_name: str, scheme_code: str, round_name: str) -> Answered:
    """What the list says; never an exception."""
    notes, rows = Notes(), list[Row]()
    try:
        book = Book(content)
        identity = identify(book)
        if _title(book) != TITLE:
            notes.add("R671")
        elif identity.scheme_code != scheme_code:
            notes.add("R111", typed=identity.scheme_code, expected=scheme_code)
        else:
            note_other_round(identity, round_name, notes)
            rows = [] if notes.has("R117") else list(_rows(book, notes))
    except UnreadableError as why:
        notes.keep(why.finding)
    return Answered(file_name, sha256(content).hexdigest(), rows, notes.findings)


def _title(book: Book) -> str:
    """What kind of list the hidden sheet says it is."""
    grid = book.grid(META_SHEET) if META_SHEET in book.names else None
    facts = {text_of(row[0]): text_of(row[1]) for row in (grid.rows if grid else ()) if len(row) > 1}
    return facts.get(META_KEYS["kind"], "")


def _rows(book: Book, notes: Notes) -> Iterator[Row]:
    for name in (one for one in book.visible if one != META_SHEET):
        grid = book.grid(name)
        table = find_table(grid, COLUMNS, notes, {}) if grid else None
        unit = _unit(grid) if grid else ""
        if table is None:
            continue
        if not unit:
            notes.add("R672", name)
            continue
        for number, row in table.filled_rows():
            if _understood(table, number, row, notes):
                yield _row(table, number, row, unit)


def _unit(grid: Grid) -> str:
    """The unit that the line under the title names."""
    cells = (text_of(cell) for row in grid.rows[:_LOOKED_AT_ROWS] for cell in row)
    return next((text.partition(UNIT_LABEL)[2].strip() for text in cells if UNIT_LABEL in text), "")


def _row(table: Table, number: int, row: Sequence[Cell], unit: str) -> Row:
    texts = {key: table.text(row, key) for key in _TEXTS}
    code = code_key(texts.pop("code"))
    return {
        **texts, "unit": COUNTY if means_county(unit) else unit, "indicator": code, "note": table.text(row, "note"),
        **{key: yes_no(table.content(row, key)) for key in _ANSWERS},
        "sheet": table.grid.name, "cell": table.cell(number, "document"),
    }  # fmt: skip


def _understood(table: Table, number: int, row: Sequence[Cell], notes: Notes) -> bool:
    """Whether both answers are blank, yes or no; what is neither is noted."""
    wrong = [key for key in _ANSWERS if not blank(cell := table.content(row, key)) and yes_no(cell) is None]
    for key in wrong:
        notes.add("R678", table.grid.name, table.cell(number, key), typed=table.text(row, key))
    return not wrong


def proposed(read: Answered, documents: pd.DataFrame, by: str, scheme: Scheme, towns: Collection[str] = ()) -> Proposed:
    """What the list would change in the documents of the round (columns of ``data.evidence_documents.DOCUMENTS``).
    ``by`` stands in where a row does not say who has checked. A row without 核对版本 that names a document which
    nobody has named is a new one, where its item and unit are known.
    """
    notes = Notes()
    for one in read.findings:
        notes.keep(one)
    units = {COUNTY, *towns}
    known = {(one["unit"], one["indicator"], normal(one["document"])): one for one in documents.to_dict("records")}
    kept: dict[Key, Row] = {}
    refused: set[Key] = set()
    for row in read.rows:
        key = (row["unit"], row["indicator"], normal(row["document"]))
        if key not in known and not _names(row, scheme, units, notes):
            continue
        if key in kept and _told(kept[key]) != _told(row):
            notes.add("R674", row["sheet"], row["cell"], row["indicator"], row["document"], first=kept[key]["cell"])
            refused.add(key)
        else:
            kept.setdefault(key, row)
    told = ((known.get(key), row) for key, row in kept.items() if key not in refused)
    checks = [_check(one, row, by, notes) if one else _new(row, by) for one, row in told]
    found = [one for one in checks if one]
    if read.rows and not found and not notes.findings:
        notes.add("R676")
    return Proposed(found, notes.findings)


def _names(row: Row, scheme: Scheme, units: Collection[str], notes: Notes) -> bool:
    """Whether the row names a new document; why not is noted."""
    code, place = "", (row["sheet"], row["cell"], row["indicator"])
    if row["check"]:
        code, typed = "R673", row["document"]
    elif not normal(row["document"]):
        code, typed = "R512", ""
    elif row["indicator"] not in scheme:
        code, typed = "R511", row["indicator"]
    elif row["unit"] not in units:
        code, typed = "R679", row["unit"]
    if code:
        notes.add(code, *place, typed)
    return not code


def _new(row: Row, by: str) -> Check:
    """What is to be entered for a document that nobody has named."""
    said = Named(*(row[name] for name in ("kind", "reference", "issued_by", "sheet", "cell")))
    document = Document(row["unit"], row["indicator"], row["document"])
    answer = Answer(row["complete"], row["matches_field"], row["note"])
    return Check(document, answer, row["checked_by"] or by, 0, said)


def _told(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in (*_ANSWERS, "note", "checked_by"))


def _check(one: Mapping[Any, Any], row: Row, by: str, notes: Notes) -> Check | None:
    """What is to be entered for the document; None where the row says nothing new, or has been overtaken."""
    went_out = _VERSION.fullmatch(row["check"])
    if went_out is None:
        notes.add("R677", row["sheet"], row["cell"], row["indicator"], row["document"])
        return None
    exported_by, checker = one["check_by"] or one["checked_by"], row["checked_by"]
    said, note = {name: row[name] for name in _ANSWERS}, _note(row, one)
    named = checker not in ("", exported_by)
    if signs(said) == went_out[2] and note == one["note"] and not named:
        return None
    if int(went_out[1]) != one["check"]:
        who = one["check_by"] or "别人"
        notes.add("R675", row["sheet"], row["cell"], row["indicator"], row["document"], who=who)
        return None
    if set(said.values()) == {None}:
        return None
    document = Document(one["unit"], one["indicator"], one["document"])
    answer = Answer(said["complete"], said["matches_field"], note)
    return Check(document, answer, checker if named else by, int(one["check"]))


def _note(row: Row, one: Mapping[str, Any]) -> str:
    """The remark without the missing parts that the list itself put behind it; the office may begin its own alike."""
    if row["note"] in (one["note"], noted(one)):
        return str(one["note"])
    before, _, last = str(row["note"]).rpartition("；")
    return before if last.startswith(LACKING) else str(row["note"])
