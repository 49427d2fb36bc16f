"""Differences in plain words: out of a hundred, from so much to so much, in so many of the runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tup_sim.report.brief.speech import HUNDRED, Speech, scale
from tup_sim.report.brief.verdicts import CLEAR, VERDICTS, Answer
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.results import Key

MOST = 10_000  # people or requests out of which something rare is counted


def sentence(found: Answer, speech: Speech) -> str:
    """One comparison in one outcome, for the first lines of the page."""
    if found.verdict not in CLEAR:
        return speech.say(
            f"said-{found.verdict}", outcome=speech.outcome(found.key), **_limits(found, speech)
        )
    said = _counted(found, speech) if scale(found.key) == HUNDRED else _moved(found, speech)
    return " ".join([said, *_judged(found, speech), _runs(found, speech)])


def short(found: Answer, speech: Speech) -> str:
    """An outcome and its difference, for a list of outcomes with the same verdict."""
    if found.verdict in ("none", "one_run", "same"):
        return speech.outcome(found.key)
    message = "short" if found.verdict in CLEAR else "short-unclear"
    said = speech.say(
        message, outcome=speech.outcome(found.key), mean=signed(found, speech), unit=speech.counted(found.key),
        **bounds(found, speech),
    )  # fmt: skip
    return said.replace(" )", ")")


def by_verdict(found: Sequence[Answer], speech: Speech) -> list[tuple[str, str, list[str]]]:
    """Per verdict its name, its words and the outcomes it holds for; the worst first."""
    return [
        (verdict, speech.say(f"verdict-{verdict}"), shorts)
        for verdict in VERDICTS
        if (shorts := [short(each, speech) for each in found if each.verdict == verdict])
    ]


def tally(found: Sequence[Answer], speech: Speech) -> str:
    """How many comparisons have which verdict."""
    counts = [(verdict, sum(each.verdict == verdict for each in found)) for verdict in VERDICTS]
    parts = [speech.many(f"count-{verdict}", n) for verdict, n in counts if n]
    return speech.say("tally", n=len(found), outcome=speech.outcome(found[0].key), parts=speech.listed(parts))


def versus(experiment: Experiment, point: DesignPoint, speech: Speech) -> str:
    """What is compared, and with what: what both share is said once."""
    if point.reference is None:
        return experiment.label(point, speech.lang)
    other = experiment.points[point.reference]
    shared = {name: level for name, level in point.levels.items() if other.levels.get(name) == level}
    mine, theirs = (
        experiment.label(
            replace(each, levels={n: v for n, v in each.levels.items() if n not in shared}), speech.lang
        )
        for each in (point, other)
    )
    common = experiment.label(replace(point, levels=shared), speech.lang)
    against = speech.say("versus", point=mine, reference=theirs)
    return f"{common}: {against}" if common else against


def signed(found: Answer, speech: Speech, finer: float = 1) -> str:
    """The mean difference, with its sign, and with digits for a width so many times finer."""
    difference = found.difference
    return _figure(found, difference.mean, speech, finer)


def bounds(found: Answer, speech: Speech, finer: float = 1) -> dict[str, str]:
    """The ends of the interval, with their signs."""
    difference = found.difference
    ends = {"low": difference.low, "high": difference.high}
    return {name: _figure(found, end, speech, finer) for name, end in ends.items()}


def _figure(found: Answer, value: float, speech: Speech, finer: float) -> str:
    factor, difference = scale(found.key), found.difference
    width = factor * (difference.high - difference.low) / 2
    return speech.rounded(factor * value, width / finer, sign=True)


def smallest(key: Key, value: float, speech: Speech) -> str:
    """The smallest difference that matters, with its unit."""
    return f"{speech.number(scale(key) * value)} {speech.counted(key)}".strip()


def _counted(found: Answer, speech: Speech) -> str:
    """A share as so many more or fewer out of a hundred, or out of more if it is rare."""
    mean, low, high = (abs(end) for end in found.difference[:3])
    whole = HUNDRED
    while mean * whole < 1 and whole < MOST:
        whole *= 10
    numbers = _whole_numbers([mean * whole, min(low, high) * whole, max(low, high) * whole], speech)
    way = "higher" if found.difference.mean > 0 else "lower"
    own = f"people-{found.key.outcome}-{way}"
    message = own if speech.knows(own) and found.key.window == speech.window else f"counted-{way}"
    said = speech.say(message, outcome=speech.outcome(found.key), whole=speech.number(whole, 0), n=numbers[0])
    return said + _between(numbers, speech)


def _moved(found: Answer, speech: Speech) -> str:
    """A figure that is no share: from so much to so much."""
    difference, base = found.difference, found.contrast.base if found.contrast else 0.0
    width = (difference.high - difference.low) / 2
    sizes = sorted([abs(difference.low), abs(difference.high)])
    numbers = [speech.rounded(each, width) for each in (abs(difference.mean), *sizes)]
    said = speech.say(
        "moved-higher" if difference.mean > 0 else "moved-lower",
        outcome=speech.outcome(found.key), unit=speech.counted(found.key), n=numbers[0],
        base=speech.rounded(base, width), level=speech.rounded(base + difference.mean, width),
    )  # fmt: skip
    return " ".join(said.split()).replace(" ,", ",") + _between(numbers, speech)


def _between(numbers: Sequence[str], speech: Speech) -> str:
    mean, low, high = numbers
    return "." if mean == low == high else f" {speech.say('between', low=low, high=high)}."


def _whole_numbers(values: Sequence[float], speech: Speech) -> list[str]:
    """Numbers of people; with a decimal where it would become nobody."""
    return [speech.number(value, 0 if round(value) else 1) for value in values]


def _judged(found: Answer, speech: Speech) -> list[str]:
    """Whether that is good, and whether it is enough to matter."""
    said = [speech.say(f"judged-{found.verdict}")]
    if found.smallest is not None and not found.surely_matters:
        said.append(speech.say("may-be-small", smallest=smallest(found.key, found.smallest, speech)))
    return said


def _runs(found: Answer, speech: Speech) -> str:
    return speech.say("runs-way", same=found.same_way, n=found.difference.n)


def _limits(found: Answer, speech: Speech) -> dict[str, str]:
    """What the sentences about no difference need to fill in."""
    unit = speech.counted(found.key)
    ends = bounds(found, speech)
    least = smallest(found.key, found.smallest, speech) if found.smallest is not None else ""
    return {"unit": f" {unit}" if unit else "", "smallest": least, **ends}
