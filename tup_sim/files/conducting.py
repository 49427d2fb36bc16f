"""Carries an experiment out and keeps it: begins or goes on, checks itself, runs what is missing, notes how it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, Protocol

from tup_sim.errors import Message
from tup_sim.files import manifest as of
from tup_sim.files.kept import begin, checks_in, end
from tup_sim.files.manifest import Clock, manifest_of
from tup_sim.files.store import ResultStore
from tup_sim.study import audit
from tup_sim.study.execute import Interrupted
from tup_sim.study.experiment import Experiment
from tup_sim.study.findings import Check, Findings
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.shards import Shard, runs_at_least


class Watcher(Protocol):
    """Is told how an experiment goes.

    Attributes:
        done: runs that are finished.
    """

    done: int

    def __call__(self, done: int, total: int) -> None:
        """So many of so many runs are finished."""

    def note(self, text: Message) -> None:
        """What goes on at the moment."""

    def clear(self) -> None:
        """What went on is over."""

    def tell(self, text: Message) -> None:
        """Something that somebody who reads the results should know."""


def conduct(
    asked: Experiment,
    store: ResultStore,
    watcher: Watcher,
    commands: Sequence[str] = (),
    jobs: int | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
    shard: Shard | None = None,
) -> Findings:
    """Run what is missing of an experiment, and keep every run and how it went.

    Args:
        asked: the experiment, under the name that its results get.
        store: that keeps them.
        watcher: is told how it goes.
        commands: what to type to make the results again, and to check them.
        jobs: processes to use; None = one per processor it may use. Never changes a result.
        executor: a ``concurrent.futures`` executor to use instead of processes of our own.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning; never changes a result.
        shard: the part of the runs to make; the first one also checks the experiment, for all.

    Raises:
        Interrupted: Ctrl-C; carries what was found so far, which is kept.
        TupSimError: another experiment is kept under this name, or something given is not what is wanted.
    """
    clock = Clock()
    before = _begun(asked, store, watcher)
    checks = _checked(asked, before, watcher, shard)
    stopped: Interrupted | None = None
    try:
        how = (jobs, watcher, executor, limit, alone, shard)
        found: Findings = carry_on(asked, store, of.fingerprint(), *how)
    except Interrupted as stop:
        found, stopped = stop.results, stop
    finally:
        watcher.clear()
    runs = sum(each.finished for each in found.found) + len(found.worlds) + len(found.failures)
    manifest = manifest_of(asked, before, clock.sitting(watcher.done), runs, checks, commands)
    manifest |= _divided(asked, before, shard)
    end(store, asked.name, manifest)
    found = replace(found, checks=checks, manifest=manifest)
    if stopped is not None:
        raise Interrupted(stopped.done, stopped.total, found) from None
    return found


def _checked(
    asked: Experiment, before: Mapping[str, Any], watcher: Watcher, shard: Shard | None
) -> tuple[Check, ...]:
    """What the experiment checks of itself, once: now, or earlier, or in the first of several shards."""
    if (found := checks_in(before)) or (shard is not None and shard.number > 1):
        return found
    watcher.note(Message("checking that nothing has an effect before its cause"))
    found = audit.audit(asked)
    watcher.clear()
    return found


def _divided(asked: Experiment, before: Mapping[str, Any], shard: Shard | None) -> dict[str, Any]:
    """What the manifest says of shards: which were run, and of how many runs."""
    found = list(before.get("shards", ()))
    if shard is not None:
        this = {"shard": str(shard), "runs": len(runs_at_least(asked))}
        found += [this] * (this not in found)
    return {"shards": found} if found else {}


def _begun(asked: Experiment, store: ResultStore, watcher: Watcher) -> Mapping[str, Any]:
    """The manifest so far; empty for a new experiment, or if the model has changed since."""
    before = begin(store, asked, of.fingerprint())
    if before.get("model", of.fingerprint()) == of.fingerprint():
        if before.get("smallest_changed"):
            watcher.tell(Message("The smallest difference that matters was changed after the first results."))
        return before
    watcher.tell(Message("The model has changed since these results were made: every run is made anew."))
    return {}
