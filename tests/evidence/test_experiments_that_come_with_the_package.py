"""Every supplied experiment can be run, asks one question in two languages, and says why its precision is enough."""

from __future__ import annotations

import re
from functools import cache

from tests.evidence.cited import AN_ID, experiment_files
from tests.rows import on_each
from tup_sim.files.claims import claim_ids
from tup_sim.files.experiments import list_experiments, load_experiment
from tup_sim.study.experiment import Experiment

NAMES = [path.stem for path in experiment_files()]
ASKED_FOR = {
    "depth_and_pattern",
    "ring_fenced_coaching",
    "volunteers_per_coordinator",
    "half_the_volunteers_leave",
    "vulnerable_volunteers",
    "intake_speed",
    "extra_only_under_cuts",
    "formal_time_for_volunteers",
    "cut_and_restore",
    "visible_output_funder",
}
loaded = cache(load_experiment)


def text_of(name: str) -> str:
    return next(path for path in experiment_files() if path.stem == name).read_text(encoding="utf-8")


def test_the_ten_questions_of_the_report_are_there():
    assert set(NAMES) >= ASKED_FOR
    assert [name for name, _ in list_experiments()] == NAMES


@on_each("name", NAMES)
def test_it_asks_one_question_in_both_languages(name):
    made: Experiment = loaded(name)
    for text in made.question:
        assert text.endswith("?") and text.count("?") == 1
    assert made.question.en != made.question.nl
    assert made.title.en != made.title.nl
    assert set(made.claims) <= claim_ids()
    assert AN_ID.search(text_of(name).splitlines()[0]), "the first line names the statement it is about"


@on_each("name", NAMES)
def test_it_says_what_matters_and_why(name):
    made = loaded(name)
    assert 1 <= len(made.smallest) <= 3
    assert made.outcomes[0] in made.smallest, "the question is about the first outcome"
    block = text_of(name).split("smallest_difference:\n")[1].split("\n")
    lines = [line for line in block[: len(made.smallest)] if re.match(r"  \S+: [0-9.]+ +# ", line)]
    assert len(lines) == len(made.smallest), "every smallest difference has its reason beside it"


@on_each("name", NAMES)
def test_it_has_points_to_compare_and_pictures_to_show(name):
    made = loaded(name)
    assert made.references()
    assert all(made.points[number].reference is None for number in made.references())
    assert made.figures
    assert len({point.scenario.name for point in made.points}) == len(made.points)


def test_patterns_are_compared_with_their_own_run_at_rest():
    for made in map(loaded, NAMES):
        for point in made.points:
            if "pattern" in point.levels and point.reference is not None:
                assert made.points[point.reference].levels["pattern"] == point.levels["pattern"]


def test_all_of_them_together_are_the_work_of_half_an_hour():
    weeks = sum(
        (point.scenario.parameters.warmup + point.scenario.parameters.horizon)
        * (made.at_most * (1 + len(made.replay)) + len(made.worlds))
        for made in map(loaded, NAMES)
        for point in made.points
    )
    assert weeks < 250_000, "3 s for 208 weeks on each of two processors"
