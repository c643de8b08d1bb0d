"""The checks on their way: from a drop of files over the receipts into the store."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from data.reading import read_workbook
from data.receipts import Receipt, Upload, receipt
from data.receiving import compared
from data.store import Store
from data.templates import Filled, town_workbook
from tests.data.county import OTHERS, OWN, county
from tests.data.office import EARLIER, IN_TIME, ROUND, scheme, standing, upload

WRONG, RIGHT = "C1-02 households 9000", "C1-02 households 1000"

FORM = "A1-01 sown 23127\nA2-01 farmland 31844\nB1-02 people 1263\nC1-02 households 6708\nC1-03 hamlets 137"


def receipts(store: Store, drop: dict[str, str], **parts: object) -> list[Receipt]:
    now = standing(store)
    ones = [
        receipt(now, *upload(unit, sheet, **(parts if unit == OWN else {})), IN_TIME) for unit, sheet in drop.items()
    ]
    return compared(now, ones)


def codes(one: Receipt) -> list[str]:
    return [each.code for each in one.intake.findings]


def test_what_shows_beside_the_others_is_on_the_receipt_and_goes_into_the_store() -> None:
    store = county({OWN: RIGHT})
    (one,) = receipts(store, {OWN: WRONG})
    assert codes(one) == ["R701"]
    store.save_submission(ROUND, one.intake, one.upload.content, "李某")
    assert store.findings(ROUND)[["unit", "code", "cell"]].values.tolist() == [[OWN, "R701", "F2"]]


def test_comparing_twice_says_nothing_twice() -> None:
    store = county({OWN: RIGHT})
    once = receipts(store, {OWN: WRONG})
    assert codes(compared(standing(store), once)[0]) == ["R701"]


def test_a_file_that_is_refused_is_neither_compared_nor_held_against_others() -> None:
    store = county({OWN: RIGHT})
    refused, other = receipts(store, {OWN: FORM, OTHERS[0]: FORM}, round_name=EARLIER)
    assert refused.refusals
    assert codes(refused) == codes(other) == []
    told = receipts(store, {OWN: FORM, OTHERS[0]: FORM})
    assert ["R731" in codes(one) for one in told] == [True, True]


def test_an_empty_drop_and_an_empty_store_are_no_trouble() -> None:
    assert compared(standing(county()), []) == []
    (one,) = receipts(county(), {OWN: "C1-02 households 未填报"})
    assert codes(one) == []


def filed(name: str, town: str = OWN, round_name: str = ROUND, **meta: str) -> Receipt:
    """The receipt of a town's real workbook whose hidden facts were changed."""
    filled = Filled(values={("C1-02", "households"): 1000})
    book = load_workbook(BytesIO(town_workbook(scheme(), town, round_name, filled=filled)))
    for row in book["_meta"].iter_rows(max_col=2, max_row=6):
        row[1].value = meta.get(row[0].value, row[1].value) or None
    if not all(meta.values()):
        del book["填报说明"]
        book["填报表"]["A2"].value = None
    written = BytesIO()
    book.save(written)
    file, now = Upload(name, written.getvalue()), standing(county())
    intake = read_workbook(file.content, file.name, now.scheme, now.roster, now.round.name)
    return receipt(now, file, intake, IN_TIME)


@pytest.mark.parametrize(
    ("code", "refused", "one"),
    [
        ("R111", True, {"name": "石桥镇.xlsx", "方案编码": "other"}),
        ("R112", False, {"name": "石桥镇.xlsx", "方案版本": "99"}),
        ("R113", False, {"name": "石桥镇.xlsx", "模板版本": "0"}),
        ("R114", True, {"name": "表.xlsx", "填报单位": ""}),
        ("R115", True, {"name": "表.xlsx", "town": "白石镇"}),
        ("R116", False, {"name": "云岭镇.xlsx"}),
        ("R117", True, {"name": "石桥镇.xlsx", "round_name": EARLIER}),
        ("R118", False, {"name": "石桥镇.xlsx", "轮次": ""}),
        ("R120", False, {"name": "石桥镇.xlsx", "填报单位": "云岭镇"}),
    ],
)
def test_a_wrong_town_round_or_scheme_shows_on_the_receipt(code: str, refused: bool, one: dict[str, str]) -> None:
    told = filed(**one)
    assert code in codes(told)
    assert bool(told.refusals) == refused
