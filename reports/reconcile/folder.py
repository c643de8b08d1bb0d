"""The folder of produced files as it lies on the disk."""

from __future__ import annotations

from pathlib import Path

from reports.reconcile.manifest import ManifestError

_BESIDE_STARTS = ("~$", ".~", "._")
"""How Word, WPS and macOS begin the files that they put beside one that is open."""
_BESIDE = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file by its name, those in folders inside with their way; what computers leave of themselves is not one.

    ManifestError when there is no such folder.
    """
    if not folder.is_dir():
        raise ManifestError(f"找不到文件夹 {folder}，请指定 report 写出的文件夹")
    files = sorted(one for one in folder.rglob("*") if one.is_file() and not _left_behind(one.name))
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def _left_behind(name: str) -> bool:
    return name.startswith(_BESIDE_STARTS) or name.lower() in _BESIDE
