"""A trade-off: one outcome against another, and where each point goes from the point it is compared with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tup_sim.reporting.brief.canvas import (
    LETTERS,
    NORMAL,
    Picture,
    Style,
    dot,
    empty,
    explain,
    good_direction,
    interval_told,
    lines_in,
    name_axis,
    sample,
    slug,
    style_of,
)
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.brief.verdicts import answer
from tup_sim.reporting.figures import INK
from tup_sim.statistics import Interval
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.experiment import DesignPoint, Experiment, Figure
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.axes import Axes


CLOSE = 0.06  # of an axis: nearer points would have letters over each other


class Spot(NamedTuple):
    """Where a point lies along one axis.

    Attributes:
        interval: its place; with a reference that is the mean of the reference and the paired difference.
        places: where the reference lies, then mean, low and high of the interval, in the unit of the axis.
        runs: every run in the same way; none for a point without a reference.
    """

    interval: Interval
    places: Numbers
    runs: Numbers


def plane_picture(found: Findings, figure: Figure, speech: Speech) -> Iterator[Picture]:
    """The points in the plane of two outcomes; nothing if no point knows both."""
    x, y = figure.outcomes[:2]
    spots = [
        (point, across, up)
        for point in found.experiment.points
        for across, up in [(_spot(found, point, x), _spot(found, point, y))]
        if math.isfinite(across.interval.mean + up.interval.mean)
    ]
    if not spots:
        return
    names = [f"{_letter(point)}: {found.experiment.label(point, speech.lang)}" for point, _, _ in spots]
    title = speech.say("title-plane", x=speech.outcome(x), y=speech.outcome(y))
    drawing, panel = empty(title, 3.7 + 0.16 * lines_in(names, 60))
    for each in spots:
        _draw(panel, *each, _style(found.experiment, each[0], figure.by))
    _axes(panel, x, y, speech)
    _write_letters(panel, spots)
    marks = [sample(_style(found.experiment, point, figure.by)) for point, _, _ in spots]
    explain(drawing, [*marks, dot()], [*names, speech.say("mark-pair")])
    about = speech.say("alt-plane", x=speech.named(x), y=speech.named(y))
    told = "; ".join(_told(name, each[1:], (x, y), speech) for name, each in zip(names, spots, strict=True))
    name = f"plane-{slug(x.text)}-{slug(y.text)}"
    yield Picture(name, speech.say("caption-plane"), f"{about} {told}.", drawing)


def _style(experiment: Experiment, point: DesignPoint, by: str) -> Style:
    """Colour and mark: the same for all points of one level of ``by``, or else one for each point."""
    levels = [level.name for level in experiment.factor(by).levels] if by in point.levels else []
    return style_of(levels.index(point.levels[by]) if levels else point.number)._replace(dash="")


def _axes(panel: Axes, x: Key, y: Key, speech: Speech) -> None:
    panel.margins(0.12)
    panel.locator_params(axis="x", nbins=5)
    name_axis(panel.xaxis, speech, good_direction(x, speech))
    name_axis(panel.yaxis, speech, good_direction(y, speech), 36)


def _told(name: str, spots: tuple[Spot, Spot], keys: tuple[Key, Key], speech: Speech) -> str:
    across, up = (
        interval_told("", spot.interval, key, speech).strip() for spot, key in zip(spots, keys, strict=True)
    )
    return f"{name} {speech.say('alt-both', x=across, y=up)}"


def _spot(found: Findings, point: DesignPoint, key: Key) -> Spot:
    own = found.found[point.number].interval(*key)
    if point.reference is None:
        return Spot(own, scale(key) * np.array([own.mean, *own[:3]]), np.array([]))
    start = found.found[point.reference].interval(*key).mean
    each = answer(found, point, key)
    mean, low, high, n = each.difference[:4]
    place = Interval(start + mean, start + low, start + high, n)
    return Spot(
        place, scale(key) * np.array([start, *place[:3]]), scale(key) * (start + np.array(each.pairs))
    )


def _write_letters(panel: Axes, spots: Sequence[tuple[DesignPoint, Spot, Spot]]) -> None:
    """A letter beside every point; where points lie together each in another corner."""
    written: list[Numbers] = []
    look: dict[str, Any] = {"fontsize": NORMAL, "fontweight": "bold", "color": INK, "zorder": 4}
    for point, x, y in spots:
        place = (x.places[1], y.places[1])
        there = (np.array(place) - panel.viewLim.min) / panel.viewLim.size
        crowd = sum(bool((abs(there - each) < CLOSE).all()) for each in written)
        written.append(there)
        panel.annotate(_letter(point), place, _corner(crowd), textcoords="offset points", ha="center", **look)


def _corner(crowd: int) -> tuple[float, float]:
    """Where the letter of a point stands that has so many others beside it: around it, and then further away."""
    round_again, corner = divmod(crowd, 4)
    away = 9 + 11 * round_again
    return (away if corner % 2 == 0 else -away), (5 if corner < 2 else -13)


def _letter(point: DesignPoint) -> str:
    """A for the first point of the design; after Z it goes on with A2."""
    again, place = divmod(point.number, len(LETTERS))
    return LETTERS[place] + (str(again + 1) if again else "")


def _draw(panel: Axes, point: DesignPoint, x: Spot, y: Spot, style: Style) -> None:
    """One point: its mark and letter; and its runs, intervals and arrow if it is compared with another."""
    colour, mark, _ = style
    (left, across, *width), (low, up, *height) = x.places, y.places
    panel.plot(across, up, mark, color=colour, markersize=7, zorder=3)
    if point.reference is None:
        return
    panel.plot(x.runs, y.runs, ".", color=colour, alpha=0.5, markersize=6.5, markeredgewidth=0)
    panel.plot(width, [up, up], color=colour, linewidth=1.4)
    panel.plot([across, across], height, color=colour, linewidth=1.4)
    shape = {"arrowstyle": "->", "color": INK, "alpha": 0.5, "linewidth": 0.9, "shrinkA": 5, "shrinkB": 6}
    panel.annotate("", (across, up), (left, low), arrowprops=shape)
