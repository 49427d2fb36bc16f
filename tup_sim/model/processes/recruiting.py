"""From an enquiry to a first shift: talk, trial, training, contract, start; losses at every step (NG01, C219, C220)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, log

from tup_sim.model.constants import LEAST_DIVISOR, LEAST_SPREAD, ROUNDING
from tup_sim.model.effects import clients, coaching_received, experience, fit, role_clarity, views
from tup_sim.model.events import (
    CandidateDecided,
    CandidateLost,
    CandidateTrained,
    Enquired,
    MovedInward,
    TrainingHeld,
)
from tup_sim.model.parameters.recruitment import PipelineHours, Steps
from tup_sim.model.parameters.week import HOURS_PER_DAY
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.patterns import entry_threshold
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import STREAMS
from tup_sim.model.people.helper import EDUCATION
from tup_sim.model.people.intake import Outer
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Candidate, Traits, Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.meeting import know_again
from tup_sim.model.processes.sharing import bring_views
from tup_sim.model.processes.short_tasks import agree_on_the_end, as_short_task, takes_short_task
from tup_sim.model.processes.stage import MONTH, WEEK, YEAR, Stage, Story
from tup_sim.model.processes.working import enrol
from tup_sim.model.rules.contacts import logistic

CHANNELS = ("open", "ask", "referral", "company", "word_of_mouth", "client")

_LOOKED_FOR = 1000  # people looked at before it is said that nobody can come; no rule, an end to a search


def recruit_this_week(world: Stage) -> None:
    """Who will turn up this week: enquiries by channel, agreed terms, training groups."""
    p, units = world.parameters, world.parameters.units
    if p.mechanisms.recruitment:
        for react in world.reactions.recruiting:
            react(world)
        move_inward(world)
        for channel, rate in _enquiries_per_month(world).items():
            expected = rate * _weeks_at_once(world) * WEEK / MONTH
            _spread(world, f"enquiries {channel}", expected, enquire, channel)
        hours, groups = (
            p.pipeline_hours.training,
            p.pipeline_hours.groups * world.organisation.second_line_share,
        )
        _spread(world, "training groups", groups * units * WEEK / YEAR, train, hours)
    else:
        _spread(world, "inflow", p.starters_per_month * units * WEEK / MONTH, join_at_once, "inflow")
    ends = p.planned_ends
    terms = (("student", ends.student), ("mandated", p.mandated_inflow), ("interim", ends.interim))
    for route, rate in terms:
        _spread(world, f"terms {route}", rate * units * WEEK / YEAR, join_for_a_term, route)


def _weeks_at_once(world: Stage) -> float:
    """Weeks whose enquiries come together: none between two moments of intake (NB32)."""
    interval = world.parameters.intake_interval
    return 0.0 if round(world.now / WEEK) % interval else float(interval)


def _enquiries_per_month(world: Stage) -> dict[str, float]:
    """Rates by channel; the pool of people who can be reached runs dry as more of them are in."""
    p, units = world.parameters, world.parameters.units
    left, usual = left_in_pool(world), usually_left(world)
    steady, effort = p.recruitment_channels, world.organisation.second_line_share
    return {
        "open": steady.open * units * effort * left / usual,
        "ask": p.recruitment_asks * p.ask_yield * units * left / usual,
        "referral": steady.referral * units * left / usual,
        "company": steady.company * units * effort * left / usual,
        "word_of_mouth": p.word_of_mouth * _speak_of_it(world) * left,
    }


def _inside(world: Stage) -> int:
    """People who are in, or on their way."""
    return on_the_books(world) + len(world.organisation.candidates)


def left_in_pool(world: Stage) -> float:
    """Part of the people who can be reached that is not in yet (0-1)."""
    p = world.parameters
    return max(0.0, 1.0 - _inside(world) / max(1, p.recruitable_people * p.units))


def usually_left(world: Stage) -> float:
    """Part of the pool that was not in yet as the organisation began (0-1)."""
    p, units = world.parameters, world.parameters.units
    return max(LEAST_DIVISOR, 1.0 - p.volunteers_initial * units / max(1, p.recruitable_people * units))


def _speak_of_it(world: Stage) -> float:
    """Who speaks of the house, counted as volunteers: those who are in, and others."""
    speak: float = _inside(world)
    for more in world.reactions.word_of_mouth:
        speak += more(world)
    return speak


def _spread(
    world: Stage, purpose: str, expected: float, what: Callable[..., object], argument: object
) -> None:
    """Have something happen at the moments of a Poisson stream that fall in this week."""
    for hour in world.moments(purpose, expected):
        world.at(hour, what, world, argument)


def enquire(world: Stage, channel: str) -> None:
    """Somebody asks what they could do here."""
    name = f"{channel}-{world.number('enquiry ' + channel)}"
    luck = world.chance.fresh("route", name)
    population = world.parameters.population
    route = ("ex_client", "employer", "citizen")[
        luck.pick(
            (
                population.share_ex_client,
                population.share_employer,
                1.0 - population.share_ex_client - population.share_employer,
            )
        )
    ]
    if route == "ex_client" and world.parameters.ex_clients_apply:
        return  # clients who left come by themselves
    education = _education_like_the_asker(world, name) if channel == "ask" else None
    apply(world, Candidate(name, channel, world.draw_traits(name, route, education), world.now))


def apply(world: Stage, candidate: Candidate) -> None:
    """An enquiry comes in."""
    world.organisation.candidates[candidate.name] = candidate
    world.tell(Enquired(world.now, candidate))
    world.start(become_volunteer(world, candidate))


def think_of_helping(world: Stage, client: Client) -> None:
    """A client who leaves with little left to solve and trust in volunteers may want to become one (C003)."""
    p = world.parameters
    if not (p.ex_clients_apply and p.mechanisms.recruitment) or p.places <= 0:
        return
    usual = p.population.share_ex_client * _enquiries_at_rest(world) * p.client_stay * WEEK / MONTH / p.places
    ready = clients.readiness_to_help(p, client)
    if not world.chance.fresh("thinks of helping", client.name).happens(usual * ready):
        return
    name = f"client-{world.number('enquiry client')}"
    own = tuple(1.0 if level == client.education else 0.0 for level in EDUCATION)
    apply(world, Candidate(name, "client", world.draw_traits(name, "ex_client", own), world.now))


def _enquiries_at_rest(world: Stage) -> float:
    """Enquiries of one unit per month as the organisation began: what the share of ex-clients was counted in."""
    p = world.scenario.parameters
    steady = p.recruitment_channels
    left = max(0.0, 1.0 - p.volunteers_initial / max(1, p.recruitable_people))
    talk = p.word_of_mouth * p.volunteers_initial * left
    return steady.open + steady.referral + steady.company + p.recruitment_asks * p.ask_yield + talk


def _education_like_the_asker(world: Stage, name: str) -> tuple[float, ...] | None:
    """People ask people who resemble them (C076)."""
    people = [v for u in world.organisation.units for v in u.volunteers.values() if v.active and v.open_ended]
    luck = world.chance.fresh("asker", name)
    if not people or not luck.happens(1.0 - 1.0 / world.parameters.ask_similarity):
        return None
    asker = people[int(luck.uniform() * len(people))]
    return tuple(1.0 if level == asker.traits.education else 0.0 for level in EDUCATION)


def become_volunteer(world: Stage, candidate: Candidate) -> Story:
    """A candidate is answered, talks, tries, trains, signs and starts, or gets lost on the way."""
    luck = world.chance.fresh("steps", candidate.name)
    yield from be_received(world, candidate, _hours(world).enquiry)
    waited = (world.now - candidate.enquired) / WEEK
    if not luck.happens(_steps(world).talk * _willing(world, waited - world.parameters.answer_patience)):
        return lose(world, candidate, "talk", "withdrew")
    yield from be_received(world, candidate, _hours(world).talk + _talk_in_two_steps(world))
    if not candidate.traits.dayparts:
        return lose(world, candidate, "talk", "no moment")
    candidate.talked = world.now
    if not decide(world, candidate, luck.normal()):
        return lose(world, candidate, "talk", candidate.outcome)
    if not luck.happens(_goes_on_after_talk(world, candidate, _steps(world).trial)):
        return lose(world, candidate, "trial", "withdrew")
    if _hours(world).trial > 0:
        yield from be_received(world, candidate, _hours(world).trial)
    if not luck.happens(_steps(world).training):
        return lose(world, candidate, "training", "withdrew")
    yield from prepare_to_start(world, candidate)
    if not luck.happens(_steps(world).contract):
        return lose(world, candidate, "contract", "withdrew")
    if not luck.happens(_steps(world).start * _started_in_time(world, candidate)):
        return lose(world, candidate, "start", "withdrew")
    yield from be_received(world, candidate, _hours(world).start)
    begin(world, candidate)


def _steps(world: Stage) -> Steps:
    """Chances of each step, as they are now."""
    return world.parameters.recruitment_steps


def _hours(world: Stage) -> PipelineHours:
    """Hours that each step takes, as it is now."""
    return world.parameters.pipeline_hours


def prepare_to_start(world: Stage, candidate: Candidate) -> Story:
    """The time until the start: as long as the house takes, and longer with training beforehand (C190, C220)."""
    p = world.parameters
    hours = p.pre_start_training_hours
    if hours > 0:
        give_to_desk(world, DeskTask(hours / p.training_group, None))
        candidate.hours += hours / p.training_group
    assert candidate.talked is not None
    ready = candidate.talked + p.delay_talk_to_start * HOURS_PER_DAY + hours / p.training_pace * WEEK
    yield world.hours(max(0.0, ready - world.now))
    if hours > 0:
        world.tell(CandidateTrained(world.now, candidate, hours))


def begin(world: Stage, candidate: Candidate) -> None:
    """Everything is signed: on the books, with tasks that were talked through or not."""
    candidate.outcome = "started"
    world.organisation.candidates.pop(candidate.name, None)
    p, traits = world.parameters, _with_tasks(world, candidate)
    with_an_end = takes_short_task(world, candidate.name, traits, p.short_task.prefers)
    volunteer = join(world, candidate.name, as_short_task(p, traits) if with_an_end else traits)
    if with_an_end:
        agree_on_the_end(world, volunteer)
    _bring_along(world, volunteer)
    if candidate.former is not None:
        _take_up_again(volunteer, candidate.former)
    for react in world.reactions.start:
        react(world, candidate, volunteer)


def _take_up_again(volunteer: Volunteer, former: Volunteer) -> None:
    """Who comes back knows the work, and the people who are still there."""
    experience.take_up_again(volunteer, former)
    know_again(volunteer, former)
    views.take_up_again(volunteer, former)


def _with_tasks(world: Stage, candidate: Candidate) -> Traits:
    """The tasks somebody came for, or those of them that suit what they say they can (C222, C227)."""
    p, traits = world.parameters, candidate.traits
    precision = max(p.matching_precision, 1.0 if _rehearsed(world, candidate) else 0.0)
    if precision <= 0.0 or not world.chance.fresh("matching", candidate.name).happens(precision):
        return traits
    return replace(traits, streams=matched_streams(p, traits, _unit_for(world).levels))


def matched_streams(p: Parameters, traits: Traits, levels: Sequence[int]) -> tuple[int, ...]:
    """Of the work somebody came for and may do: what lies nearest to what they say they can (C222)."""
    open_to = [stream for stream in traits.streams if levels[stream] > 0]
    if not open_to:
        return traits.streams
    far = {stream: _distance(p, traits, stream) for stream in open_to}
    nearest = min(far.values())
    return tuple(stream for stream in open_to if far[stream] <= nearest + p.match_tolerance)


def _distance(p: Parameters, traits: Traits, stream: int) -> float:
    return abs(traits.competence[stream] - _difficulty(p, stream))


def _difficulty(p: Parameters, stream: int) -> float:
    """Declared difficulty of a stream."""
    return float(getattr(p.requests, STREAMS[stream]).difficulty)


def _bring_along(world: Stage, volunteer: Volunteer) -> None:
    """What was learned before the first shift (C190)."""
    p, hours = world.parameters, world.parameters.pre_start_training_hours
    if hours <= 0.0:
        return
    for react in world.reactions.trained:
        react(world, volunteer, hours)
    experience.be_trained(p, volunteer, hours)
    role_clarity.be_trained(p, volunteer, min(1.0, hours * p.training_clarity))


def _rehearsed(world: Stage, candidate: Candidate) -> bool:
    return world.parameters.referral_preparation and candidate.channel == "referral"


def _at_ease(world: Stage, candidate: Candidate) -> bool:
    """A fellow volunteer sits in, or the talk was rehearsed (C216, C227)."""
    return world.parameters.mentor_at_first_talk or _rehearsed(world, candidate)


def _talk_in_two_steps(world: Stage) -> float:
    p = world.parameters
    return p.mentor_talk_hours if p.mentor_at_first_talk else 0.0


def _goes_on_after_talk(world: Stage, candidate: Candidate, usual: float) -> float:
    if not _at_ease(world, candidate):
        return usual
    return eased(usual, world.parameters.talk_ease, candidate.traits.vulnerability)


def eased(passes: float, ease: float, vulnerability: float) -> float:
    """Share that goes on when part of the withdrawals out of nerves is prevented (C216, C227)."""
    return 1.0 - (1.0 - passes) * (1.0 - min(1.0, ease * vulnerability))


def be_received(world: Stage, candidate: Candidate, hours: float) -> Story:
    """Somebody of the organisation takes time for a candidate."""
    done = world.event()
    give_to_desk(world, DeskTask(hours, done))
    yield done
    candidate.hours += hours


def train(world: Stage, hours: float) -> None:
    """A training group for who started since the last one: coordinator time, in pieces of half a shift."""
    intake = world.organisation.intake
    people = [v for unit in world.organisation.units for v in unit.regulars()]
    new = tuple(v for v in people if v.started is not None and v.started >= intake.trained)
    intake.trained = world.now
    world.tell(TrainingHeld(world.now, hours, new))
    p = world.parameters
    piece = p.pipeline_hours.training_piece * p.work_hours_per_daypart
    while hours > ROUNDING:
        give_to_desk(world, DeskTask(min(hours, piece), None))
        hours -= piece


def _willing(world: Stage, weeks: float) -> float:
    return exp(-max(0.0, weeks) / world.parameters.willingness_decay)


def _started_in_time(world: Stage, candidate: Candidate) -> float:
    """The wish to start fades while waiting; quicker than usual helps (C220). At most what the step leaves."""
    p = world.parameters
    assert candidate.talked is not None
    delay = (world.now - candidate.talked) / WEEK - p.delay_reference * HOURS_PER_DAY / WEEK
    return min(1.0 / max(LEAST_DIVISOR, p.recruitment_steps.start), exp(-delay / p.willingness_decay))


def decide(world: Stage, candidate: Candidate, noise: float) -> bool:
    """After the first talk the organisation offers a place or not: impression against entry demands, and room."""
    p, traits = world.parameters, candidate.traits
    ability = max(traits.competence[stream] for stream in traits.streams)
    candidate.impression = ability + p.impression_noise * noise
    if _at_ease(world, candidate):
        candidate.impression += p.talk_nerves * traits.vulnerability
    for react in world.reactions.interview:
        react(world, candidate)
    if candidate.impression < _demand_of(world, _unit_for(world), traits):
        candidate.outcome = "refused"
    elif 0 <= _places(world) <= on_the_books(world):
        candidate.outcome = "no place"
    world.tell(CandidateDecided(world.now, candidate, candidate.outcome == ""))
    return candidate.outcome == ""


def on_the_books(world: Stage) -> int:
    """Volunteers without an agreed end."""
    return sum(1 for u in world.organisation.units for v in u.volunteers.values() if v.open_ended)


def _places(world: Stage) -> int:
    """Places for volunteers without an agreed end; negative for no limit."""
    for look in world.reactions.places:
        places = look(world)
        if places is not None:
            return places
    return world.parameters.volunteer_places * world.parameters.units


def demand_in(world: Stage, unit: Unit) -> float:
    """Impression a candidate must make in a unit now (0-1)."""
    for look in world.reactions.demand:
        demand = look(world, unit)
        if demand is not None:
            return demand
    return entry_threshold(world.parameters, unit.number)


def _demand_of(world: Stage, unit: Unit, traits: Traits) -> float:
    """The same for one candidate."""
    demand = demand_in(world, unit)
    for more in world.reactions.own_demand:
        demand += more(world, traits)
    return demand


def lose(world: Stage, candidate: Candidate, step: str, outcome: str) -> None:
    """The candidate will not start."""
    candidate.outcome = outcome
    world.organisation.candidates.pop(candidate.name, None)
    world.tell(CandidateLost(world.now, candidate, step))
    p = world.parameters
    if candidate.talked is None:
        return
    name, willing = candidate.name, p.short_task.attracts
    if outcome == "withdrew" and takes_short_task(world, name, candidate.traits, willing):
        world.start(come_for_a_task(world, candidate))
    elif p.low_threshold_entry_tasks:
        offer_small_task(world, candidate)


def come_for_a_task(world: Stage, candidate: Candidate) -> Story:
    """Who wants no lasting tie is received for a task with an end."""
    yield from be_received(world, candidate, world.parameters.pipeline_hours.start)
    traits = as_short_task(world.parameters, candidate.traits)
    agree_on_the_end(world, join(world, f"task-{candidate.name}", traits))


def offer_small_task(world: Stage, candidate: Candidate) -> None:
    """Who is not taken or withdraws after the talk may still help now and then, at the edge (C229)."""
    outer = world.parameters.outer_circle
    if not world.chance.fresh("small task", candidate.name).happens(outer.accepts):
        return
    traits = replace(candidate.traits, route="occasional", wish=outer.wish)
    volunteer = join(world, f"outer-{candidate.name}", traits)
    volunteer.agree_on_an_end(world.now + outer.weeks * WEEK)
    world.organisation.intake.outer[volunteer.name] = Outer(volunteer, candidate.traits)


def move_inward(world: Stage) -> None:
    """Every quarter people at the edge who feel at home come further in; the others stay where they are (C229)."""
    p, outer = world.parameters, world.organisation.intake.outer
    if round(world.now / WEEK) % p.review_weeks:
        return
    for name, person in list(outer.items()):
        volunteer = person.volunteer
        if volunteer.left is not None:
            del outer[name]
        elif volunteer.active and world.chance.stream("inward", name).happens(moves_inward(p, volunteer)):
            del outer[name]
            volunteer.move_inward(person.inside)
            coaching_received.begin_anew(volunteer)
            world.tell(MovedInward(world.now, volunteer))


def moves_inward(p: Parameters, volunteer: Volunteer) -> float:
    """Probability per quarter that somebody at the edge moves inward: who feels at home sooner does (C229)."""
    outer, spread = p.outer_circle, max(LEAST_SPREAD, p.states.belonging_sd)
    if not 0.0 < outer.inward < 1.0:
        return outer.inward
    at_home = (volunteer.belonging - volunteer.traits.belonging) / spread
    return logistic(log(outer.inward / (1.0 - outer.inward)) + at_home)


def who_can_come(world: Stage, name: str, route: str) -> Traits | None:
    """Traits of somebody whom an open day-part suits, as everybody has who is counted among people that came.

    None where hardly anybody can come.
    """
    for turn in range(_LOOKED_FOR):
        traits = world.draw_traits(f"{name}{'-other' * turn}", route)
        if traits.dayparts:
            return traits
    return None


def join_at_once(world: Stage, channel: str) -> None:
    """Constant inflow, declared as people who start: somebody does, without a pipeline."""
    name = f"{channel}-{world.number('enquiry ' + channel)}"
    traits = who_can_come(world, name, "citizen")
    if traits is not None:
        join(world, name, traits)


def join_for_a_term(world: Stage, route: str) -> None:
    """A student, mandated or interim volunteer comes for an agreed term; who is sent is somebody who can come."""
    name = f"{route}-{world.number('enquiry ' + route)}"
    p, traits = world.parameters, who_can_come(world, name, route)
    if traits is None:
        return
    volunteer = join(world, name, traits)
    weeks = p.obligation_weeks if route == "mandated" else p.planned_ends.weeks
    volunteer.agree_on_an_end(world.now + weeks * WEEK)
    for react in world.reactions.term:
        react(world, volunteer)


def join(world: Stage, name: str, traits: Traits) -> Volunteer:
    """Somebody is on the books from now; a volunteer from the first shift on."""
    unit = _unit_for(world)
    thresholds = world.chance.fresh("leaving", name)
    volunteer = Volunteer(f"volunteer-{name}", unit, traits, tuple(thresholds.exponential() for _ in CAUSES))
    fit.begin(world.parameters, volunteer)
    bring_views(world, volunteer)
    for begin in world.reactions.new_volunteer:
        begin(world, volunteer)
    experience.know_as_much_as_others(world.parameters, volunteer)
    habit = world.chance.fresh("habit", name)
    volunteer.have_habits(shifts_due=1.0, offset=habit.uniform())
    enrol(world, volunteer)
    return volunteer


def _unit_for(world: Stage) -> Unit:
    """The unit with the fewest volunteers."""
    return min(world.organisation.units, key=lambda unit: (len(unit.volunteers), unit.number))
