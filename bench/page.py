"""A warm rerun of each page over the demo county, against an empty Streamlit page."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.clock import Line, timed
from data.demo import load_demo
from data.place import STORE_VARIABLE
from data.store import Store
from scoring import load_scheme

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("overview/overview", "diagnose/gaps", "diagnose/ranking", "diagnose/veto", "intake/receive")


def lines() -> Iterator[Line]:
    """The baseline page writes one line. Every run is the script alone: no network, no browser."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        store = Store(url).migrate()
        load_demo(store, load_scheme("gd2021"))
        os.environ[STORE_VARIABLE] = url
        empty = AppTest.from_string("import streamlit as st\nst.write('empty')", default_timeout=60)
        base = timed(empty.run)
        yield Line("an empty page", base)
        for name in PAGES:
            app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=120).run()
            page = app.switch_page(f"../pages/{name}.py")
            yield Line(f"pages/{name}.py, warm", timed(page.run), base)
        store.close()
