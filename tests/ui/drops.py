"""What the tests of 填报接收 do: workbooks into the upload box, receipts opened, one confirmation."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from data.place import store_url
from data.store import Store
from data.templates import Filled, town_workbook
from scoring import load_scheme

ROUND = "第一轮模拟考核"
PAGE = "intake/receive"
File = tuple[str, bytes, str]


def workbook(town: str, faulty: object = 4, name: str = "", round_name: str = ROUND) -> File:
    """The town's own workbook with its latrines filled in."""
    values = {("C1-02", "sanitary"): 960, ("C1-02", "households"): 1000, ("C1-02", "faulty"): faulty}
    content = town_workbook(load_scheme("gd2021"), town, round_name, filled=Filled(values=values))  # type: ignore[arg-type]
    return name or f"{town}.xlsx", content, "application/octet-stream"


SPOILED: File = ("照片.xlsx", b"\xff\xd8\xff\xe0", "image/jpeg")


def drop(at: AppTest, *files: File) -> AppTest:
    """Put these files into the upload box."""
    at.file_uploader[0].set_value(list(files))
    at.run()
    assert not at.exception
    return at


def confirm(at: AppTest, by: str = "李某") -> AppTest:
    at.text_input(key="receive.by").set_value(by)
    at.button(key="receive.confirm").click().run()
    assert not at.exception
    return at


def look_closer(at: AppTest) -> AppTest:
    """Open every receipt's details."""
    while closed := [one for one in at.button if one.label == "查看"]:
        closed[0].click().run()
        assert not at.exception
    return at


def tick_keys(at: AppTest) -> list[str]:
    return [one.key for one in at.checkbox if one.key and one.key.startswith("receive.take")]


def titles(at: AppTest) -> list[str]:
    return [one.label for one in at.checkbox if one.key in tick_keys(at)]


def which(at: AppTest) -> Radio[int]:
    """The question which of two files for one unit is meant."""
    (asked,) = (one for one in at.radio if "接收哪一份" in one.label)
    return asked


def stored(column: str = "unit") -> list[str]:
    store = Store(store_url())
    try:
        return list(store.submissions(store.rounds()[-1].name)[column])
    finally:
        store.close()
