"""How much an uploaded file may ask for: sane defaults, changed by the store's setting or by the environment."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

MEGABYTE = 1024 * 1024

LIMITS_SETTING = "limits"
"""The store's setting: an object with any of the fields of Limits, such as ``{"seconds": 40}``."""
VARIABLE_PREFIX = "MOCK_ASSESSMENT_"
"""Each field is also an environment variable, which goes before the store's: MOCK_ASSESSMENT_SECONDS=40."""

_log = logging.getLogger(__name__)


class Settings(Protocol):
    """Where settings are kept."""

    def setting(self, key: str, default: Any = None) -> Any:
        """The value under a key."""


@dataclass(frozen=True)
class Limits:
    """A file's and a drop's size, the size of what a file unpacks to, and the time and memory of reading one file.

    ``readers`` is how many files are read at once, each by a process of its own; at most as many as there are cores.
    """

    file_megabytes: int = 20
    drop_megabytes: int = 200
    unpacked_megabytes: int = 200
    seconds: int = 20
    memory_megabytes: int = 1500
    readers: int = 4

    @property
    def file_bytes(self) -> int:
        """How big a file may be."""
        return self.file_megabytes * MEGABYTE

    @property
    def drop_bytes(self) -> int:
        """How big all files of a drop may be together."""
        return self.drop_megabytes * MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        """How big all parts of a file may be together."""
        return self.unpacked_megabytes * MEGABYTE

    @property
    def processes(self) -> int:
        """How many processes read: more than cores would only take turns."""
        return max(1, min(self.readers, os.cpu_count() or 1))

    def variables(self) -> dict[str, str]:
        """The limits as environment variables, for a process that is started with them."""
        return {_variable(one.name): str(getattr(self, one.name)) for one in fields(self)}


MAX_BYTES = Limits().file_bytes
"""How big a file may be unless somebody sets it otherwise."""


_adopted: Any = {}


def adopt(store: Settings) -> None:
    """Let the store's setting be in force from now on."""
    global _adopted
    _adopted = store.setting(LIMITS_SETTING, {})


def limits() -> Limits:
    """The limits in force: the environment's, else those adopted from the store, else the defaults."""
    chosen = {one.name: _first(one.name, _adopted) for one in fields(Limits)}
    return replace(Limits(), **{name: number for name, number in chosen.items() if number is not None})


def _first(name: str, stored: Any) -> int | None:
    """The first setting of a limit that can be one; a wrong one is logged and not used."""
    said = [os.environ.get(_variable(name)), stored.get(name) if isinstance(stored, Mapping) else None]
    for text in said:
        if text not in (None, ""):
            number = _whole(text)
            if number is not None:
                return number
            _log.warning("the limit %s cannot be %r", name, text)
    return None


def _whole(said: object) -> int | None:
    try:
        number = int(str(said))
    except ValueError:
        return None
    return number if number > 0 else None


def _variable(name: str) -> str:
    return VARIABLE_PREFIX + name.upper()
