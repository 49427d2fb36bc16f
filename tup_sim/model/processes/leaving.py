"""Volunteers leave (quit): of life, of work, of disappointment, of overload, asked to, or because the term is over.

Risk builds up over time; a person leaves for a cause when the risk has reached the level drawn for them. A policy
that raises the risk makes the same people leave earlier; it does not draw other people.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK, YEAR
from tup_sim.model.constants import LEAST_SPREAD
from tup_sim.model.effects import attitude
from tup_sim.model.effects.attitude import ATTITUDE
from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.effects.used_to import as_is_usual
from tup_sim.model.events import TermEnded, VolunteerLeft, VolunteersLost, VolunteerWeek
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_YEAR
from tup_sim.model.people.client import Client
from tup_sim.model.people.volunteer import CAUSES, Brings, Traits, Volunteer
from tup_sim.model.rules.attitude import composite, reason_of, times_drawn_away
from tup_sim.model.rules.contacts import logistic

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_NO_RISK = (0.0,) * len(CAUSES)
_CHOICE = (
    "disappointed"  # the cause whose risk and level stand for all leaving by choice, where it is by attitude
)


def face_risks(sim: Simulation, volunteer: Volunteer) -> None:
    """From now until Monday: does the risk reach the level at which this person leaves?"""
    monday = sim.now - sim.now % WEEK + WEEK
    if volunteer.ends_at is not None and volunteer.ends_at < monday:
        sim.at(max(sim.now, volunteer.ends_at), end_term, sim, volunteer)
    if not volunteer.at_risk:
        return
    p = sim.parameters
    by_attitude = p.submodels.leaving == ATTITUDE
    rates = _rates_by_attitude(sim, volunteer) if by_attitude else leaving_rates(p, volunteer)
    volunteer.rates = rates
    first, why = monday, ""
    for cause, rate in enumerate(rates):
        gone, limit = volunteer.hazards[cause], volunteer.thresholds[cause]
        if rate > 0 and gone + rate * (first - sim.now) / YEAR >= limit:
            first, why = sim.now + max(0.0, limit - gone) / rate * YEAR, CAUSES[cause]
    if why:
        sim.at(first, leave, sim, volunteer, volunteer.choice if why == _CHOICE and volunteer.choice else why)


def _rates_by_attitude(sim: Simulation, volunteer: Volunteer) -> tuple[float, ...]:
    """Risk per year by cause, from what this person brought and lived through; and what they would say was why."""
    p, brings = sim.parameters, volunteer.brings
    if brings is None:
        luck = sim.random.fresh("what people bring", volunteer.name)
        brings = attitude.draw_what_is_brought(p, volunteer.traits, luck)
        attitude.bring(p, volunteer, brings)
    parts = attitude.parts_of_attitude(p, brings, volunteer.lived)
    volunteer.choice = reason_of(parts)
    return _by_attitude(p, volunteer, brings.drawn, composite(list(parts.values()), p.leaving.mix))


def count_risks(sim: Simulation, volunteer: Volunteer, need: float) -> None:
    """Add what was risked since Monday (or since the start) and tell the week."""
    years = (sim.now - volunteer.since) / YEAR
    risks = tuple([rate * years for rate in volunteer.rates]) if volunteer.at_risk else _NO_RISK
    volunteer.hazards = [gone + risks[cause] for cause, gone in enumerate(volunteer.hazards)]
    volunteer.since = sim.now
    if volunteer.choice:
        risks = _as_they_would_say(risks, volunteer.choice)
    sim.emit(VolunteerWeek(sim.now, volunteer, risks, years, need, volunteer.week.credit))


def _as_they_would_say(risks: tuple[float, ...], reason: str) -> tuple[float, ...]:
    """The risk of leaving by choice under what somebody would say; it is one risk with one level, whatever they say."""
    place, said = CAUSES.index(_CHOICE), CAUSES.index(reason)
    moved = list(risks)
    moved[place], moved[said] = 0.0, risks[place]
    return tuple(moved)


def _by_attitude(p: Parameters, volunteer: Volunteer, drawn: float, mood: float) -> tuple[float, ...]:
    """Risk per year by cause: shocks, a job, being asked to go, and choice, all of it under "disappointed"."""
    growth = min(1.0, volunteer.growth) if p.mechanisms.exit else p.states.growth_reference
    return _by_shock_or_choice(p, volunteer.traits, growth, drawn, mood)


def _by_shock_or_choice(
    p: Parameters, traits: Traits, growth: float, drawn: float, mood: float
) -> tuple[float, ...]:
    rules = p.leaving
    job = p.job_hazard_seeker if traits.job_seeker else p.job_hazard
    choice = rules.choice * times_drawn_away(rules.spread, drawn, rules.attitude, mood)
    return (
        MONTHS_PER_YEAR * rules.shock,
        job * (p.job_exits.without_growth + growth),
        MONTHS_PER_YEAR * choice,
        0.0,
        MONTHS_PER_YEAR * rules.asked,
        0.0,
    )


def rates_at_rest(p: Parameters, traits: Traits, brings: Brings) -> tuple[float, ...]:
    """Risk per year by cause of somebody who lives through what is usual here."""
    usual = as_is_usual(p, traits)
    mood = composite(list(attitude.parts_of_attitude(p, brings, usual).values()), p.leaving.mix)
    return _by_shock_or_choice(p, traits, p.states.growth_reference, brings.drawn, mood)


def unavoidable_rate(p: Parameters) -> float:
    """Risk per month that everybody runs, whatever they bring or feel."""
    return p.leaving.shock + p.leaving.asked


def leaving_rates(p: Parameters, volunteer: Volunteer) -> tuple[float, ...]:
    """Risk of leaving per year by cause (``CAUSES``) for an open-ended volunteer (NB08, NB11).

    Three quarters of leaving is life and work, beyond anybody's reach; the rest moves with what the person
    experiences, each cause with what it is about: who is not disappointed and comes under strain is likelier to go
    of overload, and no likelier to go of disappointment. Exits to a job are part of the three quarters, so that the
    total at rest is that of NB08.
    """
    base = MONTHS_PER_YEAR * (p.h_short if volunteer.traits.short_stayer else p.h_long)
    job = p.job_hazard_seeker if volunteer.traits.job_seeker else p.job_hazard
    job = min(job, p.job_exits.most * (1.0 - p.management_share) * base)
    without = p.job_exits.without_growth
    life = (1.0 - p.management_share) * base - job * (without + p.states.growth_reference)
    job *= without + (min(1.0, volunteer.growth) if p.mechanisms.exit else p.states.growth_reference)
    shares = p.exit_shares
    moved = p.management_share * base / (shares.disappointed + shares.overload + shares.asked or 1.0)
    disappointed, overload = strain_of_leaving(p, volunteer) if p.mechanisms.exit else (0.0, 0.0)
    rates = (
        life,
        job,
        moved * shares.disappointed * _times_the_usual(p, disappointed),
        moved * shares.overload * _times_the_usual(p, overload),
        moved * shares.asked,
        0.0,
    )
    assert len(rates) == len(CAUSES)
    return rates


def _times_the_usual(p: Parameters, exponent: float) -> float:
    """How much likelier somebody goes for a cause that states move by this exponent; between floor and ceiling."""
    return min(p.exit_ceiling, max(p.exit_floor, exp(exponent)))


def strain_of_leaving(p: Parameters, volunteer: Volunteer) -> tuple[float, float]:
    """Two exponents, of leaving in disappointment and of leaving in overload; both 0 at rest."""
    w, s, own = p.exit_weights, p.states, volunteer.traits
    ratio = max(p.exit_shares.least_ratio, contact_ratio(p, volunteer)) / p.contact_ratio_reference
    disappointed = -(
        w.contact_ratio * log(ratio)
        + w.support * (volunteer.safety - own.safety) / max(LEAST_SPREAD, s.safety_sd)
        + w.clarity * (volunteer.clarity - own.clarity) / max(LEAST_SPREAD, s.clarity_sd)
        + w.recognition * (volunteer.recognition - own.recognition) / max(LEAST_SPREAD, s.recognition_sd)
        + w.belonging * (volunteer.belonging - own.belonging) / max(LEAST_SPREAD, s.belonging_sd)
        + w.fit * (volunteer.fit - s.fit_start) / s.fit_sd
    )
    overload = w.strain * (volunteer.strain - own.strain)
    return disappointed, overload


def end_term(sim: Simulation, volunteer: Volunteer) -> None:
    """The agreed end: whoever was asked to think of going on does so or not, others go (C020)."""
    term = volunteer.term
    if volunteer.left is not None:
        return
    goes_on = term is not None and sim.random.stream("end of term", volunteer.name).happens(
        goes_on_after_term(sim.parameters, volunteer, term.chance)
    )
    if term is not None:
        sim.emit(TermEnded(sim.now, volunteer, goes_on))
    if not goes_on:
        leave(sim, volunteer, "obligation_end" if volunteer.traits.route == "mandated" else "planned")
    else:
        volunteer.go_on()


def goes_on_after_term(p: Parameters, volunteer: Volunteer, at_rest: float) -> float:
    """Probability of going on after a term: what would make a volunteer leave makes this one not stay (C020)."""
    if not 0.0 < at_rest < 1.0:
        return at_rest
    usual = log(at_rest / (1.0 - at_rest))
    if p.submodels.leaving == ATTITUDE:
        return logistic(usual + p.leaving.attitude * attitude.attitude_of(p, volunteer))
    disappointed, overload = strain_of_leaving(p, volunteer) if p.mechanisms.exit else (0.0, 0.0)
    return logistic(usual - disappointed - overload)


def leave(sim: Simulation, volunteer: Volunteer, reason: str) -> None:
    """A volunteer goes for good; who is in the middle of a shift finishes it."""
    if volunteer.left is not None or volunteer.started is None:
        return
    count_risks(sim, volunteer, 0.0)
    volunteer.left, volunteer.reason = sim.now, reason
    unit = volunteer.unit
    unit.volunteers.pop(volunteer.name, None)
    _clients_lose(sim, volunteer)
    for hook in sim.hooks.departure:
        hook(sim, volunteer)
    sim.emit(VolunteerLeft(sim.now, volunteer))


def _clients_lose(sim: Simulation, volunteer: Volunteer) -> None:
    """Clients for whom this was a familiar face feel the gap for a while."""
    states = sim.parameters.client_states
    since = sim.now - states.familiar_weeks * WEEK
    for client in volunteer.unit.clients.values():
        if client.knows(volunteer, since):
            client.lost_familiar = sim.now + states.gap_weeks * WEEK
    if volunteer.client is not None:
        end_match(sim, volunteer, volunteer.client)


def end_match(sim: Simulation, volunteer: Volunteer, client: Client) -> None:
    """A duo ends; finding the client a new buddy takes some weeks (NC12)."""
    if volunteer.client is client:
        client.part_with_buddy()
        client.rematch_at = sim.now + sim.parameters.rematch_delay * WEEK


def lose_volunteers(sim: Simulation) -> None:
    """A sudden loss: a share of the open-ended volunteers leaves at once."""
    shock = sim.parameters.volunteer_shock
    people = [v for u in sim.organisation.units for v in u.volunteers.values() if v.active and v.open_ended]
    if shock.who == "longest":
        people.sort(key=lambda v: v.started or 0.0)
    else:
        people.sort(key=lambda v: sim.random.fresh("shock", v.name).uniform())
    count = len(people) if shock.who == "all" else round(shock.share * len(people))
    sim.emit(VolunteersLost(sim.now, count))
    for volunteer in people[:count]:
        leave(sim, volunteer, "organisation")
