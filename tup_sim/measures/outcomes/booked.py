"""Outcomes of what was booked with volunteers, and took place or not."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.weeks import YEAR
from tup_sim.model.parameters.week import MONTHS_PER_YEAR

_outcome = declare_for("volunteers")
_MONTH: Final = YEAR / MONTHS_PER_YEAR
_REGULARS: Final = "volunteer.weeks|everyone"

BOOKED: Final[tuple[Outcome, ...]] = (
    _outcome(
        "talk_hours_per_volunteer", "Talks that guide", "hours per volunteer-month",
        "neutral", "Paid hours in talks that guide volunteers in their work (one by one, in groups, on the floor) and "
        "took place, per volunteer-month.", ratio("talk.hours", _REGULARS, times=_MONTH),
    ),
    _outcome(
        "task_talks_per_volunteer", "Talks about the task", "talks per volunteer-year",
        "neutral", "Talks about the task and reviews of it that took place, per volunteer-year.",
        ratio("talks.task", _REGULARS, times=float(YEAR)), trailing=YEAR,
    ),
    _outcome(
        "meetings_per_volunteer", "Meetings attended", "meetings per volunteer-year",
        "neutral", "Times volunteers came to a peer review, group talk or vision meeting, per volunteer-year.",
        ratio("meetings.attended", _REGULARS, times=float(YEAR)), trailing=YEAR,
    ),
    _outcome(
        "attention_held_share", "Booked attention that took place", "share",
        "higher", "Moments of booked attention that took place, of those booked; nothing where none is booked.",
        ratio("attention.held", "attention.booked"),
    ),
    _outcome(
        "booked_lost_to_requests", "Talks lost to requests", "share",
        "lower", "Talks and moments of attention cancelled because a core request could not wait, of all booked.",
        ratio("lost.request", "all.booked"),
    ),
    _outcome(
        "booked_lost_to_coach", "Talks lost to an absent coach",
        "share", "lower", "Talks and moments of attention for which the coach was gone or came free too late, of all "
        "booked.", ratio("lost.coach absent", "all.booked"),
    ),
    _outcome(
        "booked_lost_to_volunteer", "Talks lost to an absent volunteer", "share", "lower",
        "Talks and moments of attention for which no volunteer came, of all booked.",
        ratio("lost.volunteer absent", "all.booked"),
    ),
)  # fmt: skip
