"""Everything that is handed out of one round, file by file, for the page 会议材料 and for ``cli.py report``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.returning.workbook import safe_name
from reports.audit_workbook import audit_workbook
from reports.blocks import Briefing
from reports.briefing import Sequence, briefing
from reports.deck import deck_html
from reports.material import Material
from reports.powerpoint import presentation


@dataclass(frozen=True)
class Handout:
    """One file: its name, what it is for in a few words, and how its bytes are made."""

    file_name: str
    purpose: str
    make: Callable[[], bytes]


def handouts(material: Material, sequence: Sequence) -> list[Handout]:
    """The files of a round in the order in which they are asked for. Nothing is made before it is wanted."""
    shown = briefing(material, sequence)
    about = safe_name(f"{material.county}{material.diagnosis.round.name}")
    return [
        Handout(f"{about}_汇报_16比9.pptx", "宽屏投影用的幻灯片，图表可以改", lambda: presentation(shown)),
        Handout(f"{about}_汇报_4比3.pptx", "老式投影用的幻灯片，图表可以改", lambda: presentation(shown, wide=False)),
        Handout(f"{about}_汇报.html", "不用本系统也能放映，用浏览器打开", lambda: _page(shown, sequence)),
        Handout(f"{about}_复核底稿.xlsx", "从填报值到名次的每一步都是公式，可以自行复算", lambda: _audit(material)),
    ]


def _page(shown: Briefing, sequence: Sequence) -> bytes:
    return deck_html(shown, sequence.dark).encode()


def _audit(material: Material) -> bytes:
    diagnosis = material.diagnosis
    counted: Any = diagnosis.problems.groupby("town").size() if len(diagnosis.problems) else None
    title = f"{material.county}{diagnosis.round.name}"
    return audit_workbook(
        diagnosis.scheme, diagnosis.values, diagnosis.roster.units(), counted, title, material.fingerprint
    )
