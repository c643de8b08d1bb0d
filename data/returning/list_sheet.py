"""需更正清单: the first sheet of a returned workbook, with a link to each wrong cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.findings import Finding
from data.returning.look import BEFORE, CELL, FILLS, SEVERITIES, SHEET
from data.returning.marks import Grounds
from data.returning.markup import added, parsed, safe, written
from data.returning.places import name_of, place_of
from data.returning.styles import Styles
from data.templates.correction import CORRECTION_SHEET
from data.templates.look import DEEP_BLUE, FACE, INK, LINE, SOFT_INK, lines_needed

_COLUMNS: Mapping[str, float] = {
    "程度": 7, SHEET: 12, CELL: 9, "问题": 42, "填的是": 18, "怎样改正": 42, "所属考核内容": 30, BEFORE: 9,
}  # fmt: skip
_SHOWN = len(_COLUMNS) - 1
HEADING_ROW = 5
_LINE_HEIGHT = 15.0
_LONGEST = 2_000
_HOW = (
    "点“单元格”一列的蓝字可以跳到该格，格子的批注写明怎样改。红底为错误，未采用；黄底为警告，请核对。"
    "改好后直接把本文件存盘发回，本表、底色和批注不用删除。"
)
_NOTHING = "没有需要更正的内容。"
_WHOLE = "整表"
"""What is clicked on when a whole sheet is meant."""


@dataclass(frozen=True)
class Heading:
    """Whose file it was: unit, round ("" when unknown) and the file's name as it came."""

    unit: str
    round_name: str
    file_name: str


@dataclass(frozen=True)
class Item:
    """A line of the list. ``linked``: the cell can be jumped to; ``about`` names the indicator."""

    finding: Finding
    linked: bool
    about: str


def list_sheet(namespace: str, styles: Styles, heading: Heading, items: Sequence[Item], grounds: Grounds) -> bytes:
    """The XML of the sheet. ``grounds`` is what the coloured cells were filled with, kept for the way back."""
    sheet = _Sheet(namespace, _Looks(styles))
    sheet.head(heading, [one.finding for one in items])
    for item in items:
        before = grounds.get((item.finding.sheet, item.finding.cell), "")
        sheet.item(item, before)
    if not items:
        sheet.row([(_NOTHING, sheet.looks.text)], 24)
    return sheet.finished()


class _Looks:
    """The looks of the list's cells, as numbers in the workbook's table of styles."""

    def __init__(self, styles: Styles) -> None:
        box, bare = styles.border(f"FF{LINE}"), styles.border("")
        ink, soft = _font(styles, 10, INK), _font(styles, 10, SOFT_INK)
        self.title = styles.look(_font(styles, 16, DEEP_BLUE, "b"), "", bare, across="left")
        self.facts = styles.look(soft, "", bare, across="left")
        self.summary = styles.look(_font(styles, 11, INK, "b"), "", bare, across="left")
        self.heading = styles.look(_font(styles, 10, "FFFFFF", "b"), f"FF{DEEP_BLUE}", box, across="center")
        self.text = styles.look(ink, "", box, across="left", indent=1)
        self.centred = styles.look(ink, "", box, across="center")
        self.link = styles.look(_font(styles, 10, "0563C1", "u"), "", box, across="center")
        bold = _font(styles, 10, INK, "b")
        self.severity = {one: styles.look(bold, FILLS.get(one, ""), box, across="center") for one in SEVERITIES}


def _font(styles: Styles, size: int, colour: str, *marks: str) -> int:
    facts: dict[str, dict[str, str]] = {mark: {} for mark in marks}
    facts |= {"sz": {"val": str(size)}, "color": {"rgb": f"FF{colour}"}, "name": {"val": FACE}}
    return styles.font({**facts, "family": {"val": "2"}, "charset": {"val": "134"}})


class _Sheet:
    """The sheet as it grows downwards."""

    def __init__(self, namespace: str, looks: _Looks) -> None:
        self.looks = looks
        self.root = parsed(f'<worksheet xmlns="{namespace}"/>'.encode())
        self._before_rows()
        self.rows = added(self.root, "sheetData")
        self.links: list[tuple[str, str]] = []
        self.number = 0

    def head(self, heading: Heading, findings: Sequence[Finding]) -> None:
        """Title, whose file it is, how much is wrong, what to do, and the headings."""
        of = Counter(one.severity for one in findings)
        parts = {"填报单位": heading.unit, "轮次": heading.round_name, "文件": heading.file_name}
        facts = "　　".join(f"{name}：{text}" for name, text in parts.items() if text)
        counts = "，".join(f"{one} {of[one]} 条" for one in SEVERITIES)
        breadth = sum(list(_COLUMNS.values())[:_SHOWN])
        for text, look in (
            (f"{heading.unit}{CORRECTION_SHEET}", self.looks.title),
            (facts, self.looks.facts),
            (f"共 {len(findings)} 条：{counts}。" if findings else _NOTHING, self.looks.summary),
            (_HOW, self.looks.facts),
        ):
            height = 30 if look == self.looks.title else lines_needed(text, breadth) * _LINE_HEIGHT + 5
            self.row([(text, look), *(("", look) for _ in range(_SHOWN - 1))], height)
        self.row([(name, self.looks.heading) for name in _COLUMNS], 28)

    def item(self, item: Item, before: str) -> None:
        """A line of the list."""
        one, looks = item.finding, self.looks
        cells = [
            (one.severity, looks.severity[one.severity]),
            (one.sheet, looks.centred),
            (one.cell or (_WHOLE if item.linked else ""), looks.link if item.linked else looks.centred),
            (one.message, looks.text),
            (one.typed, looks.text),
            (one.remedy, looks.text),
            (item.about, looks.text),
            (before, looks.text),
        ]
        widths = list(_COLUMNS.values())
        lines = max(
            lines_needed(_cut(text), width) for (text, _), width in list(zip(cells, widths, strict=True))[:_SHOWN]
        )
        self.row(cells, min(lines * _LINE_HEIGHT + 7, 400))
        if item.linked:
            target = one.sheet.replace("'", "''")
            self.links.append((name_of((self.number, 3)), f"'{target}'!{one.cell or 'A1'}"))

    def row(self, cells: Iterable[tuple[str, int]], height: float) -> None:
        """A row of texts with their looks."""
        self.number += 1
        row = added(self.rows, "row", r=str(self.number), ht=f"{height:g}", customHeight="1")
        for column, (text, look) in enumerate(cells, 1):
            cell = added(row, "c", r=name_of((self.number, column)), s=str(look))
            if text:
                cell.set("t", "inlineStr")
                added(added(cell, "is"), "t", safe(_cut(text)))

    def finished(self) -> bytes:
        """The whole sheet, with what comes behind the rows."""
        merges = added(self.root, "mergeCells", count=str(HEADING_ROW - 1))
        for row in range(1, HEADING_ROW):
            added(merges, "mergeCell", ref=f"{name_of((row, 1))}:{name_of((row, _SHOWN))}")
        if self.links:
            links = added(self.root, "hyperlinks")
            for cell, target in self.links:
                added(links, "hyperlink", ref=cell, location=target, display=target)
        added(self.root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.6", header="0.3", footer="0.3")
        added(self.root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
        added(added(self.root, "headerFooter"), "oddFooter", "&R第 &P 页，共 &N 页")
        texts = f"{name_of((HEADING_ROW + 1, 1))}:{name_of((max(self.number, HEADING_ROW + 1), _SHOWN))}"
        added(added(self.root, "ignoredErrors"), "ignoredError", sqref=texts, numberStoredAsText="1")
        return written(self.root)

    def _before_rows(self) -> None:
        properties = added(self.root, "sheetPr")
        added(properties, "tabColor", rgb=FILLS["错误"])
        added(properties, "pageSetUpPr", fitToPage="1")
        view = added(
            added(self.root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0"
        )
        below = name_of((HEADING_ROW + 1, 1))
        added(view, "pane", ySplit=str(HEADING_ROW), topLeftCell=below, activePane="bottomLeft", state="frozen")
        added(view, "selection", pane="bottomLeft", activeCell=below, sqref=below)
        added(self.root, "sheetFormatPr", defaultRowHeight="15")
        columns = added(self.root, "cols")
        for number, (name, width) in enumerate(_COLUMNS.items(), 1):
            hidden = {"hidden": "1"} if name == BEFORE else {}
            added(columns, "col", min=str(number), max=str(number), width=f"{width:g}", customWidth="1", **hidden)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def items_of(findings: Iterable[Finding], visible: Iterable[str], about: Mapping[str, str]) -> list[Item]:
    """The lines for those findings, the worst first. Only what can be seen can be jumped to."""
    shown = set(visible)
    ordered = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
    return [
        Item(one, one.sheet in shown and _leads(one.cell), about.get(one.indicator, one.indicator)) for one in ordered
    ]


def _leads(cell: str) -> bool:
    """Whether there can be such a cell; none means the whole sheet."""
    return not cell or place_of(cell) is not None
