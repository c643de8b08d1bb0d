"""How two processes talk through pipes: what they say, and each message as its length and then its bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import Any, BinaryIO

KEPT = 4
"""How many shared arguments a process remembers."""

_LENGTH = Struct(">Q")


@dataclass(frozen=True)
class Question:
    """Call ``function(*own, *shared)``. ``shared`` is pickled, and left out when the process has it under its key."""

    function: Callable[..., Any]
    own: tuple[Any, ...]
    key: str
    shared: bytes | None


@dataclass(frozen=True)
class Answer:
    """What the function returned or raised; ``full`` when the memory did not suffice."""

    value: Any = None
    raised: Exception | None = None
    full: bool = False


def remembered(keys: Sequence[str], new: str) -> list[str]:
    """Which shared arguments a process remembers after one more: the last few, in the order in which they first came.

    Both ends reckon it, so that the server never asks by a name that the process has forgotten.
    """
    return list(keys) if new in keys else [*keys, new][-KEPT:]


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write one message. OSError when nobody listens."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def heard(pipe: BinaryIO) -> bytes | None:
    """The next message; None when the other side has gone, also in the middle of one."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None
