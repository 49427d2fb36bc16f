"""What is assumed: the organisation as it stands, what was switched off, and how much of it was ever measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tup_sim.model.parameters import Kind, all_parameters, declarations, value_at
from tup_sim.reporting.brief.speech import Speech
from tup_sim.study.experiment import Experiment

SIZES = (
    "places", "professionals.posts", "professionals.fte", "coordinators.posts", "coordinators.fte",
    "volunteers_initial", "income", "warmup", "horizon",
)  # fmt: skip
SHORT = ("places", "professionals.posts", "volunteers_initial")  # of a unit; what anybody asks first


def in_short(experiment: Experiment, speech: Speech) -> list[str]:
    """How many clients, paid people and volunteers there are at the start, as far as that is the same in all points."""
    worlds = [each.scenario.parameters for each in experiment.points]
    parts = []
    for path in SHORT:
        counted = {(float(value_at(each, path)) * each.units, each.professionals.fte) for each in worlds}
        if len(counted) == 1:
            ((n, fte),) = counted
            parts.append(speech.say(f"in-short-{path}", n=speech.number(n, 0), fte=speech.number(n * fte)))
    return parts


def house(experiment: Experiment, speech: Speech) -> list[str]:
    """The organisation and its assumptions, a sentence each."""
    return [
        *_sizes(experiment, speech),
        *_switches(experiment, speech),
        _kinds(speech),
        _moved(experiment, speech),
    ]


def _sizes(experiment: Experiment, speech: Speech) -> Iterator[str]:
    """The main figures that are the same in all points; the others are what the experiment varies."""
    for path in SIZES:
        values = {value_at(point.scenario.parameters, path) for point in experiment.points}
        if len(values) == 1:
            yield speech.say(f"house-{path}", n=speech.number(float(values.pop())))


def _switches(experiment: Experiment, speech: Speech) -> Iterator[str]:
    """The mechanisms that are off in some point, but for those that are off unless somebody switches them on."""
    usual = all_parameters()().mechanisms.model_dump()
    off = {
        name: None
        for point in experiment.points
        for name, on in point.scenario.parameters.mechanisms.model_dump().items()
        if not on and usual.get(name, True)
    }
    if off:
        yield speech.say("house-off", names=", ".join(off))


def _kinds(speech: Speech) -> str:
    """How many numbers were measured, assumed, chosen and agreed."""
    kinds = Counter(each.kind for each in declarations(all_parameters()))
    counts = {kind.value: speech.number(kinds[kind], 0) for kind in Kind}
    return speech.say("house-kinds", **counts)


def _moved(experiment: Experiment, speech: Speech) -> str:
    if not experiment.ranges:
        return speech.say("house-still")
    return speech.say("house-moved", n=len(experiment.ranges), worlds=len(experiment.worlds))
