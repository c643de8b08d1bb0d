"""A reading process: questions on standard input, answers on standard output, until the input ends.

It is started by :mod:`data.reading.isolated` as a program of its own and not as a copy of the server, whose threads,
connections and main script it must know nothing of.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
from typing import Any, BinaryIO

import data.reading  # noqa: F401 - what is imported now need not be imported while somebody waits
from data.limits import limits
from data.reading.confinement import confine
from data.reading.frames import Answer, Question, heard, remembered, send

READY = b"ready"
_PATIENCE = 2
"""How many times the limit of seconds the process waits for the server to end it before it ends itself."""


class Memory:
    """The last few arguments that questions have in common: a scheme is unpacked once, not once a file."""

    def __init__(self) -> None:
        self._shared: dict[str, tuple[Any, ...]] = {}

    def recall(self, key: str, packed: bytes | None) -> tuple[Any, ...]:
        """The arguments of that key."""
        if key not in self._shared and packed is not None:
            kept = remembered(list(self._shared), key)
            self._shared[key] = pickle.loads(packed)  # noqa: S301 - from the server that started this process
            self._shared = {one: self._shared[one] for one in kept}
        return self._shared[key]


def answer(question: Question, memory: Memory) -> Answer:
    """The answer, whatever the function does."""
    try:
        return Answer(question.function(*question.own, *memory.recall(question.key, question.shared)))
    except MemoryError:
        return Answer(full=True)
    except Exception as fault:
        return Answer(raised=fault)


def serve(questions: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Answer until the questions end. A question that takes far too long ends the process, server or no server."""
    memory = Memory()
    send(answers, READY)
    while (packed := heard(questions)) is not None:
        faulthandler.dump_traceback_later(seconds * _PATIENCE, exit=True)
        said = _packed(answer(pickle.loads(packed), memory))  # noqa: S301 - from the server that started this process
        faulthandler.cancel_dump_traceback_later()
        send(answers, said)


def _packed(said: Answer) -> bytes:
    try:
        return pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Answer(full=True))
    except Exception as fault:  # what was raised cannot travel
        return pickle.dumps(Answer(raised=RuntimeError(repr(said.raised or fault))))


def main() -> None:
    """Keep standard output for answers: whatever a library prints goes the way of the errors."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    most = limits()
    confine(most.memory_megabytes)
    serve(sys.stdin.buffer, answers, most.seconds)


if __name__ == "__main__":
    main()
