"""Outcomes about taking the lead and training."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.weeks import YEAR

_outcome = declare_for("volunteers")

INITIATIVE: Final[tuple[Outcome, ...]] = (
    _outcome(
        "volunteer_led_share", "Led by volunteers", "share", "neutral",
        "Hours in which volunteers led a group activity without needing anybody paid nearby, or coached a fellow"
        " volunteer, of all hours of group activities and coaching.",
        ratio("lead.by_volunteers", "lead.hours"),
    ),
    _outcome(
        "training_hours", "Training of volunteers", "hours per volunteer-year",
        "neutral",
        "Hours of training followed before the start and in training groups of the house, per year of an open-ended"
        " volunteer; training of paid people is part of the hours they do not work.",
        ratio("training.hours", "volunteer.weeks", times=float(YEAR)), trailing=YEAR,
    ),
)  # fmt: skip
