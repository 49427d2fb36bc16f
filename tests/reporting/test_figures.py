"""The figure is written in both forms, in both languages, and the same every time."""

from __future__ import annotations

import pytest

from tests.study import fakes
from tup_sim.errors import OutputError
from tup_sim.reporting.figures import difference_figure
from tup_sim.study import compare, compare_each

pytestmark = pytest.mark.usefixtures("fake_model")
OUTCOMES = ["core_met", "waiting_list", "volunteers"]


@pytest.fixture
def found():
    return compare(fakes.scenario(), [fakes.scenario("a", 0.1), fakes.scenario("b", 0.2)], 8, jobs=1)


def test_without_an_ending_both_forms_are_written(found, tmp_path):
    paths = difference_figure(found, OUTCOMES, tmp_path / "v1.2")
    assert [path.name for path in paths] == ["v1.2.png", "v1.2.svg"]
    assert paths[0].read_bytes().startswith(b"\x89PNG")
    assert "<svg" in paths[1].read_text("utf-8")


def test_texts_follow_the_language(found, tmp_path):
    (path,) = difference_figure(found, OUTCOMES, tmp_path / "nl.svg", lang="nl", window="late")
    text = path.read_text("utf-8")
    assert "Verschil met de basis" in text and "laatste jaar" in text and "geen duidelijk verschil" in text


def test_one_run_cannot_tell(tmp_path):
    one = compare(fakes.scenario(), [fakes.scenario("a", 0.1)], 1, jobs=1)
    (path,) = difference_figure(one, OUTCOMES, tmp_path / "one.svg")
    text = path.read_text("utf-8")
    assert "one run, cannot tell" in text and "no clear difference" not in text


def test_equal_results_give_equal_bytes(found, tmp_path):
    (first,) = difference_figure(found, OUTCOMES, tmp_path / "1.svg")
    (second,) = difference_figure(found, OUTCOMES, tmp_path / "2.svg")
    assert first.read_bytes() == second.read_bytes()


def test_several_comparisons_and_names_of_their_own(tmp_path):
    groups = [
        (fakes.scenario("p"), [fakes.scenario("q", 0.1)]),
        (fakes.scenario("r"), [fakes.scenario("s", 0.1)]),
    ]
    pair = compare_each(groups, replications=3, jobs=1)
    (path,) = difference_figure(pair, ["cost"], tmp_path / "x.svg", names=["first way", "second way"])
    assert "first way" in path.read_text("utf-8")


def test_one_run_and_a_missing_outcome_can_be_drawn(fake_model, tmp_path):
    def observe(*task):
        seen = fakes.observe(*task)
        seen.values["cost"] = float("nan")
        return seen

    fake_model.setattr("tup_sim.measures.observe", observe)
    one = compare(fakes.scenario(), [fakes.scenario("a", 0.1)], 1, jobs=1)
    assert difference_figure(one, ["cost", "core_met"], tmp_path / "x.png")


def test_a_folder_that_is_not_there_is_one_line(found, tmp_path):
    with pytest.raises(OutputError):
        difference_figure(found, OUTCOMES, tmp_path / "no" / "x.png")
