"""Problems raised (转为问题) from a lost point, a doubtful figure or a village visit: what the form begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.consistency import Disagreement
from data.diagnosis import Diagnosis
from data.problems import Problem
from data.remedies import Remedy
from data.templates.forms import COUNTY_SOURCE, SEVERITIES
from data.town_portrait import Portrait
from scoring.rounding import half_up
from scoring.scorecard import Explanation

LOSS, FIGURE, VISIT = "loss", "figure", "visit"
LONGEST = 500
"""So many characters of a description the form takes."""


@dataclass(frozen=True)
class Raised:
    """What is known of a problem before anybody has typed a word. ``origin`` is LOSS, FIGURE or VISIT."""

    origin: str
    town: str
    indicator: str
    description: str
    responsible_unit: str
    rigid: bool
    village: str = ""
    category: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the problem by their names."""
        severity = SEVERITIES[1] if self.rigid else SEVERITIES[0]
        return {
            "source": COUNTY_SOURCE, "town": self.town, "village": self.village, "place": "",
            "category": self.category, "description": self.description[:LONGEST], "severity": severity,
            "responsible_unit": self.responsible_unit,
        }  # fmt: skip

    def alike(self, known: Sequence[Problem]) -> list[Problem]:
        """The problems of the town (and village, where one is meant) that hang on the same item already."""
        same = [one for one in known if one.counts and (one.town, one.indicator) == (self.town, self.indicator)]
        return [one for one in same if self.village in ("", one.village)]


def of_loss(found: Explanation, remedy: Remedy | None) -> Raised:
    """A lost point: how much was lost, and what has to change, or how the score came about."""
    item = found.indicator
    lost = f"失 {half_up(found.full - found.high)} 分"
    why = f"{remedy.text}。" if remedy else found.sentence
    description = f"{item.name}{lost}：{why}"
    return Raised(
        LOSS, found.unit, item.code, description, item.lead, item.rigid is not None, category=item.rigid or ""
    )


def of_figure(one: Disagreement) -> Raised:
    """A doubtful figure: what each source says of it."""
    said = "，".join(f"{each.source} {each.spoken}" for each in one.said)
    item = one.indicator
    description = f"“{one.input.name}”各来源不一致：{said}。请核清，台账与实地要一致。"
    unit = "、".join(one.who) or item.lead
    return Raised(FIGURE, one.unit, item.code, description, unit, item.rigid is not None, one.sample, "台账不一致")


def of_visit(portrait: Portrait, village: str) -> Raised:
    """A village visited: what was found there, if it lost points by it, on the item that lost most."""
    row, scheme = portrait.villages.set_index("village").loc[village], portrait.diagnosis.scheme
    code = _visited_item(portrait.diagnosis, portrait.unit, village)
    item = scheme.indicator(code) if code else None
    lead, rigid = (item.lead, item.rigid is not None) if item else ("", False)
    said = f"抽查{village}发现：{row['found']}。" if row["lost"] else ""
    return Raised(VISIT, portrait.unit, code, said, lead, rigid, village)


def _visited_item(diagnosis: Diagnosis, town: str, village: str) -> str:
    """The item of a village's figures on which the town has lost most, rigid ones first; "" when there is none."""
    values, gaps = diagnosis.values, diagnosis.town_gaps
    codes = set(values.loc[(values["unit"] == town) & (values["sample"] == village), "indicator"])
    mine = gaps[(gaps["unit"] == town) & gaps["indicator"].isin(codes)]
    order = mine.sort_values(["rigid", "lost"], ascending=False, kind="stable")
    return str(order["indicator"].iloc[0]) if len(order) else ""
