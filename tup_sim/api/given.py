"""What somebody may hand to a function: a scenario or its name, a language, a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tup_sim.errors import Message, TupSimError
from tup_sim.files.load import load_scenario
from tup_sim.model.parameters import Scenario
from tup_sim.texts import LANGUAGES


def scenario_of(given: Scenario | str, beside: Scenario | str | None = None) -> Scenario:
    """A scenario, or the one of that name.

    Args:
        given: a scenario, its name (``open_house+cut_20``) or path, or ``+cut_20``: laid over ``beside``.
        beside: what a name that begins with ``+`` is laid over.

    Raises:
        ScenarioError: there is none of that name, or it is not possible.
        TupSimError: a name begins with ``+`` and is laid over something that has no name.
    """
    if isinstance(given, Scenario):
        return given
    if isinstance(given, str) and given.startswith("+"):
        if not isinstance(beside, str):
            what = "'{name}' is laid over a scenario that is named, as 'open_house'; load it with load_scenario()"
            raise TupSimError(Message(what, name=given))
        return load_scenario(beside + given)
    return load_scenario(given)


def language_of(given: Any) -> str:
    """``en`` or ``nl``.

    Raises:
        TupSimError: it is another one.
    """
    if given not in LANGUAGES:
        raise TupSimError(Message("lang is 'en' or 'nl', not {value!r}", value=given))
    return str(given)


def folder_of(given: Any) -> Path:
    """A folder.

    Raises:
        TupSimError: it is no path.
    """
    if not isinstance(given, str | Path):
        raise TupSimError(Message("folder is a path, not {value!r}", value=given))
    return Path(given)
