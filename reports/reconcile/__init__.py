"""One number everywhere: the produced files opened again and held against the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.diagnosis import diagnose
from data.store import Store, StoreError
from reports.handouts import Choices, handouts
from reports.material import Material
from reports.reconcile.claims import all_wrong_claims
from reports.reconcile.difference import Difference
from reports.reconcile.facts import Facts
from reports.reconcile.folder import files_in
from reports.reconcile.manifest import NAME, Manifest, ManifestError
from reports.reconcile.reading import UnreadableError, said_in
from reports.reconcile.remade import differing
from reports.reconcile.untouched import touched

__all__ = ["NAME", "Difference", "Manifest", "ManifestError", "files_in", "reconcile"]


def reconcile(store: Store, produced: Mapping[str, bytes]) -> list[Difference]:
    """Every place where the produced files do not say what the store says; none when they all do.

    ``produced``: file name → content, the list among them. Raises ManifestError without a list that can be read.
    """
    if NAME not in produced:
        raise ManifestError(f"文件夹里没有 {NAME}，请指定 report 写出的文件夹")
    manifest = Manifest.read(produced[NAME])
    try:
        diagnosis = diagnose(store, manifest.round_name)
    except StoreError as error:
        return [Difference(NAME, "轮次", str(error))]
    material = Material.of(store, diagnosis, manifest.today)
    try:
        choices = Choices.from_saved(manifest.choices, store, material)
    except StoreError as error:
        return [Difference(NAME, "通报模板", str(error))]
    found = list(_files(material, choices, manifest, produced))
    return [*_moved(material, manifest, produced, found), *found]


def _moved(
    material: Material, manifest: Manifest, produced: Mapping[str, bytes], found: list[Difference]
) -> Iterator[Difference]:
    """That the store is another since the files were made, where it is: then not the files are at fault."""
    if material.fingerprint != manifest.fingerprint:
        told = f"写的是 {manifest.fingerprint}，库中该轮现在是 {material.fingerprint}：数据已有变动，请重新生成"
        yield Difference(NAME, "指纹", told)
        return
    stale = [name for name in manifest.files if name in produced and manifest.wrote(name, produced[name])]
    if any(one.file.split("/")[0] in stale for one in found):
        told = "与库中不一致的文件里，有的生成后没有改动过：库中的内容（整改进度、调查、名册等）后来有变动，请重新生成"
        yield Difference(NAME, "", told)


def _files(
    material: Material, choices: Choices, manifest: Manifest, produced: Mapping[str, bytes]
) -> Iterator[Difference]:
    facts = Facts(material)
    made = {one.file_name: one for one in handouts(material, choices)}
    for name in manifest.files:
        if name not in produced:
            yield Difference(name, "", "清单里有，文件夹里没有")
        elif name not in made:
            yield Difference(name, "", "库中该轮没有这份材料")
        else:
            yield from _file(name, produced[name], made[name].make(), manifest)
            yield from _claims(name, produced[name], facts)
    for name in produced:
        if name != NAME and name not in manifest.files:
            yield Difference(name, "", "不在清单里，没有核对")


def _file(name: str, produced: bytes, made: bytes, manifest: Manifest) -> Iterator[Difference]:
    """Where a file does not say what it should; where it says that, whether it was touched."""
    found = list(differing(name, produced, made))
    yield from found or ([] if manifest.wrote(name, produced) else touched(name, produced, made))


def _claims(name: str, content: bytes, facts: Facts) -> Iterator[Difference]:
    """What a document claims; a workbook's numbers come out of its formulas, which were held against ours already."""
    if name.endswith(".xlsx"):
        return
    try:
        said = said_in(name, content)
    except UnreadableError:  # has been reported as a difference
        return
    yield from all_wrong_claims(said, facts)
