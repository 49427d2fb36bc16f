"""The prediction stands beside what came out, and too many findings are called what they are."""

from __future__ import annotations

import pytest

from validation.foretold import SHOULD_FAIL, foretold
from validation.kept_evidence import Line

ROWS = [f"C{number}" for number in range(300, 374)]


def lines(came: int, split: str = "open", **named: str) -> list[Line]:
    """One line per finding, of which so many come out; half of the rest is of the other half."""
    verdicts = ["reproduced"] * came + ["absent"] * (len(ROWS) - came)
    halves = [split if n < came or n % 2 else "held out" for n in range(len(ROWS))]
    made = [
        Line(row, "mediated", half, "turnover@late: more - base < 0", -0.1, -0.2, -0.05, 4, "0.01", verdict)
        for row, half, verdict in zip(ROWS, halves, verdicts, strict=True)
    ]
    return made + [made[0]._replace(row=row, verdict=verdict) for row, verdict in named.items()]


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (29, "below the range: the prediction is refuted"),
        (30, "within the range"),
        (44, "within the range"),
        (45, "above the range"),
        (51, "which reads as tuning"),
    ],
)
def test_a_score_is_held_against_the_range(came, said):
    assert f"*Came out*: {came} of 74, {said};" in foretold(lines(came))


def test_a_gain_that_open_rows_have_alone_reads_as_tuning():
    assert "rows, which reads as tuning." in foretold(lines(40))
    even = [each._replace(half="open" if number % 2 else "held out") for number, each in enumerate(lines(40))]
    assert "which reads as tuning" not in foretold(even)


def test_a_row_that_should_fail_and_comes_out_is_named():
    assert "came out all the same: none." in foretold(lines(30, C014="absent"))
    assert "came out all the same: C014." in foretold(lines(30, C014="reproduced"))
    assert len(SHOULD_FAIL) == len(set(SHOULD_FAIL))
