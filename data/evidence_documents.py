"""The documents of a round: what the scheme requires, what units name, what the office has found, side by side.

:func:`settled` is the one place where the office's word outranks the unit's own «是否齐全»; what is scored, counted
and shown takes its evidence from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.document_names import matched, normal, parts_of
from data.shape import COUNT, MOMENT, TEXT, YES_NO, Shape
from data.store_reading import STORED_EVIDENCE_COLUMNS
from scoring.scheme import Scheme

ADDED_COLUMNS = (
    "line",
    "part",
    "said_complete",
    "said_matches",
    "check",
    "check_complete",
    "check_matches",
    "note",
    "check_by",
    "check_at",
)
"""What :func:`settled` adds: the document that the row stands for (the required one's name, else its own) and which
part of it (-1 for the whole), the unit's own answers, and the office's check (0 for none) with its answers.
"""

DOCUMENTS = Shape(
    {
        **dict.fromkeys(("unit", "indicator", "document"), TEXT),
        "required": "bool",
        **dict.fromkeys(("named", "lacking", "kind", "reference", "issued_by"), TEXT),
        **dict.fromkeys(("complete", "matches_field", "said_complete", "said_matches"), YES_NO),
        "checked_by": TEXT,
        "check": COUNT,
        "checked": "bool",
        **dict.fromkeys(("note", "check_by"), TEXT),
        "check_at": MOMENT,
        **dict.fromkeys(("file", "sheet", "cell", "sha256"), TEXT),
        "submitted_at": MOMENT,
        "state": TEXT,
    }
)
"""A row a unit, item and document. ``named`` is how the unit calls it, "" when it does not; ``lacking`` the parts of it
that it does not name; ``complete`` and ``matches_field`` what counts; ``checked`` that the office has answered either.
"""

UNLISTED, INCOMPLETE, UNSAID, DIFFERS, GOOD = "未列", "不齐", "未说明", "与实地不符", "齐全"
STATES = (UNLISTED, INCOMPLETE, UNSAID, DIFFERS, GOOD)
"""Worst first; only the last one is sufficient."""

Key = tuple[str, str]
"""Unit and indicator."""

_SIDE = ("kind", "reference", "issued_by", "checked_by", "file", "sheet", "cell", "sha256", "submitted_at")


def settled(scheme: Scheme, evidence: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """The evidence as it counts: the office's word where it has checked, else the unit's own.

    ``evidence`` has the columns STORED_EVIDENCE_COLUMNS, ``checks`` those of ``data.evidence_checks.CHECKS``. What the
    office has checked although nobody names it is a row of its own, without a file (``submission`` 0). Columns:
    STORED_EVIDENCE_COLUMNS and ADDED_COLUMNS.
    """
    said = {(row["unit"], row["indicator"], normal(row["document"])): row for row in _records(checks)}
    order, lines = _placed(scheme, evidence)
    table = evidence.iloc[order].reset_index(drop=True)[list(STORED_EVIDENCE_COLUMNS)]
    keys = zip(table["unit"].tolist(), table["indicator"].tolist(), lines, strict=True)
    slots = [(unit, code, normal(line)) for unit, code, (line, _) in keys]
    laid = _laid_over(table, lines, [said.get(slot) for slot in slots])
    laid = laid[~_taken_off(laid)].reset_index(drop=True)
    unnamed = [_unnamed(scheme, check) for slot, check in said.items() if slot not in set(slots)]
    return pd.concat([laid, _framed(unnamed, evidence)], ignore_index=True) if unnamed else laid


def _taken_off(laid: pd.DataFrame) -> pd.Series[bool]:
    """What only a list has named, and the office has since taken off by a check without an answer."""
    blank = laid["check_complete"].isna() & laid["check_matches"].isna()
    return (laid["submission"] < 0) & (laid["check"] > 0) & blank


def _placed(scheme: Scheme, evidence: pd.DataFrame) -> tuple[list[int], list[tuple[str, int]]]:
    """The rows by unit and item, and for each the document that it stands for and which part of it."""
    groups: dict[Key, list[int]] = {}
    names = evidence["document"].tolist()
    for place, key in enumerate(zip(evidence["unit"].tolist(), evidence["indicator"].tolist(), strict=True)):
        groups.setdefault(key, []).append(place)
    order = [place for places in groups.values() for place in places]
    found = [_lines(scheme, code, [names[one] for one in places]) for (_, code), places in groups.items()]
    return order, [line for lines in found for line in lines]


def _laid_over(
    table: pd.DataFrame, lines: Sequence[tuple[str, int]], checks: Sequence[Mapping[Any, Any] | None]
) -> pd.DataFrame:
    """The table with ADDED_COLUMNS: the office's answers beside the unit's own, and those that count."""
    checked = [_of_check(check) if check else _UNCHECKED for check in checks]
    dtypes: dict[str, Any] = {"line": TEXT, "part": COUNT, **_CHECKED}
    added: dict[str, list[Any]] = {"line": [line for line, _ in lines], "part": [part for _, part in lines]}
    added |= {name: [check[name] for check in checked] for name in _CHECKED}
    columns = {name: pd.Series(pd.array(cells, dtype=dtypes[name]), table.index) for name, cells in added.items()}
    counting = {
        name: columns[f"check_{short}"].fillna(table[name])
        for name, short in (("complete", "complete"), ("matches_field", "matches"))
    }
    own = {"said_complete": table["complete"], "said_matches": table["matches_field"]}
    return table.assign(**own, **columns, **counting)[[*STORED_EVIDENCE_COLUMNS, *ADDED_COLUMNS]]


def documents(scheme: Scheme, asked: Collection[Key], evidence: pd.DataFrame) -> pd.DataFrame:
    """A row a document, out of what :func:`settled` gives: of the units and items ``asked`` the required ones, and
    what is named besides. Columns of DOCUMENTS; by unit in the order asked, the scheme's order of items.
    """
    named = dict(_grouped(_records(evidence)))
    order = {one.code: place for place, one in enumerate((*scheme.indicators, *scheme.components))}
    units = {unit: place for place, unit in enumerate(dict.fromkeys([*(unit for unit, _ in asked), *evidence["unit"]]))}
    keys = {key for key in (*asked, *named) if key[1] in order}
    wanted = sorted(keys, key=lambda key: (units[key[0]], order[key[1]]))
    found = [row for key in wanted for row in _of_item(scheme, key, key in asked, named.get(key, []))]
    return DOCUMENTS.frame([row[name] for name in DOCUMENTS.columns] for row in found)


def _grouped(rows: Iterable[Mapping[Any, Any]]) -> Iterator[tuple[Key, list[dict[str, Any]]]]:
    groups: dict[Key, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["unit"], row["indicator"]), []).append(dict(row))
    yield from groups.items()


def _lines(scheme: Scheme, code: str, names: Sequence[str]) -> list[tuple[str, int]]:
    """The document that each name stands for and which part of it; of the same own name the first spelling."""
    required = scheme.indicator(code).evidence if code in scheme else ()
    spelt, found = dict[str, str](), []
    for name, match in zip(names, matched(required, names), strict=True):
        if match is None:
            found.append((spelt.setdefault(normal(name), name), -1))
        else:
            found.append((required[match.required], -1 if match.part is None else match.part))
    return found


def _of_check(check: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "check": check["check"], "check_complete": _answer(check["complete"]),
        "check_matches": _answer(check["matches_field"]), "note": check["note"], "check_by": check["by"],
        "check_at": check["at"],
    }  # fmt: skip


_CHECKED = {
    "check": COUNT, "check_complete": YES_NO, "check_matches": YES_NO, "note": TEXT, "check_by": TEXT,
    "check_at": MOMENT,
}  # fmt: skip
_UNCHECKED = {"check": 0, "check_complete": None, "check_matches": None, "note": "", "check_by": "", "check_at": None}


def _unnamed(scheme: Scheme, check: Mapping[Any, Any]) -> dict[str, Any]:
    """The row of a document that only the office speaks of."""
    same = {name: check[name] for name in ("unit", "indicator", "document", "complete", "matches_field")}
    (line, _), = _lines(scheme, check["indicator"], [check["document"]])  # fmt: skip
    return {**same, "line": line, "part": -1, "said_complete": None, "said_matches": None, **_of_check(check)}


def _framed(rows: list[dict[str, Any]], evidence: pd.DataFrame) -> pd.DataFrame:
    """The rows with the dtypes that the evidence came with, so that an empty table has them too."""
    added = {
        **dict.fromkeys(("line", "note", "check_by"), TEXT), **dict.fromkeys(("part", "check"), COUNT),
        **dict.fromkeys(("said_complete", "said_matches", "check_complete", "check_matches"), YES_NO),
        "check_at": MOMENT,
    }  # fmt: skip
    dtypes = {**{name: str(evidence[name].dtype) for name in STORED_EVIDENCE_COLUMNS}, **added}
    shape = Shape({name: dtypes[name] for name in (*STORED_EVIDENCE_COLUMNS, *ADDED_COLUMNS)})
    nothing = {TEXT: "", COUNT: 0}
    return shape.frame([row.get(name, nothing.get(dtype)) for name, dtype in shape.dtypes.items()] for row in rows)


def _records(table: pd.DataFrame) -> Iterator[dict[Any, Any]]:
    """The rows as dictionaries; pandas itself takes three times as long over columns of text."""
    columns = [table[name].to_numpy(object) for name in table.columns]
    return (dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True))


def _answer(cell: Any) -> bool | None:
    return None if cell is None or pd.isna(cell) else bool(cell)


def _of_item(scheme: Scheme, key: Key, asked: bool, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The documents of one unit and item: those required first, in the scheme's order."""
    required = scheme.indicator(key[1]).evidence
    lines: dict[str, list[dict[str, Any]]] = {name: [] for name in required} if asked else {}
    for row in rows:
        lines.setdefault(row["line"], []).append(row)
    for line, its in lines.items():
        if line not in required and not any(row["submission"] for row in its):
            continue  # the office has checked it, but the unit has since taken it from its list
        yield {"unit": key[0], "indicator": key[1], **_document(line, line in required, its)}


def _document(line: str, required: bool, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One document out of all the rows that speak of it."""
    named = [row for row in rows if row["submission"]]
    check = next((row for row in rows if row["check"]), {})
    ruled = [_answer(check.get(name)) is not None for name in ("check_complete", "check_matches")]
    lacking = _lacking(line, named) if named and not ruled[0] else ""
    answers = {name: _all_say(rows, name) for name in ("complete", "matches_field", "said_complete", "said_matches")}
    if lacking:
        answers["complete"] = False
    best = _fullest(named)
    return {
        "document": line, "required": required, "lacking": lacking, **answers,
        "named": "、".join(dict.fromkeys(row["document"] for row in named)),
        **{name: best.get(name, None if name == "submitted_at" else "") for name in _SIDE},
        **{name: check.get(name, "") for name in ("note", "check_by")},
        "check": check.get("check", 0), "checked": any(ruled), "check_at": check.get("check_at"),
        "state": _state(bool(named or answers["complete"] is not None), answers),
    }  # fmt: skip


def _lacking(line: str, named: list[dict[str, Any]]) -> str:
    """The parts of a document of several that nobody names; none when the whole is named."""
    places = {row["part"] for row in named}
    return "" if -1 in places else "、".join(part for at, part in enumerate(parts_of(line)) if at not in places)


def _all_say(rows: list[dict[str, Any]], name: str) -> bool | None:
    """No when one of them says so, yes when one says so and none against it, else nothing.

    A document is named beside its figure without a word on it and again in the list with one. But each part of a
    document has to be spoken for by itself.
    """
    parts: dict[int, list[bool]] = {}
    for row in rows:
        answer = _answer(row[name])
        parts.setdefault(row["part"], []).extend([] if answer is None else [answer])
    told = [all(answers) if answers else None for answers in parts.values()]
    if False in told:
        return False
    whole = parts.get(-1)
    return True if whole or (told and None not in told) else None


def _fullest(named: list[dict[str, Any]]) -> dict[str, Any]:
    """The row that says most of the document: the one in the list rather than the one beside the figure."""
    return max(named, key=lambda row: sum(bool(row[name]) for name in _SIDE[:4]), default={})


def _state(listed: bool, answers: Mapping[str, bool | None]) -> str:
    if not listed:
        return UNLISTED
    if answers["complete"] is None:
        return UNSAID
    if not answers["complete"]:
        return INCOMPLETE
    return DIFFERS if answers["matches_field"] is False else GOOD
