"""What the demo county's office finds on checking documents: most are confirmed, a few go back.

No check moves a total or a light of the story: documents of rigid items are only confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.demo.dates import DemoRound, moment
from data.demo.ledger import REVIEWER
from data.demo.tables import chance, rows
from data.evidence_checks import Answer, Check, Document, EvidenceChecks
from data.store import Store
from scoring.scheme import Scheme

CONFIRMED = (0.0, 0.06, 0.12)
"""The share of the complete documents of rigid items that the office confirms in each round."""

_WORDS = {"是": True, "否": False, "": None}


def check_evidence(store: Store, scheme: Scheme, one: DemoRound) -> None:
    """Enter the round's checks, on the evening of its last day."""
    listed = store.evidence(one.name)
    known = set(zip(listed["unit"], listed["indicator"], listed["document"], strict=True))
    told = [check for check in _told(one) if _slot(check.document) in known]
    complete = listed[listed["complete"].fillna(False) & listed["matches_field"].fillna(True)]
    slots = zip(complete["unit"], complete["indicator"], complete["document"], strict=True)
    checks = [*told, *_confirmed(scheme, one, slots)]
    if checks:
        at = moment(one.due_on, 21 * 60)
        EvidenceChecks(store).check_all(one.name, checks, REVIEWER, "", at)


def _slot(document: Document) -> tuple[str, str, str]:
    return document.unit, document.indicator, document.name


def _told(one: DemoRound) -> Iterator[Check]:
    """What the story says was found."""
    for row in rows("checks"):
        if int(row["round"]) == one.number:
            document = Document(row["town"], row["indicator"], row["document"])
            answer = Answer(_WORDS[row["complete"]], _WORDS[row["matches_field"]], row["note"])
            yield Check(document, answer, REVIEWER, 0)


def _confirmed(scheme: Scheme, one: DemoRound, slots: Iterator[tuple[str, str, str]]) -> Iterator[Check]:
    share, seen = CONFIRMED[one.number - 1], set[tuple[str, str, str]]()
    for slot in slots:
        document = Document(*slot)
        drawn = chance("checked", one.number, *slot).random() < share
        if drawn and scheme.indicator(document.indicator).rigid and document.key not in seen:
            seen.add(document.key)
            yield Check(document, Answer(True, None), REVIEWER, 0)
