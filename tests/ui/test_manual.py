"""The user manual: every page has its chapter, its words are those of the screen, and it can be read in the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import Open, empty, usual, written
from ui.help.chapters import Chapter, Picture, chapters
from ui.sections import SECTIONS

CHAPTERS = chapters()
TITLES = [chapter.title for chapter in CHAPTERS]


@pytest.fixture(scope="module")
def sources(root: Path) -> str:
    """Everything the product may say."""
    rooms = ("ui", "pages", "data", "reports", "scoring", "charts")
    files = [file for room in rooms for ending in ("py", "js") for file in (root / room).rglob(f"*.{ending}")]
    return "\n".join(file.read_text("utf-8") for file in files if "help" not in file.parts)


def test_every_page_has_a_chapter() -> None:
    pages = {title for listed in SECTIONS.values() for _, title, *_ in listed}
    assert {page for chapter in CHAPTERS for page in chapter.pages} == pages


def test_every_task_the_office_does_has_a_chapter() -> None:
    wanted = {"收表", "退回", "核定", "封存", "汇报", "换方案", "问题销号", "佐证", "调查", "创新", "试算"}
    assert wanted <= set(TITLES)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=TITLES)
def test_words_quoted_in_a_chapter_stand_on_the_screen(chapter: Chapter, sources: str) -> None:
    known = {title for listed in SECTIONS.values() for _, title, *_ in listed} | set(TITLES)
    assert [word for word in chapter.quoted() if word not in sources and word not in known] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=TITLES)
def test_a_chapter_shows_pictures_that_there_are(chapter: Chapter) -> None:
    pictures = [part for part in chapter.parts() if isinstance(part, Picture)]
    assert [one.path.name for one in pictures if not one.path.is_file()] == []
    assert all(one.caption for one in pictures)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=TITLES)
def test_a_chapter_has_steps_and_writes_chinese_stops(chapter: Chapter) -> None:
    assert chapter.about.endswith("。")
    assert "\n1. " in chapter.body or "\n- " in chapter.body or "\n## " in chapter.body
    assert not {",", ";", "?", "!"} & set(chapter.body.replace("![", ""))


@pytest.mark.parametrize("fill", [empty, usual])
def test_the_manual_opens_whatever_the_store_holds_and_turns_to_a_chapter(open_page: Open, fill: object) -> None:
    at = open_page(fill, "help/manual")  # type: ignore[arg-type]
    assert "开始使用：" in written(at)
    choice = next(one for one in at.selectbox if one.label == "看哪一章")
    at = choice.select(next(one for one in choice.options if one.endswith("收表"))).run()
    assert not at.exception
    assert "把各镇、各部门交来的文件拖进来" in written(at)
