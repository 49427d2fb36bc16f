"""Outcomes for professionals: how many, how busy, how they are, where their time goes."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import bimodality, per_week, per_year, ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.smallest import IN_A_HUNDRED
from tup_sim.measures.weeks import FOUR_WEEKS, PER_HOUR, YEAR
from tup_sim.model.parameters.week import MINUTES_PER_HOUR

_outcome = declare_for("professionals")

WORK: Final = (
    _outcome(
        "professionals_fte", "Professionals", "FTE", "neutral",
        "Contract FTE of filled posts, mean of the weeks.",
        per_week("staff.fte"), headline=True,
    ),
    _outcome(
        "work_pressure", "Work pressure", "ratio", "lower",
        "Hours of core that arrived and volunteers did not do (at the standard time now in use), surplus taken on, "
        "administration, team, booked coaching, support and follow-up, against hours worked; the weekly figure "
        "looks back on four weeks.",
        ratio("unit.required", "unit.worked"), headline=True, trailing=FOUR_WEEKS,
    ),
    _outcome(
        "work_pressure_norm", "Work pressure at the norm", "ratio", "lower",
        "The same with core work at the professional norm for the time per task.",
        ratio("unit.required_norm", "unit.worked"), trailing=FOUR_WEEKS,
    ),
    _outcome(
        "busy_professionals", "Professionals with a client", "persons", "neutral",
        "Mean number of professionals with a client at any hour, nights included.",
        per_week("professional.hours", times=PER_HOUR),
    ),
    _outcome(
        "overtime_hours", "Overtime", "hours per FTE-week", "lower",
        "Hours above the roster, per FTE-week: what runs on after a shift, and calls answered in their own time.",
        ratio("staff.overtime", "staff.fte"),
    ),
    _outcome(
        "share_direct", "Time with clients", "share of worked hours", "neutral",
        "Hours with clients, of worked hours (overtime included, absence and leave not).",
        ratio("staff.direct", "staff.worked"), headline=True,
    ),
    *(
        _outcome(
            f"share_{kind}", english, "share of worked hours", "neutral",
            f"Hours of {about}, of worked hours.", ratio(f"staff.{kind}", "staff.worked"),
        )
        for kind, english, about in (
            ("coaching", "Time for coaching", "booked coaching of volunteers"),
            ("administration", "Time for administration", "administration"),
            ("team", "Time for the team", "meetings and hand-over"),
            ("support", "Time for support calls", "answering volunteers"),
            ("follow_up", "Time for follow-up work", "work that others left behind"),
            ("idle", "Idle time", "nothing asked"),
        )
    ),
    _outcome(
        "share_other", "Time for everything else", "share of worked hours", "neutral",
        "Hours for candidates and leavers, conflicts and thanks, booked breaks, and work outside the unit, of worked "
        "hours. With the times with clients, for coaching, administration, team, support, follow-up and gaps it adds "
        "up to 1.",
        ratio(("staff.pipeline", "staff.conflicts", "staff.external", "staff.breaks"), "staff.worked"),
    ),
    _outcome(
        "coordinator_hours", "Hours of coordinators", "hours per week", "neutral",
        "Hours worked by coordinators who do not count as professionals, overtime included, per week.",
        per_week(("paid.worked", "-staff.worked")),
    ),
    _outcome(
        "share_gap", "Gap time", "share of worked hours", "neutral",
        "Hours with nothing asked, with or without attention to volunteers, of worked hours.",
        ratio(("staff.idle", "staff.attention"), "staff.worked"),
    ),
    _outcome(
        "attention_minutes", "Attention for volunteers",
        "minutes per volunteer-week", "higher",
        "Minutes of paid people with volunteers in passing or as booked attention, per volunteer-week.",
        ratio("attention.hours", "volunteer.weeks|everyone", times=MINUTES_PER_HOUR), headline=True,
    ),
    _outcome(
        "professional_contact_complexity", "Weight of professional contacts",
        "0-1", "neutral", "Mean of complexity of the client times difficulty of the request, over their contacts.",
        ratio("professional.load", "professional.contacts"), smallest=IN_A_HUNDRED,
    ),
)  # fmt: skip

PEOPLE: Final = (
    _outcome(
        "professional_strain", "Strain of professionals", "SD", "lower",
        "Mean strain over weeks of employed people, absent people included.",
        ratio("staff.strain", "staff.heads"), headline=True,
    ),
    _outcome(
        "strained_share", "Professionals above the problem line",
        "share", "lower", "Weeks of professionals with strain above the problem line, of all their weeks.",
        ratio("staff.strained", "staff.heads"),
    ),
    _outcome(
        "professional_pleasure", "Job pleasure", "0-1", "higher",
        "Mean job pleasure over weeks of employed people.", ratio("staff.pleasure", "staff.heads"),
    ),
    _outcome(
        "absence", "Absence", "share of rostered hours", "lower",
        "Rostered hours missed through illness, of rostered hours.",
        ratio("staff.ill", "staff.rostered"), headline=True,
    ),
    _outcome(
        "staff_turnover", "Staff turnover", "per year", "lower",
        "People who quit per year, of mean heads; redundancies apart.",
        ratio("staff.quits", "staff.heads", times=float(YEAR)), headline=True, trailing=YEAR,
        expected=ratio("staff.quit_risk", "staff.heads", times=float(YEAR)),
    ),
    _outcome(
        "redundancies", "Redundancies", "persons per year", "lower",
        "People whose post or temporary contract ended, per year.",
        per_year("staff.redundant"), trailing=YEAR,
    ),
    _outcome(
        "vacancies_share", "Vacancies", "share of posts", "lower",
        "FTE being hired for, of the posts the budget carries.", ratio("vacancies", "posts"),
    ),
)  # fmt: skip

PAIRS: Final = (
    _outcome(
        "tension", "Tension with volunteers", "0-1", "lower",
        "Mean tension of pairs of a volunteer and a professional who met in the last four weeks.",
        ratio("pair.tension", "pair.recent"), trailing=FOUR_WEEKS,
    ),
    _outcome(
        "staff_volunteer_trust", "Trust with volunteers", "0-1", "higher",
        "Mean trust of pairs of a volunteer and a professional who met in the last four weeks.",
        ratio("pair.trust", "pair.recent"), trailing=FOUR_WEEKS,
    ),
    _outcome(
        "pair_bimodality", "Two kinds of pairs", "0-1", "neutral",
        "Sarle's coefficient of trust over pairs of people who both have been there for 26 weeks; NaN below 20 pairs.",
        bimodality, trailing=FOUR_WEEKS, smallest=IN_A_HUNDRED,
    ),
)  # fmt: skip

PROFESSIONALS: Final[tuple[Outcome, ...]] = (*WORK, *PEOPLE, *PAIRS)
