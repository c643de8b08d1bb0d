"""What this session looks at, and the only cache: pages ask ``current.rounds()``, ``current.diagnosis()`` and so on.

Everything computed is keyed by the store, its revision, the round and the scheme: a new submission raises the revision,
so nothing has to be cleared. Here is what pages may ask; the answers are kept in the modules of this package.
"""

from ui.current.intake import answers_of, completeness_of, known_figures_of, receipts_of, returned_of
from ui.current.loop import (
    evidence_of,
    innovation_of,
    ledgers_read,
    problem_ledger_of,
    survey_of,
    survey_reading,
    takings_of,
)
from ui.current.meeting import briefing_of, choices_of, material_of, pins_of, sequence_of
from ui.current.schemes import (
    current_scheme,
    lint_of,
    lint_with_cells,
    scheme_of,
    scheme_under,
    uploaded_scheme,
    versions,
    worked_cases,
)
from ui.current.scored import (
    diagnosis,
    diagnosis_under,
    known_diagnosis,
    open_fingerprint,
    outlook_of,
    remedies_of,
    round_change_of,
    sources_of,
    way_of,
)
from ui.current.store import ROUND_KEY, appeals_of, current_round, current_store, freezes_of, is_demo, roster, rounds

__all__ = [
    "ROUND_KEY",
    "answers_of",
    "appeals_of",
    "briefing_of",
    "choices_of",
    "completeness_of",
    "current_round",
    "current_scheme",
    "current_store",
    "diagnosis",
    "diagnosis_under",
    "evidence_of",
    "freezes_of",
    "innovation_of",
    "is_demo",
    "known_diagnosis",
    "known_figures_of",
    "ledgers_read",
    "lint_of",
    "lint_with_cells",
    "material_of",
    "open_fingerprint",
    "outlook_of",
    "pins_of",
    "problem_ledger_of",
    "receipts_of",
    "remedies_of",
    "returned_of",
    "roster",
    "round_change_of",
    "rounds",
    "scheme_of",
    "scheme_under",
    "sequence_of",
    "sources_of",
    "survey_of",
    "survey_reading",
    "takings_of",
    "uploaded_scheme",
    "versions",
    "way_of",
    "worked_cases",
]
