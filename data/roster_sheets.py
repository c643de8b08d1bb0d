"""The roster's workbook (花名册): the sheets 镇, 村, 部门 and 领导, filled by the office and sent out filled again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

from data.roster import Roster
from data.templates.forms import Column
from data.templates.look import add_styles
from data.templates.paper import Paper


@dataclass(frozen=True)
class RosterSheet:
    """A sheet of the roster: its name, its columns, a line on how to fill it, and how many rows are left free."""

    name: str
    columns: tuple[Column, ...]
    note: str
    spare: int


TOWN_SHEET = RosterSheet(
    "镇",
    (
        Column("town", "镇", 18, ("镇名", "镇街", "乡镇", "镇名称"), required=True),
        Column("group", "分组", 16, ("组别", "类别")),
        Column("leader", "挂点领导", 16, ("挂点县领导", "联系领导")),
    ),
    "一行一个镇，按通报中的排列顺序填写；分组用于组内排名，如“圩镇组”“山区镇组”。",
    30,
)
VILLAGE_SHEET = RosterSheet(
    "村",
    (
        Column("town", "镇", 18, ("所属镇", "所在镇", "镇街", "乡镇"), required=True),
        Column("village", "村", 22, ("村名", "行政村", "村居"), required=True),
    ),
    "一行一个行政村，镇名须与“镇”表一致。",
    400,
)
DEPARTMENT_SHEET = RosterSheet(
    "部门",
    (Column("name", "单位名称", 28, ("部门", "单位", "责任单位", "部门名称"), required=True),),
    "一行一个责任单位，名称须与考核方案中的牵头、配合单位一致。",
    40,
)
LEADER_SHEET = RosterSheet(
    "领导",
    (
        Column("name", "姓名", 14, ("领导", "领导姓名"), required=True),
        Column("post", "职务", 30, ()),
    ),
    "县级领导，供“挂点领导”对应。",
    30,
)
ROSTER_SHEETS = (TOWN_SHEET, VILLAGE_SHEET, DEPARTMENT_SHEET, LEADER_SHEET)


def roster_workbook(roster: Roster) -> bytes:
    """The roster as xlsx with free rows below; an empty roster gives the blank template."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    add_styles(workbook)
    for sheet in ROSTER_SHEETS:
        _write(workbook, sheet, list(_rows(roster, sheet)))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _rows(roster: Roster, sheet: RosterSheet) -> Iterator[Sequence[str]]:
    if sheet is DEPARTMENT_SHEET:
        return ((name,) for name in roster.departments)
    frame = {"镇": roster.towns, "村": roster.villages, "领导": roster.leaders}[sheet.name]
    return frame[[one.key for one in sheet.columns]].itertuples(index=False, name=None)


def _write(workbook: Workbook, sheet: RosterSheet, rows: Sequence[Sequence[str]]) -> None:
    paper = Paper(workbook, sheet.name, sheet.columns)
    first = paper.head(f"花名册　{sheet.name}", sheet.note)
    for number in range(len(rows) + sheet.spare):
        row = rows[number] if number < len(rows) else [None] * len(sheet.columns)
        for column, content in enumerate(row, 1):
            paper.put(first + number, column, content, "fill_text")
    paper.finish("花名册", freeze="A4", landscape=False)
