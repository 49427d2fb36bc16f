"""Who turns up at the door: enquiries by channel out of the people who can be reached, terms, constant inflow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tup_sim.model.clock import MONTH, WEEK, YEAR
from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.effects import clients
from tup_sim.model.parameters.week import read_dayparts
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import EDUCATION
from tup_sim.model.people.volunteer import Candidate, Traits, Volunteer
from tup_sim.model.processes.recruiting import apply, join, move_inward, on_the_books, train, who_can_come
from tup_sim.model.rules.candidates import time_to_spare, vulnerable_by_channel

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def recruit_this_week(sim: Simulation) -> None:
    """Who will turn up this week: enquiries by channel, agreed terms, training groups."""
    p, units = sim.parameters, sim.parameters.units
    if p.mechanisms.recruitment:
        for hook in sim.hooks.recruiting:
            hook(sim)
        move_inward(sim)
        for channel, rate in _enquiries_per_month(sim).items():
            expected = rate * _weeks_at_once(sim) * WEEK / MONTH
            _spread(sim, f"enquiries {channel}", expected, enquire, channel)
        hours, groups = (
            p.pipeline_hours.training,
            p.pipeline_hours.groups * sim.organisation.second_line_share,
        )
        _spread(sim, "training groups", groups * units * WEEK / YEAR, train, hours)
    else:
        _spread(sim, "inflow", p.starters_per_month * units * WEEK / MONTH, join_at_once, "inflow")
    ends = p.planned_ends
    terms = (("student", ends.student), ("mandated", p.mandated_inflow), ("interim", ends.interim))
    for route, rate in terms:
        _spread(sim, f"terms {route}", rate * units * WEEK / YEAR, join_for_a_term, route)


def _weeks_at_once(sim: Simulation) -> float:
    """Weeks whose enquiries come together: none between two moments of intake (NB32)."""
    interval = sim.parameters.intake_interval
    return 0.0 if round(sim.now / WEEK) % interval else float(interval)


def _enquiries_per_month(sim: Simulation) -> dict[str, float]:
    """Rates by channel; the pool of people who can be reached runs dry as more of them are in."""
    p, units = sim.parameters, sim.parameters.units
    left, usual = left_in_pool(sim), usually_left(sim)
    steady, effort = p.recruitment_channels, sim.organisation.second_line_share
    return {
        "open": steady.open * units * effort * left / usual,
        "ask": p.recruitment_asks * p.ask_yield * units * left / usual,
        "referral": steady.referral * units * left / usual,
        "company": steady.company * units * effort * left / usual,
        "citizens": steady.citizens * units * left / usual,
        "word_of_mouth": p.word_of_mouth * _speak_of_it(sim) * left,
    }


def _inside(sim: Simulation) -> int:
    """People who are in, or on their way."""
    return on_the_books(sim) + len(sim.organisation.candidates)


def left_in_pool(sim: Simulation) -> float:
    """Part of the people who can be reached that is not in yet (0-1)."""
    p = sim.parameters
    return max(0.0, 1.0 - _inside(sim) / max(1, p.recruitable_people * p.units))


def usually_left(sim: Simulation) -> float:
    """Part of the pool that was not in yet as the organisation began (0-1)."""
    p, units = sim.parameters, sim.parameters.units
    return max(LEAST_DIVISOR, 1.0 - p.volunteers_initial * units / max(1, p.recruitable_people * units))


def _speak_of_it(sim: Simulation) -> float:
    """Who speaks of the house, counted as volunteers: those who are in, and others."""
    speak = float(_inside(sim))
    for more in sim.hooks.word_of_mouth:
        speak += more(sim)
    return speak


def _spread(
    sim: Simulation, purpose: str, expected: float, what: Callable[..., object], argument: object
) -> None:
    """Have something happen at the moments of a Poisson stream that fall in this week."""
    for hour in sim.poisson_arrivals(purpose, expected):
        sim.at(hour, what, sim, argument)


def enquire(sim: Simulation, channel: str) -> None:
    """Somebody asks what they could do here."""
    name = f"{channel}-{sim.number('enquiry ' + channel)}"
    route = "citizen" if channel == "citizens" else _route_of(sim, name)
    if route == "ex_client" and sim.parameters.ex_clients_apply:
        return  # clients who left come by themselves
    traits = sim.draw_traits(name, route, _education_of(sim, name, channel), _vulnerable_of(sim, channel))
    if channel == "citizens" and not _has_time(sim, name, traits):
        return
    apply(sim, Candidate(name, channel, traits, sim.now))


def _route_of(sim: Simulation, name: str) -> str:
    """What somebody was before: a client, sent by an employer, or neither."""
    people = sim.parameters.population
    others = 1.0 - people.share_ex_client - people.share_employer
    shares = (people.share_ex_client, people.share_employer, others)
    return ("ex_client", "employer", "citizen")[sim.random.fresh("route", name).pick(shares)]


def _has_time(sim: Simulation, name: str, traits: Traits) -> bool:
    """Who thinks of helping by themselves does so the sooner, the more of the week they have to spare."""
    spare = len(traits.dayparts) / max(1, len(sim.calendar.dayparts))
    return sim.random.fresh("spare time", name).happens(spare)


def think_of_helping(sim: Simulation, client: Client) -> None:
    """A client who leaves with little left to solve and trust in volunteers may want to become one (C003)."""
    p = sim.parameters
    if not (p.ex_clients_apply and p.mechanisms.recruitment) or p.places <= 0:
        return
    usual = p.population.share_ex_client * _enquiries_at_rest(sim) * p.client_stay * WEEK / MONTH / p.places
    ready = clients.readiness_to_help(p, client)
    if not sim.random.fresh("thinks of helping", client.name).happens(usual * ready):
        return
    name = f"client-{sim.number('enquiry client')}"
    own = tuple(1.0 if level == client.education else 0.0 for level in EDUCATION)
    apply(sim, Candidate(name, "client", sim.draw_traits(name, "ex_client", own), sim.now))


def _enquiries_at_rest(sim: Simulation) -> float:
    """Enquiries of one unit per month as the organisation began: what the share of ex-clients was counted in."""
    p = sim.scenario.parameters
    steady = p.recruitment_channels
    left = max(0.0, 1.0 - p.volunteers_initial / max(1, p.recruitable_people))
    talk = p.word_of_mouth * p.volunteers_initial * left
    spare = 0.0 if steady.citizens <= 0.0 else time_to_spare(sim.parameters, read_dayparts(p.open_dayparts))
    channels = steady.open + steady.referral + steady.company + steady.citizens * spare
    return channels + p.recruitment_asks * p.ask_yield + talk


def _education_of(sim: Simulation, name: str, channel: str) -> tuple[float, ...] | None:
    """Shares by level of whoever enquires through a channel; None: as volunteers here (C076).

    Posters, agencies and companies reach whoever there is; who comes by themselves is one of those who are not in yet,
    whatever their schooling; people ask people who resemble them, or anybody; and by
    word of mouth come people like those who speak. Who then starts is up to the talk, the trial and the wait.
    """
    if channel == "word_of_mouth":
        return None
    schooling = sim.parameters.population.education
    anybody = (schooling.pool_low, schooling.pool_mid, schooling.pool_high)
    if channel == "citizens":
        return _schooling_left(sim, anybody)
    return (_education_like_the_asker(sim, name) if channel == "ask" else None) or anybody


def _schooling_left(sim: Simulation, pool: tuple[float, ...]) -> tuple[float, ...]:
    """People by level of education who can be reached and are not in yet; as in the whole pool if nobody is left."""
    p = sim.parameters
    known = [float(many) for many in sim.organisation.candidates_by_education]
    for unit in sim.organisation.units:
        for volunteer in unit.volunteers.values():
            if volunteer.open_ended:
                known[volunteer.traits.education] += 1.0
    left = [share * p.recruitable_people * p.units - in_it for share, in_it in zip(pool, known, strict=True)]
    free = tuple(max(0.0, each) for each in left)
    return free if any(free) else pool


def _education_like_the_asker(sim: Simulation, name: str) -> tuple[float, ...] | None:
    """People ask people who resemble them (C076)."""
    people = [v for u in sim.organisation.units for v in u.volunteers.values() if v.active and v.open_ended]
    rng = sim.random.fresh("asker", name)
    if not people or not rng.happens(1.0 - 1.0 / sim.parameters.ask_similarity):
        return None
    asker = who_asked(sim, name, people)
    return tuple(1.0 if level == asker.traits.education else 0.0 for level in EDUCATION)


def who_asked(sim: Simulation, name: str, people: Iterable[Volunteer]) -> Volunteer:
    """Any of them, all equally likely: whoever draws the highest number for who was asked.

    So a colleague who left earlier in one of two worlds changes nothing, unless they would have been the one.
    """
    return max(people, key=lambda person: sim.random.fresh("asker", f"{name} {person.name}").uniform())


def _vulnerable_of(sim: Simulation, channel: str) -> float:
    """Share of those who enquire through a channel, and were no clients, who are vulnerable (C028, C227).

    Agencies send most of them. All channels together have the share that is declared of starters: what an agency
    sends more, the others send less, as the organisation began.
    """
    p = sim.scenario.parameters
    enquiries = _enquiries_at_rest(sim)
    sent = p.recruitment_channels.referral / enquiries if enquiries > 0 else 0.0
    by_agency, by_others = vulnerable_by_channel(sim.parameters, sent)
    return by_agency if channel == "referral" else by_others


def join_at_once(sim: Simulation, channel: str) -> None:
    """Constant inflow, declared as people who start: somebody does, without a pipeline."""
    name = f"{channel}-{sim.number('enquiry ' + channel)}"
    traits = who_can_come(sim, name, "citizen")
    if traits is not None:
        join(sim, name, traits)


def join_for_a_term(sim: Simulation, route: str) -> None:
    """A student, mandated or interim volunteer comes for an agreed term; who is sent is somebody who can come."""
    name = f"{route}-{sim.number('enquiry ' + route)}"
    p, traits = sim.parameters, who_can_come(sim, name, route)
    if traits is None:
        return
    volunteer = join(sim, name, traits)
    weeks = p.obligation_weeks if route == "mandated" else p.planned_ends.weeks
    volunteer.agree_on_an_end(sim.now + weeks * WEEK)
    for hook in sim.hooks.term:
        hook(sim, volunteer)
