"""Results as plain data for JSON: a value nobody knows is null."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

from tup_sim.errors import RunFailed
from tup_sim.reporting.judged import as_data
from tup_sim.reporting.numerals import known
from tup_sim.reporting.realised import realised_data
from tup_sim.reporting.words import unit
from tup_sim.statistics import Interval, mean_interval
from tup_sim.study import Comparison, Replications
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.findings import Findings
from tup_sim.study.results import HORIZON, Contrast, Key, judged_alone


class Fallible(Protocol):
    """Something of which runs may have failed."""

    @property
    def failures(self) -> list[RunFailed]:
        """The errors of the runs that failed."""


def run_data(found: Replications) -> dict[str, Any]:
    """One scenario: name, how it was run, and mean, low, high, unit, n of every outcome and window."""
    outcomes = {
        key.text: known(found.interval(*key)._asdict()) | {"unit": unit("en", key.outcome)}
        for key in found.keys
    }
    return {"scenario": found.name, **_facts(found), "outcomes": outcomes, **failed(found)}


def compare_data(found: Comparison, lags: Sequence[str] = ()) -> dict[str, Any]:
    """A base and per other scenario mean, low, high, n ... of the paired difference of every outcome and window.

    With what was planned of its levers and took place where that differs, what cannot act, and whether it changes
    anything at all. With names in ``lags`` also the weeks until the change shows in those outcomes.
    """
    comparisons = [
        {
            "scenario": other.name,
            "differences": {
                key.text: _difference(contrast)
                for key in found.keys(i)
                if (contrast := found.contrast(i, *key))
            },
            **realised_data(found, i),
            **({"lags": {name: _lag(found, i, name) for name in lags}} if lags else {}),
        }
        for i, other in enumerate(found.others)
    ]
    return {"base": found.base.name, **_facts(found.base), "comparisons": comparisons, **failed(found)}


def experiment_data(found: Findings) -> dict[str, Any]:
    """What was asked, its points with their levels, and per question, point and outcome the paired difference.

    A factor whose levels have a value on an axis is there as numbers too (``values``).
    """
    asked = found.experiment
    points = [
        {
            "scenario": each.scenario.name,
            "levels": dict(each.levels),
            "values": values_of(asked, each),
            "finished": found.found[each.number].finished,
        }
        for each in asked.points
    ]
    questions = [
        {"question": text.en, "comparisons": [_compared(found, each) for each in compared]}
        for text, compared in asked.asked()
    ]
    facts = {
        "experiment": asked.name,
        "title": asked.title.en,
        "question": asked.question.en,
        "seed": asked.seed,
    }
    windows = {name: list(span) for name, span in asked.windows.items()}
    return {**facts, "windows": windows, "points": points, "questions": questions, **failed(found)}


def values_of(asked: Experiment, point: DesignPoint) -> dict[str, float]:
    """Where a point stands on the axes of the factors that have one."""
    levels = {name: asked.factor(name).level(level).value for name, level in point.levels.items()}
    return {name: value for name, value in levels.items() if value is not None}


def _compared(found: Findings, point: DesignPoint) -> dict[str, Any]:
    """A point against a reference, in every outcome that was read."""
    asked, reference = found.experiment, point.reference or 0
    beside = [each.number for each in asked.compared_with(reference)]
    keys = found.comparison(reference).keys(beside.index(point.number))
    contrasts = ((key, found.contrast(point, key)) for key in keys)
    return {
        "scenario": point.scenario.name,
        "reference": asked.points[reference].scenario.name,
        "differences": {
            key.text: _difference(each, asked.smallest_of(key, each.base)) for key, each in contrasts if each
        },
    }


def _lag(found: Comparison, other: int, outcome: str) -> dict[str, Any]:
    return known(mean_interval(found.lags(other, outcome))._asdict()) | {"unit": "weeks"}


def _facts(found: Replications) -> dict[str, Any]:
    horizon = found.windows.get(HORIZON, (0.0, math.nan))
    return {
        "replications": found.asked,
        "finished": found.finished,
        "seed": found.seed,
        "horizon_weeks": None if math.isnan(horizon[1]) else horizon[1] - horizon[0],
        "windows": {name: list(span) for name, span in found.windows.items()},
    }


def _difference(contrast: Contrast, smallest: float | None = None) -> dict[str, Any]:
    difference = contrast.difference
    numbers = {
        "mean": difference.mean,
        "low": difference.low,
        "high": difference.high,
        "n": difference.n,
        "correlation": difference.correlation,
        "runs_saved": contrast.saved,
        "p_holm": contrast.holm,
        "base_mean": contrast.base,
    }
    return known(numbers) | {"unit": unit("en", contrast.key.outcome)} | as_data(contrast.judged(smallest))


def interval_data(key: Key, interval: Interval) -> dict[str, Any]:
    """A difference: its interval, and what the judge says of it."""
    return known(interval._asdict()) | as_data(judged_alone(key, interval))


def failed(found: Fallible) -> dict[str, Any]:
    """The runs that failed, if any did."""
    return {"failed": [str(failure) for failure in found.failures]} if found.failures else {}
