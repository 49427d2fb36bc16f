"""Random small organisations, and everything that happened in one run of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tup_sim.files import load_scenario
from tup_sim.model.catalogue import EVENTS, Switches
from tup_sim.model.events import ContactStarted, ProfessionalLeft, VolunteerLeft
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.simulation import Simulation

BASES = {name: load_scenario(name).parameters for name in ("open_house", "care_home_unit", "buddy_programme")}


def with_values(parameters: Parameters, values: Mapping[str, Any]) -> Parameters:
    """The same parameters with other values at these dotted paths."""
    data = parameters.model_dump()
    for path, value in values.items():
        *groups, name = path.split(".")
        place = data
        for group in groups:
            place = place[group]
        assert name in place, path
        place[name] = value
    return Parameters.model_validate(data)


def _one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "horizon": st.integers(6, 20),
    "warmup": st.integers(0, 6),
    "units": st.integers(1, 2),
    "places": _one_of(8, 0, 1, 20),
    "client_stay": _one_of(52.0, 4.0),
    "applicants": _one_of(0.5, 0.0, 3.0),
    "waiting_list_exit_rate": _one_of(0.02, 0.0, 0.5),
    "professionals.posts": _one_of(2, 0, 1, 4),
    "professionals.fte": _one_of(0.75, 0.3, 1.0),
    "coordinators.posts": _one_of(1, 0, 2),
    "coordinators.fte": _one_of(0.5, 0.0, 1.0),
    "volunteers_initial": _one_of(8, 0, 1, 15),
    "occasional_stock": _one_of(3, 0),
    "absence_base": _one_of(0.08, 0.0, 0.4),
    "staff_quit": _one_of(0.14, 0.0, 4.0),
    "temporary_share": _one_of(0.1, 0.0, 1.0),
    "overtime_cap": _one_of(0.05, 0.0, 0.5),
    "hire_cap": _one_of(0.25, 4.0),
    "notice": _one_of(2.0, 13.0, 0.0),
    "h_long": _one_of(0.009, 0.5),
    "leaving.choice": _one_of(0.016, 0.5),
    "leaving.shock": _one_of(0.0034, 0.5),
    "no_show": _one_of(0.07, 0.0, 0.5),
    "pattern": _one_of("extra", "peer", "owner"),
    "task_assignment": _one_of("urgency", "preference", "random"),
    "attention_booked": st.booleans(),
    "mentors": st.booleans(),
    "post_incident_talks": st.booleans(),
    "dialogue_interval": _one_of(0.0, 2.0),
    "peer_review_interval": _one_of(0.0, 2.0),
    "coaching_distribution": _one_of("tailored", "universal"),
    "submodels.booking": _one_of("by_need", "by_hours"),
    "submodels.competence": _one_of("lifetime_sum", "capped"),
    "submodels.professionals": _one_of("alike", "individual"),
    "submodels.trust": _one_of("touches", "kept_expectations"),
    "submodels.attention": _one_of("least_first", "by_relation", "by_chance"),
    "submodels.liking": _one_of("alike", "by_family"),
    "submodels.leaving": _one_of("attitude", "classes"),
    "submodels.strain": _one_of("linear", "hinge", "softplus"),
    "breaks_share": _one_of(0.07, 0.0, 0.3),
    "difficulty.limit_test": _one_of(0.03, 0.5),
    "word_of_mouth": _one_of(0.02, 0.3),
    "planned_ends.weeks": _one_of(17.0, 3.0),
    "planned_ends.student": _one_of(3.0, 40.0),
    "group_visits.requests": _one_of(2.0, 100.0),
    "group_visits.lead_weeks": _one_of(4.0, 0.0),
    "groups_policy": _one_of("accept", "only_with_plan", "decline"),
    "mandated_inflow": _one_of(2.0, 60.0),
    "obligation_weeks": _one_of(17.0, 2.0),
    "mandated_place_funding": _one_of(0.0, 1500.0),
    "entry_rule": _one_of("fixed", "chosen"),
    "volunteer_places_rule": _one_of("fixed", "follow_unmet"),
    "expectation_gap": _one_of(0.0, 0.3),
    "pre_start_training_hours": _one_of(0.0, 10.0),
    "low_threshold_entry_tasks": st.booleans(),
    "matching_precision": _one_of(0.0, 1.0),
    "intake_interval": _one_of(1, 4),
    "cut.size": _one_of(0.2, 0.0, 0.06, 1.0),
    "cut.at": st.integers(0, 12),
    "cut.announced": _one_of(3.0, 0.0, 13.0),
    "cut.over": _one_of(0, 4),
    "cut.restored": _one_of(-1, 10),
    "cut_protects.coordinator": st.booleans(),
    "cut_protects.coaching": st.booleans(),
    "volunteer_shock.share": _one_of(0.0, 0.5, 1.0),
    "volunteer_shock.at": st.integers(0, 10),
    "volunteer_shock.who": _one_of("random", "longest", "all"),
    "demand_shock.size": _one_of(0.0, 1.0, -1.0),
    "demand_shock.at": st.integers(0, 10),
    "demand_growth": _one_of(0.0, 0.5),
    "role_separation": _one_of("none", "professionals", "other_professionals"),
    "client_choice": st.booleans(),
    "volunteer_visits": _one_of(-1, 0, 1, 4),
    "who_helps.guidance": _one_of("anybody", "professionals", "volunteers"),
    "who_helps.companionship": _one_of("anybody", "professionals", "volunteers"),
    "partners": _one_of(0, 6),
    "admission_policy": _one_of("stop_under_pressure", "always", "never"),
    "togetherness_hours": _one_of(0.5, 6.0),
    "vision_work": _one_of("none", "contract", "co_creation"),
    "vision_hours": _one_of(0.0, 3.0),
    "vision.act": _one_of(0.0125, 0.5),
    "exit_practice": _one_of("none", "observed", "hearsay"),
    "floor_talks": st.booleans(),
    "group_talk_interval": _one_of(0.0, 3.0),
    "coaching_timing": _one_of("continuous", "after_problems"),
    "support_hours_per_volunteer_month": _one_of(-1.0, 0.0, 5.0),
    "mandate_drift.ask": _one_of(0.3, 1.0),
    "crossing.rate": _one_of(0.005, 0.3),
    "population.enthusiasm_mean": _one_of(0.6, 1.0),
    "task_review_interval": _one_of(0.0, 2.0),
    "task_review": _one_of("write_in", "reset"),
    "review_weeks": _one_of(13, 2),
    "organisation_asks": _one_of("nothing", "hours", "hours_and_mandates"),
    "task_tailoring": _one_of(0.0, 1.0),
    "protocol_tightness": _one_of(0.0, 1.0),
    "help_line": st.booleans(),
}


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Any small organisation: one of those supplied, some lines of it changed, some mechanisms off or on."""
    base = draw(st.sampled_from(sorted(BASES)))
    size = ("horizon", "warmup", "places", "professionals.posts", "volunteers_initial", "occasional_stock")
    others = draw(st.lists(st.sampled_from(sorted(set(VALUES) - set(size))), max_size=12, unique=True))
    values = {path: draw(VALUES[path]) for path in (*size, *others)}
    turned = draw(st.lists(st.sampled_from(sorted(Switches.model_fields)), max_size=3, unique=True))
    values |= {f"mechanisms.{name}": not getattr(BASES[base].mechanisms, name) for name in turned}
    return Scenario(f"{base} {values}", with_values(BASES[base], values))


@dataclass
class Life:
    """One run: the world at its end, everything that was told, and who was there at the start.

    Attributes:
        happened: all events, in order.
        stood: for each contact when it began: helper at work, helper gone before this shift, client gone.
        people: everybody who ever was on the books, by name; gone: hour at which they left.
        listed: applicants on the list at the start; present: clients at the start.
    """

    sim: Simulation = field(init=False)
    happened: list[Any] = field(default_factory=list)
    stood: list[tuple[bool, bool, bool]] = field(default_factory=list)
    gone: dict[str, float] = field(default_factory=dict)
    people: dict[str, Helper] = field(default_factory=dict)
    listed: dict[str, Client] = field(default_factory=dict)
    requests: int = 0

    def __post_init__(self) -> None:
        self.handlers = {kind: self.happened.append for kind in EVENTS}
        self.handlers |= {
            ContactStarted: self._contact,
            ProfessionalLeft: self._leave,
            VolunteerLeft: self._leave,
        }

    def _contact(self, event: ContactStarted) -> None:
        helper, client = event.contact.helper, event.contact.request.client
        gone = self.gone.get(helper.name, event.now) < helper.shift_start
        self.stood.append((helper.on_shift, gone, client.left is not None))
        self.happened.append(event)

    def _leave(self, event: ProfessionalLeft | VolunteerLeft) -> None:
        person = event.professional if isinstance(event, ProfessionalLeft) else event.volunteer
        self.gone[person.name] = event.now
        self.happened.append(event)

    def of(self, kind: type) -> list[Any]:
        """Events of one kind, in order."""
        return [event for event in self.happened if type(event) is kind]

    def meet(self, *people: Helper) -> None:
        """Remember people."""
        self.people |= {person.name: person for person in people}

    @property
    def paid(self) -> list[Professional]:
        """Everybody who ever was employed."""
        return [person for person in self.people.values() if isinstance(person, Professional)]

    @property
    def volunteers(self) -> list[Volunteer]:
        """Everybody who ever was on the books as a volunteer."""
        return [person for person in self.people.values() if isinstance(person, Volunteer)]


def live(scenario: Scenario, before: Callable[[Simulation], object] | None = None) -> Life:
    """Run once and keep everything; ``before`` may touch the world before it starts."""
    life = Life()
    life.sim = Simulation(scenario, 1, 0, [life])
    if before is not None:
        before(life.sim)
    life.listed = dict(life.sim.organisation.waiting)
    _meet_all(life)
    life.requests = life.sim.run().requests
    _meet_all(life)
    for event in life.happened:
        for name in ("professional", "volunteer", "person"):
            person = getattr(event, name, None)
            if isinstance(person, Helper):
                life.meet(person)
    return life


def _meet_all(life: Life) -> None:
    for unit in life.sim.organisation.units:
        for people in (unit.professionals, unit.coordinators, unit.volunteers):
            life.meet(*people.values())


def busy(base: str, **values: Any) -> Scenario:
    """An organisation where much happens at once: written down, because chance rarely finds it."""
    return Scenario(
        base, with_values(BASES[base], {name.replace("__", "."): v for name, v in values.items()})
    )


EVERYBODY_GOES = busy(
    "open_house",
    horizon=20,
    warmup=0,
    places=20,
    leaving__choice=2.0,
    leaving__shock=0.5,
    leaving__asked=0.2,
    volunteers_initial=40,
    staff_quit=5.0,
)
CLIENTS_COME_AND_GO = busy(
    "buddy_programme", horizon=20, warmup=0, places=25, client_stay=4.0, applicants=6.0, volunteers_initial=25
)
GROUPS_AND_OBLIGATIONS = busy(
    "open_house",
    horizon=20,
    warmup=0,
    places=20,
    volunteers_initial=10,
    mandated_inflow=60.0,
    obligation_weeks=4.0,
    mandated_place_funding=1500.0,
    low_threshold_entry_tasks=True,
    group_visits__requests=150.0,
    group_visits__lead_weeks=0.0,
)
FULL_HOME = busy(
    "care_home_unit", horizon=10, warmup=0, places=20, client_stay=4.0, applicants=8.0, overtime_cap=0.5
)
