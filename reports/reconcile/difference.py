"""What the check of the produced files finds: which file, where in it, and what stands there instead of what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One place where a file does not say what the store says."""

    file: str
    place: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.file} {self.place}".strip()
        return f"{where}：{self.problem}"
