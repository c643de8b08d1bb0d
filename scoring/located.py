"""Blocks with places: each mapping knows its line or cell, and a key written twice is a fault, not a silent choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
from yaml.resolver import Resolver

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 40


class Spot(int):
    """A line that is a row of a workbook's sheet: it knows the sheet and the cell."""

    sheet: str
    cell: str

    def __new__(cls, row: int, sheet: str = "", cell: str = "") -> Spot:
        spot = super().__new__(cls, row)
        spot.sheet, spot.cell = sheet, cell
        return spot

    def __getnewargs__(self) -> tuple[int, str, str]:  # type: ignore[override]  # a copy keeps its cell
        return int(self), self.sheet, self.cell


@dataclass(frozen=True)
class Fault:
    """Something wrong in a scheme: where (file and line, or sheet and cell; indicator), what, and the remedy."""

    file: str
    line: int
    indicator: str
    message: str
    remedy: str
    severity: str = "错误"
    code: str = "S000"
    sheet: str = ""
    cell: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.line, Spot):
            object.__setattr__(self, "sheet", self.line.sheet)
            object.__setattr__(self, "cell", self.line.cell)

    def __str__(self) -> str:
        where = f"{self.file} 第 {self.line} 行" if self.line else self.file
        if self.sheet:
            where = f"{self.file}「{self.sheet}」{self.cell}"
        return f"{where}{f'（{self.indicator}）' if self.indicator else ''}：{self.message}。{self.remedy}"


class SchemeError(ValueError):
    """A scheme that cannot be used. ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type[SchemeError], tuple[list[Fault]]]:
        """So that it can be sent from one process to another."""
        return SchemeError, (self.faults,)


class Located(dict[str, Any]):
    """A mapping that knows its line and the lines of its keys; in a workbook, of those left blank as well."""

    line: int = 0
    lines: dict[str, int]


def place(block: Located, key: str) -> int:
    """The line of a key; of the block, where it has none."""
    return block.lines.get(key, block.line)


_NO_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
"""YAML 1.1 begins a new line at these, no editor does: the lines of faults would be others than the office sees."""

Report = Callable[[int, str, str], None]
Spoken = Callable[[str], str]
"""What a key or a choice is called where the scheme was written: itself in YAML, a heading in a workbook."""


def read_located(path: Path, text: str, report: Report) -> Any:
    """The document in ``text`` with :class:`Located` mappings; None (and a fault) when it is no YAML."""
    if len(text) > MAX_CHARACTERS:
        report(0, f"文件超过 {MAX_CHARACTERS} 个字符", "请拆分或检查文件")
        return None
    try:
        loader = _Loader(text.translate(_NO_BREAKS))
        root = loader.get_single_node()
        for line in loader.anchored:
            report(line, "方案文件不能使用 YAML 的锚点和引用（& 与 *）", "请把内容直接写出来")
        return _Builder(report).built(root) if root is not None else None
    except yaml.YAMLError as error:
        why = f"：{error.problem}" if isinstance(error, _TooDeepError) else ""
        remedy = "请检查缩进、冒号后的空格和引号是否成对"
        report(_line_of(error, text), f"{path.name} 不是正确的 YAML 文件{why}", remedy)
        return None


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """The line that an error of the YAML reader points at; 0 when it points at none."""
    mark = getattr(error, "problem_mark", None)
    if mark is None and isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1
    return mark.line + 1 if mark else 0


class _TooDeepError(yaml.MarkedYAMLError):
    """The document is nested deeper than any scheme."""


class _Loader(Composer, CParser, Resolver):
    """Composes a document of plain values: nothing is an alias, and only true and false are taken for an answer.

    The text is taken apart by libyaml, which comes inside PyYAML's wheels and is five times as fast as Python.

    Of what other readers of YAML make numbers, dates or answers («no», «010», «1:30») nothing is but text: a code that
    looks like one stays as it is written.
    """

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)
        self.anchored: list[int] = []
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """The next node. An alias hides what a line says, and a few of them make a bomb: nothing stands in for it."""
        event: Any = self.peek_event()
        start, end = event.start_mark, event.end_mark
        if getattr(event, "anchor", None) is not None:
            self.anchored.append(start.line + 1)
            event.anchor = None
        if isinstance(event, yaml.AliasEvent):
            self.get_event()
            return yaml.ScalarNode(_NULL, "", start, end)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeepError(problem=f"嵌套超过 {MAX_DEPTH} 层", problem_mark=start)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


_NULL = "tag:yaml.org,2002:null"
_PLAIN_VALUES = {
    _NULL: (r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    "tag:yaml.org,2002:bool": (r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    "tag:yaml.org,2002:int": (r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    "tag:yaml.org,2002:float": (r"^[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?$", list("-+0123456789")),
}
_Loader.yaml_implicit_resolvers = {}
for _tag, (_written, _first) in _PLAIN_VALUES.items():
    _Loader.add_implicit_resolver(_tag, re.compile(_written), _first)
_TAGS = frozenset({*_PLAIN_VALUES, *(f"tag:yaml.org,2002:{one}" for one in ("str", "seq", "map"))})


class _Builder:
    """Turns the nodes of one document into plain values and :class:`Located` mappings."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.scalars = yaml.constructor.SafeConstructor()

    def built(self, node: yaml.Node) -> Any:
        """The node's value; None, with a fault, where it has none."""
        if node.tag not in _TAGS:
            self.report(node.start_mark.line + 1, "方案文件不能使用 YAML 的类型标记（!）", "请去掉标记，直接写值")
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.built(one) for one in node.value]
        return self._mapping(node) if isinstance(node, yaml.MappingNode) else self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self.scalars.construct_object(node)
        except (ValueError, KeyError, yaml.YAMLError):  # a tag that the value does not fit, or digits without end
            self.report(node.start_mark.line + 1, f"「{str(node.value)[:20]}」无法读成数字", "请核对这个数")
            return None

    def _mapping(self, node: yaml.MappingNode) -> Located:
        built = Located()
        built.line, built.lines = node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(line, "键应为一个词", "请写成「键： 值」")
                continue
            key = key_node.value
            if key in built:
                self.report(line, f"键「{key}」重复出现（第 {built.lines[key]} 行已有）", "请只保留一处")
            built[key], built.lines[key] = self.built(value_node), line
        return built
