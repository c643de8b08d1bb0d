"""The JSON Schema accepts every shipped scheme and refuses what the loader refuses."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from scoring.json_schema import json_schema, written
from scoring.scheme_file import SCHEMES

ROOT = SCHEMES.parent
FILES = sorted(SCHEMES.glob("*/*.yaml"))
CHECK = jsonschema.Draft202012Validator(json_schema())


def test_the_file_in_docs_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "scheme.schema.json").read_text("utf-8") == written()
    json.loads(written())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_scheme_file_fits_the_schema(path: Path) -> None:
    assert [error.message for error in CHECK.iter_errors(yaml.safe_load(path.read_text("utf-8")))] == []


def category(rule: dict[str, Any]) -> dict[str, Any]:
    """A category file with one item under that rule."""
    item = {
        "code": "A1-01",
        "name": "甲",
        "points": 1,
        "lead": "乙",
        "inputs": [{"id": "x", "name": "丙"}],
        "rule": rule,
    }
    return {"code": "A", "name": "大项", "sub_items": [{"code": "A1", "name": "小项", "indicators": [item]}]}


@pytest.mark.parametrize(
    "rule",
    [
        {"count": {"value": "x", "deduct": 1, "penalty": 2}},
        {"counting": {"value": "x"}},
        {"count": {"value": "x", "deduct": 1}, "threshold": {"value": "x", "at_least": 1}},
        {"per_step": {"value": "x", "full_at": 95}},
        {"count": {"value": "x", "deduct": "一"}},
    ],
)
def test_a_rule_the_loader_would_refuse_does_not_fit(rule: dict[str, Any]) -> None:
    assert list(CHECK.iter_errors(category({"count": {"value": "x", "deduct": 1}}))) == []
    assert list(CHECK.iter_errors(category(rule)))
