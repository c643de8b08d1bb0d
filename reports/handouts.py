"""Everything that is handed out of one round, file by file, for the page 会议材料 and for ``cli.py report``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from typing import Any

from data.returning.workbook import safe_name
from data.store import Store
from reports.audit_workbook import audit_workbook
from reports.blocks import Briefing
from reports.briefing import SEQUENCE_SETTING, Sequence, briefing
from reports.circular import Wording, circular
from reports.circular.keeping import CircularDesk
from reports.deck import deck_html
from reports.lists import account_workbook, problem_workbook
from reports.material import Material
from reports.powerpoint import presentation
from reports.slips import DEPARTMENT, TOWN, slips
from reports.word.saving import zipped


@dataclass(frozen=True)
class Choices:
    """What the office has chosen for a round's documents: the slides' sequence, the circular's words and template."""

    sequence: Sequence
    wording: Wording
    template: bytes | None = None

    @classmethod
    def of(cls, store: Store, material: Material) -> Choices:
        """The choices as last kept, the usual ones where none were."""
        desk = CircularDesk(store)
        own, sequence = desk.template(), Sequence.from_saved(store.setting(SEQUENCE_SETTING), material)
        return cls(sequence, desk.wording(material), own.content if own else None)

    def to_saved(self, material: Material) -> dict[str, Any]:
        """The choices as JSON; the template by its digest."""
        digest = sha256(self.template).hexdigest() if self.template else ""
        return {"汇报": self.sequence.to_saved(), "通报": self.wording.to_saved(material), "通报模板": digest}

    @classmethod
    def from_saved(cls, saved: Mapping[str, Any], store: Store, material: Material) -> Choices:
        """The choices that were kept by :meth:`to_saved`. StoreError when the template is not in the store."""
        sequence = Sequence.from_saved(saved.get("汇报"), material)
        digest = saved.get("通报模板")
        template = store.original(str(digest)) if digest else None
        return cls(sequence, Wording.from_saved(saved.get("通报"), material), template)


@dataclass(frozen=True)
class Handout:
    """One file: what it is called on the page, its name, what it is for in a few words, and how its bytes are made."""

    title: str
    file_name: str
    purpose: str
    make: Callable[[], bytes]


def handouts(material: Material, choices: Choices) -> list[Handout]:
    """The files of a round in the order in which they are asked for. Nothing is made before it is wanted."""
    shown = cache(partial(briefing, material, choices.sequence))
    about = safe_name(f"{material.county}{material.diagnosis.round.name}")
    makers: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("幻灯片（16比9）", "汇报_16比9.pptx", "宽屏投影用，图表可以改", lambda: presentation(shown())),
        ("幻灯片（4比3）", "汇报_4比3.pptx", "老式投影用，图表可以改", lambda: presentation(shown(), wide=False)),
        ("网页版汇报", "汇报.html", "不用本系统也能放映，用浏览器打开", lambda: _page(shown(), choices)),
        ("通报", "通报.docx", "公文格式的通报和附件", lambda: _circular(material, choices)),
        ("一镇一单", "一镇一单.zip", "每个镇一页：失分、要办的事、问题和时限", lambda: slips(material, TOWN)),
        ("一部门一单", "一部门一单.zip", "每个部门一页：分担的失分、刚性和问题", lambda: slips(material, DEPARTMENT)),
        ("问题清单", "问题清单.xlsx", "台账内未销号的问题，可以筛选", lambda: problem_workbook(material)),
        ("责任账", "责任账.xlsx", "各责任单位分担的失分，逐列可加", lambda: account_workbook(material)),
        ("复核底稿", "复核底稿.xlsx", "从填报值到名次的每一步都是公式，可以自行复算", lambda: _audit(material)),
    )
    return [Handout(title, f"{about}_{ending}", purpose, make) for title, ending, purpose, make in makers]


def everything(material: Material, choices: Choices) -> bytes:
    """All files of a round in one zip, with a page that says what each is for."""
    listed = handouts(material, choices)
    files = {one.file_name: one.make() for one in listed}
    state = "已封存" if material.frozen else "未封存，结果可能变动"
    head = f"{material.county}{material.diagnosis.round.name}会议材料。数据{state}，数据指纹 {material.fingerprint}。"
    lines = [head, *(["演示数据，不代表任何真实地方。"] if material.demo else []), ""]
    lines += [f"{one.file_name}：{one.purpose}" for one in listed]
    return zipped({"说明.txt": "\r\n".join(lines).encode("utf-8-sig"), **files})


def _page(shown: Briefing, choices: Choices) -> bytes:
    return deck_html(shown, choices.sequence.dark).encode()


def _circular(material: Material, choices: Choices) -> bytes:
    return circular(material, choices.wording, choices.template)


def _audit(material: Material) -> bytes:
    diagnosis = material.diagnosis
    counted: Any = diagnosis.problems.groupby("town").size() if len(diagnosis.problems) else None
    title, units = f"{material.county}{diagnosis.round.name}", diagnosis.roster.units()
    return audit_workbook(diagnosis.scheme, diagnosis.values, units, counted, title, material.fingerprint)
