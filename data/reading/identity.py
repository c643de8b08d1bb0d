"""Whose workbook it is: what the hidden sheet says, else the line under a title, else the file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.intake import Kind
from data.reading.book import Book
from data.reading.notes import Notes
from data.reading.text import settled, text_of
from data.roster import Roster
from data.templates.forms import (
    FORM_SHEET,
    KIND_TITLES,
    META_KEYS,
    META_SHEET,
    TEMPLATE_VERSION,
    VISIT_SHEET,
)
from data.templates.survey_sheet import SURVEY_SHEET
from data.templates.verification import VERIFICATION_SHEET
from scoring.scheme import Scheme

_KINDS: Mapping[str, Kind] = {title: kind for kind, title in KIND_TITLES.items()}
_MAIN_SHEETS = (FORM_SHEET, VISIT_SHEET, VERIFICATION_SHEET, SURVEY_SHEET)
_LOOKED_AT_ROWS, _LONGEST_LINE = 6, 300
_OTHER_NAMES = {
    "unit": ("报送单位", "填表单位", "单位名称", "填报镇", "填报乡镇"),
    "round_name": ("考核轮次", "填报轮次"),
}


def _label(key: str) -> str:
    """A pattern for how a fact is headed, whatever blanks stand in it: «填报单位：», «单 位 名 称:»."""
    names = (META_KEYS[key], *_OTHER_NAMES.get(key, ()))
    return "(?:" + "|".join(r"\s*".join(name) for name in names) + r")\s*[:：]"


_ANY_LABEL = "|".join(map(_label, META_KEYS))
_FACTS = {
    key: re.compile(rf"{_label(key)}\s*((?!{_ANY_LABEL})[^\u3000\n]+?)(?=\s*(?:{_ANY_LABEL}|[\u3000\n]|$))")
    for key in META_KEYS
}


@dataclass(frozen=True)
class Identity:
    """Whose workbook it is; "" for what is not known. ``shown`` is the unit that the visible line names."""

    kind: Kind = "unknown"
    unit: str = ""
    round_name: str = ""
    scheme_code: str = ""
    scheme_version: str = ""
    template_version: str = ""
    shown: str = ""


def identify(book: Book) -> Identity:
    """What the workbook says of itself."""
    hidden, visible = _hidden_facts(book), _visible_facts(book)
    facts = {key: hidden.get(key) or visible.get(key, "") for key in META_KEYS}
    kind = _KINDS.get(facts.pop("kind"), "unknown")
    return Identity(kind, shown=visible.get("unit", ""), **facts)


def _hidden_facts(book: Book) -> dict[str, str]:
    grid = book.grid(META_SHEET) if META_SHEET in book.names else None
    keys = {heading: key for key, heading in META_KEYS.items()}
    rows = grid.rows if grid else ()
    return {keys[text_of(row[0])]: text_of(row[1]) for row in rows if len(row) > 1 and text_of(row[0]) in keys}


def _visible_facts(book: Book) -> dict[str, str]:
    """The facts in the lines above a table; the kind is told by a title."""
    sheets = [name for name in book.names if any(one in settled(name) for one in _MAIN_SHEETS)]
    grids = [grid for name in sheets[:1] or book.visible[:1] if (grid := book.grid(name))]
    lines = [
        text_of(cell)[:_LONGEST_LINE]
        for grid in grids
        for row in grid.rows[:_LOOKED_AT_ROWS]
        for cell in row
        if cell != ""
    ]
    text = "\n".join(lines)
    facts = {key: found[1].strip() for key, pattern in _FACTS.items() if (found := pattern.search(text))}
    kinds = [title for title in _KINDS if title in text]
    return {**facts, "kind": kinds[0]} if kinds else facts


def settle(identity: Identity, file_name: str, roster: Roster | None, notes: Notes) -> Identity:
    """The identity with the unit taken from the file's name when nothing else tells it; doubts are noted."""
    named = _named_in(file_name, roster)
    if not identity.unit and len(named) == 1:
        identity = replace(identity, unit=named[0])
    identity = _with_known_unit(identity, roster, notes)
    unit = identity.unit
    if not unit:
        notes.add("R114")
    elif not _on_roster(identity, roster):
        notes.add("R115", typed=unit)
    if unit and named and unit not in named and identity.kind != "inspection":
        notes.add("R116", typed=unit, named="、".join(named))
    if identity.shown and unit not in (identity.shown, _known_name(identity.shown, roster)):
        notes.add("R120", typed=identity.shown, expected=unit)
    return identity


def _with_known_unit(identity: Identity, roster: Roster | None, notes: Notes) -> Identity:
    """The identity with the unit as the roster names it: 石桥镇 for «青禾县石桥镇人民政府（盖章）»."""
    name = _known_name(identity.unit, roster)
    if not name or name == identity.unit:
        return identity
    notes.add("R110", typed=identity.unit, expected=name)
    return replace(identity, unit=name)


def _known_name(unit: str, roster: Roster | None) -> str:
    """The one town or department of the roster that is named within a longer name; "" when there is not just one."""
    named = _named_in(unit, roster)
    return named[0] if len(named) == 1 else ""


def note_other_version(identity: Identity, scheme: Scheme, notes: Notes) -> None:
    """Say when the workbook was made for another version of the scheme or of the template."""
    version, template = identity.scheme_version, identity.template_version
    if version and version != scheme.version:
        notes.add("R112", typed=version, expected=scheme.version)
    if template and template != TEMPLATE_VERSION:
        notes.add("R113", typed=template, expected=TEMPLATE_VERSION)


def note_other_round(identity: Identity, expected_round: str | None, notes: Notes) -> None:
    """Say when the round is not the expected one, or not known."""
    if not identity.round_name:
        notes.add("R118")
    elif expected_round is not None and identity.round_name != expected_round:
        notes.add("R117", typed=identity.round_name, expected=expected_round)


def _named_in(file_name: str, roster: Roster | None) -> Sequence[str]:
    """The towns and departments of the roster that the file's name holds; not those inside a longer one."""
    names = (*roster.town_names, *roster.departments) if roster else ()
    found = [name for name in names if settled(name) in settled(file_name)]
    return [name for name in found if not any(name != other and name in other for other in found)]


def _on_roster(identity: Identity, roster: Roster | None) -> bool:
    if roster is None or identity.kind not in ("town", "department", "verification"):
        return True
    known = roster.town_names if identity.kind == "town" else roster.departments
    return not known or identity.unit in known
