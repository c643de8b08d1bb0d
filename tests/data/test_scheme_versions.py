"""Versions of the scheme in the store: which there are, who uses them, and how a round comes to another one."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data.opening import open_next_round, usual_version
from data.place import DEMO_SETTING
from data.scheme_book import scheme_workbook
from data.scheme_upload import Candidate, read_uploaded_scheme
from data.scheme_versions import DEFAULT_SCHEME, fingerprint_of, keep, reassign, texts_of, versions, with_cells
from data.store import Store, StoreError
from scoring import load_scheme, parse_scheme
from scoring.located import Spot
from tests.data.sheets import SCHEME


def candidate(version: str = "1", points: int = 3) -> Candidate:
    text = SCHEME.replace('version: "1"', f'version: "{version}"').replace("points: 3", f"points: {points}")
    return read_uploaded_scheme(text.encode(), "小方案.yaml")


def test_an_empty_store_offers_the_scheme_that_comes_with_the_program(store: Store) -> None:
    (only,) = versions(store)
    assert (only.fingerprint, only.code, only.kept, only.rounds) == (DEFAULT_SCHEME, "gd2021", False, ())
    assert only.title == f"gd2021 第 {only.version} 版（随程序提供）"
    assert parse_scheme(texts_of(store, only.fingerprint)) == load_scheme("gd2021")


def test_a_kept_version_is_listed_with_who_kept_it_and_moves_no_round(store: Store) -> None:
    first = open_next_round(store, "第一轮", "李某")
    fingerprint = keep(store, candidate(), "王某")
    default, small = versions(store)
    assert (default.rounds, small.rounds) == (("第一轮",), ())
    assert (small.fingerprint, small.saved_by, small.kept) == (fingerprint, "王某", True)
    assert small.title == f"small 第 1 版（指纹 {fingerprint[:8]}）"
    assert (default.name, small.name) == (load_scheme("gd2021").name, candidate().scheme.name)
    assert store.round("第一轮") == first


def test_keeping_the_same_text_again_changes_nothing(store: Store) -> None:
    keep(store, candidate(), "王某")
    before = store.revision()
    assert keep(store, candidate(), "李某") == candidate().fingerprint
    assert store.revision() == before


def test_two_different_schemes_under_one_code_and_version_are_refused(store: Store) -> None:
    keep(store, candidate(), "王某")
    with pytest.raises(StoreError, match="库中已有 small 第 1 版，内容与这一份不同"):
        keep(store, candidate(points=4), "王某")
    assert keep(store, candidate("2", points=4), "王某") != candidate().fingerprint
    assert [one.version for one in versions(store) if one.kept] == ["1", "2"]


def test_a_new_round_is_opened_under_the_chosen_version_and_the_next_one_follows(store: Store) -> None:
    open_next_round(store, "第一轮", "李某")
    fingerprint = keep(store, candidate(), "王某")
    second = open_next_round(store, "第二轮", "李某", fingerprint)
    assert (second.scheme_code, second.scheme_version, second.scheme_sha256) == ("small", "1", fingerprint)
    assert usual_version(store) == fingerprint == fingerprint_of(open_next_round(store, "第三轮", "李某"))
    assert [one.rounds for one in versions(store)] == [("第一轮",), ("第二轮", "第三轮")]


def test_an_unknown_version_opens_no_round(store: Store) -> None:
    with pytest.raises(StoreError, match="没有指纹为 abc 的方案"):
        open_next_round(store, "第一轮", "李某", "abc")
    assert store.rounds() == []


def test_an_open_round_moves_to_another_version_with_a_reason_that_is_logged(store: Store) -> None:
    before = open_next_round(store, "第一轮", "李某")
    fingerprint = keep(store, candidate(), "王某")
    reassign(store, "第一轮", fingerprint, " 省里印发了正式方案 ", "王某")
    after = store.round("第一轮")
    assert (after.scheme_code, after.scheme_sha256) == ("small", fingerprint)
    logged = store.events().iloc[0]
    assert (logged["action"], logged["by"], logged["subject"]) == ("set_round_scheme", "王某", "第一轮")
    assert logged["details"]["reason"] == "省里印发了正式方案"
    assert logged["details"]["before"]["scheme_sha256"] == before.scheme_sha256
    assert logged["details"]["after"]["scheme_sha256"] == fingerprint


def test_a_round_moves_back_to_the_scheme_that_comes_with_the_program(store: Store) -> None:
    store.open_round("第一轮", "small", "1", scheme_sha256=keep(store, candidate(), "王某"))
    assert reassign(store, "第一轮", DEFAULT_SCHEME, "改回", "王某").kept
    assert store.round("第一轮").scheme_code == "gd2021"


def test_no_round_moves_without_a_reason_to_its_own_version_or_to_an_unknown_one(store: Store) -> None:
    own = open_next_round(store, "第一轮", "李某").scheme_sha256 or ""
    other = keep(store, candidate(), "王某")
    revision = store.revision()
    for fingerprint, reason, said in ((other, " ", "原因"), (own, "试", "本来就按"), ("abc", "试", "没有指纹为 abc")):
        with pytest.raises(StoreError, match=said):
            reassign(store, "第一轮", fingerprint, reason, "王某")
    assert store.revision() == revision
    assert store.round("第一轮").scheme_sha256 == own


def test_a_closed_round_never_moves(store: Store) -> None:
    store.open_round("第一轮", "gd2021", "1")
    fingerprint = keep(store, candidate(), "王某")
    close(store)
    with pytest.raises(StoreError, match="第一轮已封存"):
        reassign(store, "第一轮", fingerprint, "试", "王某")
    assert store.round("第一轮").scheme_code == "gd2021"


def close(store: Store) -> None:
    from sqlalchemy import update

    from data.tables import rounds

    with store.engine.begin() as connection:
        connection.execute(update(rounds).values(status="frozen"))


def test_a_scheme_that_a_round_names_and_nobody_has_is_no_choice(store: Store) -> None:
    store.open_round("第一轮", "unknown", "1")
    assert [one.fingerprint for one in versions(store)] == [DEFAULT_SCHEME]
    store.open_round("第二轮", "gd2021", "1")
    assert [one.rounds for one in versions(store)] == [("第二轮",)]


def test_the_program_s_own_scheme_is_offered_beside_kept_ones_until_it_is_kept_itself(store: Store) -> None:
    keep(store, candidate(), "王某")
    assert [one.kept for one in versions(store)] == [True, False]
    open_next_round(store, "第一轮", "李某", DEFAULT_SCHEME)
    assert [(one.code, one.kept) for one in versions(store)] == [("small", True), ("gd2021", True)]


def test_a_scheme_outside_of_our_folder_is_never_read(store: Store) -> None:
    with pytest.raises(StoreError, match="没有指纹为"):
        texts_of(store, "../tests/data")


def test_what_the_office_has_uploaded_outlives_the_demo_county(store: Store) -> None:
    store.set_setting(DEMO_SETTING, True)
    fingerprint = keep(store, candidate(), "王某")
    store.clear_demo("王某")
    assert [one.fingerprint for one in versions(store) if one.kept] == [fingerprint]


def test_a_version_is_told_by_the_cells_of_the_workbook_that_goes_out(store: Store) -> None:
    scheme = candidate().scheme
    told = with_cells(scheme)
    assert told == scheme
    (one, *_) = told.indicators
    assert isinstance(one.line, Spot)
    cell = load_workbook(BytesIO(scheme_workbook(scheme)))[one.line.sheet][one.line.cell]
    assert cell.value == one.code


def test_a_version_that_no_workbook_can_hold_keeps_its_lines() -> None:
    long = replace(candidate().scheme, basis="长" * 40_000)
    assert with_cells(long) is long


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("name: 甲县考核\n", "甲县考核"),
        ('name: "甲：县"  # 注\n', "甲：县"),
        ("name: [甲\n", ""),
        ("name: 3\n", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_version_is_what_its_head_says_plainly(store: Store, head: str, name: str) -> None:
    store.save_scheme("x", "1", {"scheme.yaml": f"scheme: x\n{head}categories:\n  - name: 大项\n"}, "王某")
    assert versions(store)[0].name == name
