"""Who reacts to what: the mechanisms that answer something that just happened, in the order in which they act.

A mechanism that is off is not in the list; nobody asks it and it costs nothing. Each lives in a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from tup_sim.model.parameters import Parameters
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes import accepting, controlling, coordinating, giving_in, granting
from tup_sim.model.processes.practising import keep_or_lose_practice
from tup_sim.model.processes.stage import Stage
from tup_sim.model.processes.weighing_work import note_bad_meeting, weigh_the_week
from tup_sim.model.processes.welcoming import (
    come_round,
    invest,
    learn_from_meeting,
    lose_what_was_invested,
)
from tup_sim.model.processes.witnessing import be_called, hear_of_notice, reflect, see


class Reactions(NamedTuple):
    """What is done, by occasion.

    Attributes:
        request: a client asks for something; before anybody is looked for.
        contact: a helper has served a request (``contact.witness``: the professional who saw a volunteer do it).
        meeting: a volunteer and a professional had something to do with each other, and it was good or not.
        talk: a booked talk, group session or joint activity took place.
        departure: a volunteer has left.
        call: a professional has answered a call of a volunteer.
        notice: a colleague was told that the post, or this part of it, disappears.
        week: the week of a unit is over; before the weeks of its people are closed.
    """

    request: tuple[Callable[[Stage, Request], None], ...] = ()
    contact: tuple[Callable[[Stage, Contact], None], ...] = ()
    meeting: tuple[Callable[[Stage, Volunteer, Professional, bool], None], ...] = ()
    talk: tuple[Callable[[Stage, Helper, Appointment], None], ...] = ()
    departure: tuple[Callable[[Stage, Volunteer], None], ...] = ()
    call: tuple[Callable[[Stage, Volunteer, Professional], None], ...] = ()
    notice: tuple[Callable[[Stage, Professional, float], None], ...] = ()
    week: tuple[Callable[[Stage, Unit], None], ...] = ()


# Name of the switch to its reactions.
MECHANISMS: Final[dict[str, Reactions]] = {
    "accepting_help": Reactions(request=(accepting.decide,), contact=(accepting.be_introduced,)),
    "control_contacts": Reactions(
        request=(controlling.become_control,),
        contact=(controlling.bring_the_news,),
        week=(controlling.forgive,),
    ),
    "coordination": Reactions(week=(coordinating.coordinate,)),
    "funder_loop": Reactions(contact=(granting.count_output,), week=(granting.count_cost,)),
    "giving_in": Reactions(contact=(giving_in.remember_who_gave_in,), week=(giving_in.forget,)),
    "displacement_threat": Reactions(
        contact=(see,), call=(be_called,), notice=(hear_of_notice,), week=(reflect,)
    ),
    "volunteer_fatigue": Reactions(
        meeting=(learn_from_meeting,),
        talk=(invest,),
        departure=(lose_what_was_invested,),
        week=(come_round,),
    ),
    "frustration": Reactions(meeting=(note_bad_meeting,), week=(weigh_the_week,)),
    "relational_practice": Reactions(week=(keep_or_lose_practice,)),
}


def reactions_in_force(p: Parameters) -> Reactions:
    """The reactions of all mechanisms that are on, in the order of ``MECHANISMS``."""
    on = [reactions for name, reactions in MECHANISMS.items() if getattr(p.mechanisms, name)]
    return Reactions(
        request=tuple(react for each in on for react in each.request),
        contact=tuple(react for each in on for react in each.contact),
        meeting=tuple(react for each in on for react in each.meeting),
        talk=tuple(react for each in on for react in each.talk),
        departure=tuple(react for each in on for react in each.departure),
        call=tuple(react for each in on for react in each.call),
        notice=tuple(react for each in on for react in each.notice),
        week=tuple(react for each in on for react in each.week),
    )
