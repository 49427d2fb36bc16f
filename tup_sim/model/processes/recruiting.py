"""From an enquiry to a first shift: talk, trial, training, contract, start; losses at every step (NG01, C219, C220)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK, Process
from tup_sim.model.constants import LEAST_DIVISOR, LEAST_SPREAD, ROUNDING
from tup_sim.model.effects import coaching_received, experience, fit, role_clarity, views
from tup_sim.model.events import (
    CandidateDecided,
    CandidateLost,
    CandidateTrained,
    Enquired,
    MovedInward,
    TrainingHeld,
)
from tup_sim.model.parameters.plain_groups import Parameters, PipelineHours, Steps
from tup_sim.model.parameters.week import HOURS_PER_DAY
from tup_sim.model.patterns import entry_threshold
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.intake import Outer
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Candidate, Traits, Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.meeting import know_again
from tup_sim.model.processes.sharing import bring_views
from tup_sim.model.processes.short_tasks import agree_on_the_end, as_short_task, takes_short_task
from tup_sim.model.processes.working import enrol
from tup_sim.model.quantiles import chance_above_nought
from tup_sim.model.rules.contacts import logistic, volunteer_competence

if TYPE_CHECKING:
    from tup_sim.model.random_streams import RandomStream
    from tup_sim.model.simulation import Simulation

_LOOKED_FOR = 1000  # people looked at before it is said that nobody can come; no rule, an end to a search


def apply(sim: Simulation, candidate: Candidate) -> None:
    """An enquiry comes in."""
    sim.organisation.welcome(candidate)
    sim.emit(Enquired(sim.now, candidate))
    sim.start(become_volunteer(sim, candidate))


def become_volunteer(sim: Simulation, candidate: Candidate) -> Process:
    """A candidate is answered, talks, tries, trains, signs and starts, or gets lost on the way."""
    rng = sim.random.fresh("steps", candidate.name)
    yield from be_received(sim, candidate, _hours(sim).enquiry)
    waited = (sim.now - candidate.enquired) / WEEK - sim.parameters.answer_patience
    if not _goes_on(candidate, rng, _steps(sim).talk * _willing(sim, waited)):
        return lose(sim, candidate, "talk", "withdrew")
    yield from be_received(sim, candidate, _hours(sim).talk + _talk_in_two_steps(sim))
    if not candidate.traits.dayparts:
        candidate.chances.append(0.0)
        return lose(sim, candidate, "talk", "no moment")
    candidate.talked = sim.now
    if not decide(sim, candidate, rng.normal()):
        return lose(sim, candidate, "talk", candidate.outcome)
    if not _goes_on(candidate, rng, _goes_on_after_talk(sim, candidate, _steps(sim).trial)):
        return lose(sim, candidate, "trial", "withdrew")
    if _hours(sim).trial > 0:
        yield from be_received(sim, candidate, _hours(sim).trial)
    if not _goes_on(candidate, rng, _steps(sim).training):
        return lose(sim, candidate, "training", "withdrew")
    yield from prepare_to_start(sim, candidate)
    if not _goes_on(candidate, rng, _steps(sim).contract):
        return lose(sim, candidate, "contract", "withdrew")
    if not _goes_on(candidate, rng, _steps(sim).start * _started_in_time(sim, candidate)):
        return lose(sim, candidate, "start", "withdrew")
    yield from be_received(sim, candidate, _hours(sim).start)
    begin(sim, candidate)


def _goes_on(candidate: Candidate, rng: RandomStream, chance: float) -> bool:
    """Whether a candidate takes the next step; the chance of it is kept."""
    candidate.chances.append(chance)
    return rng.happens(chance)


def _steps(sim: Simulation) -> Steps:
    """Chances of each step, as they are now."""
    return sim.parameters.recruitment_steps


def _hours(sim: Simulation) -> PipelineHours:
    """Hours that each step takes, as it is now."""
    return sim.parameters.pipeline_hours


def prepare_to_start(sim: Simulation, candidate: Candidate) -> Process:
    """The time until the start: as long as the house takes, and longer with training beforehand (C190, C220)."""
    p = sim.parameters
    hours = p.pre_start_training_hours
    if hours > 0:
        give_to_desk(sim, DeskTask(hours / p.training_group, None))
        candidate.hours += hours / p.training_group
    assert candidate.talked is not None
    ready = candidate.talked + p.delay_talk_to_start * HOURS_PER_DAY + hours / p.training_pace * WEEK
    yield sim.hours(max(0.0, ready - sim.now))
    if hours > 0:
        sim.emit(CandidateTrained(sim.now, candidate, hours))


def begin(sim: Simulation, candidate: Candidate) -> None:
    """Everything is signed: on the books, with tasks that were talked through or not."""
    candidate.outcome = "started"
    sim.organisation.let_go(candidate)
    p, traits = sim.parameters, _with_tasks(sim, candidate)
    with_an_end = takes_short_task(sim, candidate.name, traits, p.short_task.prefers)
    volunteer = join(sim, candidate.name, as_short_task(p, traits) if with_an_end else traits)
    if with_an_end:
        agree_on_the_end(sim, volunteer)
    _bring_along(sim, volunteer)
    if candidate.former is not None:
        _take_up_again(sim, volunteer, candidate.former)
    for hook in sim.hooks.start:
        hook(sim, candidate, volunteer)


def _take_up_again(sim: Simulation, volunteer: Volunteer, former: Volunteer) -> None:
    """Who comes back knows the work, and the people who are still there."""
    experience.take_up_again(sim.parameters, volunteer, former, sim.now)
    know_again(volunteer, former)
    views.take_up_again(volunteer, former)


def _with_tasks(sim: Simulation, candidate: Candidate) -> Traits:
    """The tasks somebody came for, or those of them that suit what they say they can (C222, C227)."""
    p, traits = sim.parameters, candidate.traits
    precision = max(p.matching_precision, 1.0 if _rehearsed(sim, candidate) else 0.0)
    if precision <= 0.0 or not sim.random.fresh("matching", candidate.name).happens(precision):
        return traits
    return replace(traits, task_types=matched_task_types(p, traits, _unit_for(sim).levels))


def matched_task_types(p: Parameters, traits: Traits, levels: Sequence[int]) -> tuple[int, ...]:
    """Of the work somebody came for and may do: what lies nearest to what they say they can (C222)."""
    open_to = [task_type for task_type in traits.task_types if levels[task_type] > 0]
    if not open_to:
        return traits.task_types
    far = {task_type: _distance(p, traits, task_type) for task_type in open_to}
    nearest = min(far.values())
    return tuple(task_type for task_type in open_to if far[task_type] <= nearest + p.match_tolerance)


def _distance(p: Parameters, traits: Traits, task_type: int) -> float:
    return abs(traits.competence[task_type] - _difficulty(p, task_type))


def _difficulty(p: Parameters, task_type: int) -> float:
    """Declared difficulty of a task type."""
    return float(getattr(p.requests, TASK_TYPES[task_type]).difficulty)


def _bring_along(sim: Simulation, volunteer: Volunteer) -> None:
    """What was learned before the first shift (C190)."""
    p, hours = sim.parameters, sim.parameters.pre_start_training_hours
    if hours <= 0.0:
        return
    for hook in sim.hooks.trained:
        hook(sim, volunteer, hours)
    experience.be_trained(p, volunteer, hours)
    role_clarity.be_trained(p, volunteer, min(1.0, hours * p.training_clarity))


def _rehearsed(sim: Simulation, candidate: Candidate) -> bool:
    return sim.parameters.referral_preparation and candidate.channel == "referral"


def _at_ease(sim: Simulation, candidate: Candidate) -> bool:
    """A fellow volunteer sits in, or the talk was rehearsed (C216, C227)."""
    return sim.parameters.mentor_at_first_talk or _rehearsed(sim, candidate)


def _talk_in_two_steps(sim: Simulation) -> float:
    p = sim.parameters
    return p.mentor_talk_hours if p.mentor_at_first_talk else 0.0


def _goes_on_after_talk(sim: Simulation, candidate: Candidate, usual: float) -> float:
    if not _at_ease(sim, candidate):
        return usual
    return eased(usual, sim.parameters.talk_ease, candidate.traits.vulnerability)


def eased(passes: float, ease: float, vulnerability: float) -> float:
    """Share that goes on when part of the withdrawals out of nerves is prevented (C216, C227)."""
    return 1.0 - (1.0 - passes) * (1.0 - min(1.0, ease * vulnerability))


def be_received(sim: Simulation, candidate: Candidate, hours: float) -> Process:
    """Somebody of the organisation takes time for a candidate."""
    done = sim.event()
    give_to_desk(sim, DeskTask(hours, done))
    yield done
    candidate.hours += hours


def train(sim: Simulation, hours: float) -> None:
    """A training group for who started since the last one: coordinator time, in pieces of half a shift."""
    intake = sim.organisation.intake
    people = [v for unit in sim.organisation.units for v in unit.regulars()]
    new = tuple(v for v in people if v.started is not None and v.started >= intake.trained)
    intake.trained = sim.now
    sim.emit(TrainingHeld(sim.now, hours, new))
    p = sim.parameters
    piece = p.pipeline_hours.training_piece * p.work_hours_per_daypart
    while hours > ROUNDING:
        give_to_desk(sim, DeskTask(min(hours, piece), None))
        hours -= piece


def _willing(sim: Simulation, weeks: float) -> float:
    return exp(-max(0.0, weeks) / sim.parameters.willingness_decay)


def _started_in_time(sim: Simulation, candidate: Candidate) -> float:
    """The wish to start fades while waiting; quicker than usual helps (C220). At most what the step leaves."""
    p = sim.parameters
    assert candidate.talked is not None
    delay = (sim.now - candidate.talked) / WEEK - p.delay_reference * HOURS_PER_DAY / WEEK
    return min(1.0 / max(LEAST_DIVISOR, p.recruitment_steps.start), exp(-delay / p.willingness_decay))


def decide(sim: Simulation, candidate: Candidate, noise: float) -> bool:
    """After the first talk the organisation offers a place or not: impression against entry demands, and room."""
    p, traits = sim.parameters, candidate.traits
    candidate.impression = _ability(sim, candidate) + p.impression_noise * noise
    if _at_ease(sim, candidate):
        candidate.impression += p.talk_nerves * traits.vulnerability
    for hook in sim.hooks.interview:
        hook(sim, candidate)
    demand, full = _demand_of(sim, _unit_for(sim), traits), 0 <= _places(sim) <= on_the_books(sim)
    above = candidate.impression - p.impression_noise * noise - demand  # without the luck of the talk
    candidate.chances.append(0.0 if full else chance_above_nought(above, p.impression_noise))
    if candidate.impression < demand:
        candidate.outcome = "refused"
    elif full:
        candidate.outcome = "no place"
    sim.emit(CandidateDecided(sim.now, candidate, candidate.outcome == ""))
    return candidate.outcome == ""


def _ability(sim: Simulation, candidate: Candidate) -> float:
    """The best somebody can: what they bring, or had learned when they left."""
    traits, former = candidate.traits, candidate.former
    if former is None:
        return max(traits.competence[task_type] for task_type in traits.task_types)
    return max(
        volunteer_competence(sim.parameters, former, task_type, sim.to_learn[task_type])
        for task_type in traits.task_types
    )


def on_the_books(sim: Simulation) -> int:
    """Volunteers without an agreed end."""
    return sum([1 for u in sim.organisation.units for v in u.volunteers.values() if v.open_ended])


def _places(sim: Simulation) -> int:
    """Places for volunteers without an agreed end; negative for no limit."""
    for look in sim.hooks.places:
        places = look(sim)
        if places is not None:
            return places
    return sim.parameters.volunteer_places * sim.parameters.units


def demand_in(sim: Simulation, unit: Unit) -> float:
    """Impression a candidate must make in a unit now (0-1)."""
    for look in sim.hooks.demand:
        demand = look(sim, unit)
        if demand is not None:
            return demand
    return entry_threshold(sim.parameters, unit.number)


def _demand_of(sim: Simulation, unit: Unit, traits: Traits) -> float:
    """The same for one candidate."""
    demand = demand_in(sim, unit)
    for more in sim.hooks.own_demand:
        demand += more(sim, traits)
    return demand


def lose(sim: Simulation, candidate: Candidate, step: str, outcome: str) -> None:
    """The candidate will not start."""
    candidate.outcome = outcome
    sim.organisation.let_go(candidate)
    sim.emit(CandidateLost(sim.now, candidate, step))
    p = sim.parameters
    if candidate.talked is None:
        return
    name, willing = candidate.name, p.short_task.attracts
    if outcome == "withdrew" and takes_short_task(sim, name, candidate.traits, willing):
        sim.start(come_for_a_task(sim, candidate))
    elif p.low_threshold_entry_tasks:
        offer_small_task(sim, candidate)


def come_for_a_task(sim: Simulation, candidate: Candidate) -> Process:
    """Who wants no lasting tie is received for a task with an end."""
    yield from be_received(sim, candidate, sim.parameters.pipeline_hours.start)
    traits = as_short_task(sim.parameters, candidate.traits)
    agree_on_the_end(sim, join(sim, f"task-{candidate.name}", traits))


def offer_small_task(sim: Simulation, candidate: Candidate) -> None:
    """Who is not taken or withdraws after the talk may still help now and then, at the edge (C229)."""
    outer = sim.parameters.outer_circle
    if not sim.random.fresh("small task", candidate.name).happens(outer.accepts):
        return
    traits = replace(candidate.traits, route="occasional", wish=outer.wish)
    volunteer = join(sim, f"outer-{candidate.name}", traits)
    volunteer.agree_on_an_end(sim.now + outer.weeks * WEEK)
    sim.organisation.intake.outer[volunteer.name] = Outer(volunteer, candidate.traits)


def move_inward(sim: Simulation) -> None:
    """Every quarter people at the edge who feel at home come further in; the others stay where they are (C229)."""
    p, outer = sim.parameters, sim.organisation.intake.outer
    if round(sim.now / WEEK) % p.review_weeks:
        return
    for name, person in list(outer.items()):
        volunteer = person.volunteer
        if volunteer.left is not None:
            del outer[name]
        elif volunteer.active and sim.random.stream("inward", name).happens(moves_inward(p, volunteer)):
            del outer[name]
            volunteer.move_inward(person.inside)
            coaching_received.begin_anew(volunteer)
            sim.emit(MovedInward(sim.now, volunteer))


def moves_inward(p: Parameters, volunteer: Volunteer) -> float:
    """Probability per quarter that somebody at the edge moves inward: who feels at home sooner does (C229)."""
    outer, spread = p.outer_circle, max(LEAST_SPREAD, p.states.belonging_sd)
    if not 0.0 < outer.inward < 1.0:
        return outer.inward
    at_home = (volunteer.belonging - volunteer.traits.belonging) / spread
    return logistic(log(outer.inward / (1.0 - outer.inward)) + at_home)


def who_can_come(sim: Simulation, name: str, route: str) -> Traits | None:
    """Traits of somebody whom an open day-part suits, as everybody has who is counted among people that came.

    None where hardly anybody can come.
    """
    for turn in range(_LOOKED_FOR):
        traits = sim.draw_traits(f"{name}{'-other' * turn}", route)
        if traits.dayparts:
            return traits
    return None


def join(sim: Simulation, name: str, traits: Traits) -> Volunteer:
    """Somebody is on the books from now; a volunteer from the first shift on."""
    unit = _unit_for(sim)
    thresholds = sim.random.fresh("leaving", name)
    volunteer = Volunteer(f"volunteer-{name}", unit, traits, tuple(thresholds.exponential() for _ in CAUSES))
    fit.begin(sim.parameters, volunteer)
    bring_views(sim, volunteer)
    for begin in sim.hooks.new_volunteer:
        begin(sim, volunteer)
    experience.know_as_much_as_others(sim.parameters, volunteer)
    habit = sim.random.fresh("habit", name)
    volunteer.have_habits(shifts_due=1.0, offset=habit.uniform())
    enrol(sim, volunteer)
    return volunteer


def _unit_for(sim: Simulation) -> Unit:
    """The unit with the fewest volunteers."""
    return min(sim.organisation.units, key=lambda unit: (len(unit.volunteers), unit.number))
