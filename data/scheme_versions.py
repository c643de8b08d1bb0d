"""The versions of the scheme (考核方案): which there are, which rounds are scored under them, and how that changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from data.scheme_book import read_scheme_workbook, scheme_workbook
from data.scheme_upload import Candidate
from data.store import Round, Store, StoreError
from data.store_schemes import scheme_fingerprint
from scoring.located import SchemeError
from scoring.scheme import Scheme
from scoring.scheme_file import SCHEMES, load_scheme, parse_scheme, scheme_path
from scoring.scheme_text import HEAD

DEFAULT_SCHEME = "gd2021"
SHOWN_DIGITS = 8
"""How many signs of a fingerprint tell versions apart for people."""

_NAME_LINE = re.compile(r"^name:.*$", re.MULTILINE)


@dataclass(frozen=True)
class Version:
    """A version that rounds can be scored under. ``fingerprint`` is that of its stored texts, or the scheme's code when
    it comes with the program and has not been stored; it then has neither ``saved_at`` nor ``saved_by``. ``name`` is
    "" when its texts do not say it plainly.
    """

    fingerprint: str
    code: str
    version: str
    saved_at: datetime | None = None
    saved_by: str = ""
    rounds: tuple[str, ...] = ()
    name: str = ""

    @property
    def kept(self) -> bool:
        """Whether its texts are in the store."""
        return self.saved_at is not None

    @property
    def title(self) -> str:
        """«gd2021 第 1 版（指纹 0a1b2c3d）»."""
        mark = f"指纹 {self.fingerprint[:SHOWN_DIGITS]}" if self.kept else "随程序提供"
        return f"{self.code} 第 {self.version} 版（{mark}）"


def fingerprint_of(chosen: Round) -> str:
    """What the version is known by that the round names."""
    return chosen.scheme_sha256 or chosen.scheme_code


def versions(store: Store) -> list[Version]:
    """What a round can be scored under: the stored versions, the earliest first, then what comes with the program as
    far as its texts are not stored.
    """
    rounds, kept = store.rounds(), store.scheme_versions()
    known = {one.sha256 for one in kept}
    found = [
        Version(one.sha256, one.code, one.version, one.saved_at, one.saved_by, _users(rounds, one.sha256),
                _name_in(store.scheme_files(one.sha256)))
        for one in kept
    ]  # fmt: skip
    named = [fingerprint_of(one) for one in rounds]
    ours = (_on_disk(one, _users(rounds, one), known) for one in dict.fromkeys([*named, DEFAULT_SCHEME]))
    return [*found, *(one for one in ours if one)]


def _users(rounds: Sequence[Round], fingerprint: str) -> tuple[str, ...]:
    return tuple(one.name for one in rounds if fingerprint_of(one) == fingerprint)


def _on_disk(code: str, users: tuple[str, ...], known: Collection[str]) -> Version | None:
    """The scheme of that code that comes with the program; None when there is none, or it is stored and unused here."""
    texts = texts_on_disk(code)
    if not texts:
        return None
    scheme = parse_scheme(texts)
    stored_already = scheme_fingerprint(scheme.code, scheme.version, texts) in known
    if stored_already and not users:
        return None
    return Version(code, scheme.code, scheme.version, rounds=users, name=scheme.name)


def _name_in(texts: Mapping[str, str]) -> str:
    """The name as the head's own line says it; that is quicker than reading whole schemes for a list of them."""
    line = _NAME_LINE.search(texts.get(HEAD, ""))
    try:
        said = yaml.safe_load(line[0])["name"] if line else ""
    except yaml.YAMLError:
        return ""
    return said if isinstance(said, str) else ""


def texts_on_disk(code: str) -> dict[str, str]:
    """The files of a scheme that comes with the program, name → text."""
    folder = scheme_path(code)
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() and _is_ours(folder) else []
    return {one.name: one.read_text("utf-8") for one in files}


def _is_ours(folder: Path) -> bool:
    return SCHEMES in folder.resolve().parents


def texts_of(store: Store, fingerprint: str) -> dict[str, str]:
    """The files of a version, name → text; StoreError when there is none of that fingerprint."""
    if fingerprint in {one.sha256 for one in store.scheme_versions()}:
        return store.scheme_files(fingerprint)
    texts = texts_on_disk(fingerprint)
    if not texts:
        raise StoreError(f"没有指纹为 {fingerprint} 的方案。")
    return texts


def scheme_under(store: Store, fingerprint: str) -> Scheme:
    """The scheme of that fingerprint: the text in the store, else on disk. SchemeError when it does not load."""
    known = {one.sha256 for one in store.scheme_versions()}
    return parse_scheme(store.scheme_files(fingerprint)) if fingerprint in known else load_scheme(fingerprint)


def with_cells(scheme: Scheme) -> Scheme:
    """The same scheme as its workbook gives it: every place is a cell of the workbook that goes out. One that no
    workbook can hold stays as it is.
    """
    try:
        return read_scheme_workbook(scheme_workbook(scheme), scheme.name)
    except SchemeError:
        return scheme


def keep(store: Store, candidate: Candidate, by: str) -> str:
    """Keep an uploaded version; its fingerprint. No round moves by this.

    StoreError when another scheme has been kept under the same code and version: nobody could tell them apart.
    """
    scheme = candidate.scheme
    for one in store.scheme_versions():
        if (one.code, one.version) == (scheme.code, scheme.version) and one.sha256 != candidate.fingerprint:
            raise StoreError(
                f"库中已有 {scheme.code} 第 {scheme.version} 版，内容与这一份不同。请先把方案的版本改成新的，再上传。"
            )
    return store.save_scheme(scheme.code, scheme.version, candidate.texts, by)


def stored(store: Store, fingerprint: str, by: str) -> Version:
    """The version with its texts in the store; one that comes with the program is stored now."""
    sha256 = fingerprint
    if fingerprint not in {one.sha256 for one in store.scheme_versions()}:
        texts = texts_of(store, fingerprint)
        scheme = parse_scheme(texts)
        sha256 = store.save_scheme(scheme.code, scheme.version, texts, by)
    return next(one for one in versions(store) if one.fingerprint == sha256)


def reassign(store: Store, round_name: str, fingerprint: str, reason: str, by: str) -> Version:
    """Score an open round under another version from now on; the log keeps who, when, from which, to which, and why.

    StoreError when the round is closed, no reason is given, or the round is scored under that version already.
    """
    version = stored(store, fingerprint, by)
    store.set_round_scheme(round_name, version.fingerprint, reason, by)
    return version
