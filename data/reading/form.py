"""填报表: the lines of a town's or a department's form, and what is answered once for an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Any

from data.intake import Kind
from data.reading.doubles import settle_doubles
from data.reading.lines import Line, LineReader, Value
from data.reading.notes import Notes
from data.reading.prepared import Figure, Prepared
from data.reading.tables import Table
from data.reading.text import Cell, blank, code_key, heading_key, text_of
from data.reading.words import yes_no
from data.templates.forms import VISIT_SHEET, labelled
from scoring.rounding import plain
from scoring.scheme import COUNTY, Indicator

_SEVERAL = re.compile(r"[;；\n]+")
_ANSWERS = ("self_score", "loses", "reason", "measure", "evidence", "remark")


@dataclass(frozen=True)
class Form:
    """Whose form it is and where its table lies."""

    prepared: Prepared
    kind: Kind
    unit: str
    table: Table

    @property
    def values_of(self) -> str:
        """The unit that the figures are of."""
        return COUNTY if self.kind == "department" else self.unit


@dataclass
class Answers:
    """What is answered once for an indicator: key → content and cell. ``at`` is the row where it first stands."""

    indicator: Indicator
    at: int
    cells: dict[str, tuple[Cell, str]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """An answer as text."""
        return text_of(self.cells[key][0]) if key in self.cells else ""


def kind_of_form(prepared: Prepared, table: Table) -> Kind:
    """Whether a form that does not say it is a town's or a department's: by whose figures it has more of."""
    named = [(code_key(table.text(row, "code")), heading_key(table.text(row, "input"))) for _, row in table.rows()]
    town, county = (sum(one in prepared.figures[kind] for one in named) for kind in ("town", "department"))
    return "department" if county > town else "town"


def read_form(
    form: Form, reader: LineReader, notes: Notes
) -> tuple[list[Value], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The values, the rows of self-scores, and the rows of evidence that a form holds."""
    answers: dict[str, Answers] = {}
    lines = settle_doubles(_lines(form, answers, notes), form.table.grid.name, notes)
    _note_missing(form, lines, notes)
    values = reader.read(lines)
    sheet = form.table.grid.name
    scores = [row for one in answers.values() if (row := _self_score(form, one, notes)) is not None]
    evidence = [row for one in answers.values() for row in _named_evidence(form.values_of, one, sheet)]
    return values, scores, evidence


def _lines(form: Form, answers: dict[str, Answers], notes: Notes) -> Iterator[Line]:
    """The figures' rows; ``answers`` fills up on the way. A merged code counts for the rows below it."""
    table, code = form.table, ""
    for number, row in table.rows():
        name, written = table.content(row, "input"), table.content(row, "code")
        if not blank(written):
            code = code_key(text_of(written))
        if blank(name) and (code not in form.prepared.indicators or blank(table.content(row, "value"))):
            continue
        figure = _figure(form, code, text_of(name), number, notes)
        if figure is None:
            continue
        _collect(table, number, row, answers.setdefault(code, Answers(figure.indicator, number)))
        yield _line(form, figure, number, row)


def _line(form: Form, figure: Figure, number: int, row: Sequence[Cell]) -> Line:
    table, one = form.table, figure.input
    line = Line(figure, form.values_of, "", table.content(row, "value"), table.cell(number, "value"))
    if one.asks_target:
        line = line._replace(target=table.content(row, "target"), target_cell=table.cell(number, "target"))
    if one.asks_last_year:
        cell = table.cell(number, "last_year")
        line = line._replace(last_year=table.content(row, "last_year"), last_year_cell=cell)
    return line


def _collect(table: Table, number: int, row: Sequence[Cell], answers: Answers) -> None:
    """Keep the first answer to each question, in whichever of the indicator's rows it stands."""
    for key in _ANSWERS:
        content = table.content(row, key)
        if key not in answers.cells and not blank(content):
            answers.cells[key] = content, table.cell(number, key)


def _figure(form: Form, code: str, name: str, number: int, notes: Notes) -> Figure | None:
    """The figure a row asks for; None, with a finding, when there is none such in this form."""
    found = form.prepared.figures[form.kind].get((code, heading_key(name)))
    if found and _is_ours(form, found):
        return found
    sheet = form.table.grid.name
    indicator = form.prepared.indicators.get(code)
    if indicator is None:
        notes.add("R211", sheet, form.table.cell(number, "code"), typed=code or name)
        return None
    own = [one for one in form.prepared.named(form.kind, indicator.code) if _is_ours(form, one)]
    if not own:
        _note_not_ours(form, indicator, number, notes)
    elif len(own) == 1 and not name:
        return own[0]
    else:
        names = "、".join(one.input.name for one in own)
        notes.add("R212", sheet, form.table.cell(number, "input"), indicator.code, name, expected=names)
    return None


def _is_ours(form: Form, figure: Figure) -> bool:
    """A department reports for the indicators it leads; one that is not known, for all."""
    scheme_leads = form.prepared.leads
    return form.kind != "department" or form.unit not in scheme_leads or figure.indicator.lead == form.unit


def _note_not_ours(form: Form, indicator: Indicator, number: int, notes: Notes) -> None:
    in_villages = bool(form.prepared.named("inspection", indicator.code))
    who = (
        VISIT_SHEET if in_villages else indicator.lead if form.prepared.named("department", indicator.code) else "各镇"
    )
    cell = form.table.cell(number, "code")
    notes.add("R215", form.table.grid.name, cell, indicator.code, labelled(indicator), who=who)


def _note_missing(form: Form, lines: Sequence[Line], notes: Notes) -> None:
    """Say which figures of the form have no row."""
    if form.kind == "department" and form.unit not in form.prepared.leads:
        return
    present = {line.figure.key for line in lines}
    for figure in form.prepared.figures[form.kind].values():
        if figure.key not in present and _is_ours(form, figure):
            which, name = labelled(figure.indicator), figure.input.name
            notes.add("R216", form.table.grid.name, "", figure.indicator.code, which=which, wanted=name)


def _self_score(form: Form, answers: Answers, notes: Notes) -> tuple[Any, ...] | None:
    """The row of self-scores; None when nothing is answered."""
    if not any(key in answers.cells for key in _ANSWERS if key != "evidence"):
        return None
    sheet, indicator = form.table.grid.name, answers.indicator
    score, loses = _score(answers, sheet, notes), _loses(answers, sheet, notes)
    _note_contradictions(answers, score, loses, sheet, notes)
    cell = form.table.cell(answers.at, "self_score") or form.table.cell(answers.at, "code")
    texts = (answers.text("reason"), answers.text("measure"), answers.text("remark"))
    return form.values_of, indicator.code, score, loses, *texts, sheet, answers.cells.get("self_score", ("", cell))[1]


def _score(answers: Answers, sheet: str, notes: Notes) -> float:
    """The self-score; NaN when there is none between 0 and the indicator's points."""
    if "self_score" not in answers.cells:
        return nan
    content, cell = answers.cells["self_score"]
    points = answers.indicator.points
    try:
        score = float(content) if isinstance(content, (float, int)) else float(_without_unit(text_of(content)))
    except ValueError:
        score = nan
    if not 0 <= score <= points:
        notes.add("R331", sheet, cell, answers.indicator.code, text_of(content), points=plain(points))
        return nan
    return score


def _without_unit(text: str) -> str:
    """A score as typed, «2.5 分», without its unit."""
    return code_key(text).removesuffix("分")


def _loses(answers: Answers, sheet: str, notes: Notes) -> bool | None:
    if "loses" not in answers.cells:
        return None
    content, cell = answers.cells["loses"]
    answer = yes_no(content)
    if answer is None:
        notes.add("R332", sheet, cell, answers.indicator.code, text_of(content))
    return answer


def _note_contradictions(answers: Answers, score: float, loses: bool | None, sheet: str, notes: Notes) -> None:
    points, code = answers.indicator.points, answers.indicator.code
    if loses is False and score < points:
        cell = answers.cells["loses"][1]
        notes.add("R333", sheet, cell, code, plain(score), points=plain(points))
    if loses and not answers.text("reason"):
        notes.add("R334", sheet, answers.cells["loses"][1], code)


def _named_evidence(unit: str, answers: Answers, sheet: str) -> Iterator[tuple[Any, ...]]:
    """The documents named beside an indicator; nothing more is said of them there."""
    if "evidence" in answers.cells:
        for document in _SEVERAL.split(answers.text("evidence")):
            if document.strip():
                cell = answers.cells["evidence"][1]
                yield unit, answers.indicator.code, document.strip(), "", "", "", None, None, "", sheet, cell
