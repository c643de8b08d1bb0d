"""A drop of twenty workbooks: read in other processes, checked, previewed; against calamine that only fetches cells."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from bench.clock import Line, timed
from bench.reading import COUNT, raw_calamine, town_files
from data.demo import load_demo
from data.demo.dates import ROUNDS
from data.drop import read_drop
from data.packages import unpacked
from data.reading.isolated import Readers
from data.receipts import Upload
from data.receiving import receive
from data.standing import Standing
from data.store import Store
from scoring import load_scheme
from tests.hostile.zips import zipped


def lines() -> Iterator[Line]:
    """The county has one round before; the files are those of the second, and the preview scores each with it."""
    scheme, store = load_scheme("gd2021"), Store("sqlite://").migrate()
    load_demo(store, scheme, rounds=2)
    uploads = [Upload(name, content) for name, content in town_files()]
    package = [Upload("全县.zip", zipped({one.name: one.content for one in uploads}))]
    standing = Standing.of(store, scheme, ROUNDS[1].name)
    base = timed(lambda: [raw_calamine(one.content) for one in uploads])
    yield Line(f"{COUNT} workbooks, raw python-calamine, in this process", base)
    began = perf_counter()
    with Readers() as pool:
        pool.warm()
        yield Line(f"starting {len(pool.pids)} reading processes, once a server", perf_counter() - began, base)
        yield Line("opening the drop, had they come as one zip", timed(lambda: unpacked(package)), base)
        roster = standing.roster
        yield Line("read in other processes", timed(lambda: list(read_drop(uploads, scheme, roster, pool=pool))), base)
        yield Line("read, checked and previewed", timed(lambda: receive(standing, uploads, pool=pool)), base)
        fresh = timed(lambda: receive(Standing.of(store, scheme, ROUNDS[1].name), uploads, pool=pool), 3)
        yield Line("the same, with what the store holds read first", fresh, base)
