"""What can happen in a contact: competence, success, difficulty, limits. Probabilities only; no chance."""

from __future__ import annotations

from math import exp, log
from typing import Final, NamedTuple

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import HOURS_PER_WEEK
from tup_sim.model.people.families import EXPERT_TASK_TYPE, HIGHEST, TASK_TYPES
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import bounded

_FLAT: Final = 40.0  # beyond it the S-curve is 0 or 1 to the last digit
_HARD: Final = ("guidance", "expert_care")
NEEDS_EXPERTISE: Final = tuple([task_type in _HARD for task_type in TASK_TYPES])
_EASY: Final = ("companionship", "activities")


def logistic(x: float) -> float:
    """The S-curve, safe for any x."""
    if x < -_FLAT:
        return 0.0
    return 1.0 / (1.0 + exp(-x)) if x < _FLAT else 1.0


def contacts_to_learn(p: Parameters) -> list[float]:
    """Contacts in which 63 % is learned, by task type (dynamics: experience curve)."""
    c = p.competence
    if p.submodels.competence == "capped":
        return [c.contacts] * len(TASK_TYPES)
    return [
        c.contacts_easy
        if task_type in _EASY
        else c.contacts_hard
        if task_type in _HARD
        else c.contacts_medium
        for task_type in TASK_TYPES
    ]


class Lead(NamedTuple):
    """By what a volunteer is ahead of the professional beside them: competence, and how well the client knows them."""

    competence: float
    known: float


def share_addressed(lead: Lead, paid: float, known: float, scale: float) -> float:
    """Share of the questions that go to the volunteer and not to the professional beside them, 0-1 (C160).

    Whoever asks sees who is paid, who knows how, and whom they know.

    Args:
        lead: of the volunteer.
        paid: cue of authority that comes with being paid.
        known: cue of being a familiar face for this client.
        scale: how little it takes to tip it.
    """
    return logistic((lead.competence + known * lead.known - paid) / scale)


def volunteer_competence(p: Parameters, volunteer: Volunteer, task_type: int, to_learn: float) -> float:
    """Start + practice + coaching, 0-1; practice and coaching are what is left of them where things are forgotten."""
    c = p.competence
    practice = c.gain * (1.0 - exp(-volunteer.practice[task_type] / to_learn))
    if p.submodels.competence == "capped":
        coached = c.coached_most * (1.0 - exp(-volunteer.coached / c.coached_hours))
    else:
        coached = c.coached * volunteer.coached
        if coached > c.coached_cap:
            coached = c.coached_cap
    able = volunteer.traits.competence[task_type] + practice + coached
    return able if able < 1.0 else 1.0


def overtaxed(p: Parameters, difficulty: float, alone: float, competence: float) -> float:
    """How far what somebody decides alone goes beyond what they can do, 0-1.

    Args:
        p: parameters in force.
        difficulty: of the request, 0-1.
        alone: share of the decisions taken alone.
        competence: of who takes them, 0-1.

    Returns:
        Where competence is capped, the share decided alone times what the request asks above competence, from a
        margin below it on; otherwise the part of the request that is decided alone, as far as it exceeds competence.
    """
    if p.submodels.competence == "capped":
        asked = alone * (difficulty - competence + p.competence.margin)
    else:
        asked = difficulty * alone - competence
    return asked if asked > 0.0 else 0.0


def professional_competence(p: Parameters, professional: Professional, task_type: int, now: float) -> float:
    """Competence of a paid person, 0-1."""
    if p.submodels.professionals == "individual":
        return _of_their_own(p, professional, task_type, now)
    if professional.is_new(now):
        return p.competence.professional_new
    return p.competence.professional_expert if task_type == EXPERT_TASK_TYPE else p.competence.professional


def _of_their_own(p: Parameters, professional: Professional, task_type: int, now: float) -> float:
    """What they can do by nature and schooling; a newcomer comes to it step by step while they are new."""
    c = p.competence
    own = c.professional + c.professional_sd * professional.ability
    if NEEDS_EXPERTISE[task_type]:
        own += c.professional_step * (professional.education - 1)
    own = bounded(own)
    if not professional.is_new(now):
        return own
    left = (professional.newcomer_until - now) / max(
        LEAST_DIVISOR, p.coaching_need.new_weeks * HOURS_PER_WEEK
    )
    return own - (own - min(own, c.professional_new)) * min(1.0, left)


def skill(p: Parameters, competence: float, task_type: int) -> float:
    """Competence against that of an experienced professional in this work, where it needs expertise (C068)."""
    return competence / max(LEAST_DIVISOR, _usual_of_staff(p, task_type))


def _usual_of_staff(p: Parameters, task_type: int) -> float:
    """Competence of the average professional in work that needs expertise."""
    c, schooling = p.competence, p.education_professionals
    if p.submodels.professionals == "individual":
        return c.professional + c.professional_step * (schooling.high - schooling.low)
    return c.professional_expert if task_type == EXPERT_TASK_TYPE else c.professional


def backed_by(ratio: float) -> float:
    """What coaching received against needed does for success: as much as there is, and beyond enough less and less."""
    return ratio if ratio < 1.0 else 1.0 + log(ratio)


def success(p: Parameters, competence: float, difficulty: float, support: float) -> float:
    """Probability that the task succeeds; support is 1 where coaching is enough (formulations: fit)."""
    return logistic((competence - difficulty) / p.difficulty.decision_scale + support)


def struggle(p: Parameters, competence: float, difficulty: float) -> float:
    """Probability that a difficulty comes up."""
    d = p.difficulty
    return d.floor + d.ceiling * logistic((difficulty - competence) / d.decision_scale)


def volunteer_acts(p: Parameters, authority: float, level: int, severity: float) -> float:
    """Probability that a volunteer dares to act alone (C162, C163)."""
    d = p.difficulty
    return logistic((authority + d.weight * level / HIGHEST - severity) / d.decision_scale)


def severity_of(p: Parameters, luck: float) -> float:
    """How serious a difficulty or a tested limit is, 0-1."""
    return p.difficulty.severity_low + p.difficulty.severity_range * luck


def professional_acts(p: Parameters, severity: float, holds: float, trust: float, busy: bool) -> float:
    """Probability that a professional who is there steps in; decided apart from the volunteer (C162)."""
    d = p.difficulty
    told = 1.0 if p.step_in_rule == "professional" else 0.0
    pull = severity + d.weight * (holds + told - trust - busy - 1.0)
    return logistic(pull / d.decision_scale)


def client_follows(p: Parameters, authority: float, trust: float, testing: float) -> float:
    """Probability that a client accepts a limit: authority of who sets it, trust, own tendency to test."""
    d = p.difficulty
    return logistic((authority + trust - testing - d.weight) / (2.0 * d.decision_scale))


def left_to_decide(p: Parameters, level: int) -> float:
    """Share of the decisions a volunteer takes alone where part of the steps is fixed beforehand (C131)."""
    return responsibility(p, level) * (1.0 - p.protocol_tightness)


def share_despite_protocol(p: Parameters) -> float:
    """Part of the difficulties that is left for a volunteer whose steps are partly fixed (C131)."""
    return 1.0 - p.protocol_help * p.protocol_tightness


def responsibility(p: Parameters, level: int) -> float:
    """Share of the decisions in a contact that a volunteer takes alone, by mandate level."""
    need = p.coaching_need
    return (0.0, 0.0, need.nearby, need.on_call, need.autonomous)[level]
