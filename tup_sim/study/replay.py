"""The same run again with one thing changed at a date: what would be lost, and how long it takes to show.

It is done again from the start with the same luck. Up to the date the two are identical, event by event.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tup_sim import measures
from tup_sim.model.parameters import Change, Scenario

PROBE = 4  # weeks for which the loss is measured
LAG_MEAN = 8  # weeks that are taken together
LAG_PART = 0.10  # relative difference that counts as showing
MET, INDEX = "core_met", "prosthesis_index"
PROBED = "probe of "  # marks the windows that are only looked at for the index
Window = tuple[float, float]


def without_volunteers(scenario: Scenario, at: int) -> Scenario:
    """The same scenario in which every open-ended volunteer leaves on Monday of a week."""
    everybody = {"volunteer_shock.at": at, "volunteer_shock.share": 1.0, "volunteer_shock.who": "all"}
    return replace(
        scenario, changes=(*scenario.changes, Change(everybody, at=at, label="every volunteer leaves"))
    )


def observe_with_replays(
    scenario: Scenario,
    seed: int,
    replication: int,
    windows: Mapping[str, Window],
    replay: Sequence[str],
    weekly: Collection[str] | None = None,
) -> measures.Observation:
    """One run, and for each window in ``replay`` the same run without volunteers from its middle on.

    Adds ``prosthesis_index`` in those windows; NaN if four weeks from the middle do not fit in the horizon.
    """
    horizon = scenario.parameters.horizon
    probes = {name: probe for name in replay if (probe := probe_of(windows[name]))[1] <= horizon}
    looked = {f"{PROBED}{name}": probe for name, probe in probes.items()}
    seen = measures.observe(scenario, seed, replication, {**windows, **looked}, (), weekly)
    values = {key: value for key, value in seen.values.items() if f"@{PROBED}" not in key}
    for name in replay:
        key = INDEX if name == "horizon" else f"{INDEX}@{name}"
        values[key] = math.nan
        if name in probes:
            lost = _met_without_volunteers(scenario, seed, replication, probes[name])
            values[key] = lost_share(seen.values[f"{MET}@{PROBED}{name}"], lost)
    return measures.Observation(values, seen.weekly)


def probe_of(window: Window) -> Window:
    """The four weeks from the middle of a window, in whole weeks."""
    middle = math.floor((window[0] + window[1]) / 2)
    return float(middle), float(middle + PROBE)


def _met_without_volunteers(scenario: Scenario, seed: int, replication: int, probe: Window) -> float:
    twin = without_volunteers(scenario, int(probe[0]))
    return measures.observe(twin, seed, replication, {"horizon": probe}, (MET,)).values[MET]


def lost_share(kept: float, lost: float) -> float:
    """Part of what is met with volunteers that is not met without them; NaN if nothing is met with them."""
    return (kept - lost) / kept if kept > 0 else math.nan


def lag(changed: Sequence[float], twin: Sequence[float], start: int) -> float:
    """Weeks from a change until it shows; NaN if it does not, or if the weeks are not there.

    It shows at the end of the first week in which the mean of the last eight weekly figures differs by more than
    a tenth from that of the twin.

    Args:
        changed: weekly figures of the run with the change, from week 0.
        twin: of the run without it, with the same luck.
        start: week in which the change begins.
    """
    for week in range(start + 1, min(len(changed), len(twin)) + 1):
        first = max(0, week - LAG_MEAN)
        with_it, without = _mean(changed[first:week]), _mean(twin[first:week])
        if abs(with_it - without) > LAG_PART * abs(without) > 0:
            return float(week - start)
    return math.nan


def _mean(figures: Sequence[float]) -> float:
    known = [each for each in figures if not math.isnan(each)]
    return math.fsum(known) / len(known) if known else math.nan
