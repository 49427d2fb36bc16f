"""What docs/model.md and docs/coverage.md promise: one text in order, every switch explained, every key there."""

from __future__ import annotations

import re

from tests.rooms.source import ROOT
from tup_sim.errors import TupSimError
from tup_sim.files import list_scenarios
from tup_sim.measures.outcomes import outcome_of
from tup_sim.model.catalogue import Switches
from tup_sim.model.parameters import Parameters, declarations

MODEL = (ROOT / "docs/model.md").read_text(encoding="utf-8")
COVERAGE = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
LEVERS, OUTCOMES = COVERAGE.split("## Outcomes")
PATHS = [each.path for each in declarations(Parameters)]


def section(name: str) -> str:
    return MODEL.split(f"\n## {name}\n")[1].split("\n## ")[0]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def absent(text: str) -> list[str]:
    return quoted(text.split("Not there:")[1].split(". ")[0])


def is_parameter(name: str) -> bool:
    return any(path == name or path.startswith(f"{name}.") for path in PATHS)


def is_outcome(name: str) -> bool:
    try:
        outcome_of(name)
    except TupSimError:
        return False
    return True


def test_every_heading_stands_once() -> None:
    headings = re.findall(r"^##+ (.+)$", MODEL, re.MULTILINE)
    assert len(headings) == len(set(headings)) > 20


def test_every_switch_is_explained_and_every_explanation_has_a_switch() -> None:
    named = set(re.findall(r"`mechanisms\.(\w+)`", section("Switching a mechanism off")))
    assert named == set(Switches.model_fields)


def test_every_lever_of_the_table_has_a_key_and_every_scenario_is_supplied() -> None:
    table, supplied = rows(LEVERS), {name for name, _, _ in list_scenarios()}
    keys = [key for _, cell, _ in table for key in quoted(cell)]
    scenarios = [name for _, _, cell in table for name in quoted(cell)]
    assert len(table) > 40 and [key for key in keys if not is_parameter(key)] == []
    assert [name for name in scenarios if name not in supplied] == []


def test_every_outcome_of_the_table_exists() -> None:
    names = [name for _, cell in rows(OUTCOMES) for name in quoted(cell) if not name.startswith("--")]
    assert len(names) > 8 and [n for n in names if not is_outcome(n) and not is_parameter(n)] == []


def test_what_is_said_to_be_absent_is_absent() -> None:
    assert absent(LEVERS) and not any(is_parameter(name) for name in absent(LEVERS))
    assert absent(OUTCOMES) and not any(is_outcome(name) for name in absent(OUTCOMES))
