"""The two files that are written load, keep the numbers of the answers, balance on paper and run."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.own_house.asking import ANSWERS, answers_file, ask
from tup_sim import run
from tup_sim.files import load_scenario
from tup_sim.files.experiments import load_experiment
from tup_sim.model.parameters import plain
from tup_sim.model.rules.resting import at_rest
from tup_sim.own_house.building import build
from tup_sim.own_house.checking import problem
from tup_sim.own_house.given import with_suggestions
from tup_sim.own_house.questions import HOUSES, PATTERNS, QUESTIONS, Answer
from tup_sim.own_house.reading import read
from tup_sim.own_house.writing import experiment_file, house_file


@pytest.fixture
def made(tmp_path):
    def make(**others: str | None) -> tuple[Path, Path, str]:
        out = tmp_path / "mine.yaml"
        done = ask("--answers", answers_file(tmp_path, **others), "--out", out)
        assert done.exit_code == 0, done.output
        return out, tmp_path / "mine_plan.yaml", done.stdout

    return make


def test_the_organisation_has_the_numbers_that_were_answered(made):
    p = load_scenario(str(made(hours="3,5")[0])).parameters
    assert (p.professionals.posts, p.places, p.volunteers_initial) == (7, 80, 38)
    assert p.professionals.posts * p.professionals.fte == pytest.approx(5.2)
    assert p.coordinators.posts * p.coordinators.fte == 0.5
    assert (p.income, p.income * p.subsidy_share) == (480_000, pytest.approx(456_000))
    assert (p.contract_hours, p.planned_hours.mean, p.cut.size) == (38, 3.5, 0)
    assert p.pattern == "extra"


def test_it_balances_on_paper_and_as_many_wait_as_was_said(made):
    rest = at_rest(plain(load_scenario(str(made()[0])).parameters))
    assert rest.income == 480_000 and rest.left == pytest.approx(0, abs=1)
    assert rest.waiting == pytest.approx(6, abs=0.01)
    assert rest.start == pytest.approx(rest.stop, rel=0.05)
    assert rest.become == pytest.approx(38, rel=0.05)


@pytest.mark.parametrize(
    "at_rest",
    # Measuring what people are used to takes eight runs of two years: tests/study/test_what_people_are_used_to.py
    ["written", pytest.param("measured", marks=pytest.mark.verify)],
)
def test_it_runs(made, at_rest):
    settings = ["warmup=4", f"submodels.at_rest={at_rest}"]
    ran = run(load_scenario(str(made()[0]), settings=settings, weeks=4), seed=1)
    assert ran.values["volunteers"] == pytest.approx(38, abs=8)


def test_the_experiment_asks_what_the_cut_does_and_what_helps(made):
    question = load_experiment(str(made()[1]))
    levels = {point.levels["plan"]: point.scenario.parameters for point in question.points}
    assert levels.keys() == {
        "as_planned",
        "no_cut",
        "over_a_year",
        "coaching_kept",
        "second_line_kept",
        "peer",
    }
    cut = levels["as_planned"].cut
    assert cut.size * 456_000 == pytest.approx(60_000)
    assert (cut.at, cut.announced, cut.over) == (52, 13, 0)
    assert levels["no_cut"].cut.size == 0 and levels["over_a_year"].cut.over == 52
    assert levels["coaching_kept"].cut_protects.coaching and levels["peer"].pattern == "peer"
    assert (
        levels["second_line_kept"].cut_protects.coordinator
        and levels["second_line_kept"].cut_protects.training
    )
    assert question.windows["late"] == (78.0, 130.0)
    does, helps = (
        [(names[one], names[other]) for one, other in each.pairs]
        for names in [[point.levels["plan"] for point in question.points]]
        for each in question.questions
    )
    assert does == [("as_planned", "no_cut")]
    assert {one for one, _ in helps} == levels.keys() - {"no_cut", "as_planned"}  # nobody can choose no cut
    assert {other for _, other in helps} == {"as_planned"}


def test_weeks_count_from_the_monday_a_year_before_the_cut(made):
    house, _, _ = made(day="5 July 2028", notice="1/3/2028")
    assert "\nstarts: 2027-07-05\n" in house.read_text(encoding="utf-8")


def test_an_announcement_more_than_a_year_ahead_moves_the_start(made):
    _, plan, _ = made(notice="1/6/2026")
    cut = load_experiment(str(plan)).points[-1].scenario.parameters.cut
    assert cut.at > 52 and cut.at - cut.announced >= 0


def test_a_start_of_ones_own_is_kept(made, tmp_path):
    _, plan, _ = made(starts="2027-07-05")
    cut = load_experiment(str(plan)).points[-1].scenario.parameters.cut
    assert cut.at == 26


def test_what_the_cut_spares_anyway_is_no_choice(made):
    _, plan, _ = made(spared="1,2,3")
    points = load_experiment(str(plan)).points
    names = {point.levels["plan"] for point in points}
    assert names == {"as_planned", "no_cut", "over_a_year", "peer", "front_line_kept"}
    assert all(point.scenario.parameters.cut_protects.coordinator for point in points)


@pytest.mark.parametrize("pattern", ["1", "2", "3"])
def test_without_a_cut_the_experiment_is_about_ways_of_working(made, pattern):
    house, plan, _ = made(cut="0", pattern=pattern, day=None, notice=None, spared=None)
    question = load_experiment(str(plan))
    names = [point.levels["plan"] for point in question.points]
    assert len(names) == 4 and names[0] == "as_now" and "fast_intake" in names
    assert load_scenario(str(house)).parameters.pattern == ("extra", "peer", "owner")[int(pattern) - 1]
    assert "starts:" not in house.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("house", "others"),
    [
        ("open_house", {}),
        ("care_home_unit", {
            "people": "24", "fte": "17", "volunteers": "15", "clients": "45", "budget": "1200000",
        }),
        ("buddy_programme", {
            "people": "0", "fte": "0", "coordinator": "1,5", "volunteers": "45", "clients": "44",
            "budget": "129000", "cut": "10 %", "pattern": "2",
        }),
    ],
)  # fmt: skip
def test_it_starts_from_the_organisation_that_is_nearest(made, house, others):
    out, _, said = made(**others)
    assert f"\nextends: {house}\n" in out.read_text(encoding="utf-8")
    rest = at_rest(plain(load_scenario(str(out)).parameters))
    assert rest.left == pytest.approx(0, abs=1) and rest.waiting == pytest.approx(6, abs=0.01)
    assert "Does not balance" in said or "Nothing in the answers contradicts" in said


@pytest.mark.parametrize("house", HOUSES)
def test_somebody_may_choose_another(made, house):
    assert f"\nextends: {house}\n" in made(like=house)[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"budget": "300.000"}, "a year too little for these people"),
        ({"budget": "1.200.000"}, "more than these people cost"),
        ({"budget": "480.000"}, "33 % of wages, where 13 to 21 % is usual"),
        ({"fte": "3"}, "less paid time for a client"),
        ({"hours": "1"}, "Volunteers give 78 % fewer hours for a client"),
        ({"coordinator": "0"}, "100 % less time to coordinate a volunteer"),
    ],
)
def test_what_does_not_balance_is_said_and_stands_in_the_file(made, others, words):
    house, _, said = made(**others)
    assert words in " ".join(said.split())
    assert words in re.sub(r"\n#  ", "", house.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("pattern", "told"), [("1", True), ("2", False)])
def test_a_pattern_that_does_not_hold_for_all_work_is_told(made, pattern, told):
    assert ("In some families of work another pattern holds" in made(pattern=pattern)[2]) is told


def test_what_nobody_answered_is_suggested_and_told(made):
    _, _, said = made(hours=None, waiting=None)
    assert "Nobody changed what was suggested for: hours of a volunteer, waiting list." in said


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_answer_stands_in_the_file_under_its_question(tmp_path, lang):
    out = tmp_path / "mine.yaml"
    assert ask("--answers", answers_file(tmp_path), "--out", out, "--lang", lang).exit_code == 0
    text = re.sub(r"\n#  ", "", out.read_text(encoding="utf-8"))
    asked = re.findall(r"^# (\d+)/12 ", text, re.MULTILINE)
    assert sorted(map(int, asked)) == [*range(1, 11)]
    assert max(map(len, out.read_text(encoding="utf-8").splitlines())) <= 100
    plan = (tmp_path / "mine_plan.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^# (\S+)/12 ", plan, re.MULTILINE) == ["11", "12a", "12b", "12c"]
    assert ("5,2" if lang == "nl" else "5.2") in text and len(ANSWERS) == 14


HOUSES_OF_ALL_SORTS = st.fixed_dictionaries(
    {
        "people": st.integers(1, 60),
        "part": st.floats(0.2, 1.0),
        "coordinator": st.sampled_from([0.0, 0.2, 1.0, 2.5]),
        "volunteers": st.integers(0, 300),
        "hours": st.floats(0.5, 25),
        "clients": st.integers(1, 600),
        "waiting": st.integers(0, 80),
        "budget": st.integers(20_000, 4_000_000),
        "pattern": st.sampled_from(PATTERNS),
        "cut": st.sampled_from([0, 10, 35]),
    }
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(HOUSES_OF_ALL_SORTS)
def test_any_house_that_can_be_answered_can_be_loaded(drawn):
    said = {**{key: str(value) for key, value in drawn.items() if key != "part"}, "cut": f"{drawn['cut']} %"}
    said["fte"] = f"{drawn['people'] * drawn['part']:.3f}0"
    given_answers: dict[str, Answer] = {}
    for question in QUESTIONS:
        if question.key in said:
            given_answers[question.key] = Answer(
                said[question.key], read(question, said[question.key], given_answers)
            )
    if any(problem(key, given_answers) for key in given_answers):
        return
    built = build(with_suggestions(given_answers))
    with TemporaryDirectory() as folder:
        house, plan = Path(folder) / "mine.yaml", Path(folder) / "mine_plan.yaml"
        house.write_text(house_file(built, "mine.yaml", "nl"), encoding="utf-8")
        plan.write_text(experiment_file(built, "mine.yaml", "en"), encoding="utf-8")
        made = load_scenario(str(house)).parameters
        assert (made.places, made.volunteers_initial) == (drawn["clients"], drawn["volunteers"])
        assert made.income == drawn["budget"]
        assert load_experiment(str(plan)).points


def test_an_answers_file_may_say_what_the_organisation_is_called(made):
    house, _, _ = made(name="De Linde")
    assert 'en: "De Linde: 7 paid people' in house.read_text(encoding="utf-8")


def test_what_does_not_add_up_stands_among_the_limits_of_the_experiment(made):
    limits = load_experiment(str(made()[1])).limits
    assert any("33 % of wages" in each.en for each in limits) and any(
        "33 % van de lonen" in each.nl for each in limits
    )
