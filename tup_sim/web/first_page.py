"""The answer that the page opens with, as it comes with the package: the open house, and a cut of 15 %."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.study.beside import read_too
from tup_sim.study.experiment import Experiment
from tup_sim.study.findings import Findings
from tup_sim.study.run_experiment import outcomes_of
from tup_sim.web.asking import Asked, asked_of, content_of
from tup_sim.web.lessons import sealed
from tup_sim.web.menus import keep
from tup_sim.web.state import State
from tup_sim.web.stored import Numbers, findings, numbers_of

PLACE = Path(__file__).parent / "lesson_files" / "first_page.json"


class FirstPage(NamedTuple):
    """What came with the package.

    Attributes:
        model: fingerprint of the model that it was computed with.
        asks: what tells the question from others.
        levels: name of a level to its numbers.
    """

    model: str
    asks: str
    levels: Mapping[str, Numbers]

    @property
    def stale(self) -> bool:
        """Whether it is of another model than today's."""
        return self.model != fingerprint()

    @property
    def runs(self) -> int:
        """Of each world."""
        return min(len(each) for numbers in self.levels.values() for each in numbers.values())

    def found(self) -> Findings:
        """As findings, for whatever tells findings.

        Raises:
            TupSimError: its question cannot be loaded.
        """
        found = findings(question().headings, self.levels, self.model)
        return replace(found, experiment=replace(found.experiment, name=question().name))


@cache
def question() -> Asked:
    """What the page opens with."""
    return asked_of(State(), State().house)


def is_the_first(asked: Asked) -> bool:
    """Whether this is what the page opens with."""
    return asked.key == question().key


@cache
def first_page() -> FirstPage | None:
    """What came with the package; None where nothing did, it was changed by hand, or the page opens otherwise now."""
    try:
        told = json.loads(PLACE.read_text(encoding="utf-8"))
        seal = told.pop("seal")
        found = FirstPage(told["model"], told["asks"], told["cases"])
        return found if seal == sealed(told) and found.asks == content_of(question().headings) else None
    except (OSError, ValueError, KeyError, AttributeError):
        return None


def experiment_of_it() -> Experiment:
    """The experiment that computes it."""
    return replace(load_experiment(question().headings), name=question().name)


def write(found: Findings) -> Path:
    """Write it into the package; where it lies.

    Raises:
        OutputError: it cannot be written there.
    """
    outcomes = read_too(found.experiment, outcomes_of(found.experiment))
    cases = numbers_of(found, outcomes)
    keep(PLACE, {"model": fingerprint(), "asks": content_of(question().headings), "cases": cases})
    first_page.cache_clear()
    return PLACE
