"""Runs of an organisation at rest, for what is measured there and nowhere else."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from math import fsum, isnan, nan

from tup_sim.errors import is_of_what_ran
from tup_sim.measures.references import measured_at_rest
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.scenario import Unmeasured
from tup_sim.model.processes.changing import with_values
from tup_sim.model.references import REFERENCES, with_measured
from tup_sim.study.execute import Progress, arriving, workers
from tup_sim.study.store import Store, identity_of_run, identity_of_scenario
from tup_sim.study.work import Result, Task, Values, failed

SEED = 501  # neither for choosing structure (1 to 99) nor for verdicts (1001 to 2000)
ROUNDS = 2  # what is measured hardly depends on the references, so the second round stands still
RUNS = 4  # of each round
WEEKS = 104  # after the warm-up
DIGITS = 3  # more is luck


def measure_references(task: Task) -> Result:
    """One run: what stands against every reference; an error of the model becomes a result that says so."""
    try:
        seen = measured_at_rest(task.scenario, task.seed, task.replication)
    except BaseException as error:
        if not is_of_what_ran(error):
            raise
        return failed(task, error)
    values = Values(tuple(seen), array("d", seen.values()))
    return Result(task.arm, task.scenario.name, task.seed, task.replication, values)


def rested(
    scenarios: Sequence[Scenario],
    jobs: int | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
    model: str = "",
) -> list[Scenario]:
    """The same scenarios, with what people are used to measured in the organisation each is about.

    Those that share an organisation share what is measured; most have nothing to measure and come back as they are.

    Args:
        scenarios: as they were loaded.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for.
        store: keeps the runs, so that they are done once.
        model: version of the model, part of the identity of the runs in a store.

    Raises:
        RunFailed: the model ended in an error.
        KeyboardInterrupt: somebody stopped it.
    """
    return [
        each
        if each.unmeasured is None
        else replace(
            each,
            parameters=with_measured(
                each.parameters,
                usual_in(each.unmeasured, jobs, progress, store, model),
                each.unmeasured.by_hand,
            ),
            unmeasured=None,
        )
        for each in scenarios
    ]


_KNOWN: dict[tuple[str, frozenset[str]], Mapping[str, float]] = {}  # in this process


def usual_in(
    asked: Unmeasured,
    jobs: int | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
    model: str = "",
    runs: int = RUNS,
) -> Mapping[str, float]:
    """What people are used to in an organisation, measured with seeds of its own in two rounds.

    The second round begins with the references of the first: what is measured depends on them a little.

    Args:
        asked: the organisation at rest, and what somebody set.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for.
        store: keeps the runs.
        model: version of the model.
        runs: of each round.

    Raises:
        RunFailed: the model ended in an error.
        KeyboardInterrupt: somebody stopped it.
    """
    key = (identity_of_scenario(asked.organisation) + str(runs), asked.by_hand)
    if key not in _KNOWN:
        p = with_values(asked.organisation.parameters, {"horizon": WEEKS})
        found: Mapping[str, float] = {}
        for turn in range(ROUNDS):
            told = None if progress is None else _of_all(progress, turn * runs, ROUNDS * runs)
            house = replace(asked.organisation, parameters=p, changes=())
            luck = range(turn * runs, (turn + 1) * runs)
            found = _means(_runs([Task(0, house, SEED, each, {}) for each in luck], jobs, told, store, model))
            p = with_measured(p, found, asked.by_hand)
        _KNOWN[key] = found
    return _KNOWN[key]


def _of_all(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def _runs(
    tasks: list[Task], jobs: int | None, progress: Progress | None, store: Store | None, model: str
) -> list[Result]:
    """The runs from the store, or made now and kept there, each at once."""
    keys = {
        identity_of_run(each, f"{model} references", identity_of_scenario(each.scenario)): each
        for each in tasks
    }
    there = {} if store is None else {key: run for key, run in store.results(keys, None) if not run.error}
    missing = {key: task for key, task in keys.items() if key not in there}
    tasks, names = list(missing.values()), list(missing)
    with closing(arriving(measure_references, tasks, workers(jobs, len(tasks)))) as results:
        for number, _, result in results:
            if result.error:
                raise result.failure
            if store is not None:
                store.keep(names[number], result)
            there[names[number]] = result
            if progress is not None:
                progress(len(there), len(keys))
    return [there[key] for key in keys]


def _means(runs: Sequence[Result]) -> dict[str, float]:
    """The mean of each reference over the runs in which there was something to measure."""
    means = {}
    for path in REFERENCES:
        values = [value for run in runs if not isnan(value := run.values[path])]
        means[path] = float(f"{fsum(values) / len(values):.{DIGITS}g}") if values else nan
    return means
