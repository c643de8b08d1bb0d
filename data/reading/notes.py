"""The findings of one workbook as they come up."""

from __future__ import annotations

from data.findings import Finding, finding


class Notes:
    """A list of findings that is written on from top to bottom of the file."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(
        self, code: str, sheet: str = "", cell: str = "", indicator: str = "", typed: str = "", **words: str
    ) -> None:
        """Note a finding; the parameters are those of :func:`data.findings.finding`."""
        self._findings.append(finding(code, sheet, cell, indicator, typed, **words))

    def keep(self, one: Finding) -> None:
        """Note a finding that is already made."""
        self._findings.append(one)

    def has(self, code: str) -> bool:
        """Whether a finding of that code is noted."""
        return any(one.code == code for one in self._findings)

    def __len__(self) -> int:
        """How many are noted."""
        return len(self._findings)

    def since(self, count: int) -> tuple[Finding, ...]:
        """Those that were noted after the first so many."""
        return tuple(self._findings[count:])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, the file's first, in the order of their code's group and then as they came up."""
        return tuple(sorted(self._findings, key=lambda one: one.code[:2] != "R1"))
