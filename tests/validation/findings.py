"""What made-up runs say of a few statements, for documents and scores."""

from __future__ import annotations

from tup_sim.statistics import Interval, Verdict
from tup_sim.study.results import Key
from validation.evidence import Evidence, Hypothesis, Judged, Prediction, Without
from validation.evidence_document import Said

TURNOVER = Key("turnover", "late")
DOWN = Prediction(TURNOVER, {"more": 1.0, "base": -1.0}, -1)


def evidence(name: str, verdict: Verdict, tag: str = "mediated", split: str = "open") -> Evidence:
    hypothesis = Hypothesis(name, {}, (DOWN,), tag, "it takes two steps", ("coaching",), "", split)
    judged = Judged(DOWN, Interval(-0.2, -0.3, -0.1, 12), 0.01, verdict)
    return Evidence(hypothesis, verdict, (judged,), Without.REMOVED, Interval(0.9, 0.7, 0.97, 20), 12)


def left_out(name: str) -> Evidence:
    hypothesis = Hypothesis(
        name, {}, (), "emergent", "", (), "", "open", 104, "There are no citizens outside."
    )
    return Evidence(hypothesis, Verdict.NOT_TESTED)


FOUND = [
    evidence("C001", Verdict.REPRODUCED),
    evidence("C002", Verdict.CONTRADICTED, "emergent", "held_out"),
    evidence("C003", Verdict.REPRODUCED, "identity"),
    left_out("C004"),
]
REGISTER = {f"C00{n}": Said(f"Statement {n}.", f"section {n}", "outcomes turnover") for n in range(1, 6)}
