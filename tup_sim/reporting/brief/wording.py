"""Differences in plain words: out of a hundred, from so much to so much, in so many of the runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tup_sim.measures.outcomes import outcome_of
from tup_sim.reporting.brief.speech import HUNDRED, Speech, scale
from tup_sim.reporting.brief.verdicts import Answer, Beside
from tup_sim.reporting.judged import KINDS, WAYS
from tup_sim.statistics import FEWEST
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.results import Key

MOST = 10_000  # people or requests out of which something rare is counted
# Narrowest half-width that is shown, by unit: whole euros, tenths of people, hundredths of posts.
FINEST = {"EUR per year": 10.0, "persons": 1.0, "FTE": 0.1}


def sentence(found: Beside, speech: Speech) -> str:
    """One comparison in one outcome, for the first lines of the page."""
    if not found.judged.clear:
        return in_words(found, speech)
    return " ".join([in_words(found, speech), *_judged(found, speech), in_so_many_runs(found, speech)])


def in_words(found: Beside, speech: Speech) -> str:
    """What differs and by how much, without saying whether that is good."""
    if not found.judged.clear:
        return speech.say(
            f"said-{found.verdict}", outcome=speech.outcome(found.key), **_limits(found, speech)
        )
    return _counted(found, speech) if scale(found.key) == HUNDRED else _moved(found, speech)


def in_a_word(found: Beside, speech: Speech) -> str:
    """What the judge says, in a word or a few, for a cell of a table."""
    if found.verdict != "small":
        return speech.say(f"cell-{found.verdict}")
    return speech.say("cell-perhaps", way=speech.say(f"cell-{found.judged.value or found.judged.way}"))


def short(found: Beside, speech: Speech) -> str:
    """An outcome and its difference, for a list of outcomes with the same verdict."""
    if found.verdict in ("none", "one_run", "few", "same"):
        return speech.outcome(found.key)
    mean = signed(found, speech)
    words = {"outcome": speech.outcome(found.key), "unit": speech.counted(found.key, mean), "mean": mean}
    ends = bounds(found, speech)
    between = "" if mean == ends["low"] == ends["high"] else f", {speech.say('short-between', **ends)}"
    return speech.say("short", **words).strip() + between


def by_verdict(found: Sequence[Answer], speech: Speech) -> list[tuple[str, str, list[str]]]:
    """Per verdict its name, its words and the outcomes it holds for; the worst first."""
    return [
        (verdict, speech.say(f"verdict-{verdict}"), shorts)
        for verdict in KINDS
        if (shorts := [short(each, speech) for each in found if each.verdict == verdict])
    ]


def lead(experiment: Experiment, found: Sequence[Answer], speech: Speech) -> str:
    """The answer in one breath: of several comparisons their verdicts and the largest clear difference."""
    if len(found) == 1:
        return f"{versus(experiment, found[0].point, speech)}. {in_words(found[0], speech)}"
    clear = [each for each in found if each.verdict in WAYS]
    if not clear:
        return tally(found, speech)
    most = max(clear, key=lambda each: abs(each.difference.mean))
    name = versus(experiment, most.point, speech)
    return f"{tally(found, speech)} {speech.say('largest', name=name, said=in_words(most, speech))}"


def tally(found: Sequence[Answer], speech: Speech) -> str:
    """How many comparisons have which verdict."""
    counts = [(verdict, sum(each.verdict == verdict for each in found)) for verdict in KINDS]
    parts = [speech.many(f"count-{verdict}", n) for verdict, n in counts if n]
    return speech.say("tally", n=len(found), outcome=speech.outcome(found[0].key), parts=speech.listed(parts))


def with_factors(experiment: Experiment, point: DesignPoint, speech: Speech) -> str:
    """A point by its levels, each behind what it is a level of."""
    parts = ((experiment.factor(name), level) for name, level in point.levels.items())
    each = ((factor.label, factor.level(level).label) for factor, level in parts)
    return "; ".join(": ".join(text.in_language(speech.lang) for text in pair) for pair in each)


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


def signed(found: Beside, speech: Speech, whole: int = 1) -> str:
    """The mean difference, with its sign; of so many clients if it is counted per client."""
    mean, half = scale(found.key) * found.difference.mean, half_width(found)
    return speech.rounded(whole * mean, whole * half, sign=True)


def bounds(found: Beside, speech: Speech, whole: int = 1) -> dict[str, str]:
    """The ends of the interval, with their signs; of so many clients if it is counted per client."""
    factor, half = whole * scale(found.key), whole * half_width(found)
    ends = {"low": found.difference.low, "high": found.difference.high}
    return {name: speech.end(factor * end, half, sign=True) for name, end in ends.items()}


def half_width(found: Beside) -> float:
    """Of the interval; it decides on the digits of everything that is said about a difference.

    No interval is so narrow that anybody wants cents, or thousandths of people and posts.
    """
    mean, low, high = found.difference[:3]
    half = scale(found.key) * (high - low) / 2
    return max(half, min(FINEST.get(outcome_of(found.key.outcome).unit, 0.0), abs(mean)))


def smallest(key: Key, value: float, speech: Speech) -> str:
    """The smallest difference that matters, with its unit."""
    number = speech.number(scale(key) * value)
    return f"{number} {speech.counted(key, number)}".strip()


def _counted(found: Beside, speech: Speech) -> str:
    """A share as so many more or fewer out of a hundred, or out of more if it is rare."""
    whole = HUNDRED
    while abs(found.difference.mean) * whole < 1 and whole < MOST:
        whole *= 10
    numbers = sizes(found, whole, speech)
    way = "higher" if found.difference.mean > 0 else "lower"
    own = f"people-{found.key.outcome}-{way}"
    message = own if speech.knows(own) and found.key.window == speech.window else f"counted-{way}"
    said = speech.say(message, outcome=speech.outcome(found.key), whole=speech.number(whole, 0), n=numbers[0])
    return said + _between(numbers, speech)


def _moved(found: Beside, speech: Speech) -> str:
    """A figure that is no share: from so much to so much."""
    difference, base = found.difference, found.contrast.base if found.contrast else 0.0
    half, numbers = half_width(found), sizes(found, 1, speech)
    said = speech.say(
        "moved-higher" if difference.mean > 0 else "moved-lower",
        outcome=speech.outcome(found.key), unit=speech.counted(found.key, numbers[0]), n=numbers[0],
        base=speech.rounded(base, half), level=speech.rounded(base + difference.mean, half),
    )  # fmt: skip
    return " ".join(said.split()).replace(" ,", ",") + _between(numbers, speech)


def _between(numbers: Sequence[str], speech: Speech) -> str:
    mean, low, high = numbers
    return "." if mean == low == high else f" {speech.say('between', low=low, high=high)}."


def sizes(found: Beside, whole: int, speech: Speech) -> list[str]:
    """Mean and ends of a clear difference without their sign, the end that is nearer to 0 first."""
    mean, *ends = (whole * abs(each) for each in found.difference[:3])
    half = half_width(found) * whole / scale(found.key)
    return [speech.rounded(mean, half), *(speech.end(each, half) for each in sorted(ends))]


def _judged(found: Beside, speech: Speech) -> list[str]:
    """Whether that is good, and whether it is enough to matter."""
    return [speech.say(f"judged-{found.judged.value or found.judged.way}"), *may_be_small(found, speech)]


def may_be_small(found: Beside, speech: Speech) -> list[str]:
    """That a clear difference may be too small to matter, if it may."""
    if found.smallest is None or found.verdict != "small":
        return []
    return [speech.say("may-be-small", smallest=smallest(found.key, found.smallest, speech))]


def in_so_many_runs(found: Beside, speech: Speech) -> str:
    """In how many pairs of runs it went the way of the mean."""
    return speech.say("runs-way", same=found.same_way, n=found.difference.n)


def _limits(found: Beside, speech: Speech) -> dict[str, str]:
    """What the sentences about no difference need to fill in."""
    ends = bounds(found, speech)
    unit = speech.counted(found.key, ends["high"])
    least = smallest(found.key, found.smallest, speech) if found.smallest is not None else ""
    counts = {"n": str(found.difference.n), "least": str(FEWEST)}
    return {"unit": f" {unit}" if unit else "", "smallest": least, **counts, **ends}
