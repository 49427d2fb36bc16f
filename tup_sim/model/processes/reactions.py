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
from tup_sim.model.processes.choosing import see_how_it_goes
from tup_sim.model.processes.expecting import forget_the_bar, set_the_bar
from tup_sim.model.processes.hosting import let_guides_talk
from tup_sim.model.processes.stage import Stage


class Reactions(NamedTuple):
    """What is done, by occasion.

    Attributes:
        contact: a helper has served a request (``contact.witness``: the professional who saw a volunteer do it).
        meeting: a volunteer and a professional had something to do with each other, and it was good or not.
        talk: a booked talk, group session or joint activity took place.
        departure: a volunteer has left.
        week: the week of a unit is over; before the weeks of its people are closed.
    """

    contact: tuple[Callable[[Stage, Contact], None], ...] = ()
    meeting: tuple[Callable[[Stage, Volunteer, Professional, bool], None], ...] = ()
    talk: tuple[Callable[[Stage, Helper, Appointment], None], ...] = ()
    departure: tuple[Callable[[Stage, Volunteer], None], ...] = ()
    week: tuple[Callable[[Stage, Unit], None], ...] = ()


# Name of the switch to its reactions.
MECHANISMS: Final[dict[str, Reactions]] = {
    "recruitment": Reactions(contact=(see_how_it_goes, set_the_bar), departure=(forget_the_bar,)),
    "guided_groups": Reactions(week=(let_guides_talk,)),
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
    )
