"""What is no part of the core: extensions, which are off unless somebody switches them on, and rival submodels.

An extension is careful work that none of the findings needs. A mechanism says so itself (``extension=True``); what is
a part of a mechanism, or of the core, stands here. A rival submodel is the other form of a rule that is in force
(``submodels.*``); its numbers do nothing until somebody chooses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tup_sim.model.catalogue import by_catalogue, current
from tup_sim.model.gates import GATES
from tup_sim.model.mechanisms.base import Declared
from tup_sim.model.parameters.declare import JUDGEMENT, Declaration, Kind, declarations, value_at

SUBMODELS: Final = "submodels."


class Place(StrEnum):
    """Where a number belongs."""

    CORE = "core"
    EXTENSION = "extension"
    RIVAL = "rival"


class Extension(NamedTuple):
    """Something that is off by default and does not count as part of the core.

    Attributes:
        switch: path of its switch; empty where nothing of it happens until a lever of its own is pulled.
        numbers: paths, or groups of them, that only it reads.
    """

    switch: str
    numbers: tuple[str, ...]


# Parts of mechanisms and of the core: each begins with a lever that is at nought by default.
PARTS: Final[Mapping[str, Extension]] = MappingProxyType(
    {
        "group_visits": Extension("", ("group_visits",)),
        "short_tasks": Extension("", ("short_task",)),
        "outer_circle": Extension("", ("outer_circle",)),
        "support_split": Extension("", ("support_split",)),
        "support_for_coaches": Extension("", ("coach_care.relief", "coach_care.most", "coached_lately")),
        "comparison": Extension("", ("equality.comparison", "equality.comparison_reference")),
        "targets": Extension("", ("target_accountability_for", "coach_care.squeeze", "coach_care.missed")),
        "vision_work": Extension(
            "",
            (
                "vision_work",
                "vision_hours",
                "vision.meeting",
                "vision.meeting_size",
                "vision.attendance_contract",
                "vision.attendance_free",
                "vision.decisions",
                "vision.own_say",
            ),
        ),
        "exits_for_the_vision": Extension(
            "",
            (
                "exit_practice",
                "vision.notice",
                "vision.hearsay",
                "vision.wrong_person",
                "vision.memory",
                "vision.exit_after",
                "vision.unfounded",
            ),
        ),
    }
)


def extensions() -> Mapping[str, Extension]:
    """All extensions of the catalogue in force, by name: mechanisms first, in the order in which they act."""
    found = {each.key: _of_mechanism(each) for each in current().declared if each.extension}
    return MappingProxyType(found | dict(PARTS))


def _of_mechanism(declared: Declared) -> Extension:
    switch = f"mechanisms.{declared.key}" if declared.switch else ""
    return Extension(switch, tuple(each.path for each in declared.numbers))


@by_catalogue
def places() -> Mapping[str, Place]:
    """Where each parameter of the catalogue in force belongs, by its path."""
    parameters = current().parameters()
    apart = [path for each in extensions().values() for path in each.numbers]
    rivals = [
        path
        for each in GATES
        if all(_is_other_form(parameters, at, values) for at, values in each.closed.items())
        for path in each.levers
    ]
    return MappingProxyType(
        {each.path: _place(each.path, apart, rivals) for each in declarations(type(parameters))}
    )


def _is_other_form(parameters: Any, path: str, values: Any) -> bool:
    """Whether a condition of a gate is a submodel that is in force, so that the gate closes off another one."""
    value = value_at(parameters, path) if path.startswith(SUBMODELS) else None
    return value is not None and (value in values if isinstance(values, tuple) else bool(value == values))


def _place(path: str, apart: Iterable[str], rivals: Iterable[str]) -> Place:
    if stands_in(path, apart):
        return Place.EXTENSION
    return Place.RIVAL if stands_in(path, rivals) else Place.CORE


def stands_in(path: str, groups: Iterable[str]) -> bool:
    """Whether a path is one of some paths, or lies in a group that is."""
    return any(f"{path}.".startswith(f"{each}.") for each in groups)


def is_judged(declared: Declaration) -> bool:
    """Whether nobody measured a number, nothing ties it, and it is neither a lever nor a convention."""
    return declared.kind is Kind.ASSUMED and JUDGEMENT in declared.sources


def judged(place: Place = Place.CORE) -> tuple[str, ...]:
    """Paths of the judged numbers that belong to a place."""
    where = places()
    kept = declarations(current().parameters)
    return tuple(each.path for each in kept if is_judged(each) and where[each.path] is place)
