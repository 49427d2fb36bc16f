"""Outcomes for volunteers: how many, who, how they are, what they get, why they go."""

from __future__ import annotations

from typing import Any, Final

from tup_sim.measures.formulas import (
    education_gap,
    hours_per_place,
    low_frequency,
    one_minus,
    per_week,
    per_year,
    ratio,
)
from tup_sim.measures.groups import REPORTED_VOLUNTEER_GROUPS as GROUPS
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import PER_100, PER_1000, declare_for
from tup_sim.measures.smallest import IN_A_HUNDRED, MOOD, STAYING
from tup_sim.measures.survival import (
    cohort_retention,
    expected_retention,
    expected_start_yield,
    placement_success,
    retention,
    retention_after_term,
    start_yield,
)
from tup_sim.measures.weeks import HALF_YEAR, QUARTER, YEAR
from tup_sim.model.people.volunteer import CAUSES

_outcome = declare_for("volunteers")
_LASTING: Final = tuple(group for group in GROUPS if group not in ("m1", "m3", "m12"))
_RISKS: Final = tuple(f"volunteer.{cause}" for cause in CAUSES)
_MONTHS: Final = {3: QUARTER, 6: HALF_YEAR, 12: YEAR}  # after which who began is looked for, in weeks
_PER_100: Final = PER_100 * YEAR


def _state(
    name: str,
    row: str,
    english: str,
    unit: str = "0-1",
    better: str = "higher",
    about: str = "",
    **more: Any,
) -> Outcome:
    """A mean over volunteer-weeks."""
    definition = f"Mean over weeks of active open-ended volunteers{': ' + about if about else ''}."
    function = ratio(f"volunteer.{row}", "volunteer.weeks")
    return _outcome(name, english, unit, better, definition, function, subgroups=GROUPS, **more)


STOCK: Final = (
    _outcome(
        "volunteers", "Volunteers", "persons", "higher",
        "Mean number of active open-ended volunteers (first shift done, not left).",
        per_week("volunteer.weeks"), headline=True, subgroups=GROUPS,
    ),
    _outcome(
        "volunteer_hours", "Hours of volunteers", "hours per week", "higher",
        "Hours open-ended volunteers were present, per week: shifts, what runs on after them and joint activities; "
        "talks outside shifts are apart.",
        per_week("volunteer.present"), headline=True,
    ),
    _outcome(
        "volunteer_talk_hours", "Volunteers in talks", "hours per week", "neutral",
        "Hours volunteers of all kinds sat in talks and meetings outside their shifts, per week.",
        per_week("volunteers.talks"),
    ),
    _outcome(
        "other_helpers_hours", "Hours of other helpers", "hours per week", "neutral",
        "Hours of people with an agreed end, of those who help now and then and of guests of a day, present per week.",
        per_week(("volunteers.present", "-volunteer.present")),
    ),
    _outcome(
        "hours_per_volunteer", "Hours per volunteer", "hours per week", "neutral",
        "Hours open-ended volunteers were present, per volunteer-week.", ratio("volunteer.present", "volunteer.weeks"),
    ),
    _outcome(
        "volunteer_hours_per_place", "Volunteer hours per place",
        "hours per place-year", "neutral",
        "Hours open-ended volunteers were present, per place for clients and year.", hours_per_place,
    ),
    _outcome(
        "hours_over_wish", "Hours above the own wish", "share", "lower",
        "Hours above what people wish to give, of hours given, both as four-week means per person.",
        ratio("volunteer.over_wish", "volunteer.hours4"), subgroups=GROUPS,
    ),
    _state("mean_tenure", "tenure_years", "Time with the organisation", "years"),
    _outcome(
        "vulnerable_share", "Vulnerable volunteers", "share", "neutral",
        "Active volunteers with vulnerability of 0.5 or more, of active volunteers.",
        ratio("volunteer.weeks|vulnerable", "volunteer.weeks"),
    ),
    _outcome(
        "education_gap", "Education gap", "ratio", "lower",
        "High to low education among active volunteers, against the same among people within reach.", education_gap,
    ),
    _outcome(
        "low_frequency_share", "Rarely active people", "share", "neutral",
        "People with one to five active days in 52 weeks, of people with at least one; all kinds of volunteers.",
        low_frequency, trailing=YEAR,
    ),
)  # fmt: skip

LEAVING: Final = (
    *(
        _outcome(
            f"retention_{months}m", f"Retention, {months} months", "share", "higher",
            f"Share of open-ended starters still there after {weeks} weeks (Kaplan-Meier; starters of the window and "
            "of the 52 weeks before it, followed inside the window; agreed ends are no exits; NaN below 5 starters).",
            retention(weeks), headline=weeks == YEAR, trailing=YEAR, subgroups=_LASTING,
            expected=expected_retention(weeks), smallest=STAYING,
        )
        for months, weeks in _MONTHS.items()
    ),
    *(
        _outcome(
            f"retention_{months}m_cohort", f"Retention, {months} months, of everybody", "share", "higher",
            f"Share that would be there after {weeks} weeks if a starter met in each week of tenure the mean risk of "
            "leaving of all open-ended volunteers of that tenure in the window (a life table).",
            cohort_retention(weeks), trailing=YEAR, subgroups=("vulnerable", "strong"), smallest=STAYING,
        )
        for months, weeks in _MONTHS.items()
    ),
    _outcome(
        "volunteer_turnover", "Turnover of volunteers", "per year", "lower",
        "Exits of open-ended volunteers per year, of the mean stock.",
        ratio("exit", "volunteer.weeks", times=float(YEAR)), headline=True, trailing=YEAR, subgroups=GROUPS,
        expected=ratio(_RISKS, "volunteer.weeks", times=float(YEAR)),
    ),
    *(
        _outcome(
            f"exits_{cause}", english, "per 100 volunteer-years", "lower",
            f"Exits of open-ended volunteers {about}, per 100 of their years.",
            ratio(f"exit.{cause}", "volunteer.weeks", times=_PER_100), trailing=YEAR, subgroups=GROUPS,
            expected=ratio(f"volunteer.{cause}", "volunteer.weeks", times=_PER_100),
        )
        for cause, english, about in (
            ("life", "Exits: own life", "for reasons of their own life"),
            ("job", "Exits: paid job", "to a paid job"),
            ("disappointed", "Exits: disappointed", "out of disappointment"),
            ("overload", "Exits: overload", "through overload"),
            ("asked", "Exits: asked to go", "who were asked to go"),
            ("conflict", "Exits: conflict", "over tension with professionals"),
        )
    ),
    _outcome(
        "exits_planned", "Exits: agreed end", "per 100 volunteer-years", "neutral",
        "Agreed ends of people who came for a term, per 100 of their years.",
        ratio("exit.planned|planned_end", "volunteer.weeks|planned_end", times=_PER_100), trailing=YEAR,
    ),
    _outcome(
        "exits_obligation_end", "Exits: end of obligation",
        "per 100 volunteer-years", "neutral", "Mandated people who left when the obligation ended, per 100 years.",
        ratio("exit.obligation_end|mandated", "volunteer.weeks|mandated", times=_PER_100), trailing=YEAR,
    ),
    _outcome(
        "exits_organisation", "Exits: organisation", "per 100 volunteer-years", "lower",
        "Open-ended volunteers lost in a sudden loss, per 100 of their years.",
        ratio("exit.organisation", "volunteer.weeks", times=_PER_100), trailing=YEAR,
    ),
)  # fmt: skip

STATES: Final = (
    _state("volunteer_strain", "strain", "Strain of volunteers", "SD", "lower",
           headline=True),
    _state("overloaded_share", "overloaded", "Overloaded volunteers", "share", "lower",
           "four-week hours above 1.25 times the own wish, or strain above 1.5 SD", headline=True),
    _state("belonging", "belonging", "Belonging", headline=True),
    _state("recognition", "recognition", "Recognition", "SD", headline=True),
    _state("volunteer_attitude", "attitude", "Attitude of volunteers", "SD",
           about="support, clarity, recognition, belonging, fit, and the opposites of tension and strain, together; 0 "
           "is usual here, and everybody's where leaving is by classes", smallest=MOOD),
    _state("role_clarity", "clarity", "Role clarity"),
    _state("volunteer_authority", "authority", "Authority of volunteers"),
    _state("volunteer_safety", "safety", "Felt safety"),
    _state("competence", "competence", "Competence", about="in the work they lately did most"),
    _state("motivation", "fit", "Motives met", about="fit between tasks and own motives"),
    _outcome(
        "autonomy_satisfaction", "Autonomy as wished", "0-1", "higher",
        "1 minus the mean lack of autonomy: wished minus granted, where granted is the mandate level of the own "
        "contacts of late, of 4.",
        one_minus(ratio("volunteer.lack_of_autonomy", "volunteer.weeks")), subgroups=GROUPS,
    ),
    _outcome(
        "mandate_agreed", "Agreed mandate", "level 0-4", "neutral",
        "Mean agreed level over volunteers and task types with a contact in the quarter.",
        ratio("mandate.levels", "mandate.pairs"), trailing=QUARTER,
    ),
    _outcome(
        "volunteer_decision_share", "Decisions taken alone", "share", "neutral",
        "Decisions in contacts of volunteers taken without a professional, of such decisions.",
        ratio("volunteer.alone", "volunteer.contacts"),
    ),
)  # fmt: skip

LIMITS: Final = (
    _outcome(
        "boundary_crossings_per_1000", "Limits crossed", "per 1000 contacts", "lower",
        "Limits that volunteers crossed, noticed or not, per 1000 of their contacts.",
        ratio("crossing", "volunteer.contacts", times=PER_1000), trailing=QUARTER,
        expected=ratio("crossing.risk", "volunteer.contacts", times=PER_1000),
    ),
    _outcome(
        "definite_crossings_per_1000", "Limits crossed that hurt a client", "per 1000 contacts", "lower",
        "Crossings that hurt the client, per 1000 contacts of volunteers.",
        ratio("crossing.definite", "volunteer.contacts", times=PER_1000), trailing=QUARTER,
    ),
)  # fmt: skip

COACHING: Final = (
    _outcome(
        "contact_ratio", "Contact ratio", "ratio", "higher",
        "Credited coaching hours received, of hours needed, over all active volunteers; not capped; the weekly "
        "figure looks back on 13 weeks.",
        ratio("volunteer.credit", "volunteer.need"), headline=True, trailing=QUARTER, subgroups=GROUPS,
    ),
    _outcome(
        "coaching_hours_needed", "Coaching needed", "hours per week", "neutral",
        "Coaching hours that active volunteers need, per week.", per_week("volunteer.need"), subgroups=GROUPS,
    ),
    _outcome(
        "coaching_backlog_hours", "Coaching backlog", "hours", "lower",
        "Hours needed and not received, where positive, summed over volunteers with a memory of 13 weeks.",
        per_week("volunteer.backlog"),
    ),
    _outcome(
        "coaching_cancelled_share", "Talks cancelled", "share", "lower",
        "Booked talks that did not take place, of booked talks.", ratio("sessions.cancelled", "sessions.booked"),
    ),
    _outcome(
        "support_wait_hours", "Wait for support", "hours", "lower",
        "Mean hours from a volunteer's call to the answer; unanswered calls count until the last useful moment.",
        ratio("calls.wait", "calls.made"),
    ),
    _outcome(
        "support_answered_in_time", "Calls answered in time", "share", "higher",
        "Calls of volunteers answered in time, of all their calls.", ratio("calls.answered", "calls.made"),
    ),
    _outcome(
        "onboarding_hours", "Time for a starter", "hours per starter", "neutral",
        "Paid hours for intake, coaching and attention until 13 weeks after the start, per starter.",
        ratio("onboarding.hours", "start|everyone"), trailing=YEAR,
    ),
)  # fmt: skip

COMING: Final = (
    _outcome(
        "starters", "Starters", "persons per year", "higher",
        "First shifts of open-ended volunteers, per year.", per_year("start"), trailing=YEAR, subgroups=_LASTING,
    ),
    _outcome(
        "start_yield", "Yield of enquiries", "share", "higher",
        "Starters of the candidates who enquired in the window, at least 26 weeks before the end of the run.",
        start_yield, trailing=YEAR, subgroups=("vulnerable", "strong"), expected=expected_start_yield,
    ),
    _outcome(
        "yield_per_ask", "Yield of asking", "starters per ask", "higher",
        "Starters through a personal ask, per person asked.", ratio("start.channel.ask", "asks"), trailing=YEAR,
    ),
    _outcome(
        "vulnerable_acceptance", "Acceptance of vulnerable candidates",
        "share", "higher", "Vulnerable candidates offered a place, of those decided on.",
        ratio("offered.vulnerable", "decided.vulnerable"), trailing=YEAR,
    ),
    _outcome(
        "strong_acceptance", "Acceptance of strong candidates",
        "share", "higher", "Strong candidates offered a place, of those decided on.",
        ratio("offered.strong", "decided.strong"), trailing=YEAR,
    ),
    _outcome(
        "failure_experiences", "Failures of vulnerable people",
        "per 100 person-years", "lower",
        "Vulnerable candidates refused, or gone through overload or asked to go within 26 weeks, per 100 years as a "
        "candidate or in the first 26 weeks.",
        ratio("candidate.failures", "candidate.vulnerable_years", times=PER_100), trailing=YEAR,
    ),
    _outcome(
        "entry_threshold", "Entry demands", "0-1", "neutral",
        "Impression a candidate must make, mean of units and weeks.", ratio("entry", "ones"), smallest=IN_A_HUNDRED,
    ),
    _outcome(
        "placement_success", "Placements that succeed", "share", "higher",
        "Mandated starters who finish the agreed term or are there after 26 weeks, of those followed for 26 weeks.",
        placement_success, trailing=YEAR, smallest=STAYING,
    ),
    _outcome(
        "retention_after_term", "Staying after the obligation", "share", "higher",
        "Mandated volunteers still there 13 weeks after the end of their term, of those who reached it.",
        retention_after_term, trailing=YEAR, smallest=STAYING,
    ),
)  # fmt: skip

VOLUNTEERS: Final[tuple[Outcome, ...]] = (*STOCK, *LEAVING, *STATES, *LIMITS, *COACHING, *COMING)
