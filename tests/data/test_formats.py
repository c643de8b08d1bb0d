"""One form in every format that a program writes: the same meaning, the same places, the same faults."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from data.intake import Intake
from data.reading import read_workbook
from tests.data.other_formats import csv, ods, xls, xlsb
from tests.data.sheets import GOOD_FORM, ROSTER, TOWN_META, codes_of, small_scheme, the, told, values_of, workbook

LISTS = {"问题清单": "序号 | 问题描述", "佐证目录": "指标编码 | 材料名称"}
BINARY = {"xls": xls, "xlsb": xlsb, "ods": ods}
FAULTY = GOOD_FORM.replace("960", "#REF!").replace("1000", "=1000").replace("95.5", "95%%").replace("1234.5", "#DIV/0!")
GOOD = {
    "A1-01.sanitary": 960.0,
    "A1-01.households": 1000.0,
    "A1-01.rate": 95.5,
    "A1-02.area": 1234.5,
    "A1-02.growth": -3.0,
    "A1-03.rules": 1.0,
}


def read(content: bytes, name: str) -> Intake:
    return read_workbook(content, name, small_scheme(), ROSTER)


@pytest.mark.parametrize("suffix", BINARY)
def test_a_form_means_the_same_in_every_format(suffix: str) -> None:
    intake = read(BINARY[suffix](TOWN_META, 填报表=GOOD_FORM, **LISTS), f"石桥镇.{suffix}")
    assert (intake.kind, intake.unit, intake.round_name) == ("town", "石桥镇", "第一轮")
    assert values_of(intake) == GOOD
    assert codes_of(intake) == set()
    assert intake.values["cell"].tolist() == ["D2", "D3", "D4", "D5", "D6", "D7"]


@pytest.mark.parametrize("suffix", BINARY)
def test_errors_formulas_and_percentages_are_told_apart_in_every_format(suffix: str) -> None:
    intake = read(BINARY[suffix](TOWN_META, 填报表=FAULTY, **LISTS), f"石桥镇.{suffix}")
    values = values_of(intake)
    assert (values["A1-01.sanitary"], values["A1-02.area"]) == ("unreported", "unreported")
    assert told(intake, "R302") == ["R302 D2", "R302 D5"]
    assert [one.typed for one in intake.findings if one.code == "R302"] == ["#REF!", "#DIV/0!"]
    assert values["A1-01.rate"] == 95
    assert told(intake, "R231") == ["R231 D3"]


def test_a_blank_beside_errors_stays_a_blank() -> None:
    for suffix, write in BINARY.items():
        intake = read(write(TOWN_META, 填报表=FAULTY.replace("-3", ""), **LISTS), f"石桥镇.{suffix}")
        assert values_of(intake)["A1-02.growth"] == "unreported"
        assert told(intake, "R302", "R303") == ["R302 D2", "R302 D5"]


@pytest.mark.parametrize("suffix", BINARY)
def test_a_hidden_row_with_numbers_is_said_in_every_format(suffix: str) -> None:
    intake = read(BINARY[suffix](TOWN_META, hidden_row=3, 填报表=GOOD_FORM, **LISTS), f"石桥镇.{suffix}")
    assert told(intake, "R221") == ["R221 D4"]
    assert "第 4 行" in the(intake, "R221").message
    assert values_of(intake) == GOOD


@pytest.mark.parametrize("suffix", ["xls", "et"])
def test_wps_s_own_format_is_read_like_an_old_workbook(suffix: str) -> None:
    assert codes_of(read(xls(TOWN_META, 填报表=GOOD_FORM, **LISTS), f"石桥镇.{suffix}")) == set()


@pytest.mark.parametrize(
    ("write", "name", "kind"),
    [
        (xls, "石桥镇.xlsx", ".xls"),
        (xlsb, "石桥镇.xlsx", ".xlsb"),
        (ods, "石桥镇.xls", ".ods"),
        (partial(workbook), "石桥镇.xls", ".xlsx"),
        (partial(workbook), "石桥镇.doc", ".xlsx"),
    ],
)
def test_a_file_under_a_false_name_is_read_by_its_content_and_said(
    write: Callable[..., bytes], name: str, kind: str
) -> None:
    intake = read(write(TOWN_META, 填报表=GOOD_FORM, **LISTS), name)
    assert values_of(intake) == GOOD
    assert kind in the(intake, "R121").message


def test_a_file_without_an_ending_is_read_without_a_word() -> None:
    assert codes_of(read(workbook(TOWN_META, 填报表=GOOD_FORM, **LISTS), "石桥镇")) == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_is_read_in_any_encoding_and_with_any_separator(encoding: str, separator: str) -> None:
    intake = read(csv(TOWN_META, separator, encoding, GOOD_FORM), "石桥镇.csv")
    assert (intake.unit, intake.round_name) == ("石桥镇", "第一轮")
    assert values_of(intake) == GOOD
    assert codes_of(intake) == {"R131"}


def test_the_first_line_of_a_text_may_say_what_separates_its_cells() -> None:
    content = b"sep=;\r\n" + csv(TOWN_META, ";", "utf-8", GOOD_FORM)
    assert values_of(read(content, "石桥镇.csv")) == GOOD


def test_a_formula_in_a_text_is_no_value() -> None:
    form = GOOD_FORM.replace("960", "=cmd|' /C calc'!A0").replace("1000", "=500+500")
    intake = read(csv(TOWN_META, "\t", form=form.replace("cmd|", "cmd¦")), "石桥镇.csv")
    assert values_of(intake)["A1-01.sanitary"] == "unreported"
    assert told(intake, "R303") == ["R303 D4", "R303 D5"]


@pytest.mark.parametrize("days_from_1904", [False, True])
def test_days_counted_from_1904_are_said(days_from_1904: bool) -> None:
    intake = read(xls(TOWN_META, days_from_1904=days_from_1904, 填报表=GOOD_FORM, **LISTS), "石桥镇.xls")
    assert ("R138" in codes_of(intake)) == days_from_1904


def test_a_workbook_cut_off_anywhere_never_stops_the_reader() -> None:
    for suffix, write in BINARY.items():
        whole = write(TOWN_META, 填报表=GOOD_FORM, **LISTS)
        for end in range(0, len(whole), max(1, len(whole) // 25)):
            intake = read(whole[:end], f"石桥镇.{suffix}")
            assert intake.readable or intake.findings
