"""What the model reads is written from what is declared, and says nothing else."""

from __future__ import annotations

from docs.write_plain_groups import FILE, source
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.parameters.declare import Group
from tup_sim.model.parameters.whole import Parameters as Core


def test_the_file_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == source(), f"{FILE.name} is stale; written again by: make docs"


def test_every_number_of_the_core_has_its_value_in_it() -> None:
    declared = Parameters()
    assert list(_unlike(Core, declared, plain(declared))) == []


def _unlike(kind: type[Group], declared: Group, copied: object) -> list[str]:
    found = []
    for name, field in kind.model_fields.items():
        value, copy = getattr(declared, name), getattr(copied, name)
        if isinstance(value, Group):
            if not isinstance(copy, tuple):  # patterns: a list of places
                found += [f"{name}.{each}" for each in _unlike(field.annotation, value, copy)]
        elif value != copy and "pattern" not in name and kind.__name__ != "PatternByFamily":
            found.append(name)
    return found
