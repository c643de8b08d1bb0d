"""What was read from a workbook, as answers to be typed into a fresh template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import isnan
from typing import Any

import pandas as pd

from data.intake import Intake
from data.templates.filled import FieldCheck, Filled, Key, Row, Typed, Visit
from data.templates.forms import NO, NOT_APPLICABLE, YES
from data.templates.verification import AGREED, Slot
from scoring.scheme import Scheme

Record = Mapping[str, Any]

_LIST_SEPARATOR = "；"
_NOT_ANSWERS = ("unit", "indicator", "sheet", "cell")


class Refill:
    """The answers of one intake. What was not understood stands there as it was typed."""

    def __init__(self, intake: Intake, scheme: Scheme) -> None:
        self.intake = intake
        items = (*scheme.indicators, *scheme.components)
        self._yes_no = {(item.code, one.id) for item in items for one in item.inputs if one.yes_no}
        self._typed = {(one.sheet, one.cell): one.typed for one in intake.findings if one.typed}
        self._values = _records(intake.values)

    def form(self) -> Filled:
        """The answers in a form and its lists."""
        main, villages = {row["sheet"] for row in self._values}, _records(self.intake.village_values)
        evidence = _records(self.intake.evidence)
        beside = [row for row in evidence if row["sheet"] in main]
        return Filled(
            values={_key(row): self._value(row) for row in self._values},
            targets=dict(self._beside("target")),
            last_year=dict(self._beside("last_year")),
            self_scores=self._self_scores(beside),
            problems=[_list_row(row) for row in _records(self.intake.problems)],
            evidence=[_evidence_row(row) for row in evidence if row["sheet"] not in main],
            by_village={village: answers for (_, village), answers in self._by_sample(villages).items()},
        )

    @property
    def villages(self) -> list[str]:
        """The villages that 分村明细 names."""
        return list(dict.fromkeys(self.intake.village_values["sample"]))

    def inspection(self) -> Filled:
        """The answers of an inspection team: a visit for each village, and what it counted of whole towns."""
        figures = self._by_sample(self._values)
        seen = {(row["town"], row["village"]): row for row in _records(self.intake.problems)}
        places = {**figures, **seen}
        return Filled(
            visits=[_visit(*place, figures.get(place, {}), seen.get(place)) for place in places],
            field_checks=list(self._field_checks()),
        )

    def opinions(self) -> dict[Slot, Row]:
        """What a department says of each figure; a figure that it agrees to stands in the column of the town's."""
        values = {_slot(row): self._value(row) for row in self._values}
        return {
            _slot(row): {
                "opinion": row["opinion"], "reason": row["reason"], "basis": row["basis"],
                "value": None if row["opinion"] == AGREED else values.get(_slot(row)),
            }
            for row in _records(self.intake.verifications)
        }  # fmt: skip

    def claims(self) -> dict[Slot, Typed]:
        """The towns' figures as the department saw them, where it said something of them."""
        return {_slot(row): _number_or_text(row["claimed"]) for row in _records(self.intake.verifications)}

    def _field_checks(self) -> Iterator[FieldCheck]:
        how = {_slot(row): row for row in _records(self.intake.verifications)}
        for row in self._values:
            if not row["sample"]:
                said = how.get(_slot(row), {})
                place, reason = said.get("basis", ""), said.get("reason", "")
                yield FieldCheck(row["unit"], _key(row), self._value(row), place, reason)

    def _by_sample(self, values: Iterable[Record]) -> dict[tuple[str, str], dict[Key, Typed]]:
        """Town and village → its figures."""
        found: dict[tuple[str, str], dict[Key, Typed]] = defaultdict(dict)
        for row in values:
            if row["sample"]:
                found[row["unit"], row["sample"]][_key(row)] = self._value(row)
        return found

    def _value(self, row: Record) -> Typed:
        if row["status"] == "not_applicable":
            return NOT_APPLICABLE
        if row["status"] != "reported":
            return str(row["typed"]) or None
        value = float(row["value"])
        return (YES if value else NO) if _key(row) in self._yes_no else value

    def _beside(self, name: str) -> Iterator[tuple[Key, Typed]]:
        """The target or last year's value of each figure."""
        for row in self._values:
            value = float(row[name])
            typed = self._typed.get((row["sheet"], row[f"{name}_cell"]))
            if not isnan(value):
                yield _key(row), value
            elif typed:
                yield _key(row), typed

    def _self_scores(self, evidence: list[Record]) -> dict[str, Row]:
        documents: dict[str, list[str]] = defaultdict(list)
        for row in evidence:
            documents[row["indicator"]].append(row["document"])
        answers = {
            row["indicator"]: {name: _plain(content) for name, content in row.items() if name not in _NOT_ANSWERS}
            for row in _records(self.intake.self_scores)
        }
        return {
            code: {**answers.get(code, {}), "evidence": _LIST_SEPARATOR.join(documents.get(code, ()))}
            for code in {**answers, **documents}
        }


def _records(table: Any) -> list[Record]:
    records: list[Record] = table.to_dict("records")
    return records


def _key(row: Record) -> Key:
    return row["indicator"], row["input"]


def _slot(row: Record) -> Slot:
    return row["unit"], *_key(row)


def _number_or_text(text: str) -> Typed:
    try:
        return float(text)
    except ValueError:
        return text


def _list_row(row: Record) -> Row:
    return {name: _plain(content) for name, content in row.items() if name not in ("sheet", "cell")}


def _evidence_row(row: Record) -> Row:
    renamed = {"code": row["indicator"], **row}
    return {name: _plain(content) for name, content in renamed.items() if name not in _NOT_ANSWERS}


def _visit(town: str, village: str, figures: Mapping[Key, Typed], problem: Record | None) -> Visit:
    said = problem or {}
    place, category, described = (str(said.get(name, "")) for name in ("place", "category", "description"))
    return Visit(town, village, _plain(said.get("found_on")), figures, place, category, described)


def _plain(content: Any) -> Typed:
    """A cell of a table as something to type; None for what is missing."""
    if pd.isna(content):
        return None
    if hasattr(content, "date"):
        day: date = content.date()
        return day
    if isinstance(content, float):
        return content
    return bool(content) if str(content) in ("True", "False") else str(content)
