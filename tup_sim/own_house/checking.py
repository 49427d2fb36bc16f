"""Whether answers contradict each other, as far as can be told once a question was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tup_sim.errors import Message
from tup_sim.own_house.questions import STARTS, Answers, Budget, Cut, When, value_of
from tup_sim.own_house.suggesting import nearest

NEARLY = 1e-6
BEFORE = 52  # weeks at rest before a cut, if nobody says when week 0 is
MANY = 5  # FTE of coordinators that even a house without other paid people has
AT_MOST = 500  # weeks of a run: the program looks no further


def problem(key: str, answers: Answers) -> Message | None:
    """What contradicts an answer among those before it; None if nothing does.

    Args:
        key: of the question that was answered last.
        answers: all so far.
    """
    return _CHECKS[key](answers) if key in _CHECKS else None


def contradicted(answers: Answers) -> tuple[str, Message] | None:
    """The first question whose answer contradicts one that was given after it, and what is wrong; None if none does.

    Args:
        answers: all of them.
    """
    return next(((key, wrong) for key in answers if (wrong := problem(key, answers))), None)


def subsidy_of(budget: Budget, share: float) -> float:
    """The subsidy in EUR a year; where nobody said it, the usual share of the income."""
    return budget.total * share if budget.subsidy is None else budget.subsidy


def cut_week(answers: Answers) -> int:
    """Week in which the cut starts: the one that was said, or that of its day, counted from the start."""
    day: When = value_of(answers, "day", BEFORE)
    if isinstance(day, int):
        return day
    begin = first_monday(answers)
    assert begin is not None
    return (day - begin).days // 7


def first_monday(answers: Answers) -> date | None:
    """The Monday of week 0: the one that was said, else a year before the cut; None where all is said in weeks."""
    if STARTS in answers:
        said: date = answers[STARTS].value
        return said
    day: When = value_of(answers, "day", BEFORE)
    if isinstance(day, int):
        return None
    notice: When = value_of(answers, "notice", 0)
    ahead = notice if isinstance(notice, int) else -(-(day - notice).days // 7)
    return _monday(day) - timedelta(weeks=max(BEFORE, ahead + 1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _fte(answers: Answers) -> Message | None:
    people, fte = value_of(answers, "people"), value_of(answers, "fte")
    if people is None or fte is None:
        return None
    if fte > people + NEARLY:
        return Message(
            "{fte:g} FTE over {people} people: nobody is more than one full-time equivalent; "
            "write fewer FTE, or go back and count more people",
            fte=fte, people=people,
        )  # fmt: skip
    if people and not fte:
        return Message(
            "{people} people without any hours; write their FTE, or go back to 0 people", people=people
        )
    return None


def _coordinator(answers: Answers) -> Message | None:
    fte, coordinator = value_of(answers, "fte", 0.0), value_of(answers, "coordinator")
    if coordinator <= max(MANY, fte):
        return None
    return Message(
        "{n:g} FTE to coordinate volunteers is more than all paid people together; are these hours? write {n:g} hours",
        n=coordinator,
    )  # fmt: skip


def _budget(answers: Answers) -> Message | None:
    budget: Budget = value_of(answers, "budget")
    if budget.subsidy is not None and budget.subsidy > budget.total * (1 + NEARLY):
        return Message(
            "EUR {subsidy:,.0f} of subsidy is more than the whole income of EUR {total:,.0f}; write the total first",
            subsidy=budget.subsidy, total=budget.total,
        )  # fmt: skip
    return None


def _cut(answers: Answers) -> Message | None:
    cut: Cut = value_of(answers, "cut")
    budget: Budget | None = value_of(answers, "budget")
    if not cut.euro or budget is None:
        return None
    most = subsidy_of(budget, nearest(answers).subsidy_share)
    if cut.euro <= most:
        return None
    if cut.euro > budget.total:
        return Message(
            "a cut of EUR {cut:,.0f} is more than the whole budget of EUR {total:,.0f} a year; write a smaller amount",
            cut=cut.euro, total=budget.total,
        )  # fmt: skip
    return Message(
        "a cut of EUR {cut:,.0f} is more than the subsidy of EUR {subsidy:,.0f} a year, and nothing else can be cut; "
        "write a smaller amount",
        cut=cut.euro, subsidy=most,
    )  # fmt: skip


def _day(answers: Answers) -> Message | None:
    day: When = value_of(answers, "day")
    if isinstance(day, date) and STARTS in answers and day < answers[STARTS].value:
        return Message(
            "{day} is before the start, {begin}; write a later day, or another start",
            day=day, begin=answers[STARTS].value,
        )  # fmt: skip
    if isinstance(day, date) and cut_week(answers) > AT_MOST:
        return Message("{day} is too far away: {n} weeks at most", day=day, n=AT_MOST)
    return None


def _notice(answers: Answers) -> Message | None:
    day: When | None = value_of(answers, "day")
    notice: When = value_of(answers, "notice")
    if isinstance(notice, int):
        if notice <= cut_week(answers):
            return None
        return Message(
            "{n} weeks before is before the start: the cut comes in week {week}; write fewer weeks",
            n=notice, week=cut_week(answers),
        )  # fmt: skip
    if isinstance(day, int):
        return Message("the cut has a number of a week and no day; write how long before, as 13 weeks")
    if day is None:
        return None
    if notice > day:
        return Message("{notice} is after the cut of {day}; write a day before it", notice=notice, day=day)
    begin = first_monday(answers)
    if begin is not None and notice < begin:
        return Message(
            "{day} is before the start, {begin}; write a later day, or another start", day=notice, begin=begin
        )
    return None


_CHECKS: Mapping[str, Callable[[Answers], Message | None]] = {
    "fte": _fte,
    "coordinator": _coordinator,
    "budget": _budget,
    "cut": _cut,
    "day": _day,
    "notice": _notice,
}
