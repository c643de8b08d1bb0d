"""The boxes in which a sheet's comments are shown (VML), those of others left as they are."""

from __future__ import annotations

import re

from lxml import etree

from data.returning.markup import Element, child, local, parsed, put_after
from data.returning.places import Measures, Place

BLOCK = 1024
"""Excel deals the shapes' numbers out in blocks of so many, and no two sheets may share one."""

_VML, _OFFICE, _EXCEL = (f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))
_NAMES = f'xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}"'
_EMPTY = f"<xml {_NAMES}/>"
_LAYOUT = f'<o:shapelayout {_NAMES} v:ext="edit"><o:idmap v:ext="edit" data="{{block}}"/></o:shapelayout>'
_BOX_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    f'<v:shape {_NAMES} id="_x0000_s{{number}}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:5pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_TYPE_NAME = "_x0000_t202"
_NUMBER = re.compile(r"_x0000_s(\d+)")
_WIDTH, _LINE, _SIGNS_A_LINE = 250.0, 13.5, 25


class Shapes:
    """The drawing of one sheet. ``taken`` are the blocks of numbers of all drawings in the file."""

    def __init__(self, vml: bytes, taken: set[int]) -> None:
        self._taken = taken
        self.root = _drawing(vml or _EMPTY.encode())
        self._boxes = {place: one for one in self.root if (place := _note_of(one)) is not None}
        self._last = dict.fromkeys(_blocks(self.root), 0)
        for number in sorted(_numbers(self.root)):
            self._last[number // BLOCK] = number
        self._order = len(self.root)

    def put(self, place: Place, text: str, measures: Measures) -> None:
        """Show a comment of that text on that cell: in the box it has, made high enough, or in a new one."""
        anchor, height = _anchor(place, text, measures)
        if place in self._boxes:
            _enlarge(self._boxes[place], anchor)
            return
        if not self._boxes and all(one.get("id") != _TYPE_NAME for one in self.root):
            self.root.append(parsed(_BOX_TYPE.encode()))
        self._order += 1
        box = _BOX.format(
            number=self._next_number(), width=_WIDTH, height=height, order=self._order, anchor=anchor,
            row=place[0] - 1, column=place[1] - 1,
        )  # fmt: skip
        self._boxes[place] = parsed(box.encode())
        self.root.append(self._boxes[place])

    def take_out(self, place: Place) -> None:
        """Remove the box of the comment on that cell."""
        box = self._boxes.pop(place, None)
        if box is not None:
            self.root.remove(box)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn any more."""
        return all(local(one) in ("shapelayout", "shapetype") for one in self.root)

    @property
    def vml(self) -> bytes:
        """The drawing's bytes, without a declaration, as Excel itself writes them."""
        etree.cleanup_namespaces(self.root, top_nsmap={"v": _VML, "o": _OFFICE, "x": _EXCEL})
        return etree.tostring(self.root)

    def _next_number(self) -> int:
        """A free number in a block of this drawing; when all are full, in a new one."""
        for block, last in sorted(self._last.items()):
            number = max(last, block * BLOCK) + 1
            if number < (block + 1) * BLOCK:
                self._last[block] = number
                return number
        self._add_block()
        return self._next_number()

    def _add_block(self) -> None:
        """Take a block that no drawing has and say so. LibreOffice writes drawings that say of none."""
        block = next(one for one in range(1, len(self._taken) + 2) if one not in self._taken)
        self._taken.add(block)
        self._last[block] = 0
        said = next(self.root.iter(f"{{{_OFFICE}}}idmap"), None)
        if said is None:
            self.root.insert(0, parsed(_LAYOUT.format(block=block).encode()))
        else:
            said.set("data", ",".join(filter(None, (said.get("data"), str(block)))))


def blocks_of(vml: bytes) -> set[int]:
    """Which blocks of numbers a drawing has taken, said or not."""
    return _blocks(_drawing(vml))


def _drawing(vml: bytes) -> Element:
    """The drawing. Excel writes line breaks of HTML into it that are not closed."""
    return parsed(vml.replace(b"<br>", b"<br/>"))


def _blocks(root: Element) -> set[int]:
    said = ",".join(one.get("data") or "" for one in root.iter(f"{{{_OFFICE}}}idmap"))
    return {int(one) for one in re.findall(r"\d+", said)} | {one // BLOCK for one in _numbers(root)}


def _numbers(root: Element) -> set[int]:
    named = (one.get(key) or "" for one in root.iter(f"{{{_VML}}}*") for key in ("id", f"{{{_OFFICE}}}spid"))
    return {int(found[1]) for name in named if (found := _NUMBER.fullmatch(name))}


def _anchor(place: Place, text: str, measures: Measures) -> tuple[str, float]:
    """Where a box lies, right of its cell, as columns and rows with offsets; and how many points high it is."""
    lines = sum(-(-max(len(line), 1) // _SIGNS_A_LINE) for line in text.split("\n"))
    height = lines * _LINE + 10
    row, column = place
    bottom = row - 1 + max(measures.rows_for(row, height), 2)
    right = column + max(measures.columns_for(column + 1, _WIDTH), 2)
    return f"{column}, 12, {max(row - 2, 0)}, 4, {right}, 12, {bottom}, 4", height


def _enlarge(box: Element, anchor: str) -> None:
    client = child(box, "ClientData")
    old = child(client, "Anchor") if client is not None else None
    if client is not None and old is None:
        old = client.makeelement(f"{{{_EXCEL}}}Anchor")
        put_after(client, old, ("MoveWithCells", "SizeWithCells"))
    if old is not None:
        old.text = anchor


def _note_of(shape: Element) -> Place | None:
    """The cell whose comment a box shows; None when it shows something else."""
    client = child(shape, "ClientData")
    if client is None or client.get("ObjectType") != "Note":
        return None
    row, column = (child(client, name) for name in ("Row", "Column"))
    said = [(one.text or "").strip() for one in (row, column) if one is not None]
    if len(said) < 2 or not all(text.isdigit() for text in said):
        return None
    return int(said[0]) + 1, int(said[1]) + 1
