"""Reading one worked case (算例) from its block: what is given, and what must come out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any

from scoring.located import Located, Report
from scoring.scheme import Case

BOUNDS = ("score", "low", "high")
CASE_KEYS = ("given", *BOUNDS, "state", "samples", "peers", "unit", "group", "why")
STATES = ("scored", "unreported", "not_applicable")
ABSENT = "不适用"
_PREFIXES = ("", "target", "last_year", "county")


class CaseReader:
    """Reads the cases of one indicator; ``inputs`` are the ids that it declares. Faults are reported."""

    def __init__(self, report: Report, inputs: Collection[str]) -> None:
        self.report, self.inputs = report, inputs

    def case(self, row: Located, bounds: Mapping[str, float | None]) -> Case:
        """The case in ``row``; ``bounds`` are its expected scores."""
        return Case(
            given=self._figures(row, "given", row.get("given")),
            state=self._state(row),
            samples=self._several(row, "samples"),
            peers=self._several(row, "peers"),
            county=row.get("unit") == "county",
            group=str(row.get("group") or ""),
            why=str(row.get("why") or ""),
            line=row.line,
            **bounds,
        )

    def _state(self, row: Located) -> str | None:
        state = row.get("state")
        if state is not None and state not in STATES:
            self.report(row.lines.get("state", row.line), f"状态「{state}」无效", f"可用：{'、'.join(STATES)}")
            return None
        return state

    def _several(self, row: Located, key: str) -> tuple[Mapping[str, Any], ...]:
        rows = row.get(key) or []
        if not isinstance(rows, list):
            self.report(row.lines.get(key, row.line), f"算例的「{key}」应为若干条目", "每个条目写成「{填报项： 数值}」")
            return ()
        return tuple(self._figures(row, key, one) for one in rows)

    def _figures(self, row: Located, key: str, given: Any) -> dict[str, Any]:
        """Name → figure, None or 不适用; what is broken is left out."""
        line = getattr(given, "line", 0) or row.lines.get(key, row.line)
        if given is not None and not isinstance(given, Mapping):
            self.report(line, f"算例的「{key}」应写成「{{填报项： 数值}}」", "请核对缩进和括号")
            return {}
        return {name: figure for name, figure in (given or {}).items() if self._usable(name, figure, line)}

    def _usable(self, name: str, figure: Any, line: int) -> bool:
        prefix, _, last = str(name).rpartition(".")
        if last not in self.inputs or prefix not in _PREFIXES:
            told = f"已声明：{'、'.join(self.inputs) or '无'}"
            self.report(line, f"算例用到了没有声明的填报项「{name}」", told)
        elif figure is not None and figure != ABSENT and not _is_number(figure):
            self.report(line, f"算例中 {name} 的「{figure}」不是数字", f"请写数字；未填报写 null，没有任务写 {ABSENT}")
        else:
            return True
        return False


def _is_number(figure: Any) -> bool:
    return isinstance(figure, int | float) and isfinite(figure)
