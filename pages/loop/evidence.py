"""佐证台账: what is required, named, checked and complete, and the points that nothing stands behind."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, explanation, panels
from ui.intake import outcome
from ui.loop import evidence, evidence_check, evidence_list, evidence_loading

diagnosis = panels.reported_diagnosis()
ledger = current.evidence_of(diagnosis.round)
panels.headline(ledger.summary(), "near" if ledger.waiting or ledger.exposed else "safe")
outcome.say()
evidence.tiles(ledger)
clickable.views(
    evidence_list.VIEW,
    {
        "按指标": partial(evidence.by_item, ledger),
        "按镇": partial(evidence.by_unit, ledger),
        "按部门": partial(evidence.by_department, ledger),
        evidence_list.TITLE: partial(evidence_list.show, diagnosis, ledger),
        evidence_loading.TITLE: partial(evidence_loading.show, diagnosis, ledger),
    },
)
evidence_check.show_asked(diagnosis, ledger)
explanation.show_asked(diagnosis)
