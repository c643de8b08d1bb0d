"""Photos and documents of a problem: kept byte for byte, known by their first bytes, never run."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from data.attachments import SHOWN, Attachments, media_type, small_copy
from data.problem_book import ProblemBook
from data.problems import CLOSED, Said
from data.store import Store, StoreError
from tests.data.office import ROUND, office
from tests.data.test_problem_book import DONE, TOILET

PDF = b"%PDF-1.7 not much of one"


def picture(kind: str = "JPEG", size: tuple[int, int] = (1600, 900)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "#2b7a4b").save(content, kind)
    return content.getvalue()


def with_problem() -> tuple[Store, Attachments, int]:
    store = office()
    return store, Attachments(store), ProblemBook(store).enter(ROUND, TOILET, "张工")


def test_a_photo_is_kept_byte_for_byte_and_shown_small() -> None:
    store, files, problem = with_problem()
    content = picture()
    files.attach(problem, "整改后.jpg", content, "王某")
    (one,) = files.of(problem)
    assert (one.name, one.media_type, one.by, one.is_picture) == ("整改后.jpg", "image/jpeg", "王某", True)
    assert store.original(one.sha256) == content
    with Image.open(BytesIO(small_copy(content) or b"")) as small:
        assert max(small.size) == SHOWN and small.format == "JPEG"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture(), "image/jpeg"), (picture("PNG"), "image/png"), (PDF, "application/pdf"),
        (b"PK\x03\x04 a document", "application/zip"), (b"<script>alert(1)</script>", None),
        (b"<svg onload='x'>", None), (b"MZ a program", None), (b"", None), (picture("GIF"), None),
    ],
)  # fmt: skip
def test_what_a_file_is_is_told_by_its_first_bytes(content: bytes, kind: str | None) -> None:
    assert media_type(content) == kind


def test_what_cannot_be_attached_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    store, files, problem = with_problem()
    with pytest.raises(StoreError, match="不是照片"):
        files.attach(problem, "说明.jpg", b"<html>", "王某")
    with pytest.raises(StoreError, match="上传人"):
        files.attach(problem, "照片.jpg", picture(), " ")
    with pytest.raises(StoreError, match="没有第 99 号"):
        files.attach(99, "照片.jpg", picture(), "王某")
    files.attach(problem, "照片.jpg", picture(), "王某")
    with pytest.raises(StoreError, match="已经传过"):
        files.attach(problem, "同一张.jpg", picture(), "王某")
    monkeypatch.setenv("MOCK_ASSESSMENT_FILE_MEGABYTES", "1")
    with pytest.raises(StoreError, match="超过 1 MB"):
        files.attach(problem, "大.pdf", PDF + b"x" * 1024 * 1024, "王某")
    assert len(files.of(problem)) == 1
    assert list(store.events()["action"]).count("attach") == 1


def test_a_file_taken_back_stays_but_proves_nothing() -> None:
    store, files, problem = with_problem()
    number = files.attach(problem, "照片.jpg", picture(), "王某")
    with pytest.raises(StoreError, match="原因"):
        files.withdraw(number, "李某", " ")
    files.withdraw(number, "李某", "传错了")
    with pytest.raises(StoreError, match="已经撤下"):
        files.withdraw(number, "李某", "再撤一次")
    (one,) = files.of(problem)
    assert (one.withdrawn_by, one.withdrawn_reason) == ("李某", "传错了")
    book = ProblemBook(store)
    book.move(problem, 1, "start", Said(), "王某")
    book.move(problem, 2, "submit", Said("已清理", done_on=DONE), "王某")
    with pytest.raises(StoreError, match="佐证"):
        book.move(problem, 3, "close", Said("", "李主任"), "李主任")
    files.attach(problem, "另一张.jpg", picture(size=(40, 30)), "王某")
    book.move(problem, 3, "close", Said("", "李主任"), "李主任")
    assert book.all()[0].state == CLOSED


@pytest.mark.parametrize(
    "content",
    [picture()[:200], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, PDF, b"", picture("GIF")],
)
def test_a_broken_picture_has_no_small_copy_and_stops_nothing(content: bytes) -> None:
    assert small_copy(content) is None


def test_a_picture_that_claims_to_be_enormous_is_not_opened() -> None:
    claimed = bytearray(picture("PNG", (8, 8)))
    claimed[16:24] = (60_000).to_bytes(4, "big") * 2
    assert small_copy(bytes(claimed)) is None
