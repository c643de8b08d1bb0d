"""否决风险: the rigid items of county and towns in five states, and what has to be done first."""

from __future__ import annotations

from functools import partial

from ui import clickable, explanation, panels, veto

diagnosis = panels.reported_diagnosis()
veto.headline(diagnosis)
clickable.views(
    "veto-view",
    {
        "红绿灯": partial(veto.board, diagnosis),
        "先办什么": partial(veto.first_things, diagnosis),
        "距扣分线": partial(veto.margins, diagnosis),
        "分数够、被否决": partial(veto.kept_apart, diagnosis),
    },
)
explanation.show_asked(diagnosis)
