"""整改台账 out of the ledger: a town's, a department's, or everybody's, to be filled and loaded back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook

from data.clock import spoken
from data.problems import STATE_WORDS, Problem, Step
from data.rectification.columns import COLUMNS, CONCLUSIONS, SHEET, Answers, cells_of, concerns, known_answers
from data.templates import checks
from data.templates.forms import NO, YES
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper
from scoring.scheme import Scheme

EVERYBODY = "全县"
"""Whose 整改台账 it is when it holds every problem."""

_STYLES = {
    "number": "code", "version": "grey", "state": "centred", "indicator": "centred", "due_on": "centred",
    "responsible_unit": "centred", "where": "text", "description": "text", "done_on": "fill_date",
    "closed_on": "fill_date", "conclusion": "fill_choice", "relapsed": "fill_choice",
}  # fmt: skip
_HINTS = {
    "progress": "写明完成日期和完成情况，载入后转为待核验；只写完成情况的记作整改进展。",
    "remark": "由县里填。通过：佐证材料名称、文号；退回：原因；反弹：何时何地又发现。",
}
_HOW = "有底色的格子填写，问题序号和台账版本不要改；复核人以后的各栏由县里填"
_EPOCH = (2000, 1, 1, 0, 0, 0)


def rows_for(unit: str, problems: Sequence[Problem], scheme: Scheme, *, closed: bool = False) -> list[Problem]:
    """The problems on a unit's 整改台账 (EVERYBODY: all), by day, without the withdrawn; ``closed`` ones if wanted."""
    kept = [one for one in problems if one.withdrawn_at is None and (closed or one.counts)]
    mine = [one for one in kept if unit == EVERYBODY or concerns(unit, one, scheme)]
    return sorted(mine, key=lambda one: (one.due_on is None, one.due_on or one.at.date(), one.id))


def rectification_workbook(unit: str, rows: Sequence[Problem], steps: Sequence[Step], at: datetime) -> bytes:
    """The rows as xlsx, with what is known of each; text stays text, whatever it begins with."""
    known = _known(steps)
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    paper = Paper(book, SHEET, COLUMNS)
    first = paper.head(f"{unit}{SHEET}", f"填报单位：{unit}　导出时间：{spoken(at)}　{_HOW}")
    for row, one in enumerate(rows, first):
        _row(paper, row, one, known.get(one.id, Answers()))
    _add_checks(paper, first, max(first + len(rows) - 1, first))
    paper.finish(f"{unit}{SHEET}", freeze=f"C{first}")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def rectification_bundle(
    units: Sequence[str], problems: Sequence[Problem], steps: Sequence[Step], scheme: Scheme, at: datetime
) -> bytes:
    """A zip with the workbook of each unit that has a problem open."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as target:
        for unit in units:
            if rows := rows_for(unit, problems, scheme):
                member = ZipInfo(f"{unit}-{SHEET}.xlsx", _EPOCH)
                member.external_attr = 0o600 << 16
                target.writestr(member, rectification_workbook(unit, rows, steps, at))
    return packed.getvalue()


def _known(steps: Sequence[Step]) -> Mapping[int, Answers]:
    ordered = sorted(steps, key=lambda step: (step.problem, step.version))
    return {number: known_answers(of) for number, of in groupby(ordered, lambda step: step.problem)}


def _row(paper: Paper, row: int, one: Problem, known: Answers) -> None:
    cells, lines = cells_of(one, known, STATE_WORDS[one.state]), 1
    for column in COLUMNS:
        content = cells[column.key]
        paper.put(row, column.key, content, _STYLES.get(column.key, "fill_text"))
        lines = max(lines, lines_needed(str(content or ""), column.width))
    paper.height(row, lines)


def _add_checks(paper: Paper, first: int, last: int) -> None:
    def down(key: str) -> str:
        return f"{paper.letter(key)}{first}:{paper.letter(key)}{last}"

    for key, words in (("conclusion", CONCLUSIONS), ("relapsed", (YES, NO))):
        paper.sheet.add_data_validation(checks.choice(down(key), words, strict=False))
    for key in ("done_on", "closed_on"):
        paper.sheet.add_data_validation(checks.day(down(key)))
    for key, said in _HINTS.items():
        paper.sheet.add_data_validation(checks.hint(down(key), said))
