"""How far every assumption may be off, and how a world is made in which many are off at once."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
from pydantic import ValidationError

from tup_sim.errors import Message, TupSimError
from tup_sim.model.parameters import Declaration, Kind, Parameters, Scenario, declarations, value_at
from tup_sim.model.parameters.patterns import BUILT_IN, ResponsibilityPattern
from tup_sim.model.parameters.submodels import AtRest as Used
from tup_sim.model.processes.changing import with_values
from tup_sim.statistics.intervals import Numbers

ATTEMPTS = 50  # before we say that values do not go together
SPREAD = 0.2  # a number without a plausible range of its own is moved a fifth up and down
TOGETHER: tuple[tuple[str, ...], ...] = (  # shares that add up to 1: drawn, then scaled
    tuple(f"population.availability.{name}" for name in ("retired", "working", "student_or_job_seeker")),
    tuple(f"population.main_family.{name}" for name in ("social", "both", "practical")),
    tuple(f"population.education.{name}" for name in ("pool_low", "pool_mid", "pool_high")),
    tuple(f"education_professionals.{name}" for name in ("low", "mid", "high")),
)
IN_ORDER = (("hire_delay.low", "hire_delay.mode", "hire_delay.high"),)  # drawn, then sorted
AT_REST = "OWN2"  # the level at rest
NOT_MOVED = {
    "changed": "'{path}' is not an assumption that can be moved: a scenario changes it",
    "tied": "'{path}' is not an assumption that can be moved: others depend on it",
    "measured": "'{path}' is not an assumption that can be moved: it is measured at rest",
}


@dataclass(frozen=True)
class Range:
    """An assumption that is moved.

    Attributes:
        path: of the parameter.
        about, unit: what it is.
        value: in the scenario.
        low, high: how far it is moved.
        whole: only whole numbers.
        own: False if no plausible range was declared and it is moved by a fifth.
    """

    path: str
    about: str
    unit: str
    value: float
    low: float
    high: float
    whole: bool
    own: bool

    def at(self, part: float) -> float | int:
        """The value at a part of the way from low to high; each whole number gets an equal part."""
        if not self.whole:
            return self.low + part * (self.high - self.low)
        return int(min(self.high, math.floor(self.low + part * (self.high - self.low + 1))))


def ranges_of(
    scenarios: Sequence[Scenario], fixed: Collection[str] = (), also: Collection[str] = ()
) -> tuple[tuple[Range, ...], dict[str, str]]:
    """Every assumption that can be moved alike in all these scenarios, and per other one the reason why not.

    What is ``chosen`` is no assumption; it is moved too if it is named in ``also`` and can change at a date.

    Reasons: ``changed`` (it is ``fixed``, a scenario changes it at a date, or they differ in it), ``still`` (no range
    of its own, and a fifth of it is nothing), ``tied`` (it cannot move by itself: other numbers depend on it),
    ``measured`` (what people are used to, where that is measured: every world keeps that of its base).
    """
    found: dict[str, Range] = {}
    left_out: dict[str, str] = {}
    for each in _declared(scenarios[0]):
        asked = each.kind is Kind.ASSUMED or (
            each.kind is Kind.CHOSEN and not each.fixed and each.path in also
        )
        if asked and each.annotation in (int, float):
            moved = _range(each, float(value_at(scenarios[0].parameters, each.path)))
            reason = "changed" if each.path in fixed else _why_not(moved, scenarios)
            if AT_REST in each.sources and scenarios[0].parameters.submodels.at_rest == Used.MEASURED:
                reason = "measured"
            if reason:
                left_out[each.path] = reason
            else:
                found[each.path] = moved
    for together in TOGETHER:
        if any(left_out.get(path) == "changed" for path in together):
            left_out |= dict.fromkeys((path for path in together if found.pop(path, None)), "tied")
    return tuple(found.values()), left_out


def _declared(scenario: Scenario) -> Iterator[Declaration]:
    """Every number that is declared, and those of the patterns that a scenario adds."""
    yield from declarations(type(scenario.parameters))
    for name in scenario.parameters.patterns.by_name():
        if name not in BUILT_IN:
            yield from declarations(ResponsibilityPattern, f"patterns.{name}", "Patterns")


def only_these(
    ranges: Sequence[Range], left_out: Mapping[str, str], paths: Sequence[str]
) -> tuple[tuple[Range, ...], dict[str, str]]:
    """The ranges of these assumptions; all others are left out because nobody chose them.

    Raises:
        TupSimError: one of them cannot be moved, or other numbers have to move along with it.
    """
    known = {each.path: each for each in ranges}
    for path in paths:
        if path not in known:
            problem = NOT_MOVED.get(left_out.get(path, ""), "'{path}' is not an assumption that can be moved")
            raise TupSimError(Message(problem, path=path))
        for together in (*TOGETHER, *IN_ORDER):
            if path in together and (missing := [each for each in together if each not in paths]):
                problem = "'{path}' moves only together with {others}"
                raise TupSimError(Message(problem, path=path, others=", ".join(missing)))
    rest = dict.fromkeys((path for path in known if path not in paths), "not_chosen")
    return tuple(each for path, each in known.items() if path in paths), {**left_out, **rest}


def drawn(ranges: Sequence[Range], parts: Sequence[float]) -> dict[str, float | int]:
    """Values at these parts of the ranges; shares are scaled and ordered numbers sorted."""
    values = {each.path: each.at(part) for each, part in zip(ranges, parts, strict=True)}
    for together in TOGETHER:
        _scale([path for path in together if path in values], values)
    for in_order in IN_ORDER:
        inside = [path for path in in_order if path in values]
        values |= dict(zip(inside, sorted(values[path] for path in inside), strict=True))
    return values


def placed(scenario: Scenario, values: Mapping[str, float | int]) -> Scenario | None:
    """The scenario with these values; None if they do not go together."""
    try:
        return replace(scenario, parameters=with_values(scenario.parameters, values))
    except ValidationError:
        return None


def hypercube(
    scenarios: Sequence[Scenario], ranges: Sequence[Range], draws: int, seed: int
) -> tuple[Numbers, list[dict[str, float | int]], int]:
    """A Latin hypercube: per draw the parts of the ranges and the values; a number of draws that were repeated.

    A draw whose values do not go together in one of the scenarios is drawn again by itself.

    Raises:
        TupSimError: no values were found that go together.
    """
    from scipy.stats.qmc import LatinHypercube

    parts = LatinHypercube(len(ranges), seed=np.random.default_rng([seed, len(ranges)])).random(draws)
    values, redrawn = [], 0
    for draw in range(draws):
        found = drawn(ranges, parts[draw])
        attempt = 0
        while not fits(scenarios, found):
            attempt += 1
            if attempt > ATTEMPTS:
                problem = "no draw of the assumptions of {scenario} goes together"
                raise TupSimError(Message(problem, scenario=scenarios[0].name))
            parts[draw] = np.random.default_rng([seed, draw, attempt]).random(len(ranges))
            found = drawn(ranges, parts[draw])
        redrawn += attempt > 0
        values.append(found)
    return parts, values, redrawn


def fits(scenarios: Sequence[Scenario], values: Mapping[str, float | int]) -> bool:
    """Whether these values go together in all these scenarios."""
    return all(placed(each, values) is not None for each in scenarios)


def _range(key: Declaration, value: float) -> Range:
    """The plausible range, moved along in proportion if the scenario's value lies outside it.

    Of what is chosen all that can be chosen is plausible, unless it is declared otherwise.
    """
    all_of_it = key.plausible == (key.low, key.high)
    own = None not in key.plausible and (key.kind is Kind.CHOSEN or not all_of_it)
    low, high = (float(end or 0.0) for end in key.plausible)
    if not own:
        low, high = sorted((value * (1 - SPREAD), value * (1 + SPREAD)))
    elif not low <= value <= high and key.default:
        low, high = sorted((low * value / key.default, high * value / key.default))
    low = max(low, -math.inf if key.low is None else key.low)
    high = min(high, math.inf if key.high is None else key.high)
    whole = key.annotation is int
    if whole:
        low, high = float(math.floor(low + 0.5)), float(math.floor(high + 0.5))
    return Range(key.path, key.about, key.unit, value, low, high, whole, own)


def _why_not(moved: Range, scenarios: Sequence[Scenario]) -> str:
    """Why an assumption stays where it is; empty if it can move."""
    others = {float(value_at(each.parameters, moved.path)) for each in scenarios}
    if len(others) > 1 or any(moved.path in change.values for each in scenarios for change in each.changes):
        return "changed"
    if not moved.low < moved.high:
        return "still"
    ends = moved.at(0.0), moved.at(1.0)
    if moved.path not in _repaired() and not _moves_alone(scenarios[0].parameters, moved.path, ends):
        return "tied"
    return ""


@lru_cache(maxsize=4096)  # a few worlds: each sweep of one asks the same of some hundred numbers
def _moves_alone(parameters: Parameters, path: str, ends: tuple[float | int, float | int]) -> bool:
    """Whether a number can be at one of the ends of its range while all others stay."""
    return any(placed(Scenario("", parameters), {path: end}) for end in ends)


@cache
def _repaired() -> frozenset[str]:
    """Paths of numbers that are scaled or sorted after drawing."""
    return frozenset(path for paths in (*TOGETHER, *IN_ORDER) for path in paths)


def _scale(paths: Sequence[str], values: dict[str, float | int]) -> None:
    total = math.fsum(values[path] for path in paths)
    for path in paths:
        values[path] = values[path] / total
