"""What follows from a responsibility pattern: mandates, who holds the process, entry demands, peer reviews.

What a pattern consists of is declared in ``parameters/patterns.py`` and may be set like any other parameter. Nobody
here or elsewhere in the model knows a pattern by its name (C115-C137); everything follows from what it allows.
All functions take the plain parameters of a world (``plain``), in which a pattern is a place in a list.
"""

from __future__ import annotations

from typing import Any, Final

from tup_sim.model.parameters.patterns import MANDATES, Mandate
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE, TASK_TYPES, Level

AS_THE_ORGANISATION: Final = -1


def unit_pattern(p: Parameters, unit: int) -> Any:
    """The pattern of one unit (plain values of ``ResponsibilityPattern``), before exceptions by family."""
    own = p.pattern_by_unit[unit] if unit < len(p.pattern_by_unit) else AS_THE_ORGANISATION
    return _pattern(p, p.pattern if own == AS_THE_ORGANISATION else own)


def family_pattern(p: Parameters, unit: int, family: str) -> Any:
    """The pattern that holds for one family of work in one unit."""
    exception = getattr(p.pattern_by_family, family)
    return unit_pattern(p, unit) if exception == AS_THE_ORGANISATION else _pattern(p, exception)


def _pattern(p: Any, place: Any) -> Any:
    return p.patterns[place]


def mandate_levels(p: Parameters, unit: int) -> list[int]:
    """Mandate level (``Level``) by task type for the volunteers of one unit (C079: extra-only rule)."""
    levels = []
    for task_type, family in zip(TASK_TYPES, FAMILY_OF_TASK_TYPE, strict=True):
        mandate = family_pattern(p, unit, family).mandate
        part = "practical_core" if task_type == "practical_core" else family
        level = MANDATES.index(getattr(mandate, part, Mandate.NONE))  # expert care is not among them
        if level == Level.NONE and getattr(p.who_helps, family) == "volunteers":
            level = Level.ON_CALL
        core = getattr(p.requests, task_type).core
        levels.append(int(Level.NONE if core and p.extra_only else level))
    return levels


def entry_threshold(p: Parameters, unit: int) -> float:
    """Impression a candidate must make, 0-1: as chosen, or as the pattern demands (C117)."""
    return p.entry_threshold if p.entry_threshold >= 0 else float(unit_pattern(p, unit).entry_threshold)


def peer_review_interval(p: Parameters, unit: int) -> float:
    """Weeks between group peer reviews: as chosen, or what belongs to the pattern; 0 = none."""
    own = p.peer_review_interval
    return own if own > 0 else float(unit_pattern(p, unit).peer_review_interval)
