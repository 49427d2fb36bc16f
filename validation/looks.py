"""The log of looks: whoever looks at a row often enough finds something, so every look is counted.

The commands write it themselves. The same runs of the same model seen again are no other look.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parents[1] / "experiments" / "looks.csv"


class Look(NamedTuple):
    """One row of hypotheses looked at once.

    Attributes:
        command: which command showed it, and how, such as ``evidence --full``.
        row: name of the hypothesis, such as C117 or C005b.
        arms: names of its arms.
        seed: of the runs.
        runs: complete runs of each arm that were seen.
        model: fingerprint.
    """

    command: str
    row: str
    arms: str
    seed: str
    runs: str
    model: str


HEAD = ("date", *Look._fields)


def look(command: str, row: str, arms: Iterable[str], seed: int, runs: int, model: str) -> Look:
    """A look, as it is written."""
    return Look(command, row, " ".join(arms), str(seed), str(runs), model)


def kept(file: Path | None = None) -> list[Look]:
    """Every look so far."""
    place = file or FILE
    if not place.exists():
        return []
    with place.open(encoding="utf-8", newline="") as text:
        return [Look(*(row[name] for name in Look._fields)) for row in csv.DictReader(text)]


def note(seen: Iterable[Look], file: Path | None = None) -> None:
    """Write down looks that were not there yet, with the date of today."""
    place = file or FILE
    before = set(kept(place))
    new = [each for each in dict.fromkeys(seen) if each not in before]
    if not new:
        return
    begins = not place.exists()
    with place.open("a", encoding="utf-8", newline="") as text:
        table = csv.writer(text, lineterminator="\n")
        if begins:
            table.writerow(HEAD)
        table.writerows((f"{datetime.now(UTC):%Y-%m-%d}", *each) for each in new)


def counted(file: Path | None = None) -> Mapping[str, int]:
    """Looks per row since counting began."""
    return Counter(each.row for each in kept(file) if each.row)
