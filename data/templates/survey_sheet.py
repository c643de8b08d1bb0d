"""调查表: a row for each respondent of the survey (三度调查), who stays nameless."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from data.templates import checks
from data.templates.filled import Row
from data.templates.forms import Column
from data.templates.look import lines_needed
from data.templates.meta import Backstage, Meta
from data.templates.paper import Paper
from scoring.survey import HOUSEHOLDS, QUESTIONS

SURVEY_SHEET = "调查表"
MODES = ("入户", "电话", "集中座谈", "线上")

SURVEY_COLUMNS = (
    Column("town", "镇", 11, ("镇街", "乡镇", "所在镇", "镇名"), required=True),
    Column("village", "村", 13, ("行政村", "村居", "所在村", "村名")),
    Column("household", "户类型", 10, ("农户类型", "农户类别", "户别", "户类别", "对象类型", "受访户类型", "类型")),
    Column("asked_on", "日期", 12, ("调查日期", "调查时间", "访问日期", "时间")),
    Column("mode", "方式", 11, ("调查方式", "访问方式", "问卷方式")),
    Column("aware", "知晓", 11, ("知晓情况", "知晓度", "是否知晓", "政策知晓", "政策知晓情况")),
    Column("satisfied", "满意", 11, ("满意情况", "满意度", "是否满意", "满意程度"), required=True),
    Column("supports", "支持", 11, ("支持情况", "支持度", "是否支持", "支持程度")),
    Column("opinion", "意见", 42, ("意见建议", "建议", "意见和建议", "群众意见", "反映问题")),
)

SPARE_ROWS = 150
"""How many empty rows there are for respondents yet to come."""

_STYLES = {
    "asked_on": "fill_date",
    **dict.fromkeys(("household", "mode", *QUESTIONS), "fill_choice"),
}


def write_answers(
    workbook: Workbook, backstage: Backstage, meta: Meta, villages: Mapping[str, Sequence[str]], answers: Sequence[Row]
) -> None:
    """Add the sheet 调查表: the answers given, and empty rows. ``villages``: town → its villages."""
    paper = Paper(workbook, SURVEY_SHEET, SURVEY_COLUMNS)
    said = meta.line("一行一位受访户，不填姓名、证件号、电话")
    first = paper.head(f"{meta.unit}三度调查表", said)
    for number, row in enumerate((*answers, *({} for _ in range(SPARE_ROWS))), first):
        _answer_row(paper, number, row)
    last = first + len(answers) + SPARE_ROWS - 1
    _add_choices(paper, backstage, first, last, villages)
    paper.finish(meta.footer, freeze=f"C{first}", growing=True)


def _answer_row(paper: Paper, number: int, row: Row) -> None:
    for column in SURVEY_COLUMNS:
        content = row.get(column.key)
        paper.put(number, column.key, content, _STYLES.get(column.key, "fill_text"))
    opinion = str(row.get("opinion") or "")
    if opinion:
        paper.height(number, lines_needed(opinion, SURVEY_COLUMNS[-1].width))


def _add_choices(
    paper: Paper, backstage: Backstage, first: int, last: int, villages: Mapping[str, Sequence[str]]
) -> None:
    """A drop-down down each column with a fixed choice; towns and villages where they are known."""
    names = [village for those in villages.values() for village in those]
    sources: dict[str, str | Sequence[str]] = {key: one.answers for key, one in QUESTIONS.items()}
    sources |= {"household": HOUSEHOLDS, "mode": MODES}
    sources |= {"town": backstage.list_of(list(villages))} if villages else {}
    sources |= {"village": backstage.list_of(list(dict.fromkeys(names)))} if names else {}
    for key, source in sources.items():
        cells = f"{paper.letter(key)}{first}:{paper.letter(key)}{last}"
        paper.sheet.add_data_validation(checks.choice(cells, source, strict=key in (*QUESTIONS, "household")))
    days = paper.letter("asked_on")
    paper.sheet.add_data_validation(checks.day(f"{days}{first}:{days}{last}"))
