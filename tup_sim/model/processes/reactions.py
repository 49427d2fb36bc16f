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
from tup_sim.model.processes.crossing import (
    close_the_week,
    keep_to_limits,
    stay_for_one_more,
    talk_about_limits,
)
from tup_sim.model.processes.drifting import (
    ask_for_the_next,
    forget_a_little,
    look_around_later,
    offer_directly,
    plan_task_reviews,
    review_tasks,
    see_what_was_done,
    take_what_presses,
)
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
        asking: a client asks; a volunteer who takes it before anybody else is looked for.
        waiting: nobody free takes a core request at once.
        coming_free: a volunteer comes in or comes free; what they turn to before what they came for.
        called_away: a professional leaves for a call what they were about to do.
        planning: the talks of a week are booked, after the usual ones.
        going_home: the shift of a volunteer is over; what they stay for.
    """

    request: tuple[Callable[[Stage, Request], None], ...] = ()
    contact: tuple[Callable[[Stage, Contact], None], ...] = ()
    meeting: tuple[Callable[[Stage, Volunteer, Professional, bool], None], ...] = ()
    talk: tuple[Callable[[Stage, Helper, Appointment], None], ...] = ()
    departure: tuple[Callable[[Stage, Volunteer], None], ...] = ()
    call: tuple[Callable[[Stage, Volunteer, Professional], None], ...] = ()
    notice: tuple[Callable[[Stage, Professional, float], None], ...] = ()
    week: tuple[Callable[[Stage, Unit], None], ...] = ()
    asking: tuple[Callable[[Stage, Unit, Request], Helper | None], ...] = ()
    waiting: tuple[Callable[[Stage, Unit, Request], None], ...] = ()
    coming_free: tuple[Callable[[Stage, Volunteer], Request | None], ...] = ()
    called_away: tuple[Callable[[Stage, Professional], None], ...] = ()
    planning: tuple[Callable[[Stage, Unit, list[Professional]], None], ...] = ()
    going_home: tuple[Callable[[Stage, Volunteer], bool], ...] = ()


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
    "mandate_drift": Reactions(
        contact=(see_what_was_done,),
        talk=(review_tasks,),
        week=(forget_a_little,),
        asking=(offer_directly,),
        waiting=(look_around_later,),
        coming_free=(take_what_presses,),
        called_away=(ask_for_the_next,),
        planning=(plan_task_reviews,),
    ),
    "boundary_crossing": Reactions(
        contact=(keep_to_limits,),
        talk=(talk_about_limits,),
        week=(close_the_week,),
        going_home=(stay_for_one_more,),
    ),
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
        asking=tuple(react for each in on for react in each.asking),
        waiting=tuple(react for each in on for react in each.waiting),
        coming_free=tuple(react for each in on for react in each.coming_free),
        called_away=tuple(react for each in on for react in each.called_away),
        planning=tuple(react for each in on for react in each.planning),
        going_home=tuple(react for each in on for react in each.going_home),
    )
