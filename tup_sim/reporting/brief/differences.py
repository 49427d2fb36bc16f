"""A picture of differences: per comparison the mean, its interval, and every pair of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tup_sim.reporting.brief.canvas import (
    BAND,
    SMALL,
    WIDTH,
    Picture,
    dot,
    explain,
    folded,
    interval_told,
    lines_in,
    name_axis,
    plain,
    sheet,
    slug,
)
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.brief.verdicts import Answer, answers
from tup_sim.reporting.brief.wording import versus
from tup_sim.reporting.figures import INK, PALE, STYLE, mark_of
from tup_sim.reporting.judged import in_words
from tup_sim.statistics import Interval
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LETTERS_IN_INCH = 12  # of small letters


def difference_picture(found: Findings, key: Key, speech: Speech) -> Iterator[Picture]:
    """The differences of all points in one outcome; nothing if there are none."""
    rows = [each for each in answers(found, key) if each.difference.n]
    if rows:
        names = [versus(found.experiment, each.point, speech) for each in rows]
        yield drawn(f"differences-{slug(key.text)}", speech.outcome(key), rows, names, WIDTH, speech)


def drawn(
    name: str, title: str, rows: Sequence[Answer], names: Sequence[str], width: float, speech: Speech
) -> Picture:
    """Differences in one outcome below each other.

    Args:
        name: of the picture.
        title: what stands above it.
        rows: the differences.
        names: what each is called.
        width: of the picture, in inches.
        speech: the language.
    """
    key, letters = rows[0].key, int(LETTERS_IN_INCH * width)
    folds = lines_in(names, letters)
    figure = sheet(title, width, 1.4 + 0.3 * len(rows) + 0.16 * folds)
    panel = plain(figure.subplots())
    _rows(panel, rows, names, letters)
    unit = speech.unit(key)
    name_axis(panel.xaxis, speech, speech.say("axis-difference", unit=unit), letters)
    _legend(figure, {mark_of(each.judged) for each in rows}, letters, speech)
    told = "; ".join(_told(each, name, speech) for each, name in zip(rows, names, strict=True))
    about = speech.say("alt-differences", outcome=speech.outcome(key), unit=unit)
    return Picture(name, speech.say("caption-differences"), f"{about} {told}.", figure, key.outcome)


def _rows(panel: Axes, rows: Sequence[Answer], names: Sequence[str], letters: int) -> None:
    """The rows from top to bottom, each below its name."""
    height = 0.0
    across = panel.get_yaxis_transform()
    for each, name in zip(rows, names, strict=True):
        text = folded(name, letters)
        panel.text(0, height, text, fontsize=SMALL, color=INK, va="top", transform=across)
        height += 0.5 * lines_in([name], letters) + 0.2
        _row(panel, height, each)
        height += 0.6
    panel.set_ylim(height - 0.1, -0.1)
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)
    panel.locator_params(axis="x", nbins=6)


def _row(panel: Axes, height: float, each: Answer) -> None:
    factor, difference = scale(each.key), each.difference
    colour, shape, face = STYLE[mark_of(each.judged)]
    if each.smallest:
        ends = (-factor * each.smallest, factor * each.smallest)
        panel.fill_betweenx([height - 0.22, height + 0.4], *ends, color=BAND, linewidth=0, zorder=0)
    panel.plot([0, 0], [height - 0.22, height + 0.4], color=INK, linewidth=1, zorder=1)
    pairs = factor * np.array(each.pairs)
    below = height + 0.22 + 0.06 * (np.arange(len(pairs)) % 3 - 1)
    panel.plot(pairs, below, ".", color=PALE, alpha=0.8, markersize=6.5, markeredgewidth=0)
    panel.plot([factor * difference.low, factor * difference.high], [height] * 2, color=colour, linewidth=2.2)
    panel.plot(
        factor * difference.mean, height, shape, color=colour, markerfacecolor=face, markersize=6.5, zorder=3
    )


def _legend(figure: Figure, used: set[str], letters: int, speech: Speech) -> None:
    shown = [mark for mark in STYLE if mark in used]
    words = [speech.say(f"mark-{mark}") for mark in shown]
    marks = [*(_sample(mark) for mark in shown), dot()]
    explain(figure, marks, [*words, speech.say("mark-pair")], letters)


def _sample(mark: str) -> Artist:
    from matplotlib.lines import Line2D

    colour, shape, face = STYLE[mark]
    return Line2D([], [], color=colour, marker=shape, markerfacecolor=face, linewidth=2.2)


def _told(each: Answer, name: str, speech: Speech) -> str:
    told = interval_told(name, Interval(*each.difference[:4]), each.key, speech, sign=True)
    return f"{told}, {in_words(each.judged, speech.lang)}"
