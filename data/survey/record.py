"""What one survey workbook (三度调查表) said: a row a respondent, of whom nothing personal is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.findings import Finding
from data.shape import DATE, TEXT, Shape

ANSWERS = Shape(
    {
        **dict.fromkeys(("town", "village", "household"), TEXT),
        "asked_on": DATE,
        **dict.fromkeys(("mode", "aware", "satisfied", "supports", "opinion", "cell"), TEXT),
    }
)
"""A row a respondent: ``household`` one of ``scoring.survey.HOUSEHOLDS`` or "", the answers those of QUESTIONS or ""
where nothing valid was answered, ``cell`` where the row begins.
"""


@dataclass(frozen=True, eq=False)
class SurveyIntake:
    """One file as read. Good rows are in ``answers``, the rest in ``findings``.

    ``personal``: it holds personal data, so that nothing of it was taken over and nothing of it may be kept.
    ``foreign`` names what else is in the file that the form has no place for; then a copy without it is kept instead.
    """

    file_name: str
    sha256: str
    readable: bool
    round_name: str = ""
    team: str = ""
    answers: pd.DataFrame = field(default_factory=ANSWERS.empty)
    findings: tuple[Finding, ...] = ()
    personal: bool = False
    foreign: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check what the store relies on."""
        ANSWERS.check(self.answers, "answers")
        if self.personal and (self.readable or len(self.answers)):
            raise ValueError("nothing may be taken over from a file with personal data")

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """The respondents as plain Python, in the order of the file."""
        return ANSWERS.records(self.answers)
