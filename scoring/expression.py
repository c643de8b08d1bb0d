"""Expressions and conditions of a scheme: a small safe grammar, evaluated on whole columns.

``sanitary / households * 100`` and ``relapsed >= 1`` are all that a rule book says; :mod:`scoring.syntax` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.formula import both, either
from scoring.formula_rows import FormulaRows, compared
from scoring.span import Mask, Span
from scoring.syntax import (
    COMPARATORS,
    MAX_LENGTH,
    PEERS,
    ExpressionError,
    Lookup,
    Node,
    Parser,
    Wording,
    logical,
)  # fmt: skip

__all__ = ["COMPARATORS", "MAX_LENGTH", "PEERS", "Condition", "Expression", "ExpressionError", "Node", "Wording"]


@dataclass(frozen=True)
class Expression:
    """An arithmetic expression over inputs. ``text`` is as written."""

    text: str
    root: Node

    @classmethod
    def parse(cls, text: str | float) -> Expression:
        """The expression in ``text``; ExpressionError when it is none, or a comparison."""
        root = Parser(str(text)).parse()
        if logical(root):
            raise ExpressionError(f"「{text}」是条件，此处应为算式")
        return cls(str(text).strip(), root)

    def span(self, rows: Lookup) -> Span:
        """Its value for all units. Whoever holds it against a line settles the difference on the grid first."""
        return self.root.span(rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The names used, each once, in reading order."""
        return tuple(dict.fromkeys(self.root.names()))

    @property
    def constant(self) -> bool:
        """Whether it is the same for every unit, whatever they report."""
        return not self.names

    @property
    def compares(self) -> bool:
        """Whether it looks at the peers, so that one unit alone cannot be scored."""
        return any(one.operator in PEERS for one in self.root.walk())

    def words(self, wording: Wording, bare: Wording | None = None) -> str:
        """In words, names replaced by ``wording`` (by ``bare`` where the peers are meant)."""
        return self.root.words(wording, 0, bare)


@dataclass(frozen=True)
class Condition:
    """A comparison, or several joined by ``and`` / ``or``."""

    text: str
    root: Node

    @classmethod
    def parse(cls, text: str) -> Condition:
        """The condition in ``text``; ExpressionError when it is none."""
        root = Parser(str(text)).parse()
        if not logical(root):
            raise ExpressionError(f"「{text}」不是条件，应含 >=、<=、>、< 或 ==")
        return cls(str(text).strip(), root)

    def holds(self, rows: Lookup) -> tuple[Mask, Mask]:
        """(certainly, possibly) true, for all units; what does not apply never holds."""
        return _holds(self.root, rows)

    def formula(self, rows: FormulaRows) -> tuple[str, str]:
        """(certainly, possibly) true, as formulas."""
        return _written(self.root, rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The names used, each once, in reading order."""
        return tuple(dict.fromkeys(self.root.names()))

    @property
    def compares(self) -> bool:
        """Whether it looks at the peers, so that one unit alone leaves it open."""
        return any(one.operator in PEERS for one in self.root.walk())

    def words(self, wording: Wording) -> str:
        """In words, names replaced by ``wording``."""
        return self.root.words(wording)


def _holds(node: Node, rows: Lookup) -> tuple[Mask, Mask]:
    if node.operator in ("and", "or"):
        (sure, may), (sure_too, may_too) = (_holds(one, rows) for one in node.operands)
        return (sure & sure_too, may & may_too) if node.operator == "and" else (sure | sure_too, may | may_too)
    left, right = (one.span(rows).snapped() for one in node.operands)
    here = ~(left.absent | right.absent)
    sure, may = _compare(node.operator, left, right)
    return sure & here, may & here


def _written(node: Node, rows: FormulaRows) -> tuple[str, str]:
    if node.operator in ("and", "or"):
        (sure, may), (sure_too, may_too) = (_written(one, rows) for one in node.operands)
        join = both if node.operator == "and" else either
        return join(sure, sure_too), join(may, may_too)
    left, right = (one.formula(rows) for one in node.operands)
    return compared(node.operator, left, right)


def _compare(sign: str, left: Span, right: Span) -> tuple[Mask, Mask]:
    if sign == ">=":
        return np.asarray(left.low >= right.high), np.asarray(left.high >= right.low)
    if sign == ">":
        return np.asarray(left.low > right.high), np.asarray(left.high > right.low)
    if sign in ("<=", "<"):
        return _compare({"<=": ">=", "<": ">"}[sign], right, left)
    sure = (left.low == right.high) & (left.high == right.low)
    return np.asarray(sure), np.asarray((left.low <= right.high) & (left.high >= right.low))
