"""The grammar of expressions and conditions: texts into syntax trees, and what each node is worth.

Numbers, names, ``+ - * /``, ``min``, ``max``, the peers, comparisons, ``and``, ``or``, parentheses. Nothing is ever
handed to Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from scoring.formula import Bounds
from scoring.formula_rows import FormulaRows, combined
from scoring.rounding import plain
from scoring.scalars import MAX_NUMBER
from scoring.span import Span

MAX_LENGTH = 300
MAX_DEPTH = 20
COMPARATORS = ("target", "last_year", "county")
PEERS = {
    "peers.mean": "参评单位平均值", "peers.max": "参评单位最高值", "peers.min": "参评单位最低值",
    "group.mean": "同组平均值", "group.max": "同组最高值", "group.min": "同组最低值",
}  # fmt: skip
"""What a value may be compared with among the units that are scored together, and how it is spoken of."""

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)|(>=|<=|==|[-+*/()<>,]))", re.ASCII)
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", ">=": " ≥ ", "<=": " ≤ ", ">": " > ", "<": " < ", "==": " = "}
_LEVELS: tuple[tuple[str, ...], ...] = (("or",), ("and",), (">=", "<=", ">", "<", "=="), ("+", "-"), ("*", "/"))


class ExpressionError(ValueError):
    """The text is no expression of this grammar; the message says where and why, in Chinese."""


class Lookup(Protocol):
    """Where names find their columns, and values their peers."""

    def span(self, name: str) -> Span: ...

    def among_peers(self, function: str, value: Span) -> Span: ...


Wording = Callable[[str], str]


@dataclass(frozen=True)
class Node:
    """One node of the syntax tree: an operator with its operands, a number, or a name."""

    operator: str
    operands: tuple[Node, ...] = ()
    number: float = 0.0
    name: str = ""

    def span(self, rows: Lookup) -> Span:
        """The node's value for all units."""
        if self.operator == "number":
            return Span.known(self.number)
        if self.operator == "name":
            return rows.span(self.name)
        first, *rest = (one.span(rows) for one in self.operands)
        if self.operator in PEERS:
            return rows.among_peers(self.operator, first)
        return -first if self.operator == "neg" else _OPERATIONS[self.operator](first, rest[0])

    def formula(self, rows: FormulaRows) -> Bounds:
        """The node's value as formulas."""
        if self.operator == "number":
            return Bounds.known(self.number)
        if self.operator == "name":
            return rows.bounds[self.name]
        first, *rest = (one.formula(rows) for one in self.operands)
        if self.operator in PEERS:
            return rows.among_peers(self.operator, first)
        return -first if self.operator == "neg" else combined(self.operator, first, rest[0], rows)

    def names(self) -> Iterator[str]:
        """Every name in it, in reading order."""
        if self.operator == "name":
            yield self.name
        for one in self.operands:
            yield from one.names()

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for one in self.operands:
            yield from one.walk()

    def words(self, wording: Wording, level: int = 0, bare: Wording | None = None) -> str:
        """The node in the form an official reads: ``户厕户数 ÷ 常住户数 × 100``.

        Inside a comparison with the peers ``bare`` words the names: the figure of one unit says nothing there.
        """
        if self.operator == "number":
            return plain(self.number, 9)
        if self.operator == "name":
            return wording(self.name)
        if self.operator == "neg":
            return f"−{self.operands[0].words(wording, 9, bare)}"
        if self.operator in ("min", "max"):
            chosen = {"min": "较小者", "max": "较大者"}[self.operator]
            return f"{chosen}（{'、'.join(one.words(wording, 0, bare) for one in self.operands)}）"
        if self.operator in PEERS:
            return f"{self.operands[0].words(bare or wording)} 的{PEERS[self.operator]}"
        return self._infix(wording, level, bare)

    def _infix(self, wording: Wording, level: int, bare: Wording | None) -> str:
        mine = next(i for i, signs in enumerate(_LEVELS, 1) if self.operator in signs)
        sign = {"and": " 且 ", "or": " 或 "}.get(self.operator) or _SIGNS[self.operator]
        left, right = self.operands
        text = left.words(wording, mine, bare) + sign + right.words(wording, mine + (self.operator in "-/"), bare)
        return f"({text})" if mine < level else text


_OPERATIONS: dict[str, Callable[[Span, Span], Span]] = {
    "+": Span.__add__,
    "-": Span.__sub__,
    "*": Span.__mul__,
    "/": Span.__truediv__,
    "min": Span.smaller,
    "max": Span.larger,
}


def logical(node: Node) -> bool:
    """Whether it is a condition: something that holds or does not."""
    return node.operator in ("and", "or", *_LEVELS[2])


class Parser:
    """Recursive descent over the five levels of precedence."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise ExpressionError(f"算式超过 {MAX_LENGTH} 个字符")
        self.text, self.tokens, self.place, self.depth = text, list(_tokens(text)), 0, 0

    def parse(self) -> Node:
        root = self._level(0)
        if self._peek():
            raise ExpressionError(f"「{self.text}」中「{self._peek()}」处多余")
        return root

    def _peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self.place += 1
        return token

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._atom()
        left = self._level(level + 1)
        while self._peek() in _LEVELS[level]:
            sign = self._next()
            right = self._level(level + 1)
            self._kinds_fit(sign, level, left, right)
            left = Node(sign, (left, right))
        return left

    def _kinds_fit(self, sign: str, level: int, left: Node, right: Node) -> None:
        wants_conditions = level < 2
        if any(logical(one) != wants_conditions for one in (left, right)):
            raise ExpressionError(f"「{self.text}」中「{sign}」两侧应为{'条件' if wants_conditions else '算式'}")

    def _atom(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise ExpressionError(f"「{self.text}」过长或嵌套过深")
        sign = self._next()
        if sign == "-":
            return Node("neg", (self._atom(),))
        if sign == "(":
            return self._closed(self._level(0))
        if sign in ("min", "max", *PEERS):
            return self._call(sign)
        if sign and sign[0].isdigit():
            return Node("number", number=self._number(sign))
        if sign and (sign[0].isalpha() or sign[0] == "_") and sign not in ("and", "or"):
            return Node("name", name=sign)
        raise ExpressionError(f"「{self.text}」在「{sign or '结尾'}」处不完整")

    def _number(self, sign: str) -> float:
        if float(sign) >= MAX_NUMBER:
            raise ExpressionError(f"「{self.text}」中的数太大，应小于 {MAX_NUMBER:g}")
        return float(sign)

    def _closed(self, node: Node) -> Node:
        if self._next() != ")":
            raise ExpressionError(f"「{self.text}」缺少右括号")
        return node

    def _call(self, name: str) -> Node:
        if self._next() != "(":
            raise ExpressionError(f"「{self.text}」中 {name} 后应为括号")
        node = self._level(3)
        if name in PEERS:
            return self._closed(Node(name, (node,)))
        while self._peek() == ",":
            self._next()
            node = Node(name, (node, self._level(3)))
        return self._closed(node)


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while place < len(text.rstrip()):
        found = _TOKEN.match(text, place)
        if not found:
            raise ExpressionError(f"「{text}」中「{text[place:].strip()[:1]}」不可用")
        yield found.group().strip()
        place = found.end()
