"""汇报模式: the slides are chosen here, walked over the whole window, and what was disputed is settled afterwards."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, overview, panels
from ui.intake import outcome
from ui.meeting import deck, lists, pins, sequence, starting

if not deck.shown():
    diagnosis = panels.reported_diagnosis()
    today = overview.today()
    material, run = current.material_of(diagnosis.round, today), current.sequence_of(diagnosis.round, today)
    briefing, kept = current.briefing_of(diagnosis.round, today), current.pins_of(diagnosis.round)
    starting.headline(briefing)
    lists.say_not_taken_over(material)
    outcome.say()
    deck.say_since(briefing)
    starting.show(briefing, run.dark)
    pins.say_waiting(kept)
    views = {
        "页面与次序": partial(sequence.show, briefing, run, material),
        "会上存疑": partial(pins.show, kept, material),
    }
    clickable.views("briefing-view", views)
