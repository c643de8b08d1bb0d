"""What is not what it seems: errors, formulas that reach outside, false names, passwords, files cut off."""

from __future__ import annotations

from tests.data.other_formats import csv, ods, xls
from tests.data.sheets import GOOD_FORM, TOWN_META, workbook
from tests.hostile.made import BOOK, LISTS, OLE, SHEET, STYLES, good, hostile
from tests.hostile.zips import UTF8, named, part_of, raw_zip, with_parts, zipped


@hostile("错误值.xlsx")
def _() -> bytes:
    errors = GOOD_FORM.replace("960", "#REF!").replace("95.5", "#N/A").replace("1234.5", "#DIV/0!")
    return workbook(TOWN_META, 填报表=errors, **LISTS)


@hostile("错误值-新的.xlsx")
def _() -> bytes:
    content = workbook(TOWN_META, 填报表=GOOD_FORM.replace("95.5", "#DIV/0!"), **LISTS)
    return with_parts(content, {SHEET: part_of(content, SHEET).replace(b"#DIV/0!", b"#SPILL!")})


@hostile("没有算过的公式.xlsx")
def _() -> bytes:
    return workbook(TOWN_META, 填报表=GOOD_FORM.replace("960", "=900+60"), **LISTS)


@hostile("严格格式.xlsx")
def _() -> bytes:
    return strict(good())


def strict(content: bytes) -> bytes:
    """The workbook in the other namespace of the standard."""
    spaces = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    names = [BOOK, STYLES, "xl/_rels/workbook.xml.rels", "_rels/.rels", SHEET]
    names += [f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4)]
    bodies = {name: part_of(content, name) for name in names}
    for old, new in spaces:
        bodies = {name: body.replace(old, new) for name, body in bodies.items()}
    return with_parts(content, dict(bodies))


@hostile("从1904年算起.xlsx")
def _() -> bytes:
    listed = {**LISTS, "问题清单": "序号 | 发现日期 | 问题描述\n'1 | 2026-03-01 | 垃圾"}
    content = workbook(TOWN_META, 填报表=GOOD_FORM, **listed)
    book = part_of(content, BOOK).replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
    return with_parts(content, {BOOK: book})


def reckoned(formula: str) -> bytes:
    """The good workbook with a formula that came to 960 in its first figure."""
    body = part_of(good(), SHEET)
    start = body.index(b'<c r="D2"')
    end = body.index(b"</c>", start) + 4
    cell = f'<c r="D2"><f>{formula}</f><v>960</v></c>'.encode()
    return with_parts(good(), {SHEET: body[:start] + cell + body[end:]})


@hostile("公式-执行程序.xlsx")
def _() -> bytes:
    return reckoned("cmd|'/c calc.exe'!A0")


@hostile("公式-网络.xlsx")
def _() -> bytes:
    return reckoned("WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)")


@hostile("公式-别的文件.xlsx")
def _() -> bytes:
    return reckoned("'\\\\server\\share\\[账.xlsx]表'!A1")


@hostile("公式-文本.csv")
def _() -> bytes:
    return csv(TOWN_META, "\t", form=GOOD_FORM.replace("960", "=cmd¦' /C calc'!A0")).replace("¦".encode(), b"|")


@hostile("外部链接-DDE.xlsx")
def _() -> bytes:
    link = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return with_parts(good(), {"xl/externalLinks/externalLink1.xml": link})


@hostile("外部链接-图片.xlsx")
def _() -> bytes:
    image = b'<Relationships><Relationship Id="rId1" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>'
    return with_parts(good(), {"xl/drawings/_rels/drawing1.xml.rels": image + b"</Relationships>"})


@hostile("宏.xlsm")
def _() -> bytes:
    return with_parts(good(), {"xl/vbaProject.bin": OLE})


@hostile("截断-前半.xls")
def _() -> bytes:
    return xls(TOWN_META, 填报表=GOOD_FORM, **LISTS)[:3000]


@hostile("截断-少一点.xls")
def _() -> bytes:
    return xls(TOWN_META, 填报表=GOOD_FORM, **LISTS)[:-600]


@hostile("坏记录.xls")
def _() -> bytes:
    return xls(TOWN_META, 填报表=GOOD_FORM, **LISTS).replace(b"\xfc\x00", b"\xfc\xff", 1)


@hostile("假后缀-其实是xls.xlsx")
def _() -> bytes:
    return xls(TOWN_META, 填报表=GOOD_FORM, **LISTS)


@hostile("假后缀-其实是ods.xls")
def _() -> bytes:
    return ods(TOWN_META, 填报表=GOOD_FORM, **LISTS)


@hostile("假后缀-其实是网页.xls")
def _() -> bytes:
    return "<html><body><table><tr><td>石桥镇</td></tr></table></body></html>".encode()


@hostile("假后缀-其实是图片.xlsx")
def _() -> bytes:
    return b"\xff\xd8\xff\xe0" + bytes(100)


@hostile("假后缀-其实是rar.zip")
def _() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(100)


@hostile("空.xlsx")
def _() -> bytes:
    return b""


@hostile("空.zip")
def _() -> bytes:
    return zipped({})


@hostile("加密.zip")
def _() -> bytes:
    return raw_zip([(b"x.xlsx", good())], flags=1)


@hostile("加密.xlsx")
def _() -> bytes:
    return OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


@hostile("损坏.zip")
def _() -> bytes:
    return zipped({"石桥镇.xlsx": good()})[:-30]


@hostile("爬出文件夹.zip")
def _() -> bytes:
    return named(good(), "../../../evil.xlsx", "/etc/evil.xlsx", "C:\\Windows\\evil.xlsx", "..\\..\\evil.xlsx")


@hostile("怪名字.zip")
def _() -> bytes:
    return named(good(), "石桥镇\u202excod.xlsx", "很长" * 300 + ".xlsx", "空\x00.xlsx", "换\n行.xlsx", "...", "")


@hostile("国标码名字.zip")
def _() -> bytes:
    return raw_zip([("乡镇/石桥镇.xlsx".encode("gbk"), good())])


@hostile("万国码名字.zip")
def _() -> bytes:
    return raw_zip([("乡镇/石桥镇.xlsx".encode(), good())], flags=UTF8)
