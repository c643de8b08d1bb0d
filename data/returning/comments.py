"""The comments (批注) of one sheet: ours put in, those of others kept and extended."""

from __future__ import annotations

from collections.abc import Mapping

from data.returning.book import Book
from data.returning.look import NOTE_AUTHOR
from data.returning.markup import Element, SurgeryError, added, child, children, local, put_after, relation_key
from data.returning.note_text import put_in, said, take_out
from data.returning.places import Measures, Place, name_of, place_of
from data.returning.shapes import Shapes, blocks_of

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
"""The children of a worksheet in the only order in which Excel accepts them."""

_BEFORE_DRAWING = SHEET_ORDER[: SHEET_ORDER.index("legacyDrawing")]


class Comments:
    """The comments of the sheet in ``part``, whose XML is ``sheet``."""

    def __init__(self, book: Book, part: str, sheet: Element) -> None:
        self.book, self.package, self.part, self.sheet = book, book.package, part, sheet
        self._threads = self._threaded()

    def clean(self) -> None:
        """Take our lines out of all comments, and comments of which nothing is left with them."""
        where = self._target("comments")
        if not where:
            return
        gone = [place for one in self._listed(where) if (place := self._cleaned(one)) is not None]
        shapes = self._shapes()
        for place in gone:
            shapes.take_out(place)
        if gone:
            self._keep(shapes)
            self._drop_when_empty(where, shapes)

    def put(self, notes: Mapping[Place, str]) -> None:
        """Put a comment on each of those cells; a cell under discussion (a thread) is left to its discussion."""
        new = {place: text for place, text in notes.items() if place not in self._threads}
        if not new:
            return
        root = self.package.tree(self._target("comments") or self._new_part())
        listed, author = self._list_of(root), self._author(root)
        found = {place_of(one.get("ref") or ""): one for one in self._all(root)}
        shapes, measures = self._shapes(), Measures(self.sheet)
        for place, text in new.items():
            if place not in found:
                found[place] = added(listed, "comment", ref=name_of(place), authorId=author)
            words = _text_of(found[place])
            put_in(words, text)
            shapes.put(place, said(words), measures)
        listed[:] = sorted(listed, key=lambda one: place_of(one.get("ref") or "") or (0, 0))
        self._keep(shapes)

    def _drop_when_empty(self, where: str, shapes: Shapes) -> None:
        """Leave no part behind in which nothing stands any more."""
        drawing = self._drawing()
        if self._listed(where):
            return
        self._unrelate(where)
        if shapes.is_empty and drawing:
            self._unrelate(drawing)
            for one in children(self.sheet, "legacyDrawing"):
                self.sheet.remove(one)

    def _unrelate(self, target: str) -> None:
        for one in [each for each in self.package.relations(self.part) if each.target == target]:
            self.package.unrelate(self.part, one.key)
        self.package.remove(target)

    def _threaded(self) -> set[Place | None]:
        parts = [one.target for one in self.package.relations(self.part) if one.kind == "threadedComment"]
        roots = [self.package.look(one) for one in parts if one in self.package]
        return {place_of(one.get("ref") or "") for root in roots for one in root}

    def _target(self, kind: str) -> str:
        found = [one.target for one in self.package.relations(self.part) if one.kind == kind]
        return found[0] if found and found[0] in self.package else ""

    def _listed(self, where: str) -> list[Element]:
        return self._all(self.package.tree(where))

    @staticmethod
    def _all(root: Element) -> list[Element]:
        found = child(root, "commentList")
        return [one for one in found if local(one) == "comment"] if found is not None else []

    def _cleaned(self, one: Element) -> Place | None:
        """Clean a comment; its place when nothing is left and it is gone."""
        text = child(one, "text")
        if text is None or not take_out(text) or said(text).strip():
            return None
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
        return place_of(one.get("ref") or "")

    def _new_part(self) -> str:
        xml = f'<comments xmlns="{self.book.namespace}"><authors/><commentList/></comments>'.encode()
        name = self.package.add("xl/comments{}.xml", xml, _COMMENTS_TYPE)
        self.package.relate(self.part, name, self.book.relation_type("comments"))
        return name

    def _author(self, root: Element) -> str:
        authors = child(root, "authors")
        if authors is None:
            raise SurgeryError("comments without authors")
        names = [one.text for one in children(authors, "author")]
        if NOTE_AUTHOR not in names:
            added(authors, "author", NOTE_AUTHOR)
            names.append(NOTE_AUTHOR)
        return str(names.index(NOTE_AUTHOR))

    @staticmethod
    def _list_of(root: Element) -> Element:
        found = child(root, "commentList")
        if found is None:
            raise SurgeryError("comments without a list")
        return found

    def _drawing(self) -> str:
        """The part with the boxes: the one that the sheet itself names; "" when there is none."""
        one = child(self.sheet, "legacyDrawing")
        key = one.get(relation_key(self.sheet)) if one is not None else None
        found = [each.target for each in self.package.relations(self.part) if each.key == key]
        return found[0] if found and found[0] in self.package else ""

    def _shapes(self) -> Shapes:
        drawings = [name for name in self.package.names() if name.lower().endswith(".vml")]
        taken = set().union(*(blocks_of(self.package.read(name)) for name in drawings))
        where = self._drawing()
        return Shapes(self.package.read(where) if where else b"", taken)

    def _keep(self, shapes: Shapes) -> None:
        where = self._drawing()
        if not where:
            where = self._new_drawing(shapes.vml)
        self.package.write(where, shapes.vml)

    def _new_drawing(self, vml: bytes) -> str:
        name = self.package.add("xl/drawings/vmlDrawing{}.vml", vml, _DRAWING_TYPE)
        key = self.package.relate(self.part, name, self.book.relation_type("vmlDrawing"))
        old = child(self.sheet, "legacyDrawing")
        if old is None:
            old = self.sheet.makeelement(f"{{{self.book.namespace}}}legacyDrawing")
            put_after(self.sheet, old, _BEFORE_DRAWING)
        old.set(relation_key(self.sheet), key)
        return name


def _text_of(comment: Element) -> Element:
    found = child(comment, "text")
    return added(comment, "text") if found is None else found
