"""The table of evidence says what the runs say: verdicts, scores per kind and per half of the split."""

from __future__ import annotations

import math
from dataclasses import replace

from tests.validation.findings import DOWN, FOUND, REGISTER, evidence
from tup_sim.statistics import Interval, Verdict
from tup_sim.study.results import Key
from validation.evidence import Judged, Prediction
from validation.evidence_document import evidence_block, evidence_document, evidence_rows, said


def test_a_prediction_reads_as_a_sum() -> None:
    assert said(DOWN) == "turnover@late: more - base < 0"
    four = Prediction(Key("cost"), {"a": -1.0, "b": 2.0, "c": 1.0}, 1)
    assert said(four) == "cost: - a + 2 x b + c > 0"


def test_only_mediated_and_emergent_count_as_findings_and_each_half_has_its_score() -> None:
    text = evidence_document(FOUND, REGISTER, {}, ["a fact"])
    assert "| **findings** (mediated, emergent) | 1 | 0 | 0 | 1 | 0 | 1 |" in text
    assert "| findings, open | 1 | 0 | 0 | 0 | 0 | 1 |" in text
    assert "| findings, held out | 0 | 0 | 0 | 1 | 0 | 0 |" in text
    assert "| *identity* | 1 | 0 | 0 | 0 | 0 | 0 |" in text
    assert "| single predictions of findings | 1 | 0 | 0 | 1 | 0 | 0 |" in text
    assert "| C002 | Statement 2. | emergent, held out | contradicted | 0 | removed | 90 % of 20 |" in text


def test_a_finding_that_comes_out_is_robust_if_it_holds_in_seven_of_ten_worlds() -> None:
    frail = evidence("C005", Verdict.REPRODUCED)._replace(same_sign=Interval(0.69, 0.5, 0.8, 24))
    text = evidence_document([*FOUND, frail], REGISTER, {}, [])
    assert "1 of the 2 findings tried in other worlds are robust: C001." in text


def test_every_statement_is_there_with_its_verdict_or_why_it_was_not_tested() -> None:
    text = evidence_document(FOUND, REGISTER, {}, [])
    assert "### C002: contradicted\n\nStatement 2. (section 2)\n\n*In the model:* outcomes turnover." in text
    assert "Without `coaching`: removed. Worlds: 90 % of 20 [70 to 97 %]. Looks: 0." in text
    assert "| C004 | Statement 4. (section 4) | outcomes turnover | There are no citizens outside. |" in text
    assert "| C005 | Statement 5. (section 5) | outcomes turnover |  |" in text


def test_what_was_concluded_of_a_hypothesis_that_did_not_come_out_stands_beside_it() -> None:
    said = REGISTER["C002"]._replace(missing="half of it")
    text = evidence_block(FOUND[1], said, "The test is wrong.")
    assert text.endswith("*Examined in the first version:* The test is wrong.")
    assert evidence_block(FOUND[1], said, "Now: a path.").endswith("*Examined:* a path.")
    assert "*Not there:* half of it" in text


def test_a_second_try_stands_below_the_first_and_counts_in_no_score() -> None:
    again = evidence("C002b", Verdict.REPRODUCED)
    again = again._replace(hypothesis=replace(again.hypothesis, again=True))
    text = evidence_document([*FOUND, again], REGISTER, {"C002b": "It was the arms."}, [])
    assert "| **findings** (mediated, emergent) | 1 | 0 | 0 | 1 | 0 | 1 |" in text
    assert "| second tries | 1 | 0 | 0 | 0 | 0 | 0 |" in text
    assert "3 statements were tested, in 3 lines (2 open, 1 held out)." in text
    assert "| C002b | Statement 2. | mediated, tried again | reproduced | 0 |" in text
    block = text.partition("### C002b: reproduced")[2]
    assert "chosen after the first verdict was read" in block
    assert block.count("Statement 2.") == 0 and "*Examined in the first version:* It was the arms." in block


def test_a_level_is_compared_with_a_number() -> None:
    assert (
        said(Prediction(Key("felt_equality", "late"), {"a": 1.0}, -1, plus=-1.0))
        == "felt_equality@late: a < 1"
    )


def test_the_numbers_are_there_for_a_program() -> None:
    rows = evidence_rows(FOUND)
    assert [row["id"] for row in rows] == ["C001", "C002", "C003"]
    assert rows[0]["mean"] == -0.2
    unknown = Judged(DOWN, Interval(math.nan, math.nan, math.nan, 0), 0.0, Verdict.CANNOT_TELL)
    assert evidence_rows([FOUND[0]._replace(judged=(unknown,))])[0]["low"] is None
