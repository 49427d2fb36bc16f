"""The rule of leaving by shock or by choice, alone: many people, no organisation, and states as they were measured.

Used to fit the rates to what is published: a run of the model has a hundred starters, the rule alone as many as one
likes, and the same ones for every set of numbers that is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tup_sim.model.parameters import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_YEAR
from validation.leaving import MONTHS

LONGEST: Final = 420  # months: who is there after 35 years is a hundredth
TWO_YEARS: Final = 24
HALF: Final = 6
TWELVE: Final = 12
CLOSE: Final = 0.01  # a hundredth of a rate, and of the misfit
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Lived:
    """The part of attitude that was lived through, as measured in runs of the model.

    Attributes:
        mean, sd: over people and weeks.
        half_a_year_on: correlation with what it is half a year later.
    """

    mean: float
    sd: float
    half_a_year_on: float


@dataclass(frozen=True)
class Rates:
    """The numbers that are fitted, and gamma, for which the others are fitted; see ``leaving`` in the parameters."""

    shock: float
    choice: float
    spread: float
    attitude: float


class People:
    """Starters with what they bring and live through, the same for all rates.

    Args:
        p: of the organisation.
        lived: what was measured.
        count: how many; their luck is the same for every count up to the smaller one.
        seed: of that luck.
    """

    def __init__(self, p: Parameters, lived: Lived, count: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        rules, people = p.leaving, p.population
        self.drawn = rng.standard_normal(count) + rules.new_style * (rng.random(count) < people.share_new)
        seeker = rng.random(count) < people.share_job_seeker * people.availability.student_or_job_seeker
        growth = p.job_exits.without_growth + p.states.growth_reference
        self.job = np.where(seeker, p.job_hazard_seeker, p.job_hazard) * growth / MONTHS_PER_YEAR
        self.asked = rules.asked
        brought = np.sqrt(rules.own) * rng.standard_normal(count)
        kept = max(0.0, lived.half_a_year_on) ** (1.0 / HALF)
        new = np.sqrt(1.0 - kept * kept)
        self.attitude = np.empty((count, LONGEST))
        state = rng.standard_normal(count)
        for month in range(LONGEST):
            self.attitude[:, month] = brought + lived.mean + lived.sd * state
            state = kept * state + new * rng.standard_normal(count)

    def figures(self, rates: Rates, better: float = 0.0) -> dict[str, float]:
        """What comes out; with ``better`` SD of attitude more in the first year of everybody."""
        mood = self.attitude
        if better:
            mood = mood.copy()
            mood[:, :TWELVE] += better
        unavoidable = rates.shock + self.asked + self.job
        away = rates.choice * np.exp(rates.spread * self.drawn)
        chosen = away[:, None] * np.exp(-rates.attitude * mood)
        risk = np.cumsum(unavoidable[:, None] + chosen, axis=1)
        there = np.exp(-np.concatenate([np.zeros((len(away), 1)), risk[:, :-1]], axis=1))
        found = {f"there_{months}m": float(there[:, months].mean()) for months in MONTHS}
        found["turnover"] = float(MONTHS_PER_YEAR * there[:, 0].mean() / there.mean(axis=0).sum())
        found["shocks"] = _share_of_shocks(there, chosen, rates.shock + self.job)
        until = LONGEST - TWELVE
        gone = 1.0 - np.exp(-(risk[:, TWELVE - 1 :][:, :until] - _before(risk)[:, :until]))
        found["r_stock"] = _correlation(mood[:, :until], gone, there[:, :until])
        found["r_newcomers"] = _correlation(mood[:, :1], gone[:, :1], there[:, :1])
        found["gone_stock"] = float((gone * there[:, :until]).sum() / there[:, :until].sum())
        found["six_months"] = float(there[:, HALF].mean())
        return found

    def odds_ratio(self, rates: Rates, better: float) -> float:
        """Odds of staying six months of newcomers whose first year is so much better, against those of others."""
        one, other = (self.figures(rates, shift)["six_months"] for shift in (better, 0.0))
        return one / (1.0 - one) / (other / (1.0 - other))


def _before(risk: Numbers) -> Numbers:
    return np.concatenate([np.zeros((len(risk), 1)), risk[:, :-1]], axis=1)


def _share_of_shocks(there: Numbers, chosen: Numbers, shocks: Numbers) -> float:
    """Of the exits of people of two years and more the share that is own life or a job."""
    stay, choice = there[:, TWO_YEARS:], chosen[:, TWO_YEARS:]
    by_shock = (stay * shocks[:, None]).sum()
    return float(by_shock / (by_shock + (stay * choice).sum()))


def _correlation(mood: Numbers, gone: Numbers, weight: Numbers) -> float:
    """Correlation of attitude with being gone, yes or no, over people and months of tenure."""
    total = weight.sum()
    mean, share = (mood * weight).sum() / total, (gone * weight).sum() / total
    together = (weight * (mood - mean) * (gone - share)).sum() / total
    spread = (weight * (mood - mean) ** 2).sum() / total
    return float(together / np.sqrt(spread * share * (1.0 - share)))


@dataclass(frozen=True)
class Anchor:
    """What is published about leaving.

    Attributes:
        name: figure it is held against.
        about: what it is, in words.
        sources: ids, or words.
        low, value, high: band, and the value in it that is aimed at.
        fitted: whether the rates are fitted to it.
    """

    name: str
    about: str
    sources: str
    low: float
    value: float
    high: float
    fitted: bool = True


ANCHORS: Final = (
    Anchor("there_3m", "starters there after 3 months", "NB08", 0.74, 0.78, 0.82),
    Anchor("there_6m", "starters there after 6 months", "NB08", 0.62, 0.66, 0.70),
    Anchor("there_12m", "starters there after 12 months", "NB08", 0.495, 0.535, 0.575),
    Anchor("turnover", "turnover of the stock, a year", "NB08 and two surveys", 0.13, 0.19, 0.25),
    Anchor("shocks", "shocks among those of two years and more", "NB11", 0.40, 0.525, 0.65),
    Anchor("r_stock", "attitude and gone within a year, stock", "surveys", -0.22, -0.12, -0.05, fitted=False),
    Anchor("r_newcomers", "the same, newcomers", "surveys", -0.25, -0.175, -0.10, fitted=False),
    Anchor(
        "odds_ratio",
        "a better start: odds of staying six months",
        "field trials",
        1.1,
        1.46,
        1.8,
        fitted=False,
    ),
)


def misfit(found: Mapping[str, float]) -> float:
    """Sum over the fitted anchors of the squared distance from the value, in halves of the band."""
    return sum(
        ((found[each.name] - each.value) / ((each.high - each.low) / 2.0)) ** 2
        for each in ANCHORS
        if each.fitted
    )


def fitted(people: People, start: Rates) -> tuple[Rates, dict[str, float]]:
    """Shock, choice and spread that come nearest to the anchors with this gamma, and what comes out."""
    from scipy.optimize import minimize

    def at(logs: Numbers) -> Rates:
        shock, choice, spread = (float(value) for value in np.exp(logs))
        return replace(start, shock=shock, choice=choice, spread=spread)

    def distance(logs: Numbers) -> float:
        return misfit(people.figures(at(logs)))

    first = np.log(np.array([start.shock, start.choice, start.spread]))
    best = minimize(distance, first, method="Nelder-Mead", options={"xatol": CLOSE, "fatol": CLOSE})
    found = at(np.asarray(best.x))
    return found, people.figures(found)
