"""A rule about people reads what they can see: never the pressure on the unit, nor a label made for a report."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.rooms.source import Module, faults, snippet

# Who may read the work pressure of a unit: time per task and its standard, admission, administration, and triggers,
# which stand for a manager who looks at figures (formulations; rulings 2).
PRESSURE = {"work_pressure", "work_pressure_norm"}
READERS_OF_PRESSURE = {
    "tup_sim.model.effects.work_pressure": {"weigh_the_week", "administration_share"},
    "tup_sim.model.processes.admitting": {"watch_admission"},
    "tup_sim.model.people.unit": {"__init__"},
}
# Names of groups people are counted in; no person carries them on the forehead.
LABELS = {"vulnerable", "strong", "is_strong", "profile"}
# The two classes of stayers are a way to draw how long people stay, not something anybody sees.
READERS_OF_CLASS = {"tup_sim.model.processes.leaving": {"leaving_rates"}}
ROOMS = ("model.rules", "model.people", "model.effects", "model.processes", "model.mechanisms")


def attributes(module: Module) -> Iterator[tuple[str, ast.Attribute]]:
    """Every attribute that is read, with the name of the function around it; groups of parameters do not count."""
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and not _of_parameters(node.value):
                    yield function.name, node


def _of_parameters(node: ast.AST) -> bool:
    """``p.mechanisms``, ``parameters.competence`` or a name such as ``c``: values of a declaration, not of a person."""
    names = {"mechanisms", "competence", "population", "c", "people", "shares", "rules", "events"}
    return (isinstance(node, ast.Attribute) and node.attr in names) or (
        isinstance(node, ast.Name) and node.id in names
    )


def seen_too_much(module: Module) -> Iterator[str]:
    """Readings of the unit's pressure, of labels and of the class of stayers where they do not belong."""
    if not module.is_in(*ROOMS):
        return
    for function, node in attributes(module):
        if node.attr in PRESSURE and function not in READERS_OF_PRESSURE.get(module.name, ()):
            yield module.fault(node, f"{function} reads {node.attr}; people know their own load only")
        if node.attr in LABELS and isinstance(node.ctx, ast.Load):
            yield module.fault(node, f"{function} reads the label {node.attr!r}; read the number behind it")
        if node.attr == "short_stayer" and function not in READERS_OF_CLASS.get(module.name, ()):
            yield module.fault(node, f"{function} reads the class of stayers, which nobody can see")


def test_no_rule_about_people_sees_the_pressure_on_the_unit_or_a_label() -> None:
    assert faults(seen_too_much) == ""


@pytest.mark.parametrize(
    "line",
    [
        "return unit.work_pressure > 1",
        "return person.unit.work_pressure_norm",
        "return volunteer.vulnerable",
        "return is_strong if traits.strong else 0",
        "return volunteer.traits.profile == 'new'",
        "return volunteer.traits.short_stayer",
    ],
)
def test_a_rule_that_sees_too_much_is_found(line: str) -> None:
    for room in ROOMS:
        assert list(
            seen_too_much(
                snippet(f"def decide(volunteer, person, unit, traits):\n    {line}\n", f"{room}.snippet")
            )
        )


@pytest.mark.parametrize(
    "line",
    [
        "return p.mechanisms.work_pressure",
        "return person.mean_load() > 1",
        "return volunteer.traits.vulnerability",
        "return p.competence.vulnerable",
    ],
)
def test_what_people_know_of_themselves_is_free(line: str) -> None:
    assert not list(seen_too_much(snippet(f"def decide(p, volunteer, person):\n    {line}\n")))
