"""Which module may import what: the arrows of docs/architecture.md, read from the source with ``ast``."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OURS = {"app", "cli", "verbs", "ui", "pages", "charts", "reports", "data", "scoring"}
ANY = None
"""Any package from outside, Streamlit apart."""


@dataclass(frozen=True)
class Floor:
    """What a room may import: rooms of ours (its own among them), and packages from outside the standard library."""

    rooms: frozenset[str]
    packages: frozenset[str] | None = ANY
    streamlit: bool = False


FLOORS = {
    "scoring": Floor(frozenset({"scoring"}), frozenset({"numpy", "pandas", "yaml"})),
    "data": Floor(frozenset({"data", "scoring"})),
    "charts": Floor(frozenset({"charts", "scoring"}), frozenset({"numpy", "pandas", "plotly"})),
    "reports": Floor(frozenset({"reports", "charts", "data", "scoring"})),
    "ui": Floor(frozenset({"ui", "charts", "reports", "data", "scoring"}), streamlit=True),
    "pages": Floor(frozenset({"ui", "charts", "reports", "data", "scoring"}), streamlit=True),
    "app": Floor(frozenset({"ui", "data", "scoring"}), streamlit=True),
    "verbs": Floor(frozenset({"verbs", "reports", "data", "scoring"})),
    "cli": Floor(frozenset({"verbs", "data", "scoring"})),
}
"""Pages never import one another; only ``ui/frame.py`` names them, and by path."""

CACHES_IN = Path("ui/current")

LONGEST_MODULE = 300
"""Lines. What is longer holds more than one theme: it is parted, not squeezed."""


def modules(root: Path) -> list[Path]:
    """Every module of ours, relative to the root."""
    rooms = [path for room in sorted(OURS) for path in (root / room).rglob("*.py")]
    return [path.relative_to(root) for path in [*root.glob("*.py"), *rooms]]


def too_long(root: Path) -> list[str]:
    """Each module, of the tools and benchmarks too, that is longer than it may be, as ``path: lines``."""
    beside = [path.relative_to(root) for room in ("tools", "bench") for path in sorted((root / room).rglob("*.py"))]
    lines = {one: len((root / one).read_text(encoding="utf-8").splitlines()) for one in [*modules(root), *beside]}
    return [f"{one.as_posix()}: {count}" for one, count in lines.items() if count > LONGEST_MODULE]


def violations(module: Path, source: str) -> list[str]:
    """Each breach of the floors in one module (a path relative to the root), as ``path:line: what``."""
    tree = ast.parse(source)
    found = [*_arrows(module, tree), *_ways_of_importing(tree), *_caches(module, tree)]
    return [f"{module.as_posix()}:{line}: {what}" for line, what in sorted(found)]


def _arrows(module: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    room = module.parts[0].removesuffix(".py")
    floor = FLOORS[room]
    for line, name in _imported(tree):
        package = name.split(".")[0]
        if not _allowed(package, floor):
            yield line, f"{room} must not import {package}"


def _allowed(package: str, floor: Floor) -> bool:
    if package in OURS:
        return package in floor.rooms
    if package == "streamlit":
        return floor.streamlit
    return package in sys.stdlib_module_names or floor.packages is ANY or package in floor.packages


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, also inside functions and ``importlib.import_module("…")``."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, one.name) for one in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield node.lineno, name
            case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module")):
                yield from ((node.lineno, one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


def _ways_of_importing(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names):
            yield node.lineno, "wildcard import"
        if isinstance(node, ast.ImportFrom) and node.level > 1:
            yield node.lineno, "relative import upward"


def _caches(module: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if module.is_relative_to(CACHES_IN):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="cache_data" | "cache_resource" as name):
                yield node.lineno, f"st.{name} outside {CACHES_IN.as_posix()}"
            case ast.ImportFrom(module="streamlit", names=names):
                cached = [one.name for one in names if one.name.startswith("cache_")]
                yield from ((node.lineno, f"st.{name} outside {CACHES_IN.as_posix()}") for name in cached)
