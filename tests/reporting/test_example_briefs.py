"""The two example briefs can be made again: the experiment they are of gives a page with the same parts."""

from __future__ import annotations

import re
from array import array

import pytest

from tests.reporting.html_page import Page
from tests.rooms.source import ROOT
from tup_sim.files.experiments import load_experiment
from tup_sim.reporting.brief import write_brief
from tup_sim.study.experiment import Run
from tup_sim.study.findings import Findings, findings_of
from tup_sim.study.work import Result, Values

EXAMPLE, WEEKS, RUNS = "intake_speed", 156, 8


@pytest.fixture(scope="module")
def found() -> Findings:
    """What the experiment would find if every step to a later start cost a little of everything."""
    asked = load_experiment(EXAMPLE)
    names = tuple(key.text for key in asked.outcomes)
    results = []
    for point in asked.points:
        for luck in range(RUNS):
            value = 10.0 - point.number + 0.1 * luck
            weekly = {"volunteers": array("d", [value] * WEEKS)}
            values = Values(names, array("d", [value] * len(names)))
            one = Result(point.number, point.scenario.name, 1, luck, values, weekly)
            results.append((Run(point.number, 0, luck), one))
    return findings_of(asked, results)


def layout(page: Page) -> list[str]:
    """Which form of a brief a page has; the first did not say."""
    return [tag["content"] for tag in page.tags["meta"] if tag.get("name") == "layout"]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_an_example_brief_can_be_made_and_has_the_parts_of_the_one_that_is_kept(found, lang, tmp_path):
    page, *pictures = write_brief(found, lang, tmp_path / f"{EXAMPLE}_{lang}.html")
    made = Page(page.read_text("utf-8"))
    kept = Page((ROOT / f"docs/generated/briefs/{EXAMPLE}_{lang}.html").read_text("utf-8"))
    if layout(made) != layout(kept):
        pytest.skip("the brief that is kept has an earlier layout: make briefs")
    assert [each for each in made.headings if each[0] < 3] == [each for each in kept.headings if each[0] < 3]
    assert len(made.pictures) == len(kept.pictures) > 0
    assert len(pictures) == 2 * len(made.pictures)
    assert made.faults == kept.faults == []


def test_make_knows_how():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^BRIEFS = .*\b{EXAMPLE}\b", makefile, re.MULTILINE)
    assert "tup-sim experiment $$name" in makefile
    assert "--out docs/generated/briefs/$${name}_$$lang.html" in makefile
