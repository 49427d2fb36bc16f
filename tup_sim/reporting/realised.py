"""What was planned and what took place, and what cannot act, in words and as plain data."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tup_sim.model.gates import differing
from tup_sim.model.parameters import Scenario
from tup_sim.model.promises import limits, no_more_places, recruits
from tup_sim.reporting.numerals import known, short
from tup_sim.reporting.view import View
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.study import Comparison
from tup_sim.study.realised import Realised, cannot_act, changes_nothing, realised
from tup_sim.texts import say, translator

PARTS = ("lost", "requests", "coach", "volunteer", "part", "creep", "size")  # shares, told in per cent
MONEY = ("left", "short")
COUNTS = ("come", "go", "places", "cap")


def realised_block(found: Comparison, other: int, lang: str) -> View | None:
    """Of one other scenario: levers of which less or more took place than planned, or that it changes nothing."""
    if changes_nothing(found, other):
        return View("", list(_nothing(found, other, lang)))
    rows = [line for row in realised(found, other) for line in _row(row, lang)]
    title = say(lang, "realised-title", other=found.others[other].name)
    return View(title, rows) if rows else None


def realised_data(found: Comparison, other: int) -> dict[str, Any]:
    """The same as plain data, with what cannot act by the parameters."""
    arm, base = found.others[other].scenario, found.base.scenario
    return {
        "changes_nothing": changes_nothing(found, other),
        "cannot_act": {str(gate.why): paths for gate, paths in cannot_act(base, arm)},
        "planned": [_data(row) for row in realised(found, other)],
    }


def idle_notes(base: Scenario, other: Scenario, lang: str) -> Iterator[str]:
    """Lines before the runs: in what two scenarios differ without effect, and what is set beyond a limit."""
    translate = translator(lang)
    for gate, paths in cannot_act(base, other):
        why = gate.why.said(translate)
        yield say(lang, "idle-note", other=other.name, paths=", ".join(paths), why=why)
    paths = differing(base, other)
    places = no_more_places(other.parameters) if recruits(paths) else None
    for limit in (*limits(other.parameters, paths), *([places] if places else [])):
        yield say(lang, "limit-note", other=other.name, limit=limit.said(translate))


def _nothing(found: Comparison, other: int, lang: str) -> Iterator[str]:
    arm, base = found.others[other].scenario, found.base.scenario
    idle = cannot_act(base, arm)
    told = {path for _, paths in idle for path in paths}
    for gate, paths in idle:
        reason = gate.why.said(translator(lang))
        yield say(lang, "realised-nothing-idle", other=arm.name, why=reason, paths=", ".join(paths))
    left = [path for path in differing(base, arm) if path not in told]
    if not idle:
        yield say(lang, "realised-nothing", other=arm.name)
    if left:
        yield say(lang, "realised-nothing-path", paths=", ".join(left))


def _row(row: Realised, lang: str) -> Iterator[str]:
    level = not math.isnan(row.planned)
    pair = (row.planned, row.took_place) if level else (row.planned_change, row.change)
    planned, took_place = (short(value, lang) for value in pair)
    yield "  " + say(
        lang, "realised-level" if level else "realised-change", outcome=label(lang, row.outcome), planned=planned,
        took_place=took_place, unit=unit(lang, row.outcome), levers=", ".join(row.levers),
        window=window_name(lang, row.window),
    )  # fmt: skip
    for name, values in row.reasons.items():
        told = {gap: _told(gap, value, lang) for gap, value in values.items()}
        yield "    " + say(lang, f"realised-why.{name}", **told)
    if not row.reasons:
        yield "    " + say(lang, "realised-no-reason")


def _told(gap: str, value: float, lang: str) -> str:
    if gap in PARTS:
        return short(100.0 * value, lang)
    return f"{value:.0f}" if gap in MONEY or gap in COUNTS else short(value, lang)


def _data(row: Realised) -> dict[str, Any]:
    numbers = {
        "planned": row.planned,
        "took_place": row.took_place,
        "planned_change": row.planned_change,
        "change": row.change,
    }
    return {
        "levers": list(row.levers),
        "outcome": row.outcome,
        "window": row.window,
        **known(numbers),
        "unit": unit("en", row.outcome),
        "reasons": {name: known(values) for name, values in row.reasons.items()},
    }
