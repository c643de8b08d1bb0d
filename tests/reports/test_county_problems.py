"""县本级 on paper: a problem of the county itself on slides, in the circular and on its department's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.problem_book import ProblemBook
from data.store import Store
from reports.briefing import briefing
from reports.briefing.sequence import Sequence
from reports.circular.demands import demands
from reports.lists import problem_workbook
from reports.material import Material
from reports.reconcile.facts import Facts
from reports.slips import DEPARTMENT, slips
from scoring import COUNTY
from tests.reports import rounds
from tests.reports.documents import written

OFFICE = "县农业农村局"
FIELDS = {
    "source": "省级审计巡察", "town": COUNTY, "indicator": "A1-02", "rigid": True, "description": "粮食产量台账未核实",
    "responsible_unit": OFFICE, "due_on": date(2026, 3, 15),
}  # fmt: skip


def with_county_problem(store: Store) -> None:
    rounds.gaps(store)
    ProblemBook(store).enter(store.rounds()[-1].name, FIELDS, "张工")


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    with rounds.material_of(with_county_problem, tmp_path_factory.mktemp("county")) as found:
        yield found


def test_the_slides_name_it_beside_the_towns_and_the_hidden_names_leave_it(material: Material) -> None:
    for anonymous in (False, True):
        slides = briefing(material, replace(Sequence.default(material), anonymous=anonymous)).slides
        told = [text for slide in slides if slide.kind == "problems" for text in rounds.texts(slide)]
        assert "县本级" in told
        assert any("1 个单位有逾期问题：县本级 1 个" in text for text in told)


def test_the_circular_and_the_list_name_it(material: Material) -> None:
    assert any("县本级1个" in str(line) for line in demands(material, 4))
    sheet = load_workbook(BytesIO(problem_workbook(material))).worksheets[0]
    assert "县本级" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_its_department_finds_it_on_its_page(material: Material) -> None:
    with ZipFile(BytesIO(slips(material, DEPARTMENT))) as package:
        text = written(package.read(f"一部门一单_{OFFICE}.docx"))
    assert "县本级" in text and "粮食产量台账未核实" in text


def test_its_numbers_are_held_against_the_store(material: Material) -> None:
    facts = Facts(material)
    assert facts.expected("逾期", {"镇": "县本级"}) == frozenset({"1"})
    assert facts.expected("得分", {"镇": "县本级"}) is None
