"""Blocks with places: each mapping knows its line or cell, and a key written twice is a fault, not a silent choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

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


class Located(dict[str, Any]):
    """A mapping that knows its line and the lines of its keys; in a workbook, of those left blank as well."""

    line: int = 0
    lines: dict[str, int]


Report = Callable[[int, str, str], None]
Spoken = Callable[[str], str]
"""What a key or a choice is called where the scheme was written: itself in YAML, a heading in a workbook."""


def read_located(path: Path, text: str, report: Report) -> Any:
    """The document in ``text`` with :class:`Located` mappings; None (and a fault) when it is no YAML."""
    if len(text) > MAX_CHARACTERS:
        report(0, f"文件超过 {MAX_CHARACTERS} 个字符", "请拆分或检查文件")
        return None
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        return _Builder(report).built(root) if root is not None else None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        report(
            mark.line + 1 if mark else 0, f"{path.name} 不是正确的 YAML 文件", "请检查缩进、冒号后的空格和引号是否成对"
        )
        return None


class _Builder:
    """Turns the nodes of one document into plain values and :class:`Located` mappings, each node once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.scalars = yaml.constructor.SafeConstructor()
        self.seen: set[int] = set()

    def built(self, node: yaml.Node, depth: int = 0) -> Any:
        """The node's value. An alias is refused: it hides what a line says, and a few of them make a bomb."""
        if depth > MAX_DEPTH:
            raise RecursionError
        if isinstance(node, yaml.ScalarNode):
            return self.scalars.construct_object(node)
        if id(node) in self.seen:
            self.report(node.start_mark.line + 1, "方案文件不能使用 YAML 的锚点和引用（& 与 *）", "请把内容直接写出来")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.built(one, depth + 1) for one in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.Node, depth: int) -> Located:
        built = Located()
        built.line, built.lines = node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in built:
                self.report(line, f"键「{key}」重复出现（第 {built.lines[key]} 行已有）", "请只保留一处")
            built[key], built.lines[key] = self.built(value_node, depth + 1), line
        return built
