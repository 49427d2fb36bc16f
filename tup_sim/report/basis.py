"""What stands behind an organisation: what a source says of it, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterator

from tup_sim.model.parameters import Scenario
from tup_sim.report.words import say


def basis(scenario: Scenario, lang: str = "en") -> Iterator[str]:
    """A line on what was said and one on what is assumed; none for a scenario that does not tell."""
    for heading, lines in (("said", scenario.said), ("assumed", scenario.assumed)):
        if text := lines.get(lang) or lines.get("en"):
            yield f"{say(lang, heading)}: {text}."


def basis_and_more(scenario: Scenario, lang: str) -> Iterator[str]:
    """The same under a table, with the command that explains every value."""
    yield from (lines := list(basis(scenario, lang)))
    if lines:
        yield say(lang, "explained", name=scenario.name.partition(" + ")[0])
