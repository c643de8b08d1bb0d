"""Where the store is, for the dashboard and the command line alike."""

from __future__ import annotations

import os
from pathlib import Path

STORE_VARIABLE = "MOCK_ASSESSMENT_STORE"
"""The environment variable that names another database (a SQLAlchemy URL)."""

DEFAULT_STORE = Path(__file__).resolve().parent.parent / "var" / "store.db"

DEMO_SETTING = "demo"
"""The setting that is true when the store holds the demo county: every page then says 演示数据."""


def store_url() -> str:
    """The database's URL: the environment's, or a SQLite file in ``var/``."""
    return os.environ.get(STORE_VARIABLE) or f"sqlite:///{DEFAULT_STORE}"
