"""A scheme small enough to hold in the head: one judged item of 90 points, one rigid count of 10."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from scoring import Scheme, Scorecard, parse_scheme, score

TEXT = """\
scheme: tiny
version: "1"
name: 试算方案
declares: {categories: 1, sub_items: 1, indicators: 2, rigid: 1, rigid_points: 10, quantitative: 100, total: 100}
grades:
  - {name: 优秀, at_least: 90}
  - {name: 良好, at_least: 80}
  - {name: 一般}
veto: {cap: 良好}
ranking: {tie_break: [rigid, open_problems]}
themes: [耕地保护]
components: []
categories:
  - code: T
    name: 大项
    sub_items:
      - code: T1
        name: 小项
        indicators:
          - code: T1-01
            name: 日常工作
            points: 90
            lead: 县委办
            inputs:
              - {id: judged, name: 评定得分, unit: 分, range: [0, 90]}
            rule: {manual: {value: judged}}
          - code: T1-02
            name: 违法占用耕地
            points: 10
            rigid: 耕地保护
            lead: 县自然资源局
            inputs:
              - {id: found, name: 未整改宗数, unit: 宗, range: [0, 10]}
            rule: {count: {value: found, deduct: 1}}
"""

Figures = tuple[float | str | None, float | str | None]
"""What a town reports: (judged, found); None is unreported, text is 不适用."""


@cache
def tiny(*changes: tuple[str, str]) -> Scheme:
    """The scheme, with some of its text put otherwise."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return parse_scheme({"scheme.yaml": text})


def card_of(
    towns: Mapping[str, Figures], groups: Mapping[str, str] | None = None, scheme: Scheme | None = None
) -> Scorecard:
    """The scorecard of the towns with these figures."""
    rows = [
        {"unit": unit, "indicator": code, "input": asked, **_reported(figure)}
        for unit, figures in towns.items()
        for code, asked, figure in zip(("T1-01", "T1-02"), ("judged", "found"), figures, strict=True)
    ]
    values = pd.DataFrame(rows, columns=["unit", "indicator", "input", "value", "status"]).astype({"value": float})
    units = pd.DataFrame({"unit": list(towns), "group": [(groups or {}).get(unit, "") for unit in towns]})
    return score(scheme or tiny(), values, units)


def _reported(figure: float | str | None) -> dict[str, object]:
    if isinstance(figure, str):
        return {"value": None, "status": "not_applicable"}
    return {"value": figure, "status": "unreported" if figure is None else "reported"}
