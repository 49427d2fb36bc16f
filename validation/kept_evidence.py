"""What a document of evidence says of every line, so that stored runs can be judged again by another rule.

The intervals stand in the document, the runs themselves do not. A line is judged by the verdict beside it where the
smallest effect that it was held against stands there too, and again by today's rule where it does not: that is the
first version, in which a difference counted if it was more than 2 % of the outcome.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from tup_sim.measures.outcomes import outcome_of
from tup_sim.statistics import Interval, Verdict, held_against
from validation.evidence import FINDINGS, overall

FIRST_VERSION = Path(__file__).with_name("first_version.csv")
OPEN, HELD_OUT, AGAIN = "open", "held out", "tried again"
BLOCK = re.compile(r"^### (C\d{3}b?): (.+)$")
KIND = re.compile(r"^(Identity|Written|Mediated|Emergent): .* (Open|Held out|Tried again)\b", re.MULTILINE)
HALVES = {"Open": OPEN, "Held out": HELD_OUT, "Tried again": AGAIN}
WITHIN = re.compile(r"\[(\S+), (\S+)\]")


class Line(NamedTuple):
    """One prediction, as a document has it.

    Attributes:
        row: name of the hypothesis.
        tag, half: mediated or another kind; open, held out or tried again.
        predicted: the sum, with its sign.
        mean, low, high, runs: what was found.
        smallest: what it was held against, as printed; empty in the first version.
        verdict: as printed.
    """

    row: str
    tag: str
    half: str
    predicted: str
    mean: float
    low: float
    high: float
    runs: int
    smallest: str
    verdict: str

    @property
    def finding(self) -> bool:
        """Whether it counts as a finding."""
        return self.tag in FINDINGS and self.half != AGAIN

    def judged(self) -> Verdict:
        """The verdict by today's rule; where that asks for a level, the level of the supplied house at rest."""
        if self.smallest:
            return Verdict(self.verdict)
        outcome = self.predicted.partition("@")[0].partition(":")[0]
        sign = 1 if ">" in self.predicted else -1
        found = Interval(self.mean, self.low, self.high, self.runs)
        return held_against(found, sign, outcome_of(outcome).smallest_at())


def lines_of(document: str) -> list[Line]:
    """Every line of every hypothesis that was tested."""
    return [line for block in re.split(r"^(?=### )", document, flags=re.MULTILINE) for line in _lines(block)]


def _lines(block: str) -> Iterator[Line]:
    title, kind = BLOCK.match(block.partition("\n")[0]), KIND.search(block)
    if title is None or kind is None:
        return
    for row in block.splitlines():
        cells = [each.strip() for each in row.strip("|").split(" | ")] if row.startswith("| `") else []
        if cells:
            predicted, mean, between, runs, *least, verdict = cells
            ends = WITHIN.fullmatch(between)
            low, high = (_number(each) for each in ends.groups()) if ends else (float("nan"),) * 2
            said = (title[1], kind[1].lower(), HALVES[kind[2]], predicted.strip("`"))
            yield Line(*said, _number(mean), low, high, int(runs), least[0] if least else "", verdict)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "").replace("±", "").replace("−", "-"))
    except ValueError:
        return float("nan")


def by_row(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by hypothesis."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.row, []).append(line)
    return found


def verdicts(lines: Sequence[Line]) -> Mapping[str, Verdict]:
    """Row to its verdict by today's rule."""
    return {row: overall([each.judged() for each in mine]) for row, mine in by_row(lines).items()}


FIRST_WORDS = ("contradicted", "not reproduced", "cannot tell")


def first_verdicts(lines: Sequence[Line]) -> Mapping[str, str]:
    """Row to its verdict by the rule of the first version: the worst of what is printed beside its lines."""
    return {
        row: next((worst for worst in FIRST_WORDS if worst in {each.verdict for each in mine}), "reproduced")
        for row, mine in by_row(lines).items()
    }


def as_csv(lines: Iterable[Line], about: str) -> str:
    """The lines as a table, below a line that says where they come from."""
    text = StringIO()
    text.write(f"# {about}\n")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(Line._fields)
    table.writerows(lines)
    return text.getvalue()


def first_version(file: Path = FIRST_VERSION) -> list[Line]:
    """The lines of the first version, which are kept when the document is written anew."""
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines()[1:])
    return [
        Line(row["row"], row["tag"], row["half"], row["predicted"], float(row["mean"]), float(row["low"]),
             float(row["high"]), int(row["runs"]), row["smallest"], row["verdict"])
        for row in rows
    ]  # fmt: skip
