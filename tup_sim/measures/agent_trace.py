"""A journal that can be asked about one person: who they were, what names them, and what weighed when they left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from math import fsum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tup_sim.measures.event_log import APPOINTMENT, CALL, CONTACT, REQUEST, STATES, Entry, EventLog
from tup_sim.model import events
from tup_sim.model.catalogue import HOUSE, Catalogue, catalogue_of, current
from tup_sim.model.effects.attitude import parts_of_attitude
from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.parameters.leaving import ExitWeights
from tup_sim.model.parameters.week import HOURS_PER_WEEK
from tup_sim.model.people.client import Client
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Candidate, Volunteer
from tup_sim.model.plugins import known_catalogues
from tup_sim.model.processes.leaving import strain_of_leaving
from tup_sim.model.rules.attitude import sd_of_sum

_PARTS: Final = {"request": tuple(REQUEST), "contact": tuple(CONTACT), "call": CALL}
_WEEKS: Final = {
    "VolunteerWeek": ("volunteer", STATES[Volunteer]),
    "ProfessionalWeek": ("professional", STATES[Professional]),
    "ClientWeek": ("client", STATES[Client]),
}
MOVED: Final = ("disappointed", "overload", "conflict")  # reasons the house can move
_WHO: Final = APPOINTMENT.index("volunteers")  # they end the record of an appointment, one by one
LIGHT: Final = 0.2  # a fifth more wish to leave: what adds less did not weigh
KINDS: Final = ("volunteer", "professional", "client")


class Fact(NamedTuple):
    """One event of the journal with names to its numbers.

    Attributes:
        place: number of the line in the journal.
        hour: hours since the start of the run.
        event: name of the event.
        values: field to value; the fields of a request, contact, call or appointment stand among them.
    """

    place: int
    hour: float
    event: str
    values: Mapping[str, Any]


class Departure(NamedTuple):
    """Why a volunteer left.

    Attributes:
        reason: one of the reasons of the model.
        weighed: part of the wish to leave by what it came from (above 0: away, below 0: stay), as the weights
            of leaving stood at the start of the run.
        ratio: coaching received against needed over about 13 weeks.
    """

    reason: str
    weighed: Mapping[str, float]
    ratio: float

    def heaviest(self) -> tuple[str, ...]:
        """The two things that weighed most, if the house could have moved them and they weighed at all."""
        if self.reason not in MOVED:
            return ()
        most = sorted(self.weighed.items(), key=lambda part: -part[1])[:2]
        return tuple(name for name, weight in most if weight >= LIGHT)


class AgentTrace(EventLog):
    """The full journal of one run, with portraits of its people.

    Attributes:
        warmup: weeks before week 0; weeks: weeks reported.
        portraits: name to what the person brought, in order of appearance.
        departures: name of a volunteer to why they left.
    """

    def __init__(self, scenario: Scenario, kinds: tuple[type, ...] | None = None) -> None:
        super().__init__(catalogue_of(scenario.parameters).events if kinds is None else kinds)
        self.warmup, self.weeks = scenario.parameters.warmup, scenario.parameters.horizon
        self.portraits: dict[str, dict[str, Any]] = {}
        self.departures: dict[str, Departure] = {}
        self._rules = plain(scenario.parameters)
        own: dict[type, Callable[[Any], None]] = {
            events.Enquired: lambda e: self._portray(f"volunteer-{e.candidate.name}", e.candidate, None),
            events.VolunteerWeek: lambda e: self._portray(e.volunteer.name, e.volunteer, e.volunteer.started),
            events.VolunteerStarted: lambda e: self._portray(e.volunteer.name, e.volunteer, e.now),
            events.ProfessionalWeek: lambda e: self._portray(e.professional.name, e.professional, None),
            events.ProfessionalHired: lambda e: self._portray(e.professional.name, e.professional, None),
            events.ClientApplied: lambda e: self._portray(e.client.name, e.client, None),
            events.ClientAdmitted: lambda e: self._portray(e.client.name, e.client, None),
            events.VolunteerLeft: self._part,
        }
        writes = self.handlers
        self.handlers = MappingProxyType(
            {kind: _both(write, own[kind]) if kind in own else write for kind, write in writes.items()}
        )

    def week(self, hour: float) -> int:
        """Week of an hour, counted from the end of the warm-up."""
        return int(hour // HOURS_PER_WEEK) - self.warmup

    def facts(self) -> Iterator[Fact]:
        """Everything that happened."""
        return (_fact(place, entry) for place, entry in enumerate(self.entries))

    def about(self, name: str) -> list[Fact]:
        """Everything that names a person, in order; as a candidate too."""
        names = {name, name.removeprefix("volunteer-")} if name.startswith("volunteer-") else {name}
        return [
            _fact(place, entry)
            for place, entry in enumerate(self.entries)
            if any(_names(entry, n) for n in names)
        ]

    def of(self, kinds: Iterable[str]) -> list[Fact]:
        """Everything of some kinds, in order."""
        wanted = frozenset(kinds)
        return [_fact(place, entry) for place, entry in enumerate(self.entries) if entry[1] in wanted]

    def fact(self, place: int) -> Fact:
        """One event, by the number of its line."""
        return _fact(place, self.entries[place])

    def line(self, place: int) -> str:
        """One event as the journal writes it."""
        return self.written(self.entries[place])

    def _portray(self, name: str, who: Any, started: float | None) -> None:
        known = self.portraits.get(name)
        if known is None or (started is not None and known["started"] is None):
            self.portraits[name] = _portrait(who, started)

    def _part(self, event: events.VolunteerLeft) -> None:
        person = event.volunteer
        weighed = weigh(self._rules, person) if person.open_ended and self._rules.mechanisms.exit else {}
        self.departures[person.name] = Departure(person.reason, weighed, contact_ratio(self._rules, person))


def weigh(rules: Any, person: Volunteer) -> dict[str, float]:
    """What each weight of leaving adds to the wish to leave: the whole, less the whole without it.

    Where leaving is by attitude: what each part of it adds.

    ``rules`` is a plain copy of the parameters that nobody else reads.
    """
    if person.brings is not None:
        parts_of = parts_of_attitude(rules, person.brings, person.lived)
        all_of_it = -rules.leaving.attitude / sd_of_sum(len(parts_of), rules.leaving.mix)
        return {name: all_of_it * part for name, part in parts_of.items()}
    weights = rules.exit_weights
    whole, parts = fsum(strain_of_leaving(rules, person)), {}
    for name in ExitWeights.model_fields:
        weight = getattr(weights, name)
        if isinstance(weight, float):
            setattr(weights, name, 0.0)
            parts[name] = whole - fsum(strain_of_leaving(rules, person))
            setattr(weights, name, weight)
    return parts


def kind_of(name: str) -> str:
    """``volunteer``, ``professional`` (coordinators too) or ``client``; empty for a thing."""
    kind = name.partition("-")[0]
    return "professional" if kind == "coordinator" else kind if kind in KINDS and "-" in name else ""


def _both(one: Callable[[Any], None], other: Callable[[Any], None]) -> Callable[[Any], None]:
    def hear(event: Any) -> None:
        one(event)
        other(event)

    return hear


def _names(entry: Entry, name: str) -> bool:
    return name in entry or any(type(each) is tuple and name in each for each in entry)


def fields_of(event: str) -> tuple[str, ...]:
    """What an event holds besides the hour; also one of a plug-in that this process has met."""
    known = (fields(catalogue) for catalogue in (current(), *known_catalogues()))
    return next(each[event] for each in known if event in each)


@cache
def fields(catalogue: Catalogue = HOUSE) -> Mapping[str, tuple[str, ...]]:
    """Every event of a catalogue to what it holds besides the hour."""
    kinds: Any = catalogue.events
    return MappingProxyType({kind.__name__: kind._fields[1:] for kind in kinds})


def _fact(place: int, entry: Entry) -> Fact:
    """Put the names to the numbers of one entry."""
    values: dict[str, Any] = {}
    week = _WEEKS.get(entry[1])
    for field, value in zip(fields_of(entry[1]), entry[2:], strict=True):
        if type(value) is not tuple:
            values[field] = value
        elif week is not None and field == week[0]:
            values[field] = value[0]
            values.update(zip(week[1], value[1:], strict=True))
        elif field == "appointment":
            values.update(zip(APPOINTMENT, (*value[:_WHO], value[_WHO:]), strict=True))
        elif field in _PARTS:
            values.update(zip(_PARTS[field], value, strict=True))
        else:
            values[field] = value
    return Fact(place, entry[0], entry[1], values)


def _portrait(who: Any, started: float | None) -> dict[str, Any]:
    if isinstance(who, Volunteer | Candidate):
        own = who.traits
        return {
            "kind": "volunteer", "route": own.route, "life": own.life, "wish": own.wish,
            "task_types": own.task_types, "started": started,
        }  # fmt: skip
    if isinstance(who, Professional):
        return {
            "kind": "professional", "coordinator": who.coordinator, "fte": who.fte, "started": who.started,
            "temporary": who.temporary,
        }  # fmt: skip
    assert isinstance(who, Client)
    return {"kind": "client", "network": who.network, "started": who.admitted, "complexity": who.complexity}
