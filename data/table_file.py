"""The headless contract: a CSV of values in, a CSV of scores out.

``V.csv``: ``unit,group,indicator,input,sample,value,target,last_year``. A blank value is unreported, 不适用 is not
applicable. ``R.csv``: ``unit,indicator,points,score,low,high,state,reason``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from scoring.scheme import Scheme
from scoring.scorecard import Scorecard

VALUE_COLUMNS = ("unit", "group", "indicator", "input", "sample", "value", "target", "last_year")
SCORE_COLUMNS = ("unit", "indicator", "points", "score", "low", "high", "state", "reason")
NOT_APPLICABLE_WORD = "不适用"


class TableError(ValueError):
    """The file is no table of values; the message says where and what, in Chinese."""


def read_values(path: Path, scheme: Scheme) -> pd.DataFrame:
    """The values of the file. TableError names the line of the first thing that is wrong."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise TableError(f"无法读取 {path.name}：请保存为 UTF-8 编码的 CSV 文件") from error
    missing = [name for name in ("unit", "indicator", "input", "value") if name not in table.columns]
    if missing:
        raise TableError(f"{path.name} 缺少列：{'、'.join(missing)}")
    table = table.reindex(columns=list(VALUE_COLUMNS), fill_value="").apply(lambda column: column.str.strip())
    _known(table, scheme, path.name)
    absent = table["value"] == NOT_APPLICABLE_WORD
    figures = {name: _numbers(table[name].mask(absent, ""), path.name) for name in ("value", "target", "last_year")}
    status = np.select([absent, figures["value"].isna()], ["not_applicable", "unreported"], "reported")
    typed: pd.DataFrame = table.assign(**figures, status=status)
    return typed


def _known(table: pd.DataFrame, scheme: Scheme, file: str) -> None:
    """Every row must name an indicator and an input of the scheme, and no figure twice."""
    asked = {(one.code, each.id) for one in (*scheme.indicators, *scheme.components) for each in one.inputs}
    pairs = list(zip(table["indicator"], table["input"], strict=True))
    for line, pair in enumerate(pairs, 2):
        if pair not in asked:
            raise TableError(f"{file} 第 {line} 行：方案中没有指标 {pair[0]} 的填报项 {pair[1]}")
    doubled = table.duplicated(["unit", "indicator", "input", "sample"])
    if doubled.any():
        raise TableError(f"{file} 第 {int(np.argmax(doubled.to_numpy())) + 2} 行：同一填报项重复出现")


def _numbers(column: pd.Series, file: str) -> pd.Series:
    numbers = pd.to_numeric(column.replace("", None), errors="coerce")
    bad = (numbers.isna() & (column != "")) | np.isinf(numbers)
    if bad.any():
        line = int(np.argmax(bad.to_numpy())) + 2
        raise TableError(f"{file} 第 {line} 行：{column.name} 列的「{column[bad].iloc[0]}」不是数字")
    return numbers.astype(float)


def score_table(card: Scorecard) -> pd.DataFrame:
    """The card as the contract's table: a blank score while an unreported figure leaves it open."""
    table = card.table().assign(reason=card.reasons())
    quantitative = [one.code for one in card.indicators if not one.component]
    return table.loc[table["indicator"].isin(quantitative), list(SCORE_COLUMNS)]


def write_scores(cards: list[Scorecard], path: Path) -> None:
    """The cards in one file, as Excel opens it (UTF-8 with a mark)."""
    pd.concat([score_table(card) for card in cards], ignore_index=True).to_csv(path, index=False, encoding="utf-8-sig")
