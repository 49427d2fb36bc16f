"""Who reacts to what: the mechanisms that answer something that just happened, in the order in which they act.

A mechanism that is off is not in the list; nobody asks it and it costs nothing. Each lives in a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from tup_sim.model.parameters import Parameters
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.envisioning import meet_about_the_vision, plan_vision_meetings
from tup_sim.model.processes.guiding import (
    plan_group_talks,
    remember_trouble,
    settle_in,
    stay_for_joint_activities,
    talk_on_the_floor,
)
from tup_sim.model.processes.sharing import (
    come_to_share,
    meet_in_passing,
    see_each_other_at_work,
    talk_together,
)
from tup_sim.model.processes.stage import Stage
from tup_sim.model.processes.straying import act_by_own_lights, forgive, plan_corrections, talk_it_over
from tup_sim.model.processes.treating import feel_treated, see_who_is_addressed


class Reactions(NamedTuple):
    """What is done, by occasion.

    Attributes:
        contact: a helper has served a request (``contact.witness``: the professional who saw a volunteer do it).
        meeting: a volunteer and a professional had something to do with each other, and it was good or not.
        talk: a booked talk, group session or joint activity took place.
        departure: a volunteer has left.
        week: the week of a unit is over; before the weeks of its people are closed.
        monday: the new week of a unit is planned, after its coaching talks.
    """

    contact: tuple[Callable[[Stage, Contact], None], ...] = ()
    meeting: tuple[Callable[[Stage, Volunteer, Professional, bool], None], ...] = ()
    talk: tuple[Callable[[Stage, Helper, Appointment], None], ...] = ()
    departure: tuple[Callable[[Stage, Volunteer], None], ...] = ()
    week: tuple[Callable[[Stage, Unit], None], ...] = ()
    monday: tuple[Callable[[Stage, Unit], None], ...] = ()


# Name of the switch to its reactions.
MECHANISMS: Final[dict[str, Reactions]] = {
    "coaching": Reactions(contact=(remember_trouble, talk_on_the_floor), monday=(plan_group_talks,)),
    "belonging_recognition": Reactions(week=(settle_in, stay_for_joint_activities)),
    "vision_alignment": Reactions(
        contact=(see_each_other_at_work, act_by_own_lights),
        meeting=(meet_in_passing,),
        talk=(talk_together, meet_about_the_vision, talk_it_over),
        week=(come_to_share, forgive),
        monday=(plan_corrections, plan_vision_meetings),
    ),
    "felt_equality": Reactions(contact=(see_who_is_addressed,), week=(feel_treated,)),
}


def reactions_in_force(p: Parameters) -> Reactions:
    """The reactions of all mechanisms that are on, in the order of ``MECHANISMS``."""
    on = [reactions for name, reactions in MECHANISMS.items() if getattr(p.mechanisms, name)]
    return Reactions(
        contact=tuple(react for each in on for react in each.contact),
        meeting=tuple(react for each in on for react in each.meeting),
        talk=tuple(react for each in on for react in each.talk),
        departure=tuple(react for each in on for react in each.departure),
        week=tuple(react for each in on for react in each.week),
        monday=tuple(react for each in on for react in each.monday),
    )
