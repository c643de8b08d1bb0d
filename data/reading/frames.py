"""How two processes talk through pipes: each message is its length, then its bytes."""

from __future__ import annotations

from struct import Struct
from typing import BinaryIO

_LENGTH = Struct(">Q")


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
