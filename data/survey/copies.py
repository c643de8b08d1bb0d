"""What is kept of a survey's file: the file itself, or a copy that holds nothing but the form's own columns."""

from __future__ import annotations

from dataclasses import replace

from data.reading.survey import read_survey
from data.store_engine import StoreError
from data.survey.record import SurveyIntake
from data.templates import survey_workbook
from data.templates.workbooks import SURVEY_TEAM
from scoring.scheme import Scheme

COPIED = "（重写）"


def kept(intake: SurveyIntake, content: bytes, scheme: Scheme) -> tuple[SurveyIntake, bytes]:
    """The record to be stored, and the file: as it came when it holds what the form asks and nothing else; otherwise
    written anew through the template, with the cells of the answers where the copy has them.

    The same file gives the same copy. StoreError for a file with personal data: nothing of it may be kept.
    """
    if intake.personal:
        raise StoreError(f"「{intake.file_name}」里有个人信息，整份不收，也不保存。请删去后再上传。")
    if not intake.foreign:
        return intake, content
    team, rows = intake.team or SURVEY_TEAM, list(intake.rows())
    copy = survey_workbook(scheme, intake.round_name, team=team, answers=rows)
    read = read_survey(copy, intake.file_name)
    stem, _, _ = intake.file_name.rpartition(".")
    return replace(read, file_name=f"{stem or intake.file_name}{COPIED}.xlsx", findings=intake.findings), copy
