"""Groups that come for a day, and people who come for a term (C084, C090, C091).

A group takes paid time before it gives any: somebody answers, prepares, welcomes and stays. Its guests do real
requests of real clients, as far as there are any that nobody else would do sooner.
"""

from __future__ import annotations

from dataclasses import replace

from tup_sim.model.constants import ROUNDING, UNREACHED
from tup_sim.model.events import GroupAsked, GroupEnded, GroupWork
from tup_sim.model.people.families import STREAMS
from tup_sim.model.people.intake import GroupVisit, Term
from tup_sim.model.people.professional import DeskTask, Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.processes.coaching import give_credit, sit_in
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.leaving import leave
from tup_sim.model.processes.paying import move
from tup_sim.model.processes.stage import WEEK, YEAR, Stage, Story
from tup_sim.model.processes.working import be_on_shift, come_in
from tup_sim.model.rules.intake import best_places_to_help, group_may_come, group_preparation


def expect_groups(world: Stage) -> None:
    """Groups that will ask this week, at the moments of a Poisson stream; and visits that can take place."""
    p = world.parameters
    if not p.mechanisms.guided_groups:
        return
    expected = p.group_visits.requests * p.units * WEEK / YEAR
    for hour in world.moments("group requests", expected):
        world.at(hour, be_asked, world)
    for visit in [v for v in world.organisation.intake.visits if v.earliest <= world.now]:
        _find_a_day(world, visit)


def be_asked(world: Stage) -> None:
    """A company or school wants to come for a day; it is answered by the policy of the house."""
    p, visits = world.parameters, world.parameters.group_visits
    name = f"group-{world.number('group')}"
    luck = world.chance.fresh("group", name)
    size = visits.size_low + int(
        luck.uniform() * (max(visits.size_low, visits.size_high) - visits.size_low + 1)
    )
    plan = luck.happens(visits.plan_share)
    idea = _surplus_streams(world)[int(luck.uniform() * len(_surplus_streams(world)))]
    makes_one = luck.happens(visits.makes_plan)
    if p.groups_policy == "only_with_plan":
        plan = plan or makes_one
    visit = GroupVisit(name, size, plan, idea, world.now + visits.lead_weeks * WEEK)
    visit.outcome = "" if group_may_come(p, plan) else "declined"
    world.tell(GroupAsked(world.now, visit))
    world.start(prepare(world, visit))


def _surplus_streams(world: Stage) -> list[int]:
    """What groups like to do: work that comes on top."""
    return [s for s, rule in enumerate(world.streams) if not rule.core and not rule.own_helper] or [
        STREAMS.index("activities")
    ]


def prepare(world: Stage, visit: GroupVisit) -> Story:
    """The group is answered; if it may come, its day is prepared."""
    yield from take_time(world, visit, world.parameters.group_visits.answer)
    if visit.outcome:
        return
    yield from take_time(world, visit, group_preparation(world.parameters, visit.size, visit.plan))
    world.organisation.intake.visits.append(visit)


def take_time(world: Stage, visit: GroupVisit, hours: float) -> Story:
    """Paid time for a group, in pieces."""
    while hours > ROUNDING:
        piece, done = min(hours, world.parameters.group_visits.company), world.event()
        give_to_desk(world, DeskTask(piece, done))
        yield done
        visit.paid_hours += piece
        world.tell(GroupWork(world.now, visit, piece))
        hours -= piece


def _find_a_day(world: Stage, visit: GroupVisit) -> None:
    """The visit takes place in a shift of whoever will be there for it; without one it waits a week."""
    hosts: list[Professional] = [c for c in world.coordinators() if not c.ill]
    if not world.coordinators():
        hosts = [p for u in world.organisation.units for p in u.professionals.values() if not p.ill]
    shifts = [(host, start, end) for host in hosts for start, end in host.shifts if start > world.now]
    if not shifts:
        return
    luck = world.chance.fresh("day of the visit", visit.name)
    host, start, end = shifts[int(luck.uniform() * len(shifts))]
    world.organisation.intake.visits.remove(visit)
    world.at(
        start + world.parameters.group_visits.arrival * (end - start),
        be_visited,
        world,
        visit,
        host.unit,
        end,
    )


def be_visited(world: Stage, visit: GroupVisit, unit: Unit, end: float) -> None:
    """The group is at the door."""
    world.start(receive(world, visit, unit, end))


def receive(world: Stage, visit: GroupVisit, unit: Unit, end: float) -> Story:
    """Somebody paid welcomes the group, shows it round and stays; without a welcome there is no visit (C091)."""
    visits = world.parameters.group_visits
    done = world.event()
    give_to_desk(world, DeskTask(visits.welcome, done), first=True)
    yield done
    visit.paid_hours += visits.welcome
    world.tell(GroupWork(world.now, visit, visits.welcome))
    if world.now >= end:
        visit.outcome = "turned away"
        world.tell(GroupEnded(world.now, visit))
        return
    visit.outcome = "came"
    stays = visits.presence_planned if visit.plan else visits.presence_unplanned
    world.start(keep_company(world, visit, end, stays))
    streams: tuple[int, ...] = (visit.idea,)
    if visit.plan:
        streams = best_places_to_help(unit.missed, unit.levels, visits.kinds_of_work)
    for number in range(visit.size):
        world.start(spend_the_day(world, visit, _guest(world, visit, unit, number, streams), end))


def keep_company(world: Stage, visit: GroupVisit, end: float, share: float) -> Story:
    """Somebody paid stays with the group for part of the visit, between what cannot wait."""
    due = share * (end - world.now)
    while due > ROUNDING and world.now < end:
        piece, done = min(due, world.parameters.group_visits.company), world.event()
        give_to_desk(world, DeskTask(piece, done), first=True)
        yield done
        visit.paid_hours += piece
        world.tell(GroupWork(world.now, visit, piece))
        due -= piece


def _guest(world: Stage, visit: GroupVisit, unit: Unit, number: int, streams: tuple[int, ...]) -> Volunteer:
    name = f"{visit.name}-{number}"
    traits = replace(world.draw_traits(name, "group"), streams=streams)
    guest = Volunteer(f"volunteer-{name}", unit, traits, (UNREACHED,) * len(CAUSES))
    guest.alignment = guest.norms = world.parameters.group_visits.alignment
    return guest


def spend_the_day(world: Stage, visit: GroupVisit, guest: Volunteer, end: float) -> Story:
    """A guest does what is asked until the visit is over; the last to go closes it."""
    come_in(world, guest)
    guest.contract = end - world.now
    yield from be_on_shift(world, guest, world.now, end)
    leave(world, guest, "planned")
    visit.home += 1
    visit.present += guest.contract + guest.overtime
    visit.contact += guest.hours["direct"]
    if visit.home == visit.size:
        world.tell(GroupEnded(world.now, visit))


def agree_on_term(world: Stage, volunteer: Volunteer) -> None:
    """A student or somebody under an obligation takes paid time to place; an obligation has its own terms."""
    p = world.parameters
    give_to_desk(world, DeskTask(p.obliged.placement, None))
    if volunteer.traits.route != "mandated":
        return
    hours = p.mandated_place_funding / p.obliged.guide_price
    volunteer.term = Term(p.obligation_weeks, p.obliged.hours, p.obliged.stays_on, hours)
    volunteer.at_risk = True


def let_guides_talk(world: Stage, unit: Unit) -> None:
    """External guides, paid from the money that came with a place, talk with who was there this week (C026, C233)."""
    price, talk = world.parameters.obliged.guide_price, world.parameters.obliged.guide_talk
    for volunteer in unit.volunteers.values():
        term = volunteer.term
        if term is None or term.guide_hours <= 0.0 or not volunteer.active:
            continue
        term.guide_due = min(term.guide_due + term.guide_hours / term.weeks, term.guide_hours)
        while term.guide_due >= talk and volunteer.week.shifts > 0:
            term.guide_due -= talk
            sit_in(world, volunteer, talk)
            give_credit(world, volunteer, talk)
            if world.parameters.mechanisms.money:
                move(world, "funding of places", price * talk)
                move(world, "external guides", -price * talk)
