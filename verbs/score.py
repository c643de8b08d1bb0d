"""Figures in, points out: CSV to CSV."""

from __future__ import annotations

import argparse
from pathlib import Path


def options(one: argparse.ArgumentParser) -> None:
    one.add_argument("--scheme", required=True, help="方案代号或路径")
    one.add_argument(
        "--values", required=True, type=Path, help="V.csv：unit,group,indicator,input,sample,value,target,last_year"
    )
    one.add_argument("--out", required=True, type=Path, help="R.csv：unit,indicator,points,score,low,high,state,reason")
    one.add_argument("--county", action="store_true", help="另给出全县（各镇汇总）的得分")


def score(given: argparse.Namespace) -> int:
    """Score a table of values; the totals go to standard output."""
    from data.table_file import read_values, write_scores
    from scoring import load_scheme
    from scoring.grading import verdict
    from scoring.panel import Panel
    from scoring.score import county_card, town_card

    scheme = load_scheme(given.scheme)
    panel = Panel(scheme, read_values(given.values, scheme))
    cards = [town_card(panel), *([county_card(panel)] if given.county else [])]
    write_scores(cards, given.out)
    for card in cards:
        for row, unit in enumerate(card.units):
            print(f"{unit}：{verdict(card, row).sentence}")
    return 0
