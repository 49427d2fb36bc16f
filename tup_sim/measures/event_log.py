"""The full journal: every event of a run, small and unchangeable, for stories and for exact comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from tup_sim.model.catalogue import EVENTS
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.intake import GroupVisit
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Call, Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Candidate, Volunteer

Entry = tuple[Any, ...]

# What the journal writes of a thing that is no person: name of the number, and where it stands.
REQUEST: Final[Mapping[str, str]] = {
    "number": "number", "client": "client.name", "task_type": "task_type", "core": "core", "made": "made",
    "deadline": "deadline", "hours": "hours", "difficulty": "difficulty", "state": "state",
}  # fmt: skip
CONTACT: Final[Mapping[str, str]] = {
    "number": "request.number", "client": "request.client.name", "helper": "helper.name", "started": "started",
    "hours": "hours", "client_hours": "client_hours", "level": "level", "agreed": "agreed",
    "familiar": "familiar", "professional_present": "professional_present", "newcomer": "newcomer",
    "success": "success", "struggled": "struggled", "incident": "incident", "follow_up": "follow_up",
    "limit": "limit", "limit_accepted": "limit_accepted", "decided_alone": "decided_alone",
    "task_type": "request.task_type", "core": "request.core", "made": "request.made",
}  # fmt: skip
CALL: Final = ("volunteer", "made", "deadline", "about_limit", "answered", "follow_up")
APPOINTMENT: Final = ("start", "hours", "form", "credit", "volunteers")
# The states of people that are written down at the end of a week.
STATES: Final[Mapping[type, tuple[str, ...]]] = {
    Volunteer: (
        "strain", "belonging", "recognition", "clarity", "authority", "safety", "fit", "contract",
    ),
    Professional: ("strain", "slow_strain", "pleasure", "fte", "debt", "contract", "overtime"),
    Client: ("trust_professionals", "trust_volunteers", "isolation", "wellbeing", "problem", "testing"),
    Unit: ("work_pressure", "work_pressure_norm", "time_per_task", "standard", "admitting"),
}  # fmt: skip
_WEEKS: Final = ("VolunteerWeek", "ProfessionalWeek", "ClientWeek", "UnitWeek", "OrganisationWeek")


class EventLog:
    """Keeps every event as a tuple: hour, name of the event, then names and numbers.

    Attributes:
        entries: what happened, in order.
        handlers: what to call for which event.
    """

    def __init__(self, kinds: tuple[type, ...] = EVENTS) -> None:
        self.entries: list[Entry] = []
        self.handlers: Mapping[type, Callable[[Any], None]] = MappingProxyType(
            {kind: self._writer(kind) for kind in kinds}
        )

    def _writer(self, kind: type) -> Callable[[Any], None]:
        name, add = kind.__name__, self.entries.append
        describe = _describe_at_length if name in _WEEKS else _describe

        def write(event: Any) -> None:
            add((event[0], name, *(describe(each) for each in event[1:])))

        return write

    def lines(self) -> Iterator[str]:
        """One line per event; numbers are written so that equal lines mean equal numbers."""
        return map(self.written, self.entries)

    @staticmethod
    def written(entry: Entry) -> str:
        """One event as a line."""
        now, name, *rest = entry
        return " ".join((repr(now), name, *map(_text, rest)))

    def __len__(self) -> int:
        return len(self.entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EventLog) and first_difference(self, other) is None

    __hash__ = None  # type: ignore[assignment]  # grows while the run goes on


def first_difference(one: EventLog, other: EventLog) -> tuple[int, str, str] | None:
    """Where two journals first differ: number of the line and both lines; None if they are identical."""
    for number, (mine, theirs) in enumerate(zip_longest(one.lines(), other.lines(), fillvalue="")):
        if mine != theirs:
            return number, mine, theirs
    return None


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({' '.join(map(_text, value))})"
    return value if isinstance(value, str) else repr(value)


def _describe(value: Any) -> Any:
    """A value that nobody can change later: people by name, things by their numbers."""
    kind = type(value)
    if kind is float or kind is str or kind is int or kind is bool or value is None:
        return value
    short = _SHORT.get(kind)
    if short is not None:
        return short(value)
    if isinstance(value, tuple):
        return tuple(_describe(each) for each in value)
    return str(value)


def _describe_at_length(value: Any) -> Any:
    """The same, with the states of people at the end of a week."""
    long = _LONG.get(type(value))
    return (_describe(value), *map(_number, long(value))) if long is not None else _describe(value)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, float) else value


def _name(someone: Helper | Client | Candidate | GroupVisit) -> str:
    return someone.name


def _reader(fields: Mapping[str, str]) -> Callable[[Any], Entry]:
    """What is written down of a thing: the attributes of a table, in its order."""
    return attrgetter(*fields.values())  # type: ignore[return-value]  # a tuple, as there is more than one


def _call(c: Call) -> Entry:
    who = c.volunteer.name if c.volunteer is not None else ""
    return (who, c.made, c.deadline, c.about_limit, c.answered, c.follow_up)


def _appointment(a: Appointment) -> Entry:
    return (a.start, a.hours, a.form, a.credit, *(volunteer.name for volunteer in a.volunteers))


def _unit(unit: Unit) -> str:
    return f"unit-{unit.number}"


def _organisation(_: Organisation) -> str:
    return "organisation"


_SHORT: Final[dict[type, Callable[[Any], Any]]] = {
    Volunteer: _name,
    Professional: _name,
    Helper: _name,
    Client: _name,
    Candidate: _name,
    GroupVisit: _name,
    Request: _reader(REQUEST),
    Contact: _reader(CONTACT),
    Call: _call,
    Appointment: _appointment,
    Unit: _unit,
    Organisation: _organisation,
}
_LONG: Final[dict[type, Callable[[Any], Entry]]] = {
    **{kind: attrgetter(*names) for kind, names in STATES.items()},
    Organisation: lambda o: (o.balance, o.reserve, o.posts, o.vacancies, len(o.waiting), len(o.candidates)),
}
