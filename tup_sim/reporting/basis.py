"""What stands behind an organisation: what a source says of it, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterator

from tup_sim.model.parameters import Scenario
from tup_sim.texts import say


def basis(scenario: Scenario, lang: str = "en") -> Iterator[str]:
    """A line on what was said and one on what is assumed; none for a scenario that does not tell."""
    for heading, lines in (("said", scenario.said), ("assumed", scenario.assumed)):
        if text := lines.get(lang) or lines.get("en"):
            yield f"{say(lang, heading)}: {text}."


def basis_and_more(scenario: Scenario, lang: str, named: str = "") -> Iterator[str]:
    """The same under a table of an organisation, with the command that explains every value.

    Args:
        scenario: what was run.
        lang: ``en`` or ``nl``.
        named: the scenario as the command line names it, with what is laid over it; its name if that is all.
    """
    yield from (lines := list(basis(scenario, lang)))
    if lines or named:
        yield say(lang, "explained", name=named or scenario.name.partition(" + ")[0])
