"""What an organisation at rest does with money, clients and volunteers, worked out on paper and not run.

An estimate to judge a description by: nobody is refused, coached, tired or short of time here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, hypot, inf, isinf

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_YEAR, WEEKS_PER_YEAR, read_dayparts
from tup_sim.model.rules.attitude import months_of_stay
from tup_sim.model.rules.budget import budget_at_rest
from tup_sim.model.rules.candidates import time_to_spare

_HALVINGS = 60  # beyond the digits of a float


@dataclass(frozen=True)
class Rest:
    """An organisation at rest, all units together.

    Attributes:
        lines: yearly budget by line, EUR, income positive and costs negative, every post filled.
        saved_on_vacancies, hiring_and_replacement: EUR a year that are no lines, since one pays for the other.
        apply, leave: clients a week who ask to come, and who leave if every place is taken.
        waiting: people on the waiting list; 0 if places stay free.
        filled: part of the places that is taken.
        start, stop: volunteers a month who begin and who leave, with as many as at the beginning.
        volunteers, become: volunteers at the beginning, and those there would be in the end.
    """

    lines: dict[str, float]
    saved_on_vacancies: float
    hiring_and_replacement: float
    apply: float
    leave: float
    waiting: float
    filled: float
    start: float
    stop: float
    volunteers: float
    become: float

    @property
    def income(self) -> float:
        """EUR a year."""
        return self.lines["income"]

    @property
    def costs(self) -> float:
        """EUR a year, as a positive number."""
        return -fsum(amount for line, amount in self.lines.items() if line != "income")

    @property
    def left(self) -> float:
        """Income less costs, EUR a year."""
        return fsum(self.lines.values())


def at_rest(p: Parameters) -> Rest:
    """The estimate for an organisation as described."""
    lines = budget_at_rest(p)
    wages = -(lines["wages professionals"] + lines["wages coordinators"])
    heads = (p.professionals.posts + p.coordinators.posts) * p.units
    stay, volunteers = months_of_a_volunteer(p), float(p.volunteers_initial * p.units)
    apply, leave = p.applicants * p.units, p.places * p.units / p.client_stay
    return Rest(
        lines=lines,
        saved_on_vacancies=wages * vacant_share(p),
        hiring_and_replacement=heads * p.staff_quit * p.hiring_cost + p.replacement_budget * p.units,
        apply=apply,
        leave=leave,
        waiting=_waiting(p, apply - leave),
        filled=min(1.0, apply / leave) if leave > 0 else 1.0,
        start=starters(p, volunteers),
        stop=0.0 if isinf(stay) else volunteers / stay,
        volunteers=volunteers,
        become=_volunteers_in_the_end(p, stay),
    )


def vacant_share(p: Parameters) -> float:
    """Part of the posts that is empty: people who leave in a year, times the part of it that a post stays empty."""
    corners = (p.hire_delay.low, p.hire_delay.mode, p.hire_delay.high)
    delay = fsum(corners) / len(corners)
    return p.staff_quit * delay / WEEKS_PER_YEAR


def months_of_a_volunteer(p: Parameters) -> float:
    """Mean stay of a starter, months, over all kinds of starters; infinite where one of them never leaves."""
    new = p.population.share_new
    if p.submodels.leaving == "attitude":
        return _months_by_attitude(p, new)
    short = (1.0 - new) * p.p_short_traditional + new * p.p_short_new
    parts = ((short, p.h_short), (1.0 - short, p.h_long))
    return fsum((share / rate if rate > 0 else inf) for share, rate in parts if share > 0)


def _months_by_attitude(p: Parameters, new: float) -> float:
    """The same where people differ in what draws them away and in how they tend to feel, as at rest."""
    rules, seekers = (
        p.leaving,
        p.population.share_job_seeker * p.population.availability.student_or_job_seeker,
    )
    job = (1.0 - seekers) * p.job_hazard + seekers * p.job_hazard_seeker
    job *= (p.job_exits.without_growth + p.states.growth_reference) / MONTHS_PER_YEAR
    spread = hypot(rules.spread, rules.attitude)
    shift = rules.new_style * rules.spread / spread if spread > 0.0 else 0.0
    always = rules.shock + rules.asked + job
    if always <= 0.0:
        return inf
    return fsum(
        share * months_of_stay(always, rules.choice, spread, mean)
        for share, mean in ((1.0 - new, 0.0), (new, shift))
    )


def starters(p: Parameters, volunteers: float) -> float:
    """Volunteers who begin in a month, with so many there: enquiries times the steps that lead to a start."""
    if not p.mechanisms.recruitment:
        return p.starters_per_month * p.units
    pool, channels, steps = (
        max(1.0, float(p.recruitable_people * p.units)),
        p.recruitment_channels,
        p.recruitment_steps,
    )
    left = max(0.0, 1.0 - volunteers / pool)
    usual = max(LEAST_DIVISOR, 1.0 - p.volunteers_initial * p.units / pool)
    steady = channels.open + channels.referral + channels.company + p.recruitment_asks * p.ask_yield
    if channels.citizens > 0.0:
        steady += channels.citizens * time_to_spare(p, read_dayparts(p.open_dayparts))
    enquiries = steady * p.units * left / usual + p.word_of_mouth * volunteers * left
    return enquiries * steps.talk * steps.trial * steps.training * steps.contract * steps.start


def _waiting(p: Parameters, too_many: float) -> float:
    """People who wait when as many give up as there are too many; without end if nobody gives up."""
    if too_many <= 0:
        return 0.0
    return too_many / p.waiting_list_exit_rate if p.waiting_list_exit_rate > 0 else inf


def _volunteers_in_the_end(p: Parameters, stay: float) -> float:
    """Volunteers at which as many begin as leave, found by halving; no more than there is room for."""
    low, high = 0.0, max(1.0, float(p.recruitable_people * p.units))
    for _ in range(_HALVINGS if not isinf(stay) else 0):
        middle = (low + high) / 2.0
        low, high = (middle, high) if starters(p, middle) * stay > middle else (low, middle)
    return min(high, float(p.volunteer_places * p.units)) if p.volunteer_places >= 0 else high
