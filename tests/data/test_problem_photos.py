"""Photographs of problems, as they are taken along to the meeting."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from data.attachments import Attachments
from data.problem_book import ProblemBook
from data.problem_photos import SHOWN, photos
from tests.data.office import ROUND, office
from tests.data.test_problem_book import TOILET


def picture(shade: int) -> bytes:
    content = BytesIO()
    Image.new("RGB", (1600, 900), (shade, 120, 70)).save(content, "JPEG")
    return content.getvalue()


def shade(content: bytes) -> int:
    """The red of a picture, in tens: JPEG keeps colours nearly."""
    with Image.open(BytesIO(content)) as small:
        assert max(small.size) == SHOWN
        found = small.getpixel((5, 5))
    assert isinstance(found, tuple)
    return round(found[0], -1)


def test_every_problem_shows_one_photograph_before_any_shows_a_second() -> None:
    store = office()
    book, files = ProblemBook(store), Attachments(store)
    first, second, third = (book.enter(ROUND, {**TOILET, "place": place}, "张工") for place in ("村口", "河边", "桥头"))
    for problem, red in ((second, 20), (first, 40), (second, 60), (third, 80)):
        files.attach(problem, f"{red}.jpg", picture(red), "王某")
    files.attach(first, "说明.pdf", b"%PDF-1.7", "王某")
    found = photos(store, [first, second])
    assert [(one.problem, shade(one.content)) for one in found] == [(first, 40), (second, 20), (second, 60)]
    assert [one.problem for one in photos(store, [second, first], limit=1)] == [second]


def test_a_photograph_taken_back_and_one_that_is_broken_are_left_out() -> None:
    store = office()
    problem, files = ProblemBook(store).enter(ROUND, TOILET, "张工"), Attachments(store)
    taken_back = files.attach(problem, "一.jpg", picture(20), "王某")
    files.attach(problem, "二.jpg", picture(40)[:200], "王某")
    files.attach(problem, "三.jpg", picture(60), "王某")
    files.withdraw(taken_back, "王某", "拍错了")
    assert [shade(one.content) for one in photos(store, [problem])] == [60]
