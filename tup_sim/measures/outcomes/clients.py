"""Outcomes around clients: help accepted and declined, who comes instead, trust in a person, grants."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import per_year, ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import MONEY_WEEKS, declare_for
from tup_sim.measures.reaching import weeks_to_help
from tup_sim.measures.weeks import YEAR

_outcome = declare_for("service")
_money = declare_for("organisation")
_MEDIAN = (
    "Median weeks from admission to the first guidance by a professional (Kaplan-Meier; who leaves before is "
    "censored), clients admitted in the window or up to a year before"
)

AROUND_CLIENTS: Final[tuple[Outcome, ...]] = (
    _outcome(
        "weeks_to_professional_help", "Weeks until a professional may help", "weeks",
        "lower", f"{_MEDIAN}.", weeks_to_help(), trailing=YEAR,
    ),
    _outcome(
        "weeks_to_professional_help_low_trust", "Weeks until a professional may help, little trust at first", "weeks",
        "lower", f"{_MEDIAN}, with less trust in professionals than the line of acceptance on admission.",
        weeks_to_help(trusting=False), trailing=YEAR,
    ),
    _outcome(
        "weeks_to_professional_help_high_trust", "Weeks until a professional may help, trusting from the start",
        "weeks", "lower",
        f"{_MEDIAN}, with at least as much trust in professionals as the line of acceptance on admission.",
        weeks_to_help(trusting=True), trailing=YEAR,
    ),
    _outcome(
        "declined_share", "Guidance declined by the client", "share",
        "lower", "Guidance requests that the client declined, of those met, missed or declined.",
        ratio("declined.guidance", "guidance.asked"),
    ),
    _outcome(
        "flexibility", "Requests met by others than usual", "share",
        "higher", "Requests not taken by the kind of helper who is asked first that somebody else began in time.",
        ratio("other.met", "other.due"),
    ),
    _money(
        "budget_granted", "Budget granted", "EUR per year", "higher",
        "Subsidy received from the funder, per year.", per_year("money.subsidy"), trailing=MONEY_WEEKS,
    ),
)  # fmt: skip
