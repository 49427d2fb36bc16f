"""The placebo audit: what has no cause yet may not have an effect.

Two scenarios that part at a date are the same run up to it, event by event; a policy that sets a number to what it is
changes nothing at all. If either fails, differences between scenarios are not the work of the scenarios.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from tup_sim.measures.agent_outcomes import Divergence, parting
from tup_sim.measures.agent_trace import AgentTrace
from tup_sim.model.catalogue import catalogue_of
from tup_sim.model.events import LeverChanged
from tup_sim.model.parameters import Change, Scenario, value_at
from tup_sim.model.processes.changing import with_values
from tup_sim.study.experiment import Experiment, Text
from tup_sim.study.findings import NOTHING_TO_CHECK, Check
from tup_sim.study.first_difference import first_difference
from tup_sim.study.why import followed
from tup_sim.texts import LANGUAGES, many, say

PAIRS = 3  # that are looked at
WEEKS = 26  # that a policy without effect is followed
LONGEST = 104  # weeks up to which a pair is followed
LEVERS = ("coordinators.fte", "coordinators.floor_share", "coordinators.posts")
Watch = Callable[[Scenario, int, int, tuple[type, ...] | None], AgentTrace]


class Placebo(NamedTuple):
    """Two scenarios that have to be the same up to a week.

    Attributes:
        base, other: the scenarios.
        week: from which they may differ.
    """

    base: Scenario
    other: Scenario
    week: float


def audit(experiment: Experiment, watch: Watch = followed) -> tuple[Check, ...]:
    """Check with one luck that there is no effect before its cause, and none of a policy that changes nothing.

    Args:
        experiment: whose points are looked at, a few of them.
        watch: runs a scenario and writes down what happens.
    """
    return _before_the_change(experiment, watch), _without_effect(experiment, watch)


def placebos(experiment: Experiment) -> Iterator[Placebo]:
    """Points that differ from their reference from a date on only, the soonest first."""
    points = experiment.points
    pairs = (
        Placebo(points[each.reference].scenario, each.scenario, week)
        for each in experiment.comparisons()
        if each.reference is not None
        and 0 < (week := first_difference(points[each.reference].scenario, each.scenario)) <= LONGEST
    )
    return islice(iter(sorted(pairs, key=lambda pair: pair.week)), PAIRS)


def _later(experiment: Experiment) -> bool:
    """Whether some point differs from its reference only after the weeks that are followed."""
    points = experiment.points
    compared = experiment.comparisons()
    references = ((each, points[each.reference]) for each in compared if each.reference is not None)
    return any(first_difference(base.scenario, each.scenario) > LONGEST for each, base in references)


def _before_the_change(experiment: Experiment, watch: Watch) -> Check:
    """Is every pair the same, event by event, before the first change?"""
    pairs = list(placebos(experiment))
    if not pairs:
        return Check(NOTHING_TO_CHECK, True, _nothing_to_check(experiment))
    before: tuple[Scenario, float] | None = None
    for pair in pairs:
        if before is None or before[0] is not pair.base or before[1] != pair.week:
            base, before = _watched(watch, pair.base, experiment.seed, pair.week), (pair.base, pair.week)
        apart = parting(base, _watched(watch, pair.other, experiment.seed, pair.week))
        if apart and base.week(apart.hour) < pair.week:
            return Check("before", False, _too_early(pair, base.week(apart.hour)))
    return Check("before", True, _same_before(len(pairs)))


def _without_effect(experiment: Experiment, watch: Watch) -> Check:
    """Is a policy that sets a number to what it is the same as no policy, event by event?"""
    base = experiment.points[0].scenario
    week = min(WEEKS, base.parameters.horizon) // 2
    path = _untouched(base)
    idle = replace(base, changes=(*base.changes, Change({path: value_at(base.parameters, path)}, at=week)))
    kinds = tuple(kind for kind in catalogue_of(base.parameters).events if kind is not LeverChanged)
    mine, theirs = (_watched(watch, each, experiment.seed, 2 * week, kinds) for each in (base, idle))
    apart = parting(mine, theirs)
    if apart:
        return Check("no_effect", False, _has_effect(path, mine.week(apart.hour), apart))
    return Check("no_effect", True, _text("audit-had-none", path=path, events=len(mine)))


def _untouched(base: Scenario) -> str:
    """A lever that the scenario leaves alone."""
    touched = {path for change in base.changes for path in change.values}
    return next(path for path in LEVERS if path not in touched)


def _watched(
    watch: Watch, scenario: Scenario, seed: int, week: float, kinds: tuple[type, ...] | None = None
) -> AgentTrace:
    """A run up to a week; what was to come after it makes no difference."""
    weeks = max(1, min(scenario.parameters.horizon, math.ceil(week)))
    short = replace(scenario, parameters=with_values(scenario.parameters, {"horizon": weeks}))
    return watch(short, seed, 0, kinds)


def _nothing_to_check(experiment: Experiment) -> Text:
    return _text("audit-later", week=LONGEST) if _later(experiment) else _text("audit-from-the-start")


def _too_early(pair: Placebo, week: int) -> Text:
    names = {"base": pair.base.name, "other": pair.other.name}
    return _text("audit-too-early", **names, week=week, change=f"{pair.week:g}")


def _same_before(pairs: int) -> Text:
    return Text(*(many(lang, "audit-same-before", pairs, n=pairs) for lang in LANGUAGES))


def _has_effect(path: str, week: int, apart: Divergence) -> Text:
    event = next((fact.event for fact in (apart.other, apart.base) if fact), "")
    return _text("audit-has-effect", path=path, week=week, event=event)


def _text(message: str, **values: object) -> Text:
    """A message in both languages: it is kept with the results, and read later in either."""
    return Text(*(say(lang, message, **values) for lang in LANGUAGES))
