"""What an experiment will take, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tup_sim.report.numerals import decimals, numeral
from tup_sim.statistics.replications import MOST
from tup_sim.study.planning import Expected, Plan
from tup_sim.study.results import Key

UNITS = ((3600.0, "h"), (60.0, "min"))
BYTES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def plan_text(plan: Plan, budget: float | None = None) -> str:
    """Points, runs, time, disk and how sharp the answer will be; with a budget what can be had for it."""
    blocks = ["\n".join(_costs(plan)), "\n".join(_sharpness(plan))]
    if budget is not None:
        blocks.append(_for_budget(plan, budget))
    return "\n\n".join(blocks)


def _costs(plan: Plan) -> Iterator[str]:
    experiment, least, most = plan.experiment, plan.experiment.at_least, plan.experiment.at_most
    yield f"{experiment.name}: {experiment.question.en}"
    yield f"  points   {len(experiment.points)} ({_factors(plan)}){_worlds(plan)}"
    yield f"  runs     {_range(str(plan.least), str(plan.most))}{_expected_runs(plan)}"
    processes = "1 process" if plan.jobs == 1 else f"{plan.jobs} processes"
    yield f"  time     {_range(duration(plan.seconds(least)), duration(plan.seconds(most)))} on {processes}"
    if (won := plan.lived_once(least)) > 0:
        yield f"  past     what arms have in common is lived once: {100 * won:.0f} % less time (without: --alone)"
    yield f"  disk     {_range(room(plan.bytes(least)), room(plan.bytes(most)))}"


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _factors(plan: Plan) -> str:
    return " x ".join(f"{len(factor.levels)} {factor.name}" for factor in plan.experiment.factors)


def _worlds(plan: Plan) -> str:
    worlds = len(plan.experiment.worlds)
    return f", each in {worlds} worlds with other assumptions too" if worlds else ""


def _expected_runs(plan: Plan) -> str:
    """How many replications the pilot expects, where that is not fixed."""
    if plan.experiment.at_least == plan.experiment.at_most:
        return f" ({plan.experiment.at_least} of each point)"
    reached = f"{plan.replications} of each point expected, {duration(plan.seconds(plan.replications))}"
    return f" ({plan.experiment.at_least} to {plan.experiment.at_most} of each point; {reached})"


def _sharpness(plan: Plan) -> Iterator[str]:
    """Half the width of the interval of a difference, against what matters."""
    experiment = plan.experiment
    if not experiment.smallest:
        yield "How sharp the answer will be is not known: the file names no smallest difference that matters."
        return
    if plan.pilot.pairs < 2:
        yield "How sharp the answer will be is not known: that takes two pairs of runs or more (--pairs 3)."
        return
    reference, changed = (experiment.label(experiment.points[n], "en") for n in plan.pilot.points)
    yield f"How sharp the answer will be, guessed from {plan.pilot.pairs} pairs of runs of"
    yield f"'{reference}' and '{changed}'{_leeway(plan)}:"
    for key, expected in plan.expected.items():
        yield f"  {key.text}: {_sharp(plan, key, expected)}"


def _leeway(plan: Plan) -> str:
    """How far off a guess from so few pairs may be."""
    low, high = plan.leeway
    return "" if math.isnan(low) else f" (an interval may turn out {low:.1f} to {high:.1f} times as wide)"


def _sharp(plan: Plan, key: Key, expected: Expected) -> str:
    """One outcome: the interval after the fewest and the most replications, and what is needed."""
    if math.isnan(expected.at_most):
        return "not known; too few runs had a value"
    least, most = plan.experiment.at_least, plan.experiment.at_most
    widths = f"{_half(expected.at_least)} after {least}"
    if most != least:
        widths += f", {_half(expected.at_most)} after {most}"
    return f"{widths} replications; {expected.smallest:g} {key.unit} matters: {_enough(expected, most)}"


def _enough(expected: Expected, most: int) -> str:
    if expected.needed is not None and expected.needed <= most:
        return f"enough after {expected.needed}"
    about = f"about {expected.needed:,}" if expected.needed else f"more than {MOST:,}"
    return f"not enough; that would take {about}"


def _for_budget(plan: Plan, budget: float) -> str:
    replications = plan.within(budget)
    if replications < 2:
        return (
            f"In {duration(budget)} there is no interval to be had: that takes {duration(plan.seconds(2))}."
        )
    widths = ", ".join(
        f"{key.text} {_half(plan.width(key, replications))}" for key in plan.experiment.smallest
    )
    told = f": {widths}" if widths else ""
    return f"In {duration(budget)} {replications} replications of each point can be had{told}."


def _half(width: float) -> str:
    if math.isnan(width):
        return "± ?"
    return f"± {numeral(width, decimals(width, -width, width))}"


def duration(seconds: float) -> str:
    """A time as people say it."""
    for size, name in UNITS:
        if seconds >= 2 * size or (name == "min" and seconds >= size):
            return f"{seconds / size:.1f} {name}" if seconds < 10 * size else f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"


def room(size: float) -> str:
    """Room on a disk as people say it."""
    for unit, name in BYTES:
        if size >= unit:
            return f"{size / unit:.1f} {name}" if size < 10 * unit else f"{size / unit:.0f} {name}"
    return f"{size:.0f} bytes"
