"""核对: what was produced says what the store says, and one altered number in a file of any kind is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from data.store import Store
from reports.handouts import Choices, handouts
from reports.material import Material
from reports.reconcile import NAME, Manifest, ManifestError, files_in, reconcile
from reports.reconcile.claims import all_wrong_claims, wrong_claims
from reports.reconcile.facts import Facts, hundredths
from reports.reconcile.reading import Said
from reports.reconcile.remade import NOTHING, differing
from reports.reconcile.untouched import touched
from reports.word.saving import zipped

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def produced(demo_store: Store, demo_material: Material) -> Mapping[str, bytes]:
    """Every document of the demo county's last round, each made once."""
    choices = Choices.of(demo_store, demo_material)
    return {one.file_name: one.make() for one in handouts(demo_material, choices)}


def listed(store: Store, material: Material, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with their list."""
    return {**files, NAME: Manifest.of(material, Choices.of(store, material), files).written()}


def one_of(produced: Mapping[str, bytes], ending: str) -> tuple[str, bytes]:
    return next((name, content) for name, content in produced.items() if name.endswith(ending))


def altered(content: bytes, member: str, change: Change) -> bytes:
    """The zip with the text of its first part of that name that the change touches altered; « > » leads into a zip."""
    outer, _, inner = member.partition(" > ")
    file, done = BytesIO(), False
    with ZipFile(BytesIO(content)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            body = source.read(name)
            if re.fullmatch(outer, name) and not done:
                new = altered(body, inner, change) if inner else change(body.decode()).encode()
                done, body = new != body, new
            target.writestr(name, body)
    assert done, "nothing was altered"
    return file.getvalue()


def replaced(wanted: str, instead: str) -> Change:
    return lambda text: re.sub(wanted, instead, text, count=1)


def test_everything_that_was_produced_agrees_with_the_store(
    demo_store: Store, demo_material: Material, produced: Mapping[str, bytes]
) -> None:
    assert len(produced) >= 5
    assert reconcile(demo_store, listed(demo_store, demo_material, produced)) == []


@pytest.mark.parametrize(
    ("ending", "member", "wanted", "instead", "place"),
    [
        ("通报.docx", r"word/document\.xml", r"90\.22", "90.32", "第"),
        ("16比9.pptx", r"ppt/slides/slide\d+\.xml", r">98\.87<", ">98.97<", "表"),
        ("16比9.pptx", r"ppt/charts/chart\d+\.xml", r"<c:v>\d\.\d+<", "<c:v>7<", "图"),
        ("4比3.pptx", r"ppt/notesSlides/.*\.xml", r"失 \d", "失 99", "备注"),
        ("16比9.pptx", r"ppt/charts/chart\d+\.xml", r"(<a:t>[^<]*?)\d", r"\g<1>9", "数据标签"),
        ("16比9.pptx", r"ppt/embeddings/.*1\.xlsx > xl/worksheets/sheet1\.xml", r"<v>\d+\.\d+<", "<v>77<", "图后数据"),
        ("16比9.pptx", r"ppt/slides/slide\d+\.xml", r'(descr="[^"]*?)\d', r"\g<1>99", "替代文字"),
        ("16比9.pptx", r"docProps/core\.xml", "指纹 [0-9A-F]{4}", "指纹 0000", "文件属性"),
        ("通报.docx", r"word/footer2\.xml", "<w:t>1<", "<w:t>7<", "页脚"),
        ("通报.docx", r"word/document\.xml", r"(<w:p>.*?<w:t[^>]*>)", r"\g<1>另失 3 分，", "第"),
        ("一镇一单.zip", r".*石桥镇\.docx > word/document\.xml", r"98\.87", "98.78", "第"),
        ("责任账.xlsx", r"xl/worksheets/sheet1\.xml", r"<v>\d+\.\d+<", "<v>77<", "格"),
        ("复核底稿.xlsx", r"xl/worksheets/sheet\d+\.xml", r"(</f>)<v\s*/>|(</f>)<v></v>", "</f><v>90.22</v>", "存的数"),
    ],
)
def test_one_altered_number_is_found_in_its_place(
    produced: Mapping[str, bytes], ending: str, member: str, wanted: str, instead: str, place: str
) -> None:
    name, content = one_of(produced, ending)
    spoiled = altered(content, member, replaced(wanted, instead))
    (found,) = differing(name, spoiled, content)
    assert found.file.startswith(name) and place in found.place
    assert "写的是" in found.problem


def test_one_altered_number_on_a_page_is_found_by_the_check_itself(
    demo_store: Store, demo_material: Material, produced: Mapping[str, bytes]
) -> None:
    name, content = one_of(produced, ".html")
    files = listed(demo_store, demo_material, {name: content})
    spoiled = content.replace(b"98.87", b"98.88", 1)
    assert spoiled != content
    assert {one.file for one in reconcile(demo_store, {**files, name: spoiled})} == {name}


def test_what_is_missing_damaged_or_not_on_the_list_is_said(
    demo_store: Store, demo_material: Material, produced: Mapping[str, bytes]
) -> None:
    name, content = one_of(produced, ".html")
    other, spoiled = one_of(produced, ".docx")
    files = listed(demo_store, demo_material, {name: content, other: spoiled})
    del files[name]
    told = "\n".join(map(str, reconcile(demo_store, {**files, other: b"no zip", "另一份.docx": b""})))
    assert f"{name}：清单里有，文件夹里没有" in told
    assert f"{other}：{other} 打不开" in told
    assert "另一份.docx：不在清单里，没有核对" in told


def test_a_sentence_put_in_makes_only_itself_differ(produced: Mapping[str, bytes]) -> None:
    name, content = one_of(produced, "通报.docx")
    put_in = replaced("(<w:body>)", r"\1<w:p><w:r><w:t>补充一句，扣 3 分</w:t></w:r></w:p>")
    (found,) = differing(name, altered(content, r"word/document\.xml", put_in), content)
    assert "补充一句，扣 3 分" in found.problem and NOTHING in found.problem


def test_files_of_a_zip_that_are_missing_or_too_many_are_told_once_each(produced: Mapping[str, bytes]) -> None:
    name, content = one_of(produced, "一镇一单.zip")
    with ZipFile(BytesIO(content)) as source:
        members = {one: source.read(one) for one in source.namelist()}
    members["另一份.docx"] = members.pop("一镇一单_石桥镇.docx")
    found = {one.file: one.problem for one in differing(name, zipped(members), content)}
    assert set(found) == {f"{name}/另一份.docx", f"{name}/一镇一单_石桥镇.docx"}


@pytest.mark.parametrize(
    ("ending", "member", "wanted", "instead"),
    [
        (
            "16比9.pptx",
            r"ppt/slides/slide3\.xml",
            'srgbClr val="[0-9A-F]{6}"',
            'srgbClr val="00AA00"',
        ),
        ("责任账.xlsx", r"xl/styles\.xml", 'formatCode="0', 'formatCode="9'),
        ("一镇一单.zip", r".*石桥镇\.docx > word/styles\.xml", r'w:sz w:val="\d+"', 'w:sz w:val="2"'),
    ],
)
def test_what_no_text_says_must_not_have_changed_since_the_file_was_written(
    produced: Mapping[str, bytes], ending: str, member: str, wanted: str, instead: str
) -> None:
    name, content = one_of(produced, ending)
    spoiled = altered(content, member, replaced(wanted, instead))
    assert not list(differing(name, spoiled, content))
    (found,) = touched(name, spoiled, content)
    assert found.file.startswith(name) and "部件" in found.place and "改动过" in found.problem


def test_a_file_written_as_it_is_by_another_release_of_a_library_is_no_difference(
    demo_store: Store, demo_material: Material, produced: Mapping[str, bytes]
) -> None:
    name, content = one_of(produced, ".html")
    other = content.replace(b"</script>", b" </script>")
    assert reconcile(demo_store, listed(demo_store, demo_material, {name: other})) == []
    spoiled = {**listed(demo_store, demo_material, {name: content}), name: other}
    (found,) = reconcile(demo_store, spoiled)
    assert found.file == name and "改动过" in found.problem


def test_untouched_files_that_differ_say_that_the_store_has_moved(
    demo_store: Store, demo_material: Material, produced: Mapping[str, bytes]
) -> None:
    name, content = one_of(produced, ".html")
    stale = content.replace("逾期".encode(), "按期".encode(), 1)
    first, *_ = reconcile(demo_store, listed(demo_store, demo_material, {name: stale}))
    assert first.file == NAME and "后来有变动" in first.problem


def test_what_office_programs_leave_beside_an_open_file_is_not_of_the_folder(tmp_path: Path) -> None:
    for name in ("通报.docx", "~$通报.docx", ".~通报.docx", "Thumbs.db", ".DS_Store", "旧/通报.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert set(files_in(tmp_path)) == {"通报.docx", "旧/通报.docx"}
    with pytest.raises(ManifestError, match="找不到文件夹"):
        files_in(tmp_path / "没有")


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"\xe8\xbd\xae\xe6\xac\xa1": 1}', b"\xff"])
def test_without_a_list_nothing_can_be_checked(demo_store: Store, content: bytes | None) -> None:
    with pytest.raises(ManifestError):
        reconcile(demo_store, {} if content is None else {NAME: content})


def test_a_list_of_another_state_of_the_round_is_refused_by_its_fingerprint(
    demo_store: Store, demo_material: Material
) -> None:
    files = listed(demo_store, demo_material, {})
    stale = files[NAME].replace(demo_material.fingerprint.encode(), b"0000-0000")
    (found,) = reconcile(demo_store, {NAME: stale})
    assert "数据已有变动" in found.problem


@pytest.fixture(scope="module")
def facts(demo_material: Material) -> Facts:
    return Facts(demo_material)


@pytest.mark.parametrize(
    "text",
    [
        "全县预测总分 90.23 分",
        "按已报数据测算 90.22 分（最低 88.99，最高 90.26）",
        "刚性 5 项已扣分",
        "另有 9 项待核",
        "石桥镇 98.86 分",
        "石桥镇，98.86分",
        "第4名石桥镇，98.87分",
        "按分值为一般；刚性 6 项已扣分",
        "优秀被否决，等次降为一般",
    ],
)
def test_a_sentence_that_the_store_does_not_bear_out_is_found_whoever_wrote_it(facts: Facts, text: str) -> None:
    assert list(wrong_claims(Said("通报.docx", "第 1 段", text), facts))


@pytest.mark.parametrize("text", ["全县预测总分 90.22 分", "刚性 6 项已扣分", "石桥镇 98.87 分", "共 15 个镇"])
def test_a_sentence_that_the_store_bears_out_is_left_alone(facts: Facts, text: str) -> None:
    assert not list(wrong_claims(Said("通报.docx", "第 1 段", text), facts))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("得98.87分，全县第1名", "得98.87分，全县第2名"),
        ("得98.87分，平原圩镇组第1名", "得98.78分，平原圩镇组第1名"),
        ("刚性指标14项：已扣分1项", "刚性指标14项：已扣分2项"),
    ],
)
def test_a_sentence_of_a_slip_is_held_against_the_facts_of_its_town(facts: Facts, right: str, wrong: str) -> None:
    slips = "一镇一单.zip/一镇一单（合订）.docx"
    for text, faults in ((right, 0), (wrong, 1)):
        told = [f"{town}一镇一单（第三轮）" for town in ("禾丰镇", "石桥镇")]
        said = [Said(slips, f"第 {number} 段", one) for number, one in enumerate([*told, text], 1)]
        assert len(list(all_wrong_claims(said, facts))) == faults, text


def test_the_next_file_is_not_about_the_town_of_the_last_slip(facts: Facts) -> None:
    said = [
        Said("一镇一单.docx", "第 1 段", "石桥镇一镇一单（第三轮）"),
        Said("通报.docx", "第 1 段", "刚性 6 项已扣分"),
    ]
    assert not list(all_wrong_claims(said, facts))


def test_a_town_is_not_taken_for_one_whose_name_ends_or_begins_alike(facts: Facts) -> None:
    one = facts.diagnosis.units[0]
    known = Facts(facts.material)
    known._places = {"桥镇": known._places[facts.diagnosis.units[-1]], **known._places}
    assert one == "石桥镇" and not list(wrong_claims(Said("通报.docx", "第 1 段", "其中石桥镇 98.87 分"), known))


@pytest.mark.parametrize(
    ("heading", "right", "wrong"),
    [("名次", "1", "2"), ("得分", "98.87", "98.86"), ("刚性失分", "✕1", "✕2"), ("较上轮", "平 +0.29", "平 +0.30")],
)
def test_a_cell_is_held_against_what_its_heading_and_its_row_say(
    facts: Facts, heading: str, right: str, wrong: str
) -> None:
    for text, faults in ((right, 0), (wrong, 1)):
        said = Said("排名.pptx", "表 1", text, heading, {"镇": "石桥镇", heading: text})
        assert len(list(wrong_claims(said, facts))) == faults, text


@pytest.mark.parametrize(
    ("number", "text"), [(0.125, "0.13"), (2.675, "2.68"), (-1.005, "1.01"), (89.99499999, "89.99")]
)
def test_facts_are_rounded_half_up_in_decimals(number: float, text: str) -> None:
    assert hundredths(number) == text
