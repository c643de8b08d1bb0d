"""The workbooks that are sent out, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook

from data.intake import Kind
from data.templates.field_sheet import write_field_checks
from data.templates.filled import NOTHING, Filled, Key, Row, Typed
from data.templates.form_sheet import FormText, write_form
from data.templates.forms import (
    KIND_TITLES,
    Asked,
    asked_of_department,
    asked_of_inspection,
    asked_of_town,
    asked_of_verification,
    labelled,
)
from data.templates.guide_sheet import GuideText, write_guide
from data.templates.list_sheets import write_evidence, write_problems, write_rules
from data.templates.look import add_styles
from data.templates.meta import Backstage, Meta
from data.templates.survey_sheet import write_answers
from data.templates.verification import Slot, write_verification
from data.templates.village_sheet import asked_by_village, write_villages
from data.templates.visit_sheet import write_visits
from data.timeless import timeless
from scoring.scheme import COUNTY, Indicator, Scheme

CONTACT = "各项口径请问“评分细则”中的牵头单位，填报和报送请问县委农办"
INSPECTION_TEAM = "县暗访组"
SURVEY_TEAM = "县调查组"

_EPOCH = datetime(2000, 1, 1)


def town_workbook(
    scheme: Scheme,
    town: str,
    round_name: str,
    *,
    villages: Sequence[str] = (),
    targets: Mapping[Key, float] | None = None,
    last_year: Mapping[Key, float] | None = None,
    due_on: date | None = None,
    contact: str = CONTACT,
    filled: Filled | None = None,
) -> bytes:
    """镇级填报表 of one town, as xlsx. ``targets`` and ``last_year`` are written beforehand and locked.

    With ``villages`` there is 分村明细 at the end, to be filled or not. Equal arguments give equal bytes.
    """
    meta = Meta.of(scheme, "town", town, round_name)
    book = _Book(scheme, meta, due_on, contact)
    book.form(asked_of_town(scheme), town, targets, last_year, filled or NOTHING)
    book.lists([one for one in scheme.indicators if one.scope != "county"], villages, filled or NOTHING)
    if villages:
        write_villages(book.workbook, meta, asked_by_village(scheme), villages, (filled or NOTHING).by_village)
    return book.content()


def department_workbook(
    scheme: Scheme,
    department: str,
    round_name: str,
    *,
    targets: Mapping[Key, float] | None = None,
    last_year: Mapping[Key, float] | None = None,
    due_on: date | None = None,
    contact: str = CONTACT,
    filled: Filled | None = None,
) -> bytes:
    """县级填报表 of one department: the county's figures of the indicators it leads.

    ValueError when it leads none (:func:`data.templates.forms.reporting_departments` lists those that do).
    """
    asked = asked_of_department(scheme, department)
    if not asked:
        raise ValueError(f"{department}没有需要填报的县级数")
    meta = Meta.of(scheme, "department", department, round_name)
    book = _Book(scheme, meta, due_on, contact)
    book.form(asked, f"{COUNTY}（{department}）", targets, last_year, filled or NOTHING)
    book.lists(list({one.indicator.code: one.indicator for one in asked}.values()), (), filled or NOTHING)
    return book.content()


def verification_workbook(
    scheme: Scheme,
    department: str,
    round_name: str,
    towns: Sequence[str],
    *,
    claimed: Mapping[Slot, Typed] | None = None,
    due_on: date | None = None,
    contact: str = CONTACT,
    filled: Mapping[Slot, Row] | None = None,
) -> bytes:
    """部门核定表 of one department: the towns' figures of the indicators it leads, beside what they reported.

    ``claimed`` is what the towns reported; ``filled`` what the department answers (opinion, value, reason, basis).
    ValueError when it leads none (:func:`data.templates.forms.verifying_departments` lists those that do).
    """
    asked = asked_of_verification(scheme, department)
    if not asked:
        raise ValueError(f"{department}没有需要核定的镇级数")
    book = _Book(scheme, Meta.of(scheme, "verification", department, round_name), due_on, contact)
    write_verification(book.workbook, book.meta, asked, towns, claimed or {}, filled or {}, book.due)
    led = list({one.indicator.code: one.indicator for one in asked}.values())
    write_rules(book.workbook, book.meta, led, scheme.basis)
    return book.content()


def inspection_workbook(
    scheme: Scheme,
    round_name: str,
    villages: Mapping[str, Sequence[str]] | None = None,
    *,
    team: str = INSPECTION_TEAM,
    due_on: date | None = None,
    contact: str = CONTACT,
    filled: Filled | None = None,
) -> bytes:
    """村级暗访表 of one team. ``villages``: town → the villages that can be visited."""
    meta = Meta.of(scheme, "inspection", team, round_name)
    book = _Book(scheme, meta, due_on, contact)
    asked = asked_of_inspection(scheme)
    answers, towns = filled or NOTHING, list(villages or {})
    write_visits(book.workbook, book.backstage, meta, asked, villages or {}, answers.visits)
    write_field_checks(book.workbook, book.backstage, meta, asked_of_town(scheme), towns, answers.field_checks)
    write_rules(book.workbook, meta, list({one.indicator.code: one.indicator for one in asked}.values()), scheme.basis)
    return book.content()


def survey_workbook(
    scheme: Scheme,
    round_name: str,
    villages: Mapping[str, Sequence[str]] | None = None,
    *,
    team: str = SURVEY_TEAM,
    due_on: date | None = None,
    contact: str = CONTACT,
    answers: Sequence[Row] = (),
) -> bytes:
    """三度调查表 of one team. ``villages``: town → its villages; ``answers``: a row a respondent, without a name."""
    book = _Book(scheme, Meta.of(scheme, "survey", team, round_name), due_on, contact)
    write_answers(book.workbook, book.backstage, book.meta, villages or {}, answers)
    return book.content()


class _Book:
    """A workbook with its guide; the sheets come in the order in which they are written."""

    def __init__(self, scheme: Scheme, meta: Meta, due_on: date | None, contact: str) -> None:
        self.scheme, self.meta = scheme, meta
        self.due = f"报送截止：{_spoken(due_on)}" if due_on else ""
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        add_styles(self.workbook)
        title = f"{meta.unit}{_TITLES[meta.kind]}"
        due = _spoken(due_on) if due_on else ""
        write_guide(self.workbook, GuideText(title, meta, scheme.name, scheme.basis, due, contact))
        self.backstage = Backstage(self.workbook, meta)

    def form(
        self,
        asked: Sequence[Asked],
        whose: str,
        targets: Mapping[Key, float] | None,
        last_year: Mapping[Key, float] | None,
        filled: Filled,
    ) -> None:
        """Add 填报表."""
        title = f"{whose}{_TITLES[self.meta.kind]}"
        write_form(self.workbook, asked, FormText(title, self.meta, self.due, targets or {}, last_year or {}), filled)

    def lists(self, indicators: Sequence[Indicator], villages: Sequence[str], filled: Filled) -> None:
        """Add 问题清单, 佐证目录 and 评分细则."""
        codes = self.backstage.list_of([labelled(one) for one in indicators])
        write_problems(self.workbook, self.backstage, self.meta, codes, villages, filled.problems)
        write_evidence(self.workbook, self.meta, codes, indicators, filled.evidence)
        write_rules(self.workbook, self.meta, indicators, self.scheme.basis)

    def content(self) -> bytes:
        """The finished file. The hidden sheet goes last, and the dates of writing are fixed."""
        self.workbook.move_sheet(self.backstage.sheet, len(self.workbook.worksheets))
        properties = self.workbook.properties
        properties.creator, properties.title = "", self.meta.footer
        properties.created = _EPOCH
        written = BytesIO()
        self.workbook.save(written)
        return timeless(written.getvalue())


_TITLES: dict[Kind, str] = {kind: f"乡村振兴实绩模拟考核{title}" for kind, title in KIND_TITLES.items()}


def _spoken(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
