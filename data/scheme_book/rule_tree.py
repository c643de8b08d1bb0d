"""The rows of one rule put together again as the block that the scheme reader takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.scheme_book.cells import Faults, Row, Typing
from data.scheme_book.kinds import Parameter, Slot, headings, parameters, shape_name, shapes, slots
from data.scheme_book.listed import elements_of
from data.scheme_book.names import Names
from data.scheme_book.rule_rows import chosen_by
from data.scheme_book.scan import NamesError, narrow
from data.scheme_book.words import OTHERWISE
from scoring.expression import Condition, Expression, ExpressionError
from scoring.located import Located
from scoring.rules import Rule
from scoring.rules.rule import KINDS
from scoring.scheme_text import number_in as number_written

MAX_DEPTH = 12
"""How many levels a node's number may have; the reader of rules allows fewer."""
SHARES = frozenset({"zero_below", "at_zero", "top", "weight"})
"""The parameters that are parts of a whole, so that 60% in a cell is what it seems."""

_NODE = re.compile(r"\d{1,4}(?:\.\d{1,4})*", re.ASCII)
_STAND_INS = {"expression": "0", "condition": "0 > 1"}


@dataclass(frozen=True)
class _Node:
    """A node that has been read: its kind, and the block of its parameters, to which further rows are added."""

    kind: Any
    block: Located
    body: Located


class RuleTree:
    """Builds one rule from its rows, from top to bottom."""

    def __init__(self, faults: Faults, names: Names, indicator: str) -> None:
        self.faults, self.names, self.indicator = faults, names, indicator
        self.nodes: dict[str, _Node | None] = {}
        self.last = ""

    def block(self, rows: Sequence[Row]) -> Located:
        """The rule as a block; a stand-in, with faults, when its rows do not make one."""
        for row in rows:
            self._row(row, Typing(self.faults, row, self.indicator))
        root = next(iter(self.nodes.values()), None)
        return root.block if root else _stand_in(rows[0])

    def _row(self, row: Row, typing: Typing) -> None:
        name = narrow(typing.text("shape"))
        shape = shapes().get(name)
        if shape is None:
            what = f"没有「{name}」这个形态" if name else "没有选形态"
            typing.report("shape", what, f"可选：{'、'.join(shapes())}")
            self.nodes.setdefault(typing.text("node") or "1", None)
        elif issubclass(shape, Rule):
            self._node(shape, row, typing)
        else:
            self._table_row(shape, row, typing)

    # --- nodes ----------------------------------------------------------------------------------------------------

    def _node(self, kind: Any, row: Row, typing: Typing) -> None:
        number = typing.text("node") or ("" if self.nodes else "1")
        parent, _, _ = number.rpartition(".")
        wrong = self._misplaced(number, parent)
        if wrong:
            typing.report("node", *wrong)
            return
        self.last = number
        above = self.nodes.get(parent) if parent else None
        body = self._read(kind, row, typing, _asked_of_parts(above.kind) if above else ())
        block = Located({kind.kind: body})
        block.line, block.lines = row.spot("shape"), {kind.kind: row.spot("shape")}
        self.nodes[number] = _Node(kind, block, body)
        if above:
            self._hang(above, block, row, typing)

    def _misplaced(self, number: str, parent: str) -> tuple[str, str] | None:
        """Why a node cannot stand under that number, and the remedy; None when it can."""
        if not _NODE.fullmatch(number) or number.count(".") > MAX_DEPTH:
            return f"节点「{number}」无效", "请写 1、1.1、1.2、1.1.1 这样的编号"
        if number in self.nodes:
            return f"节点 {number} 重复", "同一条规则的节点编号不能相同；第十个子项写成文本 1.10"
        if not parent and self.nodes:
            return f"节点 {number} 与上面的规则并列", "每条规则只有一个顶层节点 1，子项写 1.1、1.2"
        if parent and parent not in self.nodes:
            return f"节点 {number} 的上级 {parent} 不在它前面", "请先写上级节点，再写子项"
        above = self.nodes.get(parent)
        if above and not any(slot.holds_rule for slot in slots(above.kind)):
            return f"「{shape_name(above.kind)}」不能有子项", "请改选上级的形态，如多子项组合"
        return None

    def _hang(self, above: _Node, block: Located, row: Row, typing: Typing) -> None:
        """Put the block where it belongs in its parent."""
        slot, said = self._slot(above, row, typing)
        if slot.record:
            record = Located({**said, "rule": block})
            record.line = block.line
            record.lines = {**_spots(slot.record, row), "rule": block.line}
            block = record
        if slot.many:
            above.body.setdefault(slot.field, []).append(block)
        elif slot.field in above.body:
            typing.report("node", f"「{shape_name(above.kind)}」的这一下级已经有了", "请删去多余的一行")
        else:
            above.body[slot.field] = block

    def _slot(self, above: _Node, row: Row, typing: Typing) -> tuple[Slot, Mapping[str, Any]]:
        held = [slot for slot in slots(above.kind) if slot.holds_rule]
        records = [slot for slot in held if slot.record]
        if not records:
            return held[0], {}
        if any(typing.text(heading) == OTHERWISE for heading in chosen_by(above.kind)):
            return next(slot for slot in held if slot.record is None), {}
        asked = parameters(records[0].record)
        return records[0], {one.field: self._typed(one, typing) for one in asked if not row.blank(one.heading)}

    # --- table rows -----------------------------------------------------------------------------------------------

    def _table_row(self, record: Any, row: Row, typing: Typing) -> None:
        number = typing.text("node") or self.last
        if self.nodes.get(number, self) is None:
            return  # the node itself is wrong, and has been reported
        node = self.nodes.get(number)
        slot = next((one for one in slots(node.kind) if one.record is record), None) if node else None
        if node is None or slot is None:
            fitting = [shape_name(kind) for kind in KINDS.values() if any(one.record is record for one in slots(kind))]
            typing.report(
                "shape", f"「{shape_name(record)}」的上面没有它所属的节点",
                f"请写在「{'」或「'.join(fitting)}」的下面，节点写同一个编号",
            )  # fmt: skip
            return
        node.body.setdefault(slot.field, []).append(self._read(record, row, typing, ()))

    # --- cells ----------------------------------------------------------------------------------------------------

    def _read(self, shape: Any, row: Row, typing: Typing, above: Sequence[Parameter]) -> Located:
        """The parameters of a row; a cell that the shape does not take is a fault."""
        own = parameters(shape)
        taken = {one.heading for one in (*own, *above)}
        for heading in headings():
            if heading not in taken and not row.blank(heading):
                typing.report(heading, f"「{shape_name(shape)}」不填「{heading}」", "请清空这一格，或改选形态")
        values = {one.field: self._typed(one, typing) for one in own if not row.blank(one.heading)}
        block = Located(values)
        block.line = row.spot("shape")
        block.lines = {**{slot.field: block.line for slot in slots(shape)}, **_spots(shape, row)}
        return block

    def _typed(self, parameter: Parameter, typing: Typing) -> Any:
        heading = parameter.heading
        if parameter.sort in ("expression", "condition"):
            return expression(parameter.sort == "condition", heading, typing, self.names, parameter.field in SHARES)
        if parameter.sort == "number":
            return typing.number(heading, parameter.field in SHARES)
        if parameter.sort == "yes_no":
            return bool(typing.yes(heading))
        if parameter.sort == "choice":
            return typing.choice(heading, parameter.choices)
        text = typing.text(heading)
        return (elements_of(text) or ("",))[0] if text.startswith("「") and parameter.field == "group" else text


def expression(logical: bool, key: str, typing: Typing, names: Names, share: bool = False) -> str:
    """The expression or condition in a cell, in the scheme format; a stand-in, with a fault, where it is none."""
    text = typing.text(key)
    stand_in = _STAND_INS["condition" if logical else "expression"]
    if number_written(text) is not None and typing.row.spot(key).cell in typing.row.percents and not share:
        typing.number(key)
        return stand_in
    meant = ""
    try:
        meant = names.meant(text)
        (Condition if logical else Expression).parse(meant)
    except (NamesError, ExpressionError) as error:
        typing.report(key, str(error).replace(f"「{meant}」", f"「{text}」"), _REMEDY)
        return stand_in
    return meant


_REMEDY = "请用本指标的填报项、数字、＋ − × ÷、括号和比较写，例见“形态说明”"


def _stand_in(row: Row) -> Located:
    """A rule in the place of one that cannot be made out, so that nothing else is said to be missing."""
    body = Located(value="0", points=0)
    block = Located(manual=body)
    block.line = body.line = row.spot("shape")
    block.lines = body.lines = dict.fromkeys(("manual", "value", "points"), block.line)
    return block


def _asked_of_parts(kind: Any) -> tuple[Parameter, ...]:
    """What a kind asks of each of its parts, in the part's own row."""
    return tuple(one for slot in slots(kind) if slot.record and slot.holds_rule for one in parameters(slot.record))


def _spots(shape: Any, row: Row) -> dict[str, int]:
    return {one.field: row.spot(one.heading) for one in parameters(shape)}
