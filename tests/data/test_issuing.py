"""The workbooks that are sent out for a round, and what is written in them beforehand."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.intake import VERIFICATIONS
from data.issuing import Issue, Known, bundle, issues, known_figures
from data.store import Store
from data.templates.verification import AGREED, AMENDED
from tests.data.drawn import intake
from tests.data.office import EARLIER, LATRINES, ROUND, TOWN_NAMES, accepted, office, scheme


@pytest.fixture
def store() -> Store:
    return office()


def sent_out(store: Store, known: Known | None = None) -> list[Issue]:
    chosen = store.round(ROUND)
    return issues(scheme(), chosen, store.roster(), known_figures(store, chosen) if known is None else known)


def asked_target() -> tuple[str, str, str]:
    """A figure of the town form that asks for a target: indicator, input and its name."""
    return next(
        (one.code, put.id, put.name)
        for one in scheme()
        for put in one.inputs
        if put.asks_target and one.scope == "town" and put.scope == "town"
    )


def target_cell(issue: Issue, code: str, name: str) -> object:
    """What stands in the target column of that figure."""
    rows = load_workbook(BytesIO(issue.content()))["填报表"].iter_rows(min_row=4, values_only=True)
    return next(row[4] for row in rows if row[0] == code and row[2] == name)


def test_there_is_a_workbook_for_each_town_each_reporting_department_and_the_inspections(store: Store) -> None:
    listed = sent_out(store)
    assert tuple(one.unit for one in listed if one.kind == "town") == TOWN_NAMES
    assert "县农业农村局" in {one.unit for one in listed if one.kind == "department"}
    assert [one.unit for one in listed if one.kind == "inspection"] == ["县暗访组"]
    assert listed[0].file_name == "第二轮-石桥镇-镇级填报表.xlsx"


def test_a_target_given_in_an_earlier_round_is_written_into_the_town_s_own_form_only(store: Store) -> None:
    code, asked, name = asked_target()
    accepted(store, "石桥镇", f"{code} {asked} 3 target=120", round_name=EARLIER)
    first, second, *_ = sent_out(store)
    assert target_cell(first, code, name) == 120
    assert target_cell(second, code, name) is None


def test_of_two_rounds_the_later_target_counts_and_a_round_to_come_is_not_asked(store: Store) -> None:
    code, asked, _ = asked_target()
    accepted(store, "石桥镇", f"{code} {asked} 3 target=120", round_name=EARLIER)
    accepted(store, "石桥镇", f"{code} {asked} 3 target=130")
    key = (code, asked)
    assert known_figures(store, store.round(ROUND)).targets["石桥镇"][key] == 130
    assert known_figures(store, store.round(EARLIER)).targets["石桥镇"][key] == 120


def test_nothing_is_prefilled_when_that_is_not_wanted(store: Store) -> None:
    code, asked, name = asked_target()
    accepted(store, "石桥镇", f"{code} {asked} 3 target=120", round_name=EARLIER)
    assert target_cell(sent_out(store, Known())[0], code, name) is None


def test_the_zip_holds_them_by_kind_under_chinese_names(store: Store) -> None:
    listed = sent_out(store)
    some = [listed[0], next(one for one in listed if one.kind == "department")]
    with ZipFile(BytesIO(bundle(some))) as archive:
        assert archive.namelist() == [
            "镇级填报表/第二轮-石桥镇-镇级填报表.xlsx",
            f"县级填报表/第二轮-{some[1].unit}-县级填报表.xlsx",
        ]
        assert archive.read(archive.namelist()[0]) == some[0].content()


def test_a_round_s_name_cannot_lead_out_of_the_folder(store: Store) -> None:
    strange = replace(store.round(ROUND), name='..\\..\\第"二"轮/?')
    for one in issues(scheme(), strange, store.roster(), Known()):
        assert not set(one.file_name) & set('\\/:*?"<>|')


def test_a_department_s_workbook_to_verify_holds_what_the_towns_have_reported_in_this_round(store: Store) -> None:
    accepted(store, "石桥镇", LATRINES, round_name=EARLIER)
    accepted(store, "石桥镇", "C1-02 sanitary 955.5\nC1-02 faulty 不适用\nC1-02 households 未填报")
    lead = scheme().indicator("C1-02").lead
    issue = next(one for one in sent_out(store) if (one.kind, one.unit) == ("verification", lead))
    assert issue.file_name == f"{ROUND}-{lead}-部门核定表.xlsx"
    rows = load_workbook(BytesIO(issue.content()))["核定表"].iter_rows(min_row=4, values_only=True)
    seen = {row[2]: row[5] for row in rows if (row[0], row[4]) == ("C1-02", "石桥镇")}
    assert list(seen.values()) == [955.5, "未填报", "不适用"]


def test_a_department_that_goes_on_finds_its_answers_but_those_to_figures_that_have_changed(store: Store) -> None:
    lead, sheet = scheme().indicator("C1-02").lead, "C1-02 sanitary 955\nC1-02 households 1000\nC1-02 faulty 4"
    accepted(store, "石桥镇", sheet)
    rows = [("sanitary", AGREED, "955", ""), ("households", AGREED, "1001", ""), ("faulty", AMENDED, "4", "另有 2 座")]
    said = VERIFICATIONS.frame(("石桥镇", "C1-02", *row, "", "核定表", "G4") for row in rows)
    read = intake(
        lead, "石桥镇:C1-02 sanitary 955\n石桥镇:C1-02 households 1001\n石桥镇:C1-02 faulty 6", "verification"
    )
    store.save_submission(ROUND, replace(read, verifications=said), b"", "李某")
    issue = next(one for one in sent_out(store) if (one.kind, one.unit) == ("verification", lead))
    lines = load_workbook(BytesIO(issue.content()))["核定表"].iter_rows(min_row=4, values_only=True)
    answers = {row[2]: row[6:9] for row in lines if (row[0], row[4]) == ("C1-02", "石桥镇")}
    assert list(answers.values()) == [(AGREED, None, None), (None, None, None), (AMENDED, 6, "另有 2 座")]
