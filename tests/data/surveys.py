"""Survey workbooks (三度调查表) for tests: through the template, or drawn cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from data.reading.survey import read_survey
from data.survey.record import SurveyIntake
from data.templates import survey_workbook
from scoring.survey import HOUSEHOLDS, QUESTIONS
from tests.data.sheets import ROSTER, small_scheme

ROUND = "第一轮"
HEADS = ("镇", "村", "户类型", "日期", "方式", "知晓", "满意", "支持", "意见")
CONTENT = {
    "town": "石桥镇", "village": "上坪村", "household": "脱贫户", "mode": "入户", "aware": "知道", "satisfied": "满意",
    "supports": "支持", "opinion": "",
}  # fmt: skip
IDENTITY = "11010519491231002X"
"""The example that the standard for ID numbers itself gives."""


def respondent(**said: object) -> dict[str, Any]:
    """A respondent who is content, but for what is said otherwise."""
    return {**CONTENT, **said}


def respondents(count: int) -> list[dict[str, Any]]:
    """So many respondents with different answers."""
    asked = list(QUESTIONS.values())
    return [
        respondent(
            household=HOUSEHOLDS[at % 3],
            **{one.key: one.answers[(at // (place + 1)) % len(one.answers)] for place, one in enumerate(asked)},
        )
        for at in range(count)
    ]


def written(rows: Sequence[dict[str, Any]], spoil: Callable[[Workbook], None] | None = None) -> bytes:
    """The template with those respondents, spoilt afterwards."""
    content = survey_workbook(small_scheme(), ROUND, {"石桥镇": ["上坪村"]}, answers=rows)
    if spoil is None:
        return content
    book = load_workbook(BytesIO(content))
    spoil(book)
    return saved(book)


def drawn(*rows: Sequence[object], heads: Sequence[object] = HEADS) -> bytes:
    """A plain workbook that is not the template: headings and rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    for row in (heads, *rows):
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as bytes."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, name: str = "调查.xlsx") -> SurveyIntake:
    """What the reader makes of it."""
    return read_survey(content, name, ROSTER, ROUND)


def codes(intake: SurveyIntake) -> list[str]:
    """The codes of the findings."""
    return [one.code for one in intake.findings]
