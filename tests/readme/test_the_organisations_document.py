"""docs/organisations.md names all organisations, and per practice of the report scenarios that exist."""

from __future__ import annotations

import re
from pathlib import Path

from tup_sim.files import list_scenarios

DOCS = Path(__file__).resolve().parents[2] / "docs"
KINDS = {name: kind for name, kind, _ in list_scenarios()}


def rows(name: str) -> list[list[str]]:
    """Cells of the table rows of a document."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]


def test_every_practice_has_scenarios_or_a_reason() -> None:
    cards = [row for row in rows("organisations.md") if row[0][:1].isdigit()]
    assert [int(row[0].split()[0]) for row in cards] == list(range(1, 16))
    for _, scenarios, reason in cards:
        names = re.findall(r"`(\w+)`", scenarios)
        assert names or reason
        assert [name for name in names if name not in KINDS] == []


def test_every_organisation_is_described() -> None:
    described = {name for row in rows("organisations.md") for name in re.findall(r"^`(\w+)`", row[0])}
    assert described == {name for name, kind in KINDS.items() if kind == "organisation"}
