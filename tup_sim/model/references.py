"""What people of an organisation are used to: every reference, what it is measured by, and how it is put in force.

A reference is a parameter with which something is compared so that an organisation at rest stays at rest. Whoever only
looks one up loads nothing that is needed to run or to measure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf, isnan
from typing import Final

from tup_sim.model.parameters import Parameters
from tup_sim.model.parameters.declare import Declaration, declarations
from tup_sim.model.processes.changing import with_values


@dataclass(frozen=True)
class Outcome:
    """The reference is what this outcome is at rest."""

    name: str


@dataclass(frozen=True)
class Lever:
    """The reference is the value that this other parameter has at rest."""

    path: str


@dataclass(frozen=True)
class Preparation(Lever):
    """The reference is how many days pass between the talk and the start: this parameter, and the training."""


class Sums:
    """The reference is a sum over a sum, kept under its own name by ``AtRest``."""


Counterpart = Outcome | Lever | Sums
SUMS: Final = Sums()

REFERENCES: Final[Mapping[str, Counterpart]] = {
    "contact_ratio_reference": Outcome("contact_ratio"),
    "states.fit_start": Outcome("motivation"),
    "accepting_help.declined_reference": Outcome("declined_share"),
    "togetherness_reference": Lever("togetherness_hours"),
    "thanks_reference": Lever("thanks"),
    "communication_reference": Lever("communication_quality"),
    "delay_reference": Preparation("delay_talk_to_start"),
    **dict.fromkeys(
        (
            "attention_reference",
            "guiding.welcome_reference",
            "mandate_drift.enthusiasm_usual",
            "states.ambition_reference",
            "states.growth_reference",
            "states.success_reference",
            "strain.usual_demands",
            "strain.load_reference",
            "strain.load_reference_coordinator",
            "usual_demands_on_volunteers.gap",
            "usual_demands_on_volunteers.gap_spread",
            "usual_demands_on_volunteers.over",
            "usual_demands_on_volunteers.over_spread",
            "usual_demands_on_volunteers.alone",
            "usual_demands_on_volunteers.alone_spread",
            "usual_demands_on_volunteers.tension",
            "usual_demands_on_volunteers.tension_spread",
            "threat.usual_replaced",
            "threat.usual_calls",
            "threat.usual_able",
            "threat.usual_unable",
            "welcome.usual_good",
            "welcome.usual_company",
            "relation.usual",
            "friction.usual",
            "welcome.usual_losses",
            "welcome.usual_losses_coordinator",
            "relational_practice.usual",
            "equality.known_reference",
            "equality.known_staff_reference",
            "equality.gap_reference",
            "equality.comparison_reference",
            "vision.contact_reference",
            "vision.carriers_reference",
            "ex_client_reference",
            "coordination.pairs_reference",
            "usual_week.good_professionals",
            "usual_week.good_guidance",
            "usual_week.good_volunteers",
            "usual_week.familiar_professionals",
            "usual_week.familiar_volunteers",
            "usual_week.harm_professionals",
            "usual_week.harm_volunteers",
            "usual_week.core_good",
            "usual_week.core_missed",
            "usual_week.relational_hours",
            "usual_week.missed_relation",
            "usual_week.limits_unanswered",
            "usual_week.limits_followed",
            "usual_week.ties",
            *(
                f"leaving.usual.{state}{moment}"
                for state in ("ratio", "safety", "clarity", "recognition", "belonging", "fit", "tension", "strain")
                for moment in ("", "_sd")
            ),
        ),
        SUMS,
    ),
}  # fmt: skip


def with_measured(p: Parameters, measured: Mapping[str, float], by_hand: Collection[str] = ()) -> Parameters:
    """Parameters with references as they were measured.

    Args:
        p: parameters.
        measured: by path; where nothing happened that could be measured (NaN), the value stays.
        by_hand: what somebody set, and stays as it is.
    """
    allowed = {each.path: each for each in declarations(type(p)) if each.path in REFERENCES}
    wanted = {
        path: _within(value, allowed[path])
        for path, value in measured.items()
        if path in allowed and path not in by_hand and not isnan(value)
    }
    return with_values(p, wanted)


def _within(value: float, allowed: Declaration) -> float:
    """A mean of runs can lie a little outside of what is accepted."""
    low = -inf if allowed.low is None else allowed.low
    high = inf if allowed.high is None else allowed.high
    return min(max(float(value), low), high)
