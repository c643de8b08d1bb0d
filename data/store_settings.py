"""Settings (key → JSON value) and the log of every change."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select, update

from data.shape import COUNT, MOMENT, TEXT, Shape
from data.store_engine import Change
from data.tables import events, settings

EVENTS = Shape(
    {
        "revision": COUNT,
        "at": MOMENT,
        **dict.fromkeys(("by", "action", "subject"), TEXT),
        "details": "object",
    }
)


def setting(connection: Connection, key: str, default: Any = None) -> Any:
    """The value under that key, or the default."""
    row = connection.execute(select(settings.c.value).where(settings.c.key == key)).first()
    return default if row is None else row.value


def set_setting(change: Change, key: str, value: Any) -> None:
    """Put a JSON value under the key; the log keeps what it was before."""
    connection = change.connection
    before = setting(connection, key)
    done = connection.execute(update(settings).where(settings.c.key == key).values(value=value))
    if done.rowcount == 0:
        connection.execute(insert(settings).values(key=key, value=value))
    change.log(key, before=before, after=value)


def read_events(connection: Connection) -> pd.DataFrame:
    """The log, the latest first; columns of EVENTS, ``details`` a dict."""
    columns = [events.c[name] for name in EVENTS.columns]
    statement = select(*columns).order_by(events.c.id.desc())
    return EVENTS.frame(connection.execute(statement).all())
