"""A stage on which nothing happens by itself: tiny worlds, told hour by hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tests.conservation.worlds import with_values
from tup_sim.files import load_scenario
from tup_sim.model import events
from tup_sim.model.clock import Process
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Request
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.processes.admitting import admit
from tup_sim.model.processes.asking import offer
from tup_sim.model.processes.coaching import keep_appointment
from tup_sim.model.processes.recruiting import who_can_come
from tup_sim.model.processes.working import be_on_shift, come_in
from tup_sim.model.simulation import Simulation

QUIET = with_values(
    load_scenario("theory_erlang_c").parameters,
    {
        "rosters": True,
        "professionals.posts": 0,
        "places": 0,
        "requests.guidance.rate": 0.0,
        "warmup": 0,
        "horizon": 1,
        "no_show": 0.0,
        "meeting_overhead": 0.0,
        "competence.slow_start": 0.0,
        "breaks_share": 0.0,
        "submodels.professionals": "alike",
        "submodels.liking": "alike",
    },
)
NEVER = 1e6
FAIR = 0.5  # luck that decides neither way too easily


class Play:
    """A quiet world with people who come when they are told to, and a log of what happens.

    Args:
        handlers: who else hears of an event, by its kind.
        values: parameters, with ``__`` for a dot.

    Attributes:
        log: (hour, what happened), in order.
    """

    def __init__(
        self, handlers: Mapping[type, Callable[[Any], None]] = MappingProxyType({}), **values: Any
    ) -> None:
        dotted = {path.replace("__", "."): value for path, value in values.items()}
        self.log: list[tuple[float, str]] = []
        self.contacts: list[Any] = []
        self.handlers = {
            events.ContactStarted: self._started,
            events.ContactEnded: self._ended,
            events.RequestUnmet: lambda e: self.note(e.now, f"{e.request.client.name} goes without"),
            events.RequestDropped: lambda e: self.note(e.now, f"{e.request.client.name} is gone"),
            events.SessionHeld: lambda e: self.note(e.now, f"{e.coach.name} has talked"),
            events.SessionCancelled: lambda e: self.note(e.now, f"{e.coach.name} cancels: {e.why}"),
            events.VolunteerStarted: lambda e: self.note(e.now, f"{e.volunteer.name} becomes a volunteer"),
            events.VolunteerLeft: lambda e: self.note(
                e.now, f"{e.volunteer.name} leaves: {e.volunteer.reason}"
            ),
            **handlers,
        }
        self.sim = Simulation(Scenario("play", with_values(QUIET, dotted)), 1, 0, [self])
        self.unit = self.sim.organisation.units[0]

    def note(self, now: float, text: str) -> None:
        """Write down what happens."""
        self.log.append((round(now, 6), text))

    def _started(self, event: events.ContactStarted) -> None:
        self.note(event.now, f"{event.contact.helper.name} goes to {event.contact.request.client.name}")

    def _ended(self, event: events.ContactEnded) -> None:
        self.contacts.append(event.contact)
        self.note(event.now, f"{event.contact.helper.name} leaves {event.contact.request.client.name}")

    def client(self, name: str) -> Client:
        """Somebody who asks only what they are told to ask."""
        client = self.sim.new_client(self.unit)
        client.name = name
        admit(self.sim, client, monday=True)
        return client

    def professional(self, name: str, *shifts: tuple[float, float]) -> Professional:
        """Somebody paid who is there at these hours."""
        person = self.sim.new_professional(name, self.unit, coordinator=False, fte=0.0)
        self.sim.start(self._come(person, shifts))
        return person

    def volunteer(self, name: str, *shifts: tuple[float, float]) -> Volunteer:
        """A citizen who is there at these hours and came for everything."""
        traits = who_can_come(self.sim, name, "citizen")
        assert traits is not None
        traits = replace(traits, wish=0.0, task_types=tuple(range(len(TASK_TYPES))))
        person = Volunteer(name, self.unit, traits, (NEVER,) * len(CAUSES))
        person.called = self.sim.event()
        self.unit.volunteers[name] = person
        self.sim.start(self._come(person, shifts))
        return person

    def _come(self, person: Professional | Volunteer, shifts: tuple[tuple[float, float], ...]) -> Process:
        for start, end in shifts:
            yield self.sim.hours(start - self.sim.now)
            if isinstance(person, Volunteer):
                come_in(self.sim, person)
            yield from be_on_shift(self.sim, person, start, end)

    def asks(
        self,
        client: Client,
        at: float,
        task_type: str = "guidance",
        hours: float = 1.0,
        waits_until: float = NEVER,
        due: float | None = None,
        uniforms: dict[int, float] | None = None,
    ) -> Request:
        """A client asks at this hour for something that takes so long, and has patience until then."""
        index, decisive = TASK_TYPES.index(task_type), uniforms or {}
        request = Request(
            client=client,
            task_type=index,
            core=self.sim.task_types[index].core,
            made=at,
            due=waits_until if due is None else due,
            deadline=waits_until,
            hours=hours,
            difficulty=FAIR,
            uniforms=tuple(decisive.get(number, FAIR) for number in range(12)),
            number=self.sim.number("request"),
        )
        self.sim.at(at, self._ask, request)
        return request

    def _ask(self, request: Request) -> None:
        self.sim.emit(events.RequestMade(self.sim.now, request))
        offer(self.sim, self.unit, request)

    def books(self, coach: Professional, volunteer: Volunteer, at: float, hours: float = 0.5) -> None:
        """A talk in the agenda, put there in the first hour of the week."""
        self.sim.at(0.5, self._book, coach, Appointment(at, hours, (volunteer,), "individual", 1.0))

    def _book(self, coach: Professional, appointment: Appointment) -> None:
        coach.agenda.append(appointment)
        self.sim.at(appointment.start, keep_appointment, self.sim, coach)

    def run(self) -> list[tuple[float, str]]:
        """One week; what happened in it."""
        self.sim.run()
        return self.log
