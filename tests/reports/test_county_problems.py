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
from reports.audit_workbook import audit_workbook
from reports.blocks import Table
from reports.briefing import briefing
from reports.briefing.sequence import Sequence
from reports.circular import Wording, circular
from reports.circular.attachments import attachments
from reports.circular.demands import demands
from reports.deck import deck_html
from reports.lists import problem_workbook
from reports.material import Material
from reports.reconcile.claims import all_wrong_claims
from reports.reconcile.facts import Facts
from reports.reconcile.reading import Said, said_in
from reports.slips import DEPARTMENT, slips
from scoring import COUNTY
from tests.reports import rounds
from tests.reports.documents import written

OFFICE, OUTSIDE = "县农业农村局", "县水利建设中心"
FIELDS = {
    "source": "省级审计巡察", "town": COUNTY, "indicator": "A1-02", "rigid": True, "description": "粮食产量台账未核实",
    "responsible_unit": OFFICE, "due_on": date(2026, 3, 15),
}  # fmt: skip


NOT_DUE = {
    **FIELDS, "indicator": "", "rigid": False, "description": "管护资金未到位",
    "responsible_unit": f"{OUTSIDE}、{OFFICE}", "due_on": rounds.TODAY,
}  # fmt: skip


def with_county_problem(store: Store) -> None:
    rounds.gaps(store)
    for fields in (FIELDS, NOT_DUE, {**NOT_DUE, "town": "白沙镇", "responsible_unit": "白沙镇"}):
        ProblemBook(store).enter(store.rounds()[-1].name, fields, "张工")


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
        assert "问题整改：各镇和县本级" in told


def test_the_table_by_town_adds_up_to_the_county_by_its_own_row(material: Material) -> None:
    slides = briefing(material, Sequence.default(material)).slides
    tables = [one for slide in slides if slide.title.endswith("县本级") for one in slide.blocks]
    rows = [row for one in tables if isinstance(one, Table) for row in one.rows]
    assert sum(int(row[1].text) for row in rows) == len(material.problems) > 2
    assert [row[1].text for row in rows if row[0].text == "县本级"] == ["2"]
    ranking = attachments(material)[0].table
    of_towns = sum(int(row[-1].text) for row in ranking.rows)
    assert "另有县本级未销号问题2个，不计入各镇。" in ranking.note
    assert of_towns + 2 == int(material.problems["counts"].astype(bool).sum())


def test_the_circular_and_the_list_name_it(material: Material) -> None:
    assert any("县本级1个" in str(line) for line in demands(material, 4))
    sheet = load_workbook(BytesIO(problem_workbook(material))).worksheets[0]
    assert "县本级" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_its_department_finds_it_on_its_page(material: Material) -> None:
    with ZipFile(BytesIO(slips(material, DEPARTMENT))) as package:
        text = written(package.read(f"一部门一单_{OFFICE}.docx"))
        outside = written(package.read(f"一部门一单_{OUTSIDE}.docx"))
    assert text.index("县本级") < text.index("粮食产量台账未核实") < text.index("管护资金未到位")
    assert "没有牵头、配合的指标。本单位整改的未销号问题1个。" in outside and "管护资金未到位" in outside


def test_the_unit_that_answers_for_nothing_else_adds_no_points_to_the_account(material: Material) -> None:
    units = material.duties.units
    row = units[units["unit"] == OUTSIDE].to_dict("records")[0]
    assert (row["led"], row["supported"], row["lost"], row["problems"], row["overdue"]) == (0, 0, 0, 1, 0)
    lost = material.diagnosis.county_gaps["lost"].sum()
    assert units["lost"].sum() == pytest.approx(lost) and not units["collective"].iloc[0]


def test_its_numbers_are_held_against_the_store(material: Material) -> None:
    facts = Facts(material)
    assert facts.expected("逾期", {"镇": "县本级"}) == frozenset({"1"})
    assert facts.expected("得分", {"镇": "县本级"}) is None


def test_a_wrong_number_of_it_is_found_on_a_slide_and_in_the_circular(material: Material) -> None:
    facts = Facts(material)
    page = deck_html(briefing(material, Sequence.default(material))).encode()
    paper = circular(material, Wording.default(material))
    for name, content in (("汇报.html", page), ("通报.docx", paper)):
        said = said_in(name, content)
        assert not list(all_wrong_claims(said, facts))
        wrong = [replace(one, text=_one_more(one)) for one in said]
        assert list(all_wrong_claims(wrong, facts)), name


def _one_more(said: Said) -> str:
    """The text with the county's own number of open problems one too high."""
    if said.heading == "未销号" and "县本级" in said.row.values():
        return "3"
    return said.text.replace("县本级未销号问题2个", "县本级未销号问题3个")


def test_the_audit_workbook_says_that_its_towns_are_not_all(material: Material) -> None:
    seen = material.diagnosis
    counted = seen.problems.groupby("town").size()
    book = load_workbook(BytesIO(audit_workbook(seen.scheme, seen.values, seen.roster.units(), counted)))
    assert "另有县本级未销号问题 2 个" in str(book["汇总"]["A2"].value)
