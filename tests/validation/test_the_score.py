"""The score that briefs show is that of the document of evidence, and says of which model it is."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.validation.findings import FOUND, REGISTER
from tup_sim.errors import TupSimError
from tup_sim.reporting.evidence_score import FILE, evidence_score
from validation.evidence_document import evidence_document
from validation.score import DOCUMENT, score_of, write_score

MADE = [
    "TUP-sim 0.1.0, model 0123456789abcdef, seed 7",
    "10 runs of each arm",
    "`python -m validation evidence --full`",
    "Made with model `0123456789abcdef`, 2026-11-30.",
]


def written() -> str:
    return evidence_document(FOUND, REGISTER, {}, MADE)


def test_the_score_that_is_kept_is_that_of_the_document_beside_it():
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert kept == score_of(DOCUMENT.read_text(encoding="utf-8")), (
        "written again by: python -m validation score"
    )


def test_findings_are_counted_by_verdict_and_half_and_nothing_else_is(tmp_path):
    file = tmp_path / "score.json"
    write_score(written(), file)
    found = evidence_score(file)
    tested = [each for each in FOUND if each.finding and each.judged and not each.hypothesis.again]
    wanted = Counter((each.hypothesis.split, each.verdict.value) for each in tested)
    counted = {
        (half, verdict): n for half in ("open", "held_out") for verdict, n in getattr(found, half).items()
    }
    assert {key: n for key, n in counted.items() if n} == wanted
    assert found.tried == len(tested) < len(FOUND)


def test_it_says_which_model_when_and_with_which_seed(tmp_path):
    file = tmp_path / "score.json"
    write_score(written(), file)
    found = evidence_score(file)
    assert (found.model, found.version, found.date) == ("0123456789abcdef", "0.1.0", "2026-11-30")
    assert (found.seeds, found.runs) == ((7,), "10 runs of each arm")


@pytest.mark.parametrize("text", ["", "# A title\n", "\n".join(f"- {fact}" for fact in MADE)])
def test_what_is_no_document_of_evidence_has_no_score(text):
    with pytest.raises(TupSimError, match="this is no document"):
        score_of(text)
