"""The sheets of :mod:`tests.data.sheets` in the other formats: the same drawings, written as xls, xlsb, ods and csv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from struct import pack
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt

ERRORS = {"#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#N/A": 42}
_NUMBER, _PERCENT = re.compile(r"-?\d+(\.\d+)?"), re.compile(r"(\d+)%%")


class Drawn(NamedTuple):
    """A cell: its place from 0, and what it is: a number, a percentage, an error, a reckoned formula, or text."""

    row: int
    column: int
    kind: str
    text: str

    @property
    def number(self) -> float:
        """The number in the cell, of a formula its result."""
        return float(self.text) / (100 if self.kind == "percent" else 1)


def drawn(text: str) -> Iterator[Drawn]:
    """The cells of a drawing; ``=7`` is a formula that came to 7."""
    for row, line in enumerate(text.strip().splitlines()):
        for column, typed in enumerate(one.strip() for one in line.split("|")):
            if typed:
                yield Drawn(row, column, *_kind(typed))


def _kind(typed: str) -> tuple[str, str]:
    if _NUMBER.fullmatch(typed):
        return "number", typed
    if found := _PERCENT.fullmatch(typed):
        return "percent", found[1]
    if typed in ERRORS:
        return "error", typed
    return ("formula", typed[1:]) if typed.startswith("=") else ("text", typed)


def with_meta(meta: Mapping[str, str], sheets: Mapping[str, str]) -> dict[str, str]:
    """The sheets and the hidden one; its facts are texts, also the version 1."""
    return {**sheets, "_meta": "\n".join(f"{key} | 　{value}" for key, value in meta.items())}


def xls(meta: Mapping[str, str], hidden_row: int = -1, days_from_1904: bool = False, **sheets: str) -> bytes:
    """A BIFF8 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = days_from_1904
    percent = xlwt.easyxf(num_format_str="0.0%")
    for name, text in with_meta(meta, sheets).items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name == "_meta")
        for one in drawn(text):
            _write_xls(sheet, one, percent)
        if hidden_row >= 0 and name != "_meta":
            sheet.row(hidden_row).hidden = True
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _write_xls(sheet, one: Drawn, percent) -> None:  # type: ignore[no-untyped-def]
    if one.kind == "error":
        sheet.row(one.row).set_cell_error(one.column, one.text)
    elif one.kind == "formula":
        sheet.write(one.row, one.column, xlwt.Formula(one.text))
    elif one.kind == "text":
        sheet.write(one.row, one.column, one.text)
    else:
        sheet.write(one.row, one.column, one.number, *([percent] if one.kind == "percent" else []))


def xlsb(meta: Mapping[str, str], hidden_row: int = -1, **sheets: str) -> bytes:
    """A BIFF12 workbook of the few records that a reader asks for."""
    every, written = with_meta(meta, sheets), BytesIO()
    bundle = b"".join(
        _record(156, pack("<II", 2 * (name == "_meta"), number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(every, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.bin"/>' for n in range(1, len(every) + 1)
    )
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132))
        target.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        target.writestr("xl/styles.bin", _styles())
        for number, (name, text) in enumerate(every.items(), 1):
            target.writestr(
                f"xl/worksheets/sheet{number}.bin", xlsb_sheet(drawn(text), -1 if name == "_meta" else hidden_row)
            )
    return written.getvalue()


_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsb_sheet(cells: Iterator[Drawn], hidden_row: int = -1) -> bytes:
    """The part of one sheet."""
    rows: dict[int, list[Drawn]] = {}
    for one in cells:
        rows.setdefault(one.row, []).append(one)
    body = b""
    for row, ones in rows.items():
        flags = bytes([0, 0x10 if row == hidden_row else 0, 0])
        body += _record(0, pack("<IIH", row, 0, 300) + flags + pack("<I", 0)) + b"".join(map(_xlsb_cell, ones))
    last_row, last_column = max(rows, default=0), max((one.column for ones in rows.values() for one in ones), default=0)
    extent = _record(148, pack("<IIII", 0, last_row, 0, last_column))
    return _record(129) + extent + _record(145) + body + _record(146) + _record(130)


def _xlsb_cell(one: Drawn) -> bytes:
    head = pack("<II", one.column, int(one.kind == "percent"))
    if one.kind == "error":
        return _record(3, head + bytes([ERRORS[one.text]]))
    if one.kind == "formula":
        return _record(9, head + pack("<dHI", one.number, 0, 0))
    return _record(6, head + _wide(one.text)) if one.kind == "text" else _record(5, head + pack("<d", one.number))


def _styles() -> bytes:
    """A plain look, and one of percentages."""
    looks = b"".join(_record(47, pack("<HHHHHHHH", 0, number, 0, 0, 0, 0, 0, 0)) for number in (0, 9))
    return _record(278) + _record(617, pack("<I", 2)) + looks + _record(618) + _record(279)


def _record(kind: int, body: bytes = b"") -> bytes:
    return _sevens(kind, 2 if kind >= 128 else 1) + _sevens(len(body)) + body


def _sevens(number: int, least: int = 1) -> bytes:
    """A number of seven bits a byte."""
    out = b""
    while number >= 128 or least > 1:
        out, number, least = out + bytes([number & 0x7F | 0x80]), number >> 7, least - 1
    return out + bytes([number])


def _wide(text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return pack("<I", len(letters) // 2) + letters


_SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip


def ods(meta: Mapping[str, str], hidden_row: int = -1, **sheets: str) -> bytes:
    """An OpenDocument spreadsheet."""
    tables = "".join(_table(name, text, hidden_row) for name, text in with_meta(meta, sheets).items())
    return ods_of(f"<office:automatic-styles>{_HIDDEN}</office:automatic-styles>", tables)


_HIDDEN = (
    '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def ods_of(styles: str, tables: str, head: str = "") -> bytes:
    """The file of such tables."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?>{head}<office:document-content{_SPACES}>{styles}{body}</office:document-content>'
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", content)
        target.writestr("META-INF/manifest.xml", "<manifest/>")
    return written.getvalue()


def _table(name: str, text: str, hidden_row: int) -> str:
    rows: dict[int, dict[int, Drawn]] = {}
    for one in drawn(text):
        rows.setdefault(one.row, {})[one.column] = one
    lines = "".join(_line(rows.get(row, {}), row == hidden_row and name != "_meta") for row in range(max(rows) + 1))
    hidden = ' table:style-name="h"' if name == "_meta" else ""
    return f"<table:table table:name={quoteattr(name)}{hidden}>{lines}</table:table>"


def _line(cells: Mapping[int, Drawn], hidden: bool) -> str:
    said = ' table:visibility="collapse"' if hidden else ""
    row = "".join(_ods_cell(cells.get(column)) for column in range(max(cells, default=-1) + 1))
    return f"<table:table-row{said}>{row}</table:table-row>"


def _ods_cell(one: Drawn | None) -> str:
    if one is None:
        return "<table:table-cell/>"
    kinds = {
        "error": 'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"',
        "text": 'office:value-type="string"',
    }
    said = kinds.get(one.kind)
    if said is None:
        kind = "percentage" if one.kind == "percent" else "float"
        formula = f'table:formula="of:={one.text}" ' if one.kind == "formula" else ""
        said = f'{formula}office:value-type="{kind}" office:value="{one.number!r}"'
    return f"<table:table-cell {said}><text:p>{one.text}</text:p></table:table-cell>"


def csv(meta: Mapping[str, str], separator: str = ",", encoding: str = "utf-8-sig", form: str = "") -> bytes:
    """The form as text, the unit and the round in a line above it."""
    head = f"{meta['填报单位']}镇级填报表\n填报单位：{meta['填报单位']}　轮次：{meta['轮次']}\n"
    lines = (separator.join(cell.strip() for cell in line.split("|")) for line in form.strip().splitlines())
    return (head + "\n".join(lines)).encode(encoding)
