"""A picture of levels: an outcome along a factor, with a band for the mean and a dot for every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tup_sim.reporting.brief.canvas import (
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
from tup_sim.reporting.brief.labels import POINTS, below_each_other
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.figures import INK
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Figure
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Rest = tuple[tuple[str, str], ...]  # the levels of all other factors
AXIS = 3.2  # inches from the first level to the last, of a picture that is 4.7 wide
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
    drawing, panel = empty(speech.outcome(key), 3.3 + 0.16 * lines_in(names, 60))
    _draw_lines(panel, found, key, lines, factor)
    _axes(panel, factor, key, speech)
    marks = [sample(line.style) for line in lines if line.name]
    explain(drawing, [*marks, dot()], [*names, speech.say("mark-run")])
    name = f"levels-{slug(key.text)}-{slug(factor.name)}"
    told = _told(found, key, factor, lines, speech)
    yield Picture(name, speech.say("caption-levels"), told, drawing, key.outcome)


def _lines(experiment: Experiment, factor: Factor, by: str, speech: Speech) -> list[Line]:
    """The points in lines, those of one level of ``by`` after each other."""
    groups: dict[Rest, list[DesignPoint]] = {}
    for point in experiment.points:
        if factor.name in point.levels:
            rest = tuple((name, level) for name, level in point.levels.items() if name != factor.name)
            groups.setdefault(rest, []).append(point)
    order = [level.name for level in factor.levels]
    return [
        Line(_name(experiment, rest, speech), _in_order(groups[rest], factor.name, order), style)
        for rest, style in _styles(list(groups), experiment.factor(by) if by else None)
    ]


def _name(experiment: Experiment, rest: Rest, speech: Speech) -> str:
    """What the points of a line share."""
    return ", ".join(
        experiment.factor(name).level(level).label.in_language(speech.lang) for name, level in rest
    )


def _in_order(points: Sequence[DesignPoint], name: str, levels: Sequence[str]) -> tuple[DesignPoint, ...]:
    return tuple(sorted(points, key=lambda point: levels.index(point.levels[name])))


def _styles(lines: Sequence[Rest], by: Factor | None) -> Iterator[tuple[Rest, Style]]:
    """Lines of one level of ``by`` after each other, in one colour with one mark; several differ in their dash."""
    if by is None:
        yield from ((line, style_of(number)) for number, line in enumerate(lines))
        return
    levels = [*(level.name for level in by.levels), None]
    groups = [[line for line in lines if dict(line).get(by.name) == level] for level in levels]
    alone = all(len(group) < 2 for group in groups)
    for number, group in enumerate(groups):
        for again, line in enumerate(group):
            yield line, style_of(number)._replace(dash=style_of(number if alone else again).dash)


def _places(factor: Factor) -> dict[str, float]:
    """Where each level stands on the axis: at its value, or one after the other if it has none."""
    if _has_values(factor):
        return {level.name: float(level.value or 0.0) for level in factor.levels}
    return {level.name: float(number) for number, level in enumerate(factor.levels)}


def _has_values(factor: Factor) -> bool:
    return all(level.value is not None for level in factor.levels)


def _draw_lines(panel: Axes, found: Findings, key: Key, lines: Sequence[Line], factor: Factor) -> None:
    """All lines, a little beside each other."""
    places = _places(factor)
    step = BESIDE * (max(places.values()) - min(places.values()) or 1.0)
    for number, line in enumerate(lines):
        shift = step * (number - (len(lines) - 1) / 2)
        _draw(
            panel, found, key, line, [places[each.levels[factor.name]] + shift for each in line.points], step
        )


def _draw(panel: Axes, found: Findings, key: Key, line: Line, places: Sequence[float], beside: float) -> None:
    """One line: its runs, the interval of each mean, and the means."""
    colour, mark, dash = line.style
    runs = [found.found[each.number] for each in line.points]
    for each, place in zip(runs, places, strict=True):
        values = scale(key) * np.array(each.values(*key))
        across = [place + beside] * len(values)
        panel.plot(
            across, values, ".", color=colour, alpha=faint(len(values)), markersize=6.5, markeredgewidth=0
        )
    mean, low, high = possible(scale(key) * np.array([each.interval(*key)[:3] for each in runs]), key).T
    panel.fill_between(places, low, high, color=colour, alpha=0.15, linewidth=0)
    panel.plot(places, mean, mark, color=colour, linestyle=dash, linewidth=1.4, markersize=6, zorder=3)
    panel.vlines(places, low, high, color=colour, linewidth=1.4)


def _axes(panel: Axes, factor: Factor, key: Key, speech: Speech) -> None:
    """The levels of the factor from left to right, the outcome from below."""
    places = list(_places(factor).values())
    texts = [folded(level.label.in_language(speech.lang), 56 // len(places)) for level in factor.levels]
    panel.set_xticks(places, below_each_other(texts, _in_points(places), SMALL))
    panel.margins(x=0.1)
    panel.set_xlabel(factor.label.in_language(speech.lang), fontsize=SMALL, color=INK)
    name_axis(panel.yaxis, speech, speech.unit(key))


def _in_points(places: Sequence[float]) -> list[float]:
    """Where values stand along the axis, in points; the axis is at least so long."""
    return [float(each) for each in (np.array(places) - places[0]) / (np.ptp(places) or 1.0) * POINTS * AXIS]


def _told(found: Findings, key: Key, factor: Factor, lines: Sequence[Line], speech: Speech) -> str:
    """The means of all points, for who cannot see the picture."""
    words = {"outcome": speech.outcome(key), "factor": factor.label.in_language(speech.lang)}
    each = (
        interval_told(
            found.experiment.label(point, speech.lang), found.found[point.number].interval(*key), key, speech
        )
        for line in lines
        for point in line.points
    )
    return f"{speech.say('alt-levels', unit=speech.unit(key), **words)} {'; '.join(each)}."
