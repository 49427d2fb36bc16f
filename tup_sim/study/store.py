"""What a store of results has to do, and the identity of a run; where it keeps them is not the business of a study."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Protocol

from tup_sim.model.parameters import Scenario
from tup_sim.model.plugins import plugins_of
from tup_sim.study.experiment import Run
from tup_sim.study.work import Result, Task


class Store(Protocol):
    """Keeps every run under its identity, so that nothing is computed twice and nothing finished is lost."""

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of these runs are there, failed ones not counted."""

    def keep(self, key: str, result: Result) -> None:
        """Keep one run for good; once this returns, a crash cannot take it away.

        A run that is there already stays; one that failed gives way.
        """

    def results(
        self, keys: Iterable[str], outcomes: Collection[str] | None, weekly: Collection[str] | None = ()
    ) -> Iterator[tuple[str, Result]]:
        """The runs that are there, failed ones too, in no order; whose arm they are is not kept.

        With the values of these outcomes only (``core_met@late``; None for all), and these weekly figures.
        """

    def assign(self, experiment: str, runs: Mapping[Run, str]) -> None:
        """Say which runs belong to an experiment."""


def identity_of_run(task: Task, model: str, scenario: str) -> str:
    """The identity of a run: equal keys, equal results to the last bit.

    Args:
        task: seed, number of the luck, windows and replays; the number of the arm does not count.
        model: version of the model, such as ``fingerprint`` of its source.
        scenario: identity of the scenario of the task, from ``identity_of_scenario``.
    """
    parts = {
        "model": model,
        "scenario": scenario,
        "seed": task.seed,
        "replication": task.replication,
        "windows": {name: list(span) for name, span in sorted(task.windows.items())},
        "only": sorted(task.only),
        "replay": sorted(task.replay),
        "weekly": None if task.weekly is None else sorted(task.weekly),
    }
    return digest(parts)


def identity_of_scenario(scenario: Scenario) -> str:
    """The identity of a scenario: equal keys, equal worlds."""
    return digest(plain_scenario(scenario))


def plain_scenario(scenario: Scenario) -> Mapping[str, Any]:
    """Everything that decides what happens, as plain data; names and reasons do not."""
    changes = [{**asdict(change), "label": ""} for change in scenario.changes]
    plain = {"parameters": scenario.parameters.model_dump(mode="json"), "changes": changes}
    plugins = [each.digest for each in plugins_of(scenario)]
    return {**plain, "plugins": plugins} if plugins else plain


def digest(data: Any) -> str:
    """A short, stable name for plain data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), default=str, allow_nan=True)
    return sha256(text.encode()).hexdigest()[:32]
