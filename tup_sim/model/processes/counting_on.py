"""What people at work could count on in each other, occasion by occasion; only where trust is that.

Everything here is something the other can see: who came, how a task went, who answered, which talk was held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.meeting import count_on_professional, count_on_volunteer, hear_of, pair_of
from tup_sim.model.processes.welcoming import show_openness

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def turn_up(sim: Simulation, volunteer: Volunteer, came: bool) -> None:
    """A volunteer comes for a shift or stays away, and whoever is on the unit sees it."""
    if not volunteer.unit.off_the_floor:
        for person in volunteer.unit.present.values():
            count_on_volunteer(sim, volunteer, person, kept=came)


def see_work(sim: Simulation, volunteer: Volunteer, contact: Contact, witness: Professional) -> None:
    """A professional sees that a task went well, left no work and stayed within what was agreed; or that it did not."""
    left_work = contact.struggled or contact.incident or contact.follow_up or contact.limit == "nobody"
    kept = contact.success and not left_work and contact.level == contact.agreed
    count_on_volunteer(sim, volunteer, witness, kept)


def miss(sim: Simulation, coach: Professional, appointment: Appointment, here: tuple[Volunteer, ...]) -> None:
    """The coach notes who did not come to a talk; whoever has left was not expected."""
    for volunteer in appointment.volunteers:
        if volunteer not in here and volunteer.left is None:
            count_on_volunteer(sim, volunteer, coach, kept=False)


def leave_out(sim: Simulation, coach: Professional, here: tuple[Volunteer, ...]) -> None:
    """A talk was promised and is not held: those who were there for it note it."""
    for volunteer in here:
        count_on_professional(sim, volunteer, coach, kept=False)


def keep_the_appointment(
    sim: Simulation, coach: Professional, appointment: Appointment, in_a_group: bool
) -> None:
    """Both were there as planned, also where nobody would have been anyway; in a group one also hears of others."""
    for volunteer in appointment.volunteers:
        count_on_professional(sim, volunteer, coach, kept=True)
        if in_a_group or appointment.special:
            count_on_volunteer(sim, volunteer, coach, kept=True)
    if in_a_group:
        _tell_each_other(sim, coach, appointment.volunteers)


def _tell_each_other(sim: Simulation, leader: Professional, group: tuple[Volunteer, ...]) -> None:
    """In a group each tells of a colleague who is not there, and the others hear how far to count on them (C166)."""
    staff = {person.name: person for person in leader.unit.staff()}
    for teller in group:
        met = [name for name, pair in teller.pairs.items() if pair.contacts and name != leader.name]
        known = [name for name in met if name in staff]
        if not known:  # what one only heard oneself goes no further
            continue
        luck = sim.random.of["tells of a meeting"][teller.name].uniform()
        name = known[int(luck * len(known))]
        how_it_was = teller.pairs[name].of_professional.trust
        for hearer in group:
            if hearer is not teller:
                hear_of(sim, pair_of(sim, hearer, staff[name]), how_it_was, sim.parameters.relation.told)


def think_again(sim: Simulation, unit: Unit) -> None:
    """At the end of the week everybody paid makes up their mind about volunteers, and others see it (C153)."""
    for person in unit.staff():
        person.think_now(view_of_volunteers(sim, person))
        show_openness(sim, person)


def view_of_volunteers(sim: Simulation, person: Professional) -> float:
    """What somebody paid thinks of volunteers by now, 0-1; what they could count on each for fades with time."""
    rules, seen = sim.parameters.relation, person.of_volunteers
    seen.fade(sim.now, sim.parameters.times.relation * WEEK)
    return seen.share(person.own_view, rules.prior)
