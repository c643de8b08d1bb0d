"""All returned workbooks as one zip, with a covering list (退回清单)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook

from data.findings import Finding
from data.returning.look import SEVERITIES
from data.returning.workbook import Returned, safe_name
from data.templates.filled import Typed
from data.templates.forms import Column
from data.templates.look import add_styles, lines_needed
from data.templates.paper import Paper

COVER = "退回清单.xlsx"
_TITLE = "退回更正清单"
_UNKNOWN = "未识别单位"
_FAULTS_SHOWN = 3
_EPOCH = (2000, 1, 1, 0, 0, 0)
_COLUMNS = (
    Column("number", "序号", 6),
    Column("unit", "单位", 14),
    Column("file", "退回文件", 40),
    Column("errors", "错误", 7),
    Column("warnings", "警告", 7),
    Column("faults", "主要问题（前三条）", 66),
    Column("remark", "说明", 24),
)
_FROM_TEMPLATE = "原文件不能加批注，已另用模板制表，请在该表上更正。"


def returned_all(all_returned: Sequence[Returned]) -> bytes:
    """A zip of those workbooks and of a list of them. Names that are there twice get a number."""
    names = _distinct([one.file_name for one in all_returned])
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        target.writestr(_member(COVER, ZIP_DEFLATED), _cover(all_returned, names))
        for name, one in zip(names, all_returned, strict=True):
            target.writestr(_member(name, ZIP_STORED), one.content)
    return packed.getvalue()


def _member(name: str, compression: int) -> ZipInfo:
    """A member of the zip; zipfile says itself that a name in Chinese is UTF-8."""
    member = ZipInfo(name, _EPOCH)
    member.compress_type, member.external_attr = compression, 0o600 << 16
    return member


def _distinct(names: Sequence[str]) -> list[str]:
    taken, distinct = {COVER.lower()}, []
    for name in map(safe_name, names):
        stem, _, ending = name.rpartition(".")
        different, number = name, 2
        while different.lower() in taken:
            different, number = f"{stem}（{number}）.{ending}", number + 1
        taken.add(different.lower())
        distinct.append(different)
    return distinct


def _cover(all_returned: Sequence[Returned], names: Sequence[str]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook)
    paper = Paper(workbook, "退回清单", _COLUMNS)
    row = paper.head(_TITLE, f"共退回 {len(all_returned)} 份")
    for number, (name, one) in enumerate(zip(names, all_returned, strict=True), 1):
        _line(paper, row, number, name, one)
        row += 1
    paper.finish(_TITLE, freeze="D4", growing=True)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _line(paper: Paper, row: int, number: int, name: str, one: Returned) -> None:
    of = Counter(finding.severity for finding in one.findings)
    ordered = sorted(one.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    faults = "\n".join(f"{place}. {_said(finding)}" for place, finding in enumerate(ordered[:_FAULTS_SHOWN], 1))
    cells: dict[str, Typed] = {
        "number": number, "unit": one.unit or _UNKNOWN, "file": name, "errors": of["错误"], "warnings": of["警告"],
        "faults": faults, "remark": "" if one.own else _FROM_TEMPLATE,
    }  # fmt: skip
    for column in paper.columns:
        style = "text" if column.key in ("file", "faults", "remark") else "centred"
        paper.put(row, column.key, cells[column.key], style)
    paper.height(row, max(lines_needed(str(cells[column.key]), column.width) for column in paper.columns))


def _said(finding: Finding) -> str:
    place = " ".join(part for part in (finding.sheet, finding.cell) if part)
    return f"{place}：{finding.message}" if place else finding.message
