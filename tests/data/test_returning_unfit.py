"""Files that cannot be marked themselves: damaged, hostile, or of a format without comments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.findings import Finding, finding
from data.intake import Intake
from data.reading import read_workbook
from data.reading.isolated import StoppedError
from data.returning import Returned, returned
from data.returning.annotated import annotated
from data.returning.list_sheet import Heading
from data.returning.markup import SurgeryError
from data.returning.package import Package
from data.templates import (
    FieldCheck,
    Filled,
    Visit,
    department_workbook,
    inspection_workbook,
    town_workbook,
    verification_workbook,
)
from tests.data.returning_files import (
    FORM,
    LIST,
    PROBLEMS,
    opened,
    part_of,
    parts,
    read,
    rich_town,
    unlike,
    wrong_town,
    zipped,
)
from tests.data.returning_sound import faults
from tests.data.sheets import ROSTER, small_scheme, values_of

OLD_FORMAT = b"\xd0\xcf\x11\xe0 what an old program wrote"
FULL = Filled(
    values={("A1-01", "sanitary"): "九成多吧", ("A1-01", "households"): 1000.25, ("A1-01", "rate"): "不适用"}
    | {("A1-02", "area"): 1234.5, ("A1-03", "rules"): "是"},
    targets={("A1-02", "area"): "一千二百来亩"},
    last_year={("A1-02", "area"): 1200.123456789},
    by_village={"上坪村": {("A1-01", "households"): 400}, "石桥村": {("A1-01", "households"): 600.25}},
    self_scores={"A1-01": {"self_score": 1.5, "loses": "是", "reason": "=漏报", "evidence": "户厕台账"}},
    problems=[
        {
            "source": "国家暗访",
            "found_on": date(2026, 3, 1),
            "village": "上坪村",
            "description": "旱厕未改",
            "rigid": "是",
        }
    ],
    evidence=[{"code": "A1-01", "document": "户厕台账", "kind": "台账", "complete": "是", "matches_field": "否"}],
)


def full_town() -> bytes:
    return town_workbook(small_scheme(), "石桥镇", "第一轮", villages=["上坪村", "石桥村"], filled=FULL)


def from_the_template(content: bytes, name: str = "石桥镇.xls") -> Returned:
    """What comes back when the intake of a good file is said to be of one that cannot be marked."""
    back = returned(OLD_FORMAT, read(content, name), small_scheme(), ROSTER)
    assert not back.own
    return back


def test_a_town_gets_the_template_with_its_values_and_the_same_marks() -> None:
    back = from_the_template(full_town())
    before, after = read(full_town()), read(back.content)
    assert back.file_name == "石桥镇（退回更正）.xlsx"
    for name in ("values", "self_scores", "problems", "evidence", "village_values"):
        assert getattr(after, name).equals(getattr(before, name)), name
    assert after.findings == before.findings
    book = opened(back.content)
    assert book[FORM]["F6"].value == "九成多吧"
    assert book[FORM]["E9"].value == "一千二百来亩"
    assert book[FORM]["F6"].comment.text.startswith("【退回更正】")
    assert book[FORM]["I6"].value == "是"
    assert book.sheetnames[0] == LIST
    assert faults(back.content) == []


def test_what_the_office_found_beyond_reading_stands_at_the_same_answer_of_the_new_file() -> None:
    content = wrong_town()
    intake = read(content)
    rows = intake.values.copy()
    rows.loc[rows["cell"] == "F7", "cell"] = "K99"
    strange = Finding("R403", "警告", FORM, "K99", "比上年多十倍。", "请核对。", "A1-01", "1000")
    loose = Finding("R504", "警告", PROBLEMS, "J44", "没有写问题描述。", "请写明是什么问题。", "", "别处")
    back = returned(OLD_FORMAT, replace(intake, values=rows, findings=(strange, loose)), small_scheme(), ROSTER)
    book = opened(back.content)
    assert "比上年多十倍。" in book[FORM]["F7"].comment.text
    assert f"原文件“{PROBLEMS}”J44：没有写问题描述。" in [cell.value for cell in book[LIST]["D"]]


def test_a_department_and_an_inspection_team_get_theirs() -> None:
    money = Filled(values={("A1-05", "money"): 35.5}, last_year={("A1-05", "money"): 30})
    department = department_workbook(small_scheme(), "县财政局", "第一轮", filled=money)
    counted = {("A1-04", "minor"): 3, ("A1-04", "severe"): "很多"}
    visit = Visit("石桥镇", "上坪村", date(2026, 3, 2), counted, "村口", "垃圾", "堆放")
    counted_there = FieldCheck("石桥镇", ("A1-01", "sanitary"), 950, "上坪村", "入户数过")
    team = inspection_workbook(
        small_scheme(), "第一轮", {"石桥镇": ["上坪村"]}, filled=Filled(visits=[visit], field_checks=[counted_there])
    )
    for content in (department, team):
        before, after = read(content, "表.et"), read(from_the_template(content, "表.et").content, "表.et")
        assert (after.kind, after.unit) == (before.kind, before.unit)
        assert values_of(after) == values_of(before)
        assert after.verifications.equals(before.verifications)
        assert after.problems.drop(columns="cell").equals(before.problems.drop(columns="cell"))
        assert [one.code for one in after.findings] == [one.code for one in before.findings]


def test_a_department_that_verifies_gets_its_opinions_back() -> None:
    claimed = {("石桥镇", "A1-01", "sanitary"): 960, ("石桥镇", "A1-01", "households"): 1000}
    said = {
        ("石桥镇", "A1-01", "sanitary"): {"opinion": "更正", "value": 950, "reason": "重复计数", "basis": "台账"},
        ("石桥镇", "A1-01", "households"): {"opinion": "同意"},
        ("云岭镇", "A1-02", "area"): {"opinion": "查不实", "value": "差不多", "reason": "无台账"},
    }
    content = verification_workbook(
        small_scheme(), "县农业农村局", "第一轮", ROSTER.town_names, claimed=claimed, filled=said
    )
    before, after = read(content, "表.et"), read(from_the_template(content, "表.et").content, "表.et")
    assert len(before.verifications) == 3
    assert after.verifications.equals(before.verifications)
    assert after.values.equals(before.values)
    assert after.findings == before.findings


def test_of_a_file_that_nobody_can_make_out_only_the_list_comes_back() -> None:
    intake = read_workbook(b"hello", "怪文件.xlsx", small_scheme(), ROSTER)
    back = returned(b"hello", intake, small_scheme(), ROSTER, "第一轮")
    book = opened(back.content)
    assert (back.own, back.file_name, book.sheetnames) == (False, "怪文件（退回更正）.xlsx", [LIST, "说明"])
    assert book[LIST]["A2"].value == "轮次：第一轮　　文件：怪文件.xlsx"
    assert [cell.value for cell in book[LIST]["D"][5:]] == [one.message for one in intake.findings]
    assert faults(back.content) == []


def test_of_a_file_that_nobody_can_make_out_the_town_in_its_name_gets_an_empty_template() -> None:
    intake = read_workbook(b"hello", "云岭镇上报.docx", small_scheme(), ROSTER)
    back = returned(b"hello", intake, small_scheme(), ROSTER, "第一轮")
    again = read(back.content, back.file_name)
    assert (again.kind, again.unit, again.round_name) == ("town", "云岭镇", "第一轮")
    assert opened(back.content)[LIST]["A1"].value == "云岭镇需更正清单"
    assert intake.findings[0].message in [cell.value for cell in opened(back.content)[LIST]["D"]]


def spoilt() -> dict[str, bytes]:
    """Files that were made to hurt, or only badly made."""
    content, of = wrong_town(), parts(wrong_town())
    form = part_of(content, FORM)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet'
    return {
        "entities": unlike(content, (form, b"<worksheet", bomb)),
        "no xml": unlike(content, (form, b"</sheetData>", b"</sheetdata>")),
        "no styles": zipped({name: body for name, body in of.items() if name != "xl/styles.xml"}),
        "unknown style": unlike(content, (form, b'r="F6" s="', b'r="F6" s="99')),
        "number that is none": unlike(content, (form, b'<row r="6"', b'<row r="six"')),
        "deep": unlike(content, (form, b"<sheetData>", b"<sheetData>" + b"<x>" * 3000 + b"</x>" * 3000)),
        "no sheets": unlike(
            content, *(("xl/workbook.xml", b"%ssheets>" % end, b"%sx>" % end) for end in (b"<", b"</"))
        ),
        "truncated": content[:-300],
        "empty": b"",
        "nothing inside": zipped({"readme": b"x"}),
    }


@pytest.mark.parametrize("content", spoilt().values(), ids=spoilt())
def test_a_file_that_cannot_be_marked_comes_back_as_the_template(content: bytes) -> None:
    back = returned(content, read(wrong_town()), small_scheme(), ROSTER)
    assert not back.own
    assert opened(back.content).sheetnames[0] == LIST
    assert values_of(read(back.content)) == values_of(read(wrong_town()))


def test_a_part_that_is_there_twice_is_not_guessed_at() -> None:
    twice = zipped({**parts(wrong_town()), part_of(wrong_town(), FORM).upper(): b"<worksheet/>"})
    assert not returned(twice, read(wrong_town()), small_scheme(), ROSTER).own


def test_parts_that_are_too_big_to_be_changed_are_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.returning.package.MAX_PARSED", 2000)
    with pytest.raises(SurgeryError, match="too big to be changed"):
        annotated(wrong_town(), (), Heading("石桥镇", "第一轮", "石桥镇.xlsx"), {})


class Stopped:
    """Reading processes that exceed their limits on every file."""

    def ask(self, *_: object) -> None:
        raise StoppedError(finding("R124", limit="20"))


def test_a_file_that_takes_too_long_to_mark_comes_back_as_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.returning.workbook.readers", Stopped)
    back = returned(wrong_town(), read(wrong_town()), small_scheme(), ROSTER)
    assert not back.own
    assert values_of(read(back.content)) == values_of(read(wrong_town()))


def test_the_server_itself_takes_no_file_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a file was taken apart in the server")

    monkeypatch.setattr("data.returning.annotated.Package", refuse)
    assert returned(wrong_town(), read(wrong_town()), small_scheme(), ROSTER).own


def test_what_lies_in_a_file_is_not_followed_out_of_it() -> None:
    outside = b'<Relationship Id="rIdX" Type="http://x/oleObject" Target="file:///etc/passwd" TargetMode="External"/>'
    climbing = b'<Relationship Id="rIdY" Type="http://x/image" Target="../../../../etc/passwd"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    content = unlike(rich_town(), (rels, b"</Relationships>", outside + climbing))
    back = returned(content, read(rich_town()), small_scheme(), ROSTER)
    assert back.own
    assert set(parts(back.content)) - set(parts(content)) == set(parts(marked(rich_town()))) - set(parts(rich_town()))
    assert outside in parts(back.content)[rels] or b"file:///etc/passwd" in parts(back.content)[rels]


def marked(content: bytes) -> bytes:
    return returned(content, read(content), small_scheme(), ROSTER).content


def test_a_description_of_an_old_ground_that_somebody_changed_does_no_harm() -> None:
    content = marked(wrong_town())
    where = part_of(content, LIST)
    for evil in (b"{}", b"[[[[", b'{"patternType":"solid","fgColor":{"rgb":"javascript"},"x":{}}', b"9" * 9000):
        text = parts(content)[where]
        start = text.index(b'{"patternType"')
        changed = zipped(
            {**parts(content), where: text[:start] + evil.replace(b"<", b"") + text[text.index(b"</t>", start) :]}
        )
        again = returned(changed, replace(read(changed), findings=()), small_scheme(), ROSTER)
        assert again.own
        assert faults(again.content) == []


def test_the_package_counts_what_it_would_take_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.returning.package.MAX_UNZIPPED", 1000)
    with pytest.raises(SurgeryError, match="too big inside"):
        Package(wrong_town())


def test_the_intake_is_not_touched() -> None:
    intake: Intake = read(full_town())
    values, findings = intake.values.copy(), intake.findings
    returned(OLD_FORMAT, intake, small_scheme(), ROSTER)
    assert intake.values.equals(values)
    assert intake.findings == findings
