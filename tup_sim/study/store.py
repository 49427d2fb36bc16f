"""What a store of results has to do; where it keeps them is not the business of a study."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Protocol

from tup_sim.model.parameters import Scenario
from tup_sim.study.work import Result, Task


class Store(Protocol):
    """Keeps every run under its identity, so that nothing is computed twice and nothing finished is lost."""

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of these runs are there, failed ones not counted."""

    def keep(self, key: str, task: Task, result: Result, seconds: float) -> None:
        """Keep one run for good; once this returns, a crash cannot take it away."""

    def results(self, keys: Collection[str], outcomes: Collection[str]) -> Iterator[tuple[str, Result]]:
        """The runs that are there, with the values of these outcomes only (``core_met@late``)."""


def key_of_run(task: Task, model: str) -> str:
    """The identity of a run: equal keys, equal results to the last bit.

    Args:
        task: scenario, seed, number of the luck, windows and replays; the number of the arm does not count.
        model: version of the model, such as ``fingerprint`` of its source.
    """
    parts = {
        "model": model,
        "scenario": plain_scenario(task.scenario),
        "seed": task.seed,
        "replication": task.replication,
        "windows": {name: list(span) for name, span in sorted(task.windows.items())},
        "only": sorted(task.only),
        "replay": sorted(task.replay),
    }
    return digest(parts)


def plain_scenario(scenario: Scenario) -> Mapping[str, Any]:
    """Everything that decides what happens, as plain data; names and reasons do not."""
    changes = [{**asdict(change), "label": ""} for change in scenario.changes]
    return {"parameters": scenario.parameters.model_dump(mode="json"), "changes": changes}


def digest(data: Any) -> str:
    """A short, stable name for plain data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), default=str, allow_nan=True)
    return sha256(text.encode()).hexdigest()[:32]
