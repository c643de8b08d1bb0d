"""The board of rigid items: 19 items × towns, five states, each with its shape."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.cells import board
from charts.states import LIGHTS, lamp
from charts.text import plain, safe, wrap

STATES = tuple(LIGHTS)
FILLS = tuple(light.fill for light in LIGHTS.values())
INKS = tuple(light.text for light in LIGHTS.values())


def rigid_board(lights: pd.DataFrame) -> go.Figure:
    """Rigid items (rows) × units (columns). The first column stands apart: it is the county, which is what counts.

    ``lights`` has ``unit``, ``indicator``, ``name``, ``points``, ``state`` (已扣分, 待核, 临界, 满分有佐证, 不适用) and
    ``margin_text``; rows and columns keep the order in which they first occur. A click gives ``[unit, indicator]``.
    """
    if lights.empty:
        return style.empty("还没有可判断的刚性指标。")
    items = lights.drop_duplicates("indicator")
    units = list(dict.fromkeys(lights["unit"]))
    names = [f"{name}（{plain(points)}分）" for name, points in zip(items["name"], items["points"], strict=True)]
    cells = _cells(lights, list(items["indicator"]), units)
    return board(
        cells,
        names,
        units,
        FILLS,
        alt=_alt(lights),
        inks=INKS,
        hatched=STATES.index("待核"),
        breaks=[0] if len(units) > 1 else [],
    )


def _cells(lights: pd.DataFrame, codes: list[str], units: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": lights["indicator"].map({code: at for at, code in enumerate(codes)}),
            "column": lights["unit"].map({unit: at for at, unit in enumerate(units)}),
            "fill": lights["state"].map({state: at for at, state in enumerate(STATES)}),
            "sign": lights["state"].map({state: light.shape for state, light in LIGHTS.items()}),
            "hover": [
                f"<b>{safe(unit)}</b><br>{wrap(name, 20)}<br>{lamp(state)}{_margin(margin)}<br>点击看得分说明"
                for unit, name, state, margin in zip(
                    lights["unit"], lights["name"], lights["state"], lights["margin_text"], strict=True
                )
            ],
            "unit": lights["unit"],
            "indicator": lights["indicator"],
        }
    )


def _margin(text: object) -> str:
    return f"<br>{wrap(text, 22)}" if isinstance(text, str) and text else ""


def _alt(lights: pd.DataFrame) -> str:
    counted = lights["state"].value_counts()
    states = "，".join(f"{state} {counted[state]} 格" for state in STATES if state in counted)
    return f"刚性指标红绿灯，{lights['indicator'].nunique()} 项 × {lights['unit'].nunique()} 个单位：{states}。"
