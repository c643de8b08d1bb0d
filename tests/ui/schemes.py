"""Schemes for the page tests: texts, uploads, rounds under them, and what a reader does on the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from zipfile import ZipFile

from streamlit.testing.v1 import AppTest

from data.scheme_versions import texts_on_disk
from data.store import Store
from scoring import parse_scheme
from tests.scoring.tiny import TEXT as TINY
from tests.ui import county
from tests.ui.acting import choose, click, give, said, stored

__all__ = ["PAGE", "TINY", "changed", "click", "kept", "said", "stored", "texts_on_disk", "upload", "view", "zipped"]

PAGE = "scheme/scheme"


def kept(store: Store, texts: Mapping[str, str], round_name: str, called: tuple[str, str] | None = None) -> str:
    """Keep the scheme and open a round under it; its fingerprint. ``called``: code and version that it cannot say."""
    code, version = called or _called(texts)
    fingerprint = store.save_scheme(code, version, texts, "王某")
    store.save_roster(county.roster())
    store.open_round(round_name, code, version, scheme_sha256=fingerprint)
    return fingerprint


def _called(texts: Mapping[str, str]) -> tuple[str, str]:
    scheme = parse_scheme(texts)
    return scheme.code, scheme.version


def changed(version: str = "2", **files: tuple[str, str]) -> dict[str, str]:
    """The default scheme as another version; ``files``: file → (old, new), replaced once."""
    texts = texts_on_disk("gd2021")
    texts["scheme.yaml"] = texts["scheme.yaml"].replace('version: "1"', f'version: "{version}"')
    for stem, (old, new) in files.items():
        name = f"{stem}.yaml"
        assert old in texts[name], old
        texts[name] = texts[name].replace(old, new, 1)
    return texts


def zipped(texts: Mapping[str, str]) -> bytes:
    """The files as a zip."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return packed.getvalue()


# --- on the page ------------------------------------------------------------------------------------------------------


view = partial(choose, "scheme-view")


def upload(at: AppTest, content: bytes, name: str = "方案.zip") -> AppTest:
    """Give the page a file as the new version."""
    at.session_state["scheme-view"] = "换方案"
    return give(at, name, content)
