"""The table of styles: a cell's look with another ground, everything else as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from data.returning.markup import Element, SurgeryError, added, child, children, local, namespace

_COLOUR_KEYS: Mapping[str, re.Pattern[str]] = {
    "rgb": re.compile("[0-9A-Fa-f]{6,8}"),
    "indexed": re.compile(r"\d{1,3}"),
    "theme": re.compile(r"\d{1,3}"),
    "tint": re.compile(r"-?\d(\.\d+)?([eE]-?\d+)?"),
    "auto": re.compile("[01]"),
}
_PATTERN = re.compile("[A-Za-z0-9]{1,20}")
_PLAIN = "none"

Said = tuple[Any, ...]


class Styles:
    """The styles of a workbook. Looks that are alike are there once."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._looks = self._part("cellXfs")
        self._fills = self._part("fills")
        self._fonts = self._part("fonts")
        self._borders = self._part("borders")
        self._known: dict[tuple[int, str], int] = {}
        self._like = {_said(look): place for place, look in reversed(list(enumerate(self._looks)))}

    @property
    def count(self) -> int:
        """How many looks there are."""
        return len(self._looks)

    def without_fill(self, look: int) -> Said:
        """What a look says beside its fill: equal for cells that differ only in their ground."""
        one = deepcopy(self._looks[look])
        for name in ("fillId", "applyFill"):
            one.attrib.pop(name, "")
        return _said(one)

    def ground(self, look: int) -> str:
        """The RGB colour that fills a cell of that look; "" for none, a pattern or a theme's colour."""
        fill = self._fill_of(look)
        pattern = child(fill, "patternFill") if fill is not None else None
        if pattern is None or pattern.get("patternType") != "solid":
            return ""
        colour = child(pattern, "fgColor")
        return (colour.get("rgb") or "").upper() if colour is not None else ""

    def with_ground(self, look: int, rgb: str) -> int:
        """The look with that colour as its ground."""
        return self._with_fill(look, json.dumps({"patternType": "solid", "fgColor": {"rgb": rgb}}))

    def with_fill(self, look: int, fill: str) -> int:
        """The look with a fill that :meth:`fill` described; no fill when the description makes no sense.

        A look that is there already is taken again, so that marking and unmarking leaves no trace.
        """
        place, wanted = str(self._fill_place(fill)), self.without_fill(look)
        same = (number for number, one in enumerate(self._looks) if one.get("fillId") == place)
        found = next((number for number in same if self.without_fill(number) == wanted), None)
        return self._with_fill(look, fill) if found is None else found

    def fill(self, look: int) -> str:
        """A look's fill as text, to be put back later; gradients are not kept."""
        fill = self._fill_of(look)
        pattern = child(fill, "patternFill") if fill is not None else None
        if pattern is None or pattern.get("patternType") in (None, _PLAIN):
            return _PLAIN
        colours = {local(one): dict(one.attrib) for one in pattern if local(one) in ("fgColor", "bgColor")}
        return json.dumps({"patternType": pattern.get("patternType"), **colours})

    def font(self, xml_children: Mapping[str, Mapping[str, str]]) -> int:
        """A font made of those properties, in the format's order."""
        font = self._made(self._fonts, "font")
        for name, attributes in xml_children.items():
            added(font, name, **attributes)
        return self._once(self._fonts, font)

    def border(self, colour: str) -> int:
        """Thin lines around in that colour; "" for none."""
        border = self._made(self._borders, "border")
        for side in ("left", "right", "top", "bottom"):
            line = added(border, side, **({"style": "thin"} if colour else {}))
            if colour:
                added(line, "color", rgb=colour)
        added(border, "diagonal")
        return self._once(self._borders, border)

    def look(self, font: int, rgb: str, border: int, *, across: str, indent: int = 0, text: bool = True) -> int:
        """A look of our own. ``text``: what stands there stays text even when it is edited."""
        one = self._made(self._looks, "xf")
        fill = self._fill_place(json.dumps({"patternType": "solid", "fgColor": {"rgb": rgb}}) if rgb else _PLAIN)
        facts = {"numFmtId": 0, "fontId": font, "fillId": fill, "borderId": border, "xfId": 0}
        for name, number in facts.items():
            one.set(name, str(number))
        if text:
            one.set("quotePrefix", "1")
        for name in ("applyFont", "applyFill", "applyBorder", "applyAlignment"):
            one.set(name, "1")
        placed = {"horizontal": across, "vertical": "center", "wrapText": "1"}
        added(one, "alignment", **placed, **({"indent": str(indent)} if indent else {}))
        return self._look_place(one)

    def _with_fill(self, look: int, fill: str) -> int:
        if (look, fill) not in self._known:
            if not 0 <= look < len(self._looks):
                raise SurgeryError("a cell of an unknown style")
            one = deepcopy(self._looks[look])
            one.tail = None
            one.set("fillId", str(self._fill_place(fill)))
            one.set("applyFill", "1")
            self._known[look, fill] = self._look_place(one)
        return self._known[look, fill]

    def _look_place(self, one: Element) -> int:
        said = _said(one)
        if said not in self._like:
            self._like[said] = _append(self._looks, one)
        return self._like[said]

    def _fill_of(self, look: int) -> Element | None:
        if not 0 <= look < len(self._looks):
            raise SurgeryError("a cell of an unknown style")
        place = int(self._looks[look].get("fillId") or 0)
        return self._fills[place] if place < len(self._fills) else None

    def _fill_place(self, described: str) -> int:
        return self._once(self._fills, self._fill(described))

    def _fill(self, described: str) -> Element:
        fill = self._made(self._fills, "fill")
        facts = _facts(described)
        kind = facts.get("patternType")
        known = isinstance(kind, str) and _PATTERN.fullmatch(kind)
        pattern = added(fill, "patternFill", patternType=str(kind) if known else _PLAIN)
        for name in ("fgColor", "bgColor") if known else ():
            colour = _colour(facts.get(name))
            if colour:
                added(pattern, name, **colour)
        return fill

    def _part(self, name: str) -> Element:
        found = child(self.root, name)
        if found is None or not len(found):
            raise SurgeryError(f"styles without {name}")
        return found

    def _made(self, parent: Element, name: str) -> Element:
        return parent.makeelement(f"{{{namespace(parent)}}}{name}")

    def _once(self, parent: Element, one: Element) -> int:
        """The place of that element, added when none is like it."""
        said = _said(one)
        found = next((place for place, other in enumerate(parent) if _said(other) == said), None)
        return _append(parent, one) if found is None else found


def _append(parent: Element, one: Element) -> int:
    parent.append(one)
    parent.set("count", str(len(children(parent, local(one)))))
    return len(parent) - 1


def _said(one: Element) -> Said:
    """What an element says, whatever prefixes it says it with: equal for equal ones."""
    attributes = tuple(sorted((str(name), str(text)) for name, text in one.attrib.items()))
    return str(one.tag), attributes, (one.text or "").strip(), tuple(map(_said, one))


def _facts(described: str) -> Mapping[str, object]:
    """A described fill. The description has been in somebody else's hands."""
    try:
        facts = json.loads(described) if described != _PLAIN and len(described) < 500 else {}
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _colour(facts: object) -> dict[str, str]:
    if not isinstance(facts, dict):
        return {}
    said = {name: str(facts[name]) for name in _COLOUR_KEYS if name in facts}
    return {name: text for name, text in said.items() if _COLOUR_KEYS[name].fullmatch(text)}
