"""From an enquiry to a first shift: talk, trial, training, contract, start; losses at every step (NG01, C219, C220)."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from tup_sim.model.events import CandidateDecided, CandidateLost, Enquired
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Candidate, Traits, Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.sharing import bring_views
from tup_sim.model.processes.stage import MONTH, WEEK, YEAR, Stage, Story
from tup_sim.model.processes.treating import begin_as_treated
from tup_sim.model.processes.working import help_out
from tup_sim.model.rules.mandates import entry_threshold

CHANNELS = ("open", "ask", "referral", "company", "word_of_mouth")


def recruit_this_week(world: Stage) -> None:
    """Who will turn up this week: enquiries by channel, agreed terms, training groups."""
    p, units = world.parameters, world.parameters.units
    if p.mechanisms.recruitment:
        for channel, rate in _enquiries_per_month(world).items():
            _spread(world, f"enquiries {channel}", rate * WEEK / MONTH, enquire, channel)
        hours, groups = (
            p.pipeline_hours.training,
            p.pipeline_hours.groups * world.organisation.second_line_share,
        )
        _spread(world, "training groups", groups * units * WEEK / YEAR, train, hours)
    else:
        _spread(world, "inflow", p.starters_per_month * units * WEEK / MONTH, join_at_once, "inflow")
    for route in ("student", "mandated", "interim"):
        rate = getattr(p.planned_ends, route) * units * WEEK / YEAR
        _spread(world, f"terms {route}", rate, join_for_a_term, route)


def _enquiries_per_month(world: Stage) -> dict[str, float]:
    """Rates by channel; the pool of people who can be reached runs dry as more of them are in."""
    p, units = world.parameters, world.parameters.units
    pool = max(1, p.pool * units)
    inside = _open_ended(world) + len(world.organisation.candidates)
    left = max(0.0, 1.0 - inside / pool)
    usual = max(1e-9, 1.0 - p.volunteers_initial * units / pool)
    steady, effort = p.recruitment_channels, world.organisation.second_line_share
    return {
        "open": steady.open * units * effort * left / usual,
        "ask": p.recruitment_asks * p.ask_yield * units * left / usual,
        "referral": steady.referral * units * left / usual,
        "company": steady.company * units * effort * left / usual,
        "word_of_mouth": p.word_of_mouth * inside * left,
    }


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
    education = _education_like_the_asker(world, name) if channel == "ask" else None
    candidate = Candidate(name, channel, world.draw_traits(name, route, education), world.now)
    world.organisation.candidates[name] = candidate
    world.tell(Enquired(world.now, candidate))
    world.start(become_volunteer(world, candidate))


def _open_ended(world: Stage) -> int:
    """Volunteers on the books without an agreed end."""
    return sum(1 for u in world.organisation.units for v in u.volunteers.values() if v.open_ended)


def _education_like_the_asker(world: Stage, name: str) -> tuple[float, ...] | None:
    """People ask people who resemble them (C076)."""
    people = [v for u in world.organisation.units for v in u.volunteers.values() if v.active and v.open_ended]
    luck = world.chance.fresh("asker", name)
    if not people or not luck.happens(1.0 - 1.0 / world.parameters.ask_similarity):
        return None
    asker = people[int(luck.uniform() * len(people))]
    return tuple(1.0 if level == asker.traits.education else 0.0 for level in range(3))


def become_volunteer(world: Stage, candidate: Candidate) -> Story:
    """A candidate is answered, talks, tries, trains, signs and starts, or gets lost on the way."""
    luck = world.chance.fresh("steps", candidate.name)
    steps, hours = world.parameters.recruitment_steps, world.parameters.pipeline_hours
    yield from be_received(world, candidate, hours.enquiry)
    waited = (world.now - candidate.enquired) / WEEK
    if not luck.happens(steps.talk * _willing(world, waited - world.parameters.answer_patience)):
        return lose(world, candidate, "talk", "withdrew")
    yield from be_received(world, candidate, hours.talk)
    candidate.talked = world.now
    if not decide(world, candidate, luck.normal()):
        return lose(world, candidate, "talk", candidate.outcome)
    if not luck.happens(steps.trial):
        return lose(world, candidate, "trial", "withdrew")
    if hours.trial > 0:
        yield from be_received(world, candidate, hours.trial)
    if not luck.happens(steps.training):
        return lose(world, candidate, "training", "withdrew")
    yield world.hours(max(0.0, candidate.talked + world.parameters.delay_talk_to_start * 24.0 - world.now))
    if not luck.happens(steps.contract):
        return lose(world, candidate, "contract", "withdrew")
    if not luck.happens(steps.start * _started_in_time(world, candidate)):
        return lose(world, candidate, "start", "withdrew")
    yield from be_received(world, candidate, hours.start)
    candidate.outcome = "started"
    world.organisation.candidates.pop(candidate.name, None)
    join(world, candidate.name, candidate.traits)


def be_received(world: Stage, candidate: Candidate, hours: float) -> Story:
    """Somebody of the organisation takes time for a candidate."""
    done = world.event()
    give_to_desk(world, DeskTask(hours, done))
    yield done
    candidate.hours += hours


def train(world: Stage, hours: float) -> None:
    """A training group: coordinator time, in pieces of half a shift."""
    piece = 0.5 * world.parameters.work_hours_per_daypart
    while hours > 1e-9:
        give_to_desk(world, DeskTask(min(hours, piece), None))
        hours -= piece


def _willing(world: Stage, weeks: float) -> float:
    return exp(-max(0.0, weeks) / world.parameters.willingness_decay)


def _started_in_time(world: Stage, candidate: Candidate) -> float:
    """The wish to start fades while waiting; quicker than usual helps (C220). At most what the step leaves."""
    p = world.parameters
    assert candidate.talked is not None
    delay = (world.now - candidate.talked) / WEEK - p.delay_reference * 24.0 / WEEK
    return min(1.0 / max(1e-9, p.recruitment_steps.start), exp(-delay / p.willingness_decay))


def decide(world: Stage, candidate: Candidate, noise: float) -> bool:
    """After the first talk the organisation offers a place or not: impression against entry demands, and room."""
    p, traits = world.parameters, candidate.traits
    ability = max(traits.competence[stream] for stream in traits.streams)
    candidate.impression = ability + p.impression_noise * noise
    unit = _unit_for(world)
    if candidate.impression < entry_threshold(p, unit.number):
        candidate.outcome = "refused"
    elif 0 <= p.volunteer_places * p.units <= _open_ended(world):
        candidate.outcome = "no place"
    world.tell(CandidateDecided(world.now, candidate, candidate.outcome == ""))
    return candidate.outcome == ""


def lose(world: Stage, candidate: Candidate, step: str, outcome: str) -> None:
    """The candidate will not start."""
    candidate.outcome = outcome
    world.organisation.candidates.pop(candidate.name, None)
    world.tell(CandidateLost(world.now, candidate, step))


def join_at_once(world: Stage, channel: str) -> None:
    """Constant inflow: somebody starts without a pipeline."""
    name = f"{channel}-{world.number('enquiry ' + channel)}"
    join(world, name, world.draw_traits(name, "citizen"))


def join_for_a_term(world: Stage, route: str) -> None:
    """A student, mandated or interim volunteer comes for an agreed term."""
    name = f"{route}-{world.number('enquiry ' + route)}"
    volunteer = join(world, name, world.draw_traits(name, route))
    volunteer.ends_at = world.now + world.parameters.planned_ends.weeks * WEEK


def join(world: Stage, name: str, traits: Traits) -> Volunteer:
    """Somebody is on the books from now; a volunteer from the first shift on."""
    unit = _unit_for(world)
    thresholds = world.chance.fresh("leaving", name)
    volunteer = Volunteer(f"volunteer-{name}", unit, traits, tuple(thresholds.exponential() for _ in CAUSES))
    volunteer.fit = world.parameters.states.fit_start
    volunteer.enthusiasm = world.parameters.states.enthusiasm_start
    bring_views(world, volunteer)
    begin_as_treated(world, volunteer)
    volunteer.shifts_due = 1.0
    volunteer.called = world.event()
    habit = world.chance.fresh("habit", name)
    volunteer.offset = habit.uniform()
    unit.volunteers[volunteer.name] = volunteer
    world.start(help_out(world, volunteer))
    return volunteer


def _unit_for(world: Stage) -> Unit:
    """The unit with the fewest volunteers."""
    return min(world.organisation.units, key=lambda unit: (len(unit.volunteers), unit.number))
