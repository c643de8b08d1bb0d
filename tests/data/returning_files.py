"""Workbooks to be returned: wrong ones of our own template, and one with everything that must not be lost."""

from __future__ import annotations

import re
import warnings
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image as Picture

from data.intake import Intake
from data.reading import read_workbook
from data.returning import Returned, returned
from data.templates import Filled, town_workbook
from tests.data.sheets import ROSTER, small_scheme

NAME = "第一轮-石桥镇-镇级填报表.xlsx"
FORM, LIST, PROBLEMS = "填报表", "需更正清单", "问题清单"
WRONG = Filled(
    values={("A1-01", "sanitary"): "九成多吧", ("A1-01", "households"): 1000, ("A1-01", "rate"): 300}
    | {("A1-02", "area"): 1.5, ("A1-03", "rules"): "是"},
    problems=[{"description": "", "village": "月球村", "place": "村口"}],
)
"""Two figures that are none, a target and last year's value missing, a strange village, a problem not described."""

VBA = b"\xd0\xcf\x11\xe0 a project of macros \x00\x01"
_EXTENDED = (
    b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    b'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting '
    b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" '
    b'id="{00000000-0000-0000-0000-000000000001}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/>'
    b'<x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>F4:F9</xm:sqref></x14:conditionalFormatting>'
    b"</x14:conditionalFormattings></ext></extLst></worksheet>"
)


@cache
def wrong_town() -> bytes:
    """The template of a town with wrong answers."""
    return town_workbook(small_scheme(), "石桥镇", "第一轮", villages=["上坪村", "石桥村"], filled=WRONG)


@cache
def rich_town() -> bytes:
    """The same in a workbook with macros, a picture, comments, names, hidden sheets, own looks and an extension."""
    workbook = load_workbook(BytesIO(wrong_town()))
    sheet = workbook[FORM]
    sheet["F6"].number_format, sheet["F6"].font = '0.00"户"', Font(name="宋体", size=14, italic=True, color="FF00B050")
    sheet["F6"].border = Border(left=Side(style="double", color="FF0000FF"))
    sheet["F6"].alignment = Alignment(horizontal="right", textRotation=0)
    sheet["F8"].fill = PatternFill("lightUp", fgColor="FF00FF00", bgColor="FFFFFF00")
    sheet["F6"].comment = Comment("镇长看过", "资料员")
    sheet["A6"].comment = Comment("勿动", "资料员")
    sheet.add_image(_picture(), "O4")
    sheet.merge_cells("O10:Q12")
    sheet.print_area = "A1:M12"
    own = workbook.create_sheet("镇里自用", 1)
    own["A1"], own["B2"] = "=1+1", "随手记"
    own.sheet_state = "hidden"
    own.add_image(_picture(), "C3")
    workbook.defined_names["全县"] = DefinedName("全县", attr_text=f"{FORM}!$F$6")
    own.defined_names["本表"] = DefinedName("本表", attr_text="镇里自用!$A$1")
    workbook.active = 2
    written = BytesIO()
    workbook.save(written)
    return _with_macros(written.getvalue())


def unlike(content: bytes, *changes: tuple[str, bytes, bytes]) -> bytes:
    """The file with texts replaced: each change is a part, what stands there, and what shall."""
    of = parts(content)
    for name, old, new in changes:
        assert old in of[name], f"{old!r} is not in {name}"
        of[name] = of[name].replace(old, new)
    return zipped(of)


def zipped(of: dict[str, bytes]) -> bytes:
    """A file of those parts."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name, body in of.items():
            target.writestr(name, body)
    return written.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def read(content: bytes, name: str = NAME) -> Intake:
    """What is read from it."""
    return read_workbook(content, name, small_scheme(), ROSTER)


def sent_back(content: bytes, name: str = NAME) -> Returned:
    """The file as it goes back to the town."""
    return returned(content, read(content, name), small_scheme(), ROSTER)


def opened(content: bytes) -> Workbook:
    """The workbook as openpyxl sees it, which knows no extensions and says so."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Conditional Formatting extension", UserWarning)
        return load_workbook(BytesIO(content))


def part_of(content: bytes, sheet: str) -> str:
    """The name of the part in which a sheet lies."""
    of = parts(content)
    found = re.search(f'<sheet [^>]*name="{sheet}"[^>]*r:id="([^"]+)"'.encode(), of["xl/workbook.xml"])
    assert found, sheet
    tags = re.findall(rb"<Relationship [^>]*>", of["xl/_rels/workbook.xml.rels"])
    one = next(tag for tag in tags if b'Id="%s"' % found[1] in tag)
    target = re.search(rb'Target="/?(?:xl/)?([^"]+)"', one)
    assert target
    return f"xl/{target[1].decode()}"


def _picture() -> Image:
    drawn = BytesIO()
    Picture.new("RGB", (8, 8), (200, 30, 30)).save(drawn, "PNG")
    return Image(BytesIO(drawn.getvalue()))


def _with_macros(content: bytes) -> bytes:
    """The file with a project of macros and an extension that openpyxl itself would lose."""
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    relation = (
        b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )
    binary = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    changed = unlike(content, (part_of(content, FORM), b"</worksheet>", _EXTENDED))
    changed = unlike(changed, ("[Content_Types].xml", plain, macros), ("[Content_Types].xml", b"</Types>", binary))
    changed = unlike(changed, ("xl/_rels/workbook.xml.rels", b"</Relationships>", relation))
    written = BytesIO(changed)
    with ZipFile(written, "a", ZIP_DEFLATED) as target:
        target.writestr("xl/vbaProject.bin", VBA)
    return written.getvalue()
