"""What stands on 整改台账, and which of its answers the ledger of problems knows already.

Said once: the writer fills in what is known, and of a workbook that comes back only what differs from it is new.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from data.clock import day_of
from data.problems import Problem, Step
from data.reading.text import settled
from data.templates.forms import YES, Column
from scoring.scheme import Scheme

SHEET = "整改台账"
PASSED, SENT_BACK = "通过", "退回"
CONCLUSIONS = (PASSED, SENT_BACK)

MEASURE = "整改措施："
"""How a step begins that tells of another measure while the problem is being rectified."""

COLUMNS = (
    Column("number", "问题序号", 6, ("序号", "问题编号"), required=True),
    Column("version", "台账版本", 6, ("版本",), required=True),
    Column("state", "状态", 8, aid=True),
    Column("where", "镇村点位", 14, aid=True),
    Column("description", "问题描述", 30, ("问题",), required=True),
    Column("indicator", "关联指标", 9, aid=True),
    Column("responsible_unit", "责任单位", 12, aid=True),
    Column("due_on", "整改时限", 11, aid=True),
    Column("measure", "整改措施", 22, ("措施",)),
    Column("done_on", "完成日期", 11, ("完成时间",)),
    Column("progress", "完成情况", 22, ("整改情况", "整改结果")),
    Column("reviewer", "复核人", 8, ("核验人",)),
    Column("conclusion", "复核结论", 8, ("核验结论",)),
    Column("remark", "复核说明", 20, ("佐证材料", "退回原因")),
    Column("closed_on", "销号日期", 11, ("销号时间",)),
    Column("relapsed", "是否反弹", 7, ("反弹",)),
)
_NOT_A_SIGN = re.compile(r"[\W_]+")
_COMPARED = 200
"""So many signs of a description tell two problems apart: what a cell cuts off makes no difference."""


@dataclass(frozen=True)
class Answers:
    """What 整改台账 says of one problem. ``remark`` (复核说明) is the evidence of a closing, why it was sent back, or
    how it relapsed; ``conclusion`` is 通过, 退回 or "".
    """

    measure: str = ""
    done_on: date | None = None
    progress: str = ""
    reviewer: str = ""
    conclusion: str = ""
    remark: str = ""
    closed_on: date | None = None
    relapsed: bool | None = None

    def new_beside(self, known: Answers) -> frozenset[str]:
        """The names of the answers that say something else than what is known; a blank says nothing."""
        pairs = ((one.name, getattr(self, one.name), getattr(known, one.name)) for one in fields(self))
        return frozenset(name for name, said, before in pairs if said and not _same(said, before))


REVIEW = ("reviewer", "conclusion", "remark", "closed_on", "relapsed")
"""The answers that are the office's to give."""


def known_answers(steps: Iterable[Step]) -> Answers:
    """What the steps of a problem have said so far, as it stands on its row."""
    known = Answers()
    for step in steps:
        known = _after(known, step)
    return known


def _after(known: Answers, step: Step) -> Answers:
    match step.action:
        case "start":
            return replace(known, measure=step.note or known.measure)
        case "progress" if step.note.startswith(MEASURE):
            return replace(known, measure=step.note.removeprefix(MEASURE))
        case "progress":
            return replace(known, progress=step.note)
        case "submit":
            return Answers(known.measure, step.done_on, step.note)
        case "close":
            closed = replace(known, conclusion=PASSED, closed_on=day_of(step.at), relapsed=None)
            return replace(closed, reviewer=step.reviewer, remark=step.note)
        case "return":
            return replace(known, conclusion=SENT_BACK, reviewer=step.reviewer, remark=step.note)
        case "relapse":
            return Answers(known.measure, known.done_on, known.progress, remark=step.note, relapsed=True)
    return known


def _same(said: object, before: object) -> bool:
    if isinstance(said, str) and isinstance(before, str):
        return settled(said) == settled(before)
    return said == before


def same_problem(described: str, found: Problem) -> bool:
    """Whether a row that describes a problem so means the one that the ledger has under its number."""
    return _plain(described) == _plain(found.description)


def _plain(text: str) -> str:
    return _NOT_A_SIGN.sub("", unicodedata.normalize("NFKC", text).casefold())[:_COMPARED]


def concerns(unit: str, one: Problem, scheme: Scheme) -> bool:
    """Whether a problem is the unit's to rectify: a town's own, one that names the unit as responsible, or one that
    names nobody and whose item the unit leads.
    """
    if unit in (one.town, one.responsible_unit) or (unit and unit in one.responsible_unit):
        return True
    leads = one.indicator in scheme and scheme.indicator(one.indicator).lead == unit
    return leads and not one.responsible_unit


def cells_of(one: Problem, known: Answers, state: str) -> Mapping[str, str | int | date | None]:
    """The cells of a problem's row by the keys of COLUMNS."""
    return {
        "number": one.id, "version": one.version, "state": state, "where": one.where, "description": one.description,
        "indicator": one.indicator, "responsible_unit": one.responsible_unit, "due_on": one.due_on,
        **{each.name: getattr(known, each.name) for each in fields(known)},
        "relapsed": YES if known.relapsed else None,
    }  # fmt: skip
