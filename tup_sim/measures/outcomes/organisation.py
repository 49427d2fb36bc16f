"""Outcomes for the organisation: money, and what volunteers add to and take over from paid work."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import (
    hours_by_education,
    overlap,
    per_week,
    per_year,
    ratio,
    volunteer_return,
    volunteer_value,
)
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import MONEY_WEEKS, declare_for
from tup_sim.measures.smallest import BALANCE, IN_A_HUNDRED
from tup_sim.measures.weeks import YEAR

_outcome = declare_for("organisation")
_CORE = ("professional.hours.core", "volunteer.hours.core")
_ALL = ("professional.hours", "volunteer.hours")

MONEY: Final = (
    _outcome(
        "cost", "Cost", "EUR per year", "neutral", "All payments, per year.",
        per_year("money.out"), headline=True, trailing=MONEY_WEEKS,
    ),
    _outcome(
        "budget_balance", "Budget balance", "EUR per year", "higher",
        "Income minus payments, per year; what the reserve pays counts as income.",
        per_year(("money.in", "-money.out")), headline=True, trailing=MONEY_WEEKS, smallest=BALANCE,
    ),
    _outcome(
        "cost_per_met_hour", "Cost of an hour of help", "EUR per hour", "lower",
        "All payments, per hour that helpers gave to requests.",
        ratio("money.out", _ALL), headline=True, trailing=MONEY_WEEKS,
    ),
    _outcome(
        "volunteer_value", "Value of volunteering", "EUR per year", "higher",
        "Contact hours of volunteers at the wage of the work, per year.", volunteer_value,
    ),
    _outcome(
        "volunteer_cost", "Cost of volunteering", "EUR per year", "neutral",
        "Coordinators, hours of professionals for coaching, attention and support at their wage, reimbursement, "
        "insurance, thanks and recruitment, per year.",
        per_year("volunteer.cost"), trailing=MONEY_WEEKS,
    ),
    _outcome(
        "cost_per_volunteer", "Cost of a volunteer", "EUR per volunteer-year", "neutral",
        "Cost of volunteering per open-ended volunteer.",
        ratio("volunteer.cost", "volunteer.weeks", times=float(YEAR)), trailing=MONEY_WEEKS,
    ),
    _outcome(
        "volunteer_return", "Return on volunteering", "EUR per EUR", "neutral",
        "Value of contact hours divided by cost.", volunteer_return, headline=True, trailing=MONEY_WEEKS,
    ),
)  # fmt: skip

SHARES: Final = (
    _outcome(
        "task_shift", "Core work by volunteers", "share", "neutral",
        "Hours of core requests served by volunteers, of all hours of core requests served.",
        ratio("volunteer.hours.core", _CORE), headline=True,
    ),
    _outcome(
        "mandate_creep", "Work beyond the mandate", "share", "lower",
        "Contact hours of volunteers at a level above the one agreed with them, of their contact hours.",
        ratio("volunteer.hours_beyond", "volunteer.hours"), headline=True,
    ),
    _outcome(
        "volunteer_share_of_hours", "Volunteers' share of all hours", "share",
        "neutral", "Hours volunteers were present, of these and the worked hours of paid people in the model.",
        ratio("volunteers.present", "hours.all"), headline=True,
    ),
    _outcome(
        "added_value_index", "Added hours by volunteers",
        "hours per client-week", "higher",
        "Surplus hours of volunteers plus their core hours times the relational weight, per client-week.",
        ratio("volunteer.added", "client.weeks"),
    ),
    _outcome(
        "task_overlap", "Overlap of tasks", "0-1", "neutral",
        "Sum over families of the smaller of two shares: of volunteers' hours and of professionals' hours.", overlap,
        smallest=IN_A_HUNDRED,
    ),
    _outcome(
        "volunteer_nonrecreational_share", "Volunteer hours outside company and activities", "share", "neutral",
        "Contact hours of volunteers outside companionship and activities, of all their contact hours.",
        ratio(("volunteer.hours", "-volunteer.hours.companionship", "-volunteer.hours.activities"), "volunteer.hours"),
    ),
    _outcome(
        "volunteer_share_activities", "Activities by volunteers", "share",
        "neutral", "Contact hours of volunteers in activities, of all contact hours in activities.",
        ratio("volunteer.hours.activities", ("professional.hours.activities", "volunteer.hours.activities")),
    ),
    _outcome(
        "net_volunteer_hours", "Net volunteer hours", "hours per week", "higher",
        "Contact hours of volunteers times the share that succeeded, minus paid hours for intake, coaching, "
        "attention, support and follow-up.",
        per_week(("volunteer.successful_hours", "-paid.on_volunteers")),
    ),
    _outcome(
        "volunteer_hours_ratio_education", "Hours given: high against low education", "ratio", "neutral",
        "Hours given per person within reach of the organisation, high against low education.", hours_by_education,
    ),
)  # fmt: skip

ORGANISATION: Final[tuple[Outcome, ...]] = (*MONEY, *SHARES)
