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
from tup_sim.study.findings import Findings
from tup_sim.study.run_experiment import carry_on


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

    Raises:
        Interrupted: Ctrl-C; carries what was found so far, which is kept.
        TupSimError: another experiment is kept under this name, or something given is not what is wanted.
    """
    clock = Clock()
    before = _begun(asked, store, watcher)
    watcher.note(Message("checking that nothing has an effect before its cause"))
    checks = checks_in(before) or audit.audit(asked)
    watcher.clear()
    stopped: Interrupted | None = None
    try:
        found: Findings = carry_on(asked, store, of.fingerprint(), jobs, watcher, executor, limit, alone)
    except Interrupted as stop:
        found, stopped = stop.results, stop
    finally:
        watcher.clear()
    runs = sum(each.finished for each in found.found) + len(found.worlds) + len(found.failures)
    manifest = manifest_of(asked, before, clock.sitting(watcher.done), runs, checks, commands)
    end(store, asked.name, manifest)
    found = replace(found, checks=checks, manifest=manifest)
    if stopped is not None:
        raise Interrupted(stopped.done, stopped.total, found) from None
    return found


def _begun(asked: Experiment, store: ResultStore, watcher: Watcher) -> Mapping[str, Any]:
    """The manifest so far; empty for a new experiment, or if the model has changed since."""
    before = begin(store, asked, of.fingerprint())
    if before.get("model", of.fingerprint()) == of.fingerprint():
        if before.get("smallest_changed"):
            watcher.tell(Message("The smallest difference that matters was changed after the first results."))
        return before
    watcher.tell(Message("The model has changed since these results were made: every run is made anew."))
    return {}
