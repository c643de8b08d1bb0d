"""会议材料: every file of a round to download, the words of the circular, and a template of the office's own."""

from __future__ import annotations

import mimetypes
from functools import partial

import streamlit as st

from data.clock import spoken
from data.freezing import FROZEN
from data.limits import limits
from data.returning.workbook import safe_name
from data.store_engine import StoreError
from reports.circular import Wording, usual_template
from reports.circular.keeping import CircularDesk
from reports.circular.placeholders import MEANINGS, REQUIRED
from reports.circular.wording import LONGEST
from reports.handouts import Choices, Handout, everything, handouts
from reports.material import Material
from ui import current, escape, panels
from ui.intake import outcome

_FORM, _BY, _TURN = "circular", "circular.by", "circular.turn"
_WORDS = {
    "title": "标题", "issuer": "发文单位", "number": "发文字号（可以不填）", "addressee": "主送", "signer": "落款单位",
}  # fmt: skip
_ANY = "application/octet-stream"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def headline(material: Material) -> None:
    """Which round, under which fingerprint, and whether its results can still move."""
    one = material.diagnosis.round
    said = f"{one.name}的会议材料，数据指纹 {material.fingerprint}"
    if one.status != FROZEN:
        panels.headline(f"{said}；本轮还没有封存，结果可能再变，正式印发前请先封存。", "near")
        return
    freezes = current.freezes_of(one)
    when = f"（{spoken(freezes[-1].at)}）" if freezes else ""
    panels.headline(f"{said}；本轮已封存{when}，各份材料的数一致。", "safe")


def files(material: Material, choices: Choices) -> None:
    """Each file with what it is for; all of them in one zip. A file is made when it is asked for."""
    listed = handouts(material, choices)
    name = f"{safe_name(f'{material.county}{material.diagnosis.round.name}')}_全部材料.zip"
    whole = Handout("全部材料", name, f"以下 {len(listed)} 份打成一个压缩包", partial(everything, material, choices))
    for place, one in enumerate([whole, *listed]):
        _file(one, place)
    panels.note("点“下载”后现做，幻灯片、底稿要几秒，全部材料约二十秒；做好后浏览器自动开始下载，请不要重复点。")


def _file(one: Handout, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"handout-{place}"):
        st.markdown(f"**{escape.markdown(one.title)}**　{escape.markdown(one.purpose)}", width="stretch")
        st.download_button(
            f"下载{one.title}", one.make, one.file_name, mimetypes.guess_type(one.file_name)[0] or _ANY,
            key=f"handout-download-{place}", on_click="ignore", icon=":material/download:",
            type="primary" if not place else "secondary",
        )  # fmt: skip


def wording(material: Material, words: Wording) -> None:
    """The form for what stands on the circular beside its content."""
    with st.form(_FORM, border=False):
        for name, label in _WORDS.items():
            st.text_input(label, getattr(words, name), key=f"{_FORM}.{name}", max_chars=LONGEST)
        st.date_input("成文日期", words.day, key=f"{_FORM}.day", format="YYYY-MM-DD")
        st.toggle("套红头：首页上方印红色的发文单位和红线", words.red_head, key=f"{_FORM}.red_head")
        act = partial(_keep_words, material)
        st.form_submit_button("保存", type="primary", on_click=partial(outcome.attempt, act))
    panels.note("发文单位、主送、落款各轮通用；标题、文号、日期只用于本轮。")


def _keep_words(material: Material) -> str:
    given = {name: str(st.session_state[f"{_FORM}.{name}"]) for name in _WORDS}
    day = st.session_state[f"{_FORM}.day"]
    if not day:
        raise StoreError("请填写成文日期。")
    words = Wording(**given, day=day, red_head=bool(st.session_state[f"{_FORM}.red_head"]))
    CircularDesk(current.current_store()).keep_wording(words, material)
    return "已保存，下次下载通报时使用。"


def template() -> None:
    """The office's own template: looked at before it counts, and back to the usual one."""
    own = CircularDesk(current.current_store()).template()
    if own is None:
        panels.note("现在用的是系统的通报模板，按《党政机关公文格式》（GB/T 9704）排版。")
    else:
        panels.note(f"现在用的是本单位的模板“{own.name}”。")
    panels.note(
        "换成本单位的模板：下载现用模板，在 Word 或 WPS 里改版式、字体、抬头，占位符照留，另存为 .docx 后传上来。"
        f"占位符用两层大括号括起来，其中{'、'.join(REQUIRED)}不能少，正文、附件说明、附件要各占一段。"
    )
    with st.container(horizontal=True):
        name, content = (own.name, own.content) if own else ("通报模板.docx", usual_template())
        st.download_button("下载现用模板", content, name, _DOCX, on_click="ignore", icon=":material/download:")
        if own is not None:
            st.button("改用系统模板", on_click=outcome.attempt, args=(_drop,), icon=":material/undo:")
    _upload()
    with st.expander("占位符一览"):
        panels.sheet(["占位符", "代表什么"], [[f"{{{{ {name} }}}}", told] for name, told in MEANINGS.items()])


def _upload() -> None:
    turn = st.session_state.setdefault(_TURN, 0)
    file = st.file_uploader(
        "本单位的通报模板（.docx）", key=f"{_FORM}.file.{turn}", max_upload_size=limits().file_megabytes
    )
    outcome.ask_name(_BY, "操作人")
    if file is not None:
        act = partial(_keep_template, file.name, file.getvalue())
        st.button("启用这个模板", type="primary", on_click=outcome.attempt, args=(act,))


def _keep_template(name: str, content: bytes) -> str:
    by = outcome.name_given(_BY, "操作人")
    CircularDesk(current.current_store()).keep_template(name, content, by)
    st.session_state[_TURN] += 1
    return f"已启用模板“{name}”。"


def _drop() -> str:
    CircularDesk(current.current_store()).drop_template(outcome.name_given(_BY, "操作人"))
    return "已改用系统模板。"
