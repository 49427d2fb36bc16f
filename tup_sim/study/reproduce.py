"""Computes some runs of an experiment again and compares them, bit for bit, with what is kept."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import zip_longest
from typing import NamedTuple

from tup_sim.study import design
from tup_sim.study.environment import environment
from tup_sim.study.execute import Progress, arriving, workers
from tup_sim.study.experiment import Experiment, Run, task_of
from tup_sim.study.run_experiment import scenario_of
from tup_sim.study.store import Store
from tup_sim.study.work import Result

SAMPLE = 5  # runs that are computed again, unless somebody asks for more


class Deviation(NamedTuple):
    """One number that came out otherwise.

    Attributes:
        run: in which run.
        name: outcome and window, or ``weekly`` figures.
        kept, now: the two values; None where there is none.
    """

    run: Run
    name: str
    kept: float | None
    now: float | None


class Reproduced(NamedTuple):
    """Runs that were computed again.

    Attributes:
        runs: which.
        numbers: how many were compared.
        deviations: those that differ.
        environments: other ones than this, in which runs were made that are kept.
        digest: of all numbers as they came out now; that of ``digest_kept`` if they are the same.

    Examples:
        >>> import tup_sim
        >>> again = tup_sim.results("results")["thanks"].reproduce(sample=1, jobs=1)
        >>> len(again.runs), again.deviations
        (1, ())
    """

    runs: tuple[Run, ...]
    numbers: int
    deviations: tuple[Deviation, ...]
    environments: tuple[str, ...] = ()
    digest: str = ""


def reproduce(
    experiment: Experiment,
    store: Store,
    keys: Mapping[Run, str],
    sample: int,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Reproduced:
    """Compute a sample of the runs again, each alone, also those that were lived together with others.

    Args:
        experiment: that they belong to.
        store: that has them.
        keys: the runs of the experiment and their identities.
        sample: how many, spread evenly over the experiment.
        jobs: processes to use; 1 = only this one, None = one per processor.
        progress: called after every run with the numbers done and asked for.

    Raises:
        TupSimError: a run of the sample is not what was kept; it is not computed again without a word.
        RunFailed: a run that is kept with its numbers fails now.
    """
    known = store.known(keys.values())
    runs = _spread([run for run, key in keys.items() if key in known], sample)
    kept = dict(store.results([keys[run] for run in runs], None, None))
    tasks = [task_of(experiment, run, scenario_of(experiment, run)) for run in runs]
    numbers, found = 0, []
    now: dict[Run, Result] = {}
    with closing(arriving(design.WORK, tasks, workers(jobs, len(runs)), alone=True)) as results:
        for done, (number, _, result) in enumerate(results, 1):
            before = kept[keys[runs[number]]]
            if result.error and not before.error:
                raise result.failure
            now[runs[number]] = result
            pairs = list(_pairs(before, result))
            numbers += len(pairs)
            found += [Deviation(runs[number], *pair) for pair in pairs if _bits(pair[1]) != _bits(pair[2])]
            if progress:
                progress(done, len(runs))
    elsewhere = dict.fromkeys(each.environment for each in kept.values() if each.environment != environment())
    differing = tuple(sorted(found, key=lambda each: each.run))
    return Reproduced(tuple(runs), numbers, differing, tuple(elsewhere), _digest(runs, now))


def digest_kept(store: Store, keys: Mapping[Run, str], sample: int) -> str:
    """The digest of the numbers that are kept of a sample of the runs; the same sample as ``reproduce`` takes.

    Args:
        store: that has them.
        keys: the runs of the experiment and their identities.
        sample: how many, spread evenly over the experiment.

    Raises:
        TupSimError: a run of the sample is not what was kept.
    """
    known = store.known(keys.values())
    runs = _spread([run for run, key in keys.items() if key in known], sample)
    kept = dict(store.results([keys[run] for run in runs], None, None))
    return _digest(runs, {run: kept[keys[run]] for run in runs})


def _digest(runs: Sequence[Run], results: Mapping[Run, Result]) -> str:
    """Over every number of these runs, to the last bit, by name."""
    found = sha256()
    for run in runs:
        found.update(repr(tuple(run)).encode())
        result = results[run]
        for name in sorted(result.values):
            found.update(name.encode() + _bits(result.values[name]))
        for name in sorted(result.weekly):
            found.update(name.encode() + b"".join(map(_bits, result.weekly[name])))
    return found.hexdigest()


def _spread(runs: Sequence[Run], sample: int) -> list[Run]:
    """Some of the runs, evenly spread from the first to the last."""
    if sample >= len(runs):
        return list(runs)
    steps = max(1, sample - 1)
    return [runs[(len(runs) - 1) * step // steps] for step in range(sample)]


def _pairs(kept: Result, now: Result) -> Iterator[tuple[str, float | None, float | None]]:
    """Every number of two runs, by name; None where only the other has it."""
    for name in dict.fromkeys((*kept.values, *now.values)):
        yield name, kept.values.get(name), now.values.get(name)
    for name in dict.fromkeys((*kept.weekly, *now.weekly)):
        for week, pair in enumerate(zip_longest(kept.weekly.get(name, ()), now.weekly.get(name, ()))):
            yield f"{name}, week {week}", *pair


def _bits(number: float | None) -> bytes:
    return b"" if number is None else struct.pack("<d", number)
