"""会议材料: everything that is handed out of a round, file by file or all at once."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, overview, panels
from ui.intake import outcome
from ui.meeting import handouts, lists

diagnosis = panels.reported_diagnosis()
today = overview.today()
material, choices = current.material_of(diagnosis.round, today), current.choices_of(diagnosis.round, today)
handouts.headline(material)
lists.say_not_taken_over(material)
outcome.say()
clickable.views(
    "handouts-view",
    {
        "下载": partial(handouts.files, material, choices),
        "通报用语": partial(handouts.wording, material, choices.wording),
        "通报模板": handouts.template,
    },
)
