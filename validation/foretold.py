"""What was foretold of the score before the rules of the second version were built, held against what came out.

A review of the first version wrote it down on reading the code and a few probes. It is no goal: a score above the range
is to be read as tuning, one below it as a prediction that was refuted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tup_sim.statistics import Verdict
from validation.kept_evidence import HELD_OUT, OPEN, Line, by_row, first_version, verdicts

FINDINGS, RANGE, TUNED, APART = 37, (30, 44), 50, 15  # of 74 findings, and points between the halves
SHOULD_FAIL: Final = ("C014", "C125", "C139", "C148", "C152", "C157", "C158", "C173", "C182", "C212", "C231")


def foretold(lines: Sequence[Line]) -> str:
    """A paragraph: the prediction, what came out, and what this says of either.

    Args:
        lines: of the findings of one document of evidence.
    """
    found = verdicts(lines)
    came = [row for row, verdict in found.items() if verdict is Verdict.REPRODUCED]
    gains = _gains(lines, found)
    apart = gains[OPEN] - gains[HELD_OUT] if len(gains) == 2 else 0.0
    against = [row for row in SHOULD_FAIL if row in came]
    return " ".join(
        (
            f"*Foretold* before the rules were built: {FINDINGS} of 74 findings come out (range {RANGE[0]} to "
            f"{RANGE[1]}); more than {TUNED}, or a gain that is {APART} points larger among open rows than among those "
            f"once held out, would be read as tuning. *Came out*: {len(came)} of {len(found)}, {_said(len(came))}; the "
            f"gain over the first version is {_points(gains)}{', which reads as tuning' if apart > APART else ''}.",
            f"Foretold to fail, since nothing but a written rule could bring them about: {', '.join(SHOULD_FAIL)}; of "
            f"these came out all the same: {', '.join(against) or 'none'}.",
        )
    )


def _said(came: int) -> str:
    if came > TUNED:
        return "which reads as tuning"
    if came > RANGE[1]:
        return "above the range"
    return "within the range" if came >= RANGE[0] else "below the range: the prediction is refuted"


def _gains(lines: Sequence[Line], found: Mapping[str, Verdict]) -> dict[str, float]:
    """Points of a hundred by which the share that comes out grew, by half; both judged by today's rule."""
    first = [each for each in first_version() if each.finding]
    now, then = _shares(lines, found), _shares(first, verdicts(first))
    return {half: 100 * (share - then.get(half, 0.0)) for half, share in now.items()}


def _shares(lines: Sequence[Line], found: Mapping[str, Verdict]) -> dict[str, float]:
    """Share of the findings of each half that comes out."""
    halves = {row: mine[0].half for row, mine in by_row(lines).items()}
    return {
        half: sum(found[row] is Verdict.REPRODUCED for row, there in halves.items() if there == half)
        / list(halves.values()).count(half)
        for half in sorted(set(halves.values()), reverse=True)
    }


def _points(gains: Mapping[str, float]) -> str:
    return " and ".join(f"{gain:+.0f} points among the {half} rows" for half, gain in gains.items())
