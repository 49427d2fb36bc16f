"""Being at work: shifts, what somebody does next, and going home."""

from __future__ import annotations

from math import fsum, inf
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK, Process
from tup_sim.model.constants import LEAST_SPREAD, ROUNDING, SLIVER
from tup_sim.model.effects import role_clarity
from tup_sim.model.effects.belonging import joint_hours_above_usual
from tup_sim.model.effects.work_pressure import administration_share
from tup_sim.model.events import ShiftEnded, ShiftMissed, VolunteerStarted
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_WEEK, RECENT_WEEKS
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Break, DeskTask, Professional
from tup_sim.model.people.request import Call, Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import due_appointment, finish_appointment
from tup_sim.model.processes.counting_on import turn_up
from tup_sim.model.processes.leaving import face_risks
from tup_sim.model.processes.serving import (
    assign,
    begin_contact,
    core_for_professional,
    finish_contact,
    surplus_for_professional,
    work_for_volunteer,
)
from tup_sim.model.processes.supporting import call_for_help, finish_call
from tup_sim.model.processes.waiting import (
    be_busy,
    begin_break,
    book_break,
    catch_up,
    close,
    expect_breaks,
    promise,
    spend,
    start_waiting,
    take_on_administration,
)

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

Task = Contact | Call | Appointment | Break | DeskTask


def work(sim: Simulation, person: Professional) -> Process:
    """A paid person works the shifts of the roster, week after week, until the contract ends."""
    while True:
        assert person.called is not None
        yield person.called
        person.called = sim.event()
        for start, end in person.shifts:
            block = opening_block(sim, person, end - start)
            if start + block > sim.now:
                yield sim.hours(start + block - sim.now)
            if not person.employed:
                return
            if end <= sim.now:
                close_shift(sim, person, start, end)
            elif person.ill:
                spend(sim, person, "absent", end - start)
                sim.emit(ShiftMissed(sim.now, person, end - start, "ill"))
            else:
                open_shift(sim, person, start, end)
                yield from be_on_shift(sim, person, start, end)


def begin_to_work(sim: Simulation, person: Professional) -> None:
    """A contract begins: the roster calls somebody in, or without rosters they are there from now on."""
    person.called = sim.event()
    sim.start(work(sim, person) if sim.parameters.rosters else always_at_work(sim, person))


def enrol(sim: Simulation, volunteer: Volunteer) -> None:
    """Somebody is on the books, and will come when a shift of theirs is planned."""
    volunteer.called = sim.event()
    volunteer.unit.volunteers[volunteer.name] = volunteer
    sim.start(help_out(sim, volunteer))


def stop_work(sim: Simulation, person: Professional) -> None:
    """Somebody who was always at work goes, at once or when they have finished."""
    person.shift_end = sim.now
    close(sim, person, sim.now)


def always_at_work(sim: Simulation, person: Professional) -> Process:
    """Without rosters a paid person is at work day and night, until the contract ends."""
    yield from be_on_shift(sim, person, sim.now, inf)


def help_out(sim: Simulation, volunteer: Volunteer) -> Process:
    """A volunteer comes for the shifts planned this week, and stays away for good once they have left."""
    while True:
        assert volunteer.called is not None
        yield volunteer.called
        volunteer.called = sim.event()
        for start, end in volunteer.shifts:
            if start > sim.now:
                yield sim.hours(start - sim.now)
            if volunteer.left is not None:
                return
            if end <= sim.now:
                close_shift(sim, volunteer, start, end)
            elif sim.random.of["no show"][volunteer.name].happens(sim.parameters.no_show):
                spend(sim, volunteer, "absent", end - start)
                for hook in sim.hooks.no_show:
                    hook(sim, volunteer)
                sim.emit(ShiftMissed(sim.now, volunteer, end - start, "no show"))
                if sim.by_expectations:
                    turn_up(sim, volunteer, came=False)
            else:
                if sim.by_expectations:
                    turn_up(sim, volunteer, came=True)
                come_in(sim, volunteer)
                yield from be_on_shift(sim, volunteer, start, end)


def be_on_shift(sim: Simulation, helper: Helper, start: float, end: float) -> Process:
    """Does what is asked, one thing after the other, until the shift is over."""
    arrive(sim, helper, start, end)
    while True:
        task = next_task(sim, helper)
        if task is not None:
            yield be_busy(sim, helper, task.hours)
        else:
            start_waiting(sim, helper)
            task = yield helper.called_on()
        if task is None:
            break
        finish(sim, helper, task)
        if sim.now >= helper.shift_end - ROUNDING and not stays_on(sim, helper):
            break
    go_home(sim, helper, start, end)


def opening_block(sim: Simulation, person: Professional, length: float) -> float:
    """Hours at the start of a shift that belong to meetings and to administration that cannot wait any longer."""
    p = sim.parameters
    if not p.rosters:
        return 0.0
    talks = (meeting_share(sim, person) + peer_support_share(sim, person)) * length
    return min(p.opening_cap * length, talks + overdue(sim, person))


def meeting_share(sim: Simulation, person: Professional) -> float:
    """Part of a shift for meetings, hand-over and work outside."""
    desk = sim.parameters.coordinators
    share = desk.team + desk.external if person.coordinator else sim.parameters.team_share
    return share + _joint_share(sim, person)


def _joint_share(sim: Simulation, person: Professional) -> float:
    """Joint activities with volunteers beyond what is usual take paid time as well (C146, C188)."""
    p = sim.parameters
    more = joint_hours_above_usual(p)
    week = person.fte * p.contract_hours * (1.0 - p.leave_share)
    return more / week if more > 0 and week > 0 else 0.0


def peer_support_share(sim: Simulation, person: Professional) -> float:
    """Part of a shift for peer support of somebody who coached lately (C108)."""
    p = sim.parameters
    if (
        p.support_for_coaches <= 0
        or sim.now - person.last_coached > p.coached_lately * WEEK
        or person.fte <= 0
    ):
        return 0.0
    weekly = person.fte * p.contract_hours * (1.0 - p.leave_share)
    return min(p.coach_care.most, p.support_for_coaches * MONTHS_PER_WEEK / weekly)


def overdue(sim: Simulation, person: Professional) -> float:
    """Administration beyond what a person may postpone, hours."""
    p = sim.parameters
    weekly = person.fte * p.contract_hours * p.administration_share
    return max(0.0, person.debt - p.administration_debt_cap * weekly)


def open_shift(sim: Simulation, person: Professional, start: float, end: float) -> None:
    """The meeting at the start, and the administration and floor time that this shift brings.

    Whoever was still busy with something from the shift before misses that part of the meeting.
    """
    p = sim.parameters
    length = max(0.0, sim.now - max(start, person.busy_until))
    support = min(length, peer_support_share(sim, person) * (end - start))
    if support > 0:
        spend(sim, person, "team", support)
        person.be_supported(support)
        length -= support
    meetings = min(length, meeting_share(sim, person) * (end - start))
    desk = p.coordinators
    if person.coordinator and meetings > 0:
        outside = meetings * desk.external / (desk.team + desk.external)
        spend(sim, person, "external", outside)
        meetings -= outside
        length -= outside
    if meetings > 0:
        spend(sim, person, "team", meetings)
    if length - meetings > SLIVER:
        catch_up(person, length - meetings)
        spend(sim, person, "administration", length - meetings)
    _take_on_debt(sim, person, end - start)


def _take_on_debt(sim: Simulation, person: Professional, length: float) -> None:
    desk = sim.parameters.coordinators
    if person.coordinator:
        share = desk.administration
        promise(person, floor=desk.floor_share * length, other=desk.conflicts * length)
    else:
        share = administration_share(sim.parameters, person.unit)
    if person.serves:
        share += procedures_share(sim.parameters)
    take_on_administration(person, share * length)


def procedures_share(p: Parameters) -> float:
    """Part of a shift that new procedures take, whatever the pressure (C167)."""
    return p.procedure_hours / (p.contract_hours * max(LEAST_SPREAD, 1.0 - p.leave_share))


def come_in(sim: Simulation, volunteer: Volunteer) -> None:
    """A volunteer shows up; the first time they become a volunteer. Now and then they have a question."""
    p = sim.parameters
    if volunteer.started is None:
        volunteer.start(sim.now)
        role_clarity.start(p, volunteer, sim.hooks.clarity)
        sim.emit(VolunteerStarted(sim.now, volunteer))
        face_risks(sim, volunteer)
    if volunteer.occasional or not p.mechanisms.support_on_the_job:
        return
    per_shift = p.planned_questions * p.shift_hours / max(p.difficulty.question_hours, volunteer.traits.wish)
    if sim.random.of["question"][volunteer.name].happens(min(1.0, per_shift)):
        volunteer.week.questions += 1
        volunteer.week.answers += call_for_help(
            sim, volunteer, p.difficulty.question_limit, about_limit=False
        )


def arrive(sim: Simulation, helper: Helper, start: float, end: float) -> None:
    """Somebody is there until the shift ends; volunteers have breaks and meetings to come, when nothing is asked."""
    helper.on_shift = True
    helper.shift_start, helper.shift_end = start, end
    unit = helper.unit
    if isinstance(helper, Volunteer):
        expect_breaks(helper, sim.parameters.meeting_overhead * (end - start))
        unit.present_volunteers[helper.name] = helper
        helper.week.shifts += 1
    elif isinstance(helper, Professional):
        if helper.serves:
            unit.present[helper.name] = helper
            if len(unit.present) == 1:
                let_volunteers_begin(sim, unit)
        if end < inf and sim.parameters.breaks_share > 0:
            book_break(sim, helper, start, end)
    if end < inf:
        sim.at(end, close, sim, helper, end)


def let_volunteers_begin(sim: Simulation, unit: Unit) -> None:
    """Somebody paid is on the unit now: volunteers who may only work then, look at what waits."""
    for volunteer in list(unit.free_volunteers.values()):
        request = work_for_volunteer(sim, volunteer)
        if request is not None:
            assign(sim, volunteer, request)


def go_home(sim: Simulation, helper: Helper, start: float, end: float) -> None:
    """The shift is closed: planned hours, hours beyond them. Without rosters there are none of either."""
    helper.on_shift = False
    unit = helper.unit
    if isinstance(helper, Volunteer):
        unit.present_volunteers.pop(helper.name, None)
    else:
        unit.present.pop(helper.name, None)
    if end < inf:
        close_shift(sim, helper, start, end)


def close_shift(sim: Simulation, helper: Helper, start: float, end: float) -> None:
    """Count a shift: what runs on beyond it is overtime, until the next shift begins."""
    beyond = 0.0
    if sim.now > end:
        following = next((begin for begin, _ in helper.shifts if begin > start), sim.now)
        beyond = max(0.0, min(sim.now, following) - end)
    if isinstance(helper, Volunteer):
        helper.week.present += end - start + beyond
    else:
        _count_work(helper, end - start, beyond)
    if beyond > 0:
        helper.stay_over(beyond)
    sim.emit_lazy(ShiftEnded, helper, start, end - start, beyond)


def _count_work(helper: Helper, planned: float, beyond: float) -> None:
    assert isinstance(helper, Professional)
    helper.week.available += planned
    helper.week.overtime += beyond
    if helper.serves:
        helper.unit.week.worked += planned + beyond


def stays_on(sim: Simulation, helper: Helper) -> bool:
    """A professional stays for an urgent core request, within the cap on overtime; a volunteer for who waits."""
    if isinstance(helper, Volunteer):
        return any(stay(sim, helper) for stay in sim.hooks.going_home)
    if not isinstance(helper, Professional) or not helper.serves:
        return False
    p, unit = sim.parameters, helper.unit
    if any([call.by is helper for call in unit.calls]):
        return True
    if not helper.employed:
        return False
    hours = helper.fte * p.contract_hours * RECENT_WEEKS
    if (
        fsum(helper.overtime_weeks) + helper.week.overtime >= p.overtime_cap * hours
        or unit.free_professionals
    ):
        return False
    request = _core_after_hours(sim, helper)
    return request is not None and request.urgent(sim.now, sim.parameters.long_wait)


def one_more(sim: Simulation, volunteer: Volunteer) -> Request | None:
    """What waits after the shift for somebody who would stay for it."""
    end = volunteer.shift_end
    volunteer.shift_end = sim.now + sim.longest
    request = work_for_volunteer(sim, volunteer)
    volunteer.shift_end = end
    return request


def _core_after_hours(sim: Simulation, person: Professional) -> Request | None:
    """The most pressing core request, whatever is left of the shift."""
    person.shift_end = sim.now + sim.longest_core
    request = core_for_professional(sim, person)
    person.shift_end = sim.now
    return request


def next_task(sim: Simulation, helper: Helper) -> Task | None:
    """What somebody who comes free does next; None when nothing is asked."""
    if isinstance(helper, Volunteer):
        return _unpaid_task(sim, helper)
    assert isinstance(helper, Professional)
    if sim.now >= helper.shift_end:
        return _overtime_task(sim, helper)
    return _paid_task(sim, helper)


def _unpaid_task(sim: Simulation, volunteer: Volunteer) -> Task | None:
    if sim.now >= volunteer.shift_end:
        request = one_more(sim, volunteer)
    else:
        request = None
        for look in sim.hooks.coming_free:
            request = request or look(sim, volunteer)
        request = request or work_for_volunteer(sim, volunteer)
    return begin_contact(sim, volunteer, request) if request is not None else None


def _paid_task(sim: Simulation, person: Professional) -> Task | None:
    call = _waiting_call(sim, person)
    if call is not None:
        for hook in sim.hooks.called_away:
            hook(sim, person)
        return call
    if person.break_due > 0 and sim.now >= person.break_from:
        return begin_break(sim, person)
    appointment = due_appointment(sim, person)
    if appointment is not None:
        return appointment
    if person.serves:
        request = _core_or_what_comes_first(sim, person)
        if request is not None:
            return begin_contact(sim, person, request)
        if person.unit.after_work:
            call = person.unit.after_work.popleft()
            call.hours = call.follow_up
            return call
        request = surplus_for_professional(sim, person)
        if request is not None:
            return begin_contact(sim, person, request)
    return _desk_task(sim, person)


def _core_or_what_comes_first(sim: Simulation, person: Professional) -> Request | None:
    request = None
    for look in sim.hooks.before_core:
        request = request or look(sim, person)
    return request or core_for_professional(sim, person)


def _overtime_task(sim: Simulation, person: Professional) -> Task | None:
    """After hours: a call one said one would take, or the core request one stayed for."""
    call = _waiting_call(sim, person)
    if call is not None:
        return call
    request = _core_after_hours(sim, person) if person.serves else None
    return begin_contact(sim, person, request) if request is not None else None


def _waiting_call(sim: Simulation, person: Professional) -> Call | None:
    """A call this colleague said they would take."""
    calls = person.unit.calls
    call = next((call for call in calls if call.by is person), None) if calls else None
    if call is not None:
        calls.remove(call)
        call.answered = sim.now
        call.hours = sim.parameters.difficulty.call_hours
    return call


def _desk_task(sim: Simulation, person: Professional) -> DeskTask | None:
    """Candidates and leavers; without a coordinator a professional does it in a quiet moment."""
    desk = sim.organisation.desk
    if desk and (person.coordinator or not sim.coordinators()):
        return desk.popleft()
    return None


def finish(sim: Simulation, helper: Helper, task: Task) -> None:
    """What was asked is done."""
    if isinstance(task, Contact):
        finish_contact(sim, task)
        return
    assert isinstance(helper, Professional)
    if isinstance(task, Call):
        finish_call(sim, helper, task)
    elif isinstance(task, Appointment):
        finish_appointment(sim, helper, task)
    elif isinstance(task, Break):
        spend(sim, helper, "breaks", task.hours)
    else:
        spend(sim, helper, "pipeline", task.hours)
        if task.done is not None:
            task.done.succeed()
