"""The pictures of a study, each with the numbers that are drawn in it and with its caption."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np

from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.speech import speech_of
from tup_sim.study.findings import Findings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NUMBERS = (
    "The numbers drawn in a picture stand in the CSV file of its name: a row for each point of each line, mark or band,"
    " in the numbers of its axes."
)
COLUMNS = ("panel", "kind", "series", "label", "x", "y")


def figures(found: Findings) -> dict[str, bytes]:
    """Files of the pictures: SVG, PNG, the numbers as CSV, and all captions in one text.

    Args:
        found: what the experiment found.
    """
    speech = speech_of(found.experiment, "en")
    drawn = pictures(found, speech)
    files: dict[str, bytes] = {}
    for each in drawn:
        files[f"figures/{each.name}.svg"] = each.svg
        files[f"figures/{each.name}.png"] = each.png()
        files[f"figures/{each.name}.csv"] = _data(each).encode()
    files["figures/captions.md"] = _captions(drawn).encode()
    return files


def _captions(drawn: list[Picture]) -> str:
    blocks = [f"## {each.name}\n\n{each.caption}\n\n{each.alternative}" for each in drawn]
    return "\n\n".join(["# Captions", NUMBERS, *blocks, ""])


def _data(picture: Picture) -> str:
    place = StringIO()
    table = csv.writer(place, lineterminator="\n")
    table.writerow(COLUMNS)
    for number, panel in enumerate(picture.figure.axes):
        table.writerows((number, *row) for row in _drawn(panel))
    return place.getvalue()


def _drawn(panel: Axes) -> Iterator[tuple[Any, ...]]:
    """Every point of every line, every mark, every corner of every band, in numbers of the axes."""
    for number, line in enumerate(panel.lines):
        label = str(line.get_label())
        named = "" if label.startswith("_") else label
        yield from (("line", number, named, *point) for point in _points(line.get_xydata()))
    for number, marks in enumerate(panel.collections):
        placed = _points(marks.get_offsets())
        corners = [point for path in marks.get_paths() for point in _points(path.vertices)]
        kind, points = ("marks", placed) if len(placed) > 1 else ("area", corners)
        yield from ((kind, number, "", *point) for point in points)


def _points(given: Any) -> list[tuple[str, str]]:
    """Pairs of numbers, to their last digit."""
    return [(repr(float(x)), repr(float(y))) for x, y in np.asarray(given, dtype=np.float64).reshape(-1, 2)]
