"""What stands on a circular beside its content: who issues it, its number, to whom it goes, who signs it, when."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from reports.material import Material
from reports.word.text import clean

KEPT = ("issuer", "addressee", "signer")
"""What stays the same from round to round."""
LONGEST = 120
"""Signs of a line that are kept."""


@dataclass(frozen=True)
class Wording:
    """The words of the office. ``red_head`` prints the issuing office in red above a red line; ``number`` may be blank.

    ``issuer`` is written out as it signs; ``day`` is the date of the circular.
    """

    title: str
    issuer: str
    addressee: str
    signer: str
    day: date
    number: str = ""
    red_head: bool = False

    @classmethod
    def default(cls, material: Material) -> Wording:
        """The usual words for the round, of that day."""
        county = material.county
        named = county if county != "全县" else "县"
        office = f"中共{named}委农村工作领导小组办公室"
        title = f"关于{county}推进乡村振兴战略实绩考核{material.diagnosis.round.name}情况的通报"
        return cls(title, office, "各镇党委、政府，县直有关单位：", office, material.today)

    @classmethod
    def from_saved(cls, saved: object, material: Material) -> Wording:
        """The words that were kept by :meth:`to_saved`; the usual ones where something cannot be understood.

        Title and date belong to the round: they are taken from it unless the round they were kept for is this one.
        """
        usual = cls.default(material)
        if not isinstance(saved, dict):
            return usual
        told: dict[str, Any] = {
            name: saved[name] for name in ("issuer", "addressee", "signer") if _fits(saved.get(name))
        }
        number, red_head = saved.get("number"), saved.get("red_head")
        kept = replace(usual, **told, number=number if isinstance(number, str) else "", red_head=red_head is True)
        if saved.get("round") != material.diagnosis.round.name:
            return replace(kept, number="")
        return replace(kept, title=saved["title"] if _fits(saved.get("title")) else usual.title, day=_day(saved, usual))

    def to_saved(self, material: Material) -> dict[str, Any]:
        """The words as JSON, with the round that they were written for."""
        return {**asdict(self), "day": self.day.isoformat(), "round": material.diagnosis.round.name}

    def cleaned(self) -> Wording:
        """The words without unseen signs, each in one line of bearable length."""
        told = {name: text for name, text in asdict(self).items() if isinstance(text, str)}
        lines: dict[str, Any] = {name: clean(text)[:LONGEST] for name, text in told.items()}
        return replace(self, **lines)


def _fits(told: object) -> bool:
    return isinstance(told, str) and bool(told.strip())


def _day(saved: dict[str, Any], usual: Wording) -> date:
    try:
        return date.fromisoformat(str(saved.get("day")))
    except ValueError:
        return usual.day
