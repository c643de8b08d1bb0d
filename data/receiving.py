"""接收: from uploaded files to receipts, and from chosen receipts to one committed revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from data.checks import county_findings
from data.drop import read_drop
from data.packages import is_workbook as is_workbook
from data.places import takes_the_place_of
from data.reading.isolated import Readers
from data.receipts import Receipt, Upload, receipt
from data.standing import Standing
from data.store import Store, StoreError, Submission


def receive(
    standing: Standing,
    uploads: Sequence[Upload],
    at: datetime | None = None,
    each: Callable[[int, str], object] = lambda done, name: None,
    pool: Readers | None = None,
) -> list[Receipt]:
    """One receipt a file, in the order of the files; nothing is stored. Of a zip each file inside has its own.

    ``each`` hears before every file how many are done and which comes next. A file that cannot be read has a receipt
    that says so. ``pool`` reads; the server's own when left out.
    """
    moment, round_name = at or datetime.now(UTC), standing.round.name
    drop = list(read_drop(uploads, standing.scheme, standing.roster, round_name, each, pool))
    prospects = standing.prospects([intake for _, intake in drop])
    receipts = [
        receipt(standing, upload, intake, moment, foreseen)
        for (upload, intake), foreseen in zip(drop, prospects, strict=True)
    ]
    return compared(standing, beside_each_other(receipts))


def beside_each_other(receipts: Sequence[Receipt]) -> list[Receipt]:
    """The receipts, each knowing the others of its drop: the same file twice, or two files for one unit."""
    single = _without_copies(receipts)
    drop = defaultdict(list)
    for one in single:
        if one.acceptable:
            drop[one.place].append(one)
    rivals = {place: ones for place, ones in drop.items() if len(ones) > 1}
    return [_with_rivals(one, rivals.get(one.place, [])) for one in single]


def compared(standing: Standing, receipts: Sequence[Receipt]) -> list[Receipt]:
    """The receipts with what only shows beside the other towns, those of the drop and those of the store.

    A receipt that cannot be accepted is not compared, nor are others with it.
    """
    fit = [one for one in receipts if one.acceptable]
    found = county_findings(standing, [one.intake for one in fit])
    told = {id(one): one.told(ones) for one, ones in zip(fit, found, strict=True)}
    return [told.get(id(one), one) for one in receipts]


def accept(store: Store, receipts: Sequence[Receipt], by: str, at: datetime | None = None) -> list[Submission]:
    """Commit the chosen receipts of one round as one revision: all of them or none.

    StoreError when nobody is named, a receipt cannot be accepted, two are for one unit, or the unit's submission has
    changed since the receipt was made.
    """
    if not by.strip():
        raise StoreError("请填写接收人姓名。")
    if not receipts:
        raise StoreError("没有选中要接收的文件。")
    _refuse_unfit(receipts)
    _refuse_outdated(store, receipts)
    workbooks = [(one.intake, one.upload.content) for one in receipts]
    return store.save_submissions(receipts[0].round_name, workbooks, by.strip(), at)


def _without_copies(receipts: Sequence[Receipt]) -> list[Receipt]:
    """Of files with equal bytes the first stays acceptable."""
    first: dict[str, Receipt] = {}
    single = []
    for one in receipts:
        original = first.setdefault(one.intake.sha256, one)
        copied = original is not one and one.acceptable
        single.append(replace(one, refusals=(f"与本批中的「{original.upload.name}」完全相同。",)) if copied else one)
    return single


def _with_rivals(one: Receipt, group: Sequence[Receipt]) -> Receipt:
    others = tuple(other.upload.name for other in group if other is not one and _compete(one, other))
    return replace(one, rivals=others) if one.acceptable else one


def _compete(one: Receipt, other: Receipt) -> bool:
    """Whether only one of two files for one unit can count: an inspection team sends a file a day."""
    ways = ((one.intake, other.intake), (other.intake, one.intake))
    return any(takes_the_place_of(later.kind, later.values, earlier.values) for later, earlier in ways)


def _refuse_unfit(receipts: Sequence[Receipt]) -> None:
    unfit = [one for one in receipts if not one.acceptable]
    if unfit:
        raise StoreError(f"「{unfit[0].upload.name}」不能接收：{unfit[0].refusals[0]}")
    for one in receipts:
        same = [other for other in receipts if other.place == one.place and (other is one or _compete(one, other))]
        if len(same) > 1:
            raise StoreError(f"{one.intake.unit}选中了 {len(same)} 份，请只选一份。")


def _refuse_outdated(store: Store, receipts: Sequence[Receipt]) -> None:
    """A colleague may have accepted another file meanwhile; what the receipt compares with is then no longer true."""
    present = store.submissions(receipts[0].round_name)
    current = dict(zip(zip(present["kind"], present["unit"], strict=True), present["submission"], strict=True))
    standing = set(present["submission"])
    for one in receipts:
        replaced = one.supersedes and one.supersedes.submission
        if one.intake.kind == "inspection" and (replaced is None or replaced in standing):
            continue
        if current.get(one.place) != replaced:
            raise StoreError(f"{one.intake.unit}的填报刚刚有变动，请重新核对后再接收。")
