"""An office's store drawn as text: its towns, its rounds, and what it has accepted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from data.intake import Intake
from data.receipts import Upload
from data.roster import TOWNS, Roster
from data.standing import Standing
from data.store import Store
from scoring import Scheme, load_scheme
from tests.data.drawn import intake

ROUND, EARLIER = "第二轮", "第一轮"
TOWN_NAMES = ("石桥镇", "云岭镇", "安和镇")
ROSTER = Roster("青禾县", TOWNS.frame([(town, "圩镇组", "") for town in TOWN_NAMES]))
DUE = date(2026, 3, 20)
IN_TIME = datetime(2026, 3, 20, 15, 59, tzinfo=UTC)
"""23:59 of the due day in Beijing."""
LATE = datetime(2026, 3, 20, 16, 0, tzinfo=UTC)

LATRINES = """
    C1-02 sanitary   960
    C1-02 households 1000
    C1-02 faulty     4
"""


@cache
def scheme() -> Scheme:
    """The default scheme."""
    return load_scheme("gd2021")


def office(url: str = "sqlite://") -> Store:
    """A store with three towns and two rounds, the second one due on 20 March."""
    store = Store(url).migrate()
    store.save_roster(ROSTER)
    for name, due_on in ((EARLIER, date(2026, 3, 10)), (ROUND, DUE)):
        store.open_round(name, "gd2021", "1", due_on=due_on)
    return store


def upload(unit: str, sheet: str, **parts: object) -> tuple[Upload, Intake]:
    """A town's workbook of the present round, as a file and as read. ``parts`` replace what the intake says."""
    content = f"{unit} {sheet} {parts}".encode()
    read = intake(unit, sheet, content=content)
    said = {**read.__dict__, "round_name": ROUND, **parts}
    return Upload(read.file_name, content), Intake(**said)


def accepted(store: Store, unit: str, sheet: str, round_name: str = ROUND, by: str = "李某") -> None:
    """Let the store hold that workbook of the unit."""
    file, read = upload(unit, sheet)
    store.save_submission(round_name, read, file.content, by, datetime(2026, 3, 12, 1, tzinfo=UTC))


def standing(store: Store) -> Standing:
    """The present round as it stands."""
    return Standing.of(store, scheme(), ROUND)
