"""What is made of the answers: numbers of an organisation, what had to be assumed for it, and what does not balance.

It starts from the supplied organisation that is nearest, in the size that its volunteers have: whatever brings and
keeps volunteers follows them. What goes with clients, posts and money is said apart, so that waiting list and budget
come out as they were answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple

from tup_sim.own_house.checking import cut_week, first_monday, subsidy_of
from tup_sim.own_house.questions import BY_KEY, Answers, Cut, value_of
from tup_sim.own_house.suggesting import Facts, nearest

SMALLEST, LARGEST = 0.01, 100.0
USUAL_OVERHEAD = (0.10, 0.25)  # of wages: 13 to 21 % by ND29, and some room
MOST_OVERHEAD = 0.6  # of wages; what is left beyond that is no overhead
FAR = 1.25  # how many times more or less than elsewhere is worth saying
DIGITS = 6


class Remark(NamedTuple):
    """A sentence of the catalogue of words, with what fills it in."""

    name: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Built:
    """An organisation in numbers.

    Attributes:
        answers: what it was made from.
        like: the supplied organisation it starts from.
        size: how many volunteers it has for one there.
        numbers: path of a parameter (or a number of the whole house) to its value.
        assumed: what nobody answered.
        unbalanced: what does not fit together.
    """

    answers: Answers
    like: Facts
    size: float
    numbers: dict[str, Any]
    assumed: list[Remark]
    unbalanced: list[Remark]


def build(answers: Answers) -> Built:
    """Make an organisation of a full set of answers."""
    like = nearest(answers)
    size = _size(answers, like)
    found = Built(answers, like, size, {}, [], [])
    found.assumed.append(Remark("own-assumed-like", {"house": like.name}))
    if any(each.assumed for each in answers.values()):
        found.assumed.append(Remark("own-assumed-answers", {"questions": _suggested(answers)}))
    _people(found)
    _clients(found)
    _money(found)
    if value_of(answers, "pattern") == like.pattern and like.by_family:
        found.assumed.append(Remark("own-assumed-families", {"house": like.name}))
    found.assumed.append(Remark("own-assumed-rest", {"house": like.name}))
    _proportions(found)
    return found


def _suggested(answers: Answers) -> tuple[str, ...]:
    """The questions that nobody answered."""
    return tuple(key for key, each in answers.items() if each.assumed and key in BY_KEY)


def _size(answers: Answers, like: Facts) -> float:
    """Volunteers for one there; posts for one where there are none."""
    volunteers = value_of(answers, "volunteers")
    posts = value_of(answers, "fte") + value_of(answers, "coordinator")
    found = volunteers / like.volunteers if volunteers else posts / (like.fte + like.coordinator)
    return round(min(LARGEST, max(SMALLEST, found)), DIGITS)


def _people(built: Built) -> None:
    answers, like, numbers = built.answers, built.like, built.numbers
    people, fte = value_of(answers, "people"), value_of(answers, "fte")
    numbers["professionals.posts"] = people
    if people:
        numbers["total_fte"] = fte
    if value_of(answers, "week") != like.week:
        numbers["contract_hours"] = value_of(answers, "week")
    coordinator = value_of(answers, "coordinator")
    numbers["coordinators.posts"] = ceil(coordinator)
    if coordinator:
        numbers["coordinators.fte"] = round(coordinator / ceil(coordinator), DIGITS)
    numbers["volunteers"] = value_of(answers, "volunteers")
    hours = value_of(answers, "hours")
    if hours != like.hours:
        numbers["planned_hours.mean"] = hours
        if hours > like.p.planned_hours.cap:
            numbers["planned_hours.cap"] = hours


def _clients(built: Built) -> None:
    """As many apply as leave, and as many more as give up from a waiting list of this length."""
    clients, waiting = value_of(built.answers, "clients"), value_of(built.answers, "waiting")
    p = built.like.p
    built.numbers["clients"] = clients
    built.numbers["applicants"] = round(clients / p.client_stay + waiting * p.waiting_list_exit_rate, DIGITS)
    built.assumed.append(Remark("own-assumed-stay", {"weeks": round(p.client_stay), "waiting": waiting}))


def _money(built: Built) -> None:
    """Wages as there; what the budget leaves is overhead, unless that is far from usual."""
    answers, p, numbers = built.answers, built.like.p, built.numbers
    budget = value_of(answers, "budget")
    subsidy = subsidy_of(budget, built.like.subsidy_share)
    numbers["budget"], numbers["subsidy"] = budget.total, round(subsidy, 2)
    if budget.subsidy is None:
        built.assumed.append(Remark("own-assumed-subsidy", {"percent": 100 * built.like.subsidy_share}))
    wages = (
        value_of(answers, "fte") * p.wage_professional + value_of(answers, "coordinator") * p.wage_coordinator
    )
    posts = (value_of(answers, "fte") + value_of(answers, "coordinator")) / (
        built.like.fte + built.like.coordinator
    )
    if p.night_wages:
        numbers["night_wages"] = round(p.night_wages * posts)
        built.assumed.append(Remark("own-assumed-night", {"euro": numbers["night_wages"]}))
    numbers["replacement_budget"] = round(p.replacement_budget * posts)
    numbers["reserve"] = round(p.reserve * budget.total / p.income)
    built.assumed.append(
        Remark("own-assumed-wages", {"wage": p.wage_professional, "reserve": numbers["reserve"]})
    )
    _overhead(built, wages, budget.total - wages - numbers.get("night_wages", 0.0) - _for_volunteers(built))


def _for_volunteers(built: Built) -> float:
    """EUR a year for volunteers, training and recruitment."""
    p = built.like.p
    each = p.volunteer_reimbursement + p.volunteer_insurance + p.volunteer_thanks
    more = (p.training_budget + p.recruitment_budget) * built.size
    return float(value_of(built.answers, "volunteers") * each + more)


def _overhead(built: Built, wages: float, left: float) -> None:
    usual = built.like.p.overhead / (
        built.like.fte * built.like.p.wage_professional
        + built.like.coordinator * built.like.p.wage_coordinator
    )
    if 0 <= left <= MOST_OVERHEAD * wages:
        built.numbers["overhead"] = round(left)
        values = {"overhead": left, "percent": 100 * left / wages}
        built.assumed.append(Remark("own-assumed-overhead", values))
        if not USUAL_OVERHEAD[0] <= left / wages <= USUAL_OVERHEAD[1]:
            name = "own-off-overhead-much" if left / wages > USUAL_OVERHEAD[1] else "own-off-overhead-little"
            built.unbalanced.append(Remark(name, values))
        return
    built.numbers["overhead"] = round(usual * wages)
    built.assumed.append(Remark("own-assumed-usual-overhead", {"percent": 100 * usual}))
    short = usual * wages - left
    name = "own-off-short" if short > 0 else "own-off-over"
    built.unbalanced.append(Remark(name, {"euro": abs(short)}))


def _proportions(built: Built) -> None:
    """Where the proportions differ from those of the organisation whose rules are used."""
    answers, like = built.answers, built.like
    clients = value_of(answers, "clients")
    hours = value_of(answers, "volunteers") * value_of(answers, "hours")
    pairs = {
        "fte": (value_of(answers, "fte"), like.fte),
        "volunteer-hours": (hours, like.volunteers * like.hours),
    }
    for name, (own, theirs) in pairs.items():
        _compare(built, name, own / clients, theirs / like.clients)
    if value_of(answers, "volunteers") and like.coordinator:
        own = value_of(answers, "coordinator") / value_of(answers, "volunteers")
        _compare(built, "coordinator", own, like.coordinator / like.volunteers)


def _compare(built: Built, name: str, own: float, theirs: float) -> None:
    if theirs <= 0 or 1 / FAR <= own / theirs <= FAR:
        return
    part = {"percent": 100 * abs(own / theirs - 1), "house": built.like.name}
    built.unbalanced.append(Remark(f"own-{'more' if own > theirs else 'less'}-{name}", part))


class Planned(NamedTuple):
    """The cut as the two files say it.

    Attributes:
        size: EUR a year, or a share, as written.
        at, announced: a day or a week; a day, or weeks before.
        week: the week of the cut.
        spared: what it leaves alone.
    """

    size: str
    at: str
    announced: str
    week: int
    spared: tuple[str, ...]


def planned(built: Built) -> Planned | None:
    """The cut that is planned; None if nothing is."""
    cut: Cut = value_of(built.answers, "cut")
    if not cut.planned:
        return None
    day, notice = value_of(built.answers, "day"), value_of(built.answers, "notice")
    return Planned(
        f"EUR {plain(cut.euro)}" if cut.euro else f"{plain(100 * (cut.share or 0.0))} %",
        f"week {day}" if isinstance(day, int) else str(day),
        f"{notice} weeks" if isinstance(notice, int) else str(notice),
        cut_week(built.answers),
        value_of(built.answers, "spared"),
    )


def starts(built: Built) -> str:
    """The Monday of week 0; empty where all is said in weeks."""
    begin = first_monday(built.answers)
    return str(begin) if begin is not None else ""


def plain(value: float) -> str:
    """A number as a scenario file writes it: no thousands, no needless zeros, nothing that looks like thousands."""
    from tup_sim.files.numerals import in_figures

    return in_figures(value)
