"""One figure: what differs, outcome by outcome, with every pair of runs as a dot."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tup_sim.reporting.judged import kind
from tup_sim.reporting.saving import PICTURE, check_ending, save
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.statistics import Judgement
from tup_sim.study import Comparison
from tup_sim.study.cells import visible
from tup_sim.study.results import HORIZON, Contrast
from tup_sim.texts import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, PALE = "#333333", "#888888"
OPEN = ("#000000", "o", "#FFFFFF")
# Okabe and Ito's colours, and a shape for each, so that the figure can be read without colour.
STYLE = {
    "better": ("#0072B2", "o", "#0072B2"),
    "worse": ("#D55E00", "s", "#D55E00"),
    "different": ("#000000", "D", "#000000"),
    "small": ("#000000", "D", "#999999"),
    "unclear": OPEN,
    "few": OPEN,
    "one_run": OPEN,
    "negligible": ("#000000", "D", "#FFFFFF"),
}
ALIKE = {"higher": "different", "lower": "different", "same": "negligible"}
COLUMNS = 3


class Line(NamedTuple):
    """A line of every panel: an other scenario of a comparison, and what it is called."""

    comparison: Comparison
    other: int
    name: str


def difference_figure(
    comparison: Comparison | Sequence[Comparison],
    outcomes: Sequence[str],
    path: Path,
    lang: str = "en",
    window: str = HORIZON,
    names: Sequence[str] = (),
    title: str = "",
) -> list[Path]:
    """Save a panel per outcome: mean paired difference, its interval, every pair of runs, and a line at 0.

    Args:
        comparison: one comparison or several; each other scenario is a line.
        outcomes: names of the outcomes.
        path: file to write; without the ending of a file both PNG and SVG are written.
        lang: ``en`` or ``nl``.
        window: stretch of weeks the outcomes are about.
        names: what the lines are called; the scenarios' own names if empty.
        title: what the figure is about; a general one if empty.

    Returns:
        The files written.

    Raises:
        OutputError: a file could not be written, or its ending is that of something else.
    """
    title = title or say(lang, "figure")
    with as_written_text():
        figure = _draw(_lines(comparison, names), outcomes, lang, window)
        figure.suptitle(f"{visible(title)} ({window_name(lang, window)})", fontsize=12, color=INK)
    return save_figure(figure, path)


def as_written_text() -> AbstractContextManager[None]:
    """While it lasts a text with dollar signs is no formula."""
    import matplotlib

    return matplotlib.rc_context({"text.parse_math": False})


def save_figure(figure: Figure, path: Path) -> list[Path]:
    """Save a figure; without an ending both as PNG and as SVG. Returns the files written."""
    check_ending(path, PICTURE)
    places = (
        [path]
        if path.suffix in (".png", ".svg")
        else [path.with_name(path.name + end) for end in (".png", ".svg")]
    )
    for place in places:
        save(place, lambda part: _write(figure, part))
    return places


def _lines(comparison: Comparison | Sequence[Comparison], names: Sequence[str]) -> list[Line]:
    each = [comparison] if isinstance(comparison, Comparison) else comparison
    lines = [Line(found, i, visible(other.name)) for found in each for i, other in enumerate(found.others)]
    return [line._replace(name=name) for line, name in zip(lines, names, strict=True)] if names else lines


def _draw(lines: Sequence[Line], outcomes: Sequence[str], lang: str, window: str) -> Figure:
    """All panels, the title and the legend."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    columns = min(COLUMNS, len(outcomes)) or 1
    rows = math.ceil(len(outcomes) / columns) or 1
    height = rows * (1.15 + 0.42 * len(lines)) + 1.1
    figure = Figure(
        figsize=(max(7.5, 3.5 * columns + 1.2), height), layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.06)
    )
    panels = figure.subplots(rows, columns, sharey=True, squeeze=False).flat
    for panel in list(panels)[len(outcomes) :]:
        panel.set_axis_off()
    for panel, outcome in zip(figure.axes, outcomes, strict=False):
        _panel(panel, lines, outcome, lang, window)
    pairs = max((line.comparison.base.finished for line in lines), default=0)
    known = (_known(line, outcome, window) for line in lines for outcome in outcomes)
    used = {mark_of(each.judged()) for each in known if each}
    _legend(figure, lang, say(lang, "figure-foot", n=pairs), used)
    return figure


def _panel(panel: Axes, lines: Sequence[Line], outcome: str, lang: str, window: str) -> None:
    """One outcome."""
    panel.axvline(0, color=INK, linewidth=1)
    for height, line in enumerate(lines):
        _bar(panel, height, line, outcome, window)
    panel.set_title(label(lang, outcome), fontsize=10, color=INK, loc="left")
    panel.set_xlabel(unit(lang, outcome), fontsize=8, color=INK)
    panel.set_yticks(range(len(lines)), [line.name for line in lines], fontsize=9)
    panel.set_ylim(len(lines) - 0.4, -0.6)
    panel.tick_params(axis="x", labelsize=8, colors=INK)
    panel.tick_params(axis="y", length=0)
    panel.locator_params(axis="x", nbins=5)
    if lang == "nl":
        panel.xaxis.set_major_formatter(lambda value, _: f"{round(value, 9):g}".replace(".", ","))
    for side in ("top", "right", "left"):
        panel.spines[side].set_visible(False)


def _bar(panel: Axes, height: int, line: Line, outcome: str, window: str) -> None:
    """One scenario in one panel."""
    contrast = _known(line, outcome, window)
    if contrast is None:
        panel.annotate("-", (0, height), color=INK)
        return
    difference = contrast.difference
    pairs = line.comparison.pairs(line.other, outcome, window)
    panel.plot(
        pairs, height + _spread(len(pairs)), ".", color=PALE, alpha=0.55, markersize=5, markeredgewidth=0
    )
    colour, shape, face = STYLE[mark_of(contrast.judged())]
    panel.plot([difference.low, difference.high], [height, height], color=colour, linewidth=2.4)
    panel.plot(difference.mean, height, shape, color=colour, markerfacecolor=face, markersize=7, zorder=3)


def _known(line: Line, outcome: str, window: str) -> Contrast | None:
    """The difference of a line in a panel; None if no pair has a value."""
    found = line.comparison.contrast(line.other, outcome, window)
    return found if found and found.difference.n else None


def mark_of(judged: Judgement) -> str:
    """Which mark of ``STYLE`` the answer of the judge gets."""
    answer = kind(judged)
    return ALIKE.get(answer, answer)


def _spread(count: int) -> np.ndarray:
    """Heights just below a line, so that dots do not lie on the bar; the same every time."""
    return 0.22 + 0.06 * (np.arange(count) % 3 - 1)


def _legend(figure: Figure, lang: str, title: str, used: Collection[str]) -> None:
    """What the marks that occur mean, under all panels."""
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=colour, marker=shape, markerfacecolor=face, label=say(lang, f"mark-{name}"))
        for name, (colour, shape, face) in STYLE.items()
        if name in used
    ]
    marks.append(Line2D([], [], color=PALE, marker=".", linestyle="", label=say(lang, "mark-pair")))
    figure.legend(
        handles=marks,
        loc="outside lower center",
        ncols=min(4, len(marks)),
        fontsize=8,
        frameon=False,
        title=title,
        title_fontsize=8,
    )


def _write(figure: Figure, place: Path) -> None:
    """Write one file; equal figures give equal bytes."""
    import matplotlib

    metadata = {"Date": None} if place.suffix == ".svg" else {"Software": None}
    with matplotlib.rc_context({"svg.hashsalt": "tup-sim", "svg.fonttype": "none"}):
        figure.savefig(place, dpi=150, metadata=metadata)
