"""The figures of one indicator as cells with bounds: what the core's panel and roll-up do, as formulas.

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
ENDS = ("最低", "最高")


def blank_bounds(asked: Input) -> tuple[str, str]:
    """What an unreported figure may be. Where the least is 0 it is as good as 0, but can be divided by."""
    return NEAR if asked.low == 0 else number(asked.low), number(asked.high)


def reported(rows: FormulaRows, name: str, value: str, cell: str, blank: tuple[str, str], above_zero: bool) -> Bounds:
    """A figure: as reported in ``cell``; between ``blank`` where that is empty; 不适用 where ``value`` says so."""
    low, high = (
        rows.put(f"{name}（{end}）", f"IF({value}={ABSENT},{ABSENT},IF(ISNUMBER({cell}),{cell},{text}))")
        for end, text in zip(ENDS, blank, strict=True)
    )
    return Bounds.cells(low, high, above_zero)


def rolled_up(
    rows: FormulaRows, name: str, own: tuple[str, str, str], columns: tuple[str, str], above_zero: bool, asked: Input
) -> Bounds:
    """A figure of the county: its ``own`` (the input's value, and this field's cell) where it gives one, else what the
    ``columns`` of the towns (lowest, highest) roll up to, with the county's part beside them (the third of ``own``).

    Towns without the task do not count; where none is left the county has no task either.
    """
    value, cell, part = own
    nothing = (ABSENT, ABSENT) if value == cell else blank_bounds(asked)
    rolled = [
        _with_part(f"IF(COUNT({column})=0,{empty},{FUNCTIONS[asked.roll_up]}({column}))", part)
        for column, empty in zip(columns, nothing, strict=True)
    ]
    if value == cell:
        texts = [f"IF({value}={ABSENT},{ABSENT},IF(ISNUMBER({cell}),{cell},{text}))" for text in rolled]
    else:
        texts = [f"IF(ISNUMBER({cell}),IF({value}={ABSENT},{ABSENT},{cell}),{text})" for text in rolled]
    low, high = (rows.put(f"{name}（{end}）", text) for end, text in zip(ENDS, texts, strict=True))
    return Bounds.cells(low, high, above_zero)


def _with_part(rolled: str, part: str) -> str:
    """With the county's own part added; what no town has the task of is then the part alone."""
    return f"IF(N({part})=0,{rolled},N({rolled})+N({part}))" if part else rolled


def tighten(rows: FormulaRows, bounds: dict[str, Bounds], indicator: Indicator) -> None:
    """Apply every ``at_most`` to the bounds, in the order of the inputs."""
    for asked in indicator.inputs:
        if asked.at_most is None or asked.id not in bounds:
            continue
        mine, root = bounds[asked.id], asked.at_most.root
        lid = root.formula(_numeric(rows, bounds)).high
        bounds[asked.id] = _lowered(rows, asked.name, mine, lid if root.operator == "name" else f"IFERROR({lid},0)")
        if root.operator == "name":
            bounds[root.name] = _raised(rows, rows.wording(root.name), bounds[root.name], mine)


def _numeric(rows: FormulaRows, bounds: dict[str, Bounds]) -> FormulaRows:
    """The same figures where what does not apply counts as 0."""
    numbers = {name: replace(one, low=f"N({one.low})", high=f"N({one.high})") for name, one in bounds.items()}
    return FormulaRows(rows.sheet, rows.indicator, numbers, rows.wording)


def _lowered(rows: FormulaRows, name: str, mine: Bounds, lid: str) -> Bounds:
    """An open figure cannot exceed its lid; a reported one stays as reported, right or wrong."""
    most = f"MAX(MIN({mine.high},{lid}),ROUND({mine.low},12))"
    text = _unless_absent(mine, f"IF({mine.low}={mine.high},{mine.high},{most})")
    high = rows.put(f"{name}（受上限约束，最高）", text)
    low = rows.put(f"{name}（受上限约束，最低）", _unless_absent(mine, f"MIN({mine.low},{high})"))
    return Bounds.cells(low, high, mine.above_zero)


def _raised(rows: FormulaRows, name: str, lid: Bounds, mine: Bounds) -> Bounds:
    """An open base is at least what was done."""
    least = f"MIN(MAX({lid.low},N({mine.low})),{lid.high})"
    text = _unless_absent(lid, f"IF({lid.low}={lid.high},{lid.low},{least})")
    return Bounds.cells(rows.put(f"{name}（不少于已完成数，最低）", text), lid.high, lid.above_zero)


def _unless_absent(bounds: Bounds, text: str) -> str:
    return f"IF(ISTEXT({bounds.low}),{ABSENT},{text})"
