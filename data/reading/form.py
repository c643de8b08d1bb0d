"""填报表: the figures in the rows of a town's or a department's form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from data.intake import Kind
from data.reading.doubles import settle_doubles
from data.reading.lines import Line
from data.reading.notes import Notes
from data.reading.prepared import Figure, Figures, Prepared, bare_code
from data.reading.tables import Table
from data.reading.text import Cell, blank, code_key, heading_key, text_of
from data.reading.words import numbering, subtotal
from data.templates.forms import VISIT_SHEET, labelled
from scoring.scheme import COUNTY, Indicator

_COLUMNS = ("code", "input", "value", "target", "last_year")


def kind_of_form(prepared: Prepared, table: Table) -> Kind:
    """Whether a form that does not say it is a town's or a department's: by whose figures it has more of."""
    pairs = zip(table.column("code"), table.column("input"), strict=True)
    named = [(code_key(text_of(code)), heading_key(text_of(name))) for code, name in pairs]
    town, county = (sum(one in prepared.figures[kind] for one in named) for kind in ("town", "department"))
    return "department" if county > town else "town"


class Form:
    """A form's table: whose it is, its figures, and the rows in which each indicator stands."""

    def __init__(self, prepared: Prepared, kind: Kind, unit: str, table: Table, notes: Notes) -> None:
        self.prepared, self.kind, self.unit, self.table, self.notes = prepared, kind, unit, table, notes
        self.sheet = table.grid.name
        self.values_of = COUNTY if kind == "department" else unit
        self.indicators: dict[int, Indicator] = {}

    @cached_property
    def figures(self) -> Figures:
        """The figures this unit reports: a known department's are those of the indicators it leads."""
        figures = self.prepared.figures[self.kind]
        if self.kind != "department" or self.unit not in self.prepared.leads:
            return figures
        return {name: one for name, one in figures.items() if one.indicator.lead == self.unit}

    def lines(self) -> list[Line]:
        """The figures' lines, each figure once; ``indicators`` then says which row is of which indicator."""
        lines = settle_doubles(self._lines(), self.sheet, self.notes)
        self._note_missing(lines)
        return lines

    def _lines(self) -> Iterator[Line]:
        """A code counts for the rows below it that have none: somebody may have merged the cells."""
        code, contents = "", self.table.column("content")
        rows = zip(*map(self.table.column, _COLUMNS), strict=True)
        for number, (cells, described) in enumerate(zip(rows, contents, strict=True), self.table.first):
            written, name, content, _, _ = cells
            if written != "":
                code = self._code(written, number)
            elif described != "" and not blank(name):
                code = self._described(described, code, number)
            figure = self.figures.get((code, heading_key(text_of(name))))
            if figure is None and not self._is_subtotal(number, {"code": written, "content": described, "input": name}):
                figure = self._only_one_so_named(written, name, number) or self._doubtful(code, name, content, number)
            if figure is not None:
                self.indicators[number] = figure.indicator
                yield self._line(figure, number, cells)

    def _is_subtotal(self, number: int, cells: Mapping[str, Cell]) -> bool:
        """Whether the row sums up others; it is noted as left out."""
        key = next((key for key, cell in cells.items() if subtotal(cell)), None)
        if key is not None:
            self.notes.add("R217", self.sheet, self.table.cell(number, key), typed=text_of(cells[key]))
        return key is not None

    def _code(self, written: Cell, number: int) -> str:
        """The code that is meant: A1-1 and A1.01 are A1-01."""
        code = code_key(text_of(written))
        if code in self.prepared.indicators or bare_code(code) not in self.prepared.by_bare_code:
            return code
        meant = self.prepared.by_bare_code[bare_code(code)]
        self._note_meant(self.prepared.indicators[meant], text_of(written), number)
        return meant

    def _described(self, described: Cell, above: str, number: int) -> str:
        """The code of the indicator that a row without one describes; the one above when it names none."""
        meant = self.prepared.by_name.get(heading_key(text_of(described)))
        if meant is None or code_key(meant.code) == above:
            return above
        self._note_meant(meant, "", number)
        return code_key(meant.code)

    def _only_one_so_named(self, written: Cell, name: Cell, number: int) -> Figure | None:
        """The figure of a row without a code, when only one of this unit's is called so."""
        figure = self.prepared.by_figure_name[self.kind].get(heading_key(text_of(name)))
        if not blank(written) or figure is None or figure.key not in self._own_keys:
            return None
        self._note_meant(figure.indicator, "", number)
        return figure

    def _note_meant(self, indicator: Indicator, said: str, number: int) -> None:
        which, cell = labelled(indicator), self.table.cell(number, "code")
        self.notes.add("R218", self.sheet, cell, indicator.code, said, which=which)

    @cached_property
    def _own_keys(self) -> frozenset[tuple[str, str]]:
        return frozenset(one.key for one in self.figures.values())

    def _line(self, figure: Figure, number: int, cells: Sequence[Cell]) -> Line:
        """The line of a figure; what stands where nothing is asked for is not looked at."""
        _, _, content, target, last_year = cells
        row, letters, one = self.table.grid.row_name(number), self._letters, figure.input
        asked: dict[str, Cell] = {}
        if one.asks_target:
            asked.update(target=target, target_cell=letters["target"] and letters["target"] + row)
        if one.asks_last_year:
            asked.update(last_year=last_year, last_year_cell=letters["last_year"] and letters["last_year"] + row)
        return Line(figure, self.values_of, "", content, letters["value"] + row, **asked)  # type: ignore[arg-type]

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return {key: self.table.letter(key) for key in _COLUMNS}

    def _doubtful(self, code: str, name: Cell, content: Cell, number: int) -> Figure | None:
        """The figure of a row that names none of ours; None for a band or a blank row, or with a finding."""
        indicator = self.prepared.indicators.get(code)
        if (blank(name) and (indicator is None or blank(content))) or (numbering(code) and numbering(name)):
            return None
        if indicator is None:
            self.notes.add("R211", self.sheet, self.table.cell(number, "code"), typed=code or text_of(name))
            return None
        own = [one for one in self.figures.values() if one.indicator is indicator]
        if len(own) == 1 and blank(name):
            return own[0]
        self._note_stranger(indicator, own, text_of(name), number)
        return None

    def _note_stranger(self, indicator: Indicator, own: Sequence[Figure], name: str, number: int) -> None:
        if own:
            names = "、".join(one.input.name for one in own)
            cell = self.table.cell(number, "input")
            self.notes.add("R212", self.sheet, cell, indicator.code, name, expected=names)
            return
        cell, who = self.table.cell(number, "code"), self._reporter(indicator)
        self.notes.add("R215", self.sheet, cell, indicator.code, labelled(indicator), who=who)

    def _reporter(self, indicator: Indicator) -> str:
        """Who reports an indicator's figures, if not this unit."""
        if self.prepared.named("inspection", indicator.code):
            return f"“{VISIT_SHEET}”"
        return indicator.lead if self.prepared.named("department", indicator.code) else "各镇"

    def _note_missing(self, lines: Sequence[Line]) -> None:
        """Say which figures have no row; of an unknown department nobody knows what is missing."""
        if self.kind == "department" and self.unit not in self.prepared.leads:
            return
        present = {line.figure.key for line in lines}
        for figure in self.figures.values():
            if figure.key not in present:
                which, name = labelled(figure.indicator), figure.input.name
                self.notes.add("R216", self.sheet, "", figure.indicator.code, which=which, wanted=name)
