"""Pictures week by week: a point beside its reference, the mean of the runs, a band, and every run as a thin line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tup_sim.reporting.brief.canvas import (
    SMALL,
    Picture,
    Style,
    empty,
    explain,
    faint,
    interval_told,
    lines_in,
    name_axis,
    possible,
    sample,
    slug,
    style_of,
)
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.figures import INK
from tup_sim.statistics import mean_interval
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 130  # points along a line; of more weeks several are taken together
STYLES = (Style("#000000", "", "--"), Style(style_of(0).colour, "", "-"))  # of the reference, of the point


def week_pictures(found: Findings, key: Key, speech: Speech) -> Iterator[Picture]:
    """Per comparison a picture; none where a run kept no weekly figures."""
    for point in found.experiment.comparisons():
        if point.reference is not None:
            yield from _pair(found, key, found.experiment.points[point.reference], point, speech)


def _pair(
    found: Findings, key: Key, reference: DesignPoint, point: DesignPoint, speech: Speech
) -> Iterator[Picture]:
    arms = [_weeks(found, each, key.outcome) for each in (reference, point)]
    if not all(each.size for each in arms):
        return
    plain = key._replace(window=speech.window)  # a picture week by week has no window
    names = [found.experiment.label(each, speech.lang) for each in (reference, point)]
    together = math.ceil(arms[0].shape[1] / MOST)
    figure, panel = empty(speech.outcome(plain), 3.0 + 0.16 * lines_in(names, 60))
    for each, style in zip(arms, STYLES, strict=True):
        _draw(panel, scale(key) * taken_together(each, together), key, together, style)
    panel.set_xlabel(speech.say("axis-week"), fontsize=SMALL, color=INK)
    name_axis(panel.yaxis, speech, speech.unit(key))
    marks, change = [sample(style) for style in STYLES], point.scenario.first_change()
    if change:
        marks.append(panel.axvline(change[1], color=INK, linewidth=1, linestyle=":"))
    explain(figure, marks, [*names, speech.say("mark-change")][: len(marks)])
    name = f"weeks-{slug(key.outcome)}-{point.number}"
    if reference.number != found.experiment.points[point.number].reference:
        name += f"-{reference.number}"
    told = _told(arms, names, plain, speech)
    yield Picture(name, speech.many("caption-weeks", together), told, figure, key.outcome)


def _weeks(found: Findings, point: DesignPoint, outcome: str) -> Numbers:
    """Per run the figures of every week; empty if no run has any."""
    runs = [each.weekly[outcome] for each in found.found[point.number].results if each.weekly.get(outcome)]
    return np.array(runs, dtype=np.float64)


def taken_together(series: Numbers, together: int) -> Numbers:
    """Means of so many weeks in a row; what is left over at the end is left out."""
    whole = series.shape[1] // together * together
    parts = series[:, :whole].reshape(len(series), -1, together)
    known = ~np.isnan(parts)
    sums, counts = np.where(known, parts, 0.0).sum(axis=2), known.sum(axis=2)
    return np.divide(sums, counts, out=np.full(sums.shape, math.nan), where=counts > 0)


def _draw(panel: Axes, series: Numbers, key: Key, together: int, style: Style) -> None:
    """Every run, the interval of the mean, and the mean."""
    weeks = (np.arange(series.shape[1]) + 0.5) * together
    means = possible(np.array([mean_interval(week)[:3] for week in series.T]), key)
    for run in series:
        panel.plot(weeks, run, color=style.colour, linewidth=0.6, alpha=faint(len(series)))
    panel.fill_between(weeks, *means[:, 1:].T, color=style.colour, alpha=0.18, linewidth=0)
    panel.plot(weeks, means[:, 0], color=style.colour, linestyle=style.dash, linewidth=1.8)


def _told(arms: Sequence[Numbers], names: Sequence[str], key: Key, speech: Speech) -> str:
    """How each begins and ends, for who cannot see the picture."""
    words = {"outcome": speech.outcome(key), "unit": speech.unit(key), "weeks": arms[0].shape[1]}
    each = (_ends(series, name, key, speech) for series, name in zip(arms, names, strict=True))
    return f"{speech.say('alt-weeks', **words)} {'; '.join(each)}."


def _ends(series: Numbers, name: str, key: Key, speech: Speech) -> str:
    """The mean of the first and of the last quarter of the weeks."""
    quarter = max(1, series.shape[1] // 4)
    ends = (series[:, :quarter], series[:, -quarter:])
    first, last = (mean_interval(taken_together(each, each.shape[1])[:, 0]) for each in ends)
    end = interval_told("", last, key, speech).strip()
    return speech.say("alt-first-last", first=interval_told(name, first, key, speech), last=end)
