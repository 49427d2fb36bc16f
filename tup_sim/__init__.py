"""TUP-sim: what happens in a care or welfare organisation with volunteers when money, people or rules change.

The public names are fetched from their room on first use, so that ``import tup_sim`` costs nothing and the
command line can print its help before any heavy library is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tup_sim import form as form  # before anything of the model: it decides where that comes from

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tup_sim.api import (
        archive,
        experiment,
        merge,
        parameter_table,
        plan,
        protocol,
        report,
        results,
        sensitivity,
        story,
        twins,
    )
    from tup_sim.files import load_scenario
    from tup_sim.model import parameters
    from tup_sim.study import compare, replicate, run

__all__ = [
    "__version__",
    "archive",
    "compare",
    "experiment",
    "load_scenario",
    "merge",
    "parameter_table",
    "parameters",
    "plan",
    "protocol",
    "replicate",
    "report",
    "results",
    "run",
    "sensitivity",
    "story",
    "twins",
]

_ROOM = {
    "load_scenario": "tup_sim.files",
    "run": "tup_sim.study",
    "replicate": "tup_sim.study",
    "compare": "tup_sim.study",
    **dict.fromkeys(
        (
            "archive",
            "experiment",
            "merge",
            "parameter_table",
            "plan",
            "protocol",
            "report",
            "results",
            "sensitivity",
            "story",
            "twins",
        ),
        "tup_sim.api",
    ),
}


def __getattr__(name: str) -> Any:
    """Fetch a public name from the room where it lives."""
    if name == "parameters":
        found = import_module("tup_sim.model.parameters")
    elif name in _ROOM:
        found = getattr(import_module(_ROOM[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, fetched or not."""
    return sorted({*globals(), *__all__})
