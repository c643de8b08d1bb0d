"""推进会: the slides of a meeting as blocks, made from one round in the order that the office has chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reports.blocks import Briefing, Slide
from reports.briefing import board, change, innovation, losses, overall, problems, schedule, spotlight, standing, survey
from reports.briefing.names import Mask
from reports.briefing.sequence import KINDS, SEQUENCE_SETTING, TOWN_ORDERS, Appointment, Entry, Sequence, spoken_date
from reports.material import Material

__all__ = ["KINDS", "SEQUENCE_SETTING", "TOWN_ORDERS", "Appointment", "Entry", "Sequence", "briefing"]

Maker = Callable[[Material, Sequence], Iterable[Slide]]

MAKERS: Mapping[str, Maker] = {
    "cover": overall.cover,
    "verdict": overall.verdict,
    "rigid": overall.rigid,
    "ranking": standing.ranking,
    "change": change.change,
    "items": losses.items,
    "departments": losses.departments,
    "problems": problems.problems,
    "board": board.board,
    "survey": survey.survey,
    "innovation": innovation.innovation,
    "towns": spotlight.towns,
    "schedule": schedule.schedule,
}


def briefing(material: Material, sequence: Sequence) -> Briefing:
    """The slides of the sequence, made from the material; names left out where the sequence is anonymous."""
    slides = tuple(slide for kind in sequence.shown for slide in MAKERS[kind](material, sequence))
    mask = Mask(material) if sequence.anonymous else None
    return Briefing(
        title=mask.text(sequence.title) if mask else sequence.title,
        county=sequence.county,
        round_name=material.diagnosis.round.name,
        day=spoken_date(sequence.day),
        fingerprint=material.fingerprint,
        frozen=material.frozen,
        demo=material.demo,
        slides=tuple(map(mask.slide, slides)) if mask else slides,
    )
