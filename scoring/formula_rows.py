"""Where rules write their formulas: sheets that take a column at a time, and the figures of one indicator in cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scoring.formula import (
    FAR,
    NEAR,
    NEVER,
    NOT_APPLICABLE,
    ROW,
    Bounds,
    Marks,
    both,
    over_unknown,
    quoted,
    settled,
    when,
)

if TYPE_CHECKING:
    from scoring.expression import Condition, Expression, Wording
    from scoring.rules.rule import Rule


@dataclass(frozen=True)
class Column:
    """One column of formulas: what it belongs to, what it is, the rule or sum in words, and the formula itself."""

    indicator: str
    part: str
    what: str
    words: str
    formula: str


@dataclass(eq=False)
class Sheet:
    """A sheet that grows by columns, one row a unit from ``first_row`` on; or, with ``across`` false, by rows: then
    there is one unit, and its figures stand one below the other in the column ``first_column``.
    """

    name: str
    first_row: int
    count: int
    first_column: int
    across: bool = True
    columns: list[Column] = field(default_factory=list)

    def add(self, column: Column) -> str:
        """Write one more column; the reference to the unit's own cell in it."""
        self.columns.append(column)
        place = len(self.columns) - 1
        if self.across:
            return f"${letters(self.first_column + place)}{ROW}"
        return f"${letters(self.first_column)}${self.first_row + place}"

    def whole(self, reference: str) -> str:
        """The cells of all units in the column of that reference."""
        ends = (self.first_row, self.first_row + max(self.count, 1) - 1)
        first, last = (reference.replace(ROW, f"${row}") for row in ends)
        return f"{first}:{last}"


def letters(column: int) -> str:
    """The letters of a column, counted from 1: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text


@dataclass(frozen=True, eq=False)
class Villages:
    """The sampled villages of an indicator: their own rows, which of them are ``listed`` (1) for it, and, as a factor,
    which of them are the unit's ``own``.
    """

    rows: FormulaRows
    listed: str
    own: str

    def whole(self, reference: str) -> str:
        """The cells of all villages, as the unit's sheet refers to them."""
        return f"{self.rows.sheet.name}!{self.rows.whole(reference)}"


class FormulaRows:
    """What a rule sees when it writes formulas: the figures of one indicator, in cells of the unit's row.

    ``bounds`` maps a name (``x``, ``target.x``, ``last_year.x``, ``county.x``) to its cells. ``group`` is the cell with
    the unit's group and ``group_number`` the one with its number ("" for the county, which has no group).
    """

    def __init__(
        self, sheet: Sheet, indicator: str, bounds: Mapping[str, Bounds], wording: Wording,
        villages: Villages | None = None, group: str = "", group_number: str = "",
    ) -> None:  # fmt: skip
        self.sheet, self.indicator, self.bounds, self.wording = sheet, indicator, bounds, wording
        self.villages, self.group, self.group_number = villages, group, group_number
        self._part = ""
        self._written: dict[str, str] = {}
        self._marks: dict[int, Marks] = {}

    # --- cells ----------------------------------------------------------------------------------------------------

    def put(self, what: str, formula: str, words: str = "") -> str:
        """The cell that holds the formula; the same formula is written once."""
        if formula not in self._written:
            column = Column(self.indicator, self._part, what, words, formula)
            self._written[formula] = self.sheet.add(column)
        return self._written[formula]

    def whole(self, reference: str) -> str:
        """The cells of all units scored together."""
        return self.sheet.whole(reference)

    def kept(self, what: str, bounds: Bounds, words: str = "") -> Bounds:
        """The value in two cells of its own: its bounds, or 不适用 where it cannot be had (no task, or no base)."""
        low = self.put(f"{what}（最低）", _or_absent(bounds.low), words)
        high = self.put(f"{what}（最高）", when(f"ISTEXT({low})", quoted(NOT_APPLICABLE), bounds.high))
        return replace(Bounds.cells(low, high, bounds.above_zero), divides=bounds.divides)

    def atom(self, bounds: Bounds) -> Bounds:
        """The value as plain references, so that writing it several times costs nothing."""
        return bounds if _plain(bounds) else self.kept("中间值", bounds)

    # --- values ---------------------------------------------------------------------------------------------------

    def value(self, expression: Expression) -> Bounds:
        """The expression's value: a number, a figure's own cells, or cells where it is worked out."""
        bounds = expression.root.formula(self)
        return bounds if _plain(bounds) else self.kept("值", bounds, expression.words(self.wording))

    def quotient(self, left: Bounds, right: Bounds) -> Bounds:
        """Left over right. A divisor that is 0 makes the formula fail, so that the value kept of it is 不适用."""
        if right.constant:
            return left.divided(right.constant)
        if right.above_zero:
            return (left if left.above_zero else self.atom(left)).over(self._divisor(self.atom(right)))
        return self._quotient_of_either_sign(self.atom(left), self.atom(right))

    def _divisor(self, value: Bounds) -> Bounds:
        """A value that is never below 0, such that its least is 0 only where it is 0 for certain."""
        if value.divides:
            return value
        low = self.put("除数（最低）", _or_absent(f"IF({value.high}=0,0,MAX({value.low}+0,{NEAR}))"))
        return replace(value, low=low, divides=True)

    def _quotient_of_either_sign(self, left: Bounds, right: Bounds) -> Bounds:
        """A divisor that may lie on both sides of 0 leaves the quotient open on both sides."""
        baseless = both(f"{settled(right.low)}=0", f"{settled(right.high)}=0")
        low, high = (
            self.put(f"除数（{end}）", _or_absent(when(baseless, "0", when(f"ABS({text})<1E-50", NEAR, text))))
            for end, text in (("最低", right.low), ("最高", right.high))
        )
        straddles = f"AND({low}<0,{high}>0)"
        least = ",".join(f"{mine}/{theirs}" for mine in (left.low, left.high) for theirs in (low, high))
        most = ",".join(
            f"{over_unknown(mine, theirs)}/{theirs}" for mine in (left.low, left.high) for theirs in (low, high)
        )
        return Bounds(
            when(straddles, f"-{FAR}+0*{left.low}", f"MIN({least})"), when(straddles, FAR, f"MAX({most})"),
            tuple(dict.fromkeys(left.absent + right.absent)),
        )  # fmt: skip

    def holds(self, condition: Condition) -> tuple[str, str]:
        """The cells that say whether the condition (certainly, possibly) holds."""
        words = condition.words(self.wording)
        sure, may = condition.formula(self)
        return self.put("条件（必然）", sure, words), self.put("条件（可能）", may, words)

    # --- peers ----------------------------------------------------------------------------------------------------

    def peers(self, scope: str) -> str:
        """The factor that is 1 for the units of the same group, 0 for the others; "" for all units."""
        return f"({self.whole(self.group_number)}={self.group_number})" if scope == "group" and self.group else ""

    def among_peers(self, function: str, value: Bounds) -> Bounds:
        """The mean, greatest or least value among the units (``peers.``) or those of the same group (``group.``)."""
        scope, _, what = function.partition(".")
        value = self._as_columns(value)
        factor = self.peers(scope)
        seen = f"SUMPRODUCT({'*'.join(filter(None, [factor, f'ISNUMBER({self.whole(value.low)})']))}*1)"
        alone = f"{self.put('同组单位数', seen)}<2"
        low, high = (
            when(f"ISTEXT({text})", quoted(NOT_APPLICABLE), when(alone, far, self._among(what, text, factor)))
            for text, far in ((value.low, f"-{FAR}"), (value.high, FAR))
        )
        words = {"mean": "平均", "max": "最高", "min": "最低"}[what]
        return Bounds.cells(self.put(f"同组{words}（最低）", low), self.put(f"同组{words}（最高）", high))

    def _as_columns(self, value: Bounds) -> Bounds:
        """The value in cells of this sheet, one a unit."""
        own = value.constant is None and "!" not in value.low and _reference(value.low)
        return value if own and (ROW in value.low or not self.sheet.across) else self.kept("比较值", value)

    def _among(self, what: str, text: str, factor: str) -> str:
        column = self.whole(text)
        if not factor:
            return f"{_ALL[what]}({column})"
        numeric = self.whole(self.put("比较值（数）", f"IF(ISNUMBER({text}),MAX(-{FAR},MIN({FAR},{text})),0)"))
        here = f"{factor}*ISNUMBER({column})"
        if what == "mean":
            return f"SUMPRODUCT({here}*{numeric})/SUMPRODUCT({here}*1)"
        sign = "-" if what == "max" else "+"
        return f"SUMPRODUCT({_ALL[what]}({numeric}{sign}{FAR}*10*(1-{here})))"

    # --- rules ----------------------------------------------------------------------------------------------------

    def outcome(self, rule: Rule) -> Marks:
        """What the rule gives the unit, in cells; written once."""
        if id(rule) not in self._marks:
            before, self._part = self._part, rule.label or self._part
            marks = rule.formula(self)
            words = "" if rule.parts() else rule.text(self.wording)
            self._marks[id(rule)] = Marks(
                self.put("得分（最低）", marks.low, words), self.put("得分（最高）", marks.high, words),
                self._unless_plain("应计分", marks.full), self._unless_plain("无任务", marks.absent),
            )  # fmt: skip
            self._part = before
        return self._marks[id(rule)]

    def _unless_plain(self, what: str, text: str) -> str:
        """The formula as it is where it is a number or one test; else in a cell."""
        return text if text.count("(") <= 1 and "IF(" not in text else self.put(what, text)


def _or_absent(text: str) -> str:
    """The value, or 不适用 where it cannot be had."""
    return f"IFERROR({text},{quoted(NOT_APPLICABLE)})"


def _plain(bounds: Bounds) -> bool:
    """Whether the value is a number, or stands in cells already."""
    return bounds.constant is not None or (_reference(bounds.low) and _reference(bounds.high))


def _reference(text: str) -> bool:
    """Whether the text is a plain reference to one cell."""
    return text.replace(ROW, "").replace("$", "").replace("!", "").isalnum()


_ALL = {"mean": "AVERAGE", "max": "MAX", "min": "MIN"}


def combined(operator: str, left: Bounds, right: Bounds, rows: FormulaRows) -> Bounds:
    """Two values under an operator of the expressions."""
    if operator in ("min", "max"):
        return left.paired(right, operator.upper())
    if operator == "/":
        return rows.quotient(left, right)
    if operator == "*":
        once = (left.above_zero and right.above_zero) or left.constant is not None or right.constant is not None
        return left.times(right) if once else rows.atom(left).times(rows.atom(right))
    return left + right if operator == "+" else left - right


def compared(sign: str, left: Bounds, right: Bounds) -> tuple[str, str]:
    """(certainly, possibly) true, as formulas; what does not apply never holds."""
    if sign in ("<=", "<"):
        return compared({"<=": ">=", "<": ">"}[sign], right, left)
    ends = (left.low, left.high), (right.low, right.high)
    (low, high), (lowest, highest) = (tuple(settled(text) for text in pair) for pair in ends)
    if sign == "==":
        return _holding(f"AND({low}={highest},{high}={lowest})"), _holding(f"AND({low}<={highest},{high}>={lowest})")
    return _holding(f"{low}{sign}{highest}"), _holding(f"{high}{sign}{lowest}")


def _holding(comparison: str) -> str:
    return f"IFERROR({comparison},{NEVER})"
