"""Three-line tables (三线表): a strong line above and below, a thin one below the headings, nothing else.

The headings stand again on every page, and no row is broken over two pages.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.table import _Cell

from reports.blocks import Column, Table, Tone
from reports.word.styles import TABLE_HEAD, TABLE_TEXT
from reports.word.text import write

STRONG, THIN = 12, 6
"""Eighths of a point: 1.5 pt and 0.75 pt."""
_ACROSS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER,
}  # fmt: skip


def add_table(
    document: Document, table: Table, width: int, head: str = TABLE_HEAD, text: str = TABLE_TEXT
) -> WordTable:
    """The table at the end of the document, so wide (EMU). ``head`` and ``text`` are the styles of its paragraphs."""
    made: WordTable = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _frame(made)
    widths = _widths(table.columns, width)
    _set_grid(made, widths)
    cells = list(made._cells)
    across = [_ACROSS[one.align] for one in table.columns]
    head_id, text_id = (str(document.styles[name].style_id) for name in (head, text))
    for place, column in enumerate(table.columns):
        _write(cells[place], column.heading, head_id, None, widths[place])
    for number, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            written = cells[number * len(table.columns) + place]
            _write(written, cell.text, text_id, across[place], widths[place], bold=cell.tone == Tone.VETO)
    _rows(made)
    return made


def _widths(columns: tuple[Column, ...], width: int) -> list[Emu]:
    whole = sum(one.share for one in columns)
    return [Emu(round(width * one.share / whole)) for one in columns]


def _frame(made: WordTable) -> None:
    """The two strong lines, narrow margins inside, a fixed layout."""
    properties: Any = made._tbl.tblPr
    properties.append(
        parse_xml(
            f'<w:tblBorders {nsdecls("w")}><w:top w:val="single" w:sz="{STRONG}" w:space="0" w:color="000000"/>'
            f'<w:bottom w:val="single" w:sz="{STRONG}" w:space="0" w:color="000000"/></w:tblBorders>'
        )
    )
    properties.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
            f'<w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        )
    )
    _in_order(properties)


_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip


def _in_order(properties: Any) -> None:
    """The table's properties in the order that the format asks for."""
    found = sorted(properties, key=lambda one: _ORDER.index(one.tag.rpartition("}")[2]))
    for one in found:
        properties.append(one)


def _set_grid(made: WordTable, widths: list[Emu]) -> None:
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width


def _write(
    cell: _Cell, text: str, style_id: str, across: WD_ALIGN_PARAGRAPH | None, width: Emu, bold: bool = False
) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style_id  # looked up once a table: by name it takes longer than all the rest
    if across is not None:
        paragraph.alignment = across
    write(paragraph, text, bold or None)


def _rows(made: WordTable) -> None:
    for number, row in enumerate(made._tbl.tr_lst):
        properties: Any = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
            for cell in row.tc_lst:
                _line_below(cell)


def _line_below(cell: Any) -> None:
    properties = cell.get_or_add_tcPr()
    properties.append(
        parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="{THIN}" w:space="0" w:color="000000"/>'
            f"</w:tcBorders>"
        )
    )
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    properties.append(align)
