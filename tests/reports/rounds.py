"""Small rounds that slides and documents must bear: nothing in them, one town, forty with long names, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from data.store import Store
from reports.blocks import Bars, Block, Figures, Lights, Pictures, Sentences, Slide, Table
from reports.material import Material
from scoring import COUNTY
from tests.reports.conftest import diagnosed
from tests.ui import county

TODAY = date(2026, 3, 21)
LONG = {
    f"青龙山水库移民安置区与国营农场联合{number:02d}镇": "平原圩镇" if number % 3 else "山区镇" for number in range(40)
}
"""Forty towns with names of twenty signs."""


def nothing(store: Store) -> None:
    """A round without a roster, a date or a figure."""
    store.open_round("空的一轮", "gd2021", "1")


def waiting(store: Store) -> None:
    """Nobody has reported."""
    county.open_round(store, "第一轮模拟考核")


def one_town(store: Store) -> None:
    """One town without a group; no round before, no problems."""
    county.open_round(store, "第一轮模拟考核", {"石桥镇": ""})
    for unit in ("石桥镇", COUNTY):
        county.report(store, "第一轮模拟考核", unit, 1)


def forty(store: Store) -> None:
    """Forty towns with long names, most of which have not reported."""
    county.open_round(store, "第一轮模拟考核", LONG)
    for turn, town in enumerate(list(LONG)[:8]):
        county.report(store, "第一轮模拟考核", town, turn, [("C1-02", "公厕无人管护")])


def gaps(store: Store) -> None:
    """Two rounds; in the second a town has not reported, another has an open problem."""
    for turn, name in enumerate(["第一轮模拟考核", "第二轮模拟考核"]):
        county.open_round(store, name)
        for place, town in enumerate(county.TOWNS):
            if (turn, town) != (1, "云岭镇"):
                county.report(store, name, town, place + turn, [("C1-02", "公厕无人管护")] * (town == "白沙镇"))


FILLS: tuple[Callable[[Store], None], ...] = (nothing, waiting, one_town, forty, gaps)


@contextmanager
def material_of(fill: Callable[[Store], None], folder: Path) -> Iterator[Material]:
    """The last round of a store filled so."""
    store = Store(f"sqlite:///{folder / f'{fill.__name__}.db'}").migrate()
    fill(store)
    yield Material.of(store, diagnosed(store), TODAY)
    store.close()


def texts(slide: Slide) -> list[str]:
    """Every text of a slide that anybody may see or hear."""
    found = [slide.title, slide.headline, slide.town, *slide.notes]
    for block in slide.blocks:
        found += _texts_of(block)
    return found


def _texts_of(block: Block) -> list[str]:
    match block:
        case Table():
            cells = [cell.text for row in block.rows for cell in row]
            return [block.caption, block.note, *(one.heading for one in block.columns), *cells]
        case Figures():
            return [text for one in block.figures for text in (one.label, one.text, one.note)]
        case Lights():
            return [text for one in block.lights for text in (one.name, one.state, one.detail)]
        case Bars():
            return [block.caption, block.unit, *(text for one in block.bars for text in (one.label, one.text))]
        case Pictures():
            return [one.caption for one in block.pictures]
        case Sentences():
            return [block.title, *block.lines]
