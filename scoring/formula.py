"""The small language in which rules write themselves as live Excel formulas.

It mirrors the core one to one: :class:`Bounds` is the :class:`~scoring.span.Span` of a formula, :class:`Marks` its
:class:`~scoring.rules.rule.Outcome`, and :class:`~scoring.formula_rows.FormulaRows` its :class:`~scoring.rows.Rows`.
A formula is written once for all units: :data:`ROW` stands for the unit's row until the cell is known.

Only functions that Excel 2016, WPS and LibreOffice share are used; a test holds the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scoring.rounding import SNAP_DIGITS

ROW = "\ue000"
"""Where the row number of the unit goes. A private character, so that no name of a group or unit can contain it."""

FAR, NEAR, HAIR = "1E+60", "1E-60", "1E-30"
"""Excel has no infinity. ``FAR`` is what an unreported figure may reach; ``NEAR`` the least it may be, so that it can
be divided by. ``HAIR`` stands for a dividend of 0 over such a base: nothing done on what may prove to be no task is as
much as can be, as in the core.
"""

NOT_APPLICABLE, WAITING = "不适用", "待补"
NEVER, ALWAYS = "FALSE", "TRUE"
_SUM, _PRODUCT, _ATOM = range(3)


def number(value: float) -> str:
    """A number as a formula writes it: ``2``, ``0.1``, ``1E-09``; infinities as ±1E+60."""
    if value in (float("inf"), float("-inf")):
        return FAR if value > 0 else f"-{FAR}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value)).upper()


def quoted(text: str) -> str:
    """A text as a formula writes it; quotation marks inside are doubled, so that nothing can end it early."""
    return '"' + text.replace('"', '""') + '"'


def when(condition: str, yes: str, otherwise: str) -> str:
    """``IF``; a condition that is known needs none."""
    if condition in (ALWAYS, NEVER):
        return yes if condition == ALWAYS else otherwise
    return yes if yes == otherwise else f"IF({condition},{yes},{otherwise})"


def either(*conditions: str) -> str:
    """``OR`` over what is not plainly false, each once."""
    told = [one for one in dict.fromkeys(conditions) if one != NEVER]
    if ALWAYS in told:
        return ALWAYS
    return told[0] if len(told) == 1 else f"OR({','.join(told)})" if told else NEVER


def both(*conditions: str) -> str:
    """``AND`` over what is not plainly true, each once."""
    told = [one for one in dict.fromkeys(conditions) if one != ALWAYS]
    if NEVER in told:
        return NEVER
    return told[0] if len(told) == 1 else f"AND({','.join(told)})" if told else ALWAYS


def negated(condition: str) -> str:
    """``NOT``."""
    return {NEVER: ALWAYS, ALWAYS: NEVER}.get(condition, f"NOT({condition})")


def settled(text: str) -> str:
    """The value on the grid of 1e-9, as the core settles it before it meets a line."""
    return (
        text
        if _is_number(text) or (text.startswith("ROUND(") and _whole_call(text))
        else f"ROUND({text},{SNAP_DIGITS})"
    )


def positive(text: str) -> str:
    """Whether the number is above 0; known at once where it is plainly written."""
    return (ALWAYS if float(text) > 0 else NEVER) if _is_number(text) else f"{text}>0"


def clipped(text: str, low: float, high: float = float("inf")) -> str:
    """The value between two numbers; an end that is infinite is no end."""
    if low != float("-inf"):
        text = f"MAX({number(low)},{text})"
    return text if high == float("inf") else f"MIN({number(high)},{text})"


def counted(distance: str, step: float, steps: str) -> str:
    """How many steps a distance makes: continuous, every step begun, or only steps completed. None below 0."""
    taken = f"MAX(0,{distance})" + (f"/{number(step)}" if step != 1 else "")
    if steps == "continuous":
        return taken
    return f"ROUNDUP({settled(taken)},0)" if steps == "begun" else f"ROUNDDOWN({settled(taken)},0)"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _whole_call(text: str) -> bool:
    """Whether the first bracket closes at the very end."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == ")" and depth == 0:
            return place == len(text) - 1
    return False


@dataclass(frozen=True)
class Bounds:
    """A value as two formulas, ``low`` ≤ ``high`` (equal numbers when it is known), and where it is ``absent``.

    ``level`` says how tightly the texts bind, ``above_zero`` that the value is never negative, ``divides`` that ``low``
    is 0 only where the value is 0 for certain, ``constant`` that it is a number known beforehand.
    """

    low: str
    high: str
    absent: tuple[str, ...] = ()
    level: int = _ATOM
    above_zero: bool = False
    divides: bool = True
    constant: float | None = None

    @classmethod
    def known(cls, value: float) -> Bounds:
        """The same number for every unit."""
        text = number(value)
        return cls(text, text, (), _ATOM if value >= 0 else _SUM, value >= 0, constant=value)

    @classmethod
    def cells(cls, low: str, high: str, above_zero: bool = False) -> Bounds:
        """A value that stands in cells: its number, or the text 不适用."""
        return cls(low, high, (f"ISTEXT({low})",), _ATOM, above_zero)

    @property
    def missing(self) -> str:
        """The condition under which there is no value."""
        return either(*self.absent)

    def rising(self, function: Callable[[str], str]) -> Bounds:
        """The image under a function that never falls. ``function`` writes a whole call."""
        return replace(
            self, low=function(self.low), high=function(self.high), level=_SUM, above_zero=False, constant=None
        )

    def falling(self, function: Callable[[str], str]) -> Bounds:
        """The image under a function that never rises."""
        return replace(self.rising(function), low=function(self.high), high=function(self.low))

    def __neg__(self) -> Bounds:
        if self.constant is not None:
            return Bounds.known(-self.constant)
        return self.falling(lambda text: f"-{wrapped(text, self.level, _ATOM)}")

    def __add__(self, other: Bounds) -> Bounds:
        return self._joined(other, "+", other.low, other.high, self.above_zero and other.above_zero)

    def __sub__(self, other: Bounds) -> Bounds:
        return self._joined(other, "-", other.high, other.low, False)

    def _joined(self, other: Bounds, sign: str, low: str, high: str, above_zero: bool) -> Bounds:
        if self.constant is not None and other.constant is not None:
            return Bounds.known(self.constant + (other.constant if sign == "+" else -other.constant))
        low, high = (wrapped(text, other.level, _SUM + 1) for text in (low, high))
        absent = tuple(dict.fromkeys(self.absent + other.absent))
        divides = self.divides and other.divides
        return Bounds(f"{self.low}{sign}{low}", f"{self.high}{sign}{high}", absent, _SUM, above_zero, divides)

    def scaled(self, factor: float) -> Bounds:
        """The value times a number."""
        if self.constant is not None:
            return Bounds.known(self.constant * factor)
        if factor == 1:
            return self
        times = self._by("*", number(abs(factor)), self.above_zero)
        return times if factor >= 0 else -times

    def divided(self, divisor: float) -> Bounds:
        """The value over a number that is not 0."""
        if self.constant is not None:
            return Bounds.known(self.constant / divisor)
        over = self._by("/", number(abs(divisor)), self.above_zero)
        return over if divisor > 0 else -over

    def times(self, other: Bounds) -> Bounds:
        """The product. Where a factor may be negative every pair of ends is tried."""
        if other.constant is not None:
            return self.scaled(other.constant)
        if self.constant is not None or (self.above_zero and not other.above_zero):
            return other.times(self)
        return self._against(other, "*", (other.low, other.high), (other.high, other.low))

    def over(self, other: Bounds) -> Bounds:
        """The quotient by a value that is not below 0. Where the divisor is 0 the formula fails: there is no base."""
        dividend = self if self.constant else replace(self, high=over_unknown(self.high, other.low))
        return dividend._against(other, "/", (other.high, other.low), (other.low, other.high))

    def _against(self, other: Bounds, sign: str, rising: tuple[str, str], falling: tuple[str, str]) -> Bounds:
        """A product or quotient: ``rising`` are the other's ends for a value above 0, ``falling`` for one below."""
        absent = tuple(dict.fromkeys(self.absent + other.absent))
        mine = [wrapped(text, self.level, _PRODUCT) for text in (self.low, self.high)]

        def joined(left: str, right: str) -> str:
            return f"{left}{sign}{wrapped(right, other.level, _ATOM)}"

        if self.above_zero and other.above_zero:
            divides = sign == "*" and self.divides and other.divides
            return Bounds(joined(mine[0], rising[0]), joined(mine[1], rising[1]), absent, _PRODUCT, True, divides)
        lows = [joined(mine[0], rising[0]), joined(mine[0], falling[0])]
        highs = [joined(mine[1], rising[1]), joined(mine[1], falling[1])]
        if not other.above_zero:
            lows = highs = [joined(left, right) for left in mine for right in (other.low, other.high)]
        return Bounds(f"MIN({','.join(lows)})", f"MAX({','.join(highs)})", absent, _ATOM)

    def _by(self, sign: str, text: str, above_zero: bool) -> Bounds:
        low, high = (f"{wrapped(own, self.level, _PRODUCT)}{sign}{text}" for own in (self.low, self.high))
        return Bounds(low, high, self.absent, _PRODUCT, above_zero, self.divides)

    def paired(self, other: Bounds, function: str) -> Bounds:
        """MIN or MAX of the two, unit by unit. ``+0`` lets the text 不适用 fail instead of being passed over."""
        low, high = (
            f"{function}({mine}+0,{theirs}+0)" for mine, theirs in ((self.low, other.low), (self.high, other.high))
        )
        absent = tuple(dict.fromkeys(self.absent + other.absent))
        divides = self.divides and other.divides
        return Bounds(low, high, absent, _ATOM, self.above_zero and other.above_zero, divides)


def over_unknown(dividend: str, divisor: str) -> str:
    """The dividend, with a hair more over a divisor that is unreported and may be 0."""
    return f"({dividend}+{HAIR}*({divisor}<1E-50))"


def wrapped(text: str, level: int, wanted: int) -> str:
    """The text in brackets where it binds less tightly than it must."""
    return text if level >= wanted else f"({text})"


@dataclass(frozen=True)
class Marks:
    """What a rule gives a unit, as formulas: worst and best score, points that apply, and where there is no task."""

    low: str
    high: str
    full: str
    absent: str = NEVER
