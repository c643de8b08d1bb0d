"""Where points are lost, as bars and as nested bars."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import loss_span, wrap

NAME_WIDTH = 18
TONES = (style.BLUE, style.LOSS_STEPS[4], style.LOSS_STEPS[3])
"""Bars of a deeper level are paler."""

LEVELS = (("category", "category_name"), ("sub_item", "sub_item_name"), ("indicator", "name"))
LEAST = 1e-9


def gap_bars(
    losses: pd.DataFrame,
    label: str = "name",
    key: str = "indicator",
    limit: int | None = None,
    name_width: int = NAME_WIDTH,
) -> go.Figure:
    """Points lost, most first: solid what is certainly lost, hatched what may be lost besides because it is unreported.

    ``losses`` has the columns ``label`` and ``key``, ``lost``, ``at_risk`` and, if it is of items, ``rigid`` (yes or
    no): a rigid item that has lost points is red, since it vetoes. ``name_width`` is the room for a
    name in Chinese characters. A click gives ``[key]``.
    """
    shown = losses[losses["lost"] + losses["at_risk"] > LEAST]
    shown = shown.sort_values(["lost", "at_risk"], ascending=False, kind="stable")
    shown = shown.head(limit) if limit else shown
    if shown.empty:
        return style.empty("没有失分。")
    rigid = _rigid(shown)
    labels = [wrap(_marked(str(name), marked), name_width) for name, marked in zip(shown[label], rigid, strict=True)]
    return _bars(shown.assign(key=shown[key], rigid=rigid, depth=0), labels, _alt(shown, label))


def loss_tree(losses: pd.DataFrame, depth: int = 2) -> go.Figure:
    """Lost points as nested bars: 大项, under it its 小项, and with ``depth`` 3 the items under those; most first.

    ``losses`` is one row an item: ``category``, ``category_name``, ``sub_item``, ``sub_item_name``, ``indicator``,
    ``name``, ``lost``, ``at_risk``, ``rigid``. What has lost nothing is left out. A click gives ``[code]``.
    """
    nodes = [node for node in _nested(losses, depth) if node.lost + node.at_risk > LEAST]
    if not nodes:
        return style.empty("没有失分。")
    tree = pd.DataFrame([asdict(node) for node in nodes])
    labels = [
        f"<b>{wrap(node.label, NAME_WIDTH)}</b>"
        if not node.depth
        else wrap(_marked(node.label, node.rigid), NAME_WIDTH)
        for node in nodes
    ]
    return _bars(tree, labels, _alt(tree[tree["depth"] == 0], "label"))


@dataclass(frozen=True)
class Node:
    """One bar of the nested bars."""

    key: str
    label: str
    lost: float
    at_risk: float
    rigid: bool
    depth: int


def _nested(losses: pd.DataFrame, levels: int, depth: int = 0) -> list[Node]:
    if depth == levels:
        return []
    if (losses[LEVELS[depth][0]] == "").all():  # components stand under no 小项
        return _nested(losses, levels, depth + 1)
    parts = [part for _, part in losses.groupby(LEVELS[depth][0], sort=False)]
    nodes: list[Node] = []
    for part in sorted(parts, key=lambda part: (-part["lost"].sum(), -part["at_risk"].sum())):
        nodes += [_node(part, depth), *_nested(part, levels, depth + 1)]
    return nodes


def _node(part: pd.DataFrame, depth: int) -> Node:
    code, name = LEVELS[depth]
    rigid = code == "indicator" and _rigid(part)[0]
    lost, at_risk = float(part["lost"].sum()), float(part["at_risk"].sum())
    return Node(str(part[code].iloc[0]), str(part[name].iloc[0]), lost, at_risk, rigid, depth)


def _bars(shown: pd.DataFrame, labels: list[str], alt: str) -> go.Figure:
    most = shown["lost"] + shown["at_risk"]
    texts = [f"{loss_span(low, high)} 分" for low, high in zip(shown["lost"], most, strict=True)]
    common = {"orientation": "h", "y": list(range(len(shown))), "customdata": shown[["key"]], "hoverinfo": "none"}
    return style.figure(
        [
            go.Bar(x=most, marker=style.hatch(), **common),
            go.Bar(x=shown["lost"], marker={"color": _colours(shown)}, **common),
            style.labels_beside(list(most), texts),
        ],
        height=style.rows_height(labels),
        alt=alt,
        margin=style.margins(texts),
        xaxis=style.quantity_axis(float(most.max())),
        yaxis=style.rows_axis(labels),
    )


def _colours(shown: pd.DataFrame) -> list[str]:
    """Red for a rigid item that has lost points; else blue, paler the deeper a nested bar stands."""
    return [
        style.RED if rigid and lost > LEAST else TONES[depth]
        for rigid, lost, depth in zip(shown["rigid"], shown["lost"], shown["depth"], strict=True)
    ]


def _rigid(rows: pd.DataFrame) -> list[bool]:
    """Whether each row is a rigid item; no where the table does not say."""
    return [bool(rigid) for rigid in rows.get("rigid", [False] * len(rows))]


def _marked(name: str, rigid: bool) -> str:
    return f"{name}（刚性）" if rigid else name


def _alt(shown: pd.DataFrame, label: str) -> str:
    ranked = shown.sort_values("lost", ascending=False, kind="stable").head(3)
    worst = "；".join(
        f"{name}失 {loss_span(lost, lost + at_risk)} 分"
        for name, lost, at_risk in zip(ranked[label], ranked["lost"], ranked["at_risk"], strict=True)
    )
    return f"失分条形图，共 {len(shown)} 项，失分最多的是：{worst}。"
