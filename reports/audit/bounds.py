"""The figures of one indicator as cells with bounds: what :mod:`scoring.panel` and :mod:`scoring.roll_up` do, as formulas.

An unreported figure may be anything between its bounds; ``at_most`` (done ≤ base) tightens whichever of two is missing;
the county's figure is the towns' under the input's own roll-up, unless the county has given its own.
"""

from __future__ import annotations

from dataclasses import replace

from scoring.formula import NEAR, NOT_APPLICABLE, Bounds, number, quoted
from scoring.formula_rows import FormulaRows
from scoring.scheme import Indicator, Input

ABSENT = quoted(NOT_APPLICABLE)
FUNCTIONS = {"sum": "SUM", "mean": "AVERAGE", "max": "MAX", "min": "MIN"}


def blank_bounds(asked: Input) -> tuple[str, str]:
    """What an unreported figure may be. Where the least is 0 it is as good as 0, but can be divided by."""
    return NEAR if asked.low == 0 else number(asked.low), number(asked.high)


def reported(
    rows: FormulaRows, name: str, value: str, cell: str, blank: tuple[str, str], above_zero: bool
) -> Bounds:
    """A figure: as reported in ``cell``; between ``blank`` where that is empty; 不适用 where ``value`` says so."""
    low, high = (
        rows.put(f"{name}（{end}）", f"IF({value}={ABSENT},{ABSENT},IF(ISNUMBER({cell}),{cell},{text}))")
        for end, text in zip(("最低", "最高"), blank, strict=True)
    )
    return Bounds.cells(low, high, above_zero)


def rolled_up(rows: FormulaRows, name: str, value: str, cell: str, towns: tuple[str, str, Bounds], asked: Input) -> Bounds:
    """A figure of the county: its own where it gives one, else the towns' (low column, high column, their bounds).

    Towns without the task do not count; where none is left the county has no task either.
    """
    low_column, high_column, bounds = towns
    own_task = value == cell
    nothing = (ABSENT, ABSENT) if own_task else blank_bounds(asked)
    texts = []
    for column, empty in zip((low_column, high_column), nothing, strict=True):
        rolled = f"IF(COUNT({column})=0,{empty},{FUNCTIONS[asked.roll_up]}({column}))"
        given = f"IF(ISNUMBER({cell}),{cell if own_task else f'IF({value}={ABSENT},{ABSENT},{cell})'},{rolled})"
        texts.append(f"IF({value}={ABSENT},{ABSENT},{given})" if own_task else given)
    low, high = (
        rows.put(f"{name}（{end}）", text) for end, text in zip(("最低", "最高"), texts, strict=True)
    )
    return Bounds.cells(low, high, bounds.above_zero)


def tighten(rows: FormulaRows, bounds: dict[str, Bounds], indicator: Indicator) -> None:
    """Apply every ``at_most`` to the bounds, in the order of the inputs."""
    for asked in indicator.inputs:
        if asked.at_most is None or asked.id not in bounds:
            continue
        mine, lid = bounds[asked.id], _lid(rows, bounds, asked)
        bounds[asked.id] = _lowered(rows, asked.name, mine, lid.high)
        root = asked.at_most.root
        if root.operator == "name":
            bounds[root.name] = _raised(rows, indicator.input(root.name.rpartition(".")[2]).name, bounds[root.name], mine)


def _lid(rows: FormulaRows, bounds: dict[str, Bounds], asked: Input) -> Bounds:
    """The upper bound; what does not apply counts as 0 in it."""
    numeric = {name: replace(one, low=f"N({one.low})", high=f"N({one.high})") for name, one in bounds.items()}
    beside = FormulaRows(rows.sheet, rows.indicator, numeric, rows.wording)
    lid = asked.at_most.root.formula(beside)  # type: ignore[union-attr]  # asked for only where there is one
    return lid.rising(lambda text: text if text.startswith("N(") else f"IFERROR({text},0)")


def _lowered(rows: FormulaRows, name: str, mine: Bounds, lid: str) -> Bounds:
    """An open figure cannot exceed its lid; a reported one stays as reported, right or wrong."""
    high = rows.put(
        f"{name}（受上限约束，最高）",
        _unless_absent(mine, f"IF({mine.low}={mine.high},{mine.high},MAX(MIN({mine.high},{lid}),ROUND({mine.low},12)))"),
    )
    low = rows.put(f"{name}（受上限约束，最低）", _unless_absent(mine, f"MIN({mine.low},{high})"))
    return Bounds.cells(low, high, mine.above_zero)


def _raised(rows: FormulaRows, name: str, lid: Bounds, mine: Bounds) -> Bounds:
    """An open base is at least what was done."""
    least = f"MIN(MAX({lid.low},N({mine.low})),{lid.high})"
    text = _unless_absent(lid, f"IF({lid.low}={lid.high},{lid.low},{least})")
    return Bounds.cells(rows.put(f"{name}（不少于已完成数，最低）", text), lid.high, lid.above_zero)


def _unless_absent(bounds: Bounds, text: str) -> str:
    return f"IF(ISTEXT({bounds.low}),{ABSENT},{text})"

