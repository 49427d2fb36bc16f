"""Where names along an axis stand, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 6.0  # points between two names beside each other: about a letter
POINTS = 72.0  # in an inch


def rows_apart(middles: Sequence[float], widths: Sequence[float], gap: float = GAP) -> list[int]:
    """In which row each name stands, from 0: the first in which it covers nobody.

    Args:
        middles: where the middle of each name stands along the axis.
        widths: how wide each is, in the same measure.
        gap: what stays free between two names in a row.
    """
    rows: list[list[tuple[float, float]]] = []
    found = []
    for middle, width in zip(middles, widths, strict=True):
        left, right = middle - width / 2, middle + width / 2
        free = (
            all(right + gap <= other_left or other_right + gap <= left for other_left, other_right in row)
            for row in rows
        )
        place = next((number for number, each in enumerate(free) if each), len(rows))
        if place == len(rows):
            rows.append([])
        rows[place].append((left, right))
        found.append(place)
    return found


def below_each_other(texts: Sequence[str], middles: Sequence[float], size: float) -> list[str]:
    """Names for the marks of an axis, those that would cover another moved down by whole lines.

    Args:
        texts: the names, folded into lines.
        middles: where they stand along the axis, in points.
        size: of the letters, in points.
    """
    rows = rows_apart(middles, [width_of(text, size) for text in texts])
    lines = [
        max((text.count("\n") + 1 for text, row in zip(texts, rows, strict=True) if row == each), default=0)
        for each in range(max(rows, default=0) + 1)
    ]
    return ["\n" * sum(lines[:row]) + text for text, row in zip(texts, rows, strict=True)]


def width_of(text: str, size: float) -> float:
    """How wide the longest line of a text is, in points, in the letters of our pictures."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size)
    measure = text_to_path.get_text_width_height_descent
    return max(float(measure(line, font, ismath=False)[0]) for line in text.split("\n"))
