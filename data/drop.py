"""A drop of files (一批文件): zips opened, each file read in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256

from data.findings import Finding, finding
from data.intake import Intake
from data.packages import Unopened, opened, unpacked
from data.reading import read_workbook
from data.reading.container import UnreadableError
from data.reading.isolated import Pack, Readers, readers
from data.receipts import Upload
from data.roster import Roster
from scoring.scheme import Scheme

_log = logging.getLogger(__name__)


def read_drop(
    uploads: Sequence[Upload],
    scheme: Scheme,
    roster: Roster | None = None,
    expected_round: str | None = None,
    each: Callable[[int, str], object] = lambda done, name: None,
    pool: Readers | None = None,
) -> Iterator[tuple[Upload, Intake]]:
    """Each file with what it says, in the order of the files and, in zips, of their lists.

    A file that cannot be read says why, and does not keep the others from being read. ``each`` hears before every file
    how many are done and which comes next.
    """
    processes = pool or readers()
    files = files_of(uploads, processes)
    readable = [one for one in files if not isinstance(one, Unopened)]
    owns = [(one.content, one.name) for one in readable]
    answers = processes.each(read_workbook, owns, Pack(scheme, roster, expected_round))
    for done, file in enumerate(files):
        each(done, file.name)
        yield file, unread(file, file.why) if isinstance(file, Unopened) else _intake(file, next(answers))


def files_of(uploads: Sequence[Upload], pool: Readers | None = None) -> list[Upload]:
    """The files of a drop, each zip opened in a process of its own; what is no zip, or was opened before, stays."""
    return unpacked(uploads, partial(_opened_apart, pool or readers()))


def unread(file: Upload, why: Finding) -> Intake:
    """What a file says that nobody could read."""
    return Intake(file.name, sha256(file.content).hexdigest(), False, "unknown", findings=(why,))


def _intake(file: Upload, answer: Callable[[], Intake]) -> Intake:
    """The workbook as read. A fault of the reader itself must not take the other files down with it."""
    try:
        return answer()
    except UnreadableError as stopped:
        return unread(file, stopped.finding)
    except Exception:
        _log.exception("the reader failed on %s", file.name)
        return unread(file, finding("R107"))


def _opened_apart(pool: Readers, package: Upload) -> list[Upload]:
    try:
        return pool.ask(opened, (package,))
    except UnreadableError as stopped:
        return [Unopened(package.name, package.content, stopped.finding)]
    except Exception:
        _log.exception("the zip %s could not be opened", package.name)
        return [Unopened(package.name, package.content, finding("R134"))]
