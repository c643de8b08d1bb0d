"""Where points are lost, as bars and as nested bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import interval, room, wrap

NAME_WIDTH = 18
TONES = (style.BLUE, style.LOSS_STEPS[4], style.LOSS_STEPS[3])
"""Bars of a deeper level are paler."""

LEVELS = (("category", "category_name"), ("sub_item", "sub_item_name"), ("indicator", "name"))
LEAST = 1e-9


def gap_bars(losses: pd.DataFrame, label: str = "name", key: str = "indicator", limit: int | None = None) -> go.Figure:
    """Points lost, most first: solid what is certainly lost, hatched what may be lost besides because it is unreported.

    ``losses`` has the columns ``label`` and ``key``, ``lost``, ``lost_high`` and, if it is of items, ``rigid`` (theme
    or empty): a rigid item that has lost points is red, since it vetoes. A click gives ``[key]``.
    """
    shown = losses[losses["lost_high"] > LEAST].sort_values(["lost", "lost_high"], ascending=False, kind="stable")
    shown = shown.head(limit) if limit else shown
    if shown.empty:
        return style.empty("没有失分。")
    rigid = _rigid(shown)
    labels = [_marked(str(name), theme) for name, theme in zip(shown[label], rigid, strict=True)]
    return _bars(shown.assign(key=shown[key], rigid=rigid, depth=0), labels, _alt(shown, label))


def loss_tree(losses: pd.DataFrame, depth: int = 2) -> go.Figure:
    """Lost points as nested bars: 大项, under it its 小项, and with ``depth`` 3 the items under those; most first.

    ``losses`` is one row an item: ``category``, ``category_name``, ``sub_item``, ``sub_item_name``, ``indicator``,
    ``name``, ``lost``, ``lost_high``, ``rigid``. What has lost nothing is left out. A click gives ``[code]``.
    """
    nodes = [node for node in _nested(losses, depth) if node.lost_high > LEAST]
    if not nodes:
        return style.empty("没有失分。")
    tree = pd.DataFrame([asdict(node) for node in nodes])
    labels = [
        f"<b>{wrap(node.label, NAME_WIDTH)}</b>" if not node.depth else _marked(node.label, node.rigid)
        for node in nodes
    ]
    return _bars(tree, labels, _alt(tree[tree["depth"] == 0], "label"))


@dataclass(frozen=True)
class Node:
    """One bar of the nested bars."""

    key: str
    label: str
    lost: float
    lost_high: float
    rigid: str
    depth: int


def _nested(losses: pd.DataFrame, levels: int, depth: int = 0) -> list[Node]:
    if depth == levels:
        return []
    parts = [part for _, part in losses.groupby(LEVELS[depth][0], sort=False)]
    nodes: list[Node] = []
    for part in sorted(parts, key=lambda part: (-part["lost"].sum(), -part["lost_high"].sum())):
        nodes += [_node(part, depth), *_nested(part, levels, depth + 1)]
    return nodes


def _node(part: pd.DataFrame, depth: int) -> Node:
    code, name = LEVELS[depth]
    rigid = _rigid(part)[0] if code == "indicator" else ""
    lost, lost_high = float(part["lost"].sum()), float(part["lost_high"].sum())
    return Node(str(part[code].iloc[0]), str(part[name].iloc[0]), lost, lost_high, rigid, depth)


def _bars(shown: pd.DataFrame, labels: list[str], alt: str) -> go.Figure:
    texts = [f"{interval(low, high)} 分" for low, high in zip(shown["lost"], shown["lost_high"], strict=True)]
    common = {"orientation": "h", "y": list(range(len(shown))), "customdata": shown[["key"]], "hoverinfo": "none"}
    return style.figure(
        [
            go.Bar(x=shown["lost_high"], marker=style.hatch(), **common),
            go.Bar(x=shown["lost"], marker={"color": _colours(shown)}, **common),
            style.labels_beside(list(shown["lost_high"]), texts),
        ],
        height=style.ROW * len(shown) + 16,
        alt=alt,
        xaxis=style.quantity_axis(float(shown["lost_high"].max()) * _room_for(texts)),
        yaxis=style.rows_axis(labels),
    )


def _colours(shown: pd.DataFrame) -> list[str]:
    """Red for a rigid item that has lost points; else blue, paler the deeper a nested bar stands."""
    return [
        style.RED if theme and lost > LEAST else TONES[depth]
        for theme, lost, depth in zip(shown["rigid"], shown["lost"], shown["depth"], strict=True)
    ]


def _rigid(rows: pd.DataFrame) -> list[str]:
    """The rigid themes of the rows, "" where there is none."""
    return [theme if isinstance(theme, str) else "" for theme in rows.get("rigid", [""] * len(rows))]


def _marked(name: str, rigid: str) -> str:
    return wrap(f"{name}（刚性）" if rigid else name, NAME_WIDTH)


def _room_for(texts: Sequence[str]) -> float:
    """How much wider than the longest bar the axis must be for the text beside it."""
    return 1.15 + 0.04 * max(room(text) for text in texts)


def _alt(shown: pd.DataFrame, label: str) -> str:
    ranked = shown.sort_values("lost", ascending=False, kind="stable").head(3)
    worst = "；".join(
        f"{name}失 {interval(low, high)} 分"
        for name, low, high in zip(ranked[label], ranked["lost"], ranked["lost_high"], strict=True)
    )
    return f"失分条形图，共 {len(shown)} 项，失分最多的是：{worst}。"
