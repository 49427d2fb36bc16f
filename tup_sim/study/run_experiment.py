"""Carries an experiment out: asks the store what is known, runs what is missing, and keeps each run at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import replace
from typing import Any

from tup_sim.errors import Message, TupSimError
from tup_sim.model.parameters import Scenario
from tup_sim.study import design
from tup_sim.study.at_rest import rested
from tup_sim.study.beside import read_too, week_by_week
from tup_sim.study.execute import Interrupted, Made, Progress, arriving, check_how, workers
from tup_sim.study.experiment import AS_THEY_ARE, Experiment, Run, task_of
from tup_sim.study.findings import Check, Findings, findings_of
from tup_sim.study.ranges import placed
from tup_sim.study.results import Contrast
from tup_sim.study.shards import Shard, runs_at_least
from tup_sim.study.store import Store, identity_of_run, identity_of_scenario
from tup_sim.study.work import Result, Task

STEP = 4  # replications between two looks at the intervals; the same however many processes there are


def carry_on(
    experiment: Experiment,
    store: Store,
    model: str,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
    shard: Shard | None = None,
) -> Findings:
    """Run what is missing of an experiment and say what it found.

    Luck by luck, so that an experiment that is broken off has whole pairs; first with the assumptions as they are,
    then world by world. A run that failed is tried again at the next call.

    Args:
        experiment: what is asked.
        store: keeps every run at once; nothing is held in memory.
        model: version of the model, part of the identity of every run.
        jobs: processes to use; 1 = only this one, None = one per processor it may use. Never changes a result.
        progress: called after every run with the numbers done and missing.
        executor: a ``concurrent.futures`` executor to use instead of processes of our own.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning, also where arms share a past; never changes a result.
        shard: the part to run, of the runs that are made in any case; None for all, until the answer is precise enough.

    Raises:
        Interrupted: Ctrl-C; carries what was found so far.
        TupSimError: what was given is something else than is wanted, or somebody took runs away meanwhile.
    """
    check_experiment(experiment)
    check_how(progress, executor, limit, jobs)
    experiment = at_rest(experiment, store, model, jobs, progress)
    sitting = _Session(experiment, store, model, jobs, progress, executor, limit, alone)
    try:
        used = sitting.run_all() if shard is None else sitting.run_part(shard)
    except KeyboardInterrupt:
        so_far = found_in(store, experiment, sitting.keys)
        raise Interrupted(sitting.done, sitting.missing, so_far) from None
    found = found_in(store, experiment, used)
    if found.there < len(used):
        what = "{gone} of {all} runs are gone; repeat the command"
        raise TupSimError(Message(what, gone=len(used) - found.there, all=len(used)))
    return found


def at_rest(
    experiment: Experiment,
    store: Store,
    model: str,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Experiment:
    """The experiment with what people are used to measured in the organisation of each point.

    Args:
        experiment: what is asked.
        store: keeps what is measured.
        model: version of the model.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for.

    Raises:
        RunFailed: the model ended in an error.
    """
    if all(point.scenario.unmeasured is None for point in experiment.points):
        return experiment
    scenarios = rested([point.scenario for point in experiment.points], jobs, progress, store, model)
    pairs = zip(experiment.points, scenarios, strict=True)
    return replace(experiment, points=tuple(replace(point, scenario=each) for point, each in pairs))


def found_in(
    store: Store,
    experiment: Experiment,
    keys: Mapping[Run, str],
    checks: Sequence[Check] = (),
    manifest: Mapping[str, Any] | None = None,
) -> Findings:
    """What the store has of an experiment: the outcomes it looks at, and what a brief tells beside them.

    Args:
        store: that has the runs.
        experiment: what was asked.
        keys: its runs and their identities.
        checks: what it checked of itself.
        manifest: versions, hashes, seeds, machine and duration.
    """
    outcomes = read_too(experiment, outcomes_of(experiment))
    runs = _runs(store, experiment, keys, outcomes, _weeks_shown(experiment))
    return findings_of(experiment, runs, checks, manifest)


def outcomes_of(experiment: Experiment) -> list[str]:
    """The outcomes an experiment looks at, with their windows."""
    shown = (key for figure in experiment.figures for key in figure.outcomes)
    return list(dict.fromkeys(key.text for key in (*experiment.outcomes, *experiment.smallest, *shown)))


def scenario_of(experiment: Experiment, run: Run) -> Scenario:
    """What is run: the design point, in its world.

    Raises:
        TupSimError: the values of the world do not go together in this point.
    """
    scenario = experiment.points[run.point].scenario
    if run.world == AS_THEY_ARE:
        return scenario
    found = placed(scenario, experiment.worlds[run.world - 1])
    if found is None:
        what = "the values of world {world} do not go together in {scenario}"
        raise TupSimError(Message(what, world=run.world, scenario=scenario.name))
    return found


def keys_of_points(experiment: Experiment) -> list[str]:
    """The identities of the scenarios of its points."""
    return [identity_of_scenario(point.scenario) for point in experiment.points]


def keys_of(experiment: Experiment, runs: Iterable[Run], model: str, points: Sequence[str]) -> dict[Run, str]:
    """The identities of some runs.

    Args:
        experiment: that they belong to.
        runs: which.
        model: version of the model.
        points: identities of the scenarios, from ``keys_of_points``.
    """
    found = {}
    for run in runs:
        task = task_of(experiment, run, scenario_of(experiment, run))
        as_it_is = run.world == AS_THEY_ARE
        scenario = points[run.point] if as_it_is else identity_of_scenario(task.scenario)
        found[run] = identity_of_run(task, model, scenario)
    return found


def check_experiment(experiment: Any) -> None:
    """Refuse what is no experiment, or cannot be run; each scenario is looked at once.

    Raises:
        TupSimError: it is none, or a scenario of it is not possible.
    """
    if not isinstance(experiment, Experiment):
        what = "experiment must be an Experiment, not {value!r}; as load_experiment('intake_speed')"
        raise TupSimError(Message(what, value=experiment))
    design.check([point.scenario for point in experiment.points])


class _Session:
    """One call of ``carry_on``.

    Attributes:
        keys: identities of the runs that were asked for so far.
        done, missing: runs that were carried out, and that had to be.
    """

    def __init__(
        self, experiment: Experiment, store: Store, model: str,
        jobs: int | None, progress: Progress | None, executor: Executor | None, limit: float | None, alone: bool,
    ) -> None:  # fmt: skip
        self._experiment, self._store, self._model = experiment, store, model
        self._jobs, self._progress, self._executor = jobs, progress, executor
        self._limit, self._alone = limit, alone
        self._points = keys_of_points(experiment)
        self.keys: dict[Run, str] = {}
        self.done = self.missing = 0

    def run_all(self) -> dict[Run, str]:
        """Run until the answer is precise enough; the runs that it rests on."""
        each = self._experiment
        self._run(iter(runs_at_least(each)))
        asked = each.at_least
        while asked < each.at_most and not self._precise(asked):
            more = min(asked + STEP, each.at_most)
            self._run(self._luck(asked, more))
            asked = more
        return self.keys

    def run_part(self, shard: Shard) -> dict[Run, str]:
        """Run one part of what is run in any case; the runs of that part."""
        self._run(iter(shard.part(runs_at_least(self._experiment))))
        return self.keys

    def _luck(self, first: int, end: int) -> Iterator[Run]:
        """Every point with each of these lucks."""
        points = self._experiment.points
        return (Run(point.number, AS_THEY_ARE, luck) for luck in range(first, end) for point in points)

    def _run(self, runs: Iterator[Run]) -> None:
        """Carry out what the store does not have."""
        keys = keys_of(self._experiment, runs, self._model, self._points)
        self._store.assign(self._experiment.name, keys)
        self.keys |= keys
        known = self._store.known(keys.values())
        missing = list({key: run for run, key in keys.items() if key not in known}.values())
        self.missing += len(missing)
        processes = workers(self._jobs, len(missing))
        tasks = Made(len(missing), lambda: map(self._task, missing))
        how = (processes, self._executor, self._limit, self._alone)
        with closing(arriving(design.WORK, tasks, *how)) as results:
            for number, _, result in results:
                self._store.keep(keys[missing[number]], result)
                self.done += 1
                if self._progress is not None:
                    self._progress(self.done, self.missing)

    def _task(self, run: Run) -> Task:
        return task_of(self._experiment, run, scenario_of(self._experiment, run))

    def _precise(self, asked: int) -> bool:
        """Whether the interval of every difference that matters, as it will be reported, is narrow enough."""
        each = self._experiment
        outcomes = [key.text for key in each.smallest]
        found = findings_of(each, _runs(self._store, each, self.keys, outcomes))
        return all(
            _half_width(found.contrast(point, key)) <= least
            for point in each.comparisons()
            for key, least in each.smallest.items()
        )


def _half_width(contrast: Contrast | None) -> float:
    """Half the width of the interval of a difference; NaN if there is none."""
    return (contrast.difference.high - contrast.difference.low) / 2 if contrast else math.nan


def _runs(
    store: Store,
    experiment: Experiment,
    keys: Mapping[Run, str],
    outcomes: Sequence[str],
    weekly: Sequence[str] = (),
) -> list[tuple[Run, Result]]:
    """The runs that are there, under their own names, in the order in which they were asked for."""
    there = dict(store.results(dict.fromkeys(keys.values()), outcomes, weekly))
    return [(run, _as(experiment, run, there[key])) for run, key in keys.items() if key in there]


def _as(experiment: Experiment, run: Run, result: Result) -> Result:
    """A run as this experiment calls it; another may have run it under another name."""
    return replace(result, arm=run.point, scenario=experiment.points[run.point].scenario.name)


def _weeks_shown(experiment: Experiment) -> list[str]:
    shown = (figure.outcomes for figure in experiment.figures if figure.kind == "weeks")
    keys = [key for outcomes in shown for key in outcomes]
    return list(dict.fromkeys(key.outcome for key in (*keys, week_by_week(experiment))))
