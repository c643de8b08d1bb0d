"""What a reading process takes away from itself before it opens somebody's file: memory, files, network, programs."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import c_int64, c_size_t, c_uint32, c_uint64
from typing import Any

from data.limits import MEGABYTE

_REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.", "tempfile.",
    "urllib.", "ftplib.", "smtplib.", "webbrowser.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_JOB_MEMORY, _DIE_QUIETLY = 0x0100, 0x0400
_EXTENDED_LIMITS, _NO_DIALOGS = 9, 0x8003


class ConfinedError(Exception):
    """Something tried to do what a reading process never does."""


def confine(megabytes: int) -> None:
    """Take at most so much memory from now on, write no file, open no connection, start no program."""
    if sys.platform == "win32":
        _confine_windows(megabytes)
    else:
        _confine_posix(megabytes)
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Python asks before everything that reaches outside; nothing of it is needed to read bytes."""
    if event.startswith(_REFUSED) or (event == "open" and _writes(*arguments[1:3])):
        raise ConfinedError(event)


def _writes(mode: Any, flags: Any) -> bool:
    return bool(set(mode or "") & set("wax+")) or bool(isinstance(flags, int) and flags & _WRITING)


if sys.platform != "win32":
    import resource

    def _confine_posix(megabytes: int) -> None:
        """No file can grow, and a process that dies leaves no image of its memory."""
        memory = getattr(resource, "RLIMIT_AS", resource.RLIMIT_DATA)
        for what, most in ((memory, megabytes * MEGABYTE), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
            _, ceiling = resource.getrlimit(what)
            most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
            try:
                resource.setrlimit(what, (most, most))
            except (OSError, ValueError):  # macOS knows the limit of memory and does not let it be set
                continue


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", c_int64),
        ("PerJobUserTimeLimit", c_int64),
        ("LimitFlags", c_uint32),
        ("MinimumWorkingSetSize", c_size_t),
        ("MaximumWorkingSetSize", c_size_t),
        ("ActiveProcessLimit", c_uint32),
        ("Affinity", c_size_t),
        ("PriorityClass", c_uint32),
        ("SchedulingClass", c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", c_uint64 * 6),
        ("ProcessMemoryLimit", c_size_t),
        ("JobMemoryLimit", c_size_t),
        ("PeakProcessMemoryUsed", c_size_t),
        ("PeakJobMemoryUsed", c_size_t),
    )


def _confine_windows(megabytes: int) -> None:
    """A job of one process with so much memory, which dies without a dialogue.

    Where Windows refuses a job (before Windows 8, inside another one) the limit of time must do.
    """
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _JOB_MEMORY | _DIE_QUIETLY
    limits.ProcessMemoryLimit = megabytes * MEGABYTE
    kernel.SetErrorMode(_NO_DIALOGS)
    if kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)):
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
