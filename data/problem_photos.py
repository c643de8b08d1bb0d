"""Photographs of problems, as they are shown to the hall: small copies, one a problem before a second of any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from data.attachments import small_copy
from data.loop_tables import attachments
from data.store import Store

SHOWN = 640
"""Pixels of a copy's longer side."""
LIMIT = 8
"""Photographs that are taken along."""


@dataclass(frozen=True)
class Photo:
    """A small copy (JPEG) of a photograph attached to a problem."""

    problem: int
    content: bytes = field(repr=False)
    media_type: str = "image/jpeg"


def photos(store: Store, problems: Sequence[int], limit: int = LIMIT) -> tuple[Photo, ...]:
    """Copies of the photographs of those problems, in their order; what cannot be opened is left out."""
    found: list[Photo] = []
    for problem, sha256 in _listed(store, problems):
        copy = small_copy(store.original(sha256), SHOWN) if len(found) < limit else None
        found.extend([Photo(problem, copy)] if copy else [])
    return tuple(found)


def _listed(store: Store, problems: Sequence[int]) -> list[tuple[int, str]]:
    """Problem and fingerprint of each photograph that counts: the first of every problem, then the second …"""
    of_pictures = (attachments.c.media_type.startswith("image/"), attachments.c.withdrawn_at.is_(None))
    wanted = select(attachments.c.problem_id, attachments.c.sha256).where(*of_pictures).order_by(attachments.c.id)
    with store.engine.begin() as connection:
        rows = [(int(row.problem_id), str(row.sha256)) for row in connection.execute(wanted)]
    order, seen = {number: place for place, number in enumerate(problems)}, dict.fromkeys(problems, 0)
    kept: list[tuple[int, int, str]] = []
    for number, sha256 in rows:
        if number in order:
            kept.append((seen[number], number, sha256))
            seen[number] += 1
    return [(number, sha256) for _, number, sha256 in sorted(kept, key=lambda one: (one[0], order[one[1]]))]
