"""Reading processes: what they survive, what they refuse, and that none is left behind."""

from __future__ import annotations

import ctypes
import os
import pickle
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.findings import finding
from data.limits import LIMITS_SETTING, Limits, adopt, limits
from data.reading import read_workbook
from data.reading.confinement import BasicLimits, ConfinedError, ExtendedLimits
from data.reading.container import UnreadableError
from data.reading.frames import Question, heard, send
from data.reading.isolated import Pack, Readers, StoppedError
from data.roster_reading import read_roster_apart, read_roster_workbook
from data.roster_sheets import roster_workbook
from data.scheme_book import scheme_workbook
from data.scheme_upload import read_uploaded_scheme, read_uploaded_scheme_apart
from scoring import SchemeError, load_scheme
from tests.data.sheets import GOOD_FORM, ROSTER, TOWN_META, small_scheme, workbook
from tests.hostile import bombs
from tests.hostile.made import MAKERS

LIMITS = Limits(seconds=120, memory_megabytes=900, readers=2)
"""More time than anything here takes on a machine that stalls: only the test of the time limit waits for it."""


@pytest.fixture(scope="module")
def pool() -> Iterator[Readers]:
    with Readers(LIMITS) as readers:
        yield readers


def alive(pid: int) -> bool:
    """Whether there is such a process that is no zombie."""
    try:
        return "(zombie)" not in (Path("/proc") / str(pid) / "status").read_text()
    except OSError:
        return False


def gone(pids: set[int], seconds: float = 20) -> bool:
    """Whether all of them have ended after a while."""
    end = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(alive, pids))


def refuse(code: str) -> None:
    raise UnreadableError(finding(code))


def travels_badly() -> None:
    raise ValueError(lambda: "no pickle")


def test_a_workbook_reads_the_same_in_another_process(pool: Readers) -> None:
    content, arguments = workbook(TOWN_META, 填报表=GOOD_FORM), (small_scheme(), ROSTER, "第一轮")
    here = read_workbook(content, "石桥镇.xlsx", *arguments)
    there = pool.ask(read_workbook, (content, "石桥镇.xlsx"), Pack(*arguments))
    assert there.findings == here.findings
    assert there.values.equals(here.values)
    assert there.sha256 == here.sha256


def test_what_takes_too_long_is_ended_and_said() -> None:
    with Readers(replace(LIMITS, seconds=5, readers=1)) as one:
        with pytest.raises(StoppedError) as stopped:
            one.ask(time.sleep, (600,))
        assert stopped.value.finding == finding("R124", limit="5")
        assert one.ask(len, ("又好了",)) == 3


@pytest.mark.parametrize(
    ("function", "own"),
    [(bytearray, (2_000_000_000,)), (os.abort, ()), (os._exit, (0,)), (ctypes.string_at, (0,))],
    ids=["memory", "abort", "exit", "segmentation fault"],
)
def test_what_takes_the_process_down_is_said_and_the_next_file_is_read(
    pool: Readers, function: Callable[..., Any], own: tuple[Any, ...]
) -> None:
    with pytest.raises(StoppedError) as stopped:
        pool.ask(function, own)
    assert stopped.value.finding == finding("R125", limit="900")
    assert pool.ask(len, ("又好了",)) == 3


def test_what_a_function_raises_is_raised(pool: Readers) -> None:
    with pytest.raises(UnreadableError) as raised:
        pool.ask(refuse, ("R102",))
    assert raised.value.finding == finding("R102")
    with pytest.raises(RuntimeError, match="ValueError"):
        pool.ask(travels_badly, ())


def test_a_reading_process_reaches_nothing_outside(pool: Readers, tmp_path: Path) -> None:
    target = tmp_path / "left.txt"
    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (open, (target, "w")),
        (os.open, (target, os.O_CREAT | os.O_WRONLY)),
        (os.mkdir, (tmp_path / "folder",)),
        (os.system, ("true",)),
        (subprocess.run, (["true"],)),
        (socket.create_connection, (("127.0.0.1", 9),)),
    ]
    for function, own in attempts:
        with pytest.raises(ConfinedError):
            pool.ask(function, own)
    assert list(tmp_path.iterdir()) == []


def test_several_threads_may_ask_at_once(pool: Readers) -> None:
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda n: pool.ask(len, ("x" * n,)), range(30))) == list(range(30))


def test_answers_come_in_the_order_of_the_questions(pool: Readers) -> None:
    owns = [("x" * n,) for n in (5, 1, 4, 0)]
    assert [answer() for answer in pool.each(len, owns)] == [5, 1, 4, 0]


def test_no_more_processes_are_started_than_allowed_and_they_are_kept() -> None:
    with Readers(Limits(readers=1)) as one:
        first = (one.ask(os.getpid, ()), one.ask(os.getpid, ()))
        assert len(set(first)) == len(one.pids) == 1


def test_closing_leaves_no_process_behind() -> None:
    readers = Readers(LIMITS)
    readers.warm()
    pids = readers.pids
    assert pids
    readers.close()
    assert gone(pids)


def test_a_server_that_is_killed_leaves_no_process_behind(root: Path) -> None:
    server = (
        "import sys, time; from data.reading.isolated import readers\n"
        "readers().warm(); print(*readers().pids, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", server], cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = set(map(int, process.stdout.readline().split()))
        process.send_signal(signal.SIGKILL)
    assert pids
    assert gone(pids)


def test_a_process_whose_server_has_forgotten_it_ends_itself(root: Path) -> None:
    surroundings = {**os.environ, **Limits(seconds=1).variables()}
    command = [sys.executable, "-m", "data.reading.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=root, env=surroundings, **pipes) as process:  # type: ignore[call-overload]
        assert heard(process.stdout) == b"ready"
        send(process.stdin, pickle.dumps(Question(time.sleep, (600,), "", pickle.dumps(()))))
        assert process.wait(60) != 0


def test_the_limit_of_memory_is_laid_out_as_windows_reads_it() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(ExtendedLimits)) == (64, 144)
        assert (BasicLimits.LimitFlags.offset, ExtendedLimits.ProcessMemoryLimit.offset) == (16, 112)


class Kept:
    """A store's settings."""

    def __init__(self, said: object) -> None:
        self.said = said

    def setting(self, key: str, default: Any = None) -> Any:
        return self.said if key == LIMITS_SETTING else default


def test_limits_come_from_the_environment_then_the_store_then_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.limits._adopted", {})
    assert limits() == Limits(20, 200, 200, 20)
    adopt(Kept({"seconds": 40, "file_megabytes": "30", "drop_megabytes": -1, "unknown": 1}))
    assert limits() == Limits(30, 200, 200, 40)
    monkeypatch.setenv("MOCK_ASSESSMENT_SECONDS", "5")
    monkeypatch.setenv("MOCK_ASSESSMENT_FILE_MEGABYTES", "many")
    assert limits() == Limits(30, 200, 200, 5)
    adopt(Kept("nonsense"))
    assert limits() == Limits(seconds=5)


def test_a_scheme_and_a_roster_are_read_apart_as_they_are_read_here() -> None:
    content, county = roster_workbook(ROSTER), ROSTER.county
    assert read_roster_apart(content, county).findings == read_roster_workbook(content, county).findings
    whole = scheme_workbook(load_scheme("gd2021"))
    assert (
        read_uploaded_scheme_apart(whole, "方案.xlsx").fingerprint
        == read_uploaded_scheme(whole, "方案.xlsx").fingerprint
    )


def test_faults_of_a_scheme_come_back_from_another_process_as_they_are() -> None:
    with pytest.raises(SchemeError) as here:
        read_uploaded_scheme(b"scheme: x\n", "a.yaml")
    with pytest.raises(SchemeError) as there:
        read_uploaded_scheme_apart(b"scheme: x\n", "a.yaml")
    assert (str(there.value), there.value.faults) == (str(here.value), here.value.faults)


def test_a_scheme_or_roster_that_takes_the_process_down_is_refused_with_a_sentence() -> None:
    assert bombs
    content = MAKERS["谎报-文本数在后.xlsx"]()
    with pytest.raises(SchemeError, match="内存超过"):
        read_uploaded_scheme_apart(content, "方案.xlsx")
    read = read_roster_apart(content, "青禾县")
    assert (read.roster, [one.code for one in read.findings]) == (None, ["R125"])


def test_shared_arguments_are_sent_again_as_soon_as_the_process_has_forgotten_them() -> None:
    chance = random.Random("which scheme is asked for next")
    packs = [Pack(place) for place in range(7)]
    with Readers(replace(LIMITS, readers=1)) as one:
        asked = [chance.randrange(len(packs)) for _ in range(200)]
        assert [one.ask(plus, (100,), packs[place]) for place in asked] == [100 + place for place in asked]


def plus(own: int, shared: int) -> int:
    return own + shared
