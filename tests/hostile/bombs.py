"""What asks for too much: zips and XML that grow, false counts, cells at the end of the world, too many of anything."""

from __future__ import annotations

from tests.data.other_formats import Drawn, csv, ods_of, xls, xlsb, xlsb_sheet
from tests.data.sheets import GOOD_FORM, TOWN_META
from tests.hostile.made import BOOK, SHEET, changed, good, hostile
from tests.hostile.zips import MEGABYTE, nested, part_of, raw_zip, with_parts, zipped

BOMB = 60 * MEGABYTE
"""More than the tests allow a file to unpack to."""
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1:9/x">]>'


@hostile("炸弹-平铺.xlsx")
def _() -> bytes:
    return with_parts(good(), {SHEET: b" " * BOMB})


@hostile("炸弹-平铺.zip")
def _() -> bytes:
    return zipped({f"{number}.csv": bytes(BOMB // 6) for number in range(7)})


@hostile("炸弹-嵌套.zip")
def _() -> bytes:
    return nested({"镇.csv": bytes(BOMB)}, 4)


@hostile("炸弹-内层.zip")
def _() -> bytes:
    return zipped({"内.zip": zipped({f"{number}.csv": bytes(BOMB // 6) for number in range(7)})})


@hostile("炸弹-重叠.zip")
def _() -> bytes:
    return raw_zip([(b"x.csv", bytes(MEGABYTE))], copies=200)


@hostile("炸弹-谎报大小.xlsx")
def _() -> bytes:
    parts = {name: part_of(good(), name) for name in (BOOK, "xl/_rels/workbook.xml.rels")}
    return raw_zip([(name.encode(), body) for name, body in {**parts, SHEET: b" " * BOMB}.items()], size=900)


@hostile("炸弹-文件太多.zip")
def _() -> bytes:
    return zipped({f"{number}.csv": b"a,b\n1,2\n" for number in range(600)})


@hostile("炸弹-自称工作簿.xlsx")
def _() -> bytes:
    return raw_zip([(b"xl/workbook.xml", bytes(MEGABYTE))], copies=200)


@hostile("实体-工作簿.xlsx")
def _() -> bytes:
    return changed(BOOK, (b"<workbook", LAUGHS + b"<workbook"))


@hostile("实体-工作表.xlsx")
def _() -> bytes:
    return changed(SHEET, (b"<worksheet", LAUGHS + b"<worksheet"))


@hostile("实体-共享文本.xlsx")
def _() -> bytes:
    return with_parts(good(), {"xl/sharedStrings.xml": LAUGHS + b"<sst><si><t>&i;</t></si></sst>"})


@hostile("实体-外部.xlsx")
def _() -> bytes:
    return changed(SHEET, (b"<worksheet", OUTSIDE + b"<worksheet"))


@hostile("实体-另一种编码.xlsx")
def _() -> bytes:
    book = part_of(good(), BOOK).decode().replace("<workbook", OUTSIDE.decode() + "<workbook", 1)
    return with_parts(good(), {BOOK: book.encode("utf-16")})


@hostile("实体.ods")
def _() -> bytes:
    return ods_of("", "<table:table table:name='填报表'/>", LAUGHS.decode())


@hostile("嵌套十万层.xlsx")
def _() -> bytes:
    return with_parts(good(), {BOOK: b"<a>" * 100_000 + b"</a>" * 100_000})


@hostile("谎报-文本数.xlsx")
def _() -> bytes:
    return with_parts(good(), {"xl/sharedStrings.xml": b'<sst count="1" uniqueCount="4000000000"/>'})


@hostile("谎报-文本数在后.xlsx")
def _() -> bytes:
    strings = (
        b"<!--" + b" " * 5000 + b"-->" + b'<sst count="4000000000" uniqueCount="4000000000"><si><t>x</t></si></sst>'
    )
    return _with_strings(strings)


def _with_strings(strings: bytes) -> bytes:
    relation = b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
    relation += b'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    rels = part_of(good(), "xl/_rels/workbook.xml.rels").replace(b"</Relationships>", relation)
    return with_parts(good(), {"xl/_rels/workbook.xml.rels": rels, "xl/sharedStrings.xml": strings})


@hostile("谎报-范围太大.xlsx")
def _() -> bytes:
    return changed(SHEET, (b'<dimension ref="A1:E7"', b'<dimension ref="A1:XFD1048576"'))


@hostile("谎报-范围太小.xlsx")
def _() -> bytes:
    return changed(SHEET, (b'<dimension ref="A1:E7"', b'<dimension ref="A1:A1"'))


@hostile("天涯海角.xlsx")
def _() -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return changed(SHEET, (b"</sheetData>", far))


@hostile("天涯海角-不写列名.xlsx")
def _() -> bytes:
    return changed(SHEET, (b"</sheetData>", b'<row r="4294967290"><c><v>1</v></c></row></sheetData>'))


@hostile("天涯海角.xls")
def _() -> bytes:
    rows = "\n".join(["A"] + [""] * 20_000 + ["|" * 200 + "1"])
    return xls(TOWN_META, 填报表=GOOD_FORM, 远=rows)


@hostile("天涯海角.xlsb")
def _() -> bytes:
    sheet = xlsb_sheet(iter([Drawn(0, 0, "text", "A"), Drawn(1_048_575, 16_383, "number", "1")]))
    return with_parts(xlsb(TOWN_META, 填报表=GOOD_FORM), {"xl/worksheets/sheet1.bin": sheet})


@hostile("天涯海角.ods")
def _() -> bytes:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return ods_of("", f'<table:table table:name="填报表">{row}</table:table>')


@hostile("一百万行.xlsx")
def _() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(8, 1_000_008))
    return changed(SHEET, (b"</sheetData>", rows + b"</sheetData>"))


@hostile("一百万行.csv")
def _() -> bytes:
    return csv(TOWN_META, form=GOOD_FORM) + b"\n1,2" * 1_000_000


@hostile("一万张表.xlsx")
def _() -> bytes:
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(10, 10_010)).encode()
    space = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return changed(BOOK, (b"<workbook ", b"<workbook" + space + b" "), (b"</sheets>", sheets + b"</sheets>"))
