"""The demo county's checks of evidence: some confirmed, some sent back, and no score or light moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from data.demo import load_demo
from data.diagnosis import Diagnosis
from data.evidence_checks import CHECKS, EvidenceChecks
from data.evidence_documents import DIFFERS, GOOD, INCOMPLETE, settled
from data.store import Store
from scoring import load_scheme

SCHEME = load_scheme("gd2021")


def test_documents_are_confirmed_and_sent_back_and_no_score_or_light_is_moved(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}").migrate()
    load_demo(store, SCHEME, towns=3)
    name = store.rounds()[-1].name
    checked = Diagnosis.of(store, SCHEME, name)
    by_hand = replace(checked, evidence=settled(SCHEME, store.evidence(name), CHECKS.empty()))
    found = checked.documents[checked.documents["check"] > 0]
    assert {GOOD, INCOMPLETE} <= set(found["state"]) <= {GOOD, INCOMPLETE, DIFFERS}
    assert set(found["check_by"]) == {"何敏"}
    assert len(EvidenceChecks(store).of_round(store.rounds()[0].name)) == 0
    for of in ("county_board", "town_board"):
        states = ["unit", "indicator", "state"]
        pd.testing.assert_frame_equal(getattr(checked, of)[states], getattr(by_hand, of)[states])
    assert checked.verdict.projected == by_hand.verdict.projected
    store.close()
