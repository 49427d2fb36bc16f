"""One run, from scenario to numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcomes import ALL, OUTCOMES
from tup_sim.measures.windows import HORIZON, Window, windows_of
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.parameters import Scenario
from tup_sim.model.simulation import Simulation, run


@dataclass(frozen=True)
class Observation:
    """All outcomes of one run; plain numbers.

    Attributes:
        values: key (``core_met``, ``core_met@late``, ``retention_12m_vulnerable@late``) to value; NaN where
            nothing can be said. Keys without a window are of the whole horizon.
        weekly: name to the values of week 0, 1, ...
    """

    values: dict[str, float]
    weekly: dict[str, list[float]]

    def __repr__(self) -> str:
        """The first of its outcomes; ``values`` and ``weekly`` have all."""
        return f"Observation({first_of(self.values)})"


NAMED = 3  # values in a message: enough to recognise it by


def first_of(values: Mapping[str, float], many: int = NAMED) -> str:
    """The first of some named numbers, and how many there are."""
    shown = ", ".join(f"{name}={value:.6g}" for name, value in islice(values.items(), many))
    return f"{shown}, .. {len(values)} values" if len(values) > many else shown


def observe(
    scenario: Scenario,
    seed: int = 1,
    replication: int = 0,
    windows: Mapping[str, Window] | None = None,
    only: Collection[str] = (),
    weekly: Collection[str] | None = None,
) -> Observation:
    """Run a scenario once and measure it, in its own windows and for all outcomes unless told otherwise."""
    return observe_with(scenario, seed, replication, windows, only=only, weekly=weekly)


def observe_with(
    scenario: Scenario,
    seed: int = 1,
    replication: int = 0,
    windows: Mapping[str, Window] | None = None,
    extra_listeners: Iterable[Any] = (),
    only: Collection[str] = (),
    weekly: Collection[str] | None = None,
) -> Observation:
    """The same with other listeners next to the ledger, such as a journal."""
    with using(catalogue_of(scenario.parameters)):
        ledger = Ledger(scenario)
        run(scenario, seed, replication, listeners=(ledger, *extra_listeners))
        return read(ledger, windows_of(scenario) if windows is None else windows, only, weekly)


class UnderWay:
    """A run that is lived bit by bit, and may go on as that of a scenario that was the same until then.

    Args:
        scenario: as which it begins.
        seed, replication: whose luck.

    Attributes:
        sim: everything as it stands.
    """

    def __init__(self, scenario: Scenario, seed: int, replication: int) -> None:
        self._ledger = Ledger(scenario)
        self.sim = Simulation(scenario, seed, replication, (self._ledger,))
        self.sim.begin()

    def seen(
        self, windows: Mapping[str, Window], only: Collection[str] = (), weekly: Collection[str] | None = None
    ) -> Observation:
        """What it shows, as ``observe`` would; the first time it is lived to its end."""
        if self.sim.now < self.sim.end:
            self.sim.finish()
        return read(self._ledger, windows, only, weekly)


def read(
    ledger: Ledger,
    windows: Mapping[str, Window],
    only: Collection[str] = (),
    weekly: Collection[str] | None = None,
) -> Observation:
    """The outcomes from a ledger of a run that is over: all of them, or only the names given and no weeks.

    The weeks of all outcomes are read, or of those named in ``weekly``.
    """
    ledger.close()
    wanted = {name: outcome for name, outcome in ALL.items() if not only or name in only}
    values = {}
    for window, (start, end) in windows.items():
        suffix = "" if window == HORIZON else f"@{window}"
        for name, outcome in wanted.items():
            values[name + suffix] = outcome.measure(ledger, round(start), round(end))
    weeks = () if only else OUTCOMES if weekly is None else weekly
    return Observation(values, {name: OUTCOMES[name].by_week(ledger) for name in weeks})
