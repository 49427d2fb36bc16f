"""Small experiments: on the stand-in for the model, and on the model itself for a few weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.study import fakes
from tup_sim import load_scenario
from tup_sim.model.parameters import Change, Scenario, value_at
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.processes.changing import with_values
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Figure, Level, Text
from tup_sim.study.results import Key

MODEL = "model-1"
CORE, LIST = Key("core_met", "late"), Key("waiting_list")


def text(words: str) -> Text:
    return Text(words, f"{words} (nl)")


def experiment(scenarios: tuple[Scenario, ...], runs: int = 3, **rest: Any) -> Experiment:
    """Every scenario against the first."""
    levels = tuple(Level(each.name, text(each.name)) for each in scenarios)
    points = tuple(
        DesignPoint(number, {"what": each.name}, each, 0 if number else None)
        for number, each in enumerate(scenarios)
    )
    asked = Experiment(
        name="trial",
        title=text("A trial"),
        question=text("What happens?"),
        claims=(),
        factors=(Factor("what", text("what"), levels),),
        points=points,
        windows={"horizon": (0.0, 156.0), "late": (104.0, 156.0)},
        outcomes=(CORE, LIST),
        smallest={},
        at_least=runs,
        at_most=runs,
        figures=(Figure("weeks", (Key("core_met"),)),),
        text="title: A trial\n",
    )
    return replace(asked, **rest)


def of_fakes(runs: int = 3, **rest: Any) -> Experiment:
    """On the stand-in."""
    return experiment(
        (fakes.scenario("house"), fakes.scenario("cut", 0.1), fakes.scenario("deep", 0.2)), runs, **rest
    )


SMALL = {"places": 20, "professionals.posts": 3, "volunteers_initial": 14, "occasional_stock": 4}


def house(weeks: int = 6, warmup: int = 2) -> Scenario:
    """A small house for a few weeks."""
    whole = whole_house(weeks, warmup)
    return replace(whole, parameters=with_values(whole.parameters, SMALL))


def whole_house(weeks: int = 6, warmup: int = 2) -> Scenario:
    """The supplied house for a few weeks."""
    found = load_scenario("open_house")
    values = {"horizon": weeks, "warmup": warmup}
    return replace(found, name="house", parameters=with_values(found.parameters, values))


def of_the_model(runs: int = 3, **rest: Any) -> Experiment:
    """On the model: every task takes half as long again from week 3 on."""
    base = house()
    longer = {
        f"requests.{name}.hours": 1.5 * value_at(base.parameters, f"requests.{name}.hours")
        for name in TASK_TYPES
    }
    longer_tasks = replace(base, name="longer", changes=(Change(longer, at=3),))
    windows = {"horizon": (0.0, 6.0), "late": (3.0, 6.0)}
    return experiment((base, longer_tasks), runs, windows=windows, **rest)
