"""When a difference comes and goes: per comparison the paired difference week by week, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tup_sim.reporting.brief.at_a_glance import NARROW
from tup_sim.reporting.brief.canvas import (
    SMALL,
    Picture,
    folded,
    interval_told,
    lines_in,
    name_axis,
    plain,
    sheet,
    style_of,
)
from tup_sim.reporting.brief.roles import names_of, shown_first, with_table
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.brief.weekly import taken_together
from tup_sim.reporting.figures import INK
from tup_sim.statistics import mean_interval
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.beside import week_by_week
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS, LETTERS = 40, 44  # along a line; of a name that stands above it
HEIGHT, HEAD, LINE = 0.48, 0.85, 0.16  # inches: of a panel, of title and axis, of a line of letters


class Course(NamedTuple):
    """A comparison week by week.

    Attributes:
        point: what is compared.
        name: what it is called.
        pairs: a row per pair of runs, a column per stretch of weeks; scaled as the outcome is shown.
    """

    point: DesignPoint
    name: str
    pairs: Numbers


def weekly_difference_picture(found: Findings, speech: Speech) -> Iterator[Picture]:
    """The differences of the first page week by week; nothing where no run kept weekly figures."""
    key = week_by_week(found.experiment)._replace(window=speech.window)
    courses, together = _courses(found, key, speech)
    if not courses:
        return
    folds = lines_in([each.name for each in courses], LETTERS)
    title = speech.say("title-weeks", outcome=speech.outcome(key))
    figure = sheet(title, NARROW, HEAD + HEIGHT * len(courses) + LINE * folds)
    panels = figure.subplots(len(courses), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for panel, each in zip(panels, courses, strict=True):
        _draw(plain(panel), each, together, speech)
    below = folded(speech.say("axis-weeks", unit=speech.unit(key)), LETTERS)
    panels[-1].set_xlabel(below, fontsize=SMALL, color=INK)
    told = "; ".join(_told(each, key, speech) for each in courses)
    about = speech.say("alt-weekly", outcome=speech.outcome(key), unit=speech.unit(key))
    caption = with_table(speech.many("caption-weekly", together), [each.point for each in courses], speech)
    yield Picture("answer-weeks", caption, f"{about} {told}.", figure, key.outcome)


def _courses(found: Findings, key: Key, speech: Speech) -> tuple[list[Course], int]:
    """The comparisons that are known week by week, and how many weeks are taken together."""
    courses, together = [], 1
    shown_here = shown_first(found.experiment)
    names = names_of(found.experiment, shown_here, speech)
    for point, name in zip(shown_here, names, strict=True):
        pairs = _pairs(found, point, key.outcome)
        if pairs.size:
            together = max(1, math.ceil(pairs.shape[1] / POINTS))
            shown = scale(key) * taken_together(pairs, together)
            courses.append(Course(point, name, shown))
    return courses, together


def _pairs(found: Findings, point: DesignPoint, outcome: str) -> Numbers:
    """Per pair of runs with the same luck the difference in every week; empty if there are none."""
    mine, its = (
        {each.replication: np.array(series) for each in arm.results if (series := each.weekly.get(outcome))}
        for arm in (found.found[point.number], found.found[point.reference or 0])
    )
    return np.array([mine[luck] - its[luck] for luck in mine if luck in its], dtype=np.float64)


def _draw(panel: Axes, course: Course, together: int, speech: Speech) -> None:
    """The mean difference, the interval of it, and the line at nought."""
    weeks = (np.arange(course.pairs.shape[1]) + 0.5) * together
    mean, low, high = np.array([mean_interval(each)[:3] for each in course.pairs.T]).T
    panel.set_title(folded(course.name, LETTERS), fontsize=SMALL, color=INK, loc="left", pad=2)
    panel.axhline(0, color=INK, linewidth=0.8)
    panel.fill_between(weeks, low, high, color=style_of(0).colour, alpha=0.2, linewidth=0)
    panel.plot(weeks, mean, color=style_of(0).colour, linewidth=1.6)
    if change := course.point.scenario.first_change():
        panel.axvline(change[1], color=INK, linewidth=1, linestyle=":")
    panel.locator_params(axis="y", nbins=3)
    name_axis(panel.yaxis, speech, "")
    name_axis(panel.xaxis, speech, "")


def _told(course: Course, key: Key, speech: Speech) -> str:
    """The mean of the first and of the last quarter, for who cannot see the picture."""
    quarter = max(1, course.pairs.shape[1] // 4)
    ends = (course.pairs[:, :quarter], course.pairs[:, -quarter:])
    first, last = (mean_interval(_means(each) / scale(key)) for each in ends)
    end = interval_told("", last, key, speech, sign=True).strip()
    return speech.say(
        "alt-first-last", first=interval_told(course.name, first, key, speech, sign=True), last=end
    )


def _means(series: Numbers) -> Numbers:
    """Per pair the mean of the weeks in which it is known."""
    means: Numbers = taken_together(series, series.shape[1])[:, 0]
    return means
