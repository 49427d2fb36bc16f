"""Results as plain data for JSON: a value nobody knows is null."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

from tup_sim.errors import RunFailed
from tup_sim.report.judged import as_data
from tup_sim.report.numerals import known
from tup_sim.report.realised import realised_data
from tup_sim.report.words import unit
from tup_sim.statistics import Interval, mean_interval
from tup_sim.study import Comparison, Replications
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


def _difference(contrast: Contrast) -> dict[str, Any]:
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
    return known(numbers) | {"unit": unit("en", contrast.key.outcome)} | as_data(contrast.judged())


def interval_data(key: Key, interval: Interval) -> dict[str, Any]:
    """A difference: its interval, and what the judge says of it."""
    return known(interval._asdict()) | as_data(judged_alone(key, interval))


def failed(found: Fallible) -> dict[str, Any]:
    """The runs that failed, if any did."""
    return {"failed": [str(failure) for failure in found.failures]} if found.failures else {}
