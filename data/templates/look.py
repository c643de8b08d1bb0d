"""How a sheet looks: colours, type and lines, as named styles of the workbook."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

FACE = "微软雅黑"
INK, DEEP_BLUE, SOFT_INK = "1F2933", "1F3A5F", "5F6B7A"
BAND, SUB_BAND = "D6E0EC", "EDF2F7"
TO_FILL, GREY, GIVEN = "FFF8E1", "ECEDEF", "F7FAFC"
WRONG, LINE = "F6B2A8", "B8C2CC"
DATE_FORMAT = "yyyy-mm-dd"

_THIN = Side(style="thin", color=LINE)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def add_styles(workbook: Workbook) -> None:
    """Give the workbook its styles (title, heading, band, text, fill, grey …)."""
    for style in _styles():
        workbook.add_named_style(style)


def _styles() -> list[NamedStyle]:
    return [
        _style("title", size=16, bold=True, color=DEEP_BLUE, border=False, across="left"),
        _style("facts", color=SOFT_INK, border=False, across="left"),
        _style("section", size=12, bold=True, color=DEEP_BLUE, border=False, across="left"),
        _style("heading", bold=True, color="FFFFFF", fill=DEEP_BLUE),
        _style("band", indent=1, size=11, bold=True, color=DEEP_BLUE, fill=BAND, across="left", wrap=False),
        _style("sub_band", indent=1, bold=True, color=DEEP_BLUE, fill=SUB_BAND, across="left", wrap=False),
        _style("code", color=DEEP_BLUE),
        _style("text", indent=1, across="left"),
        _style("centred"),
        _style("given", indent=1, fill=GIVEN, bold=True, across="right"),
        _style("grey", fill=GREY, color=SOFT_INK),
        _style("fill", indent=1, fill=TO_FILL, across="right", locked=False),
        _style("fill_text", indent=1, fill=TO_FILL, across="left", locked=False, number_format="@"),
        _style("fill_choice", fill=TO_FILL, locked=False),
        _style("fill_date", fill=TO_FILL, locked=False, number_format=DATE_FORMAT),
        _style("wrong", fill=WRONG, across="right"),
    ]


def _style(
    name: str,
    *,
    size: float = 10,
    bold: bool = False,
    color: str = INK,
    fill: str = "",
    border: bool = True,
    across: str = "center",
    down: str = "center",
    wrap: bool = True,
    locked: bool = True,
    indent: int = 0,
    number_format: str = "General",
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=Font(name=FACE, charset=134, family=2, size=size, bold=bold, color=color),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=_BOX if border else Border(),
        alignment=Alignment(
            horizontal=across, vertical=down, wrap_text=wrap, indent=0 if across == "center" else indent
        ),
        protection=Protection(locked=locked),
        number_format=number_format,
    )


def warning_look() -> tuple[Font, PatternFill]:
    """Type and ground of a cell whose content cannot be right (conditional formatting)."""
    return Font(bold=True, color=INK), PatternFill(bgColor=WRONG, fill_type="solid")


def lines_needed(text: str, width: float) -> int:
    """How many lines the text takes in a cell of that width: a Chinese character is as wide as two digits."""
    room = max(int(width) - 1, 2)
    return sum(max(-(-_breadth(line) // room), 1) for line in text.split("\n")) if text else 1


def _breadth(line: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in line)
