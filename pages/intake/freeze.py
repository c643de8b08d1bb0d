"""封存与申诉: the last word before the meeting: who contests a score, and the round fixed under one fingerprint."""

from __future__ import annotations

from functools import partial

from data.appeals import PENDING
from data.fingerprint import spoken
from ui import clickable, current, panels
from ui.intake import outcome
from ui.labels import number
from ui.rounds import appeals, freezing

diagnosis = panels.reported_diagnosis()
name = diagnosis.round.name
kept, contested = current.freezes_of(diagnosis.round), current.appeals_of(diagnosis.round)
frozen, pending = freezing.frozen_now(kept), sum(one.state == PENDING for one in contested)
if frozen:
    panels.headline(f"{name}已封存，预测总分 {number(frozen.projected)}，指纹 {spoken(frozen.fingerprint)}。", "safe")
else:
    waiting = f"，{pending} 件申诉待答复" if pending else ""
    panels.headline(f"{name}正在进行，尚未封存{waiting}。", "near" if pending else "calm")
outcome.say()
sections = {
    "封存": partial(freezing.show, diagnosis, kept, contested),
    "申诉": partial(appeals.show, diagnosis, contested, frozen is not None),
}
clickable.views("freeze-view", sections)
