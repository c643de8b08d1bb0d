"""The parts of an xlsx file, changed one by one; what is not changed is written back byte for byte."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, normpath, relpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from data.returning.markup import CONTENT_TYPES, PACKAGE_RELATIONS, Element, SurgeryError, parsed, written

MEGABYTE = 1024 * 1024
MAX_UNZIPPED = 200 * MEGABYTE
"""How big all parts may be together."""
MAX_PARSED = 40 * MEGABYTE
"""How big a part may be that is to be changed: as a tree it takes about ten times as much."""

_TYPES = "[Content_Types].xml"
_EPOCH = (2000, 1, 1, 0, 0, 0)
_FAULTS = (BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError, OSError)


@dataclass(frozen=True)
class Relation:
    """What one part says of another: ``kind`` is the last word of the relation's type, ``target`` the part's name."""

    key: str
    kind: str
    target: str
    external: bool = False


class Package:
    """An opened file. SurgeryError when it is no sound zip or has a part twice."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(content))
        except _FAULTS as fault:
            raise SurgeryError("no sound zip") from fault
        members = self._zip.infolist()
        self._members = {one.filename: one for one in members}
        if len({one.filename.lower() for one in members}) < len(members):
            raise SurgeryError("a part is there twice")
        if sum(one.file_size for one in members) > MAX_UNZIPPED:
            raise SurgeryError("too big inside")
        self._changed: dict[str, bytes | None] = {}
        self._trees: dict[str, Element] = {}

    def __contains__(self, name: str) -> bool:
        return self._changed[name] is not None if name in self._changed else name in self._members

    def names(self) -> Iterator[str]:
        """The parts there are, the new ones last."""
        yield from (name for name in self._members if name in self)
        yield from (name for name in self._changed if name not in self._members and name in self)

    def read(self, name: str) -> bytes:
        """A part's bytes. SurgeryError when it is missing or broken."""
        if name in self._trees:
            return written(self._trees[name])
        body = self._changed.get(name)
        if body is not None:
            return body
        if name not in self:
            raise SurgeryError(f"{name} is missing")
        return self._original(name)

    def tree(self, name: str) -> Element:
        """A part as XML. Changes to it are written."""
        if name not in self._trees:
            body = self.read(name)
            if len(body) > MAX_PARSED:
                raise SurgeryError(f"{name} is too big to be changed")
            self._trees[name] = parsed(body)
            self._changed[name] = body
        return self._trees[name]

    def look(self, name: str) -> Element:
        """A part as XML that is only looked at."""
        return self._trees[name] if name in self._trees else parsed(self.read(name))

    def write(self, name: str, body: bytes) -> None:
        """Set a part's bytes."""
        self._trees.pop(name, None)
        self._changed[name] = body

    def add(self, pattern: str, body: bytes, content_type: str) -> str:
        """A new part under the first free number in ``pattern``; its name."""
        taken = {name.lower() for name in self.names()}
        number = next(n for n in range(1, len(taken) + 2) if pattern.format(n).lower() not in taken)
        name = pattern.format(number)
        self.write(name, body)
        self._set_type(name, content_type)
        return name

    def remove(self, name: str) -> None:
        """Take a part out, and with it the parts that nothing else refers to."""
        targets = [one.target for one in self.relations(name) if not one.external]
        self._forget(name)
        self._forget(_relations_of(name))
        for target in targets:
            if target in self and not self._is_referred_to(target):
                self.remove(target)

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to. ``name`` "" means the file itself."""
        where = _relations_of(name)
        return [_relation(name, one) for one in self.look(where)] if where in self else []

    def relate(self, name: str, target: str, kind: str) -> str:
        """Let a part refer to another; ``kind`` is the full type. The relation's new id."""
        where = _relations_of(name)
        if where not in self:
            self.write(where, f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode())
        root = self.tree(where)
        taken = {one.get("Id") for one in root}
        key = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        path = relpath(target, dirname(name))
        etree.SubElement(root, f"{{{PACKAGE_RELATIONS}}}Relationship", {"Id": key, "Type": kind, "Target": path})
        return key

    def unrelate(self, name: str, key: str) -> None:
        """Take a relation away."""
        root = self.tree(_relations_of(name))
        for one in [each for each in root if each.get("Id") == key]:
            root.remove(one)

    def has_type(self, name: str, word: str) -> bool:
        """Whether the part's declared content type contains that word."""
        return any(word in (one.get("ContentType") or "") for one in self._overrides(name))

    def content(self) -> bytes:
        """The finished file: the parts in their old order, the new ones behind them."""
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as target:
            for name in self.names():
                target.writestr(self._member(name), self._body(name))
        return packed.getvalue()

    def _body(self, name: str) -> bytes:
        return self.read(name) if name in self._changed else self._original(name)

    def _original(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except _FAULTS as fault:
            raise SurgeryError(f"{name} cannot be unpacked") from fault

    def _member(self, name: str) -> ZipInfo:
        old = self._members.get(name)
        member = ZipInfo(name, old.date_time if old else _EPOCH)
        member.external_attr = 0o600 << 16
        member.compress_type = ZIP_STORED if old and old.compress_type == ZIP_STORED else ZIP_DEFLATED
        return member

    def _forget(self, name: str) -> None:
        self._trees.pop(name, None)
        if name in self:
            self._changed[name] = None
        if self._overrides(name):
            root = self.tree(_TYPES)
            for one in [each for each in root if each.get("PartName") == f"/{name}"]:
                root.remove(one)

    def _is_referred_to(self, name: str) -> bool:
        return any(
            one.target == name and not one.external
            for part in list(self.names())
            if part.endswith(".rels")
            for one in self.relations(_owner_of(part))
        )

    def _overrides(self, name: str) -> list[Element]:
        return [one for one in self.look(_TYPES) if one.get("PartName") == f"/{name}"]

    def _set_type(self, name: str, content_type: str) -> None:
        """Declare a new part's type: of XML by its name, of anything else by its ending, as Excel itself does."""
        root, ending = self.tree(_TYPES), name.rpartition(".")[2]
        if ending == "xml":
            fact = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", fact)
        elif all((one.get("Extension") or "").lower() != ending for one in root):
            fact = {"Extension": ending, "ContentType": content_type}
            root.insert(0, root.makeelement(f"{{{CONTENT_TYPES}}}Default", fact))


def _relation(owner: str, one: Element) -> Relation:
    target, external = one.get("Target") or "", one.get("TargetMode") == "External"
    if not external:
        target = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(owner)}/{target}").lstrip("/")
    return Relation(one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], target, external)


def _relations_of(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def _owner_of(relations: str) -> str:
    folder, _, last = relations.removesuffix(".rels").rpartition("_rels/")
    return f"{folder}{last}"
