"""What an experiment will take, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tup_sim.reporting.numerals import decimals, numeral
from tup_sim.reporting.words import counted, label, unit, window_name
from tup_sim.statistics.replications import MOST
from tup_sim.study.planning import Expected, Plan
from tup_sim.study.results import HORIZON, Key
from tup_sim.texts import knows, say, written

UNITS = ((3600.0, "hours"), (60.0, "minutes"))
BYTES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def plan_text(plan: Plan, budget: float | None = None, lang: str = "en") -> str:
    """Points, runs, time, disk and how sharp the answer will be; with a budget what can be had for it."""
    blocks = ["\n".join(_costs(plan, lang)), "\n".join(_sharpness(plan, lang))]
    if budget is not None:
        blocks.append(_for_budget(plan, budget, lang))
    return "\n\n".join(blocks)


def _costs(plan: Plan, lang: str) -> Iterator[str]:
    experiment, least, most = plan.experiment, plan.experiment.at_least, plan.experiment.at_most
    yield f"{experiment.name}: {experiment.question.in_language(lang)}"
    factors = " x ".join(f"{len(factor.levels)} {factor.name}" for factor in experiment.factors)
    points = say(lang, "plan-points", n=len(experiment.points), factors=factors)
    worlds = len(experiment.worlds)
    yield points + (say(lang, "plan-worlds", n=worlds) if worlds else "")
    runs = _range(str(plan.least), str(plan.most), lang)
    yield say(lang, "plan-runs", runs=runs) + _expected_runs(plan, lang)
    time = _range(duration(plan.seconds(least), lang), duration(plan.seconds(most), lang), lang)
    yield say(lang, "plan-time", time=time, n=plan.jobs)
    if (won := plan.lived_once(least)) > 0:
        yield say(lang, "plan-past", part=f"{100 * won:.0f}")
    yield say(
        lang, "plan-disk", room=_range(room(plan.bytes(least), lang), room(plan.bytes(most), lang), lang)
    )


def _range(low: str, high: str, lang: str) -> str:
    return low if low == high else say(lang, "span", low=low, high=high)


def _expected_runs(plan: Plan, lang: str) -> str:
    """How many replications the pilot expects, where that is not fixed."""
    least, most = plan.experiment.at_least, plan.experiment.at_most
    if least == most:
        return say(lang, "plan-each", n=least)
    time = duration(plan.seconds(plan.replications), lang)
    return say(lang, "plan-each-between", low=least, high=most, n=plan.replications, time=time)


def _sharpness(plan: Plan, lang: str) -> Iterator[str]:
    """Half the width of the interval of a difference, against what matters."""
    experiment = plan.experiment
    if not experiment.smallest:
        yield say(lang, "plan-no-smallest")
        return
    if plan.pilot.pairs < 2:
        yield say(lang, "plan-no-pairs")
        return
    reference, changed = (experiment.label(experiment.points[n], lang) for n in plan.pilot.points)
    yield say(
        lang, "plan-guessed", pairs=plan.pilot.pairs, reference=reference, changed=changed,
        leeway=_leeway(plan, lang),
    )  # fmt: skip
    for key, expected in plan.expected.items():
        yield f"  {_outcome(key, lang)}: {_sharp(plan, key, expected, lang)}"


def _leeway(plan: Plan, lang: str) -> str:
    """How far off a guess from so few pairs may be."""
    low, high = plan.leeway
    if math.isnan(low):
        return ""
    return say(lang, "plan-leeway", low=numeral(low, 1, lang), high=numeral(high, 1, lang))


def _outcome(key: Key, lang: str) -> str:
    name = label(lang, key.outcome)
    return name if key.window == HORIZON else f"{name} ({window_name(lang, key.window)})"


def _sharp(plan: Plan, key: Key, expected: Expected, lang: str) -> str:
    """One outcome: the interval after the fewest and the most replications, and what is needed."""
    if math.isnan(expected.at_most):
        return say(lang, "plan-unknown")
    least, most = plan.experiment.at_least, plan.experiment.at_most
    first = (
        f"{say(lang, 'plan-after', half=_half(expected.at_least, lang), n=least)}, " if most != least else ""
    )
    last = say(lang, "plan-after-replications", half=_half(expected.at_most, lang), n=most)
    return f"{first}{last}; {_matters(key, expected, lang)}: {_enough(expected, most, lang)}"


def _matters(key: Key, expected: Expected, lang: str) -> str:
    """The smallest difference that matters, with its unit."""
    number, is_counted = written(lang, f"{expected.smallest:g}"), knows(lang, f"one.{key.unit}")
    scale = f"{number} ({unit(lang, key.outcome)})"  # a share, or figures on a scale
    return say(lang, "plan-matters", smallest=counted(lang, number, key.outcome) if is_counted else scale)


def _enough(expected: Expected, most: int, lang: str) -> str:
    if expected.needed is not None and expected.needed <= most:
        return say(lang, "plan-enough", n=expected.needed)
    if expected.needed:
        return say(lang, "plan-takes-about", n=numeral(expected.needed, 0, lang))
    return say(lang, "plan-takes-more", n=numeral(MOST, 0, lang))


def _for_budget(plan: Plan, budget: float, lang: str) -> str:
    replications, time = plan.within(budget), duration(budget, lang)
    if replications < 2:
        return say(lang, "plan-too-little", time=time, least=duration(plan.seconds(2), lang))
    widths = ", ".join(
        f"{_outcome(key, lang)} {_half(plan.width(key, replications), lang)}"
        for key in plan.experiment.smallest
    )
    return say(lang, "plan-budget", time=time, n=replications, widths=f": {widths}" if widths else "")


def _half(width: float, lang: str) -> str:
    if math.isnan(width):
        return "± ?"
    return f"± {numeral(width, decimals(width, -width, width), lang)}"


def duration(seconds: float, lang: str = "en") -> str:
    """A time as people say it."""
    for size, name in UNITS:
        if seconds >= 2 * size or (name == "minutes" and seconds >= size):
            return say(lang, f"plan-{name}", n=numeral(seconds / size, int(seconds < 10 * size), lang))
    return f"{seconds:.0f} s"


def room(size: float, lang: str = "en") -> str:
    """Room on a disk as people say it."""
    for unit_size, name in BYTES:
        if size >= unit_size:
            return f"{numeral(size / unit_size, int(size < 10 * unit_size), lang)} {name}"
    return f"{size:.0f} bytes"
