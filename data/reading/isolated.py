"""Reading in processes of their own, so that no file can take the server down: each has a limit of time and memory.

The processes are kept warm. One that exceeds a limit or dies is replaced; its file has a finding, the others go on.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Timer
from typing import Any, BinaryIO, TypeVar

from data.findings import finding
from data.limits import Limits, limits
from data.reading.container import UnreadableError
from data.reading.frames import Answer, Question, heard, remembered, send

SECONDS_TO_START = 60
"""How long a process may take to begin: a slow disk and a virus scanner are no fault of the file."""

_ROOT = Path(__file__).resolve().parent.parent.parent
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_log = logging.getLogger(__name__)

Value = TypeVar("Value")


class StoppedError(UnreadableError):
    """The reading was stopped: too long, too much memory, or the process died."""


class Pack:
    """Arguments that many questions have in common, packed once."""

    def __init__(self, *shared: Any) -> None:
        self.packed = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
        self.key = sha256(self.packed).hexdigest()


class _Process:
    """One reading process. OSError when it cannot be started."""

    def __init__(self, most: Limits) -> None:
        self.most, self.late = most, False
        self._knows: list[str] = []
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "data.reading.worker"],
            cwd=_ROOT,
            env={**os.environ, **quiet, **most.variables()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=_NO_WINDOW,
        )
        with self._within(SECONDS_TO_START):
            ready = heard(self._answers)
        if ready is None:
            self.stop()
            raise OSError("a reading process could not be started")

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._popen.poll() is None and not self.late

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._popen.pid

    def ask(self, function: Callable[..., Any], own: tuple[Any, ...], pack: Pack) -> Answer | None:
        """The answer; None when the process died or was ended over it."""
        known = pack.key in self._knows
        question = Question(function, own, pack.key, None if known else pack.packed)
        with self._within(self.most.seconds):
            try:
                send(self._questions, pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
                said = heard(self._answers)
            except OSError:
                return None
        self._knows = remembered(self._knows, pack.key)
        return None if said is None else _unpacked(said)

    def stop(self) -> None:
        """End it and wait until it is gone."""
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._questions, self._answers):
            _close(pipe)

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """End the process when the block takes longer."""
        alarm = Timer(seconds, self._end)
        alarm.daemon = True
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()

    def _end(self) -> None:
        self.late = True
        self._popen.kill()

    @property
    def _questions(self) -> BinaryIO:
        assert self._popen.stdin is not None
        return self._popen.stdin  # type: ignore[return-value]

    @property
    def _answers(self) -> BinaryIO:
        assert self._popen.stdout is not None
        return self._popen.stdout  # type: ignore[return-value]


class Readers:
    """A few reading processes, started when they are first needed. May be asked from several threads at once."""

    def __init__(self, most: Limits | None = None) -> None:
        self.most = most or limits()
        self._free: LifoQueue[_Process | None] = LifoQueue()
        self._started: set[_Process] = set()
        self._lock = Lock()
        for _ in range(self.most.processes):
            self._free.put(None)

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, function: Callable[..., Value], own: tuple[Any, ...], pack: Pack | None = None) -> Value:
        """``function(*own, *shared)`` in a process of its own; what the function raises is raised.

        The function stands in a module. StoppedError when it exceeds a limit, or the process dies of it: of memory
        only when a fresh process dies too, since one in use has grown over the files before.
        """
        process, shared = self._free.get(), pack or Pack()
        try:
            used = process is not None and process.alive
            process = process if process and used else self._start(process)
            said = process.ask(function, own, shared)
            if used and not process.late and (said is None or said.full):  # it had grown over earlier files
                process = self._start(process)
                said = process.ask(function, own, shared)
            late = process.late
            if said is None or said.full:
                self._drop(process)
        finally:
            self._free.put(process)
        value: Value = self._value(said, late)
        return value

    def each(
        self, function: Callable[..., Value], owns: Sequence[tuple[Any, ...]], pack: Pack | None = None
    ) -> Iterator[Callable[[], Value]]:
        """For each of the arguments, in their order, a way to wait for the answer; they are worked on at once."""
        shared = pack or Pack()
        with ThreadPoolExecutor(self.most.processes) as threads:
            futures = [threads.submit(self.ask, function, own, shared) for own in owns]
            try:
                yield from (future.result for future in futures)
            finally:
                threads.shutdown(cancel_futures=True)

    def warm(self) -> None:
        """Start all processes now, so that the first files need not wait."""
        with ThreadPoolExecutor(self.most.processes) as threads:
            list(threads.map(lambda _: self.ask(len, ((),)), range(self.most.processes)))

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            ending, self._started = self._started, set()
        for process in ending:
            process.stop()

    @property
    def pids(self) -> set[int]:
        """The numbers of the processes that are running."""
        return {one.pid for one in self._started if one.alive}

    def _start(self, old: _Process | None) -> _Process:
        if old is not None:
            self._drop(old)
        process = _Process(self.most)
        with self._lock:
            self._started.add(process)
        return process

    def _drop(self, process: _Process) -> None:
        process.stop()
        with self._lock:
            self._started.discard(process)

    def _value(self, said: Answer | None, late: bool) -> Any:
        if said is None and late:
            raise StoppedError(finding("R124", limit=str(self.most.seconds)))
        if said is None or said.full:
            raise StoppedError(finding("R125", limit=str(self.most.memory_megabytes)))
        if said.raised is not None:
            raise said.raised
        return said.value


def _unpacked(said: bytes) -> Answer | None:
    try:
        found: Answer = pickle.loads(said)  # noqa: S301 - from a process of ours
    except Exception:
        _log.exception("a reading process gave an answer that cannot be read")
        return None
    return found


def _close(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written finds nobody
        return


_lock = Lock()
_shared: Readers | None = None


def readers(most: Limits | None = None) -> Readers:
    """The server's reading processes under the limits in force; under others they are started anew."""
    global _shared
    wanted = most or limits()
    with _lock:
        if _shared is None or _shared.most != wanted:
            if _shared is not None:
                _shared.close()
            _shared = Readers(wanted)
        return _shared


def warm() -> None:
    """Start the server's reading processes; one that cannot be started is tried again with the first file."""
    try:
        readers().warm()
    except OSError:
        _log.exception("no reading process could be started")


def close() -> None:
    """End the server's reading processes; they are started again when they are needed."""
    global _shared
    with _lock:
        if _shared is not None:
            _shared.close()
        _shared = None


atexit.register(close)
