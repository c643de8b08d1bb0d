"""一镇一单、一部门一单: a page each, its numbers those of the round, its columns adding up."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from charts.text import interval, number
from reports.material import Material
from reports.slips import DEPARTMENT, TITLES, TOWN, slips, together
from scoring.duty import printed_account
from tests.reports import documents, rounds
from tests.reports.documents import HOSTILE, opened, table_under, written

SECONDS = 240


@pytest.fixture(scope="module")
def packed(demo_material: Material) -> Mapping[str, bytes]:
    return {kind: slips(demo_material, kind) for kind in TITLES}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    """Forty towns with long names, most of which have not reported."""
    with rounds.material_of(rounds.forty, tmp_path_factory.mktemp("slips")) as material:
        yield material


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_town_and_every_department_has_a_file(packed: Mapping[str, bytes], demo_material: Material) -> None:
    units = demo_material.duties.units
    named = {TOWN: demo_material.diagnosis.units, DEPARTMENT: units.loc[~units["collective"].astype(bool), "unit"]}
    for kind, title in TITLES.items():
        whole = f"{title}（合订）.docx"
        assert set(members(packed[kind])) == {whole, *(f"{title}_{one}.docx" for one in named[kind])}


def test_a_town_reads_its_score_places_and_who_helps(packed: Mapping[str, bytes], demo_material: Material) -> None:
    files = members(packed[TOWN])
    for unit, portrait in demo_material.portraits.items():
        text, row = written(files[f"一镇一单_{unit}.docx"]), portrait.standing
        assert f"得{interval(row['low'], row['high'])}分，全县第{row['rank']}名" in text
        assert f"{portrait.group}第{row['group_rank']}名" in text and portrait.leader[0] in text
        assert f"数据指纹 {demo_material.fingerprint}" in text and "演示数据" in text
        hanging = demo_material.problems[demo_material.problems["counts"].astype(bool)]
        assert f"台账内未销号问题{int((hanging['town'] == unit).sum())}个" in text


def test_what_a_town_has_lost_adds_up_to_its_gaps(packed: Mapping[str, bytes], demo_material: Material) -> None:
    files = members(packed[TOWN])
    for unit, portrait in demo_material.portraits.items():
        *rows, whole = table_under(files[f"一镇一单_{unit}.docx"], "怎样失的")
        for heading, name in (("已失", "lost"), ("待定", "at_risk")):
            assert whole[heading] == number(float(portrait.weakest[name].sum()))
            assert _sum(row[heading] for row in rows) == round(float(whole[heading]) * 100)


def _sum(texts: Iterator[str]) -> int:
    return sum(0 if text == "＜0.01" else round(float(text) * 100) for text in texts)


def test_what_a_department_bears_is_the_printed_account(packed: Mapping[str, bytes], demo_material: Material) -> None:
    files, units = members(packed[DEPARTMENT]), demo_material.duties.units
    printed = printed_account(units)["lost"]
    bearing = [(row, shown) for row, shown in zip(units.to_dict("records"), printed, strict=True) if shown > 0]
    for row, shown in bearing:
        if row["collective"]:
            continue
        content = files[f"一部门一单_{row['unit']}.docx"]
        *rows, whole = table_under(content, "分担失分")
        assert whole["分担失分"] == number(shown) and f"分担失分{number(shown)}分" in written(content)
        assert _sum(one["分担失分"] for one in rows) == round(shown * 100)
        assert f"未销号问题{row['problems']}个" in written(content)


def test_tables_repeat_their_heads_and_break_no_row(packed: Mapping[str, bytes]) -> None:
    for table in opened(members(packed[TOWN])["一镇一单（合订）.docx"]).tables:
        assert documents.repeats_its_head(table) and documents.keeps_its_rows(table)


def test_the_same_round_gives_the_same_zip(packed: Mapping[str, bytes], demo_material: Material) -> None:
    assert slips(demo_material, TOWN) == packed[TOWN]


@pytest.mark.parametrize("fill", rounds.FILLS, ids=lambda fill: fill.__name__)
@pytest.mark.parametrize("kind", TITLES)
def test_any_round_has_its_slips(fill: object, kind: str, tmp_path: Path) -> None:
    with rounds.material_of(fill, tmp_path) as material:  # type: ignore[arg-type]
        content = together(material, kind)
        pages = [one.text for one in opened(content).paragraphs if TITLES[kind] in one.text]
        departments = int((~material.duties.units["collective"].astype(bool)).sum())
        assert len(pages) == (len(material.diagnosis.units) if kind == TOWN else departments)
        assert "nan" not in written(content).lower() and "None" not in written(content)


def test_a_town_without_figures_is_told_to_report(crowded: Material) -> None:
    unit = crowded.diagnosis.units[-1]
    content = next(body for name, body in members(slips(crowded, TOWN)).items() if unit in name)
    assert "本轮还没有报送数据" in written(content)


def test_names_of_files_and_text_from_workbooks_do_no_harm(demo_material: Material) -> None:
    unit = demo_material.diagnosis.units[0]
    portrait = replace(demo_material.portraits[unit], unit=unit)
    problems = demo_material.problems.assign(description=HOSTILE, where=f"{unit}{HOSTILE}", responsible_unit=HOSTILE)
    material = replace(demo_material, problems=problems)
    material.__dict__["portraits"] = {unit: portrait}
    for name, content in members(slips(material, TOWN)).items():
        assert re.fullmatch(r"[^/\\:*?\"<>|]+\.docx", name)
        assert documents.fields(content) == set()
        assert "{{ 7*7 }}" in written(content)


@pytest.mark.libreoffice
def test_every_slip_is_exactly_one_page(demo_material: Material, crowded: Material, tmp_path: Path) -> None:
    made = {
        "towns": (demo_material, TOWN), "departments": (demo_material, DEPARTMENT), "crowded": (crowded, TOWN),
        "crowded-departments": (crowded, DEPARTMENT),
    }  # fmt: skip
    for name, (material, kind) in made.items():
        (tmp_path / f"{name}.docx").write_bytes(together(material, kind))
    _convert(tmp_path, list(made))
    for name, (material, kind) in made.items():
        departments = int((~material.duties.units["collective"].astype(bool)).sum())
        text = subprocess.run(
            ["pdftotext", str(tmp_path / f"{name}.pdf"), "-"], check=True, capture_output=True, text=True
        ).stdout
        pages = text.split("\f")[:-1]
        assert all("整改责任人" in page and TITLES[kind] in "".join(page.split()) for page in pages), name
        assert len(pages) == (len(material.diagnosis.units) if kind == TOWN else departments)


def _convert(folder: Path, names: list[str]) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in names]
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
