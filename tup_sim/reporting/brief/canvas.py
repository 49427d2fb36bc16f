"""What all pictures of a brief share: size, marks, axes, and how they become SVG and PNG."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from tup_sim.measures import outcome_of
from tup_sim.reporting.brief.speech import HUNDRED, Speech, scale
from tup_sim.reporting.figures import INK, PALE
from tup_sim.reporting.numerals import MOST
from tup_sim.statistics import Interval
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.cells import visible
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WIDTH, BAND, SMALL, NORMAL = 4.7, "#E3E3E3", 8, 9
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS_IN_INCH = 11  # of a title
SIGNED = ("budget_balance", "net_volunteer_hours", "group_net_hours")  # can be below 0, though they count


Dash = Literal["-", "--", "-.", ":", ""] | tuple[float, tuple[float, ...]]


class Style(NamedTuple):
    """Colour, mark and dash of a line, so that it can be told from the others without colour."""

    colour: str
    mark: str
    dash: Dash


# The colours of Okabe and Ito that are dark enough on white.
STYLES = (
    Style("#0072B2", "o", "-"),
    Style("#D55E00", "s", "--"),
    Style("#009E73", "^", "-."),
    Style("#CC79A7", "D", ":"),
    Style("#000000", "v", (0, (6, 1, 1, 1, 1, 1))),
    Style("#E69F00", "P", (0, (1, 1))),
    Style("#56B4E9", "X", (0, (8, 2))),
)


@dataclass(frozen=True)
class Picture:
    """A picture with its words.

    Attributes:
        name: short and unique on the page; part of file names.
        caption: how to read a picture of this kind.
        alternative: the same in numbers, for who cannot see it.
        figure: the drawing.
        shows: the outcome on its scale; pictures of one kind that show the same have the same scale.
    """

    name: str
    caption: str
    alternative: str
    figure: Figure
    shows: str = ""

    @property
    def kind(self) -> str:
        """``answer``, ``differences``, ``levels``, ``weeks`` or ``plane``."""
        return self.name.partition("-")[0]

    @property
    def axis(self) -> str:
        """Along which the outcome runs: ``x`` for differences, ``y`` for what runs through time or levels."""
        return "x" if "differences" in self.name.split("-")[:2] else "y"

    @cached_property
    def svg(self) -> bytes:
        """The drawing as a file of its own; equal drawings give equal bytes."""
        import matplotlib

        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        with matplotlib.rc_context({"svg.hashsalt": self.name, "svg.fonttype": "none"}):
            found = self._saved("svg", nothing)
        self.figure.set_layout_engine(
            "none"
        )  # it is laid out now, and need not be again for points of colour
        return found

    def png(self) -> bytes:
        """The drawing in points of colour."""
        return self._saved("png", {"Software": None})

    def inline(self) -> str:
        """The drawing as part of a page: as wide as there is room, with ids nobody else has."""
        text = self.svg.decode("utf-8")
        text = text[text.index("<svg") :]
        text = re.sub(r"(\.\d\d)\d+(?=[ \n])", r"\1", text)
        text = re.sub(r'(?<=\bid=")|(?<=url\(#)|(?<=href="#)', f"{self.name}-", text)
        head, rest = text.split(">", 1)
        size = re.search(r'viewBox="[^"]*"', head)
        return f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" {size and size[0]} aria-hidden="true">{rest}'

    def _saved(self, form: str, metadata: dict[str, None]) -> bytes:
        place = BytesIO()
        self.figure.savefig(place, format=form, dpi=150, metadata=metadata)
        return place.getvalue()


def style_of(number: int) -> Style:
    """Colour, mark and dash of the line with this number."""
    return STYLES[number % len(STYLES)]


def empty(title: str, height: float) -> tuple[Figure, Axes]:
    """A figure with one panel."""
    figure = sheet(title, WIDTH, height)
    return figure, plain(figure.subplots())


def sheet(title: str, width: float, height: float) -> Figure:
    """A figure without anything on it but its title; sizes in inches."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.06))
    room = int(LETTERS_IN_INCH * width)
    figure.suptitle(folded(title, room), fontsize=NORMAL + 1, color=INK, x=0.02, ha="left", fontweight="bold")
    return figure


def plain(panel: Axes) -> Axes:
    """A panel with an axis below and to the left only, and small numbers."""
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    panel.tick_params(labelsize=SMALL, colors=INK)
    return panel


def name_axis(axis: Axis, speech: Speech, text: str, width: int = 58) -> None:
    """Say what an axis shows, and write its numbers the local way."""
    axis.set_label_text(folded(text, width), fontsize=SMALL, color=INK)
    _write_numbers(axis, speech)


def _write_numbers(axis: Axis, speech: Speech) -> None:
    """Numbers along an axis as they are written in the language, all with as many decimals."""

    def written(value: float, _: float) -> str:
        ticks = axis.get_majorticklocs()
        step = abs(float(ticks[1] - ticks[0])) if len(ticks) > 1 else 1.0
        places = next((n for n in range(MOST) if math.isclose(step, round(step, n), rel_tol=1e-6)), MOST)
        return speech.number(value, places)

    axis.set_major_formatter(written)


def good_direction(key: Key, speech: Speech) -> str:
    """Name, unit and which way is good."""
    better = outcome_of(key.outcome).better
    return speech.named(key) + ("" if better == "neutral" else f"; {speech.say(f'axis-{better}')}")


def explain(figure: Figure, marks: Sequence[Artist], names: Sequence[str], letters: int = 60) -> None:
    """What the marks mean, below the panel, in lines of so many letters."""
    figure.legend(
        handles=list(marks), labels=[folded(name, letters) for name in names],
        loc="outside lower left", fontsize=SMALL, frameon=False, handlelength=3.2,
    )  # fmt: skip


def sample(style: Style) -> Artist:
    """A line as it is drawn, for a legend."""
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], color=style.colour, marker=style.mark, linestyle=style.dash, linewidth=1.4, markersize=6
    )


def interval_told(name: str, found: Interval, key: Key, speech: Speech, sign: bool = False) -> str:
    """``name 87 (85 to 89)``, for a text that replaces a picture; as much of it as is known."""
    factor = scale(key)
    half = factor * (found.high - found.low) / 2
    mean = speech.rounded(factor * found.mean, half, sign)
    ends = factor * np.array(found[1:3])
    low, high = (speech.end(float(each), half, sign) for each in (ends if sign else possible(ends, key)))
    if found.n > 1:
        return speech.say("alt-interval", name=name, mean=mean, low=low, high=high)
    return f"{name} {mean if found.n else speech.say('verdict-none').lower()}"


def possible(ends: Numbers, key: Key) -> Numbers:
    """Ends of intervals of levels, cut off where an outcome cannot go: a share lies between 0 and all, a count above 0.

    What stands on a scale in standard deviations may lie anywhere, and so may what is left after subtraction.
    """
    outcome = outcome_of(key.outcome)
    if outcome.unit == "SD" or outcome.name in SIGNED:
        return ends
    return ends.clip(0, {"share": HUNDRED, "0-1": 1.0}.get(outcome.unit))


def slug(text: str) -> str:
    """A name that fits in a file name and an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def folded(text: str, width: int) -> str:
    """A text in lines of at most so many letters; a number and its % stay together."""
    return "\n".join(wrap(visible(text).replace(" %", "\N{NO-BREAK SPACE}%"), width))


def lines_in(texts: Sequence[str], width: int) -> int:
    """How many lines these texts take."""
    return sum(folded(text, width).count("\n") + 1 for text in texts)


def faint(runs: int) -> float:
    """How strong a run is drawn: less if there are many."""
    return max(0.15, min(0.5, 4 / runs))


def dot(colour: str = PALE) -> Artist:
    """The mark of one run, for a legend."""
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, marker=".", linestyle="", markeredgewidth=0)
