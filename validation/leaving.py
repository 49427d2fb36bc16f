"""Who leaves, held against what is published: the same statistics of the model as it runs, whatever rule it has.

*In the stock*: everybody who is there on one day, against who of them is gone within 52 weeks. *Newcomers*: the same of
everybody who began, on the Monday after their first week. Who goes is taken from the risks people run, not from their
luck: the chance to be gone is 1 - exp(-risk of 52 weeks), and weeks not lived count at the person's own mean risk. The
correlation is that of attitude with being gone, yes or no, so that it can be compared with those of surveys.

*Starters there after some months*: the chance of everybody who began, with the history they had, averaged over what
they might have been: over how much they are drawn away, or over the two classes of stayers. A house has too few
starters to leave it to the luck of who they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, fsum, log, nan, sqrt
from typing import Any, Final

from tup_sim.measures.weeks import HALF_YEAR, YEAR, week_of
from tup_sim.model import events
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.effects.attitude import attitude_of, parts_of_attitude
from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.parameters.week import MONTHS_PER_WEEK
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.rules.attitude import composite, evenly_drawn, sd_of_sum
from tup_sim.model.simulation import run
from tup_sim.study.work import Result, Task, Values, failed

CHOICE: Final = tuple(CAUSES.index(cause) for cause in ("disappointed", "overload", "conflict"))
SHOCKS: Final = tuple(CAUSES.index(cause) for cause in ("life", "job"))
EVERY: Final = 26  # weeks between the days on which the stock is looked at
LONG: Final = 2 * YEAR  # tenure in weeks from which on the share of shocks is counted
MONTHS: Final = (3, 6, 12, 30)
LONGEST: Final = 132  # weeks of tenure of which the risk is kept: more than 30 months
GONE: Final = 10  # column of the chance to be gone, after one of ones, attitude, and eight states
COLUMNS: Final = GONE + 1
PAIRS: Final = ("pairs", "before", "after", "squares_before", "squares_after", "product")
OF_THE_RULE: Final = (1.0,) + (0.0,) * (GONE - 2)


@dataclass
class Life:
    """What one volunteer lived through, week by week after the warm-up.

    Attributes:
        began: week of the first shift, on the clock; before the run for the first stock.
        weeks, risks, years: number of the week, risk of leaving in it, and years at risk.
        felt: attitude by the rule, and then the states it is made of, as they are; of the same weeks.
        lived: the part of attitude that was lived through.
        chosen: the part of the risk that hangs on what somebody is: of leaving by choice, or all of it by classes.
        others: what they might have been instead: share of people, and times the risk of this person.
    """

    began: float
    others: list[tuple[float, float]] = field(default_factory=list)
    weeks: array[int] = field(default_factory=lambda: array("i"))
    risks: array[float] = field(default_factory=lambda: array("d"))
    years: array[float] = field(default_factory=lambda: array("d"))
    felt: list[tuple[float, ...]] = field(default_factory=list)
    lived: array[float] = field(default_factory=lambda: array("d"))
    chosen: array[float] = field(default_factory=lambda: array("d"))

    def there_after(self, weeks: float) -> float:
        """Chance to be there after the first weeks, over all they might have been; NaN where nothing was lived."""
        places = [place for place, week in enumerate(self.weeks) if week - self.began < weeks]
        years = fsum(self.years[place] for place in places)
        if not years > 0.0:
            return nan
        longer = max(1.0, weeks / YEAR / years)
        chosen = longer * fsum(self.chosen[place] for place in places)
        fixed = longer * fsum(self.risks[place] for place in places) - chosen
        return exp(-fixed) * fsum(share * exp(-times * chosen) for share, times in self.others)

    def gone_within_a_year(self, place: int) -> float:
        """Chance to be gone 52 weeks after the week at this place; NaN where nothing was lived after it."""
        until = self.weeks[place] + YEAR
        after = [at for at in range(place + 1, len(self.weeks)) if self.weeks[at] <= until]
        years = fsum(self.years[at] for at in after)
        return 1.0 - exp(-fsum(self.risks[at] for at in after) / years) if years > 0.0 else nan


class Lives:
    """Hears the weeks of open-ended volunteers.

    Attributes:
        people: name to life.
        shocks, all: risk of shocks, and of everything, of people with a tenure of two years or more.
        risk, years: of everybody, by week of tenure.
        total, exposed: risk and years of everybody.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._p, self._warm = plain(scenario.parameters), scenario.parameters.warmup
        self.people: dict[str, Life] = {}
        self.shocks = self.all = self.total = self.exposed = 0.0
        self.risk, self.years = [0.0] * LONGEST, [0.0] * LONGEST
        self.handlers: Mapping[type, Callable[[Any], None]] = {events.VolunteerWeek: self._week}

    def _week(self, told: events.VolunteerWeek) -> None:
        volunteer, week = told.volunteer, week_of(told.now)
        if week < self._warm or not volunteer.open_ended:
            return
        began = week_of(volunteer.started or 0.0)
        life = self.people.get(volunteer.name)
        if life is None:
            life = self.people[volunteer.name] = Life(began, might_have_been(self._p, volunteer))
        risk, tenure = fsum(told.risks), week - began
        choice = risk if volunteer.brings is None else fsum(told.risks[place] for place in CHOICE)
        life.chosen.append(choice)
        life.weeks.append(week)
        life.risks.append(risk)
        life.years.append(told.exposure)
        life.felt.append((attitude_of(self._p, volunteer), *states_of(self._p, volunteer)))
        life.lived.append(_lived(self._p, volunteer))
        self.total, self.exposed = self.total + risk, self.exposed + told.exposure
        if tenure < LONGEST:
            self.risk[tenure] += risk
            self.years[tenure] += told.exposure
        if tenure >= LONG:
            self.shocks += fsum(told.risks[place] for place in SHOCKS)
            self.all += risk


def might_have_been(p: Any, volunteer: Volunteer) -> list[tuple[float, float]]:
    """Shares of people, and their risk of what hangs on who one is against that of this person."""
    traits = volunteer.traits
    if volunteer.brings is not None:
        drawn = [spread - volunteer.brings.drawn for spread in evenly_drawn(traits.drawn_away)]
        return [(1.0 / len(drawn), exp(p.leaving.spread * more)) for more in drawn]
    short = p.p_short_new if traits.profile == "new" else p.p_short_traditional
    mine = p.h_short if traits.short_stayer else p.h_long
    return [(short, p.h_short / mine), (1.0 - short, p.h_long / mine)] if mine > 0.0 else [(1.0, 1.0)]


def states_of(p: Any, volunteer: Volunteer) -> tuple[float, ...]:
    """The states attitude is made of, as they are, the higher the better."""
    ratio = log(max(p.exit_shares.least_ratio, contact_ratio(p, volunteer)))
    v = volunteer
    feelings = (v.safety, v.clarity, v.recognition, v.belonging, v.fit)
    return (ratio, *feelings, -v.tension, -v.strain)


def _lived(p: Any, volunteer: Volunteer) -> float:
    """Attitude less what was brought of it."""
    if volunteer.brings is None:
        return 0.0
    usual = [0.0] * len(volunteer.lived)
    brought = composite(list(parts_of_attitude(p, volunteer.brings, usual).values()), p.leaving.mix)
    return attitude_of(p, volunteer) - brought


def measured(scenario: Scenario, seed: int, replication: int) -> dict[str, float]:
    """One run: sums from which every figure is made, so that runs can be added up."""
    with using(catalogue_of(scenario.parameters)):
        lives = Lives(scenario)
        run(scenario, seed, replication, listeners=(lives,))
    p = scenario.parameters
    last = p.warmup + p.horizon - 1 - YEAR
    days = range(p.warmup, last + 1, EVERY)
    found = {f"stock.{name}": value for name, value in _sums(lives, lambda week, _: week in days).items()}
    first = _sums(lives, lambda week, life: week == life.began + 1 and week <= last)
    found |= {f"newcomers.{name}": value for name, value in first.items()}
    for months in MONTHS:
        shares = [
            each.there_after(months / MONTHS_PER_WEEK)
            for each in lives.people.values()
            if each.began >= p.warmup
        ]
        known = [share for share in shares if share == share]
        found[f"there.{months}"], found[f"began.{months}"] = fsum(known), float(len(known))
    for week in range(LONGEST):
        found[f"risk.{week}"], found[f"years.{week}"] = lives.risk[week], lives.years[week]
    for name in ("shocks", "all", "total", "exposed"):
        found[name] = getattr(lives, name)
    return found | _of_what_was_lived(lives)


def _sums(lives: Lives, counts: Callable[[int, Life], bool]) -> dict[str, float]:
    """Number, sums and sums of products of attitude, states and the chance to be gone, over people and days."""
    rows = [
        (1.0, *life.felt[place], gone)
        for life in lives.people.values()
        for place, week in enumerate(life.weeks)
        if counts(week, life) and (gone := life.gone_within_a_year(place)) == gone
    ]
    return {
        f"{one}.{other}": fsum(row[one] * row[other] for row in rows)
        for one in range(COLUMNS)
        for other in range(one, COLUMNS)
    }


def _of_what_was_lived(lives: Lives) -> dict[str, float]:
    """Sums of the part of attitude that was lived through, and of it with what it was half a year before."""
    found = dict.fromkeys((f"lived.{name}" for name in ("n", "sum", "square", *PAIRS)), 0.0)
    for life in lives.people.values():
        for place, now in enumerate(life.lived):
            found["lived.n"] += 1.0
            found["lived.sum"] += now
            found["lived.square"] += now * now
            if place >= HALF_YEAR:
                was = life.lived[place - HALF_YEAR]
                for name, value in zip(PAIRS, (1.0, was, now, was * was, now * now, was * now), strict=True):
                    found[f"lived.{name}"] += value
    return found


def measure(task: Task) -> Result:
    """The same as a piece of work; an error becomes a result that says so."""
    try:
        found = measured(task.scenario, task.seed, task.replication)
    except Exception as error:
        return failed(task, error)
    values = Values(tuple(found), array("d", found.values()))
    return Result(task.arm, task.scenario.name, task.seed, task.replication, values)


def added(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Sums over runs."""
    return {name: fsum(each[name] for each in runs) for name in runs[0]} if runs else {}


def survival(sums: Mapping[str, float], months: float) -> float:
    """Share of starters still there, in a life table of everybody by week of tenure."""
    weeks, total, rate = months / MONTHS_PER_WEEK, 0.0, 0.0
    for week in range(round(weeks)):
        years = sums[f"years.{week}"]
        rate = sums[f"risk.{week}"] / years if years > 0.0 else rate
        total += rate / YEAR
    return exp(-total)


def correlation(sums: Mapping[str, float], who: str, weights: Sequence[float]) -> float:
    """Correlation of a weighted sum of attitude and states with being gone within a year, yes or no."""
    n = sums[f"{who}.0.0"]
    if n < 2.0:
        return nan

    def cov(one: int, other: int) -> float:
        both = sums[f"{who}.{min(one, other)}.{max(one, other)}"]
        return both / n - sums[f"{who}.0.{one}"] * sums[f"{who}.0.{other}"] / n / n

    places = range(1, GONE)
    gone = sums[f"{who}.0.{GONE}"] / n
    with_gone = fsum(weights[at - 1] * cov(at, GONE) for at in places)
    square = fsum(
        weights[one - 1] * weights[other - 1] * cov(one, other) for one in places for other in places
    )
    return with_gone / sqrt(square * gone * (1.0 - gone)) if square > 0.0 and 0.0 < gone < 1.0 else nan


def spread_in(sums: Mapping[str, float], who: str, column: int) -> tuple[float, float]:
    """Mean and SD of a column over people and days."""
    n = sums[f"{who}.0.0"]
    mean = sums[f"{who}.0.{column}"] / n
    return mean, sqrt(max(0.0, sums[f"{who}.{column}.{column}"] / n - mean * mean))


def of_states(sums: Mapping[str, float], who: str, mix: float) -> list[float]:
    """Weights of an attitude made of the states of the day: each in its own SD, the two of support as one."""
    weights = [0.0]
    for column in range(2, GONE):
        sd = spread_in(sums, who, column)[1]
        weights.append(1.0 / sd if sd > 0.0 else 0.0)
    for support in (1, 2):
        weights[support] /= sd_of_sum(2, mix)
    return weights


def figures(sums: Mapping[str, float], scenario: Scenario) -> dict[str, float]:
    """Every figure that an anchor is held against."""
    mix = scenario.parameters.leaving.mix
    found = {f"there_{months}m": sums[f"there.{months}"] / sums[f"began.{months}"] for months in MONTHS}
    found |= {f"table_{months}m": survival(sums, months) for months in MONTHS}
    found["turnover"] = sums["total"] / sums["exposed"]
    found["shocks"] = sums["shocks"] / sums["all"]
    for who in ("stock", "newcomers"):
        found[f"r_{who}"] = correlation(sums, who, OF_THE_RULE)
        found[f"r_{who}_states"] = correlation(sums, who, of_states(sums, who, mix))
        found[f"gone_{who}"] = sums[f"{who}.0.{GONE}"] / sums[f"{who}.0.0"]
        found[f"mean_{who}"], found[f"sd_{who}"] = spread_in(sums, who, 1)
    n = sums["lived.n"]
    mean = sums["lived.sum"] / n
    variance = max(0.0, sums["lived.square"] / n - mean * mean)
    found["lived_mean"], found["lived_sd"] = mean, sqrt(variance)
    found["lived_half_a_year_on"] = _correlated([sums[f"lived.{name}"] for name in PAIRS])
    return found


def _correlated(sums: Sequence[float]) -> float:
    """Correlation of two columns from their number, sums, squares and product; 0 where one does not vary."""
    n, one, other, ones, others, product = sums
    if not n:
        return 0.0
    square = (ones / n - (one / n) ** 2) * (others / n - (other / n) ** 2)
    return (product / n - one * other / n / n) / sqrt(square) if square > 0.0 else 0.0
