"""红黑榜: the towns first and last in their groups, the sampled villages without and with the most lost points."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from charts.text import interval, loss
from reports.blocks import Cell, Column, Table, Tone
from reports.material import Material

RED, BLACK = "红榜", "黑榜"
VILLAGES = 10
"""Villages on the black board."""

_COLUMNS = (Column("榜别", 8, "center"), Column("类别", 8, "center"), Column("镇、村", 30), Column("依据", 50))


def board_table(material: Material) -> Table:
    """Both boards as one table, the red one first."""
    towns, villages = list(_towns(material)), sampled_villages(material)
    good = villages[(villages["lost"] == 0) & (villages["at_risk"] == 0) & (villages["problems"] == 0)]
    bad = villages[villages["lost"] > 0].sort_values("lost", ascending=False, kind="stable")
    shown = [*_good(good), *_bad(bad.head(VILLAGES))]
    rows = tuple(row for which in (RED, BLACK) for row in (*towns, *shown) if row[0].text == which)
    note = (
        f"镇取各组首末名。抽查村{len(villages)}个，未失分且没有未销号问题的{len(good)}个列红榜；失分的{len(bad)}个，"
        f"列失分最多的{min(len(bad), VILLAGES)}个。"
    )
    return Table(_COLUMNS, rows, note=note if rows else "")


def sampled_villages(material: Material) -> pd.DataFrame:
    """The sampled villages of all towns; columns of ``data.town_portrait.VILLAGE_COLUMNS`` and ``town``."""
    tables = [one.villages.assign(town=unit) for unit, one in material.portraits.items() if one.reported]
    filled = [table for table in tables if len(table)]
    empty = pd.DataFrame(columns=["town", "village", "found", "lost", "at_risk", "problems"])
    return pd.concat(filled, ignore_index=True) if filled else empty


def _towns(material: Material) -> Iterator[tuple[Cell, ...]]:
    ranking = material.ranked
    for group in material.diagnosis.groups:
        rows = ranking[ranking["group"] == group].sort_values("group_rank", kind="stable")
        first, last = rows["group_rank"].min(), rows["group_rank"].max()
        if first == last:
            continue
        for which, place in ((RED, first), (BLACK, last)):
            for row in rows[rows["group_rank"] == place].to_dict("records"):
                score = interval(row["low"], row["high"])
                why = f"{group or '全县'}第{int(place)}名，{score}分"
                yield _row(which, "镇", str(row["unit"]), why)


def _good(villages: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for town, rows in villages.groupby("town", sort=False):
        yield _row(RED, "村", "、".join(rows["village"]), f"{town}，抽查未失分，没有未销号问题")


def _bad(villages: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for row in villages.to_dict("records"):
        hanging = f"；未销号问题{row['problems']}个" if row["problems"] else ""
        why = f"抽查失{loss(row['lost'])}分：{row['found']}{hanging}"
        yield _row(BLACK, "村", f"{row['town']}{row['village']}", why)


def _row(which: str, kind: str, name: str, why: str) -> tuple[Cell, ...]:
    return Cell(which, tone=Tone.SAFE if which == RED else Tone.PLAIN), Cell(kind), Cell(name), Cell(why)
