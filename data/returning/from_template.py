"""A workbook made from the template with a unit's values in it, for a file that cannot be marked itself."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook

from data.intake import Intake
from data.returning.annotated import Annotated, annotated
from data.returning.list_sheet import Heading
from data.roster import Roster
from scoring.scheme import Scheme


def from_template(
    intake: Intake, scheme: Scheme, roster: Roster | None, heading: Heading, about: Mapping[str, str]
) -> Annotated:
    """The template filled with what was read, marked in the same way."""
    return annotated(_only_a_list(), intake.findings, heading, about)


def _only_a_list() -> bytes:
    """A workbook with nothing but a sheet to hang the list before: nobody knows whose template to send."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "说明"
    sheet["A1"] = "这份文件读不出来，请按“需更正清单”处理后，用本单位的填报模板重新报送。"
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()
