"""The arrows between the rooms only point down, and no module grows longer than it may be."""

from pathlib import Path

import pytest

from tests.floors import OURS, modules, too_long, violations


def test_every_module_keeps_to_its_floor(root: Path) -> None:
    faults = [fault for one in modules(root) for fault in violations(one, (root / one).read_text(encoding="utf-8"))]
    assert not faults, "\n".join(faults)


def test_no_module_is_longer_than_300_lines(root: Path) -> None:
    assert too_long(root) == []


def test_a_module_of_301_lines_is_found_in_every_room(tmp_path: Path) -> None:
    for room, lines in (("ui", 300), ("data", 301), ("tools", 301)):
        (tmp_path / room).mkdir()
        (tmp_path / room / "long.py").write_text("\n" * lines, encoding="utf-8")
    assert too_long(tmp_path) == ["data/long.py: 301", "tools/long.py: 301"]


def test_every_room_is_looked_at(root: Path) -> None:
    seen = {one.parts[0].removesuffix(".py") for one in modules(root)}
    assert seen == OURS


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("scoring/gaps.py", "from data.store import Store"),
        ("scoring/gaps.py", "import sqlalchemy"),
        ("scoring/rules/leaves.py", "def late():\n    import streamlit"),
        ("scoring/gaps.py", "import importlib\nimportlib.import_module('data.store')"),
        ("data/store.py", "import streamlit as st"),
        ("data/store.py", "from ui.labels import money"),
        ("data/store.py", "import charts.bars"),
        ("charts/bars.py", "import streamlit.components.v1"),
        ("charts/bars.py", "from data import store"),
        ("reports/circular.py", "import streamlit"),
        ("cli.py", "from streamlit import cli"),
        ("cli.py", "import ui.current"),
        ("verbs/report.py", "from ui.current import diagnosis"),
        ("pages/diagnose/gaps.py", "from pages.diagnose import ranking"),
        ("ui/panels.py", "import pages.overview"),
        ("ui/panels.py", "import streamlit as st\n@st.cache_data\ndef rows(): ..."),
        ("pages/diagnose/gaps.py", "from streamlit import cache_resource"),
        ("scoring/gaps.py", "from scoring.scheme import *"),
        ("scoring/rules/leaves.py", "from ..scheme import Input"),
    ],
)
def test_a_planted_breach_is_found(module: str, line: str) -> None:
    assert violations(Path(module), line)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("scoring/gaps.py", "import math\nimport pandas as pd\nimport yaml\nfrom scoring.scheme import Scheme"),
        ("scoring/rules/leaves.py", "from .node import Node"),
        ("data/store.py", "import sqlalchemy\nfrom scoring import score"),
        ("charts/bars.py", "import plotly.graph_objects as go"),
        ("ui/current/scored.py", "import streamlit as st\n@st.cache_data\ndef rows(): ..."),
        ("pages/diagnose/gaps.py", "import streamlit as st\nfrom ui.current import card"),
        ("app.py", "import streamlit as st\nfrom data.store import Store"),
    ],
)
def test_what_the_floors_allow_is_not_reported(module: str, line: str) -> None:
    assert violations(Path(module), line) == []
