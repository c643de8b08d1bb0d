"""docs/scheme-format.md says what the code does: every kind, every parameter, every code of the linter."""

import dataclasses
import re
from pathlib import Path

import pytest
import yaml

from scoring.lint import CODES
from scoring.rules import KINDS, Rule

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "scheme-format.md").read_text("utf-8")
ROWS = {found[0]: line for line in TEXT.splitlines() if (found := re.findall(r"^\| `(\w+)` \|", line))}
SHARED = {"value", "round_to", "rounding", *(field.name for field in dataclasses.fields(Rule))}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_and_each_of_its_parameters_is_described(name: str) -> None:
    own = {field.name for field in dataclasses.fields(KINDS[name])} - SHARED
    assert name in ROWS
    assert {parameter for parameter in own if f"`{parameter}" not in ROWS[name]} <= {"of"}


@pytest.mark.parametrize("modifier", [field.name for field in dataclasses.fields(Rule)])
def test_every_modifier_is_described(modifier: str) -> None:
    assert f"`{modifier}" in TEXT


def test_no_kind_is_described_that_does_not_exist() -> None:
    tables = TEXT[TEXT.index("### Rules") : TEXT.index("Modifiers on any node")]
    assert set(re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE)) == set(KINDS)


def test_the_linters_codes_are_all_listed_with_their_words() -> None:
    listed = dict(re.findall(r"^\| (S\d+) \| [^|]+ \| (.+) \|$", TEXT, re.MULTILINE))
    assert listed == {code: one.message for code, one in CODES.items()}


def test_the_examples_are_yaml() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        assert yaml.safe_load(example.replace("[...]", "[]").replace("{...}", "{}"))
