"""Who is addressed, and what comparing costs. Pure functions."""

from __future__ import annotations

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.rules.contacts import logistic


def share_addressed(
    p: Parameters, competence: float, known: float, their_competence: float, their_known: float
) -> float:
    """Share of the questions that go to the volunteer and not to the paid person beside them (C160).

    Whoever asks sees who is paid, who knows how, and whom they know.
    """
    rules = p.equality
    ours = competence + rules.known * known
    theirs = rules.paid + their_competence + rules.known * their_known
    return logistic((ours - theirs) / rules.scale)


def treatment(share: float) -> float:
    """1 when one is addressed as often as the paid person, or more."""
    return min(1.0, 2.0 * share)


def felt(p: Parameters, treated: float) -> float:
    """Daily treatment, and having a say."""
    return (1.0 - p.equality.seat) * treated + p.equality.seat * float(p.formal_equality)


def pain_of_comparing(recognition: float) -> float:
    """Seeing somebody be paid for the same hurts less when one feels recognised (C127); 0.5 at recognition 0."""
    return logistic(-recognition)
