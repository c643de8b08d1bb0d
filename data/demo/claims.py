"""What towns claimed and departments or inspection teams then found otherwise: the county's three sources.

A figure of the story is what is true. Where a row stands here, the town has typed something else (``claimed``), and a
department (``verified``) or a team in the field (``counted``) has said what counts; ``=`` is the story's figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.demo.county import Town
from data.demo.dates import DemoRound
from data.demo.figures import town_figures
from data.demo.slips import slips
from data.demo.tables import rows
from data.templates import FieldCheck
from data.templates.filled import Key, Row, Typed
from data.templates.forms import asked_of_verification
from data.templates.verification import AGREED, Slot
from scoring.scheme import Scheme

_AS_TOLD = "="


@dataclass(frozen=True)
class Claim:
    """A figure of which the town and others say different things; ``verified`` and ``counted`` as in the CSV file."""

    round_number: int
    town: str
    key: Key
    claimed: Typed
    verified: str
    counted: str
    told: Mapping[str, str]


def claimed(town: Town, one: DemoRound) -> dict[Key, Typed]:
    """What the town typed in the place of the story's figures."""
    return {claim.key: claim.claimed for claim in _of_round(one) if claim.town == town.name}


def verifying(scheme: Scheme, one: DemoRound, members: Sequence[Town]) -> list[str]:
    """The departments that send a 核定表 in that round."""
    names = {town.name for town in members}
    leads = (scheme.indicator(claim.key[0]).lead for claim in _of_round(one) if claim.verified and claim.town in names)
    return list(dict.fromkeys(leads))


def reported(one: DemoRound, members: Sequence[Town], values: Mapping[str, Mapping[Key, Typed]]) -> dict[Slot, Typed]:
    """The towns' figures as a department sees them; a cell that was typed wrong is none. ``values`` by town."""
    wrong = {(town.name, *slip.key) for town in members for slip in slips(town, one)}
    figures = {(town, *key): figure for town, typed in values.items() for key, figure in typed.items()}
    return {slot: figure for slot, figure in figures.items() if slot not in wrong}


def answers(scheme: Scheme, department: str, one: DemoRound, members: Sequence[Town]) -> dict[Slot, Row]:
    """What the department answers: it has gone through the items of which it found something otherwise."""
    said = {
        (claim.town, *claim.key): _answer(claim, members, scheme, one)
        for claim in _of_round(one)
        if claim.verified and scheme.indicator(claim.key[0]).lead == department
    }
    looked_at = {code for _, code, _ in said}
    asked = [each.key for each in asked_of_verification(scheme, department) if each.indicator.code in looked_at]
    agreed: dict[Slot, Row] = {(town.name, *key): {"opinion": AGREED} for key in asked for town in members}
    names = {town.name for town in members}
    return {**agreed, **{slot: row for slot, row in said.items() if slot[0] in names}}


def field_checks(scheme: Scheme, one: DemoRound, members: Sequence[Town]) -> list[FieldCheck]:
    """What the team counted itself."""
    by_name = {town.name: town for town in members}
    return [
        FieldCheck(claim.town, claim.key, _figure(claim, claim.counted, by_name[claim.town], scheme, one),
                   claim.told["place"], claim.told["found"])
        for claim in _of_round(one)
        if claim.counted and claim.town in by_name
    ]  # fmt: skip


def _answer(claim: Claim, members: Sequence[Town], scheme: Scheme, one: DemoRound) -> Row:
    town = next((each for each in members if each.name == claim.town), None)
    value = _figure(claim, claim.verified, town, scheme, one) if town else None
    told = claim.told
    return {"opinion": told["opinion"], "value": value, "reason": told["reason"], "basis": told["basis"]}


def _figure(claim: Claim, written: str, town: Town, scheme: Scheme, one: DemoRound) -> Typed:
    return town_figures(scheme, town, one).values[claim.key] if written == _AS_TOLD else int(written)


def _of_round(one: DemoRound) -> list[Claim]:
    return [claim for claim in _all() if claim.round_number == one.number]


@cache
def _all() -> tuple[Claim, ...]:
    return tuple(
        Claim(
            int(row["round"]), row["town"], (row["indicator"], row["input"]), int(row["claimed"]), row["verified"],
            row["counted"], row,
        )
        for row in rows("claims")
    )  # fmt: skip
