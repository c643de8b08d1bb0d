"""Drop-downs, and the checks that a cell makes while it is filled."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.templates.forms import NO, NOT_APPLICABLE, YES, Asked, in_words
from data.templates.look import warning_look
from scoring.rounding import plain
from scoring.scheme import Input

_LONGEST_PROMPT = 250
_NEITHER = (NOT_APPLICABLE, "/")


def choice(cells: str, source: str | Sequence[str], *, strict: bool = True, prompt: str = "") -> DataValidation:
    """A drop-down over ``cells``; ``source`` is a range or the words themselves. Not strict: other text is let in."""
    formula = source if isinstance(source, str) else '"' + ",".join(source) + '"'
    check = DataValidation("list", formula1=formula, allow_blank=True, sqref=MultiCellRange(cells))
    check.errorStyle = "stop" if strict else "warning"
    check.showErrorMessage = True
    check.errorTitle, check.error = "请从下拉框选择", "请从下拉框中选择一项。"
    return _prompted(check, "", prompt)


def hint(cells: str, prompt: str) -> DataValidation:
    """What is said beside ``cells`` while one is filled; anything may be written there."""
    return _prompted(DataValidation(None, allow_blank=True, sqref=MultiCellRange(cells)), "", prompt)


def day(cells: str) -> DataValidation:
    """A date over ``cells``; other text is let in after a question."""
    check = DataValidation("date", operator="between", formula1="36526", formula2="73050", allow_blank=True)
    check.sqref = MultiCellRange(cells)
    check.errorStyle, check.showErrorMessage = "warning", True
    check.errorTitle, check.error = "日期", "请按 2026-03-20 的样子填写日期。"
    return check


def figure(sheet: Worksheet, cells: Sequence[str], asked: Asked, base: str = "") -> None:
    """Let the cells take only what the figure can be, and colour what is wrong nevertheless (pasted).

    ``base`` is the cell of the figure that it cannot exceed, seen from the first of the cells.
    """
    one, first = asked.input, cells[0]
    if one.yes_no:
        sheet.add_data_validation(choice(" ".join(cells), (YES, NO, NOT_APPLICABLE), prompt=one.hint))
        return
    allowed = _allowed(one, first, base)
    check = DataValidation("custom", formula1=allowed, allow_blank=True, sqref=MultiCellRange(" ".join(cells)))
    check.errorStyle, check.showErrorMessage = "stop", True
    check.errorTitle, check.error = "请核对填写内容", f"请填{in_words(one)}。没有这项任务请填“{NOT_APPLICABLE}”。"
    if base:
        check.error += "不能大于它的基数。"
    sheet.add_data_validation(_prompted(check, f"单位：{one.unit}", one.hint))
    font, fill = warning_look()
    wrong = f'AND(TRIM({first}&"")<>"",NOT({allowed}))'
    sheet.conditional_formatting.add(" ".join(cells), FormulaRule(formula=[wrong], font=font, fill=fill))


def score(cells: str, points: float) -> DataValidation:
    """A self-score from 0 to the indicator's points."""
    check = DataValidation("decimal", operator="between", formula1="0", formula2=plain(points), allow_blank=True)
    check.sqref = MultiCellRange(cells)
    check.errorStyle, check.showErrorMessage = "stop", True
    check.errorTitle, check.error = "自评分", f"请填 0 到 {plain(points)} 之间的分数。"
    return check


def _allowed(one: Input, cell: str, base: str) -> str:
    """The Excel formula that is true for what the cell may hold."""
    terms = [f"ISNUMBER({cell})"]
    terms += [f"N({cell})>={plain(one.low, 9)}"] if isfinite(one.low) else []
    terms += [f"N({cell})<={plain(one.high, 9)}"] if isfinite(one.high) else []
    terms += [f"N({cell})=INT(N({cell}))"] if one.whole else []
    terms += [f"OR(NOT(ISNUMBER({base})),N({cell})<=N({base}))"] if base else []
    words = "".join(f',{cell}="{word}"' for word in _NEITHER)
    return f"OR(AND({','.join(terms)}){words})"


def _prompted(check: DataValidation, title: str, prompt: str) -> DataValidation:
    if prompt:
        check.showInputMessage = True
        check.promptTitle, check.prompt = title or None, prompt[:_LONGEST_PROMPT]
    return check
