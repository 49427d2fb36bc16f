"""People and requests for made-up events."""

from __future__ import annotations

from tup_sim.measures import Ledger
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Traits, Volunteer

WEEK = 168.0
GUIDANCE = TASK_TYPES.index("guidance")
COMPANY = TASK_TYPES.index("companionship")
UNIT = Unit(0)


def sim(warmup: int = 2, horizon: int = 10, **more: object) -> Ledger:
    return Ledger(Scenario("made up", Parameters(warmup=warmup, horizon=horizon, **more)))


def hear(ledger: Ledger, *events: tuple) -> Ledger:
    for event in events:
        ledger.handlers[type(event)](event)
    return ledger.close()


def traits(**more: object) -> Traits:
    values = dict(
        route="citizen", profile="new", short_stayer=False, vulnerability=0.2, education=2, life="retired",
        job_seeker=False, wish=4.0, dayparts=(), task_types=(COMPANY,), competence=(0.5,) * len(TASK_TYPES),
        enthusiasm=0.6, ambition=0.5, wished_autonomy=0.4, strain=0.0, belonging=0.6, recognition=0.0, clarity=0.7,
        authority=0.35, safety=0.7,
    )  # fmt: skip
    return Traits(**{**values, **more})


def volunteer(name: str = "volunteer-1", started: float | None = 0.0, **more: object) -> Volunteer:
    person = Volunteer(name, UNIT, traits(**more), (1.0,) * len(CAUSES))
    person.started = started
    return person


def professional(name: str = "professional-1") -> Professional:
    return Professional(name, UNIT, False, 0.75, 0.0)


def client(network: int = 2, education: int = 1) -> Client:
    someone = Client("client-1", UNIT, 0.0)
    someone.admitted, someone.network, someone.education = 0.0, network, education
    return someone


def request(made: float, deadline: float, task_type: int = GUIDANCE, of: Client | None = None) -> Request:
    core = task_type == GUIDANCE
    return Request(of or client(), task_type, core, made, deadline, deadline, 1.0, 0.5, (0.5,) * 12, 0)


def contact(asked: Request, helper: object, started: float, hours: float = 1.0, **more: object) -> Contact:
    made = Contact(asked, helper, started, hours, hours)
    for name, value in more.items():
        setattr(made, name, value)
    return made
