"""The registry of signatures names tests that exist, or says why there is none; the table in docs says the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

TESTS = Path(__file__).resolve().parents[1]
DOCS = TESTS.parent / "docs/signatures.md"
STATUS = {"appears", "only under a condition", "not reproduced", "verification only"}
REGISTRY: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("registry.yaml"))
TABLE = dict(
    re.findall(r"^\| `(\w+)` \| [^|]+ \| \*{0,2}([a-z ]+?)\*{0,2} \|", DOCS.read_text("utf-8"), re.M)
)


def named(row: dict[str, Any]) -> list[str]:
    """The tests a row names."""
    return [*row.get("shown", ()), *row.get("without", ())]


@pytest.mark.parametrize("row", REGISTRY, ids=lambda row: row["id"])
def test_a_row_names_tests_that_exist_or_says_why_there_is_none(row: dict[str, Any]) -> None:
    assert row["status"] in STATUS
    for name in named(row):
        path, function = name.split("::")
        assert f"\ndef {function}(" in (TESTS / path).read_text("utf-8"), name
    both = row.get("shown") and row.get("without")
    assert both or len(row["none"]) > 20


def test_the_table_for_readers_has_the_same_rows_and_what_became_of_them() -> None:
    assert {row["id"]: row["status"] for row in REGISTRY} == TABLE


def test_what_was_not_reproduced_is_explained() -> None:
    explained = set(re.findall(r"^\*\*`(\w+)`", DOCS.read_text("utf-8"), re.M))
    assert {row["id"] for row in REGISTRY if row["status"] == "not reproduced"} <= explained
