"""The organisation looks at its own figures and decides whom to let in, and how many (C008, C171).

It knows the impression every candidate made at the talk, how the contacts of its starters went, and what
volunteers could have done and nobody did. It does not know why.
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.events import EntryReviewed, PlacesOpened
from tup_sim.model.patterns import entry_threshold
from tup_sim.model.people.intake import Record
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Candidate, Traits, Volunteer
from tup_sim.model.processes.stage import WEEK, YEAR, Stage
from tup_sim.model.rules.intake import lowest_demand_that_meets


def review_intake(world: Stage) -> None:
    """Every quarter: what should candidates be able to do, and how many could be used?"""
    p = world.parameters
    if round(world.now / WEEK) % p.review_weeks:
        return
    if p.entry_rule == "chosen":
        _choose_demand(world)
    if p.volunteer_places_rule == "follow_unmet":
        _open_places(world)


def _choose_demand(world: Stage) -> None:
    """The lowest entry demand with which the starters of the last year would have met the floor (C171)."""
    p, intake = world.parameters, world.organisation.intake
    since = world.now - YEAR
    intake.talks = [talk for talk in intake.talks if talk[0] >= since]
    intake.records = {name: r for name, r in intake.records.items() if r.joined >= since}
    known = [record for record in intake.records.values() if record.contacts]
    if len(known) >= p.evidence_starters:
        talks = [impression for _, impression in intake.talks]
        demand = lowest_demand_that_meets(p.quality_floor, known, talks, p.entry_step)
        if demand is not None:
            intake.demand = {unit.number: demand for unit in world.organisation.units}
    units = world.organisation.units
    world.tell(EntryReviewed(world.now, fsum(demand_in(world, unit) for unit in units) / len(units)))


def _open_places(world: Stage) -> None:
    """Places for as many as the hours would fill that volunteers could have done and nobody did (C008)."""
    p, intake = world.parameters, world.organisation.intake
    missed = fsum(
        hours
        for unit in world.organisation.units
        for hours, level in zip(unit.missed, unit.levels, strict=True)
        if level > 0
    )
    people = [v for u in world.organisation.units for v in u.volunteers.values() if v.open_ended and v.active]
    given = fsum(fsum(v.hours4) / len(v.hours4) for v in people if v.hours4) / max(1, len(people))
    each = given if given > 0.0 else p.planned_hours.mean
    vacancies = round(max(0.0, missed - intake.missed) / p.review_weeks / each)
    intake.missed, intake.places = missed, on_the_books(world) + vacancies
    world.tell(PlacesOpened(world.now, vacancies))


def on_the_books(world: Stage) -> int:
    """Volunteers without an agreed end."""
    return sum(1 for u in world.organisation.units for v in u.volunteers.values() if v.open_ended)


def places(world: Stage) -> int:
    """Places for volunteers without an agreed end; negative for no limit."""
    p, own = world.parameters, world.organisation.intake.places
    return (
        own if p.volunteer_places_rule == "follow_unmet" and own is not None else p.volunteer_places * p.units
    )


def demand_in(world: Stage, unit: Unit) -> float:
    """Impression a candidate must make in a unit now."""
    own = world.organisation.intake.demand.get(unit.number)
    chosen = world.parameters.entry_rule == "chosen" and own is not None
    return own if chosen and own is not None else entry_threshold(world.parameters, unit.number)


def demand_of(world: Stage, unit: Unit, traits: Traits) -> float:
    """The same for one candidate: whoever needs much guidance is welcome up to the share aimed at (C147)."""
    p, demand = world.parameters, demand_in(world, unit)
    if p.vulnerable_target_share < 0.0 or traits.vulnerability < p.guidance_line:
        return demand
    people = [v for u in world.organisation.units for v in u.volunteers.values() if v.open_ended]
    share = fsum(v.traits.vulnerability >= p.guidance_line for v in people) / max(1, len(people))
    return demand + (p.target_reach if share >= p.vulnerable_target_share else -p.target_reach)


def remember_talk(world: Stage, candidate: Candidate) -> None:
    """The impression of a candidate is written down where it will be used."""
    if world.parameters.entry_rule == "chosen":
        world.organisation.intake.talks.append((world.now, candidate.impression))


def remember_starter(world: Stage, candidate: Candidate, volunteer: Volunteer) -> None:
    """From now on it is seen how the contacts of this starter go."""
    if world.parameters.entry_rule == "chosen":
        world.organisation.intake.records[volunteer.name] = Record(candidate.impression, world.now)


def see_how_it_goes(world: Stage, contact: Contact) -> None:
    """A contact of a recent starter went well or not."""
    record = world.organisation.intake.records.get(contact.helper.name)
    if record is not None:
        record.contacts += 1
        record.successes += contact.success
