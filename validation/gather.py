"""Gathers the evidence: runs what the experiments on the statements need and the store does not have, and judges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from typing import NamedTuple

from tup_sim.statistics import FEWEST, Verdict
from tup_sim.study import design
from tup_sim.study.execute import Interrupted, Progress, arriving, workers
from tup_sim.study.ranges import hypercube, ranges_of
from tup_sim.study.store import Store, identity_of_run, identity_of_scenario
from tup_sim.study.work import Result, Task
from validation.evidence import Evidence, Hypothesis, Slot, Worlds, judge, tasks_of
from validation.kept_runs import KeptRuns
from validation.seeds import STRUCTURE, VERDICTS


class Effort(NamedTuple):
    """How much is run.

    Attributes:
        first: runs of every arm.
        most: runs of the arms of hypotheses that the first runs cannot tell.
        without: runs with the mechanisms switched off, of hypotheses that come out.
        worlds: draws of the assumptions, for findings that come out, two runs of each arm in each.
        seed: of all runs and draws.
    """

    first: int
    most: int
    without: int
    worlds: int
    seed: int = STRUCTURE[0]

    def with_runs(self, first: int | None, worlds: int | None) -> Effort:
        """The same with fewer or more runs: twice as many where the first cannot tell, as many without.

        Args:
            first: runs of every arm; None leaves all as it is.
            worlds: draws of the assumptions; None leaves them as they are.
        """
        there = self if first is None else self._replace(first=first, most=2 * first, without=first)
        return there if worlds is None else there._replace(worlds=worlds)


QUICK, FULL = Effort(FEWEST, FEWEST, FEWEST, 0), Effort(10, 20, 8, 24, VERDICTS[0])


def gather(
    hypotheses: Sequence[Hypothesis],
    store: Store,
    model: str,
    effort: Effort,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    kept: KeptRuns | None = None,
) -> list[Evidence]:
    """What the runs say of each hypothesis; hypotheses share the runs of equal arms.

    First every arm a few times; then more of what that cannot tell; then, of what comes out, the arms without
    the mechanisms, and of findings the arms in other worlds. So no run is spent where nothing is left to ask. The
    second look happens once, at a number of runs fixed beforehand. Second tries are a look: the first runs are all
    they get.

    Args:
        hypotheses: to be tested, and those that are not.
        store: keeps the runs.
        model: fingerprint.
        effort: how much is run.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for.
        executor: to use instead of processes of our own.
        kept: values of runs that need not be made; what is found is added to them, even by a call that is broken off.

    Raises:
        Interrupted: Ctrl-C; what was finished is in the store, and the same call goes on.
    """
    known = KeptRuns(model, effort.seed) if kept is None else kept
    sitting = _Sitting(store, known, jobs, progress, executor)
    try:
        return _gathered(sitting, hypotheses, effort)
    finally:
        sitting.keep(hypotheses)


def _gathered(sitting: _Sitting, hypotheses: Sequence[Hypothesis], effort: Effort) -> list[Evidence]:
    tested = [each for each in hypotheses if not each.not_tested]
    sitting.run(tested, lambda _: (effort.first, 0, ()))
    scored = [each for each in tested if not each.again]
    open_ = [each for each in scored if sitting.judged(each).verdict is Verdict.CANNOT_TELL]
    if effort.most > effort.first:
        sitting.run(open_, lambda _: (effort.most, 0, ()))
    found = [each for each in scored if sitting.judged(each).verdict is Verdict.REPRODUCED]
    sitting.run(found, lambda each: (0, effort.without, ()))
    if effort.worlds:
        findings = [each for each in found if sitting.judged(each).finding]
        sitting.run(findings, lambda each: (0, 0, worlds_of(each, effort.worlds, effort.seed)))
    return [sitting.judged(each) for each in hypotheses]


def worlds_of(hypothesis: Hypothesis, draws: int, seed: int) -> Worlds:
    """Other values for the assumptions of its first arm; the same for every hypothesis that begins with this arm."""
    base = next(iter(hypothesis.arms.values()))
    ranges, _ = ranges_of([base])
    return hypercube([base], ranges, draws, seed)[1]


def run_kept(
    asked: Sequence[tuple[Slot, Task]],
    store: Store,
    model: str,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> dict[Slot, Result]:
    """The results of runs, of which those that the store does not have are carried out first.

    Raises:
        Interrupted: Ctrl-C; what was finished is in the store, and the same call goes on.
    """
    keys = {slot: identity_of_run(task, model, identity_of_scenario(task.scenario)) for slot, task in asked}
    tasks = {keys[slot]: task for slot, task in asked}
    known = store.known(tasks)
    missing, done = [key for key in tasks if key not in known], 0
    processes = workers(jobs, len(missing))
    try:
        with closing(arriving(design.WORK, [tasks[key] for key in missing], processes, None)) as results:
            for number, _, result in results:
                store.keep(missing[number], result)
                done += 1
                if progress:
                    progress(done, len(missing))
    except KeyboardInterrupt:
        raise Interrupted(done, len(missing)) from None
    there = dict(store.results(dict.fromkeys(keys.values()), None))
    return {slot: there[key] for slot, key in keys.items() if key in there}


class _Sitting:
    """One call of ``gather``.

    Attributes:
        keys: identity of every run that was asked for, by where it belongs.
        done, missing: runs that were carried out, and that had to be.
    """

    def __init__(
        self,
        store: Store,
        kept: KeptRuns,
        jobs: int | None,
        progress: Progress | None,
        executor: Executor | None,
    ) -> None:
        self._store, self._kept = store, kept
        self._jobs, self._progress, self._executor = jobs, progress, executor
        self.keys: dict[str, dict[Slot, str]] = {}
        self.done = self.missing = 0

    def run(
        self, hypotheses: Sequence[Hypothesis], much: Callable[[Hypothesis], tuple[int, int, Worlds]]
    ) -> None:
        """Run what the store does not have, luck by luck, so that whatever breaks it off leaves whole pairs."""
        asked = [
            (slot, key, task)
            for each in hypotheses
            for slot, task in tasks_of(each, *much(each), self._kept.seed)
            if self._kept.result(slot, key := self._key(each, slot, task), _needs(each)) is None
        ]
        asked.sort(key=lambda found: found[0].replication)
        tasks = {key: task for _, key, task in asked}
        known = self._store.known(tasks)
        missing = [key for key in tasks if key not in known]
        self.missing += len(missing)
        try:
            self._carry_out([tasks[key] for key in missing], missing)
        except KeyboardInterrupt:
            raise Interrupted(self.done, self.missing) from None

    def _carry_out(self, tasks: Sequence[Task], keys: Sequence[str]) -> None:
        processes = workers(self._jobs, len(tasks))
        with closing(arriving(design.WORK, tasks, processes, self._executor)) as results:
            for number, _, result in results:
                self._store.keep(keys[number], result)
                self.done += 1
                if self._progress:
                    self._progress(self.done, self.missing)

    def _key(self, hypothesis: Hypothesis, slot: Slot, task: Task) -> str:
        key = identity_of_run(task, self._kept.model, identity_of_scenario(task.scenario))
        self.keys.setdefault(hypothesis.name, {})[slot] = key
        return key

    def judged(self, hypothesis: Hypothesis) -> Evidence:
        """What the runs that are there say of a hypothesis."""
        return judge(hypothesis, self._results(hypothesis))

    def keep(self, hypotheses: Sequence[Hypothesis]) -> None:
        """Keep the values of all runs that are there."""
        for each in hypotheses:
            for slot, result in self._results(each).items():
                self._kept.add(slot, self.keys[each.name][slot], result, _needs(each))

    def _results(self, hypothesis: Hypothesis) -> dict[Slot, Result]:
        keys, needs = self.keys.get(hypothesis.name, {}), _needs(hypothesis)
        found = {slot: self._kept.result(slot, key, needs) for slot, key in keys.items()}
        missing = dict.fromkeys(key for slot, key in keys.items() if found[slot] is None)
        there = dict(self._store.results(missing, needs))
        return {slot: run for slot, key in keys.items() if (run := found[slot] or there.get(key))}


def _needs(hypothesis: Hypothesis) -> set[str]:
    """The outcomes that its predictions are about."""
    return {each.key.text for each in hypothesis.predictions}
