"""The occasions on which the core asks mechanisms.

``model.catalogue`` makes the list of who answers. A mechanism that is off is not in it; nobody asks it and it costs
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Candidate, Traits, Volunteer

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class Hooks(NamedTuple):
    """What is done, by occasion.

    Attributes:
        new_professional: somebody paid is there for the first time; also mechanisms that are off say how they begin.
        new_volunteer: a regular volunteer is on the books for the first time; as above.
        budget: the money of the week is known, before anything else of it is planned.
        grant: what part of the subsidy is granted in a week, where the funder does not just pay as announced.
        mandates: the mandate levels of a unit were set, at the start and after each change of parameters.
        monday: the new week of a unit is planned, after its coaching talks.
        request: a client has made a request.
        asking: a client asks; a volunteer who takes it before anybody else is looked for.
        waiting: nobody free takes a core request at once.
        keeping: a request looks for somebody free; for whom it is kept before anybody else is looked for.
        coming_free: a volunteer comes in or comes free; what they turn to before what they came for.
        before_core: a professional looks for work; what they may take before core.
        goodbyes: hours are set aside for last talks; those that are left when all talks are held that fit.
        word_of_mouth: people speak of the house; how many do so who are no volunteers, counted as volunteers.
        planned: the new week of all units is planned.
        term: somebody is on the books for an agreed term.
        vulnerable: somebody comes by a route; share of vulnerable people among them, where it is another than of all.
        recruiting: a week begins, and with it that of recruiting; before anybody enquires.
        interview: the first talk with a candidate is over; before it is decided whether they are offered a place.
        demand: impression a candidate must make in a unit, instead of the demand that was declared.
        own_demand: what is asked of one candidate; what is added to the demand of the unit.
        places: places for volunteers without an agreed end, instead of the number that was declared.
        start: a candidate has gone through all steps and is a volunteer now, on the books.
        tailoring: a volunteer chooses from what waits; by how much suitable work goes ahead, if more than usual.
        urgency: talks are booked, the most urgent first and then those of whom most is owed; urgency of one.
        coached_part: a talk was held; part of it that was coaching.
        turn: somebody has a moment for who had fewest of them this week; what is added to those this one had.
        relation: somebody has a moment, and relation decides for whom; what is added to trust in and acquaintance with
            one of those who are there.
        own_mandate: a volunteer begins work; what is agreed with them, if not just the level of the unit; the highest.
        trained: a starter has had hours of training before the first shift.
        testing: a client may test a limit with a helper; what is added to the client's testing of limits.
        trusting: a helper sets a client a limit; what is added to the client's trust in them.
        clarity: how clear a volunteer of this clarity is about the own role; what the house adds to it.
        volunteer_contact: a volunteer has served a request (``contact.witness``: the professional who saw it).
        professional_contact: somebody paid has served a request.
        contact: a helper has served a request, whoever it was; after the two before.
        call: a professional has answered a call of a volunteer.
        left_alone: a volunteer called, or needed somebody, and a professional who was there did not come.
        no_show: a volunteer does not turn up for a shift.
        called_away: a professional leaves for a call what they were about to do.
        meeting: a volunteer and a professional had something to do with each other, and it was good or not.
        talk: a booked talk, group session or joint activity took place.
        cancelled: a booked talk does not take place because the coach is not there or has to go.
        asks: a volunteer does not act alone; by what the chance that they call somebody is multiplied.
        attention: a professional has a moment; by what the chance is multiplied that it is for this volunteer.
        handing_over: somebody paid is called away; by what the chance that they ask this volunteer is multiplied.
        credit: a talk was held; by what its worth is multiplied between these two.
        talk_with: a talk with a volunteer is to be booked; which coaches keep away from it.
        listed: what was said about who does what; the share of work that a written list gives to volunteers.
        tensions: the week of a unit is over; how tense its professionals are, where pairs do not say it.
        worth: the week is over; how far somebody paid feels own work at stake, and own training needed.
        hiding: others see how open somebody paid is to volunteers; what is taken off it.
        strain: a paid person looks back on the week; what is added to the target of their strain.
        pleasure: a paid person with own contacts looks back on the week; what is added to the target of pleasure.
        guidance: a client of the first day; how much guidance one of this trust has had, against all.
        let_in: how often clients ask; the part of these requests for which they let somebody come.
        presence: a professional turns to a client; by what the relational part of the contact is multiplied.
        idle_work: a professional with nothing to do could take what is no core; who prevents that they see it.
        going_home: the shift of a volunteer is over; what they stay for.
        departure: a volunteer has left.
        notice: a colleague was told that the post, or this part of it, disappears.
        week: the week of a unit is over; before the weeks of its people are closed.
    """

    new_professional: tuple[Callable[[Simulation, Professional], None], ...] = ()
    new_volunteer: tuple[Callable[[Simulation, Volunteer], None], ...] = ()
    budget: tuple[Callable[[Simulation], None], ...] = ()
    grant: tuple[Callable[[Simulation, float], float | None], ...] = ()
    mandates: tuple[Callable[[Simulation, Unit], None], ...] = ()
    monday: tuple[Callable[[Simulation, Unit], None], ...] = ()
    request: tuple[Callable[[Simulation, Request], None], ...] = ()
    asking: tuple[Callable[[Simulation, Unit, Request], Helper | None], ...] = ()
    waiting: tuple[Callable[[Simulation, Unit, Request], None], ...] = ()
    keeping: tuple[Callable[[Simulation, Unit, Request], Helper | None], ...] = ()
    coming_free: tuple[Callable[[Simulation, Volunteer], Request | None], ...] = ()
    before_core: tuple[Callable[[Simulation, Professional], Request | None], ...] = ()
    goodbyes: tuple[Callable[[Simulation, float], float | None], ...] = ()
    word_of_mouth: tuple[Callable[[Simulation], float], ...] = ()
    planned: tuple[Callable[[Simulation], None], ...] = ()
    term: tuple[Callable[[Simulation, Volunteer], None], ...] = ()
    vulnerable: tuple[Callable[[str], float | None], ...] = ()
    recruiting: tuple[Callable[[Simulation], None], ...] = ()
    interview: tuple[Callable[[Simulation, Candidate], None], ...] = ()
    demand: tuple[Callable[[Simulation, Unit], float | None], ...] = ()
    own_demand: tuple[Callable[[Simulation, Traits], float], ...] = ()
    places: tuple[Callable[[Simulation], int | None], ...] = ()
    start: tuple[Callable[[Simulation, Candidate, Volunteer], None], ...] = ()
    tailoring: tuple[Callable[[Volunteer], float | None], ...] = ()
    urgency: tuple[Callable[[Volunteer], float], ...] = ()
    coached_part: tuple[Callable[[Volunteer], float], ...] = ()
    turn: tuple[Callable[[Volunteer], float], ...] = ()
    relation: tuple[Callable[[Volunteer, Professional], float], ...] = ()
    own_mandate: tuple[Callable[[Volunteer, int], int | None], ...] = ()
    trained: tuple[Callable[[Simulation, Volunteer, float], None], ...] = ()
    testing: tuple[Callable[[Client, Helper], float], ...] = ()
    trusting: tuple[Callable[[Client, Helper], float], ...] = ()
    clarity: tuple[Callable[[float], float], ...] = ()
    volunteer_contact: tuple[Callable[[Simulation, Contact, Volunteer], None], ...] = ()
    professional_contact: tuple[Callable[[Simulation, Contact, Professional], None], ...] = ()
    contact: tuple[Callable[[Simulation, Contact], None], ...] = ()
    call: tuple[Callable[[Simulation, Volunteer, Professional], None], ...] = ()
    left_alone: tuple[Callable[[Simulation, Volunteer, Professional], None], ...] = ()
    no_show: tuple[Callable[[Simulation, Volunteer], None], ...] = ()
    called_away: tuple[Callable[[Simulation, Professional], None], ...] = ()
    meeting: tuple[Callable[[Simulation, Volunteer, Professional, bool], None], ...] = ()
    talk: tuple[Callable[[Simulation, Helper, Appointment], None], ...] = ()
    cancelled: tuple[Callable[[Simulation, Professional, Appointment], None], ...] = ()
    asks: tuple[Callable[[Simulation, Volunteer], float], ...] = ()
    attention: tuple[Callable[[Simulation, Professional, Volunteer], float], ...] = ()
    handing_over: tuple[Callable[[Simulation, Professional, Volunteer], float], ...] = ()
    credit: tuple[Callable[[Simulation, Professional, Volunteer], float], ...] = ()
    talk_with: tuple[Callable[[Simulation, Professional, Volunteer], bool], ...] = ()
    listed: tuple[Callable[[Simulation, Unit, int], float | None], ...] = ()
    tensions: tuple[Callable[[Unit], dict[str, float] | None], ...] = ()
    worth: tuple[Callable[[Simulation, Professional], tuple[float, float] | None], ...] = ()
    hiding: tuple[Callable[[Professional], float], ...] = ()
    strain: tuple[Callable[[Professional], float], ...] = ()
    pleasure: tuple[Callable[[Professional], float], ...] = ()
    guidance: tuple[Callable[[float], float], ...] = ()
    let_in: tuple[Callable[[int], float], ...] = ()
    presence: tuple[Callable[[Professional], float], ...] = ()
    idle_work: tuple[Callable[[Simulation, Professional], bool], ...] = ()
    going_home: tuple[Callable[[Simulation, Volunteer], bool], ...] = ()
    departure: tuple[Callable[[Simulation, Volunteer], None], ...] = ()
    notice: tuple[Callable[[Simulation, Professional, float], None], ...] = ()
    week: tuple[Callable[[Simulation, Unit], None], ...] = ()


# Occasion to the hook of ``mechanisms.base.Mechanism`` that answers it: all act (on), the first answer counts (offer),
# one is enough to prevent (veto), a term of a sum (add_to).
HOOKS: Final[dict[str, str]] = {
    "new_professional": "on_new_professional",
    "new_volunteer": "on_new_volunteer",
    "budget": "on_budget",
    "grant": "offer_grant",
    "mandates": "on_mandates",
    "monday": "on_monday",
    "request": "on_request",
    "asking": "offer_asking",
    "waiting": "on_waiting",
    "keeping": "offer_keeping",
    "coming_free": "offer_coming_free",
    "before_core": "offer_before_core",
    "goodbyes": "offer_goodbyes",
    "word_of_mouth": "add_to_word_of_mouth",
    "planned": "on_planned",
    "term": "on_term",
    "vulnerable": "offer_vulnerable",
    "recruiting": "on_recruiting",
    "interview": "on_interview",
    "demand": "offer_demand",
    "own_demand": "add_to_demand",
    "places": "offer_places",
    "start": "on_start",
    "tailoring": "offer_tailoring",
    "urgency": "add_to_urgency",
    "coached_part": "times_coached_part",
    "turn": "add_to_turn",
    "relation": "add_to_relation",
    "own_mandate": "offer_own_mandate",
    "trained": "on_trained",
    "testing": "add_to_testing",
    "trusting": "add_to_trusting",
    "clarity": "add_to_clarity",
    "volunteer_contact": "on_contact_by_volunteer",
    "professional_contact": "on_contact_by_professional",
    "contact": "on_contact",
    "call": "on_call",
    "left_alone": "on_left_alone",
    "no_show": "on_no_show",
    "called_away": "on_called_away",
    "meeting": "on_meeting",
    "talk": "on_talk",
    "cancelled": "on_cancelled",
    "asks": "times_asking",
    "attention": "times_attention",
    "handing_over": "times_handing_over",
    "credit": "times_credit",
    "talk_with": "veto_talk",
    "listed": "offer_listed",
    "tensions": "offer_tensions",
    "worth": "offer_worth",
    "hiding": "add_to_hiding",
    "strain": "add_to_strain",
    "pleasure": "add_to_pleasure",
    "guidance": "times_guidance",
    "let_in": "times_let_in",
    "presence": "times_presence",
    "idle_work": "veto_idle_work",
    "going_home": "veto_going_home",
    "departure": "on_departure",
    "notice": "on_notice",
    "week": "on_week",
}
