"""The page that asks whether the model looks real shows what was measured, a whole week, and one person's year."""

from __future__ import annotations

import re

import pytest

from tup_sim.files import load_scenario
from tup_sim.reporting.evidence_score import evidence_score
from tup_sim.study.why import trace_of
from validation.face import DAYS, HOUSE, WEEK, page
from validation.plausibility import TARGETS, judge

pytestmark = pytest.mark.slow
MISSED = TARGETS[HOUSE][1]


@pytest.fixture(scope="module")
def text() -> str:
    inside = {each.outcome: ((each.low + each.high) / 2,) * 3 for each in TARGETS[HOUSE]}
    summary = {**inside, MISSED.outcome: (MISSED.low / 2,) * 3}
    trace = trace_of(load_scenario(HOUSE, weeks=WEEK + 1, settings={"warmup": 0}))
    return page(judge(HOUSE, summary), 4, trace, 1)


def rows(text: str, part: str) -> list[list[str]]:
    lines = text.partition(f"## {part}\n")[2].partition("\n## ")[0].splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]


def test_every_target_stands_with_what_was_measured_and_a_miss_is_not_hidden(text):
    found = rows(text, "At rest")[1:]
    assert len(found) == len(TARGETS[HOUSE])
    assert [row[0] for row in found if row[3] == "**no**"] == [f"{MISSED.name} ({', '.join(MISSED.sources)})"]
    assert f"- *{MISSED.name}*: " in text


def test_a_week_has_all_its_days_and_whoever_was_helped_had_asked(text):
    head, *found = rows(text, "A week")
    assert head[-len(DAYS) :] == list(DAYS)
    counted = {row[0]: sum(map(int, row[1:])) for row in found}
    helped = counted["helped by somebody paid"] + counted["helped by a volunteer"]
    assert counted["requests of clients"] > 100
    assert 0 < helped < 1.5 * counted["requests of clients"]  # some had asked the week before
    assert counted["volunteers who came"] > 10 and counted["shifts of paid people"] > 10


def test_a_year_is_told_and_what_is_wrong_is_said_with_the_score_that_is_kept(text):
    assert "> Weeks 0-20" in text or "> Weeks 0-" in text
    assert re.search(r"^> .*\(volunteer-initial-0-20\) in open_house", text, re.M)
    assert f"Of {evidence_score().tried} findings" in text
    assert "$" not in text
