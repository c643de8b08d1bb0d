"""试算: what the county comes to when these problems are closed and these figures put right."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, panels
from ui.intake import outcome
from ui.loop import what_if, what_if_choices
from ui.loop.basket import basket

diagnosis = panels.reported_diagnosis()
known, chosen = current.remedies_of(diagnosis.round), basket()
seen = current.outlook_of(diagnosis.round, chosen.all_problems(known), chosen.all_figures(known))
what_if.headline(seen, chosen, known)
outcome.say()
what_if.tiles(seen)
if chosen:
    what_if.empty_button()
    what_if.towns(seen)
clickable.views(
    "what-if-view",
    {
        what_if_choices.WAY: lambda: what_if_choices.way(current.way_of(diagnosis.round)),
        what_if_choices.LOST: partial(what_if_choices.lost, known),
        what_if_choices.PROBLEMS: partial(what_if_choices.problems, diagnosis),
        what_if_choices.FIGURES: lambda: what_if_choices.figures(current.sources_of(diagnosis.round)),
    },
)
panels.note("试算只在这一页里看，不改动任何数据；换成实际的数，要由镇、部门重报，或由县里更正、销号。")
panels.scheme_note(diagnosis)
