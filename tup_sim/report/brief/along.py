"""A picture of levels: an outcome along a factor, with a band for the mean and a dot for every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tup_sim.report.brief.canvas import (
    SMALL,
    Picture,
    Style,
    dot,
    empty,
    explain,
    faint,
    folded,
    interval_told,
    lines_in,
    name_axis,
    possible,
    sample,
    slug,
    style_of,
)
from tup_sim.report.brief.speech import Speech, scale
from tup_sim.report.figures import INK
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Figure
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Rest = tuple[tuple[str, str], ...]  # the levels of all other factors
BESIDE = 0.012  # of the axis: how far lines stand beside each other, so that their runs can be told apart


class Line(NamedTuple):
    """Points that differ only in the factor along the axis, in the order of its levels."""

    name: str
    points: tuple[DesignPoint, ...]
    style: Style


def level_picture(found: Findings, key: Key, figure: Figure, speech: Speech) -> Iterator[Picture]:
    """An outcome along a factor; nothing if no run knows the outcome."""
    factor = found.experiment.factor(figure.along)
    lines = _lines(found.experiment, factor, figure.by, speech)
    if not any(found.found[each.number].interval(*key).n for line in lines for each in line.points):
        return
    names = [line.name for line in lines if line.name]
    drawing, panel = empty(speech.outcome(key), 3.1 + 0.16 * lines_in(names, 60))
    places = _places(factor)
    step = BESIDE * (max(places.values()) - min(places.values()) or 1.0)
    for number, line in enumerate(lines):
        shift = step * (number - (len(lines) - 1) / 2)
        _draw(
            panel, found, key, line, [places[each.levels[factor.name]] + shift for each in line.points], step
        )
    _axes(panel, factor, places, key, speech)
    marks = [sample(line.style) for line in lines if line.name]
    explain(drawing, [*marks, dot()], [*names, speech.say("mark-run")])
    about = speech.say(
        "alt-levels",
        outcome=speech.outcome(key), unit=speech.unit(key), factor=factor.label.in_language(speech.lang),
    )  # fmt: skip
    told = "; ".join(_told(found, key, each, speech) for line in lines for each in line.points)
    name = f"levels-{slug(key.text)}-{slug(factor.name)}"
    yield Picture(name, speech.say("caption-levels"), f"{about} {told}.", drawing)


def _lines(experiment: Experiment, factor: Factor, by: str, speech: Speech) -> list[Line]:
    """The points in lines, those of one level of ``by`` after each other."""
    groups: dict[Rest, list[DesignPoint]] = {}
    for point in experiment.points:
        if factor.name in point.levels:
            rest = tuple((name, level) for name, level in point.levels.items() if name != factor.name)
            groups.setdefault(rest, []).append(point)
    levels = [level.name for level in factor.levels]
    return [
        Line(_name(experiment, rest, speech), _in_order(groups[rest], factor.name, levels), style)
        for rest, style in _styles(
            list(groups), [level.name for level in experiment.factor(by).levels] if by else [], by
        )
    ]


def _name(experiment: Experiment, rest: Rest, speech: Speech) -> str:
    """What the points of a line share."""
    return ", ".join(
        experiment.factor(name).level(level).label.in_language(speech.lang) for name, level in rest
    )


def _in_order(points: Sequence[DesignPoint], name: str, levels: Sequence[str]) -> tuple[DesignPoint, ...]:
    return tuple(sorted(points, key=lambda point: levels.index(point.levels[name])))


def _styles(lines: Sequence[Rest], levels: Sequence[str], by: str) -> Iterator[tuple[Rest, Style]]:
    """Lines of one level of ``by`` after each other, in one colour with one mark and each with its own dash."""
    if not levels:
        yield from ((line, style_of(number)) for number, line in enumerate(lines))
    for number, level in enumerate(levels):
        for again, line in enumerate(line for line in lines if dict(line).get(by) == level):
            yield line, style_of(number)._replace(dash=style_of(number + again).dash)


def _places(factor: Factor) -> dict[str, float]:
    """Where each level stands on the axis: at its value, or one after the other if it has none."""
    if _has_values(factor):
        return {level.name: float(level.value or 0.0) for level in factor.levels}
    return {level.name: float(number) for number, level in enumerate(factor.levels)}


def _has_values(factor: Factor) -> bool:
    return all(level.value is not None for level in factor.levels)


def _draw(panel: Axes, found: Findings, key: Key, line: Line, places: Sequence[float], beside: float) -> None:
    """One line: its runs, the interval of each mean, and the means."""
    means = possible(
        scale(key) * np.array([found.found[each.number].interval(*key)[:3] for each in line.points]), key
    )
    for each, place in zip(line.points, places, strict=True):
        values = scale(key) * np.array(found.found[each.number].values(*key))
        panel.plot(
            [place + beside] * len(values),
            values,
            ".",
            color=line.style.colour,
            alpha=faint(len(values)),
            markersize=6.5,
            markeredgewidth=0,
        )
    panel.fill_between(places, means[:, 1], means[:, 2], color=line.style.colour, alpha=0.15, linewidth=0)
    colour, mark, dash = line.style
    panel.plot(places, means[:, 0], mark, color=colour, linestyle=dash, linewidth=1.4, markersize=6, zorder=3)
    panel.vlines(places, means[:, 1], means[:, 2], color=colour, linewidth=1.4)


def _axes(panel: Axes, factor: Factor, places: dict[str, float], key: Key, speech: Speech) -> None:
    """The levels of the factor from left to right, the outcome from below."""
    width = 56 // len(places)
    texts = [folded(level.label.in_language(speech.lang), width) for level in factor.levels]
    panel.set_xticks(list(places.values()), texts)
    panel.margins(x=0.1)
    panel.set_xlabel(factor.label.in_language(speech.lang), fontsize=SMALL, color=INK)
    name_axis(panel.yaxis, speech, speech.unit(key))


def _told(found: Findings, key: Key, point: DesignPoint, speech: Speech) -> str:
    interval = found.found[point.number].interval(*key)
    return interval_told(found.experiment.label(point, speech.lang), interval, key, speech)
