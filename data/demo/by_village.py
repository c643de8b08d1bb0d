"""分村明细 of the towns that fill it in: a few figures shared out among the villages."""

from __future__ import annotations

from collections.abc import Mapping

from data.demo.county import Town
from data.demo.dates import DemoRound
from data.demo.tables import chance
from data.templates.filled import Key, Typed

BROKEN_DOWN: tuple[Key, ...] = (("C1-02", "sanitary"), ("C1-02", "households"), ("C1-02", "faulty"))

TOWNS = frozenset({"石桥镇", "官田镇", "云岭镇"})
"""Who breaks figures down."""

MISCOUNTED = {("官田镇", 3): (("C1-02", "households"), 6)}
"""Whose villages do not add up in which round: the figure, and by how much too few."""


def by_village(town: Town, one: DemoRound, values: Mapping[Key, Typed]) -> dict[str, dict[Key, Typed]]:
    """Village → its figures; nothing for a town that does not break its figures down."""
    shared: dict[str, dict[Key, Typed]] = {village: {} for village in town.villages} if town.name in TOWNS else {}
    wrong, fewer = MISCOUNTED.get((town.name, one.number), (("", ""), 0))
    for key in BROKEN_DOWN if shared else ():
        total = int(float(str(values[key]))) - (fewer if key == wrong else 0)
        for village, part in zip(town.villages, _parts(town, key, total), strict=True):
            shared[village][key] = part
    return shared


def _parts(town: Town, key: Key, total: int) -> list[int]:
    """A whole number shared out, larger villages having more; few cases fall to few villages."""
    luck = chance("villages", town.name, key[0])  # one indicator, one share: done stays below its base
    shares = [luck.uniform(0.7, 1.3) for _ in town.villages]
    ends = [int(total * sum(shares[: place + 1]) / sum(shares)) for place in range(len(shares))]
    ends[-1] = total
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
