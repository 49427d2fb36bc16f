"""Support on the job: a difficulty or a tested limit, and who does something about it.

The volunteer and the professional decide apart from each other; when both hold back, nobody acts (the authority
vacuum, C162). A call is a real request on a real person's time.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tup_sim.model.effects import authority, clients, felt_safety
from tup_sim.model.events import CallAnswered, CallUnanswered
from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.week import MINUTES_PER_HOUR
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import (
    ASKS,
    DIFFICULTY,
    FOLLOWS,
    INCIDENT,
    LIMIT,
    PROFESSIONAL_ACTS,
    SEVERITY,
    VOLUNTEER_ACTS,
    Call,
    Contact,
)
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.meeting import count_on_professional, meet, trust_in_the_act
from tup_sim.model.processes.waiting import put_off, spend, spend_outside_shifts, stop_waiting
from tup_sim.model.rules.contacts import (
    client_follows,
    professional_acts,
    severity_of,
    struggle,
    volunteer_acts,
)

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def face_difficulty(sim: Simulation, contact: Contact, competence: float, succeeds: float) -> None:
    """Something turns out harder than expected: solved alone, with help, or not.

    Args:
        sim: the run.
        contact: that is over.
        competence: of the helper, 0-1.
        succeeds: probability that the task succeeds.
    """
    p, request, uniforms = sim.parameters, contact.request, contact.request.uniforms
    helper = contact.helper
    left = 1.0 if helper.paid else sim.despite_protocol
    if uniforms[DIFFICULTY] >= struggle(p, competence, request.difficulty) * left:
        return
    contact.incident_chance = p.difficulty.incident * _stays_unsolved(sim, contact, succeeds)
    solved = _solve(sim, contact, helper) if isinstance(helper, Volunteer) else contact.success
    contact.struggled = not solved
    if not solved and uniforms[INCIDENT] < p.difficulty.incident:
        contact.incident = True
        if isinstance(helper, Volunteer):
            felt_safety.live_through_incident(p, helper)


def _stays_unsolved(sim: Simulation, contact: Contact, succeeds: float) -> float:
    """Probability that a difficulty stays unsolved, as people and calls are now; nothing is drawn."""
    p, helper = sim.parameters, contact.helper
    if not isinstance(helper, Volunteer):
        return 1.0 - succeeds
    severity = severity_of(p, contact.request.uniforms[SEVERITY])
    acts = volunteer_acts(p, helper.authority, contact.level, severity)
    return acts * (1.0 - succeeds) + (1.0 - acts) * (1.0 - _gets_help(sim, helper))


def _gets_help(sim: Simulation, volunteer: Volunteer) -> float:
    """Probability that a volunteer who does not act asks, and is answered while it still helps; nothing is drawn."""
    hard = sim.parameters.difficulty
    asks = hard.asks
    if sim.hooks.asks:
        asks *= _less_asking(sim, volunteer)
    return asks * chance_of_answer(sim, volunteer.unit, hard.call_limit)


def _solve(sim: Simulation, contact: Contact, volunteer: Volunteer) -> bool:
    """A volunteer acts on their own authority, asks, or lets it pass; acting alone works out as the task does."""
    uniforms = contact.request.uniforms
    severity = severity_of(sim.parameters, uniforms[SEVERITY])
    if uniforms[VOLUNTEER_ACTS] < volunteer_acts(
        sim.parameters, volunteer.authority, contact.level, severity
    ):
        return contact.success
    contact.decided_alone *= sim.parameters.difficulty.asked_alone
    return _ask_for_help(sim, volunteer, uniforms[ASKS], about_limit=False)


def face_limit(sim: Simulation, contact: Contact) -> None:
    """A client may test a limit; somebody sets it, or nobody does (C162, C164)."""
    p, request, uniforms = sim.parameters, contact.request, contact.request.uniforms
    client = request.client
    testing = client.testing
    for more in sim.hooks.testing:
        testing += more(client, contact.helper)
    if uniforms[LIMIT] >= p.difficulty.limit_test * testing / anchors.TESTING:
        return
    severity = severity_of(sim.parameters, uniforms[SEVERITY])
    if isinstance(contact.helper, Volunteer):
        contact.limit = _who_sets_it(sim, contact, contact.helper, severity)
    else:
        contact.limit = "professional"
    _client_answers(sim, contact)


def _who_sets_it(sim: Simulation, contact: Contact, volunteer: Volunteer, severity: float) -> str:
    p, uniforms, unit = sim.parameters, contact.request.uniforms, volunteer.unit
    acts = volunteer_acts(p, volunteer.authority, contact.level, severity)
    witness = None if unit.at_distance[contact.request.task_type] else _somebody_there(unit)
    if witness is None:
        contact.nobody_chance = (1.0 - acts) * (1.0 - _gets_help(sim, volunteer))
        if uniforms[VOLUNTEER_ACTS] < acts:
            return "volunteer"
        called = _ask_for_help(sim, volunteer, uniforms[ASKS], about_limit=True)
        return "professional" if called else "nobody"  # what that costs was felt while asking
    trust = trust_in_the_act(sim, volunteer, witness)
    steps_in = professional_acts(
        p, severity, unit.holds[contact.request.task_type], trust, witness.free_since is None
    )
    contact.nobody_chance = (1.0 - acts) * (1.0 - steps_in)
    if uniforms[VOLUNTEER_ACTS] < acts:
        return "volunteer"
    if uniforms[PROFESSIONAL_ACTS] < steps_in:
        _step_in(sim, volunteer, witness)
        return "professional"
    return _nobody(sim, volunteer, witness)


def _somebody_there(unit: Unit) -> Professional | None:
    for person in unit.free_professionals.values():
        return person
    for person in unit.present.values():
        return person
    return None


def _step_in(sim: Simulation, volunteer: Volunteer, witness: Professional) -> None:
    """A professional leaves what they were doing; the time is caught up on later."""
    if witness.free_since is not None:
        call = Call(volunteer, sim.now, sim.now, about_limit=True)
        _answer_now(sim, call, witness)
    else:
        put_off(witness, sim.parameters.difficulty.call_hours)
        for hook in sim.hooks.called_away:
            hook(sim, witness)
        _answer(sim, volunteer, witness)


def _answer(sim: Simulation, volunteer: Volunteer, person: Professional) -> None:
    """A volunteer finds that this colleague is there when it matters."""
    if sim.by_expectations:
        count_on_professional(sim, volunteer, person, kept=True)
    meet(sim, volunteer, person, True)


def _nobody(sim: Simulation, volunteer: Volunteer, witness: Professional | None) -> str:
    felt_safety.be_left_alone(sim.parameters, volunteer)
    volunteer.week.unanswered += 1
    if witness is not None:
        if sim.by_expectations:
            count_on_professional(sim, volunteer, witness, kept=False)
        meet(sim, volunteer, witness, False, conflict=True)
        for hook in sim.hooks.left_alone:
            hook(sim, volunteer, witness)
    return "nobody"


def _client_answers(sim: Simulation, contact: Contact) -> None:
    """The client follows or not, and remembers who gives in (C163, C164)."""
    p, client, uniforms = sim.parameters, contact.request.client, contact.request.uniforms
    if contact.limit == "nobody":
        clients.see_a_limit(p, client, held=False)
        return
    volunteer = contact.helper if isinstance(contact.helper, Volunteer) else None
    own = contact.limit == "volunteer" and volunteer is not None
    said_by = volunteer.authority if own and volunteer is not None else p.difficulty.staff_authority
    trust = client.trust_volunteers if own else client.trust_professionals
    if own or volunteer is None:
        for more in sim.hooks.trusting:
            trust += more(client, contact.helper)
    contact.limit_accepted = uniforms[FOLLOWS] < client_follows(p, said_by, trust, client.testing)
    if contact.limit_accepted:
        clients.see_a_limit(p, client, held=True)
    if own and volunteer is not None:
        authority.set_a_limit(p, volunteer, contact.limit_accepted)


def _ask_for_help(sim: Simulation, volunteer: Volunteer, drawn: float, about_limit: bool) -> bool:
    """A volunteer calls somebody; True if the answer comes while it still helps."""
    asks = sim.parameters.difficulty.asks
    if sim.hooks.asks:
        asks *= _less_asking(sim, volunteer)
    if drawn >= asks:
        _nobody(sim, volunteer, None)
        return False
    answered = call_for_help(sim, volunteer, sim.parameters.difficulty.call_limit, about_limit)
    if answered:
        volunteer.week.helped += 1
    else:
        _nobody(sim, volunteer, None)
    return answered


def _less_asking(sim: Simulation, volunteer: Volunteer) -> float:
    """By what the chance is multiplied that a volunteer who does not act alone calls somebody."""
    factor = 1.0
    for less in sim.hooks.asks:
        factor *= less(sim, volunteer)
    return factor


def call_for_help(sim: Simulation, volunteer: Volunteer, limit: float, about_limit: bool) -> bool:
    """Call whoever is there; on call the answer takes its time. True if it comes within the limit."""
    unit = volunteer.unit
    call = Call(volunteer, sim.now, sim.now + limit, about_limit)
    if unit.off_the_floor:
        return _phone(sim, call)
    for person in unit.free_professionals.values():
        _answer_now(sim, call, person)
        return True
    if unit.present:
        return _wait_for_colleague(sim, unit, call)
    return _phone(sim, call)


def chance_of_answer(sim: Simulation, unit: Unit, limit: float) -> float:
    """Probability that a call made now is answered within a limit (hours); nobody is called and nothing is drawn."""
    if not unit.off_the_floor:
        if unit.free_professionals:
            return 1.0
        if unit.present:
            first = min(unit.present.values(), key=_busy_until)
            return 1.0 if first.busy_until <= sim.now + limit else 0.0
    if all([person.ill for person in unit.professionals.values()]):
        return 0.0
    usual = sim.parameters.standby_minutes / MINUTES_PER_HOUR
    return 1.0 - exp(-limit / usual) if usual > 0.0 else 1.0


def _answer_now(sim: Simulation, call: Call, person: Professional) -> None:
    call.answered = sim.now
    stop_waiting(sim, person, call, sim.parameters.difficulty.call_hours)


def _wait_for_colleague(sim: Simulation, unit: Unit, call: Call) -> bool:
    """Everybody is busy: whoever is done first takes the call, if that is still in time."""
    first = min(unit.present.values(), key=_busy_until)
    if first.busy_until > call.deadline:
        if isinstance(call.volunteer, Volunteer):
            if sim.by_expectations:
                count_on_professional(sim, call.volunteer, first, kept=False)
            for hook in sim.hooks.left_alone:
                hook(sim, call.volunteer, first)
        sim.emit(CallUnanswered(sim.now, call))
        return False
    call.by = first
    unit.calls.append(call)
    return True


def _busy_until(person: Professional) -> float:
    return person.busy_until


def _phone(sim: Simulation, call: Call) -> bool:
    """Nobody paid is on the unit: somebody on call answers after a while, in their own time."""
    volunteer = call.volunteer
    assert volunteer is not None and isinstance(volunteer, Volunteer)
    on_call = [person for person in volunteer.unit.professionals.values() if not person.ill]
    wait = sim.random.stream("standby", volunteer.name).exponential(
        sim.parameters.standby_minutes / MINUTES_PER_HOUR
    )
    if not on_call or sim.now + wait > call.deadline:
        sim.emit(CallUnanswered(sim.now, call))
        return False
    call.answered = sim.now + wait
    person = min(on_call, key=_overtime_so_far)
    length = sim.parameters.difficulty.call_hours
    spend_outside_shifts(sim, person, "support", length)
    person.week.overtime += length
    person.unit.week.worked += length
    if sim.by_expectations:
        count_on_professional(sim, volunteer, person, kept=True)
    for hook in sim.hooks.call:
        hook(sim, volunteer, person)
    sim.emit(CallAnswered(sim.now, call, person))
    return True


def _overtime_so_far(person: Professional) -> float:
    return person.overtime


def finish_call(sim: Simulation, person: Professional, call: Call) -> None:
    """A call was answered, or follow-up work was done."""
    if call.follow_up:
        spend(sim, person, "follow_up", call.follow_up)
    else:
        spend(sim, person, "support", sim.parameters.difficulty.call_hours)
        if isinstance(call.volunteer, Volunteer):
            _answer(sim, call.volunteer, person)
            person.week.emotional += sim.parameters.difficulty.call_hours
            for hook in sim.hooks.call:
                hook(sim, call.volunteer, person)
    sim.emit(CallAnswered(sim.now, call, person))
