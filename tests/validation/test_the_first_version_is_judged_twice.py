"""What the first version found is kept, line by line, and judged by its own rule and by today's."""

from __future__ import annotations

from collections import Counter

from tup_sim.statistics import Verdict
from validation.kept_evidence import Line, first_verdicts, first_version, lines_of, verdicts
from validation.score import DOCUMENT, MADE, findings_in, luck, score_text

LINE = Line(
    "C901", "mediated", "open", "core_met@late: more - base > 0", 0.02, 0.01, 0.03, 10, "", "not reproduced"
)


def test_every_line_of_the_document_is_kept_while_it_is_that_of_the_first_version():
    text = DOCUMENT.read_text(encoding="utf-8")
    made = MADE.search(text)
    assert made is not None
    if made["model"] == "4c99c46f8df64293":
        assert lines_of(text) == first_version()
    assert len(first_version()) == 260


def test_by_its_own_rule_the_first_version_has_the_score_it_told():
    found = Counter(first_verdicts(findings_in(first_version())).values())
    assert found == {"reproduced": 10, "not reproduced": 40, "contradicted": 10, "cannot tell": 14}


def test_today_the_same_intervals_are_judged_anew():
    assert LINE.judged() is Verdict.REPRODUCED
    assert LINE._replace(predicted="core_met@late: more - base < 0").judged() is Verdict.CONTRADICTED
    assert LINE._replace(mean=0.005, low=0.002, high=0.008).judged() is Verdict.SLIGHT
    assert LINE._replace(mean=0.0, low=-0.002, high=0.002).judged() is Verdict.ABSENT
    assert LINE._replace(smallest="0.03", verdict="slight").judged() is Verdict.SLIGHT, "as it was printed"
    assert verdicts([LINE, LINE._replace(mean=0.0, low=-0.002, high=0.002)]) == {"C901": Verdict.ABSENT}


def test_both_scores_are_printed_apart_by_half_beside_luck():
    text = score_text(DOCUMENT.read_text(encoding="utf-8"))
    assert "| findings | reproduced | not reproduced | contradicted | cannot tell | tested |" in text
    assert "| all | 10 | 40 | 10 | 14 | 74 |" in text
    assert "| findings | reproduced | slight | absent | contradicted | cannot tell | tested |" in text
    assert text.count("| open |") >= 2 and text.count("| formerly held out |") >= 2
    assert "The rows that were held out are known by now" in text
    [said] = luck([LINE] * 40)
    assert "1.0 of the 40 lines" in said and "1.0 of 40 open, 0.0 of 0 held out" in said
