"""Every outcome, declared once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final

from tup_sim.errors import Message, TupSimError
from tup_sim.measures.outcome import SUBGROUPS, Outcome
from tup_sim.measures.outcomes.booked import BOOKED
from tup_sim.measures.outcomes.clients import AROUND_CLIENTS
from tup_sim.measures.outcomes.coming_in import COMING_IN
from tup_sim.measures.outcomes.initiative import INITIATIVE
from tup_sim.measures.outcomes.of_mechanisms import outcomes_of
from tup_sim.measures.outcomes.order import OUTCOMES_IN_ORDER
from tup_sim.measures.outcomes.organisation import ORGANISATION
from tup_sim.measures.outcomes.professionals import PROFESSIONALS
from tup_sim.measures.outcomes.replayed import LAG, PROSTHESIS, lag_of
from tup_sim.measures.outcomes.service import SERVICE
from tup_sim.measures.outcomes.sharing import SHARING
from tup_sim.measures.outcomes.usefulness import USEFULNESS
from tup_sim.measures.outcomes.volunteers import VOLUNTEERS
from tup_sim.measures.outcomes.withdrawn import WITHDRAWN
from tup_sim.model.catalogue import Catalogue, current
from tup_sim.model.plugins import known_catalogues


def in_order(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    """Outcomes by name, in the order in which they are listed."""
    place = {name: number for number, name in enumerate(OUTCOMES_IN_ORDER)}
    listed = sorted(outcomes, key=lambda outcome: place.get(outcome.name, len(place)))
    return {outcome.name: outcome for outcome in listed}


_CORE: Final = (
    *SERVICE,
    *AROUND_CLIENTS,
    *PROFESSIONALS,
    *VOLUNTEERS,
    *BOOKED,
    *COMING_IN,
    *USEFULNESS,
    *INITIATIVE,
    *SHARING,
    *ORGANISATION,
)


class _InForce(Mapping[str, Outcome]):
    """Outcomes of the catalogue in force; by name also one of a plug-in that this process has met.

    Args:
        made: gives those of a catalogue.
    """

    def __init__(self, made: Callable[[Catalogue], Mapping[str, Outcome]]) -> None:
        self._made = cache(made)

    def __getitem__(self, name: str) -> Outcome:
        """The outcome of that name.

        Raises:
            KeyError: there is none.
        """
        for catalogue in (current(), *known_catalogues()):
            if found := self._made(catalogue).get(name):
                return found
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in self._made(current())

    def __iter__(self) -> Iterator[str]:
        """The names of those in force, in the order in which they are listed."""
        return iter(self._made(current()))

    def __len__(self) -> int:
        """How many are in force."""
        return len(self._made(current()))


def _outcomes(catalogue: Catalogue) -> Mapping[str, Outcome]:
    return MappingProxyType(in_order((*_CORE, *outcomes_of(catalogue.declared))))


def variants(outcome: Outcome) -> list[Outcome]:
    """An outcome with its expected form and its subgroups."""
    found = [outcome]
    if outcome.expected is not None:
        found.append(outcome.as_expected())
    return found + [each.of(subgroup) for each in found for subgroup in each.subgroups]


def all_of(catalogue: Catalogue) -> Mapping[str, Outcome]:
    """Every outcome of a catalogue, with its expected forms and subgroups, by name."""
    found = (each for outcome in _outcomes(catalogue).values() for each in variants(outcome))
    return MappingProxyType({each.name: each for each in found})


OUTCOMES: Final[Mapping[str, Outcome]] = _InForce(_outcomes)
ALL: Final[Mapping[str, Outcome]] = _InForce(all_of)


def outcome_of(key: str) -> Outcome:
    """The outcome a key stands for: ``core_met``, ``retention_12m_vulnerable``, ``exits_life_expected@year1``.

    Raises:
        TupSimError: there is no such outcome; says which was meant, or why it is no longer there.
    """
    name, _, window = key.partition("@")
    found = ALL.get(name) or ALL.get(_in_order(name)) or _replayed(name)
    if found is None and name in WITHDRAWN:
        raise TupSimError(
            Message("the outcome '{name}' is no longer there: {why}", name=name, why=WITHDRAWN[name])
        )
    if found is None:
        raise TupSimError(Message("no outcome called '{name}'{hint}", name=name, hint=_hint(name)))
    return found.during(window) if window else found


def _replayed(name: str) -> Outcome | None:
    """An outcome that needs a replay: ``prosthesis_index``, ``lag_weeks[work_pressure]``."""
    if name.startswith(f"{LAG}[") and name.endswith("]"):
        return lag_of(outcome_of(name[len(LAG) + 1 : -1]))
    return PROSTHESIS if name == PROSTHESIS.name else None


def _in_order(name: str) -> str:
    """``x_vulnerable_expected`` as ``x_expected_vulnerable``."""
    if not name.endswith("_expected"):
        return name
    front = name.removesuffix("_expected")
    for subgroup in SUBGROUPS:
        if front.endswith(f"_{subgroup}"):
            return f"{front.removesuffix(f'_{subgroup}')}_expected_{subgroup}"
    return name


def _hint(name: str) -> Message | str:
    for base, outcome in OUTCOMES.items():
        if name.startswith(f"{base}_") and name[len(base) + 1 :] in SUBGROUPS:
            allowed = ", ".join(outcome.subgroups) or Message("none")
            return Message(" ('{base}' has no such subgroup; it has: {allowed})", base=base, allowed=allowed)
    close = get_close_matches(name, ALL, n=1)
    return Message(" (did you mean '{name}'?)", name=close[0]) if close else ""
