"""The office's own template: filled when it is sound, refused in a sentence when it is not, never run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt

from data.store import Store, StoreError
from reports.circular import UnfitTemplateError, Wording, check_template, circular, usual_template
from reports.circular.keeping import CircularDesk
from reports.material import Material
from reports.word import styles
from tests.reports import rounds
from tests.reports.documents import opened, paragraphs_of, written

LINES = ("{{ 标题 }}", "{{ 正文 }}", "{{ 落款单位 }}", "{{ 附件 }}")


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    with rounds.material_of(rounds.gaps, tmp_path_factory.mktemp("template")) as made:
        yield made


def template(*lines: str, change: Callable[[Document], object] = lambda _: None) -> bytes:
    """A template of those lines, in Word's own styles."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    change(document)
    written_to = BytesIO()
    document.save(written_to)
    return written_to.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(UnfitTemplateError) as refused:
        check_template(content)
    return str(refused.value)


def test_the_usual_template_is_sound_and_the_same_every_time() -> None:
    check_template(usual_template())
    usual_template.cache_clear()
    assert check_template(usual_template()) is None


def test_a_template_of_the_offices_own_gives_paper_words_and_order(material: Material) -> None:
    def own(document: Document) -> None:
        document.sections[0].left_margin = Mm(40)
        document.add_paragraph("抄送：县委常委。")
        document.sections[0].footer.paragraphs[0].text = "指纹 {{ 指纹 }}"

    content = circular(material, Wording.default(material), template(*LINES, change=own))
    document, text = opened(content), written(content)
    assert "一、总体情况" in text and "各镇得分排名表" in text and text.index("抄送") > text.index("红黑榜")
    margins = [document.sections[place].left_margin for place in (0, -1)]
    assert [round(one.mm) for one in margins if one is not None] == [40, 40]
    assert document.sections[0].footer.paragraphs[0].text == f"指纹 {material.fingerprint}"
    assert "{{" not in text and len(document.sections) == 8


def test_the_offices_own_styles_are_kept(material: Material) -> None:
    def styled(document: Document) -> None:
        style = document.styles.add_style(styles.BODY, 1)
        style.font.size = Pt(15)

    content = circular(material, Wording.default(material), template(*LINES, change=styled))
    assert opened(content).styles[styles.BODY].font.size == Pt(15)
    assert paragraphs_of(opened(content), styles.HEADING)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("{{ 标题 }}", "{{ 附件 }}"), "缺少占位符 {{ 正文 }}"),
        ((*LINES, "{{ 县长 }}"), "不认识的占位符“县长”"),
        ((*LINES[:3], "见{{ 附件 }}"), "{{ 附件 }} 要在正文里独占一段"),
        ((*LINES, "{{ 正文 }}"), "{{ 正文 }} 要在正文里独占一段"),
        ((*LINES, "{{ 标题"), "大括号要成对"),
        ((*LINES, "{% if 红头 %}"), "大括号要成对"),
        ((*LINES, "{{ 标题.__class__ }}"), "不能写别的指令"),
        ((*LINES, "{% for 个 in 标题 %}{{ 个 }}{% endfor %}"), "不能写别的指令"),
        ((*LINES, "{{ '长' * 1000000000 }}"), "不能写别的指令"),
        ((*LINES, "{{ range(9) }}"), "不能写别的指令"),
        ((*LINES, "{% include '/etc/passwd' %}"), "不能写别的指令"),
        ((*LINES, "{{ 标题|upper }}"), "不能写别的指令"),
        ((*LINES, "{% set 标题 = 1 %}"), "不能写别的指令"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(lines: tuple[str, ...], said: str) -> None:
    assert said in refusal(template(*lines))


def test_a_block_in_the_head_of_the_page_is_refused() -> None:
    def head(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 正文 }}"

    assert "独占一段" in refusal(template("{{ 标题 }}", "{{ 附件 }}", change=head))


def test_a_block_in_a_table_is_refused() -> None:
    def table(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{ 正文 }}"

    assert "独占一段" in refusal(template("{{ 标题 }}", "{{ 附件 }}", change=table))


def test_what_is_fetched_from_elsewhere_is_refused() -> None:
    def link(document: Document) -> None:
        document.part.relate_to("http://example.test/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    assert "引用了外部文件" in refusal(template(*LINES, change=link))


def _with(name: str, body: bytes) -> bytes:
    """A sound template with one member more, or another one in its place."""
    file = BytesIO()
    with ZipFile(BytesIO(template(*LINES))) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for member in source.namelist():
            target.writestr(member, body if member == name else source.read(member))
        if name not in source.namelist():
            target.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不能作模板"),
        (b"not a zip", "不能作模板"),
        (template(*LINES)[:-400], "不能作模板"),
        (_with("word/document.xml", b"<w:broken"), "不能作模板"),
        (_with("word/vbaProject.bin", b"x"), "带有宏"),
        (_with("word/media/image1.png", b"0" * 40_000_000), "展开后过大"),
    ],
    ids=["empty", "no zip", "cut off", "broken", "macros", "huge"],
)
def test_a_file_that_is_no_template_is_refused(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_what_is_kept_as_a_template_is_used_until_it_is_dropped(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    desk, content = CircularDesk(store), template(*LINES)
    assert desk.template() is None
    with pytest.raises(StoreError, match="缺少占位符"):
        desk.keep_template("坏.docx", template("{{ 标题 }}"), "张三")
    desk.keep_template("本办模板.docx", content, "张三")
    kept = desk.template()
    assert kept is not None and (kept.name, kept.content) == ("本办模板.docx", content)
    desk.drop_template("张三")
    assert desk.template() is None
    store.close()


def test_values_are_written_as_they_are_into_any_template(material: Material) -> None:
    words = replace(Wording.default(material), title="{{ 指纹 }}<w:p/>", signer="{% if 1 %}")
    text = written(circular(material, words, template(*LINES)))
    assert "{{ 指纹 }}<w:p/>" in text and "{% if 1 %}" in text
