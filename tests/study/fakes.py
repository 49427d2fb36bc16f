"""A stand-in for the model: quick, with luck that depends on the replication only."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace

import numpy as np
import pytest

import tup_sim
from tup_sim import measures
from tup_sim.model.parameters import Change, Parameters, Scenario
from tup_sim.study.work import Result, Task, failed
from tup_sim.study.work import carry_out as real_carry_out

WEEKS = 156.0
OUTCOMES = {
    "core_met": ("service", "share", "higher", "Core requests met", "Kernvragen beantwoord", True),
    "waiting_list": ("service", "people", "lower", "Waiting list", "Wachtlijst", True),
    "volunteers": ("volunteers", "people", "neutral", "Volunteers", "Vrijwilligers", True),
    "cost": ("organisation", "EUR per year", "lower", "Cost", "Kosten", False),
}


@dataclass
class Observation:
    values: dict[str, float]
    weekly: dict[str, list[float]]


def outcome_of(key: str) -> SimpleNamespace:
    name = next(name for name in OUTCOMES if key.startswith(name))
    group, unit, better, en, nl, headline = OUTCOMES[name]
    return SimpleNamespace(
        name=name,
        group=group,
        unit=unit,
        better=better,
        label={"en": en, "nl": nl}.get,
        headline=headline,
        smallest_at=lambda level: None,
    )


def windows_of(scenario: Scenario) -> dict[str, tuple[float, float]]:
    at = min((change.at for change in scenario.changes), default=0)
    return {
        "before": (at - 26.0, float(at)),
        "year1": (float(at), at + 52.0),
        "late": (WEEKS - 52, WEEKS),
        "horizon": (0.0, WEEKS),
    }


def observe(
    scenario: Scenario,
    seed: int,
    replication: int,
    windows: Mapping[str, tuple[float, float]],
    only: Collection[str] = (),
    weekly: Collection[str] | None = None,
) -> Observation:
    """Values that move together between scenarios; ``core_met`` is the begin of its window, plus luck."""
    luck = np.random.default_rng([seed, replication]).normal(0, 1, 3)
    change = sum(change.values.get("size", 0) for change in scenario.changes)
    values = {}
    for window, (begin, _) in windows.items():
        end = "" if window == "horizon" else f"@{window}"
        values |= {
            f"core_met{end}": 0.9 - change + 0.01 * luck[0] + begin,
            f"core_met_vulnerable{end}": 0.5 + 0.1 * luck[1],
            f"waiting_list{end}": 5 + luck[1] + change * luck[2],
            f"volunteers{end}": float("nan") if replication % 5 == 4 else 40 + luck[2] + 10 * change,
            f"cost{end}": 600_000 - 1e6 * change,
        }
    return Observation(values, {"core_met": [0.9, 0.8], "volunteers": [40.0, float("nan")]})


def parameters(**values: object) -> Parameters:
    """Declared values and these; the stand-in is used to nothing, so nothing is measured."""
    return Parameters.model_validate({"submodels": {"at_rest": "written"}, **values})


def scenario(name: str = "house", size: float | None = None, at: int = 52) -> Scenario:
    """A scenario; with a size it has a dated change."""
    changes = () if size is None else (Change({"size": size}, at=at),)
    return Scenario(name, parameters(), changes)


@cache
def everything_loaded() -> None:
    """Every module of the package: one that is first loaded beside the stand-in would keep it for good."""
    for each in walk_packages(tup_sim.__path__, "tup_sim."):
        if not each.name.endswith("__main__"):
            import_module(each.name)


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The measures of the stand-in, in this process."""
    put_on(monkeypatch)
    return monkeypatch


def put_on(patch: pytest.MonkeyPatch) -> None:
    """The measures of the stand-in, until the patch is undone."""
    everything_loaded()
    for name in ("observe", "windows_of", "outcome_of"):
        patch.setattr(measures, name, globals()[name], raising=False)


def in_any_process(task: Task) -> Result:
    """A run of the stand-in where nothing can be patched: in a worker."""
    before, measures.observe = measures.observe, observe
    try:
        return real_carry_out(task)
    finally:
        measures.observe = before  # this process may be that of the tests


def fails_sometimes(task: Task) -> Result:
    if task.replication == 1:
        return failed(task, ZeroDivisionError("no volunteers left"))
    return in_any_process(task)


def raises_sometimes(task: Task) -> Result:
    if task.replication == 1:
        raise ZeroDivisionError("no volunteers left")
    return in_any_process(task)


def dies_sometimes(task: Task) -> Result:
    if task.replication == 2:
        os._exit(1)
    return in_any_process(task)


def always_fails(task: Task) -> Result:
    return failed(task, ZeroDivisionError("nobody"))


def says_who_it_is_and_takes_long(task: Task) -> Result:
    """From the fourth luck on the worker leaves its number in the folder, and works for ten minutes."""
    if task.replication >= 3:
        open(os.path.join(task.scenario.about, str(os.getpid())), "w", encoding="utf-8").close()
        time.sleep(600)
    return in_any_process(task)


def leaves_once(task: Task) -> Result:
    """The worker of the third luck leaves with a code, unless somebody did before."""
    mark, code = task.scenario.about.rsplit(" ", 1)
    if task.replication == 2 and not os.path.exists(mark):
        open(mark, "w", encoding="utf-8").close()
        os._exit(int(code))
    return in_any_process(task)


def one_never_ends(task: Task) -> Result:
    while task.replication == 1:
        pass
    return in_any_process(task)


def says_what_cannot_be_said(task: Task) -> Result:
    if task.replication == 1:
        return replace(in_any_process(task), weekly={"core_met": lambda: 1})
    return in_any_process(task)


def waits_for_the_file(task: Task) -> Result:
    while task.replication == 1 and not os.path.exists(task.scenario.about):
        time.sleep(0.01)
    return in_any_process(task)


def takes_a_moment(task: Task) -> Result:
    time.sleep(0.03)
    return in_any_process(task)


def dies_once(task: Task) -> Result:
    """The worker of the third luck dies, unless somebody else has died of it (then the file is there)."""
    mark = task.scenario.about
    if task.replication == 2 and not os.path.exists(mark):
        with open(mark, "w", encoding="utf-8"):
            os._exit(1)
    return in_any_process(task)


def raises_once_in_a_hundred(task: Task) -> Result:
    if task.replication == 37 and task.scenario.changes:
        return failed(task, ZeroDivisionError("no volunteers left"))
    return in_any_process(task)
