"""Taking the demo county out again: the one thing that is ever deleted, and only as long as the store is a demo."""

from __future__ import annotations

from sqlalchemy import delete, update

from data.loop_tables import evidence_checks
from data.place import DEMO_SETTING
from data.store_engine import Change, StoreError
from data.store_settings import setting
from data.tables import corrections, events, metadata, revision_counter, schemes, submissions

_KEPT = (revision_counter, events, schemes)
"""The revision goes on counting, so that nothing computed before is taken for true; the log tells of the clearing; a
scheme that the office has tried on the demo county is its own."""


def clear_demo(change: Change) -> None:
    """Empty every table but the log and the schemes. StoreError when the store does not hold the demo county."""
    connection = change.connection
    if not setting(connection, DEMO_SETTING, False):
        raise StoreError("库中不是演示数据，不能清空。")
    for chained in (submissions, corrections, evidence_checks):
        connection.execute(update(chained).values(superseded_by=None))
    for table in reversed(metadata.sorted_tables):
        if table not in _KEPT:
            connection.execute(delete(table))
    change.log(DEMO_SETTING)
