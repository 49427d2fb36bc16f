"""Volunteers leave: of life, of work, of disappointment, of overload, asked to, or because the term is over.

Risk builds up over time; a person leaves for a cause when the risk has reached the level drawn for them. A policy
that raises the risk makes the same people leave earlier; it does not draw other people.
"""

from __future__ import annotations

from tup_sim.model.events import TermEnded, VolunteerLeft, VolunteersLost, VolunteerWeek
from tup_sim.model.people.client import Client
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.processes.stage import WEEK, YEAR, Stage
from tup_sim.model.rules.caring import leaving_rates
from tup_sim.model.rules.intake import goes_on_after_term

_NO_RISK = (0.0,) * len(CAUSES)


def face_risks(world: Stage, volunteer: Volunteer) -> None:
    """From now until Monday: does the risk reach the level at which this person leaves?"""
    monday = world.now - world.now % WEEK + WEEK
    if volunteer.ends_at is not None and volunteer.ends_at < monday:
        world.at(max(world.now, volunteer.ends_at), end_term, world, volunteer)
    if not volunteer.at_risk:
        return
    rates = leaving_rates(world.parameters, volunteer)
    volunteer.rates = rates
    first, why = monday, ""
    for cause, rate, gone, limit in zip(CAUSES, rates, volunteer.hazards, volunteer.thresholds, strict=True):
        if rate > 0 and gone + rate * (first - world.now) / YEAR >= limit:
            first, why = world.now + max(0.0, limit - gone) / rate * YEAR, cause
    if why:
        world.at(first, leave, world, volunteer, why)


def count_risks(world: Stage, volunteer: Volunteer, need: float) -> None:
    """Add what was risked since Monday (or since the start) and tell the week."""
    years = (world.now - volunteer.since) / YEAR
    risks = tuple([rate * years for rate in volunteer.rates]) if volunteer.at_risk else _NO_RISK
    volunteer.hazards = [gone + risk for gone, risk in zip(volunteer.hazards, risks, strict=True)]
    volunteer.since = world.now
    world.tell(VolunteerWeek(world.now, volunteer, risks, years, need, volunteer.week.credit))


def end_term(world: Stage, volunteer: Volunteer) -> None:
    """The agreed end: whoever was asked to think of going on does so or not, others go (C020)."""
    term = volunteer.term
    if volunteer.left is not None:
        return
    goes_on = term is not None and world.chance.stream("end of term", volunteer.name).happens(
        goes_on_after_term(world.parameters, volunteer, term.chance)
    )
    if term is not None:
        world.tell(TermEnded(world.now, volunteer, goes_on))
    if not goes_on:
        leave(world, volunteer, "obligation_end" if volunteer.traits.route == "mandated" else "planned")
    else:
        volunteer.go_on()


def leave(world: Stage, volunteer: Volunteer, reason: str) -> None:
    """A volunteer goes for good; who is in the middle of a shift finishes it."""
    if volunteer.left is not None or volunteer.started is None:
        return
    count_risks(world, volunteer, 0.0)
    volunteer.left, volunteer.reason = world.now, reason
    unit = volunteer.unit
    unit.volunteers.pop(volunteer.name, None)
    _clients_lose(world, volunteer)
    for react in world.reactions.departure:
        react(world, volunteer)
    world.tell(VolunteerLeft(world.now, volunteer))


def _clients_lose(world: Stage, volunteer: Volunteer) -> None:
    """Clients for whom this was a familiar face feel the gap for a while."""
    states = world.parameters.client_states
    since = world.now - states.familiar_weeks * WEEK
    for client in volunteer.unit.clients.values():
        if client.knows(volunteer, since):
            client.lost_familiar = world.now + states.gap_weeks * WEEK
    if volunteer.client is not None:
        end_match(world, volunteer, volunteer.client)


def end_match(world: Stage, volunteer: Volunteer, client: Client) -> None:
    """A duo ends; finding the client a new buddy takes some weeks (NC12)."""
    if volunteer.client is client:
        client.part_with_buddy()
        client.rematch_at = world.now + world.parameters.rematch_delay * WEEK


def lose_volunteers(world: Stage) -> None:
    """A sudden loss: a share of the open-ended volunteers leaves at once."""
    shock = world.parameters.volunteer_shock
    people = [v for u in world.organisation.units for v in u.volunteers.values() if v.active and v.open_ended]
    if shock.who == "longest":
        people.sort(key=lambda v: v.started or 0.0)
    else:
        people.sort(key=lambda v: world.chance.fresh("shock", v.name).uniform())
    count = len(people) if shock.who == "all" else round(shock.share * len(people))
    world.tell(VolunteersLost(world.now, count))
    for volunteer in people[:count]:
        leave(world, volunteer, "organisation")
