"""核定表: which of the towns' figures a department has verified, and as what.

A row counts once it says something: an opinion, or a figure. 同意 takes over the town's figure as it stands on the
sheet, so that what was agreed to stays what was agreed to, whatever the town sends later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.reading.book import Book
from data.reading.doubles import settle_doubles
from data.reading.figures import REPORTED, UNREPORTED, Reading
from data.reading.lines import Line, LineReader, Slot, Value
from data.reading.notes import Notes
from data.reading.prepared import Figure, Prepared
from data.reading.tables import Table
from data.reading.text import Cell, blank, code_key, heading_key, settled, text_of, typed
from data.roster import Roster
from data.templates.forms import labelled, verifying_departments
from data.templates.verification import AGREED, AMENDED, NOT_REPORTED, OPINIONS
from scoring.rounding import plain
from scoring.scheme import Indicator

Rows = list[tuple[Any, ...]]

_LIMITS = ("R401", "R402")


@dataclass(frozen=True)
class Verified:
    """A row of the sheet: whose figure it is, what the town claimed and what the department says of it."""

    number: int
    row: Sequence[Cell]
    figure: Figure
    town: str
    opinion: str
    claimed: Cell
    value: Cell

    @property
    def slot(self) -> Slot:
        """What the row is about."""
        return self.town, *self.figure.key, ""

    @property
    def says_something(self) -> bool:
        """Whether the department has looked at the figure."""
        return bool(self.opinion) or not blank(self.value)


def plain_figure(figure: Figure) -> Figure:
    """The figure without target and last year's value: those are asked of the town alone."""
    return replace(figure, input=replace(figure.input, asks_target=False, asks_last_year=False))


def read_verification(
    prepared: Prepared, unit: str, table: Table, roster: Roster | None, book: Book, notes: Notes
) -> tuple[list[Value], Rows]:
    """The verified figures, and the rows of :data:`data.intake.VERIFICATIONS`."""
    return _Sheet(prepared, unit, table, roster, book, notes).read()


class _Sheet:
    """A department's sheet under the reader."""

    def __init__(
        self, prepared: Prepared, unit: str, table: Table, roster: Roster | None, book: Book, notes: Notes
    ) -> None:
        self.prepared, self.unit, self.table, self.roster = prepared, unit, table, roster
        self.book, self.notes, self.sheet = book, notes, table.grid.name
        departments = verifying_departments(prepared.scheme)
        self.lead = unit if unit in departments else ""

    def read(self) -> tuple[list[Value], Rows]:
        """The verified figures, and what was said of them."""
        rows = list(self._rows())
        claims = self._claims(rows)
        said = [one for one in rows if one.says_something and self._usable(one, claims.get(one.slot))]
        values = self._values(said, claims)
        return values, list(self._opinions(said, values, claims))

    def _rows(self) -> Iterator[Verified]:
        """The rows that name a figure and a town. A code counts for the rows below it that have none."""
        code = ""
        for number, row in self.table.rows():
            written = self.table.text(row, "code")
            code = code_key(written) if written else code
            opinion, value = settled(self.table.text(row, "opinion")), self.table.content(row, "value")
            if not code or (not opinion and blank(value) and blank(self.table.content(row, "claimed"))):
                continue
            figure = self._figure(code, number, row)
            town = self._town(number, row) if figure else ""
            if figure and town:
                claimed = self.table.content(row, "claimed")
                yield Verified(number, row, plain_figure(figure), town, opinion, claimed, value)

    def _figure(self, code: str, number: int, row: Sequence[Cell]) -> Figure | None:
        """The figure of a row; None, with a finding, when it is none of this department's."""
        name, indicator = self.table.text(row, "input"), self.prepared.indicators.get(code)
        found = self.prepared.figures["town"].get((code, heading_key(name)))
        if found and (not self.lead or found.indicator.lead == self.lead):
            return found
        if indicator is None:
            self._note("R211", number, "code", typed=code)
        elif self.lead and indicator.lead != self.lead:
            self._note_stranger(indicator, number)
        else:
            names = "、".join(one.input.name for one in self.prepared.named("town", code))
            self._note("R212", number, "input", indicator.code, name, expected=names)
        return None

    def _note_stranger(self, indicator: Indicator, number: int) -> None:
        who = indicator.lead or "牵头单位"
        self._note("R549", number, "code", indicator.code, labelled(indicator), unit=self.unit, who=who)

    def _town(self, number: int, row: Sequence[Cell]) -> str:
        town = settled(self.table.text(row, "town"))
        if not town:
            self._note("R541", number, "town")
        elif self.roster is not None and town not in self.roster.town_names:
            self._note("R522", number, "town", typed=town)
            return ""
        return town

    def _claims(self, rows: Sequence[Verified]) -> dict[Slot, Value]:
        """What the towns reported, as it stands on the sheet; nothing is said about it here."""
        lines = {one.slot: self._line(one, "claimed") for one in rows}
        return {one.slot: one for one in LineReader(self.book, self.sheet, Notes()).read(lines.values())}

    def _line(self, one: Verified, key: str) -> Line:
        content = one.claimed if key == "claimed" else one.value
        content = "" if settled(text_of(content)) == NOT_REPORTED else content
        return Line(one.figure, one.town, "", content, self.table.cell(one.number, key))

    def _usable(self, one: Verified, claim: Value | None) -> bool:
        """Whether opinion and figure together say which figure counts."""
        code = one.figure.indicator.code
        if one.opinion and one.opinion not in OPINIONS:
            self._note("R542", one.number, "opinion", code, one.opinion)
            return False
        if not blank(one.value):
            return True
        if one.opinion == AGREED and (claim is None or claim.reading.status == UNREPORTED):
            self._note("R545", one.number, "opinion", code)
            return False
        if one.opinion != AGREED:
            self._note("R544", one.number, "opinion", code, one.opinion)
            return False
        return True

    def _values(self, said: Sequence[Verified], claims: dict[Slot, Value]) -> list[Value]:
        """The figures that stand after the verification. What is not verified lends its claim to done ≤ base."""
        own = settle_doubles(map(self._counting, said), self.sheet, self.notes)
        slots = {(line.unit, *line.figure.key, line.sample) for line in own}
        others = [claim.line for slot, claim in claims.items() if slot not in slots]
        heard = Notes()
        values = LineReader(self.book, self.sheet, heard).read([*own, *others])
        self._repeat(heard, {line.cell for line in own}, values)
        return values[: len(own)]

    def _counting(self, one: Verified) -> Line:
        return self._line(one, "claimed" if blank(one.value) else "value")

    def _repeat(self, heard: Notes, own: set[str], values: Sequence[Value]) -> None:
        """Of the findings keep those in cells of the department; a claim that no longer fits its base is for it too."""
        at = {one.line.cell: one.line for one in values}
        for one in heard.findings:
            if one.cell in own or not one.cell:
                self.notes.keep(one)
            elif one.code in _LIMITS and self._base_verified(at[one.cell], own, at):
                self._note_unfit(at[one.cell])

    def _base_verified(self, line: Line, own: set[str], at: dict[str, Line]) -> bool:
        names = line.figure.limit.names if line.figure.limit else ()
        return any(
            other.unit == line.unit
            and other.figure.indicator is line.figure.indicator
            and other.figure.input.id in names
            for cell, other in at.items()
            if cell in own
        )

    def _note_unfit(self, line: Line) -> None:
        inputs = {one.id: one.name for one in line.figure.indicator.inputs}
        base = line.figure.limit.words(lambda name: inputs.get(name, name)) if line.figure.limit else ""
        words = {"town": line.unit, "name": line.figure.input.name, "claimed": typed(line.content), "base": base}
        self.notes.add("R548", self.sheet, line.cell, line.figure.indicator.code, **words)

    def _opinions(self, said: Sequence[Verified], values: list[Value], claims: dict[Slot, Value]) -> Iterator[Any]:
        """What was said of each figure, once; an opinion that contradicts its figure takes the figure with it."""
        by_slot = {one.slot: one for one in values}
        for one in {each.slot: each for each in said}.values():
            value, claim = by_slot[one.slot], claims.get(one.slot)
            opinion = self._settled_opinion(one, value, claim)
            texts = (text_of(one.claimed), self.table.text(one.row, "reason"), self.table.text(one.row, "basis"))
            place = self.table.cell(one.number, "opinion") or self.table.cell(one.number, "value")
            yield one.town, *one.figure.key, opinion, *texts, self.sheet, place

    def _settled_opinion(self, one: Verified, value: Value, claim: Value | None) -> str:
        """The opinion that goes with the figures: an empty one follows from them."""
        same = claim is not None and _same(value.reading, claim.reading)
        words = {"claimed": self._spoken(claim)}
        code, cell = one.figure.indicator.code, "value"
        if value.reading.status == UNREPORTED:
            return one.opinion or AMENDED
        if one.opinion == AGREED and not same:
            self._note("R543", one.number, cell, code, typed(one.value), **words)
            value.reading = Reading(code="R543")
            return AGREED
        if one.opinion not in ("", AGREED) and same:
            self._note("R547", one.number, "opinion", code, one.opinion)
        if (
            not same
            and claim is not None
            and claim.reading.status == REPORTED
            and not self.table.text(one.row, "reason")
        ):
            self._note("R546", one.number, cell, code, typed(one.value), **words)
        return AGREED if same else one.opinion or AMENDED

    @staticmethod
    def _spoken(claim: Value | None) -> str:
        if claim is None or claim.reading.status == UNREPORTED:
            return NOT_REPORTED
        return plain(claim.reading.value, 9) if claim.reading.status == REPORTED else text_of(claim.line.content)

    def _note(self, code: str, number: int, key: str, indicator: str = "", typed: str = "", **words: str) -> None:
        self.notes.add(code, self.sheet, self.table.cell(number, key), indicator, typed, **words)


def _same(one: Reading, other: Reading) -> bool:
    return one.status == other.status and (one.status != REPORTED or one.value == other.value)
