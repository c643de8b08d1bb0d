"""填报表: a row for each figure, grouped by 大项 and 小项."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from openpyxl import Workbook

from data.templates import checks
from data.templates.filled import Filled, Key, Typed
from data.templates.forms import FORM_COLUMNS, FORM_SHEET, NO, YES, Asked
from data.templates.look import lines_needed
from data.templates.meta import Meta
from data.templates.paper import Paper
from scoring.rounding import plain
from scoring.scheme import Indicator, Input

_ANSWERS = {
    "self_score": "fill",
    "loses": "fill_choice",
    "reason": "fill_text",
    "measure": "fill_text",
    "evidence": "fill_text",
    "remark": "fill_text",
}
"""What is answered once for an indicator, and the style of its cell."""


@dataclass(frozen=True)
class FormText:
    """What the form is headed with, and what the county has filled in beforehand."""

    title: str
    meta: Meta
    due: str = ""
    targets: Mapping[Key, float] = field(default_factory=dict)
    last_year: Mapping[Key, float] = field(default_factory=dict)


def write_form(workbook: Workbook, asked: Sequence[Asked], text: FormText, filled: Filled) -> None:
    """Add the sheet 填报表 with those figures."""
    form = _Form(Paper(workbook, FORM_SHEET, FORM_COLUMNS), text, filled)
    form.row = form.paper.head(text.title, text.meta.line(text.due))
    for (category, name), figures in groupby(asked, lambda one: _category(one.indicator)):
        form.band(f"{category}　{name}".strip(), "band", 22)
        for (sub_item, sub_name), rows in groupby(figures, lambda one: _sub_item(one.indicator)):
            form.band(f"{sub_item}　{sub_name}".strip(), "sub_band", 19)
            for indicator, inputs in _by_indicator(rows):
                form.indicator(indicator, inputs)
    form.add_checks(asked)
    form.paper.finish(text.meta.footer, freeze=f"{form.paper.letter('unit')}4")


def _category(indicator: Indicator) -> tuple[str, str]:
    return ("", "评议评分与改革创新") if indicator.component else (indicator.category, indicator.category_name)


def _sub_item(indicator: Indicator) -> tuple[str, str]:
    return indicator.sub_item, indicator.sub_item_name


def _by_indicator(rows: Iterator[Asked]) -> Iterator[tuple[Indicator, list[Input]]]:
    for _, figures in groupby(rows, lambda one: one.indicator.code):
        together = list(figures)
        yield together[0].indicator, [one.input for one in together]


class _Form:
    """The sheet as it grows downwards; ``cells`` remembers where each figure is filled in."""

    def __init__(self, paper: Paper, text: FormText, filled: Filled) -> None:
        self.paper, self.text, self.filled = paper, text, filled
        self.row = 1
        self.cells: dict[Key, int] = {}
        self.scores: dict[float, list[str]] = defaultdict(list)

    def band(self, title: str, style: str, height: float) -> None:
        """A line with the name of what follows; left out when it has none."""
        if title:
            self.paper.span(self.row, title, style, height)
            self.row += 1

    def indicator(self, indicator: Indicator, inputs: Sequence[Input]) -> None:
        """The indicator's figures, one a row; what is answered once stands beside all of them."""
        first, last = self.row, self.row + len(inputs) - 1
        content = f"{indicator.name}\n（{plain(indicator.points)} 分{'，刚性' if indicator.rigid else ''}）"
        self.paper.down(first, last, "content", content, "text")
        lines = -(-lines_needed(content, 26) // len(inputs))
        for one in inputs:
            self._figure(indicator, one, lines)
        answers = self.filled.self_scores.get(indicator.code, {})
        for key, style in _ANSWERS.items():
            self.paper.down(first, last, key, answers.get(key), style)
        self.scores[indicator.points].append(f"{self.paper.letter('self_score')}{first}")

    def _figure(self, indicator: Indicator, one: Input, lines: int) -> None:
        key = (indicator.code, one.id)
        self.paper.put(self.row, "code", indicator.code, "code")
        self.paper.put(self.row, "input", one.name, "text")
        self.paper.put(self.row, "unit", "是/否" if one.yes_no else one.unit, "centred")
        self.paper.put(self.row, "value", self.filled.values.get(key), "fill_choice" if one.yes_no else "fill")
        self._beside("target", one.asks_target, self.text.targets.get(key), self.filled.targets.get(key))
        self._beside("last_year", one.asks_last_year, self.text.last_year.get(key), self.filled.last_year.get(key))
        self.paper.height(self.row, max(lines, lines_needed(one.name, 25)))
        self.cells[key] = self.row
        self.row += 1

    def _beside(self, column: str, asked: bool, given: float | None, typed: Typed) -> None:
        """A figure beside the reported one: given by the county and locked, to be filled, or not asked for (grey)."""
        if given is not None:
            self.paper.put(self.row, column, given, "given")
        else:
            self.paper.put(self.row, column, typed if asked else None, "fill" if asked else "grey")

    def add_checks(self, asked: Sequence[Asked]) -> None:
        """What each cell takes; alike figures share one check."""
        alike: dict[tuple[object, ...], list[Asked]] = defaultdict(list)
        for one in asked:
            alike[self._likeness(one)].append(one)
        column = self.paper.letter("value")
        for group in alike.values():
            cells = [f"{column}{self.cells[one.key]}" for one in group]
            checks.figure(self.paper.sheet, cells, group[0], self._base(group[0]))
        for points, cells in self.scores.items():
            self.paper.sheet.add_data_validation(checks.score(" ".join(cells), points))
        loses = self.paper.letter("loses")
        rows = " ".join(f"{loses}{cell[1:]}" for cells in self.scores.values() for cell in cells)
        self.paper.sheet.add_data_validation(checks.choice(rows, (YES, NO)))

    def _likeness(self, asked: Asked) -> tuple[object, ...]:
        one, base = asked.input, self._base_row(asked)
        distance = base - self.cells[asked.key] if base else 0
        return one.yes_no, one.low, one.high, one.whole, one.unit, one.hint, distance

    def _base(self, asked: Asked) -> str:
        base = self._base_row(asked)
        return f"{self.paper.letter('value')}{base}" if base else ""

    def _base_row(self, asked: Asked) -> int:
        """The row of the figure that this one cannot exceed, when that is one figure of the same indicator."""
        limit = asked.input.at_most
        return self.cells.get((asked.indicator.code, limit.text.strip()), 0) if limit else 0
