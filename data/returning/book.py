"""The workbook's own part: its sheets in order, what is named on them, and which one it opens on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.returning.markup import (
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    Element,
    SurgeryError,
    added,
    child,
    children,
    namespace,
    put_after,
    relation_key,
)
from data.returning.package import Package

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences",
)  # fmt: skip
_SELECTED = re.compile(rb"""(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected\s*=\s*(?:"(?:1|true)"|'(?:1|true)')""")
_HEAD = 64 * 1024


@dataclass(frozen=True)
class Sheet:
    """A worksheet: its name, the part it lies in, and whether it is seen."""

    name: str
    part: str
    visible: bool


class Book:
    """A workbook under surgery. SurgeryError when it is not built as a workbook is."""

    def __init__(self, package: Package) -> None:
        self.package = package
        mains = [one.target for one in package.relations("") if one.kind == "officeDocument"]
        if not mains or mains[0] not in package:
            raise SurgeryError("no workbook inside")
        self.part = mains[0]
        self.root = package.tree(self.part)
        self._list = _needed(child(self.root, "sheets"))
        self._key = relation_key(self.root)

    @property
    def ending(self) -> str:
        """The ending that the file's name must have: Excel refuses one that contradicts the content."""
        letter = "m" if self.package.has_type(self.part, "macroEnabled") else "x"
        return f".xlt{letter}" if self.package.has_type(self.part, "template") else f".xls{letter}"

    @property
    def namespace(self) -> str:
        """The namespace of its parts: a strict workbook has another."""
        return namespace(self.root)

    def relation_type(self, kind: str) -> str:
        """The full type of a relation, in this workbook's dialect."""
        return f"{STRICT_RELATIONS if self.namespace == STRICT_MAIN else RELATIONS}/{kind}"

    def sheets(self) -> list[Sheet]:
        """The worksheets, in the order of their tabs; charts and macro sheets are not among them."""
        parts = {one.key: one.target for one in self.package.relations(self.part) if one.kind == "worksheet"}
        return [
            Sheet(one.get("name") or "", parts[key], one.get("state") in (None, "visible"))
            for one in self._list
            if (key := one.get(self._key) or "") in parts
        ]

    def part_of(self, kind: str) -> str:
        """The one part of that kind: styles, theme …; "" when there is none."""
        found = [one.target for one in self.package.relations(self.part) if one.kind == kind]
        return found[0] if found and found[0] in self.package else ""

    def take_out(self, name: str) -> None:
        """Take a sheet out, with what is named on it. Other sheets keep theirs."""
        for place, one in enumerate(self._list):
            if one.get("name") == name:
                key = one.get(self._key) or ""
                self._list.remove(one)
                self._renumber({old: old - (old > place) for old in range(len(self._list) + 1) if old != place})
                self._drop(key)
                return

    def put_first(self, name: str, xml: bytes, title_rows: str) -> None:
        """Put a sheet before all others; it is the one that is seen when the file is opened."""
        part = self.package.add("xl/worksheets/sheet{}.xml", xml, _SHEET_TYPE)
        key = self.package.relate(self.part, part, self.relation_type("worksheet"))
        numbers = [int(one.get("sheetId") or 0) for one in self._list]
        one = added(self._list, "sheet", name=name, sheetId=str(max(numbers, default=0) + 1))
        one.set(self._key, key)
        self._list.insert(0, one)
        self._renumber({old: old + 1 for old in range(len(numbers))})
        self._name_titles(f"'{name}'!{title_rows}")
        self._open_first()

    def _drop(self, key: str) -> None:
        """Remove the part behind a relation. Excel reckons anew the order in which it calculates."""
        target = next(one.target for one in self.package.relations(self.part) if one.key == key)
        self.package.unrelate(self.part, key)
        self.package.remove(target)
        for one in [each for each in self.package.relations(self.part) if each.kind == "calcChain"]:
            self.package.unrelate(self.part, one.key)
            self.package.remove(one.target)

    def _renumber(self, moved: dict[int, int]) -> None:
        """Names that hold on one sheet follow it to its new place; those of a sheet that is gone go too."""
        names = child(self.root, "definedNames")
        for one in list(names) if names is not None else []:
            place = one.get("localSheetId")
            if place is None:
                continue
            if int(place) in moved:
                one.set("localSheetId", str(moved[int(place)]))
            elif names is not None:
                names.remove(one)
        if names is not None and not len(names):
            self.root.remove(names)

    def _name_titles(self, rows: str) -> None:
        names = child(self.root, "definedNames")
        if names is None:
            names = self.root.makeelement(f"{{{self.namespace}}}definedNames")
            put_after(self.root, names, _BEFORE_NAMES)
        one = added(names, "definedName", rows, name="_xlnm.Print_Titles", localSheetId="0")
        names.insert(0, one)

    def _open_first(self) -> None:
        """Open on the first tab; two selected tabs would be filled in together."""
        views = child(self.root, "bookViews")
        for view in children(views, "workbookView") if views is not None else []:
            view.set("activeTab", "0")
            if view.get("firstSheet"):
                view.set("firstSheet", "0")
        for one in self.package.relations(self.part):
            if one.kind in ("worksheet", "chartsheet", "dialogsheet") and one.target != self.sheets()[0].part:
                self._deselect(one.target)

    def _deselect(self, part: str) -> None:
        body = self.package.read(part)
        head = _SELECTED.sub(rb"\1", body[:_HEAD])
        if head != body[:_HEAD]:
            self.package.write(part, head + body[_HEAD:])


def _needed(element: Element | None) -> Element:
    if element is None:
        raise SurgeryError("a workbook without sheets")
    return element
