"""What can be uploaded as a scheme, and how everything else is refused: whole, and with its place."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from data.limits import MAX_BYTES
from data.scheme_book import scheme_workbook
from data.scheme_upload import MAX_FILES, Candidate, read_uploaded_scheme
from scoring import Fault, SchemeError, load_scheme, parse_scheme
from scoring.scheme_file import SCHEMES
from scoring.scheme_text import scheme_texts
from tests.data.sheets import SCHEME, small_scheme, workbook


def texts_of(code: str) -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in sorted((SCHEMES / code).glob("*.yaml"))}


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def faults(content: bytes, name: str) -> list[Fault]:
    with pytest.raises(SchemeError) as refused:
        read_uploaded_scheme(content, name)
    return refused.value.faults


def taken(candidate: Candidate) -> Candidate:
    """The candidate, after a look that what would be kept loads as the same scheme."""
    assert parse_scheme(candidate.texts) == candidate.scheme
    return candidate


@pytest.mark.parametrize("folder", ["", "方案/", "a/b/"])
def test_a_zip_of_yaml_files_is_a_scheme_whatever_folder_they_are_in(folder: str) -> None:
    texts = texts_of("gd2021")
    extra = {"__MACOSX/x.yaml": b"\0", f"{folder}说明.docx": b"PK", f"{folder}.hidden.yaml": "x"}
    read = taken(
        read_uploaded_scheme(zipped({**{folder + name: text for name, text in texts.items()}, **extra}), "a.zip")
    )
    assert read.scheme == load_scheme("gd2021")
    assert read.texts == texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_single_yaml_file_is_a_scheme_under_any_name_and_in_the_encodings_of_windows(encoding: str) -> None:
    read = taken(read_uploaded_scheme(SCHEME.replace("\n", "\r\n").encode(encoding), "我的方案.yml"))
    assert read.scheme == small_scheme()
    assert list(read.texts) == ["scheme.yaml"]


def test_a_workbook_is_a_scheme_and_is_kept_as_texts() -> None:
    read = taken(read_uploaded_scheme(scheme_workbook(small_scheme()), "方案.xlsx"))
    assert read.scheme == small_scheme()
    assert read.texts == scheme_texts(small_scheme())


def test_the_same_scheme_has_the_same_fingerprint_and_another_one_another() -> None:
    one, same, other = (
        read_uploaded_scheme(text.encode(), name).fingerprint
        for text, name in ((SCHEME, "a.yaml"), (SCHEME, "b.yaml"), (SCHEME.replace("points: 3", "points: 4"), "a.yaml"))
    )
    assert one == same != other


def test_every_fault_is_listed_at_once_with_the_name_of_the_uploaded_file_and_its_line() -> None:
    text = SCHEME.replace("deduct: 0.1}", "deduct: 多}").replace("lead: 县财政局", "laed: 县财政局")
    found = faults(text.encode(), "改过的方案.yaml")
    assert {one.file for one in found} == {"改过的方案.yaml"}
    assert {one.line for one in found if "不是数字" in one.message} == {text[: text.index("多}")].count("\n") + 1}
    assert {one.indicator for one in found} == {"A1-01", "A1-05"}


def test_a_fault_in_a_workbook_names_sheet_and_cell() -> None:
    found = faults(workbook(方案="项目 | 内容\n方案代号 | x"), "方案.xlsx")
    assert all(one.file == "方案.xlsx" and one.remedy for one in found)
    assert any(one.sheet for one in found)


_BOMB = [f"b{n}: &b{n} [*b{n - 1},*b{n - 1}]" for n in range(1, 60)]
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "空"),
    "blanks": (b" \n ", "不是"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
    "a broken old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "损坏"),
    "half a zip": (zipped({"scheme.yaml": SCHEME})[:80], "损坏"),
    "a zip without a scheme": (zipped({"a.txt": "x"}), "没有 YAML 文件"),
    "a zip without a head": (zipped({"a.yaml": "code: A", "b.yaml": "code: B"}), "没有 scheme.yaml"),
    "two schemes": (zipped({"a/scheme.yaml": SCHEME, "b/scheme.yaml": SCHEME}), "几个文件夹"),
    "too many files": (zipped({f"{n}.yaml": "x" for n in range(MAX_FILES + 1)}), "超过"),
    "a bomb of blanks": (zipped({"scheme.yaml": b" " * 60_000_000}), "过大"),
    "a big file": (b"x" * (MAX_BYTES + 1), "超过"),
    "long text": (b"# " + b"x" * 2_100_000, "超过"),
    "a picture inside": (zipped({"scheme.yaml": b"\x89PNG\0"}), "不是文字"),
    "plain words": ("不是方案".encode(), "键：值"),
    "a broken structure": (b"a: [1, 2", "不是正确的 YAML"),
    "a bomb of aliases": ("\n".join(["b0: &b0 x", *_BOMB]).encode(), "锚点和引用"),
    "deep brackets": (b"a: " + b"[" * 3000, "不是正确的 YAML"),
    "an object of Python": (b"!!python/object/apply:os.system ['x']", ""),
    "a part that is empty": (
        zipped({"scheme.yaml": SCHEME.replace("categories:\n", "categories:\n  - b.yaml\n"), "b.yaml": ""}), "空的"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_scheme_is_refused_in_a_sentence(what: str) -> None:
    content, said = REFUSED[what]
    found = faults(content, "上传")
    assert any(said.replace("：", "") in one.message.replace("： ", "").replace("：", "") for one in found), found


def test_a_zip_with_a_password_and_one_with_a_wrong_sum_are_refused() -> None:
    good = zipped({"scheme.yaml": SCHEME})
    locked = bytearray(good)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.index(mark) + place] |= 1
    assert "打不开" in faults(bytes(locked), "x.zip")[0].message
    wrong = bytearray(good)
    wrong[good.index(zlib.crc32(SCHEME.encode()).to_bytes(4, "little"), good.index(b"PK\x01\x02"))] ^= 1
    assert "打不开" in faults(bytes(wrong), "x.zip")[0].message
