"""One run: clock and event queue, horizon, people, random streams, parameters in force, listeners.

The only file that knows all of it.

Order of simultaneous events: in order of scheduling (SimPy). On Monday at midnight the week that ends is closed,
then dated changes, money, shocks, recruitment, rosters, shifts, talks and requests of the new week are laid out,
unit by unit.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import ContextDecorator
from dataclasses import dataclass, replace
from math import fsum
from statistics import NormalDist
from threading import Lock
from typing import Any, NamedTuple, Protocol, TypeVarTuple

from simpy import Event, Timeout

from tup_sim.errors import RunFailed, TupSimError, is_of_what_ran
from tup_sim.model.catalogue import catalogue_of, in_force
from tup_sim.model.clock import Process
from tup_sim.model.constants import HALF
from tup_sim.model.event_loop import EventLoop
from tup_sim.model.mechanisms.base import Mechanism
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import HOURS_PER_WEEK, WEEKS_PER_YEAR
from tup_sim.model.parameters.whole import Parameters as Declared
from tup_sim.model.patterns import family_pattern, mandate_levels, unit_pattern
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE, Level
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Traits, Volunteer
from tup_sim.model.processes.asking import closed_by_the_house, requests_made, task_types_in_force
from tup_sim.model.processes.changing import ChangeState, changeable, go_on_as
from tup_sim.model.processes.hooks import Hooks
from tup_sim.model.processes.paying import move as move_money
from tup_sim.model.processes.paying import (
    pay_severance,
    review_the_budget,
    set_coordinator_hours,
    settle,
)
from tup_sim.model.processes.peopling import (
    draw_client,
    draw_liking,
    draw_professional,
    draw_traits,
    people_the_organisation,
)
from tup_sim.model.processes.staffing import effect, resize_posts
from tup_sim.model.processes.weekly_cycle import close_week, weekly_cycle
from tup_sim.model.processes.working import begin_to_work
from tup_sim.model.random_streams import RandomStreams
from tup_sim.model.rules.contacts import contacts_to_learn, left_to_decide, share_despite_protocol
from tup_sim.model.rules.matching import are_volunteers_first, task_types_of_staff
from tup_sim.model.rules.relational_time import is_counted, presence_under_targets
from tup_sim.model.rules.rostering import Week

_TRAIT_POINTS = 400  # of the distribution of traits: more would not change the mean effect
_new_tuple: Any = tuple.__new__  # calling the class of a named tuple costs twice as much
# Garbage: objects made before each of three ever rarer looks.
_RARELY = (100_000, 20, 50)


class _CollectedRarely(ContextDecorator):
    """Garbage is looked for rarely while a run goes on, for it makes millions of records and hardly a cycle.

    The process is not ours alone: when the last of the runs has ended, however and in whichever thread, its settings
    are what they were.
    """

    def __init__(self) -> None:
        self._lock, self._runs, self._before = Lock(), 0, gc.get_threshold()

    def __enter__(self) -> None:
        with self._lock:
            if not self._runs:
                self._before = gc.get_threshold()
                gc.set_threshold(*_RARELY)
            self._runs += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._runs -= 1
            if not self._runs:
                gc.set_threshold(*self._before)


_COLLECTED_RARELY = _CollectedRarely()


class Listener(Protocol):
    """Somebody who hears what happens: a function for each type of event they care about."""

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """Type of event to what to do with it."""


@dataclass(frozen=True)
class RunEnd:
    """A run that is over.

    Attributes:
        sim: everything as it stood at the end.
        kernel_events: events the clock processed.
        requests: requests made.
    """

    sim: Simulation
    kernel_events: int
    requests: int


Facts = TypeVarTuple("Facts")


class Simulation:
    """One organisation, one run.

    Args:
        scenario: what to simulate.
        seed, replication: whose luck.
        listeners: who hears what happens.
    """

    def __init__(
        self, scenario: Scenario, seed: int = 1, replication: int = 0, listeners: Iterable[Listener] = ()
    ) -> None:
        catalogue_of(scenario.parameters).live()
        self.now = 0.0  # the event loop keeps it
        self.env = EventLoop(self)
        self.at = self.env.at  # a call for a moment, not two
        self.scenario = scenario
        self.declared: Declared = scenario.parameters
        self.parameters: Parameters = plain(scenario.parameters)
        self.random = RandomStreams(seed, replication)
        self.arrivals: dict[str, list[Any]] = {}
        self.progress = [ChangeState(change) for change in scenario.changes]
        self.changeable: Mapping[str, Any] = changeable(scenario)
        self.end = (self.parameters.warmup + self.parameters.horizon) * HOURS_PER_WEEK
        self._subscribers: defaultdict[object, list[Callable[[Any], None]]] = defaultdict(list)
        for listener in listeners:
            for kind, heard in listener.handlers.items():
                self._subscribers[kind].append(heard)
        self._steps = 0
        self._numbers: defaultdict[str, int] = defaultdict(int)
        self._rest: tuple[float, float] = (1.0, 1.0)
        p = self.parameters
        posts = float(p.professionals.posts * p.professionals.fte * p.units)
        self.organisation = Organisation([Unit(n) for n in range(p.units)], p.reserve * p.units, posts)
        self.mechanisms: dict[str, Mechanism] = {}
        self._read_parameters()
        people_the_organisation(self)

    # -- clock --------------------------------------------------------------------------------------------

    @property
    def week(self) -> int:
        """Week now, counted from the end of the warm-up."""
        return int(self.now // HOURS_PER_WEEK) - self.parameters.warmup

    def hours(self, hours: float) -> Timeout:
        """Let time pass; to be yielded."""
        return Timeout(self.env, hours)

    def event(self) -> Event:
        """Something to wait for."""
        return Event(self.env)

    def start(self, story: Process) -> None:
        """Let a story begin now."""
        self.env.process(story)

    def begin(self) -> None:
        """Let the weeks begin, and the reviews of the budget."""
        self.start(weekly_cycle(self))
        if self.parameters.mechanisms.money:
            self.start(review_the_budget(self))

    def run(self) -> RunEnd:
        """Live from the beginning to the end.

        Raises:
            Exception: what a process of the run raised.
        """
        self.begin()
        return self.finish()

    @_COLLECTED_RARELY
    def live_until(self, week: int) -> None:
        """Live until the Monday on which a week begins; nothing of that Monday has happened then.

        Args:
            week: counted from the end of the warm-up.
        """
        self._steps += self.env.live_until((self.parameters.warmup + week) * HOURS_PER_WEEK)

    def go_on_as(self, scenario: Scenario) -> None:
        """Go on as the run of another scenario, which was the same until this Monday (``study.first_difference``)."""
        go_on_as(self, scenario)

    @_COLLECTED_RARELY
    def finish(self) -> RunEnd:
        """Live until the end; the last week is closed there."""
        self._steps += self.env.live_until(self.end)
        close_week(self)
        return RunEnd(self, self._steps, self._numbers["request"])

    # -- telling ------------------------------------------------------------------------------------------

    def emit(self, event: NamedTuple) -> None:
        """Say what happened; whoever listens counts."""
        for heard in self._subscribers[type(event)]:
            heard(event)

    def emit_lazy(self, kind: Callable[[float, *Facts], NamedTuple], *facts: *Facts) -> None:
        """Say what happened now; the event is made only if somebody listens."""
        subscribers = self._subscribers[kind]
        if subscribers:
            event = _new_tuple(kind, (self.now, *facts))
            for heard in subscribers:
                heard(event)

    # -- numbers and chance -------------------------------------------------------------------------------

    def number(self, kind: str) -> int:
        """The next number for things of a kind: 0, 1, 2, ..."""
        number = self._numbers[kind]
        self._numbers[kind] = number + 1
        return number

    def poisson_arrivals(self, purpose: str, expected: float) -> list[float]:
        """Hours of this week at which a Poisson stream with this weekly mean strikes."""
        clock = self.arrivals.setdefault(purpose, [0.0, None])
        rng = self.random.stream(purpose)
        if clock[1] is None:
            clock[1] = rng.exponential()
        until, hours = clock[0] + expected, []
        while clock[1] < until:
            hours.append(self.now + HOURS_PER_WEEK * (clock[1] - clock[0]) / expected)
            clock[1] += rng.exponential()
        clock[0] = until
        return hours

    def draw_traits(
        self,
        name: str,
        route: str,
        education: tuple[float, ...] | None = None,
        vulnerable: float | None = None,
    ) -> Traits:
        """Who a person is, by the luck of their name; of who come this way so many have each education, and so large
        a part is vulnerable of those who were no clients (None: as volunteers here).
        """
        rng, share = self.random.fresh("traits", name), None
        for look in self.hooks.vulnerable:
            share = look(route) if share is None else share
        traits = draw_traits(self.parameters, self.calendar, rng, route, education, share, vulnerable)
        if self.parameters.submodels.liking == "by_family":
            traits = replace(traits, liking=draw_liking(self.random.fresh("liking", name), traits.task_types))
        return traits

    # -- parameters ---------------------------------------------------------------------------------------

    def change(self, parameters: Declared) -> None:
        """Other values hold from now on."""
        self.settle()
        size = self.parameters.professionals.fte
        self.hold(parameters)
        set_coordinator_hours(self)
        if self.parameters.professionals.fte != size:
            resize_posts(self, size)

    def hold(self, parameters: Declared) -> None:
        """Have these values at hand; nothing of what they are about is told or done."""
        self.declared = parameters
        self.parameters = plain(parameters)
        self._read_parameters()

    def _read_parameters(self) -> None:
        """Everything that is derived from parameters, so that the hot path need not ask again."""
        p = self.parameters
        self.hooks: Hooks = in_force(self.declared, self.mechanisms)
        self.calendar = Week(p)
        self.task_types = task_types_in_force(p)
        self.rates, self.closed = requests_made(p, self._let_in), closed_by_the_house(p)
        self.to_learn = contacts_to_learn(p)
        self.least_left = [p.start_rule * rule.hours for rule in self.task_types]
        self.core_of_staff, self.surplus_of_staff = task_types_of_staff(self.task_types)
        self.longest = max([rule.hours for rule in self.task_types])
        self.longest_core = max((rule.hours for rule in self.task_types if rule.core), default=0.0)
        self.staff_is_counted = is_counted(p, paid=True)
        self.presence_under_targets = (presence_under_targets(p, False), presence_under_targets(p, True))
        self.familiar_for = p.client_states.familiar_weeks * HOURS_PER_WEEK
        self.by_expectations = p.submodels.trust == "kept_expectations"
        self.decides_alone = tuple(left_to_decide(p, level) for level in Level)
        self.despite_protocol = share_despite_protocol(p)
        self._rest = _effect_at_rest(p)
        for unit in self.organisation.units:
            unit.levels = mandate_levels(p, unit.number)
            for react in self.hooks.mandates:
                react(self, unit)
            patterns = [family_pattern(p, unit.number, family) for family in FAMILY_OF_TASK_TYPE]
            unit.holds = [pattern.holds for pattern in patterns]
            unit.volunteers_first = list(map(are_volunteers_first, self.task_types, unit.holds))
            unit.queues_for_staff = [
                unit.released[n] if rule.staff_after > 0 else unit.queues[n]
                for n, rule in enumerate(self.task_types)
            ]
            unit.at_distance = [pattern.at_distance for pattern in patterns]
            unit.off_the_floor = unit_pattern(p, unit.number).at_distance

    def _let_in(self, task_type: int) -> float:
        """Part of the requests of a task type for which clients let somebody come."""
        part = 1.0
        for times in self.hooks.let_in:
            part *= times(task_type)
        return part

    def rest_strain(self) -> tuple[float, float]:
        """Mean effect of trait strain on illness and quitting."""
        return self._rest

    def demand_factor(self, shock: bool = True) -> float:
        """Requests (and applicants) of this week relative to the start: growth, and a shock while it lasts."""
        p = self.parameters
        factor: float = (1.0 + p.demand_growth) ** (max(0, self.week) / WEEKS_PER_YEAR)
        if shock and p.demand_shock.at <= self.week < p.demand_shock.until:
            factor *= 1.0 + p.demand_shock.size
        return factor

    # -- people -------------------------------------------------------------------------------------------

    def coordinators(self) -> list[Professional]:
        """Coordinators now employed."""
        return [person for unit in self.organisation.units for person in unit.coordinators.values()]

    def new_professional(self, name: str, unit: Unit, coordinator: bool, fte: float) -> Professional:
        """Somebody starts a contract now."""
        person = draw_professional(self, name, unit, coordinator, fte)
        begin_to_work(self, person)
        return person

    def new_client(self, unit: Unit) -> Client:
        """Somebody applies now."""
        return draw_client(self, unit)

    def contact_ratio(self, unit: Unit) -> float:
        """Coaching received against needed in a unit over about 13 weeks."""
        people: list[Volunteer] = [v for v in unit.volunteers.values() if v.active]
        needed = fsum([v.needed for v in people])
        return fsum([v.received for v in people]) / needed if needed > 0 else 1.0

    # -- money --------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Book what has accrued until now; before anything changes on which it depends."""
        settle(self)

    def pay(self, line: str, amount: float) -> None:
        """A bill that is paid at once."""
        if self.parameters.mechanisms.money:
            move_money(self, line, -amount)

    def pay_severance(self, person: Professional, fte: float) -> None:
        """Severance for a post or a part of it."""
        pay_severance(self, person, fte)

    # -- what the organisation itself can see -------------------------------------------------------------

    def watch(self) -> None:
        """The figures of the week that ended, for changes that wait for a trigger (``measures`` counts outcomes)."""
        units = self.organisation.units
        weeks = [week for unit in units for week in unit.weeks]
        worked, due = fsum([w.worked for w in weeks]), fsum([w.due_core for w in weeks])
        people = [v for u in units for v in u.volunteers.values() if v.active]
        needed = fsum([v.needed for v in people])
        self._seen: dict[str, float | None] = {
            "work_pressure": fsum([w.required() for w in weeks]) / worked if worked else None,
            "waiting_list": float(len(self.organisation.waiting)),
            "contact_ratio": fsum([v.received for v in people]) / needed if needed else None,
            "core_met": fsum([w.met_core for w in weeks]) / due if due else None,
            "volunteers": float(sum([1 for v in people if v.open_ended])),
            "professionals_fte": fsum([p.fte for u in units for p in u.professionals.values()]),
        }

    def seen(self, figure: str) -> float | None:
        """A figure of last week; None when it has no value."""
        return getattr(self, "_seen", {}).get(figure)


def _effect_at_rest(p: Parameters) -> tuple[float, float]:
    """Mean of the strain effects over people at their trait, so that the measured rates hold at rest."""
    rules = p.strain
    if rules.trait_sd <= 0:
        return 1.0, 1.0
    spread = NormalDist(0.0, rules.trait_sd)
    points = [spread.inv_cdf((i + HALF) / _TRAIT_POINTS) for i in range(_TRAIT_POINTS)]
    ill = fsum(effect(z, rules.absence_effect, rules) for z in points) / _TRAIT_POINTS
    gone = fsum(effect(z, rules.quit_effect, rules) for z in points) / _TRAIT_POINTS
    return ill, gone


def run(
    scenario: Scenario, seed: int = 1, replication: int = 0, listeners: Iterable[Listener] = ()
) -> RunEnd:
    """One run: a pure function of scenario, seed and replication; listeners hear what happens.

    Raises:
        RunFailed: the model stumbled; names the run so that it can be repeated.
    """
    try:
        return Simulation(scenario, seed, replication, listeners).run()
    except TupSimError:
        raise
    except BaseException as error:
        if not is_of_what_ran(error):
            raise
        raise RunFailed.of(scenario.name, seed, replication, error) from error
