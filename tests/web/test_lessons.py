"""Lessons: their files, the worlds that follow from them, and the answers that were computed beforehand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tup_sim import measures
from tup_sim.errors import ScenarioError, TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.files.load import load_any
from tup_sim.files.manifest import fingerprint
from tup_sim.study.first_difference import first_difference
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.store import identity_of_scenario
from tup_sim.texts import LANGUAGES
from tup_sim.web import menus
from tup_sim.web.answers import shown_of
from tup_sim.web.lessons import FILES, Case, Menu, asks_of, load, menu_place, names, scenario_text
from tup_sim.web.menus import NOW, headings_of, keep, planned, sample, shown_cases, write

WORDS_AT_MOST = 20
HOUR = "fifteen_per_cent_less"
FEW = frozenset({"coordinator", "thanks"})
SURPRISES = [each.key for each in load(HOUR).surprises]
CASES = {"case 1": Case(frozenset()), "case 2": Case(FEW)}


@pytest.fixture(params=names())
def lesson(request):
    return load(request.param)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A lesson of a house that lives four weeks, in a folder of its own."""
    tmp_path = tmp_path_factory.mktemp("small")
    text = (FILES / "council.yaml").read_text(encoding="utf-8")
    text = text.replace("weeks: 104", "weeks: 4").replace("window: [78, 104]", "window: [2, 4]")
    text = text.replace("at: 52, announced: 13", "at: 1, announced: 1").replace("decided: 39", "decided: 0")
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    return load(str(tmp_path / "small.yaml"))


@pytest.fixture(scope="module")
def found(small):
    """What came of two packages, from runs without a warm-up worth the name."""
    headings = headings_of(small, CASES, small.path.parent, 2)
    return carry_on(load_experiment({**headings, "set": {"warmup": 1}}), Memory(), "", 1)


@pytest.fixture
def place(small, found, monkeypatch):
    """The menu with these answers."""
    monkeypatch.setattr(menus, "_levels", lambda lesson: CASES)
    return write(small, found)


class Memory:
    """Keeps runs as long as a test takes."""

    def __init__(self):
        self.runs = {}

    def known(self, keys):
        return {key for key in keys if key in self.runs}

    def keep(self, key, result):
        self.runs[key] = result

    def results(self, keys, outcomes, weekly=()):
        return ((key, self.runs[key]) for key in keys if key in self.runs)

    def assign(self, experiment, runs):
        """It is one experiment's anyway."""


# ------------------------------------------------------------------- files


def test_a_lesson_fits_its_hour_its_projector_and_its_points(lesson):
    assert sum(step.minutes for step in lesson.steps) == lesson.minutes
    assert 1 <= len(lesson.outcomes) <= 4 and lesson.teams <= 8
    assert all(Key.of(each).outcome in measures.OUTCOMES for each in lesson.outcomes)
    assert all(0 < each.price <= lesson.points for each in lesson.measures)
    assert lesson.price(frozenset(each.key for each in lesson.measures)) > lesson.points, "one has to choose"
    assert ("surprise" in [step.kind for step in lesson.steps]) == bool(lesson.surprises)


def test_the_hour_ends_with_a_debrief_of_twelve_minutes():
    assert load(HOUR).steps[-1].kind == "debrief" and load(HOUR).steps[-1].minutes >= 12
    assert (len(load(HOUR).measures), len(load(HOUR).surprises), load(HOUR).points) == (8, 3, 10)
    assert len(load("council").measures) == 4 and load("council").minutes == 20


@pytest.mark.parametrize("minutes", [21, 30, 50, 59, 60, 75, 120])
def test_a_lesson_fits_another_time_and_looking_back_gives_nothing_away(minutes):
    hour = load(HOUR)
    other = hour.lasting(minutes)
    given = [step.minutes for step in other.steps]
    assert sum(given) == other.minutes == minutes and min(given) >= 1
    assert given[-1] >= 12 and asks_of(other) == asks_of(hour)
    assert [step.kind for step in other.steps] == [step.kind for step in hour.steps]
    assert hour.lasting(60) == hour


def test_a_lesson_that_has_no_minute_for_each_step_says_what_it_takes():
    assert [step.minutes for step in load(HOUR).lasting(20).steps] == [*[1] * 8, 12]
    with pytest.raises(TupSimError, match="at least 20 minutes"):
        load(HOUR).lasting(19)


def test_every_part_is_told_shortly_in_both_languages(lesson):
    for lang in LANGUAGES:
        assert lesson.title(lang)
        for each in lesson.measures:
            assert each.label(lang) and 0 < len(each.help(lang).split()) <= WORDS_AT_MOST, each.key
        for each in lesson.surprises:
            assert each.label(lang) and 0 < len(each.text(lang).split()) <= WORDS_AT_MOST, each.key
    assert all(each.label("en") != each.label("nl") for each in lesson.measures)


def test_every_package_can_be_paid_and_none_is_left_out(lesson):
    packages = list(lesson.packages())
    assert all(lesson.price(each) <= lesson.points for each in packages)
    assert len(set(packages)) == len(packages) and frozenset() in packages
    dear = frozenset(each.key for each in lesson.measures) - {"thanks"}
    assert dear not in packages


def test_a_short_lesson_costs_no_runs_of_its_own(tmp_path):
    hour, short = load(HOUR), load("council")
    for package in short.packages():
        asked = [
            load_experiment(headings_of(each, {"x": Case(package)}, tmp_path, 2)) for each in (hour, short)
        ]
        keys = [identity_of_scenario(each.points[1].scenario) for each in asked]
        assert keys[0] == keys[1], package
    assert (hour.window, hour.organisation) == (short.window, short.organisation)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points: 6", "points: many", "points"),
        ("price: 3", "prize: 3", "unknown key 'prize'"),
        ("key: thanks", "key: coaching", "'coaching' stands here twice"),
        ("decided: 39", "decided: 60", "do not follow each other"),
        ("kind: lobby", "kind: hall", "kind cannot be 'hall'"),
        ("  nl: Wat neemt de raad weg?", "", ""),
    ],
)
def test_what_is_wrong_in_a_lesson_is_told_with_its_line(tmp_path, old, new, said):
    text = (FILES / "council.yaml").read_text(encoding="utf-8")
    if not said:
        old, new, said = ", nl: Wat neemt de raad weg?", "", "has no nl"
    (tmp_path / "mine.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ScenarioError, match=said) as error:
        load(str(tmp_path / "mine.yaml"))
    assert "mine.yaml:" in str(error.value)


def test_a_lesson_that_is_not_there_is_told_with_the_one_that_is_meant():
    with pytest.raises(TupSimError, match="did you mean 'council'"):
        load("counsil")


# ------------------------------------------------------------------ worlds


@pytest.mark.parametrize("surprise", [None, "second_cut", "coordinator_leaves", "half_leave"])
def test_a_file_for_the_command_line_is_the_same_world(tmp_path, surprise):
    lesson = load(HOUR)
    case = Case(frozenset({"peer", "coordinator", "recruiting"}), surprise)
    (tmp_path / "team.yaml").write_text(scenario_text(lesson, case), encoding="utf-8")
    mine = load_any(
        lesson.organisation, (str(tmp_path / "team.yaml"),), (f"horizon={lesson.weeks}",)
    ).scenario
    asked = load_experiment(headings_of(lesson, {"x": case}, tmp_path / "results", 2))
    assert identity_of_scenario(mine) == identity_of_scenario(asked.points[1].scenario)


def test_everything_is_one_past_until_the_cut_is_announced_or_the_surprise_comes(tmp_path):
    lesson = load(HOUR)
    cases = {f"p{number}": case for number, case in enumerate(Case(FEW, each) for each in (None, *SURPRISES))}
    base, alone, *surprised = (
        point.scenario for point in load_experiment(headings_of(lesson, cases, tmp_path, 2)).points
    )
    assert first_difference(base, alone) == lesson.decided == lesson.cut_at - lesson.announced
    assert [first_difference(alone, each) for each in surprised] == [each.at for each in lesson.surprises]


# ------------------------------------------------------------------- menus


def test_a_menu_gives_the_paired_differences_of_its_runs(small, found, place):
    menu = Menu.of(small)
    assert not menu.stale and menu.warning is None and menu.runs == 2
    assert menu.has(FEW) and not menu.has(frozenset({"front_line"})) and not menu.has(FEW, "second_cut")
    for outcome in small.outcomes:
        key = Key.of(outcome)
        base, _, other = (list(each.values(*key)) for each in found.found)
        assert list(menu.answer(FEW)[outcome]) == [
            mine - theirs for mine, theirs in zip(other, base, strict=True)
        ]


def test_a_menu_of_another_model_opens_and_says_so(small, place):
    told = json.loads(place.read_text(encoding="utf-8"))
    del told["seal"]
    keep(place, {**told, "model": "0" * 16})
    menu = Menu.of(small)
    assert menu.stale and menu.has(FEW)
    assert "model 00000000" in str(menu.warning) and f"tup-sim menu {small.path}" in str(menu.warning)
    keep(place, {**told, "model": "0" * 16, "same_for": [fingerprint()]})
    assert not Menu.of(small).stale


def test_a_menu_of_a_lesson_that_was_changed_says_so(small, place):
    other = small._replace(cut=0.2)
    assert asks_of(other) != asks_of(small)
    assert Menu.of(other).stale and "lesson was changed" in str(Menu.of(other).warning)
    assert not Menu.of(small._replace(titles={"en": "x", "nl": "y"})).stale


def test_a_menu_that_was_changed_by_hand_or_is_not_there_is_told(small, place):
    text = place.read_text(encoding="utf-8")
    place.unlink()
    with pytest.raises(TupSimError, match="was not computed yet; tup-sim menu"):
        Menu.of(small)
    for broken in (text.replace('"model"', '"modle"'), text[:-20], "[]", text.replace("0.", "1.", 1)):
        place.write_text(broken, encoding="utf-8")
        with pytest.raises(TupSimError, match="changed by hand"):
            Menu.of(small)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_of_a_menu_are_told_by_what_tells_any_answer(small, place, lang, tmp_path):
    menu = Menu.of(small)
    team = {"A": (Case(FEW), {"en": "team A", "nl": "ploeg A"}, menu.values(FEW))}
    page = shown_of(shown_cases(small, menu.base, team, tmp_path, menu.model), lang)
    assert len(page.cards) == len(small.outcomes) and page.runs == 2
    assert page.arms == [NOW, {"en": "team A", "nl": "ploeg A"}[lang]]


def test_what_a_menu_takes_is_known_before_it_is_run(small, tmp_path):
    from tup_sim.files.store import ResultStore

    asked = menus.experiment_of(small, tmp_path, 3)
    points = tuple(replace(each, scenario=_young(each.scenario)) for each in asked.points)
    with ResultStore(tmp_path) as store:
        plan = planned(replace(asked, points=points), store, 2)
        again = planned(replace(asked, points=points), store, 2)
    assert (plan.cases, plan.runs, plan.there, plan.tried, plan.processes) == (10, 30, 0, 2, 2)
    assert (again.there, again.tried) == (2, 0), "what was made to see how long it takes is kept"
    assert 0 < plan.seconds < 600


def _young(scenario):
    return replace(scenario, parameters=scenario.parameters.model_copy(update={"warmup": 1}))


@pytest.mark.parametrize("name", names())
def test_two_packages_and_a_surprise_of_a_shipped_menu_come_out_the_same(name, tmp_path):
    lesson = load(name)
    try:
        menu = Menu.of(lesson)
    except TupSimError as error:
        pytest.skip(str(error))
    if menu.stale:
        pytest.skip(str(menu.warning))
    hour = load(names()[0])
    if lesson != hour and menu_place(hour).exists():
        theirs = Menu.of(hour)
        for case in lesson.cases():
            for outcome, values in menu.values(*case).items():
                both = zip(values, theirs.values(*case)[outcome], strict=False)  # one may have more runs
                assert all(one == other for one, other in both), (case, outcome)
        return
    cases = {f"case {number}": case for number, case in enumerate(sample(lesson))}
    asked = replace(load_experiment(headings_of(lesson, cases, tmp_path, 2)), at_least=1, at_most=1)
    found = carry_on(asked, Memory(), fingerprint(), 2)
    for case, each in zip(cases.values(), found.found[1:], strict=True):
        for outcome in lesson.outcomes:
            assert each.values(*Key.of(outcome))[0] == menu.values(*case)[outcome][0], (case, outcome)
