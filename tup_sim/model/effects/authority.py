"""What moves the authority volunteers feel they have. Nothing does while the switch ``authority`` is off (C163)."""

from __future__ import annotations

from math import exp

from tup_sim.model.parameters.guiding import EVEN
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import bounded, relax_towards


def set_a_limit(p: Parameters, volunteer: Volunteer, followed: bool) -> None:
    """A volunteer set a client a limit, and the client followed or not."""
    if p.mechanisms.authority:
        step = p.states.authority_success
        volunteer.authority = min(1.0, max(0.0, volunteer.authority + (step if followed else -step)))


def be_coached(p: Parameters, volunteer: Volunteer, credit: float) -> None:
    """Talks about oneself and the client; ``credit`` in hours."""
    if p.mechanisms.authority:
        gain = p.states.authority_coaching * credit * (p.coaching_content.relational / EVEN)
        volunteer.authority += gain * (1.0 - volunteer.authority)


def live_a_week(p: Parameters, volunteer: Volunteer) -> None:
    """Authority returns to what is own to somebody."""
    if p.mechanisms.authority:
        volunteer.authority = bounded(
            relax_towards(volunteer.authority, volunteer.traits.authority, p.times.role)
        )


def grow_by_staying(
    p: Parameters, volunteer: Volunteer, contacts: float, credit: float, weeks: float
) -> None:
    """What some weeks at rest make of it: the rules above, at their mean.

    Args:
        p: parameters in force.
        volunteer: whose authority grows.
        contacts: per week.
        credit: coaching received, hours a week.
        weeks: how long they have been here.
    """
    if not p.mechanisms.authority:
        return
    s, first = p.states, p.first_day
    limits = contacts * p.difficulty.limit_test * first.limits_set if p.mechanisms.support_on_the_job else 0.0
    gain = s.authority_coaching * credit * (1.0 - volunteer.authority)
    gain += first.limits_held * limits * s.authority_success
    volunteer.authority = min(
        1.0, volunteer.authority + gain * p.times.role * (1.0 - exp(-weeks / p.times.role))
    )
