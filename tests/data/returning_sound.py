"""What Excel demands of a file and other programs forgive: checked on the parts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, normpath

from lxml import etree

from tests.data.returning_files import parts

WORKSHEET = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
WORKBOOK = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]
STYLES = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
]
ORDERS = {"worksheet": WORKSHEET, "workbook": WORKBOOK, "styleSheet": STYLES, "comments": ["authors", "commentList"]}
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def faults(content: bytes) -> list[str]:
    """Everything in the file that Excel would want to repair."""
    of = parts(content)
    trees = {name: etree.fromstring(body) for name, body in of.items() if name.endswith((".xml", ".rels", ".vml"))}
    checks = (_order, _relations, _types, _numbers, _cells, _comments, _shapes, _selected)
    return [fault for check in checks for fault in check(of, trees)]


def _local(one: etree._Element) -> str:
    return etree.QName(one).localname


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))


def _order(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    for name, root in trees.items():
        order = ORDERS.get(_local(root), [])
        known = [order.index(_local(one)) for one in root if _local(one) in order]
        if known != sorted(known):
            yield f"{name}: children out of order"
        if order and len(known) < len(root):
            yield f"{name}: unknown children {[_local(one) for one in root if _local(one) not in order]}"


def _relations(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    for name in (one for one in trees if one.endswith(".rels")):
        owner = name.replace("_rels/", "").removesuffix(".rels")
        keys = [one.get("Id") for one in trees[name]]
        if len(set(keys)) < len(keys):
            yield f"{name}: an id twice"
        for one in trees[name]:
            target = one.get("Target") or ""
            path = target[1:] if target.startswith("/") else normpath(f"{dirname(owner)}/{target}").lstrip("/")
            if one.get("TargetMode") != "External" and path not in of:
                yield f"{name}: {target} is missing"
        if owner in of:
            used = set(re.findall(rb'\br:(?:id|embed|link|pict)="([^"]+)"', of[owner]))
            yield from (f"{owner}: {key!r} leads nowhere" for key in used if key.decode() not in keys)
        elif owner:
            yield f"{name}: relations of a part that is not there"


def _types(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    root = trees["[Content_Types].xml"]
    named = [str(one.get("PartName")) for one in root.iter(f"{TYPES}Override")]
    endings = [str(one.get("Extension")).lower() for one in root.iter(f"{TYPES}Default")]
    if len(set(named)) < len(named) or len(set(endings)) < len(endings):
        yield "a content type twice"
    yield from (f"{one}: a type of nothing" for one in named if one[1:] not in of)
    for name in of:
        if name != "[Content_Types].xml" and f"/{name}" not in named and name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: no content type"


def _numbers(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    book = trees["xl/workbook.xml"]
    sheets = _all(book, "sheet")
    for key in ("sheetId", "name"):
        said = [one.get(key) for one in sheets]
        if len(set(said)) < len(said):
            yield f"a sheet's {key} twice"
    names = [(one.get("name"), one.get("localSheetId")) for one in _all(book, "definedName")]
    if len(set(names)) < len(names):
        yield "a name twice"
    yield from (f"{name}: of no sheet" for name, place in names if place and int(place) >= len(sheets))


def _cells(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    styles = trees["xl/styles.xml"]
    tables = {_local(one): one for one in styles if one.get("count")}
    yield from (f"styles: {name} miscounted" for name, one in tables.items() if int(one.get("count") or 0) != len(one))
    for look in tables["cellXfs"]:
        for key, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            if int(look.get(key) or 0) >= len(tables[name]):
                yield f"styles: a look with an unknown {key}"
    for name, root in trees.items():
        if _local(root) != "worksheet":
            continue
        rows = [int(one.get("r") or 0) for one in _all(root, "row")]
        cells = [_place(one.get("r") or "") for one in _all(root, "c")]
        if rows != sorted(set(rows)) or cells != sorted(set(cells)):
            yield f"{name}: rows or cells out of order"
        if any(int(one.get("s") or 0) >= len(tables["cellXfs"]) for one in _all(root, "c")):
            yield f"{name}: a cell of an unknown look"


def _comments(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    for name, root in trees.items():
        targets = _targets(name, trees)
        if _local(root) != "worksheet" or "comments" not in targets:
            continue
        listed = trees[targets["comments"]]
        cells = [_place(one.get("ref") or "") for one in _all(listed, "comment")]
        if len(set(cells)) < len(cells):
            yield f"{name}: two comments on one cell"
        if any(int(one.get("authorId") or 0) >= len(_all(listed, "author")) for one in _all(listed, "comment")):
            yield f"{name}: a comment of nobody"
        boxes = _boxes(trees[targets["vmlDrawing"]]) if len(_all(root, "legacyDrawing")) == 1 else []
        if sorted(boxes) != sorted(cells):
            yield f"{name}: boxes {sorted(boxes)} for comments {sorted(cells)}"


def _targets(name: str, trees: dict[str, etree._Element]) -> dict[str, str]:
    """Kind → part of what a part refers to."""
    folder, _, last = name.rpartition("/")
    found = {}
    for one in trees.get(f"{folder}/_rels/{last}.rels", ()):
        target, kind = str(one.get("Target")), str(one.get("Type")).rpartition("/")[2]
        found[kind] = normpath(target if target.startswith("/") else f"/{folder}/{target}")[1:]
    return found


def _boxes(drawing: etree._Element) -> list[tuple[int, ...]]:
    notes = [one for one in _all(drawing, "ClientData") if one.get("ObjectType") == "Note"]
    return [tuple(int(str(one.findtext(f"{{*}}{part}"))) + 1 for part in ("Row", "Column")) for one in notes]


def _shapes(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    blocks: list[str] = []
    for name, root in trees.items():
        if name.endswith(".vml"):
            named = [str(one.get("id")) for one in _all(root, "shape")]
            numbers = [name for name in named if name.startswith("_x0000_s")]  # LibreOffice calls all alike
            if len(set(numbers)) < len(numbers):
                yield f"{name}: a shape's number twice"
            data = [block for one in _all(root, "idmap") for block in str(one.get("data")).split(",")]
            homeless = [one for one in numbers if str(int(one[8:]) // 1024) not in data]
            yield from (f"{name}: {one} in a block of others" for one in homeless)
            blocks += data
    if len(set(blocks)) < len(blocks):
        yield "two drawings share a block of numbers"


def _selected(of: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    selected = [
        name for name, root in trees.items() for one in _all(root, "sheetView")
        if _local(root) == "worksheet" and one.get("tabSelected") in ("1", "true")
    ]  # fmt: skip
    if len(selected) != 1:
        yield f"selected tabs: {selected}"


def _place(cell: str) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column
