"""An uploaded survey workbook read in a process of its own, as every file from outside is."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from hashlib import sha256

from data.findings import Finding, finding
from data.reading.container import UnreadableError
from data.reading.isolated import readers
from data.reading.personal import masked
from data.reading.survey import read_survey
from data.roster import Roster
from data.survey.record import SurveyIntake

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SurveyUpload:
    """A file as it was given."""

    name: str
    content: bytes


def read_apart(upload: SurveyUpload, roster: Roster, round_name: str) -> SurveyIntake:
    """What the file says; a file that cannot be read, or that the reader stumbles over, says why."""
    try:
        return readers().ask(read_survey, (upload.content, upload.name, roster, round_name))
    except UnreadableError as stopped:
        return _unread(upload, stopped.finding)
    except Exception:
        _log.exception("the reader failed on a survey workbook")
        return _unread(upload, finding("R107"))


def _unread(upload: SurveyUpload, why: Finding) -> SurveyIntake:
    return SurveyIntake(masked(upload.name), sha256(upload.content).hexdigest(), False, findings=(why,))
