"""Idle time: being at work with nothing asked; gaps, and what fills them.

Administration is a debt worked off in gaps; floor time of a coordinator likewise. What is left of a gap is
free: every five minutes of it a professional may turn to a volunteer who is there, the more open the likelier
(C144, C145). Nothing here says what gives way first: gaps vanish by themselves when more is asked.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import HALF
from tup_sim.model.events import AttentionGiven, HoursOutsideShifts, TimeSpent
from tup_sim.model.parameters.week import MINUTES_PER_HOUR
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Break, Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.meeting import how_close, meet
from tup_sim.model.processes.welcoming import is_warm
from tup_sim.model.rules.relations import pull_of

if TYPE_CHECKING:
    from simpy import Timeout

    from tup_sim.model.simulation import Simulation

_ATTENTION_SO_FAR: Final = attrgetter("week.attention")


def start_waiting(sim: Simulation, helper: Helper) -> None:
    """A helper is free until somebody asks or the shift ends."""
    helper.free_since = sim.now
    helper.task_done = sim.event()
    unit = helper.unit
    if isinstance(helper, Volunteer):
        unit.free_volunteers[helper.name] = helper
    elif isinstance(helper, Professional) and helper.serves:
        unit.free_professionals[helper.name] = helper


def stop_waiting(sim: Simulation, helper: Helper, task: object, hours: float) -> None:
    """A free helper is asked for something: the gap ends, and the helper is back when the task is done.

    The event they wait for is scheduled for the end of the task at once: one event for the whole service.
    """
    fill_gap(sim, helper)
    event = helper.task_done
    assert event is not None
    helper.task_done = None
    helper.busy_until = sim.now + hours
    event._ok, event._value = True, task
    sim.env.schedule(event, delay=hours)


def be_busy(sim: Simulation, helper: Helper, hours: float) -> Timeout:
    """Somebody goes from one task to the next; to be yielded."""
    helper.busy_until = sim.now + hours
    return sim.hours(hours)


def close(sim: Simulation, helper: Helper, end: float) -> None:
    """The shift is over for somebody who is waiting; who is busy finishes first."""
    if helper.free_since is not None and helper.shift_end == end:
        event = helper.task_done
        assert event is not None
        fill_gap(sim, helper)
        helper.task_done = None
        event.succeed(None)


def fill_gap(sim: Simulation, helper: Helper) -> None:
    """Account for the time since nothing was asked."""
    assert helper.free_since is not None
    gap = sim.now - helper.free_since
    helper.free_since = None
    unit = helper.unit
    if isinstance(helper, Professional):
        unit.free_professionals.pop(helper.name, None)
        if gap > 0:
            _fill_professional_gap(sim, helper, gap)
    else:
        unit.free_volunteers.pop(helper.name, None)
        if gap > 0 and isinstance(helper, Volunteer):
            _fill_volunteer_gap(sim, helper, gap)


def expect_breaks(volunteer: Volunteer, hours: float) -> None:
    """So many hours of this shift are for breaks and meetings, which come when nothing is asked."""
    volunteer.break_due = hours


def book_break(sim: Simulation, person: Professional, start: float, end: float) -> None:
    """A break in this shift: in its middle half, sooner or later by the number of the post, so that not all go at once.

    It begins when the task is over that they are at, before anything else that waits but a call they said they would
    take; who waits for work goes at once.
    """
    posts = max(1, len(person.unit.staff()))
    turn = (person.post % posts + HALF) / posts
    person.break_due = sim.parameters.breaks_share * (end - start)
    person.break_from = start + (end - start) * HALF * (HALF + turn)
    sim.at(max(sim.now, person.break_from), _go_for_a_break, sim, person)


def begin_break(sim: Simulation, person: Professional) -> Break:
    """What is left of it before the shift ends."""
    hours = min(person.break_due, person.shift_end - sim.now)
    person.break_due = 0.0
    return Break(hours)


def _go_for_a_break(sim: Simulation, person: Professional) -> None:
    if person.free_since is not None and person.break_due > 0 and sim.now < person.shift_end:
        pause = begin_break(sim, person)
        stop_waiting(sim, person, pause, pause.hours)


def promise(person: Professional, floor: float, other: float) -> None:
    """So many hours are promised to the floor, and wait for conflicts and thanks."""
    person.floor_debt += floor
    person.other_debt += other


def walk_the_floor(person: Professional, hours: float) -> None:
    """Some of the hours that were promised to the floor."""
    person.floor_debt -= hours


def take_on_administration(person: Professional, hours: float) -> None:
    """So much administration is asked, and waits for a gap."""
    person.debt += hours
    person.week.required += hours
    if person.serves:
        person.unit.week.administration += hours


def put_off(person: Professional, hours: float) -> None:
    """So much work has come up, less than usual where it is negative, that waits for a gap too."""
    person.debt += hours


def catch_up(person: Professional, hours: float) -> None:
    """So much of it is done."""
    person.debt -= hours


def _fill_volunteer_gap(sim: Simulation, volunteer: Volunteer, gap: float) -> None:
    """Breaks, meetings and joint activity come when nothing is asked; the rest is idle."""
    pause = 0.0
    if volunteer.break_due > 0:
        pause = min(gap, volunteer.break_due)
        volunteer.break_due -= pause
        spend(sim, volunteer, "team", pause)
    if gap > pause:
        spend(sim, volunteer, "idle", gap - pause)


def _fill_professional_gap(sim: Simulation, person: Professional, gap: float) -> None:
    if person.debt > 0:
        administration = min(gap, person.debt)
        person.debt -= administration
        spend(sim, person, "administration", administration)
        gap -= administration
    if person.other_debt > 0 and gap > 0:
        conflicts = min(gap, person.other_debt)
        person.other_debt -= conflicts
        spend(sim, person, "conflicts", conflicts)
        gap -= conflicts
    if gap > 0:
        gap -= _give_attention(sim, person, gap)
    if gap > 0:
        spend(sim, person, "idle", gap)


def _give_attention(sim: Simulation, person: Professional, gap: float) -> float:
    """Minutes with volunteers who happen to be there; returns the hours given."""
    p = sim.parameters
    length = p.attention_minutes / MINUTES_PER_HOUR
    there = person.unit.present_volunteers
    if gap < length or not there or p.attention_booked:
        return 0.0
    rng = sim.random.of["attention"][person.name]
    passing = not person.coordinator and not person.unit.off_the_floor
    weighed, given = Weighed(list(there.values())), 0.0
    for _ in range(int(gap / length)):
        reserved = person.floor_debt >= length
        if reserved:
            person.floor_debt -= length
        whom, chance = None, person.seen_openness
        if sim.hooks.attention and passing:
            whom = _whom(sim, person, weighed)
            chance *= _less_for_this_one(sim, person, whom)
        if reserved or (passing and rng.happens(chance)):
            _turn_to(sim, person, whom or _whom(sim, person, weighed), length)
            given += length
    return given


class Weighed:
    """Who is there in a gap of somebody paid, and by what weight they turn to each.

    No time passes while a gap is filled: a weight can change only for whom the last moment was, and only that one is
    weighed again.
    """

    def __init__(self, there: list[Volunteer]) -> None:
        self.there = there
        self.pulls: list[float] = []
        self.last = 0


def _whom(sim: Simulation, person: Professional, weighed: Weighed) -> Volunteer:
    """Whom somebody paid turns to: who had least, who is close to them, or anybody (C145, C153)."""
    p, there = sim.parameters, weighed.there
    rule = p.submodels.attention
    if rule == "least_first":
        if p.announce_newcomers <= 0 and not sim.hooks.turn:
            return min(there, key=_ATTENTION_SO_FAR)
        return _whose_turn(sim, there)
    steers = p.relation.steers if rule == "by_relation" else 0.0
    if weighed.pulls:
        weighed.pulls[weighed.last] = _pull(sim, person, there[weighed.last], steers)
    else:
        weighed.pulls = [_pull(sim, person, volunteer, steers) for volunteer in there]
    weighed.last = sim.random.of["whom to turn to"][person.name].pick(tuple(weighed.pulls))
    return there[weighed.last]


def _pull(sim: Simulation, person: Professional, volunteer: Volunteer, steers: float) -> float:
    if steers <= 0.0:
        return 1.0
    more = 0.0
    for sooner in sim.hooks.turn:  # a moment sooner weighs as much as full trust
        more -= sooner(volunteer)
    for hook in sim.hooks.relation:
        more += hook(volunteer, person)
    trust, known = how_close(sim, volunteer, person)
    return pull_of(steers, trust, known, more)


def _less_for_this_one(sim: Simulation, person: Professional, volunteer: Volunteer) -> float:
    """By what the chance is multiplied that a moment is for the volunteer whose turn it is."""
    factor = 1.0
    for less in sim.hooks.attention:
        factor *= less(sim, person, volunteer)
    return factor


def _whose_turn(sim: Simulation, there: list[Volunteer]) -> Volunteer:
    """Who had least of it this week; a newcomer whose face is known from a notice is spoken to sooner (C212)."""
    p = sim.parameters
    known = p.announce_newcomers
    since, sooner_or_later = sim.now - p.threat.stranger_weeks * WEEK, sim.hooks.turn

    def turn(volunteer: Volunteer) -> float:
        new = (volunteer.started or 0.0) > since
        place = volunteer.week.attention * (1.0 - known * new)
        for sooner in sooner_or_later:
            place += sooner(volunteer)
        return place

    return min(there, key=turn)


def _turn_to(sim: Simulation, person: Professional, volunteer: Volunteer, length: float) -> None:
    person.hours["attention"] += length
    person.week.free += length
    if is_warm(sim, person):
        volunteer.week.attention += 1
        meet(sim, volunteer, person, True)
    sim.emit_lazy(AttentionGiven, person, volunteer, length)


def spend(sim: Simulation, person: Helper, kind: str, hours: float) -> None:
    """Hours of one kind."""
    person.hours[kind] += hours
    if person.paid:
        _weigh(person, kind, hours)
    sim.emit_lazy(TimeSpent, person, kind, hours)


def spend_outside_shifts(sim: Simulation, person: Helper, kind: str, hours: float) -> None:
    """Hours of one kind that no shift holds: they come on top of those planned."""
    spend(sim, person, kind, hours)
    person.overtime += hours
    sim.emit_lazy(HoursOutsideShifts, person, kind, hours)


def _weigh(person: Helper, kind: str, hours: float) -> None:
    assert isinstance(person, Professional)
    if kind == "idle":
        person.week.free += hours
    elif person.serves:
        person.unit.week.book(kind, hours)
