"""收表和批次: the template, files in with a preview of what they say, and the batches with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.clock import spoken
from data.limits import limits
from data.store import Round
from data.survey.book import Batch, SurveyBook
from data.survey.copies import kept
from data.survey.rates import Survey
from data.survey.rates import spoken as rate_spoken
from data.survey.record import SurveyIntake
from data.templates import survey_workbook
from scoring import Scheme
from scoring.survey import QUESTIONS, rates
from ui import current, escape, panels
from ui.intake import outcome
from ui.intake.receipt_card import findings_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TURN, _BY = "survey.turn", "survey.by"
_FOUND = 200
"""So many findings of a file are shown; the worst come first."""


class Given(NamedTuple):
    """A file on the page: as it came, as it was read, and the batch that it is already, if any."""

    upload: UploadedFile
    intake: SurveyIntake
    known: Batch | None

    @property
    def fit(self) -> bool:
        """Whether it can be taken in."""
        return self.intake.readable and self.known is None


def show(survey: Survey | None, chosen: Round, scheme: Scheme) -> None:
    """The whole view."""
    _template(chosen, scheme)
    if chosen.status == "open":
        _take_in(chosen, scheme)
    else:
        panels.note(f"{chosen.name}已封存，不再收问卷。")
    _batches(survey.batches if survey else (), chosen)


def _template(chosen: Round, scheme: Scheme) -> None:
    roster = current.roster()
    villages = {town: roster.villages_of(town) for town in roster.town_names}
    write = partial(survey_workbook, scheme, chosen.name, villages)
    name = f"{chosen.name}-三度调查表.xlsx"
    icon = ":material/download:"
    st.download_button("下载调查表模板", write, name, XLSX, key="survey.template", on_click="ignore", icon=icon)
    panels.note("一行填一位受访户，不填姓名、证件号、电话。各调查组分别填写、分别上传，系统合并计算。")


def _take_in(chosen: Round, scheme: Scheme) -> None:
    key = f"survey.files.{st.session_state.setdefault(_TURN, 0)}"
    files = st.file_uploader(
        "上传填好的调查表，可以多份", accept_multiple_files=True, key=key, max_upload_size=limits().file_megabytes
    )
    given = [_given(one, chosen, scheme) for one in files or ()]
    for one in given:
        _preview(one)
    fit = [one for one in given if one.fit]
    if not fit:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width=180):
            outcome.ask_name(_BY, "经办人", inline=True)
        count = sum(len(one.intake.answers) for one in fit)
        save = partial(outcome.attempt, partial(_save, fit, chosen, scheme))
        st.button(f"确认收入 {count} 份问卷", type="primary", key="survey.save", on_click=save)


def _given(upload: UploadedFile, chosen: Round, scheme: Scheme) -> Given:
    intake = current.survey_reading(chosen, upload.name, upload.getvalue())
    if not intake.readable:
        return Given(upload, intake, None)
    copy, _ = kept(intake, upload.getvalue(), scheme)
    return Given(upload, intake, SurveyBook(current.current_store()).known(copy))


def _preview(one: Given) -> None:
    """What the file would bring, and what is wrong in it."""
    with st.container(border=True):
        st.markdown(f"**{escape.markdown(one.intake.file_name)}**　{escape.markdown(_said(one))}")
        found = one.intake.findings
        if found:
            label = f"{len(found)} 处需要看的" + (f"，列出前 {_FOUND} 处" if len(found) > _FOUND else "")
            with st.expander(label, expanded=not one.intake.readable):
                st.html(findings_table(found[:_FOUND]))


def _said(one: Given) -> str:
    """«86 份问卷：石桥镇 40、白沙镇 46；知晓度 96.5%……», or why it cannot be taken in."""
    if one.intake.personal:
        return "里面有个人信息，整份不收，也没有保存。"
    if one.known is not None:
        return f"与{one.known.round_name}第 {one.known.id} 批“{one.known.file}”相同，不必再收。"
    answers = one.intake.answers
    if not one.intake.readable:
        return "不能收入。"
    towns = "、".join(f"{town} {count}" for town, count in answers.groupby("town", sort=False).size().items())
    told = zip(QUESTIONS.values(), rates(answers)["rate"], strict=True)
    said = "，".join(f"{question.name} {rate_spoken(rate)}" for question, rate in told)
    rewritten = "。文件不原样保存，只保存去掉多余内容后重写的一份" if one.intake.foreign else ""
    return f"{len(answers)} 份问卷：{towns}；{said}{rewritten}。"


def _save(given: Sequence[Given], chosen: Round, scheme: Scheme) -> str:
    by, book = outcome.name_given(_BY, "经办人"), SurveyBook(current.current_store())
    count = 0
    for one in given:
        content = one.upload.getvalue()
        book.save(chosen.name, *kept(one.intake, content, scheme), by)
        count += len(one.intake.answers)
    st.session_state[_TURN] += 1
    return f"已收入 {count} 份问卷，三度和由问卷计数的指标已更新。"


def _batches(batches: Sequence[Batch], chosen: Round) -> None:
    st.subheader("批次")
    if not batches:
        panels.note("本轮还没有收过问卷。")
        return
    heads = ["编号", "收入时间", "文件", "问卷", "校验问题", "经办人", "状态"]
    rows = [
        [
            str(one.id), spoken(one.at), one.file, f"{one.respondents} 份", f"{len(one.findings)} 处", one.by,
            "现行" if one.counts else f"已由{one.withdrawn_by}撤回：{one.withdrawn_reason}",
        ]
        for one in reversed(batches)
    ]  # fmt: skip
    panels.sheet(heads, rows)
    _one(batches, chosen)


def _one(batches: Sequence[Batch], chosen: Round) -> None:
    """One batch: its file, its findings, and the way back."""
    named = {one.id: one for one in reversed(batches)}
    words = {id_: f"第 {id_} 批　{one.file}" for id_, one in named.items()}
    number = st.selectbox("查看其中一批", list(named), format_func=words.__getitem__, key="survey.batch")
    one = named[number]
    fetch = partial(current.current_store().original, one.sha256)
    st.download_button("下载保存的文件", fetch, one.file, XLSX, key=f"survey.original.{number}", on_click="ignore")
    if one.findings:
        st.html(findings_table(one.findings[:_FOUND]))
    if one.counts and chosen.status == "open":
        with st.expander("撤回这一批"), st.form(f"survey.withdraw.{number}", border=False):
            panels.note("撤回后这些问卷不再计算；记录和文件仍保留。")
            outcome.ask_name(f"survey.withdraw.by.{number}", "经办人")
            st.text_input("原因", key=f"survey.reason.{number}", max_chars=outcome.LONG)
            st.form_submit_button("撤回", on_click=partial(outcome.attempt, partial(_withdraw, number)))


def _withdraw(number: int) -> str:
    by = outcome.name_given(f"survey.withdraw.by.{number}", "经办人")
    SurveyBook(current.current_store()).withdraw(number, str(st.session_state[f"survey.reason.{number}"] or ""), by)
    return f"已撤回第 {number} 批问卷，三度已更新。"
