"""The roster in the store: every saved one is kept whole, the newest counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Table, func, insert, select

from data.loop_tables import freezes
from data.roster import LEADERS, TOWNS, VILLAGES, Roster
from data.shape import TEXT, Shape
from data.store_engine import Change
from data.store_rounds import round_id
from data.tables import departments, leaders, rosters, towns, villages

_DEPARTMENTS = Shape({"name": TEXT})
_TABLES: Mapping[str, tuple[Table, Shape]] = {
    "towns": (towns, TOWNS),
    "villages": (villages, VILLAGES),
    "departments": (departments, _DEPARTMENTS),
    "leaders": (leaders, LEADERS),
}


def save_roster(change: Change, roster: Roster) -> None:
    """Keep the roster as the newest one."""
    row = {"county": roster.county, "saved_at": change.at, "saved_by": change.by}
    key = change.connection.execute(insert(rosters).values(row).returning(rosters.c.id)).scalar_one()
    tables = {**roster.__dict__, "departments": pd.DataFrame({"name": list(roster.departments)}, dtype=TEXT)}
    for name, (table, shape) in _TABLES.items():
        records = enumerate(shape.records(tables[name]))
        rows = [{"roster_id": key, "position": position, **record} for position, record in records]
        if rows:
            change.connection.execute(insert(table), rows)
    change.log(roster.county, towns=len(roster.towns), villages=len(roster.villages))


def read_roster(connection: Connection, until: datetime | None = None) -> Roster:
    """The newest roster, or that of an earlier moment; an empty one when none has been saved."""
    known = select(rosters.c.id, rosters.c.county).order_by(rosters.c.id.desc()).limit(1)
    newest = connection.execute(known if until is None else known.where(rosters.c.saved_at <= until)).first()
    if newest is None:
        return Roster()
    frames = {name: _read(connection, table, shape, newest.id) for name, (table, shape) in _TABLES.items()}
    names = tuple(frames.pop("departments")["name"])
    return Roster(county=newest.county, departments=names, **frames)


def roster_of_round(connection: Connection, round_name: str) -> Roster:
    """The roster under which a round is scored: the newest, for a frozen round that of its freeze."""
    which = freezes.c.round_id == round_id(connection, round_name)
    frozen = select(func.max(freezes.c.at)).where(which, freezes.c.reopened_at.is_(None))
    return read_roster(connection, connection.execute(frozen).scalar_one())


def town_groups(connection: Connection) -> dict[str, str]:
    """The group of each town of the newest roster."""
    newest = select(func.max(rosters.c.id)).scalar_subquery()
    rows = connection.execute(select(towns.c.town, towns.c.group).where(towns.c.roster_id == newest))
    return {row.town: row.group for row in rows}


def _read(connection: Connection, table: Table, shape: Shape, roster: int) -> pd.DataFrame:
    columns = [table.c[name] for name in shape.columns]
    statement = select(*columns).where(table.c.roster_id == roster).order_by(table.c.position)
    return shape.frame(connection.execute(statement).all())
