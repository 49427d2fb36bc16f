"""Whether a warm-up is long enough: a table of MSER-5 and Welch's figure."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from tup_sim.reporting.columns import HEADED
from tup_sim.reporting.figures import COLUMNS, INK, PALE, save_figure
from tup_sim.reporting.numerals import bounds, decimals, numeral
from tup_sim.reporting.view import Row, Table, View
from tup_sim.reporting.words import label, unit
from tup_sim.statistics import FEWEST
from tup_sim.study.warm_up import WINDOW, RunIn, Settling
from tup_sim.texts import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINE, CUT = "#0072B2", "#D55E00"  # Okabe and Ito; dashed and dotted, so that colour is not needed


def warm_up_view(found: RunIn, lang: str = "en") -> View:
    """Per outcome how many weeks to leave out, and whether the warm-up does so."""
    weeks = found.runs.scenario.parameters.horizon
    runs = say(lang, "of-runs", n=found.runs.finished, asked=found.runs.asked)
    head = tuple(say(lang, name) for name in ("warm-outcome", "warm-week", "warm-drift", "warm-verdict"))
    rows = [head, *(_row(found, each, lang) for each in found.settlings)]
    facts = say(lang, "warm-facts", runs=runs, seed=found.runs.seed, weeks=weeks, warmup=found.warmup)
    verdict = say(lang, _verdict(found), n=len(found.settlings), drifting=len(found.drifting))
    title = say(lang, "warm-title", name=found.name)
    return View(title, [facts], [View("", [Table(rows, HEADED)])], [verdict, say(lang, "warm-note")])


def warm_up_figure(found: RunIn, path: Path, lang: str = "en") -> list[Path]:
    """Save a panel per outcome: the mean over the runs, smoothed, the end of the warm-up and where MSER-5 cuts."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    rows = math.ceil(len(found.settlings) / COLUMNS)
    layout = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.06)
    figure = Figure(figsize=(3.5 * COLUMNS + 1.2, 1.9 * rows + 1.1), layout=layout)
    panels = list(figure.subplots(rows, COLUMNS, sharex=True, squeeze=False).flat)
    for panel in panels[len(found.settlings) :]:
        panel.set_axis_off()
    for panel, settling in zip(panels, found.settlings, strict=False):
        _panel(panel, found, settling, lang)
    figure.suptitle(say(lang, "warm-title", name=found.name), fontsize=12, color=INK)
    _legend(figure, lang)
    return save_figure(figure, path)


def _verdict(found: RunIn) -> str:
    if found.runs.finished < FEWEST:
        return "warm-few"
    many = min(len(found.drifting), 2)
    return ("warm-good", "warm-bad-one", "warm-bad")[many]


def _row(found: RunIn, settling: Settling, lang: str) -> Row:
    weeks = say(lang, "warm-unclear") if settling.leave_out is None else str(settling.leave_out)
    mean, low, high = settling.drift[:3]
    places = decimals(mean, low, high)
    drift = f"{numeral(mean, places, lang, sign=True)} {bounds(low, high, places, lang, sign=True)}"
    known = "warm-short" if settling in found.drifting else "warm-enough"
    word = known if settling.drift.n >= FEWEST else "warm-unclear"
    return label(lang, settling.outcome), weeks, drift, say(lang, word)


def _panel(panel: Axes, found: RunIn, settling: Settling, lang: str) -> None:
    panel.plot(settling.mean, color=PALE, linewidth=0.7, alpha=0.8)
    panel.plot(settling.curve, color=INK, linewidth=1.8)
    panel.axvline(found.warmup, color=LINE, linestyle="--", linewidth=1.4)
    if settling.leave_out is not None:
        panel.axvline(settling.leave_out, color=CUT, linestyle=":", linewidth=1.8)
    panel.set_title(label(lang, settling.outcome), fontsize=10, color=INK, loc="left")
    panel.set_ylabel(unit(lang, settling.outcome), fontsize=8, color=INK)
    panel.set_xlabel(say(lang, "warm-axis"), fontsize=8, color=INK)
    panel.tick_params(labelsize=8, colors=INK, labelbottom=True)
    if lang == "nl":
        panel.yaxis.set_major_formatter(lambda value, _: f"{round(value, 9):g}".replace(".", ","))
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)


def _legend(figure: Figure, lang: str) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=INK, linewidth=1.8, label=say(lang, "warm-smooth", window=2 * WINDOW + 1)),
        Line2D([], [], color=PALE, linewidth=0.7, label=say(lang, "warm-mean")),
        Line2D([], [], color=LINE, linestyle="--", label=say(lang, "warm-line")),
        Line2D([], [], color=CUT, linestyle=":", label=say(lang, "warm-cut")),
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=2, fontsize=8, frameon=False)
