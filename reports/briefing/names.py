"""隐名: towns as 甲镇, villages as 甲镇1村, persons left out, in every text of a briefing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import chain, count
from typing import Any

from reports.blocks import Pictures, Slide
from reports.material import Material
from scoring.scheme import COUNTY, Scheme

STEMS = "甲乙丙丁戊己庚辛壬癸"
ENDINGS = ("街道办事处", "街道", "社区", "镇", "乡", "村")
SOMEBODY, SOME_VILLAGE = "有关负责人", "某村"
SHORTEST = 2
"""Names of fewer signs are not looked for in running text."""
BETWEEN = r"[\s，、]?"
UNTOLD = frozenset({"kind", "key", "indicator", "align", "media_type", "content"})
"""Fields of blocks that hold no words."""


@dataclass(frozen=True, eq=False)
class Mask:
    """Leaves out the names of towns, villages and persons, and photographs.

    A name that is also one of the scheme's own words (a village called 新村) stays where it stands for itself alone.
    """

    material: Material

    def slide(self, slide: Slide) -> Slide:
        """The slide without names; nothing that is pinned on it is about a town."""
        blocks = tuple(one for one in slide.blocks if not isinstance(one, Pictures))
        told: Slide = self._told(replace(slide, blocks=blocks))
        return replace(told, town="")

    def _told(self, thing: Any) -> Any:
        if isinstance(thing, Enum):
            return thing
        if isinstance(thing, str):
            return self.text(thing)
        if isinstance(thing, tuple):
            return tuple(self._told(one) for one in thing)
        if is_dataclass(thing) and not isinstance(thing, type):
            named = (field.name for field in fields(thing) if field.name not in UNTOLD)
            return replace(thing, **{name: self._told(getattr(thing, name)) for name in named})
        return thing

    def text(self, text: str) -> str:
        """The text without names."""
        return self._pattern.sub(lambda found: self._names[_joined(found.group())], text) if self._names else text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """All names, the longest first; a blank or comma inside a name makes no difference."""
        longest_first = sorted(self._names, key=len, reverse=True)
        spelt = (BETWEEN.join(map(re.escape, name)) for name in longest_first)
        first = "".join(map(re.escape, sorted({name[0] for name in self._names})))
        return re.compile(f"(?=[{first}])(?:{'|'.join(spelt)})")

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every name to look for, and what is said instead; those of towns count before those of persons."""
        return {**self._persons, **self._bare_villages, **self._of_towns, **self._of_villages}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Town → 甲镇."""
        diagnosis = self.material.diagnosis
        units = diagnosis.roster.town_names or tuple(diagnosis.units)
        return {unit: f"{stem}{_ending(unit)}" for unit, stem in zip(units, _stems(), strict=False)}

    @cached_property
    def _of_towns(self) -> dict[str, str]:
        short = {_stem(unit): alias for unit, alias in self._aliases.items() if self._distinct(_stem(unit))}
        return {_joined(name): alias for name, alias in {**short, **self._aliases}.items()}

    @cached_property
    def _numbered(self) -> dict[tuple[str, str], str]:
        """(town, village) → 甲镇1村."""
        found: dict[tuple[str, str], str] = {}
        counts: dict[str, int] = {}
        for town, village in self._villages():
            if village and town != COUNTY and (town, village) not in found:
                counts[town] = counts.get(town, 0) + 1
                found[town, village] = f"{self._aliases.get(town, '某镇')}{counts[town]}村"
        return found

    def _villages(self) -> Iterator[tuple[str, str]]:
        """Every village that is named anywhere, with its town."""
        diagnosis = self.material.diagnosis
        listed, found = diagnosis.roster.villages, diagnosis.values
        yield from zip(listed["town"], listed["village"], strict=True)
        yield from zip(found["unit"], found["sample"], strict=True)
        for table in (diagnosis.problems, self.material.problems):
            yield from zip(table["town"], table["village"], strict=True)

    @cached_property
    def _of_villages(self) -> dict[str, str]:
        """Villages named with their town."""
        return {_joined(town + name): alias for (town, village), alias in self._numbered.items()
                for name in (_stem(village), village) if name}  # fmt: skip

    @cached_property
    def _bare_villages(self) -> dict[str, str]:
        """Villages named alone; one of a name that several towns have could be any of them."""
        found: dict[str, str] = {}
        for (_, village), alias in self._numbered.items():
            for name in {_stem(village), village}:
                if self._distinct(name):
                    found[_joined(name)] = SOME_VILLAGE if _joined(name) in found else alias
        return found

    @cached_property
    def _persons(self) -> dict[str, str]:
        diagnosis, roster = self.material.diagnosis, self.material.diagnosis.roster
        problems = diagnosis.problems
        named = chain(
            roster.leaders["name"], roster.towns["leader"], problems["responsible_person"], problems["leader"],
            (appeal.by for appeal in self.material.appeals),
        )  # fmt: skip
        return {_joined(str(name)): SOMEBODY for name in named if isinstance(name, str) and self._distinct(name)}

    def _distinct(self, name: str) -> bool:
        """Whether the name is nothing but a name: long enough, and none of the words that everybody uses."""
        return len(_joined(name)) >= SHORTEST and name not in self._words

    @cached_property
    def _words(self) -> str:
        """The words of the scheme, of the departments, and the county's name."""
        roster = self.material.diagnosis.roster
        units = self.material.diagnosis.problems["responsible_unit"].astype(str)
        others = (one for one in units if one not in self._aliases)
        return "\n".join(
            [self.material.county, *roster.departments, *others, *_words_of(self.material.diagnosis.scheme)]
        )


def _words_of(scheme: Scheme) -> Iterator[str]:
    for one in (*scheme.indicators, *scheme.components):
        yield from (one.name, one.category_name, one.sub_item_name, one.rigid or "", one.clause, one.words, one.lead)
        yield from (*one.support, *one.evidence)
        yield from (text for put in one.inputs for text in (put.name, put.unit))


def _stems() -> Iterator[str]:
    """甲 … 癸, then 第11, 第12 … without an end."""
    yield from STEMS
    yield from (f"第{number}" for number in count(len(STEMS) + 1))


def _ending(unit: str) -> str:
    return next((one for one in ("街道", "乡") if unit.endswith(one)), "镇")


def _stem(name: str) -> str:
    """The name without 镇 or 村."""
    return next((name.removesuffix(one) for one in ENDINGS if name.endswith(one)), name)


def _joined(name: str) -> str:
    """The name without blanks and commas, as it is looked up."""
    return re.sub(BETWEEN.removesuffix("?"), "", name)
