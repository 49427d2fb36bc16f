"""Outcomes for coming in: groups, obligations, vacancies, channels, training before the start."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import per_year, ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.weeks import QUARTER, YEAR

_outcome = declare_for("volunteers")
_CHANNELS: Final = (
    ("open", "open channels"),
    ("referral", "a referral agency"),
    ("company", "companies and schools"),
    ("citizens", "people of the neighbourhood"),
    ("word_of_mouth", "word of mouth"),
    ("client", "clients who left"),
    ("return", "people who were volunteers before"),
)

COMING_IN: Final[tuple[Outcome, ...]] = (
    _outcome(
        "group_visits", "Visits of groups", "visits per year", "neutral",
        "Groups of companies and schools that came for a day, per year.", per_year("groups.came"), trailing=YEAR,
    ),
    _outcome(
        "group_overhead_hours", "Paid time for groups", "hours per year", "lower",
        "Paid hours to answer, prepare, welcome and stay with groups of a day, per year.",
        per_year("groups.paid"), trailing=YEAR,
    ),
    _outcome(
        "group_net_hours", "Net hours of groups", "hours per year", "higher",
        "Contact hours of guests minus the paid hours groups took, per year; what others then had less to do is "
        "not taken off.",
        per_year(("groups.contact", "-groups.paid")), trailing=YEAR,
    ),
    _outcome(
        "obligation_share", "Hours under an obligation", "share", "neutral",
        "Hours present of people under an obligation, of all hours volunteers were present.",
        ratio("volunteers.obliged", "volunteers.present"), trailing=QUARTER,
    ),
    _outcome(
        "volunteer_vacancies_opened", "Vacancies for volunteers",
        "vacancies per review", "neutral",
        "Vacancies opened at each look at what volunteers could have done and nobody did (a quarter apart); "
        "nothing where places do not follow that.",
        ratio("vacancies.opened", "vacancies.looks"), trailing=QUARTER,
    ),
    *(
        _outcome(
            f"yield_per_ask_{channel}", f"Yield of {english}", "starters per enquiry",
            "higher", f"Starters who came through {english}, per enquiry through it.",
            ratio(f"start.channel.{channel}", f"enquired.channel.{channel}"), trailing=YEAR,
        )
        for channel, english in _CHANNELS
    ),
    _outcome(
        "training_hours_starters", "Training before the start", "hours per starter",
        "neutral", "Hours candidates were trained before their first shift, per open-ended starter.",
        ratio("trained.hours", "start"), trailing=YEAR,
    ),
    _outcome(
        "moved_inward", "Moved inward", "persons per year", "higher",
        "People with a small task who became volunteers without an agreed end, per year.",
        per_year("moved.inward"), trailing=YEAR,
    ),
    _outcome(
        "returns", "Volunteers who came back", "persons per year", "higher",
        "First shifts of people who had been volunteers here before, per year.",
        per_year("start.channel.return"), trailing=YEAR,
    ),
)  # fmt: skip
