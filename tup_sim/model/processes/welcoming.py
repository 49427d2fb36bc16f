"""Openness to volunteers and fatigue with them: what good and bad contacts, losses and colleagues do to it.

Openness acts through minutes and tone of contacts and no other way (C143).
"""

from __future__ import annotations

from math import expm1, fsum

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.witnessing import coolness

_AS_AGREED = ("planned", "obligation_end")


def is_warm(world: Stage, person: Professional) -> bool:
    """Is a contact in passing a real one? It may be cool when somebody is less welcoming than they usually are."""
    cool = coolness(world.parameters, person)
    return cool <= 0.0 or not world.chance.stream("tone", person.name).happens(cool)


def show_openness(world: Stage, person: Professional) -> None:
    """What others see of somebody's openness: fatigue hides some of it, and so does what mechanisms add (C141)."""
    hidden = world.parameters.population.fatigue_weight * person.fatigue
    for more in world.reactions.hiding:
        hidden += more(person)
    person.seen_openness = min(1.0, max(0.0, person.openness - hidden))


def learn_from_meeting(world: Stage, volunteer: Volunteer, person: Professional, good: bool) -> None:
    """A good joint contact opens, a bad one closes, against the mix a person is used to (C153)."""
    rules = world.parameters.welcome
    usual = rules.good * rules.usual_good - rules.bad * (1.0 - rules.usual_good)
    person.openness += (rules.good if good else -rules.bad) - usual
    person.week.joint += 1


def invest(world: Stage, coach: Helper, talk: Appointment) -> None:
    """Hours of coaching are remembered by the one who gave them."""
    if not isinstance(coach, Professional) or not talk.guides:
        return
    coach.week.coached += talk.hours
    for volunteer in talk.volunteers:
        volunteer.pairs[coach.name].invested += talk.hours / len(talk.volunteers)


def lose_what_was_invested(world: Stage, volunteer: Volunteer) -> None:
    """A volunteer who leaves soon, and not as agreed, tires those who had put hours into them (C141)."""
    rules, unit = world.parameters.welcome, volunteer.unit
    if volunteer.reason in _AS_AGREED or volunteer.tenure(world.now) > rules.soon * WEEK:
        return
    for name, pair in volunteer.pairs.items():
        if pair.invested >= rules.invested:
            coach = unit.professionals.get(name) or unit.coordinators.get(name)
            if coach is not None:
                coach.fatigue = min(1.0, coach.fatigue + rules.fatigue)


def come_round(world: Stage, unit: Unit) -> None:
    """At the end of the week: openness and fatigue go back to the own level, and colleagues pull (C141, C153)."""
    p, rules = world.parameters, world.parameters.welcome
    people = unit.staff()
    shown = [(person.week.joint, person.week.joint * person.seen_openness) for person in people]
    total, weighted = fsum(meetings for meetings, _ in shown), fsum(seen for _, seen in shown)
    for person, (meetings, seen) in zip(people, shown, strict=True):
        _recover(p, person)
        others = total - meetings
        if others > 0:
            company = (weighted - seen) / others
            person.openness += rules.contagion * (company - rules.usual_company)
        person.openness = min(1.0, max(0.0, person.openness))
        show_openness(world, person)


def _recover(p: Parameters, person: Professional) -> None:
    rules = p.welcome
    person.openness += (person.own_openness - person.openness) * -expm1(-1.0 / rules.tau - rules.contagion)
    person.fatigue += (person.own_fatigue - person.fatigue) * -expm1(-1.0 / rules.fatigue_tau)
    usual = rules.usual_losses_coordinator if person.coordinator else rules.usual_losses
    person.fatigue = max(0.0, person.fatigue - rules.fatigue * usual * person.week.coached)
