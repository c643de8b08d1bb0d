"""The boxes in which a sheet's comments are shown (VML), changed as text: what is not ours stays byte for byte."""

from __future__ import annotations

import re

from data.returning.markup import SurgeryError
from data.returning.places import Measures, Place

BLOCK = 1024
"""Excel deals the shapes' numbers out in blocks of so many, and no two sheets may share one."""

_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/>'
    b"</o:shapelayout></xml>"
)
_BOX_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
    'width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>\s*", re.S)
_MAP = re.compile(rb'<o:idmap\b[^>]*?\bdata\s*=\s*["\']([\d,\s]*)["\']')
_NUMBER = re.compile(rb'\b(?:id|o:spid)\s*=\s*["\']_x0000_s(\d+)["\']')
_ROW, _COLUMN = (re.compile(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (name, name)) for name in (b"Row", b"Column"))
_WIDTH, _LINE = 250.0, 13.5
_SIGNS_A_LINE = 25


def blocks_of(vml: bytes) -> set[int]:
    """Which blocks of numbers a drawing has taken, said or not."""
    said = {int(one) for found in _MAP.findall(vml) for one in found.split(b",") if one.strip()}
    return said | {int(one) // BLOCK for one in _NUMBER.findall(vml)}


class Shapes:
    """The drawing of one sheet. ``taken`` are the blocks of numbers of all drawings in the file."""

    def __init__(self, vml: bytes, taken: set[int]) -> None:
        self._taken = taken
        self.vml = vml or _EMPTY % str(self._new_block()).encode()
        if not self.vml.rstrip().endswith(b"</xml>") or b"xmlns:x=" not in self.vml:
            raise SurgeryError("a drawing of comments that no known program writes")

    def put(self, place: Place, text: str, measures: Measures) -> None:
        """Add the box of a comment on that cell, high enough for its text."""
        lines = sum(-(-max(len(line), 1) // _SIGNS_A_LINE) for line in text.split("\n"))
        height = lines * _LINE + 10
        row, column = place
        bottom = row - 1 + max(measures.rows_for(row, height), 2)
        right = column + max(measures.columns_for(column + 1, _WIDTH), 2)
        top = max(row - 2, 0)
        box = _BOX.format(
            number=self._next_number(), width=_WIDTH, height=height, row=row - 1, column=column - 1,
            anchor=f"{column}, 12, {top}, 4, {right}, 12, {bottom}, 4",
        )  # fmt: skip
        self._append((b"" if b'"_x0000_t202"' in self.vml else _BOX_TYPE) + box.encode())

    def take_out(self, place: Place) -> None:
        """Remove the box of the comment on that cell."""
        self.vml = _SHAPE.sub(lambda found: b"" if _is_note(found[0], place) else found[0], self.vml)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn any more."""
        return not _SHAPE.search(self.vml) and b"<v:group" not in self.vml

    def _append(self, more: bytes) -> None:
        end = self.vml.rindex(b"</xml>")
        self.vml = self.vml[:end] + more + self.vml[end:]

    def _next_number(self) -> int:
        """A free number in a block of this drawing; when all are full, in a new one."""
        used = {int(one) for one in _NUMBER.findall(self.vml)}
        for block in sorted(blocks_of(self.vml)):
            last = max((one for one in used if one // BLOCK == block), default=block * BLOCK)
            if last + 1 < (block + 1) * BLOCK:
                return last + 1
        block = self._new_block()
        self._map(block)
        return block * BLOCK + 1

    def _new_block(self) -> int:
        block = next(one for one in range(1, len(self._taken) + 2) if one not in self._taken)
        self._taken.add(block)
        return block

    def _map(self, block: int) -> None:
        """Say that the drawing has another block."""
        found = _MAP.search(self.vml)
        if found:
            both = b"%s,%d" % (found[1].strip(), block) if found[1].strip() else b"%d" % block
            self.vml = self.vml[: found.start(1)] + both + self.vml[found.end(1) :]


def _is_note(shape: bytes, place: Place) -> bool:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if b'ObjectType="Note"' not in shape or not row or not column:
        return False
    return (int(row[1]) + 1, int(column[1]) + 1) == place
