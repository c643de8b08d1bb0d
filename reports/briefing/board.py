"""红黑榜: the villages and towns that stand best and worst, and photographs of what hangs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts.text import interval, loss_span
from reports.blocks import Cell, Column, Picture, Pictures, Slide, Table, Tone
from reports.briefing.fitting import NARROW, clipped, first_fitting, held, numbered, spread
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material

VILLAGES = (Column("镇村", 0.5), Column("失分", 0.22, "right"), Column("未销号问题", 0.28, "right"))
TOWNS = (Column("镇", 0.4), Column("得分", 0.3, "right"), Column("全县名次", 0.3, "right"))
LISTED, BEST = 8, 3
"""Villages, and towns, on each of the two boards."""
PICTURES = 4
TOLD = 5
"""Villages of which the speaker knows what was found."""


def board(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """Villages, towns, photographs."""
    villages = _villages(material)
    yield _village_slide(material, villages)
    yield from _town_slide(material)
    yield from _photographs(material)


def _villages(material: Material) -> pd.DataFrame:
    """Every village that was visited or on which a problem hangs: town, village, found, lost, at_risk, problems.

    ``problems`` are those of the ledger; ``lost`` is NaN where nobody has been.
    """
    hanging = material.problems[material.problems["counts"].astype(bool) & (material.problems["village"] != "")]
    problems = Counter(zip(hanging["town"], hanging["village"], strict=True))
    rows = {
        (unit, row["village"]): (unit, row["village"], row["found"], row["lost"], row["at_risk"])
        for unit, one in material.portraits.items()
        for row in one.villages.to_dict("records")
    }
    for town, village in problems:
        rows.setdefault((town, village), (town, village, "没有抽查", float("nan"), 0.0))
    table = pd.DataFrame(list(rows.values()), columns=["town", "village", "found", "lost", "at_risk"])
    return table.assign(problems=[problems[key] for key in rows])


def _village_slide(material: Material, villages: pd.DataFrame) -> Slide:
    if villages.empty:
        return Slide("board", "board-villages", KINDS["board"], "本轮没有村级抽查，也没有村级问题。")
    clean = villages[(villages["lost"] == 0) & (villages["at_risk"] == 0) & (villages["problems"] == 0)]
    ranks = material.diagnosis.ranking.set_index("unit")["rank"]
    clean = clean.sort_values("town", key=lambda column: column.map(ranks), kind="stable")
    faulty = villages.drop(clean.index).sort_values(["lost", "problems", "at_risk"], ascending=False, kind="stable")
    tables = (_board("红榜：没有失分和未销号问题", clean), _board("黑榜：失分最多", faulty))
    headline = f"{len(villages)} 个村里，{len(clean)} 个没有失分和未销号问题，{len(faulty)} 个有。"
    return Slide(
        "board", "board-villages", f"{KINDS['board']}：村", headline, blocks=tables, beside=True,
        notes=tuple(_found(row) for row in faulty.head(TOLD).to_dict("records")),
    )  # fmt: skip


def _board(caption: str, villages: pd.DataFrame) -> Table:
    rows = [
        (
            Cell(f"{row['town']}{row['village']}"),
            Cell(_lost(row), float(row["lost"])),
            Cell(f"{row['problems']} 个", float(row["problems"])),
        )
        for row in villages.to_dict("records")
    ]
    kept = held(VILLAGES, rows, NARROW, LISTED)
    note = f"共 {len(rows)} 个村，列前 {len(kept)} 个。" if len(rows) > len(kept) else ""
    return Table(VILLAGES, kept or ((Cell("没有"), Cell(""), Cell("")),), caption, note)


def _lost(row: dict[Any, Any]) -> str:
    """What the village has lost of the points it is scored out of; nothing is known where nobody has been."""
    return "未抽查" if row["lost"] != row["lost"] else loss_span(row["lost"], row["lost"] + row["at_risk"])


def _found(row: dict[Any, Any]) -> str:
    told = f"{row['town']}{row['village']}：{clipped(str(row['found']), 80)}"
    lost = "" if row["lost"] != row["lost"] else f"；失 {_lost(row)} 分"
    return f"{told}{lost}，未销号问题 {row['problems']} 个。"


def _town_slide(material: Material) -> Iterator[Slide]:
    """The first and the last towns of the ranking; none where there are too few to tell them apart."""
    table = material.ranked
    count = min(BEST, len(table) // 2)
    if not count or not material.diagnosis.reported:
        return
    first, last = table.head(count), table.tail(count).iloc[::-1]
    tables = (_ranked("红榜：名次在前", first), _ranked("黑榜：名次在后", last))
    named = f"{'、'.join(first['unit'])}在前；{'、'.join(last['unit'])}在后。"
    headline = first_fitting([named, f"{first.iloc[0]['unit']}第 1，{last.iloc[0]['unit']}末位。"])
    yield Slide("board", "board-towns", f"{KINDS['board']}：镇", headline, blocks=tables, beside=True)


def _ranked(caption: str, towns: pd.DataFrame) -> Table:
    rows = tuple(
        (
            Cell(str(row["unit"])),
            Cell(
                interval(row["low"], row["high"]), float(row["low"]),
                Tone.PLAIN if row["low"] == row["high"] else Tone.UNREPORTED,
            ),
            Cell(f"第 {int(row['rank'])}", float(row["rank"])),
        )
        for row in towns.to_dict("records")
    )  # fmt: skip
    return Table(TOWNS, rows, caption)


def _photographs(material: Material) -> Iterator[Slide]:
    """Photographs of problems that hang, rigid and overdue ones first."""
    told = {row["id"]: f"{row['where']}：{row['description']}" for row in material.problems.to_dict("records")}
    pictures = [Picture(one.content, one.media_type, clipped(told[one.problem])) for one in material.photos]
    portions = list(spread(len(pictures), PICTURES)) if pictures else []
    for place, (begin, end) in enumerate(portions, 1):
        title = numbered(f"{KINDS['board']}：现场", place, len(portions))
        shown = Pictures(tuple(pictures[begin:end]))
        yield Slide("board", f"board-photos-{place}", title, "这些问题还没有销号。", blocks=(shown,))
