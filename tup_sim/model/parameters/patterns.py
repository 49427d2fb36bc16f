"""Responsibility patterns: what extra, peer and owner mean, and the patterns that a scenario adds to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from tup_sim.model.parameters.declare import Declaration, Group, chosen, declarations, group, plain

SAME: Final = "same"  # as the organisation
BUILT_IN: Final = ("extra", "peer", "owner")
LIKE: Final = "like"


class PatternName(str):
    """Name of a responsibility pattern: one of the three, or one that the scenario defines."""

    words: tuple[str, ...] = BUILT_IN

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Any text; whether there is such a pattern is known only when all parameters are."""
        return core_schema.str_schema(min_length=1)


class PatternOrSame(PatternName):
    """Name of a responsibility pattern, or ``same`` for that of the organisation."""

    words = (SAME, *BUILT_IN)


class Mandate(StrEnum):
    """How far volunteers may go in a kind of work."""

    NONE = "none"
    ASSIST = "assist"
    NEARBY = "nearby"
    ON_CALL = "on_call"
    AUTONOMOUS = "autonomous"


MANDATES: Final = tuple(str(mandate) for mandate in Mandate)  # their places are the levels of people.families


def _mandate(about: str) -> Any:
    return chosen(Mandate.NONE, "-", None, None, about, source="C116, C122, C130")


class Mandates(Group):
    """How far volunteers may go alone, by family of work.

    ``none``: it is not theirs; ``assist``: together with a professional; ``nearby``: alone while one is near;
    ``on_call``: alone while one can be called; ``autonomous``: alone. Expert care is in no pattern theirs.
    """

    companionship: Mandate = _mandate("How far volunteers may go in companionship.")
    activities: Mandate = _mandate("How far volunteers may go in activities.")
    practical: Mandate = _mandate("How far volunteers may go in practical work that can be left.")
    practical_core: Mandate = _mandate("How far volunteers may go in practical work that cannot be left.")
    personal_care: Mandate = _mandate("How far volunteers may go in personal care.")
    guidance: Mandate = _mandate("How far volunteers may go in guidance.")


class ResponsibilityPattern(Group):
    """What one pattern sets, and nothing else."""

    mandate: Mandates = group(Mandates, "How far volunteers may go, by family of work.")
    holds: float = chosen(
        1.0,
        "share",
        0,
        1,
        "Part of the process that professionals hold: 1 = theirs, 0.5 = shared, 0 = they stand by.",
        source="C115, C116, C122, C130",
    )
    at_distance: bool = chosen(
        False, "-", None, None, "Professionals are on call and at a distance, not on the floor.",
        source="C116, C122, C130, C131",
    )  # fmt: skip
    entry_threshold: float = chosen(
        0.25,
        "0-1",
        0,
        1,
        "Impression a candidate must make, where the organisation sets no entry_threshold of its own.",
        source="C119, C131, C133",
        plausible=(0.1, 0.6),
    )
    peer_review_interval: float = chosen(
        0.0,
        "weeks",
        0,
        104,
        "Weeks between group peer reviews that belong to the pattern; 0 = none.",
        source="C130",
        plausible=(0.0, 8.0),
    )


def _mandates(
    social: Mandate, practical_core: Mandate, personal_care: Mandate, guidance: Mandate
) -> Mandates:
    return Mandates(
        companionship=social,
        activities=social,
        practical=social,
        practical_core=practical_core,
        personal_care=personal_care,
        guidance=guidance,
    )


class Patterns(Group):
    """Responsibility patterns by name; those that a scenario adds stand beside the three.

    In a file an added pattern says which one it is ``like``, and where it differs; here it is filled in whole.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, ResponsibilityPattern]

    extra: ResponsibilityPattern = group(
        ResponsibilityPattern,
        "Volunteers add to what professionals do.",
        mandate=_mandates(Mandate.NEARBY, Mandate.NONE, Mandate.NONE, Mandate.NONE),
    )
    peer: ResponsibilityPattern = group(
        ResponsibilityPattern,
        "Volunteers and professionals share the work.",
        mandate=_mandates(Mandate.ON_CALL, Mandate.ON_CALL, Mandate.NEARBY, Mandate.ON_CALL),
        holds=0.5,
        entry_threshold=0.35,
    )
    owner: ResponsibilityPattern = group(
        ResponsibilityPattern,
        "Volunteers carry the work; professionals stand by.",
        mandate=_mandates(Mandate.AUTONOMOUS, Mandate.AUTONOMOUS, Mandate.ON_CALL, Mandate.AUTONOMOUS),
        holds=0.0,
        at_distance=True,
        entry_threshold=0.45,
        peer_review_interval=2.0,
    )

    def by_name(self) -> dict[str, ResponsibilityPattern]:
        """Every pattern by its name: the three, then those that were added, in alphabetical order."""
        added = self.__pydantic_extra__ or {}
        return {name: getattr(self, name) for name in (*BUILT_IN, *sorted(added))}

    def as_plain(self) -> tuple[Any, ...]:
        """The patterns in the order of ``by_name``: the model knows them by their place, not by their name."""
        return tuple(plain(pattern) for pattern in self.by_name().values())


@cache
def pattern_keys() -> Mapping[str, Declaration]:
    """What a pattern consists of, by its path below the name of the pattern."""
    return MappingProxyType({each.path: each for each in declarations(ResponsibilityPattern)})


def added_values(patterns: Patterns) -> Iterator[tuple[str, Any]]:
    """Path and value of everything in the patterns that were added to the three."""
    for name, pattern in patterns.by_name().items():
        if name not in BUILT_IN:
            for path in pattern_keys():
                value: Any = pattern
                for part in path.split("."):
                    value = getattr(value, part)
                yield f"patterns.{name}.{path}", value
