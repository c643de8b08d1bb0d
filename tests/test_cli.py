"""The command line's contract: its files, its exit codes, and never a traceback."""

import csv
import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook

import cli
from data.innovation.reading import read_cases
from data.innovation.words import levels_of
from data.office_lists import office_list
from data.reading.survey import read_survey
from data.roster import Roster
from data.roster_sheets import roster_workbook
from data.templates import Filled, town_workbook
from scoring import load_scheme

VALUES = """\
unit,group,indicator,input,sample,value,target,last_year
石桥镇,平原圩镇组,C1-02,sanitary,,960,,
石桥镇,平原圩镇组,C1-02,households,,1000,,
石桥镇,平原圩镇组,C1-02,faulty,,4,,
石桥镇,平原圩镇组,A1-01,area,,9600,10000,
河口镇,平原圩镇组,C1-02,sanitary,,,,
河口镇,平原圩镇组,C1-02,households,,1000,,
河口镇,平原圩镇组,C1-02,faulty,,不适用,,
河口镇,平原圩镇组,C1-01,minor,上坝村,3,,
河口镇,平原圩镇组,C1-01,severe,上坝村,1,,
河口镇,平原圩镇组,C1-01,exposed,上坝村,0,,
"""


def scored(tmp_path: Path, values: str, *options: str) -> list[dict[str, str]]:
    """The rows of R.csv for those values."""
    (tmp_path / "V.csv").write_text(values.replace("area", area_input()), "utf-8")
    out = tmp_path / "R.csv"
    run = ["score", "--scheme", "gd2021", "--values", str(tmp_path / "V.csv"), "--out", str(out), *options]
    assert cli.main(run) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def area_input() -> str:
    return load_scheme("gd2021").indicator("A1-01").inputs[0].id


def row(rows: Sequence[dict[str, str]], unit: str, code: str) -> dict[str, str]:
    return next(one for one in rows if (one["unit"], one["indicator"]) == (unit, code))


def test_score_writes_one_row_for_each_town_and_town_item(tmp_path: Path) -> None:
    rows = scored(tmp_path, VALUES)
    assert list(rows[0]) == ["unit", "indicator", "points", "score", "low", "high", "state", "reason"]
    assert len(rows) == 2 * 49
    assert float(row(rows, "石桥镇", "C1-02")["score"]) == 1.6
    assert float(row(rows, "石桥镇", "A1-01")["score"]) == 0.6


def test_score_leaves_an_open_score_blank_and_gives_its_interval(tmp_path: Path) -> None:
    found = row(scored(tmp_path, VALUES), "河口镇", "C1-02")
    assert (found["score"], float(found["low"]), float(found["high"]), found["state"]) == ("", 0, 1, "unreported")


def test_score_with_county_adds_all_63_items_of_the_county(tmp_path: Path) -> None:
    rows = [one for one in scored(tmp_path, VALUES, "--county") if one["unit"] == "全县"]
    assert len(rows) == 63
    assert float(row(rows, "全县", "C1-01")["score"]) == 2.9


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        (VALUES.replace("960", "九百六"), "不是数字"),
        (VALUES.replace("sanitary", "toilets", 1), "没有指标 C1-02 的填报项 toilets"),
        (VALUES + "石桥镇,平原圩镇组,C1-02,faulty,,5,,\n", "重复"),
        (VALUES.replace("value", "amount", 1), "缺少列"),
    ],
)
def test_score_says_the_line_of_what_it_cannot_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoiled: str, told: str
) -> None:
    (tmp_path / "V.csv").write_text(spoiled.replace("area", area_input()), "utf-8")
    run = ["score", "--scheme", "gd2021", "--values", str(tmp_path / "V.csv"), "--out", str(tmp_path / "R.csv")]
    assert cli.main(run) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "R.csv").exists()


def test_read_gives_one_json_object_a_file_and_2_when_one_is_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "石桥镇.xlsx", tmp_path / "坏.xlsx"
    good.write_bytes(town_workbook(load_scheme("gd2021"), "石桥镇", "第一轮"))
    bad.write_bytes(b"not a workbook")
    assert cli.main(["read", str(good), "--json"]) == 0
    assert cli.main(["read", str(good), str(bad), str(tmp_path / "没有.xlsx"), "--json"]) == 2
    first, again, broken = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == again
    assert (first["town"], first["round"], first["readable"]) == ("石桥镇", "第一轮", True)
    assert {"indicator", "input", "value", "status", "sheet", "cell", "typed"} <= set(first["values"][0])
    assert not broken["readable"]
    assert set(broken["findings"][0]) >= {"code", "severity", "sheet", "cell", "message"}


def test_read_opens_zips_and_folders_and_counts_what_it_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "收到的"
    (folder / "山区").mkdir(parents=True)
    filled = Filled(values={("A1-01", "sown"): 12345.678901234567})
    content = town_workbook(load_scheme("gd2021"), "石桥镇", "第一轮", filled=filled)
    (folder / "山区" / "石桥镇.xlsx").write_bytes(content)
    (folder / "~$石桥镇.xlsx").write_bytes(b"lock")
    with ZipFile(folder / "全县.zip", "w") as package:
        package.writestr("石桥镇.xlsx", content)
    assert cli.main(["read", str(folder), "--round", "第二轮", "--json"]) == 0
    zipped, plain = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (zipped["file"], plain["file"]) == ("全县.zip › 石桥镇.xlsx", "山区/石桥镇.xlsx")
    assert zipped["sha256"] == plain["sha256"]
    assert plain["counts"]["reported"] == 1
    assert [row["value"] for row in plain["values"] if row["status"] == "reported"] == [12345.678901234567]
    assert "R117" in {one["code"] for one in plain["findings"]}


def test_lint_is_silent_about_the_default_scheme_and_2_or_1_about_a_bad_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["lint", "gd2021", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    (tmp_path / "scheme.yaml").write_text("scheme: x\n", "utf-8")
    assert cli.main(["lint", str(tmp_path), "--json"]) == 1
    assert {"file", "line", "indicator", "message", "remedy"} <= set(json.loads(capsys.readouterr().out)[0])


@pytest.mark.parametrize("whom", [["--town", "石桥镇"], ["--department", "县统计局"], ["--inspection", "县暗访组"]])
def test_template_writes_a_workbook_that_reads_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], whom: list[str]
) -> None:
    out = tmp_path / "表.xlsx"
    assert cli.main(["template", *whom, "--round", "第二轮", "--out", str(out)]) == 0
    capsys.readouterr()
    assert cli.main(["read", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["round"] == "第二轮"


def test_template_for_a_department_without_figures_names_those_that_have_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["template", "--department", "县外事办", "--out", str(tmp_path / "x.xlsx")]) == 2
    assert "县统计局" in capsys.readouterr().err


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A filled 名册表 of two towns and one village."""
    towns = pd.DataFrame({"town": ["石桥镇", "河口镇"], "group": ["平原圩镇组"] * 2, "leader": ["", ""]})
    villages = pd.DataFrame({"town": ["石桥镇"], "village": ["上坝村"]})
    file = tmp_path / "名册.xlsx"
    file.write_bytes(roster_workbook(Roster("青禾县", towns, villages)))
    return file


def made(tmp_path: Path, *asked: str) -> bytes:
    """The form that the verb writes."""
    out = tmp_path / "表.xlsx"
    assert cli.main(["template", *asked, "--round", "第二轮", "--out", str(out)]) == 0
    return out.read_bytes()


def texts(content: bytes, sheet: str) -> set[str]:
    """Everything that stands on a sheet."""
    with BytesIO(content) as file:
        rows = load_workbook(file, read_only=True)[sheet].iter_rows(values_only=True)
        return {str(cell) for row in rows for cell in row if cell is not None}


def test_template_for_a_verifying_department_lists_the_towns_of_the_roster(tmp_path: Path, roster: Path) -> None:
    content = made(tmp_path, "--verification", "县农业农村局", "--roster", str(roster))
    assert {"石桥镇", "河口镇"} <= texts(content, "核定表")


def test_template_for_a_town_of_the_roster_asks_for_its_villages(tmp_path: Path, roster: Path) -> None:
    assert "上坝村" in texts(made(tmp_path, "--town", "石桥镇", "--roster", str(roster)), "分村明细")


def test_template_writes_the_forms_that_other_pages_take_in(tmp_path: Path, roster: Path) -> None:
    scheme, known = load_scheme("gd2021"), ["--roster", str(roster)]
    survey = read_survey(made(tmp_path, "--survey", "县调查组", *known), "调查.xlsx")
    assert (survey.team, survey.round_name, [one.code for one in survey.findings]) == ("县调查组", "第二轮", ["R623"])
    problems = office_list(made(tmp_path, "--problems", *known), "问题清单.xlsx", scheme, Roster())
    assert (list(problems.rows), problems.findings) == ([], ())
    cases = read_cases(made(tmp_path, "--innovation"), "案例.xlsx", levels_of(scheme), Roster(), "第二轮")
    assert [one.code for one in cases.findings] == ["R642"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--verification", "县农业农村局"], "--roster"),
        (["--verification", "县外事办"], "县农业农村局"),
        (["--town", "桥石镇", "--roster", "名册.xlsx"], "石桥镇、河口镇"),
        (["--problems", "--roster", "坏.xlsx"], "坏.xlsx"),
    ],
)
def test_template_says_what_is_lacking_and_writes_nothing(
    tmp_path: Path, roster: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    asked: list[str], told: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(roster.parent)
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    assert cli.main(["template", *asked, "--out", str(tmp_path / "x.xlsx")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "x.xlsx").exists()
