"""What contacts and coaching leave behind: practice, hours lately, what they asked. No learning while it is off."""

from __future__ import annotations

from math import exp, fsum, log

from tup_sim.model.parameters.guiding import EVEN
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import HOURS_PER_WEEK
from tup_sim.model.people.families import HIGHEST, TASK_TYPES
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.contacts import overtaxed, responsibility
from tup_sim.model.rules.decay import relax_towards, retention
from tup_sim.model.rules.relational_time import stretch

# -- a contact ----------------------------------------------------------------------------------------------------


def learn_as_volunteer(
    p: Parameters, volunteer: Volunteer, contact: Contact, competence: float, relational_weight: float
) -> None:
    """A volunteer has practised, and was asked too much, too little or what fits."""
    week, task_type, difficulty = volunteer.week, contact.request.task_type, contact.request.difficulty
    if p.mechanisms.learning:
        volunteer.practice[task_type] += 1.0
    volunteer.recent[task_type] += contact.hours
    week.contacts += 1
    week.burden += difficulty * contact.decided_alone
    week.gap += overtaxed(p, difficulty, contact.decided_alone, competence)
    too_easy = competence - difficulty - p.states.boredom_line
    if too_easy > 0.0:
        liking = volunteer.traits.liking
        week.boredom += too_easy * bored_by(liking[task_type]) if liking else too_easy
    if contact.success:
        week.growth += difficulty
    week.granted += contact.level / HIGHEST * (1.0 - p.protocol_tightness)
    if contact.presence != 1.0:
        week.cut_short += 1.0 - stretch(relational_weight, contact.presence)


def learn_as_professional(person: Professional, contact: Contact, relational_share: float) -> None:
    """A paid person has worked, with so much room for the client."""
    week, request = person.week, contact.request
    week.contacts += 1
    week.successes += contact.success
    relational = contact.hours * relational_share
    week.direct += contact.hours
    week.relational += relational
    week.hardness += request.difficulty * request.client.complexity
    person.recent[request.task_type] += contact.hours
    person.recent_relational += relational
    person.unit.week.direct += contact.hours
    if not request.core:
        week.surplus += contact.hours


# -- a week -------------------------------------------------------------------------------------------------------


def bored_by(liking: float) -> float:
    """How far work that is too easy bores somebody who likes it so much (0-1); 1 at the mean of a half."""
    return 2.0 * (1.0 - liking)


def remember_a_week_as_volunteer(p: Parameters, volunteer: Volunteer) -> None:
    """Hours fade; burden, room and growth follow what the contacts of this week asked."""
    week, kept = volunteer.week, retention(p.times.mood)
    volunteer.recent = [hours * kept for hours in volunteer.recent]
    if p.submodels.competence == "capped":
        forget(p, volunteer, 1.0)
    if week.contacts:
        weight = min(1.0, week.contacts / p.states.burden_contacts)
        volunteer.burden += weight * (week.burden / week.contacts - volunteer.burden)
        volunteer.granted += weight * (week.granted / week.contacts - volunteer.granted)
        volunteer.growth = relax_towards(volunteer.growth, week.growth / week.contacts, p.times.mood)


def forget(p: Parameters, volunteer: Volunteer, weeks: float) -> None:
    """What is left of practice and coaching after some weeks, where competence is capped (half-life, memory)."""
    if not p.mechanisms.learning:
        return
    kept = retention(_memory_of_practice(p), weeks)
    volunteer.practice = [contacts * kept for contacts in volunteer.practice]
    volunteer.coached *= retention(p.times.role, weeks)


def _memory_of_practice(p: Parameters) -> float:
    """Time constant with which practice fades, in weeks."""
    return p.competence.half_life / log(2.0)


def remember_a_week_as_professional(p: Parameters, person: Professional) -> None:
    """Hours fade."""
    kept = retention(p.times.mood)
    person.recent = [hours * kept for hours in person.recent]
    person.recent_relational *= kept


# -- coaching, training, having been here -------------------------------------------------------------------------


def be_coached(p: Parameters, volunteer: Volunteer, credit: float) -> None:
    """Talks about the work; ``credit`` in hours."""
    if p.mechanisms.learning:
        volunteer.coached += credit * (p.coaching_content.task / EVEN)


def be_trained(p: Parameters, volunteer: Volunteer, hours: float) -> None:
    """Training before the first shift is worth some contacts of each kind of work (C190)."""
    if p.mechanisms.learning:
        for task_type in volunteer.traits.task_types:
            volunteer.practice[task_type] += hours * p.training_contacts / len(volunteer.traits.task_types)


def take_up_again(p: Parameters, volunteer: Volunteer, former: Volunteer, now: float) -> None:
    """Who comes back knows the work, but for what was forgotten meanwhile."""
    volunteer.practice, volunteer.coached = list(former.practice), former.coached
    if p.submodels.competence == "capped" and former.left is not None:
        forget(p, volunteer, (now - former.left) / HOURS_PER_WEEK)


def know_as_much_as_others(p: Parameters, volunteer: Volunteer) -> None:
    """Where nobody learns, a newcomer is as practised as those who are there, so that the mean stays what it was."""
    if p.mechanisms.learning:
        return
    others = volunteer.unit.regulars()
    for task_type in volunteer.traits.task_types:
        practised = [each.practice[task_type] for each in others if task_type in each.traits.task_types]
        volunteer.practice[task_type] = fsum(practised) / len(practised) if practised else 0.0
    volunteer.coached = fsum(each.coached for each in others) / len(others) if others else 0.0


def grow_by_staying(
    p: Parameters, volunteer: Volunteer, contacts: float, credit: float, weeks: float
) -> None:
    """What some weeks at rest have taught somebody.

    Args:
        p: parameters in force.
        volunteer: who has been here.
        contacts: per week.
        credit: coaching received, hours a week.
        weeks: how long they have been here.
    """
    for task_type in volunteer.traits.task_types:
        of_this_kind = contacts / len(volunteer.traits.task_types)
        volunteer.practice[task_type] = _practised(p, of_this_kind, weeks)
    volunteer.coached = credit * _coached_for(p, weeks)


def _practised(p: Parameters, contacts: float, weeks: float) -> float:
    """What so many contacts a week have left after some weeks, in contacts."""
    if p.submodels.competence == "capped":
        return contacts * _remembered(_memory_of_practice(p), weeks)
    return min(p.first_day.practice_most, contacts * weeks)


def _coached_for(p: Parameters, weeks: float) -> float:
    """Weeks of coaching that are left of so many."""
    return _remembered(p.times.role, weeks) if p.submodels.competence == "capped" else weeks


def _remembered(tau: float, weeks: float) -> float:
    """Weeks that are left, in a memory of ``tau`` weeks, of so many weeks."""
    return tau * (1.0 - exp(-weeks / tau))


def carry_the_usual_burden(p: Parameters, volunteer: Volunteer) -> None:
    """Somebody of the stock decided alone what their work and mandate leave to them, on average."""
    rules = [
        (getattr(p.requests, TASK_TYPES[i]), volunteer.unit.levels[i]) for i in volunteer.traits.task_types
    ]
    burdens = [
        rule.difficulty * responsibility(p, level) for rule, level in rules if level > 0 and rule.rate > 0
    ]
    volunteer.burden = fsum(burdens) / len(burdens) if burdens else 0.0
