"""A town's workbook on its way back, with its faults marked."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from data.findings import Finding
from data.intake import Intake
from data.reading.isolated import Pack, StoppedError, readers
from data.returning.annotated import Annotated, annotated
from data.returning.from_template import from_template, list_only
from data.returning.list_sheet import Heading
from data.returning.markup import SurgeryError
from data.roster import Roster
from data.templates.forms import labelled
from scoring.scheme import Scheme

SUFFIX = "（退回更正）"
_LONGEST_STEM = 80
_NAMES_ANOTHER = "R116"
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Returned:
    """A workbook to be sent back: a safe file name and the bytes.

    ``unit`` is "" when unknown; ``original`` is the name of the file as it came; ``own`` says whether it is the
    unit's own file, marked, or one made from the template because theirs cannot be marked.
    """

    file_name: str
    content: bytes = field(repr=False)
    unit: str = ""
    original: str = ""
    own: bool = True
    findings: tuple[Finding, ...] = ()


def returned(
    content: bytes, intake: Intake, scheme: Scheme, roster: Roster | None = None, round_name: str = ""
) -> Returned:
    """The unit's own workbook with the intake's findings marked and listed on a first sheet.

    ``content`` is the file that ``intake`` was read from. One that cannot be marked (old formats, damaged files) comes
    back as a workbook made from the template with the unit's values in it. ``round_name`` stands for a round that the
    file does not name. Never an exception for what is in the file: it is taken apart in a reading process, under the
    same limits of time and memory as when it is read.
    """
    came_as = _last(intake.file_name).replace(SUFFIX, "")
    heading = Heading(intake.unit, intake.round_name or round_name, came_as)
    about = {one.code: labelled(one) for one in (*scheme.indicators, *scheme.components)}
    own = (content, intake.findings, heading)
    itself = _tried("marking", heading, lambda: readers().ask(annotated, own, Pack(about)))
    made = itself or _tried("the template", heading, lambda: from_template(intake, scheme, roster, heading, about))
    made = made or list_only(intake, heading, about)
    name = _file_name(intake, made.ending)
    return Returned(name, made.content, intake.unit, heading.file_name, itself is not None, intake.findings)


def _tried(what: str, heading: Heading, make: Callable[[], Annotated]) -> Annotated | None:
    """The marked workbook; None when it cannot be made. What is in one file must not keep the others back."""
    try:
        return make()
    except (SurgeryError, StoppedError) as why:
        _log.info("%s is not marked in place: %s", heading.file_name, why)
    except Exception:
        _log.exception("%s failed on %s", what, heading.file_name)
    return None


def _file_name(intake: Intake, ending: str) -> str:
    """The file's own name with a suffix, and with the unit's name when it does not say it."""
    stem = _last(intake.file_name)
    head, dot, _ = stem.rpartition(".")
    stem = (head if dot and head else stem).replace(SUFFIX, "")
    misnamed = any(one.code == _NAMES_ANOTHER for one in intake.findings)
    if intake.unit and intake.unit not in stem and not misnamed:
        stem = f"{intake.unit}-{stem}"
    return f"{safe_name(stem)[:_LONGEST_STEM]}{SUFFIX}{ending}"


def safe_name(text: str) -> str:
    """The text as a file name that every system takes: no folders, no unseen signs, no reserved words."""
    name = _UNFIT.sub("_", text).strip(" .")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
