"""Who is there at the start, and who newcomers are: traits drawn by the luck of a person's name.

The stock starts in the stationary mix: short-stayers are few in a stock although they are many among starters
(NB08), and whoever has been there longer has learned more.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import exp, fsum, log
from typing import TYPE_CHECKING

from tup_sim.model.clock import MONTH, WEEK, YEAR
from tup_sim.model.constants import HALF, LEAST_DIVISOR, LEAST_HOURS, UNREACHED
from tup_sim.model.effects import attitude, authority, clients, coaching_received, experience, fit
from tup_sim.model.parameters.plain_groups import Parameters, Population
from tup_sim.model.parameters.week import MONTHS_PER_YEAR, WEEKS_PER_YEAR
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import (
    FAMILIES,
    FAMILY_OF_TASK_TYPE,
    PRACTICAL_TASK_TYPES,
    SOCIAL_TASK_TYPES,
    TASK_TYPES,
)
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Brings, Traits, Volunteer
from tup_sim.model.processes.admitting import admit, wait_on_the_list
from tup_sim.model.processes.leaving import rates_at_rest, unavoidable_rate
from tup_sim.model.processes.recruiting import who_can_come
from tup_sim.model.processes.sharing import bring_views, take_a_view
from tup_sim.model.processes.staffing import begin_ill_or_well, fill_vacancies, name_of_holder
from tup_sim.model.processes.working import enrol
from tup_sim.model.quantiles import evenly, lognormal_at, normal_at
from tup_sim.model.rules.candidates import chance_to_come, share_vulnerable_of_citizens
from tup_sim.model.rules.decay import bounded
from tup_sim.model.rules.rostering import Week

if TYPE_CHECKING:
    from tup_sim.model.random_streams import RandomStream
    from tup_sim.model.simulation import Simulation


_TERMS = 100  # of a Poisson distribution: none of the declared means comes near it
_LOOKED_FOR = 200  # people of whom one has stayed; where none has, nobody stays there for long


def people_the_organisation(sim: Simulation) -> None:
    """Everybody who is there when the run starts."""
    p = sim.parameters
    for unit in sim.organisation.units:
        for _ in range(p.professionals.posts):
            _first_professional(sim, unit, coordinator=False, fte=p.professionals.fte)
        for _ in range(p.coordinators.posts):
            _first_professional(sim, unit, coordinator=True, fte=p.coordinators.fte)
        for number in range(p.volunteers_initial):
            _first_volunteer(sim, unit, number)
        for number in range(p.occasional_stock):
            _occasional(sim, unit, number)
        for number in range(p.places):
            client = sim.new_client(unit)
            admit(sim, client, monday=True)
            _has_been_here(sim, client, number)
        _first_waiting_list(sim, unit)
    fill_vacancies(sim)


def _first_professional(sim: Simulation, unit: Unit, coordinator: bool, fte: float) -> None:
    kind = "coordinator" if coordinator else "professional"
    post = sim.number("post of a coordinator" if coordinator else "post")
    person = sim.new_professional(name_of_holder(sim, kind, post), unit, coordinator, fte)
    rng = sim.random.fresh("first day", person.name)
    quit_rate = sim.parameters.staff_quit
    p = sim.parameters
    person.started = -rng.exponential(YEAR / quit_rate if quit_rate > 0 else p.first_day.staff_tenure * WEEK)
    shift = sim.random.stream("traits of the team", kind).first()
    person.feel(normal_at(evenly(post, shift), 0.0, p.strain.trait_sd), p.states.pleasure_start)
    take_a_view(p, person, evenly(post, sim.random.stream("views of the team", kind).first()))
    person.take_post(post, newcomer_until=person.started + p.coaching_need.new_weeks * WEEK)
    person.temporary = not coordinator and rng.happens(p.temporary_share)
    if p.rosters:
        begin_ill_or_well(sim, person, rng)


def draw_professional(sim: Simulation, name: str, unit: Unit, coordinator: bool, fte: float) -> Professional:
    """A paid person, by the luck of their name."""
    p = sim.parameters
    rng = sim.random.fresh("professional", name)
    person = Professional(name, unit, coordinator, fte, sim.now)
    person.post_size = p.professionals.fte
    schooling = p.education_professionals
    person.education = rng.pick((schooling.low, schooling.mid, schooling.high))
    people = p.population
    lower = people.openness_low_share
    low = people.openness_mean - (1.0 - lower) * people.openness_gap
    high = people.openness_mean + lower * people.openness_gap
    openness = rng.share(low if rng.happens(lower) else high, people.openness_sd)
    fatigue = people.staff_fatigue_initial
    person.be_as_open(openness, fatigue, seen=max(0.0, openness - people.fatigue_weight * fatigue))
    if sim.by_expectations:
        luck = sim.random.fresh("what one thinks of volunteers", name)
        person.think_of_volunteers(luck.share(p.relation.usual, p.relation.spread), p.relation.usual)
    for begin in sim.hooks.new_professional:
        begin(sim, person)
    person.feel(rng.normal(0.0, p.strain.trait_sd), p.states.pleasure_start)
    if p.submodels.professionals == "individual":
        person.ability = sim.random.fresh("ability of staff", name).normal()
    bring_views(sim, person)
    if coordinator:
        unit.coordinators[name] = person
    if not coordinator or p.coordinators_are_staff:
        person.serves = True
        unit.professionals[name] = person
    return person


def draw_client(sim: Simulation, unit: Unit) -> Client:
    """A client, by the luck of their name."""
    p, s = sim.parameters, sim.parameters.client_states
    name = f"client-{unit.number}-{sim.number(f'client {unit.number}')}"
    rng = sim.random.fresh("client", name)
    client = Client(name, unit, sim.now)
    complexity = rng.share(p.population.client_complexity_mean, s.complexity_sd)
    testing = rng.share(s.testing_mean, s.testing_sd)
    alone = rng.happens(p.population.client_no_network_share)
    client.network = 0 if alone else max(1, _poisson(rng, s.network_mean))
    schooling = p.population.education
    client.education = rng.pick((schooling.pool_low, schooling.pool_mid, schooling.pool_high))
    low = rng.happens(p.population.client_trust_low_share)
    trust_professionals = rng.share(s.trust_low if low else s.trust_professionals, s.trust_sd)
    trust_volunteers = rng.share(s.trust_volunteers, s.trust_sd)
    clients.begin(p, client, complexity, testing, trust_professionals, trust_volunteers)
    return client


def _has_been_here(sim: Simulation, client: Client, number: int) -> None:
    """A client of the first day came some time ago, after the usual wait, and has lived through usual weeks since.

    Stays are exponential, so what somebody has stayed already is distributed as a stay.
    """
    p = sim.parameters
    shift = sim.random.stream("stays of the first clients", str(client.unit.number)).first()
    weeks = min(p.first_day.longest_stay, -p.client_stay * log(1.0 - evenly(number, shift)))
    admitted = -weeks * WEEK
    client.have_been_here(admitted, applied=admitted - clients.wait_at_rest(p) * WEEK)
    clients.wait_for_a_place(p, client, clients.wait_at_rest(p))
    clients.grow_by_staying(p, client, weeks, partial(_guided, sim))


def _guided(sim: Simulation, trust: float) -> float:
    """Guidance that a client of this trust in professionals has had, against what all clients together have."""
    had = 1.0
    for part in sim.hooks.guidance:
        had *= part(trust)
    return had


def _poisson(rng: RandomStream, mean: float) -> int:
    """A Poisson number by its quantile: one uniform, whatever the mean."""
    left, term, count = rng.uniform(), exp(-mean), 0
    while left > term and count < _TERMS:
        left -= term
        count += 1
        term *= mean / count
    return count


def draw_traits(
    p: Parameters,
    week: Week,
    rng: RandomStream,
    route: str,
    education: tuple[float, ...] | None = None,
    vulnerable_share: float | None = None,
    vulnerable_citizens: float | None = None,
) -> Traits:
    """Who a volunteer is: always the same draws in the same order, so that people stay who they are."""
    people, schooling = p.population, p.population.education
    level = rng.pick(education or (schooling.low, schooling.mid, schooling.high))
    vulnerable, strong = _kind(p, route, rng.uniform(), vulnerable_share, vulnerable_citizens)
    level_of = people.vulnerability_high if vulnerable else people.vulnerability_low
    vulnerability = rng.share(level_of, people.vulnerability_sd)
    new_style = rng.happens(people.share_new)
    short = rng.happens(p.p_short_new if new_style else p.p_short_traditional)
    life, job_seeker = _life(people, rng)
    wish = min(p.planned_hours.cap, rng.lognormal(p.planned_hours.mean, p.planned_hours.sigma))
    task_types = _task_types_of(people, rng)
    competence = _competence(p, level, vulnerable, strong, rng)
    return Traits(
        route=route,
        profile="new" if new_style else "traditional",
        short_stayer=short,
        vulnerability=vulnerability if not strong else min(vulnerability, people.strong_vulnerability),
        education=level,
        life=life,
        job_seeker=job_seeker,
        wish=people.occasional_days * p.shift_hours / WEEKS_PER_YEAR if route == "occasional" else wish,
        dayparts=_dayparts(people, week, life, rng),
        task_types=task_types,
        competence=competence,
        liking=(),
        drawn_away=p.leaving.new_style * new_style,
        **_own_levels(p, max(competence[task_type] for task_type in task_types), rng),
    )


def draw_liking(rng: RandomStream, task_types: tuple[int, ...]) -> tuple[float, ...]:
    """How much somebody likes work of each task type: families they came for by rank from 0 to 1, others not at all."""
    luck = {family: rng.uniform() for family in FAMILIES}
    own = {FAMILY_OF_TASK_TYPE[task_type] for task_type in task_types}
    ranked = sorted(own, key=lambda family: luck[family])
    most = len(ranked) - 1
    liking = {family: place / most if most else HALF for place, family in enumerate(ranked)}
    return tuple(liking.get(family, 0.0) for family in FAMILY_OF_TASK_TYPE)


def _life(people: Population, rng: RandomStream) -> tuple[str, bool]:
    """What somebody does beside it, and whether they look for a job."""
    of, lives = people.availability, ("retired", "working", "student_or_job_seeker")
    life = lives[rng.pick((of.retired, of.working, of.student_or_job_seeker))]
    return life, rng.happens(people.share_job_seeker) and life == lives[-1]


def _own_levels(p: Parameters, able: float, rng: RandomStream) -> dict[str, float]:
    """Levels of a person's own, to which their states return; who is more able wishes more autonomy."""
    people, s = p.population, p.states
    autonomy = s.wished_autonomy + s.wished_autonomy_slope * able
    return {
        "enthusiasm": rng.share(people.enthusiasm_mean, people.enthusiasm_sd),
        "ambition": rng.share(people.ambition_mean, s.ambition_sd),
        "wished_autonomy": rng.share(autonomy, s.wished_autonomy_sd),
        "strain": rng.normal(0.0, p.strain.trait_sd),
        "belonging": rng.share(s.belonging_start, s.belonging_sd),
        "recognition": rng.normal(0.0, s.recognition_sd),
        "clarity": rng.share(s.clarity_start, s.clarity_sd),
        "authority": rng.share(s.authority_start, s.authority_sd),
        "safety": rng.share(s.safety_start, s.safety_sd),
    }


def _kind(
    p: Parameters, route: str, u: float, share: float | None, of_citizens: float | None
) -> tuple[bool, bool]:
    """Vulnerable, strong: ex-clients are all vulnerable, or as many as are said to be so of a route (``share``); the
    rest of the shares fall on the others, or what is said of those who come this way (``of_citizens``).
    """
    if route == "ex_client":
        return True, False
    if share is not None:
        return u < share, False
    others = max(LEAST_DIVISOR, 1.0 - p.population.share_ex_client)
    vulnerable = share_vulnerable_of_citizens(p) if of_citizens is None else of_citizens
    return u < vulnerable, u >= max(vulnerable, 1.0 - p.population.share_strong / others)


def _task_types_of(people: Population, rng: RandomStream) -> tuple[int, ...]:
    main = people.main_family
    choice = rng.pick((main.social, main.both, main.practical))
    return (SOCIAL_TASK_TYPES, SOCIAL_TASK_TYPES + PRACTICAL_TASK_TYPES, PRACTICAL_TASK_TYPES)[choice]


def _competence(
    p: Parameters, level: int, vulnerable: bool, strong: bool, rng: RandomStream
) -> tuple[float, ...]:
    c, capped = p.competence, p.submodels.competence == "capped"
    counted = c.counted if capped else 1.0
    shift = (c.vulnerable * vulnerable + c.strong * strong) * counted + rng.normal(0.0, c.spread)
    schooled = c.education_step * (level - 1) * counted
    return tuple(
        bounded(
            (getattr(c.most, family) - c.gain if capped else getattr(c, family))
            + shift
            + (schooled if family in ("guidance", "practical") else 0.0)
        )
        for family in FAMILY_OF_TASK_TYPE
    )


def _dayparts(people: Population, week: Week, life: str, rng: RandomStream) -> tuple[int, ...]:
    """Open day-parts on which a person can come, in their own order of preference; none where nothing suits."""
    ranked = sorted((rng.uniform(), index) for index in range(len(week.dayparts)))
    return tuple(index for u, index in ranked if u < chance_to_come(people, week.dayparts[index], life))


def _first_volunteer(sim: Simulation, unit: Unit, number: int) -> None:
    """Somebody of the stock: class and tenure as in a stock that renews itself."""
    p = sim.parameters
    name = f"initial-{unit.number}-{number}"
    rng = sim.random.fresh("stock", name)
    route = _first_route(p, rng.uniform())
    found = _who_has_stayed(sim, name, route, rng)
    if found is None:
        return
    traits, brings, rate = found
    first = p.first_day
    tenure = rng.exponential(MONTH / rate if rate > 0 else first.volunteer_tenure * WEEK)
    tenure = min(tenure, first.longest_tenure * WEEK)
    hours = p.planned_hours
    shift = sim.random.stream("hours of the stock", str(unit.number)).first()
    wish = min(hours.cap, lognormal_at(evenly(number, shift), hours.mean, hours.sigma))
    habit = sim.random.stream("habits of the stock", str(unit.number)).first()
    traits = replace(traits, wish=wish, dayparts=_in_turn(traits.dayparts, evenly(number, habit)))
    thresholds = sim.random.fresh("leaving", name)
    volunteer = Volunteer(f"volunteer-{name}", unit, traits, tuple(thresholds.exponential() for _ in CAUSES))
    if brings is not None:
        attitude.bring(p, volunteer, brings)
    volunteer.have_habits(rng.uniform(), sim.random.fresh("habit", name).uniform())
    volunteer.be_of_the_stock(tenure, last_talk=-rng.uniform() * p.coaching_interval * WEEK)
    _grown(p, volunteer, tenure / WEEK)
    bring_views(sim, volunteer, tenure / WEEK)
    for begin in sim.hooks.new_volunteer:
        begin(sim, volunteer)
    enrol(sim, volunteer)


def _who_has_stayed(
    sim: Simulation, name: str, route: str, rng: RandomStream
) -> tuple[Traits, Brings | None, float] | None:
    """Somebody as there are in a stock that renews itself, and their rate of leaving per month.

    By classes: one of the two, as often as it is met in a stock. By attitude: people are drawn as they come, and kept
    the likelier the longer people like them stay.
    """
    p = sim.parameters
    traits = who_can_come(sim, name, route)
    if traits is None:
        return None
    if p.submodels.leaving != attitude.ATTITUDE:
        short = rng.uniform() < short_share_of_stock(p)
        return replace(traits, short_stayer=short), None, p.h_short if short else p.h_long
    for turn in range(1, _LOOKED_FOR):
        if turn > 1:  # somebody else is looked at
            traits = who_can_come(sim, f"{name}-stock-{turn - 1}", route) or traits
        luck = sim.random.fresh("what people bring", f"{name}-stock-{turn}")
        brings = attitude.draw_what_is_brought(p, traits, luck)
        rate = fsum(rates_at_rest(p, traits, brings)) / MONTHS_PER_YEAR
        if luck.uniform() * rate <= unavoidable_rate(p):
            break
    return traits, brings, rate


def _first_route(p: Parameters, u: float) -> str:
    people = p.population
    if u < people.share_ex_client:
        return "ex_client"
    return "employer" if u < people.share_ex_client + people.share_employer else "citizen"


def short_share_of_stock(p: Parameters) -> float:
    """Part of a stationary stock that is short-stayers: starters weighted by how long they stay (NB08)."""
    starters = p.population.share_new * p.p_short_new + (1.0 - p.population.share_new) * p.p_short_traditional
    if p.h_short <= 0 or p.h_long <= 0:
        return starters
    short, long = starters / p.h_short, (1.0 - starters) / p.h_long
    return short / (short + long)


def _in_turn(able: tuple[int, ...], u: float) -> tuple[int, ...]:
    """The same day-parts, so ordered that a stock together covers the week evenly."""
    parts = sorted(able)
    first = int(u * len(parts))
    return (*parts[first:], *parts[:first])


def _grown(p: Parameters, volunteer: Volunteer, weeks: float) -> None:
    """What somebody of this tenure has learned and received at rest."""
    wish = volunteer.traits.wish
    first, task = p.first_day, fsum(getattr(p.requests, s).hours for s in TASK_TYPES) / len(TASK_TYPES)
    per_week = first.time_in_contacts * wish / max(LEAST_HOURS, task)
    experience.carry_the_usual_burden(p, volunteer)
    credit = coaching_received.grow_by_staying(p, volunteer)
    experience.grow_by_staying(p, volunteer, per_week, credit, weeks)
    authority.grow_by_staying(p, volunteer, per_week, credit, weeks)
    fit.grow_by_staying(p, volunteer, weeks)
    attitude.grow_by_staying(p, volunteer, weeks)


def _occasional(sim: Simulation, unit: Unit, number: int) -> None:
    """Somebody who helps two or three days a year."""
    name = f"occasional-{unit.number}-{number}"
    traits = who_can_come(sim, name, "occasional")
    if traits is None:
        return
    volunteer = Volunteer(f"volunteer-{name}", unit, traits, (UNREACHED,) * len(CAUSES))
    volunteer.start(0.0)
    bring_views(sim, volunteer)
    volunteer.have_habits(
        sim.random.fresh("stock", name).uniform(), sim.random.fresh("habit", name).uniform()
    )
    enrol(sim, volunteer)


def _first_waiting_list(sim: Simulation, unit: Unit) -> None:
    """The list starts at the length it has at rest: what comes more than leaves, over the rate of giving up."""
    p = sim.parameters
    if p.waiting_list_exit_rate <= 0:
        return
    departures = p.places / p.client_stay
    for _ in range(max(0, round((p.applicants - departures) / p.waiting_list_exit_rate))):
        wait_on_the_list(sim, sim.new_client(unit))
