"""Answers that came with the package: numbers of runs as they stand in a file, made into findings like any other."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tup_sim.files.experiments import load_experiment
from tup_sim.study.experiment import AS_THEY_ARE, Experiment, Run
from tup_sim.study.findings import Findings, findings_of
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Values

Numbers = Mapping[str, Sequence[float]]  # outcome to its value in every run


def findings(headings: Mapping[str, Any], values: Mapping[str, Numbers], model: str) -> Findings:
    """What an experiment of one factor found, from the numbers of its runs.

    Args:
        headings: of the experiment, as a file has them.
        values: name of a level to its numbers; outcomes with their window, as ``core_met@late``.
        model: that they were computed with.

    Raises:
        TupSimError: the experiment cannot be loaded.
        KeyError: there are no numbers of a level.
    """
    asked = load_experiment(headings)
    results = [
        (Run(point.number, AS_THEY_ARE, number), _result(asked, point.number, number, values[level]))
        for point in asked.points
        for level in point.levels.values()
        for number in range(min(map(len, values[level].values())))
    ]
    return findings_of(asked, results, manifest={"model": model})


def _result(asked: Experiment, point: int, number: int, told: Numbers) -> Result:
    """A run, as far as its numbers were kept."""
    values = Values(tuple(told), array("d", (each[number] for each in told.values())))
    return Result(point, asked.points[point].scenario.name, asked.seed, number, values)


def numbers_of(found: Findings, outcomes: Iterable[str]) -> dict[str, dict[str, list[float]]]:
    """The other way: name of a level to some outcomes, each with its value in every run."""
    wanted = [Key.of(each) for each in outcomes]
    return {
        name: {key.text: list(each.values(*key)) for key in wanted}
        for point, each in zip(found.experiment.points, found.found, strict=True)
        for name in point.levels.values()
    }
