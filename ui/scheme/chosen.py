"""Which version of the scheme the page looks at: that of the current round until another is chosen."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.scheme_versions import Version, fingerprint_of
from scoring import Fault, Scheme, SchemeError
from scoring.duty import DEFAULT
from scoring.lint import ERROR
from scoring.scheme_file import counts
from ui import current
from ui.labels import plain
from ui.panels import Tone, headline, note

VERSION_KEY = "scheme.version"
SECTIONS = ("目录", "检查", "试算", "换方案", "版本")
"""The sections of the page; with a scheme that does not load only the last two."""


@dataclass(frozen=True)
class Looked:
    """The version that is looked at, and its scheme; when that does not load, its faults."""

    version: Version
    scheme: Scheme | None
    faults: tuple[Fault, ...] = ()


def looked_at() -> Looked:
    """The chosen version; the choice is offered where there are several, and made anew when the round's own changes."""
    known = {one.fingerprint: one for one in current.versions()}
    chosen = usual = _usual(known)
    if len(known) > 1:
        chosen = st.selectbox(
            "看哪一版方案", list(known), index=list(known).index(usual), key=f"{VERSION_KEY}.{usual}",
            format_func=lambda fingerprint: titled(known[fingerprint]), persist_state="session",
        )  # fmt: skip
    try:
        return Looked(known[chosen], current.scheme_under(chosen))
    except SchemeError as error:
        return Looked(known[chosen], None, tuple(error.faults))


def _usual(known: dict[str, Version]) -> str:
    """The version of the current round, else the latest one."""
    chosen = current.current_round()
    fingerprint = fingerprint_of(chosen) if chosen else ""
    return fingerprint if fingerprint in known else list(known)[-1]


def titled(version: Version) -> str:
    """The version's title and how many rounds are under it: «gd2021 第 1 版（随程序提供）　3 轮在用»."""
    rounds = version.rounds
    return f"{version.title}　{f'{len(rounds)} 轮在用' if rounds else '没有轮次在用'}"


def say(looked: Looked) -> None:
    """The page's one message: what the scheme is, how large, where it is used, and what it rests on."""
    scheme, version = looked.scheme, looked.version
    if scheme is None:
        headline(f"{version.title}读不出来，共 {len(looked.faults)} 处错误，请换一版方案。", "near")
        return
    headline(f"{scheme.name}第 {scheme.version} 版：{size(scheme)}；{_used(version)}。", _tone(looked))
    if scheme.basis:
        note(scheme.basis)
    note(beside(scheme))


def beside(scheme: Scheme) -> str:
    """How lost points are shared among departments, and what innovation cases are worth: neither moves a score."""
    shares = scheme.shares or DEFAULT
    shared = "" if scheme.shares else "方案没有写明，暂"
    told = f"责任账里的失分{shared}按牵头 {shares.lead}、配合 {shares.support} 分担。"
    if scheme.innovation is None:
        return f"{told}方案没有写明改革创新案例的分值。"
    levels = "、".join(f"{name} {plain(points)} 分" for name, points in scheme.innovation.levels)
    return f"{told}改革创新案例（{scheme.innovation.component}）{levels}，同一案例按最高级别计一次。"


def size(scheme: Scheme) -> str:
    """«6 大项、21 小项、63 项指标，刚性 19 项 44 分，总分 100 分»."""
    counted = counts(scheme)
    parts = "、".join(
        f"{plain(counted[key])} {word}"
        for key, word in (("categories", "大项"), ("sub_items", "小项"), ("indicators", "项指标"))
    )
    rigid = f"刚性 {plain(counted['rigid'])} 项 {plain(counted['rigid_points'])} 分" if scheme.rigid else "没有刚性指标"
    return f"{parts}，{rigid}，总分 {plain(scheme.total)} 分"


def _used(version: Version) -> str:
    return f"{len(version.rounds)} 轮按它计分" if version.rounds else "还没有轮次按它计分"


def _tone(looked: Looked) -> Tone:
    assert looked.scheme
    wrong = any(one.severity == ERROR for one in current.lint_of(looked.version.fingerprint, looked.scheme))
    return "near" if wrong else "calm"
