"""The sheet 规则: every rule as rows, with drop-downs, and colours that follow the chosen shape."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from data.scheme_book.kinds import parameters, shape_name, shapes, slots
from data.scheme_book.layout import RULE_SHEET
from data.scheme_book.rows import Row
from data.scheme_book.rule_rows import RuleRow, rule_rows
from data.scheme_book.shape_sheet import shape_range
from data.scheme_book.sheet import FIRST_ROW, LAST_CHOICE_ROW, add_choices, finish, put_line, put_spare_lines
from data.scheme_book.words import CHOICES, HEADINGS, NO, SCOPES, YES
from data.templates.look import GREY, SUB_BAND, TO_FILL
from data.templates.paper import Paper
from scoring.rules import KINDS, Rule
from scoring.scheme import Indicator

_CHOICES = {
    "scope": tuple(SCOPES.values()), HEADINGS["inverse"]: (YES, NO),
    **{HEADINGS[field]: tuple(words.values()) for field, words in CHOICES.items()},
}  # fmt: skip


def write_rules(workbook: Workbook, indicators: Sequence[Indicator], footer: str) -> None:
    """Add the sheet 规则."""
    paper = Paper(workbook, RULE_SHEET.name, RULE_SHEET.columns)
    row = paper.head(RULE_SHEET.name, RULE_SHEET.note)
    for indicator in indicators:
        for scope, rule in _rules_of(indicator):
            for one in rule_rows(rule, indicator):
                put_line(paper, row, _cells(indicator, scope, one))
                if one.node == "1" and one.told:
                    _band(paper, row)
                row += 1
    put_spare_lines(paper, row)
    add_choices(paper, {"shape": shape_range(), **_CHOICES})
    _add_colours(paper)
    finish(paper, RULE_SHEET, footer, row - 1)


def _rules_of(indicator: Indicator) -> list[tuple[str, Rule]]:
    """The indicator's rules and whom they are for; the only rule of a county indicator is the county's."""
    if indicator.county_rule is not None:
        return [(SCOPES["town"], indicator.rule), (SCOPES["county"], indicator.county_rule)]
    return [(SCOPES[indicator.scope], indicator.rule)]


def _cells(indicator: Indicator, scope: str, row: RuleRow) -> Row:
    place = {"code": indicator.code, "indicator_name": indicator.name, "scope": scope}
    return {**place, "node": row.node, "shape": row.shape, **row.cells, "told": row.told}


def _band(paper: Paper, row: int) -> None:
    """Tint the first row of a rule, so that the eye finds where it begins."""
    for key in ("code", "indicator_name", "scope", "node", "shape"):
        cell = paper.sheet.cell(row, paper.place[key])
        cell.fill = PatternFill("solid", fgColor=SUB_BAND)
        cell.font = Font(name=cell.font.name, size=cell.font.size, bold=True, color=cell.font.color)


# --- colours ----------------------------------------------------------------------------------------------------------


def _add_colours(paper: Paper) -> None:
    """Grey where the chosen shape takes nothing, light yellow where it must have something: also in new rows."""
    for column in paper.columns:
        first = f"{get_column_letter(paper.place[column.key])}{FIRST_ROW}"
        parents = _parents_asking(column.heading)
        if parents:
            asked = _is_part_of(paper, parents)
            _colour(paper, first, f"NOT({asked})", GREY)
            _colour(paper, first, f'AND({asked},{first}="")', TO_FILL)
        else:
            takes, needs = (_is_one_of(paper, names) for names in shapes_with(column.heading))
            _colour(paper, first, f"NOT({takes})" if takes else "", GREY)
            _colour(paper, first, f'AND({needs},{first}="")' if needs else "", TO_FILL)


def _colour(paper: Paper, first: str, formula: str, colour: str) -> None:
    """Colour the cells from ``first`` down where a shape has been chosen and the formula holds."""
    if formula:
        chosen = f'AND(${paper.letter("shape")}{FIRST_ROW}<>"",{formula})'
        rule = FormulaRule(formula=[chosen], fill=PatternFill(bgColor=colour, fill_type="solid"))
        cells = f"{first}:{first.rstrip('0123456789')}{LAST_CHOICE_ROW}"
        paper.sheet.conditional_formatting.add(cells, rule)


def shapes_with(heading: str) -> tuple[list[str], list[str]]:
    """The shapes that take a column of parameters, and those that need it."""
    found = {name: [one for one in parameters(shape) if one.heading == heading] for name, shape in shapes().items()}
    takes = [name for name, own in found.items() if own]
    return takes, [name for name, own in found.items() if any(one.required for one in own)]


def _is_one_of(paper: Paper, names: Sequence[str]) -> str:
    """Whether the row's shape is one of those; "" where that says nothing: none is, or all are."""
    searched = f'"|"&${paper.letter("shape")}{FIRST_ROW}&"|"'
    return f'ISNUMBER(FIND({searched},"|{"|".join(names)}|"))' if 0 < len(names) < len(shapes()) else ""


def _parents_asking(heading: str) -> list[str]:
    """The shapes that ask this of each of their parts (权重, 适用情形, 组别)."""
    return [
        shape_name(kind)
        for kind in KINDS.values()
        for slot in slots(kind)
        if slot.record and slot.holds_rule and heading in [one.heading for one in parameters(slot.record)]
    ]


def _is_part_of(paper: Paper, parents: Sequence[str]) -> str:
    """Whether the row is a node right below a node of one of those shapes, in the same rule."""
    code, scope, node, shape = (f"${paper.letter(key)}" for key in ("code", "scope", "node", "shape"))
    number = f"{node}{FIRST_ROW}"
    dots = f'LEN({number})-LEN(SUBSTITUTE({number},".",""))'
    above = f'LEFT({number},IFERROR(FIND("~",SUBSTITUTE({number},".","~",{dots})),1)-1)'
    same = "".join(f"{one}${FIRST_ROW}:{one}${LAST_CHOICE_ROW},{one}{FIRST_ROW}," for one in (code, scope))
    nodes = f"{node}${FIRST_ROW}:{node}${LAST_CHOICE_ROW},{above}"
    counts = [f'COUNTIFS({same}{nodes},{shape}${FIRST_ROW}:{shape}${LAST_CHOICE_ROW},"{one}")' for one in parents]
    kinds = _is_one_of(paper, [shape_name(kind) for kind in KINDS.values()])
    return f"AND({kinds},{'+'.join(counts)}>0)"
