"""Write tup_sim/model/parameters/plain_groups.py from the declarations.

`make docs` does it, and a test fails when it is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from tup_sim.model.parameters.declare import Group
from tup_sim.model.parameters.patterns import PatternName, PatternOrSame, Patterns, ResponsibilityPattern
from tup_sim.model.parameters.whole import Parameters

FILE = Path(__file__).resolve().parent.parent / "tup_sim" / "model" / "parameters" / "plain_groups.py"
HEAD = '''"""The numbers of the core as the model reads them: plain objects with an attribute of a known type for each.

Written from the declarations by `make docs` (docs/write_plain_groups.py); what a number means stands where it is
declared. ``declare.plain`` makes such objects of parameters. A pattern is its place in the list of patterns, -1 for
that of the organisation.
"""

from __future__ import annotations
'''
# What a value is in a plain object, where that is another kind than was declared.
PLAIN = {
    PatternName: "int",
    PatternOrSame: "int",
    tuple[PatternOrSame, ...]: "tuple[int, ...]",
    Patterns: "tuple[ResponsibilityPattern, ...]",
}


def source() -> str:
    """The text of the file."""
    return HEAD + "".join(_class(kind) for kind in _once(_groups(Parameters)))


def _groups(kind: type[Group]) -> Iterator[type[Group]]:
    """Every group below one, those inside first."""
    for field in kind.model_fields.values():
        inside = ResponsibilityPattern if field.annotation is Patterns else field.annotation
        if isinstance(inside, type) and issubclass(inside, Group):
            yield from _groups(inside)
    yield kind


def _once(kinds: Iterator[type[Group]]) -> list[type[Group]]:
    found = {kind.__name__: kind for kind in kinds}
    return list(found.values())


def _class(kind: type[Group]) -> str:
    lines = "".join(
        f"    {name}: {_annotation(field.annotation)}\n" for name, field in kind.model_fields.items()
    )
    about = (kind.__doc__ or "").splitlines()[0]
    body = f"\n{lines}" if lines else ""
    return f'\n\nclass {kind.__name__}:\n    """{about}"""\n{body}'


def _annotation(declared: Any) -> str:
    if declared in PLAIN:
        return PLAIN[declared]
    if not isinstance(declared, type):
        return str(declared)
    return "str" if issubclass(declared, StrEnum) else declared.__name__


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
