"""三度 (知晓度, 满意度, 支持度): rates of a survey's answers, each with how many answered and its interval.

A rate is good answers ÷ answers that count. 知晓度 = (知道 + 听说过) ÷ 有效; 满意度 = (满意 + 比较满意) ÷ (有效 −
不清楚); 支持度 likewise. The interval is Wilson's at 95 %: with n answers, k of them good, p = k ÷ n, z = 1.9599…,

    (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)

which stays within 0 and 1 and holds for a small n as well. It takes the answers for a simple random sample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

Part = Literal["good", "base"]
"""What of a question is counted: its good answers, or the answers that count."""

PARTS: tuple[Part, ...] = get_args(Part)
HOUSEHOLDS = ("脱贫户", "监测户", "一般户")
MONITORED = "监测户"
ENOUGH = 30
"""With fewer answers a rate is marked as one of a small sample."""

Z = 1.959963984540054
"""The normal distribution's quantile for 95 % on both sides."""

RATE_COLUMNS = ("question", "respondents", "good", "base", "rate", "low", "high", "small")


@dataclass(frozen=True)
class Question:
    """One of the three questions: what its rate is called, its answers, which of them are good, which do not count."""

    key: str
    name: str
    asked: str
    answers: tuple[str, ...]
    good: tuple[str, ...]
    left_out: tuple[str, ...] = ()


QUESTIONS: Mapping[str, Question] = MappingProxyType({
    one.key: one
    for one in (
        Question("aware", "知晓度", "知晓", ("知道", "听说过", "不知道"), ("知道", "听说过")),
        Question(
            "satisfied", "满意度", "满意", ("满意", "比较满意", "一般", "不满意", "不清楚"), ("满意", "比较满意"),
            ("不清楚",),
        ),
        Question(
            "supports", "支持度", "支持", ("支持", "比较支持", "一般", "不支持", "不清楚"), ("支持", "比较支持"),
            ("不清楚",),
        ),
    )
})  # fmt: skip
"""The questions by their keys, which are also the columns of the answers."""


@dataclass(frozen=True)
class Surveyed:
    """What an input takes from the survey (问卷计数): of a question its good answers, or the answers that count.

    ``households`` narrows it to respondents of these kinds; () to none.
    """

    question: str
    part: Part
    households: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """«三度调查满意度的有效份数（脱贫户、监测户）»."""
        part = "好评份数" if self.part == "good" else "有效份数"
        narrowed = f"（{'、'.join(self.households)}）" if self.households else ""
        return f"三度调查{QUESTIONS[self.question].name}的{part}{narrowed}"


def rates(answers: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The rates of each group of answers and question.

    ``answers`` has a row a respondent with the columns of QUESTIONS ("" where nothing valid was answered) and those of
    ``by``, such as ``town`` or ``household``. Columns of the result: ``by``, then RATE_COLUMNS: respondents, good and
    counting answers, the rate and its interval between 0 and 1 (NaN where no answer counts), whether the sample is
    small. Without ``by`` the three rows of all answers together.
    """
    counted = pd.concat([_counted(answers, one, by) for one in QUESTIONS.values()], ignore_index=True)
    good, base = counted["good"].to_numpy(float), counted["base"].to_numpy(float)
    low, high = wilson(good, base)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(base > 0, good / base, np.nan)
    table = counted.assign(rate=rate, low=low, high=high, small=base < ENOUGH)
    return table[[*by, *RATE_COLUMNS]]


def wilson(good: Any, base: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Both ends of Wilson's interval at 95 % for ``good`` of ``base`` answers; NaN where ``base`` is 0."""
    k, n = np.asarray(good, dtype=float), np.asarray(base, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.where(n > 0, k / n, np.nan)
        middle = p + Z**2 / (2 * n)
        spread = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
        low, high = ((middle + side * spread) / (1 + Z**2 / n) for side in (-1, 1))
    # at its two ends the formula gives exactly 0 and 1, which rounding would miss
    at_ends = [np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)]
    first, last = (np.where(n > 0, np.clip(end, 0.0, 1.0), np.nan) for end in at_ends)
    return first, last


def count(answers: pd.DataFrame, wanted: Surveyed) -> pd.Series[int]:
    """Town → how many answers are wanted of it; no town without a respondent of those kinds of households."""
    asked = QUESTIONS[wanted.question]
    kept = answers[answers["household"].isin(wanted.households)] if wanted.households else answers
    of_part = _is_good(kept, asked) if wanted.part == "good" else _counts(kept, asked)
    return of_part.groupby(kept["town"], sort=False).sum().astype("int64")


_ADDED = ["respondents", "good", "base"]


def _counted(answers: pd.DataFrame, one: Question, by: Sequence[str]) -> pd.DataFrame:
    """The groups with their good and counting answers of one question."""
    marks = answers[list(by)].assign(respondents=1, good=_is_good(answers, one), base=_counts(answers, one))
    if by:
        table = marks.groupby(list(by), sort=False, as_index=False)[_ADDED].sum()
    else:
        table = pd.DataFrame({name: [marks[name].sum()] for name in _ADDED})
    return table.astype(dict.fromkeys(_ADDED, "int64")).assign(question=one.key)


def _is_good(answers: pd.DataFrame, one: Question) -> pd.Series[bool]:
    return answers[one.key].isin(one.good)


def _counts(answers: pd.DataFrame, one: Question) -> pd.Series[bool]:
    return answers[one.key].isin([said for said in one.answers if said not in one.left_out])
