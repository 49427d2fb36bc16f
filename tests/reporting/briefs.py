"""Findings with made-up numbers, for briefs: what comes out is known before."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tup_sim.model.parameters import Scenario
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Figure, Level, Run, Text
from tup_sim.study.findings import Check, Findings, findings_of
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Values

CUT = Factor(
    "cut",
    Text("Depth of the cut", "Diepte van de bezuiniging"),
    (
        Level("none", Text("no cut", "geen bezuiniging"), 0.0),
        Level("deep", Text("cut of 20 %", "bezuiniging van 20 %"), 20.0),
    ),
)
PATTERN = Factor(
    "pattern",
    Text("Who carries the work", "Wie het werk draagt"),
    (Level("extra", Text("extra hands", "extra handen")), Level("peer", Text("peers", "gelijken"))),
)
LUCK = (0.0, 0.002, -0.001, 0.003, -0.002, 0.001, -0.003, 0.0)
KEYS = tuple(
    Key(name) for name in ("core_met", "volunteers", "cost", "prosthesis_index", "added_value_index")
)
START = {
    "core_met": 0.9,
    "volunteers": 65.0,
    "cost": 600_000.0,
    "prosthesis_index": 0.1,
    "added_value_index": 1.5,
}
MANIFEST = {
    "model": "ab12cd34",
    "versions": {"tup_sim": "0.1.0", "python": "3.11.9"},
    "source": {"commit": "0123abc", "changed": False},
    "ended": "2026-11-24T20:31:00+00:00",
    "seconds": 1260.4,
    "runs": 32,
}
SOUND = Check("before", True, Text("Alike before the change.", "Gelijk vóór de verandering."))
BROKEN = Check("before", False, Text("Not alike before the change.", "Niet gelijk vóór de verandering."))
FIGURES = (
    Figure("differences", KEYS[:2]),
    Figure("levels", KEYS[:1], along="cut", by="pattern"),
    Figure("levels", KEYS[:1], along="pattern", by="cut"),
    Figure("weeks", KEYS[:1]),
    Figure("trade_off", (KEYS[4], KEYS[3])),
)


def experiment(keys: Sequence[Key] = KEYS, figures: tuple[Figure, ...] = (), worlds: int = 0) -> Experiment:
    """A cut in two patterns, each compared with itself without the cut."""
    places = [(pattern, cut) for pattern in ("extra", "peer") for cut in ("none", "deep")]
    points = tuple(
        DesignPoint(
            n, {"pattern": pattern, "cut": cut}, Scenario(f"{pattern}-{cut}"), n - 1 if n % 2 else None
        )
        for n, (pattern, cut) in enumerate(places)
    )
    return Experiment(
        "depth",
        Text("How deep may a cut go?", "Hoe diep mag een bezuiniging gaan?"),
        Text("What does a cut of 20 % do?", "Wat doet een bezuiniging van 20 %?"),
        ("C120",),
        (PATTERN, CUT),
        points,
        {"horizon": (0.0, 156.0)},
        tuple(keys),
        {KEYS[0]: 0.02, KEYS[1]: 3.0},
        len(LUCK),
        len(LUCK),
        worlds=({},) * worlds,
        figures=figures,
    )  # fmt: skip


def findings(
    shift: Mapping[str, float] | None = None,
    asked: Experiment | None = None,
    runs: int = len(LUCK),
    noise: float = 1.0,
    worlds: Sequence[float] = (),
    checks: Sequence[Check] = (SOUND,),
    failed: int = 0,
    spread: float = 0.0,
) -> Findings:
    """What the experiment found if the cut shifts outcomes by so much.

    Args:
        shift: per outcome the mean difference; its runs differ a little, by ``noise``.
        asked: the experiment.
        runs: of each point.
        noise: how much the pairs differ, relative to ``LUCK``.
        worlds: per world by which part of the shift the outcomes shift there.
        checks: of the experiment.
        failed: runs of the last point that failed.
        spread: by how much the luck that all points share moves an outcome, relative to its start.
    """
    asked = asked or experiment(worlds=len(worlds))
    shift = shift or {"core_met": -0.03}
    results = []
    for point in asked.points:
        for luck in range(runs):
            bad = point.number == 3 and luck < failed
            values = _values(asked, point, shift, LUCK[luck] * noise, spread * luck)
            results.append(
                (Run(point.number, 0, luck), _result(point, luck, values, "no money left" if bad else ""))
            )
        for world, part in enumerate(worlds, 1):
            values = _values(asked, point, {name: part * by for name, by in shift.items()}, 0.0)
            results.append((Run(point.number, world, 0), _result(point, 0, values)))
    return findings_of(asked, results, checks, dict(MANIFEST))


def only(key: Key, smallest: float | None = None) -> Experiment:
    """An experiment that looks at one outcome."""
    small = {} if smallest is None else {key: smallest}
    return replace(experiment((key,)), smallest=small)


def _values(
    asked: Experiment, point: DesignPoint, shift: Mapping[str, float], luck: float, shared: float = 0.0
) -> dict[str, float]:
    changed = point.levels["cut"] == "deep"
    return {
        key.text: START.get(key.outcome, 0.5) * (1 + shared + changed * luck)
        + changed * shift.get(key.outcome, 0.0)
        for key in asked.outcomes
    }


def _result(point: DesignPoint, luck: int, values: Mapping[str, float], error: str = "") -> Result:
    front = (point.number, point.scenario.name, 1, luck)
    if error:
        return Result(*front, error=error)
    weekly = {"core_met": array("d", [0.9 + LUCK[luck] * (week % 3) for week in range(156)])}
    return Result(*front, Values(tuple(values), array("d", values.values())), weekly)
