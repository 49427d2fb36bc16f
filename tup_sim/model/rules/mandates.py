"""What a responsibility pattern means: mandates, who holds the process, entry demands, coaching format.

This is the only place that reads a pattern's name (C115-C137); everything else follows from what people do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tup_sim.model.parameters import Parameters
from tup_sim.model.people.families import FAMILIES, FAMILY_OF_STREAM, STREAMS, Level

_NONE, _NEARBY, _ON_CALL, _ALONE = Level.NONE, Level.NEARBY, Level.ON_CALL, Level.AUTONOMOUS


@dataclass(frozen=True)
class Terms:
    """What one pattern sets, and nothing else.

    Attributes:
        levels: mandate level by family; practical core work has its own line.
        practical_core: mandate level for practical work that cannot be left.
        holds: part of the process a professional holds (1, shared 0.5, stand-by 0).
        at_distance: professionals are on call and at a distance, not on the floor.
        entry: impression a candidate must make, 0-1.
        group_interval: weeks between group talks that belong to the coaching format; 0 = none.
    """

    levels: dict[str, Level]
    practical_core: Level
    holds: float
    at_distance: bool
    entry: float
    group_interval: float


TERMS: Final = {
    "extra": Terms(
        dict(zip(FAMILIES, (_NEARBY, _NEARBY, _NEARBY, _NONE, _NONE, _NONE), strict=True)),
        _NONE,
        1.0,
        False,
        0.25,
        0.0,
    ),
    "peer": Terms(
        dict(zip(FAMILIES, (_ON_CALL, _ON_CALL, _ON_CALL, _NEARBY, _ON_CALL, _NONE), strict=True)),
        _ON_CALL,
        0.5,
        False,
        0.35,
        0.0,
    ),
    "owner": Terms(
        dict(zip(FAMILIES, (_ALONE, _ALONE, _ALONE, _ON_CALL, _ALONE, _NONE), strict=True)),
        _ALONE,
        0.0,
        True,
        0.45,
        2.0,
    ),
}


def unit_terms(p: Parameters, unit: int) -> Terms:
    """Terms of the pattern of one unit, before exceptions by family."""
    own = p.pattern_by_unit[unit] if unit < len(p.pattern_by_unit) else "same"
    return TERMS[p.pattern if own == "same" else own]


def family_terms(p: Parameters, unit: int, family: str) -> Terms:
    """Terms that hold for one family in one unit."""
    exception = str(getattr(p.pattern_by_family, family))
    return unit_terms(p, unit) if exception == "same" else TERMS[exception]


def mandate_levels(p: Parameters, unit: int) -> list[int]:
    """Mandate level by stream for the volunteers of one unit (C079: extra-only rule)."""
    levels = []
    for stream, family in zip(STREAMS, FAMILY_OF_STREAM, strict=True):
        terms = family_terms(p, unit, family)
        level = terms.practical_core if stream == "practical_core" else terms.levels[family]
        if level == Level.NONE and getattr(p.who_helps, family) == "volunteers":
            level = Level.ON_CALL
        core = getattr(p.requests, stream).core
        levels.append(int(Level.NONE if core and p.extra_only else level))
    return levels


def entry_threshold(p: Parameters, unit: int) -> float:
    """Impression a candidate must make: as chosen, or as the pattern demands (C117)."""
    return p.entry_threshold if p.entry_threshold >= 0 else unit_terms(p, unit).entry


def group_interval(p: Parameters, unit: int) -> float:
    """Weeks between group peer reviews: as chosen, or what the coaching format of the pattern says; 0 = none."""
    return p.peer_review_interval if p.peer_review_interval > 0 else unit_terms(p, unit).group_interval
