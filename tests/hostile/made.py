"""Files that mean harm, each made from a good workbook. ``python -m tests.hostile FOLDER`` writes them all."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests.data.sheets import GOOD_FORM, TOWN_META, workbook
from tests.hostile.zips import part_of, with_parts

LISTS = {"问题清单": "序号 | 问题描述", "佐证目录": "指标编码 | 材料名称"}
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Maker = Callable[[], bytes]
MAKERS: dict[str, Maker] = {}


def hostile(name: str) -> Callable[[Maker], Maker]:
    """Name a file after what is wrong with it."""

    def kept(make: Maker) -> Maker:
        MAKERS[name] = make
        return make

    return kept


@cache
def good() -> bytes:
    """A town's workbook without a fault."""
    return workbook(TOWN_META, 填报表=GOOD_FORM, **LISTS)


def changed(part: str, *pairs: tuple[bytes, bytes]) -> bytes:
    """The good workbook with texts in one of its parts replaced."""
    body = part_of(good(), part)
    for old, new in pairs:
        assert old in body
        body = body.replace(old, new, 1)
    return with_parts(good(), {part: body})
