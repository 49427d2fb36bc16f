"""An experiment file says what is varied; every mistake in it gets a clear sentence."""

from __future__ import annotations

import pytest

from tests.files.shelf import shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import points, repetitions
from tup_sim.files.experiments import load_experiment
from tup_sim.files.factors import read_factors
from tup_sim.files.strict_yaml import Node
from tup_sim.model.parameters import Parameters
from tup_sim.study.combinations import latin_hypercube
from tup_sim.study.results import Key

GOOD = """\
title: {en: A cut, nl: Een besparing}
question: {en: "Does it hurt, and whom?", nl: "Doet het pijn, en wie?"}
base: small_house
weeks: 104
set: {reserve: 1000}
factors:
  - name: depth
    label: {en: Depth, nl: Diepte}
    levels:
      - {name: none, label: {en: no cut, nl: geen besparing}, value: 0 %}
      - {name: half, label: {en: half, nl: de helft}, with: cut_half, value: 50 %}
  - name: help
    levels:
      - alone
      - {name: peer, with: peer_help}
design: grid
reference: {depth: none}
replications: {at_least: 4, at_most: 12}
outcomes: [core_met@late, cost, volunteers]
smallest_difference: {core_met@late: 1 %}
figures:
  - {kind: levels, outcomes: core_met@late, along: depth, by: help}
  - {kind: weeks, outcomes: [volunteers]}
"""
LEVER = "factors:\n  - {name: size, path: cut.size, levels: [0, 10 %, 30 %]}\nreference: {size: 0}\n"
SIZE = {"name": "size", "path": "cut.size", "from": "5 %", "to": "30 %"}
HIGH = "{name: high, set: {thanks: 2}}"
DRAWN = (
    "factors:\n  - {name: size, path: cut.size, from: 5 %, to: 30 %}\n  - {name: kept, levels: [low, "
    + HIGH
    + "]}\n"
    "design: {latin_hypercube: 6}\nreference: {size: 0}\n"
)


def without_design(text: str) -> str:
    """The good file up to its factors, then other factors, then what it looks at."""
    head, tail = GOOD.split("factors:")[0], GOOD[GOOD.index("replications:") : GOOD.index("figures:")]
    return head + text + tail


SHELF = {
    "organisations/small_house": "about: A small house\npattern: extra\n",
    "policies/peer_help": "pattern: peer\n",
    "shocks/cut_half": "cut: {size: 50 %, at: week 52}\n",
}


@pytest.fixture
def load(tmp_path):
    for name, text in SHELF.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(text)

    def loaded(text: str, **options):
        (tmp_path / "cut.yaml").write_text(text, encoding="utf-8")
        return load_experiment(str(tmp_path / "cut.yaml"), **options)

    with shelf(tmp_path):
        yield loaded


def test_a_grid_stands_against_its_own_references(load):
    made = load(GOOD)
    assert made.name == "cut"
    assert [(dict(each.levels), each.reference) for each in made.points] == [
        ({"depth": "none", "help": "alone"}, None),
        ({"depth": "none", "help": "peer"}, None),
        ({"depth": "half", "help": "alone"}, 0),
        ({"depth": "half", "help": "peer"}, 1),
    ]
    assert made.points[3].scenario.name == "depth=half, help=peer"
    assert made.points[3].scenario.parameters.pattern == "peer"
    assert made.points[0].scenario.parameters.pattern != "peer"
    assert {each.scenario.parameters.reserve for each in made.points} == {1000}
    assert [each.scenario.parameters.cut.size for each in made.points] == [0, 0, 0.5, 0.5]


def test_what_is_looked_at_is_read_with_its_units(load):
    made = load(GOOD)
    assert made.outcomes == (Key("core_met", "late"), Key("cost"), Key("volunteers"))
    assert made.smallest == {Key("core_met", "late"): pytest.approx(0.01)}
    assert (made.at_least, made.at_most, made.seed) == (4, 12, 1)
    assert made.windows["late"] == (52, 104)
    assert made.windows["horizon"] == (0, 104)
    assert made.label(made.points[2], "nl") == "de helft, alone"
    assert [level.value for level in made.factor("depth").levels] == [0, 0.5]
    assert [each.kind for each in made.figures] == ["levels", "weeks"]
    assert made.text == GOOD


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("", []),
        ("limits: {en: few, nl: weinig}\n", ["few"]),
        ("limits: [{en: few, nl: weinig}, once]\n", ["few", "once"]),
    ],
)  # fmt: skip
def test_what_a_reader_has_to_know_of_the_figures_is_one_text_or_several(load, written, texts):
    assert [each.en for each in load(GOOD + written).limits] == texts


def test_a_limit_is_a_text_in_both_languages(load):
    with pytest.raises(ScenarioError, match="limits has no text in 'nl'"):
        load(GOOD + "limits: [{en: few}]\n")


def test_a_lever_needs_values_only(load):
    made = load(without_design(LEVER))
    assert [each.scenario.parameters.cut.size for each in made.points] == [0, 0.1, 0.3]
    assert [(level.name, level.value) for level in made.factor("size").levels] == [
        ("0", 0),
        ("10 %", 0.1),
        ("30 %", 0.3),
    ]


def test_one_at_a_time_starts_from_the_reference(load):
    made = load(
        GOOD.replace("design: grid", "design: one_at_a_time").replace(
            "{depth: none}", "{help: alone, depth: none}"
        )
    )
    assert [(each.levels["depth"], each.levels["help"], each.reference) for each in made.points] == [
        ("none", "alone", None),
        ("half", "alone", 0),
        ("none", "peer", 0),
    ]


def test_listed_combinations_get_the_references_they_lack(load):
    made = load(GOOD.replace("design: grid", "design:\n  - {help: peer, depth: half}"))
    assert [(each.levels["depth"], each.levels["help"], each.reference) for each in made.points] == [
        ("none", "peer", None),
        ("half", "peer", 0),
    ]


def test_a_hypercube_draws_every_part_of_the_range_and_its_references(load):
    made = load(without_design(DRAWN))
    changed = [each for each in made.points if each.reference is not None]
    sizes = sorted(each.scenario.parameters.cut.size for each in changed)
    assert len(changed) == 6
    assert [int((size - 0.05) / 0.25 * 6) for size in sizes] == list(range(6))
    for each in changed:
        beside = made.points[each.reference]
        assert beside.scenario.parameters.cut.size == 0
        assert beside.levels["kept"] == each.levels["kept"]
    values = [level.value for level in made.factor("size").levels]
    assert values == sorted(values) and len(values) == 7
    assert load(without_design(DRAWN)).points == made.points


def test_worlds_move_only_what_is_asked_for_and_not_what_is_set(load, tmp_path):
    usual = Parameters().ask_yield
    (tmp_path / "more.yaml").write_text(f"ask_yield: {usual}\n")
    (tmp_path / "hiring.yaml").write_text("with: ./more.yaml\n")
    made = load(GOOD + "worlds: {draws: 5, only: [ask_yield]}\n")
    assert [each.path for each in made.ranges] == ["ask_yield"]
    assert len({world["ask_yield"] for world in made.worlds}) == 5
    moved = {each.path for each in load(GOOD + "worlds: {draws: 5}\n").ranges}
    assert len(moved) > 100 and "ask_yield" in moved and "reserve" not in moved
    for more in ("with: peer_help, set: {ask_yield: " + f"{usual}}}", "with: [peer_help, ./hiring.yaml]"):
        left = {
            each.path for each in load(GOOD.replace("with: peer_help", more) + "worlds: {draws: 5}\n").ranges
        }
        assert left == moved - {"ask_yield"}


def test_a_quick_look_is_short_and_a_number_on_the_command_line_counts(load):
    quick = load(GOOD + "worlds: {draws: 9}\n", quick=True)
    assert (quick.at_least, quick.at_most, len(quick.worlds)) == (4, 4, 4)
    fixed = load(GOOD, replications=7)
    assert (fixed.at_least, fixed.at_most) == (7, 7)


def test_paths_start_from_the_folder_of_the_experiment(load, tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: small_house\nreserve: 77\n")
    made = load(GOOD.replace("base: small_house", "base: mine.yaml").replace("set: {reserve: 1000}\n", ""))
    assert made.points[0].scenario.parameters.reserve == 77


TWO = """\
factors:
  - name: plan
    levels:
      - none
      - {name: half, with: cut_half}
      - {name: peer, with: [cut_half, peer_help]}
questions:
  - question: What does it do?
    reference: {plan: none}
    compare: {plan: half}
  - question: What helps?
    reference: {plan: half}
"""


def test_each_question_has_a_reference_of_its_own(load):
    made = load(without_design(TWO))
    assert [(each.text.en, each.pairs) for each in made.questions] == [
        ("What does it do?", ((1, 0),)),
        ("What helps?", ((2, 1),)),
    ]
    assert [each.reference for each in made.points] == [None, 0, 1]
    assert [(each.number, each.reference) for each in made.comparisons()] == [(1, 0), (2, 1)]
    assert made.references() == (0, 1)
    assert [each.number for each in made.compared_with(1)] == [2]


def test_a_point_may_be_compared_with_two_references(load):
    made = load(without_design(TWO.replace("    compare: {plan: half}\n", "")))
    assert [(each.number, each.reference) for each in made.comparisons()] == [(1, 0), (2, 0), (2, 1)]
    assert made.points[2].reference == 0


def test_only_what_is_asked_for_is_added_to_a_list_of_combinations(load):
    text = GOOD.replace(
        "design: grid\nreference: {depth: none}",
        """\
design: [{depth: half, help: peer}]
questions:
  - {question: What does it do?, reference: {depth: none}, compare: {help: alone}}
  - {question: What helps?, reference: {help: alone}, compare: {depth: half}}""",
    )
    made = load(text)
    assert [tuple(each.levels.values()) for each in made.points] == [
        ("none", "alone"),
        ("half", "alone"),
        ("half", "peer"),
    ]
    assert [each.pairs for each in made.questions] == [((1, 0),), ((2, 1),)]


def test_one_question_is_what_a_reference_alone_says(load):
    made = load(GOOD)
    assert made.questions == ()
    assert [text for text, _ in made.asked()] == [made.question]
    assert made.comparisons() == tuple(each for each in made.points if each.reference is not None)


def open_levels(made, name="plan"):
    """What one can choose between; nothing if the factor is no choice."""
    factor = made.factor(name)
    return [level.name for level in factor.levels if level.choice] if factor.choice else []


def test_one_chooses_what_to_do_about_a_cut_and_not_whether_there_is_one(load):
    assert open_levels(load(without_design(TWO))) == ["half", "peer"]
    assert open_levels(load(GOOD), "depth") == []
    assert open_levels(load(GOOD), "help") == ["alone", "peer"]
    deeper = TWO.replace("[cut_half, peer_help]", "[cut_half, peer_help], set: {cut.size: 40 %}")
    assert open_levels(load(without_design(deeper))) == [], "two cuts: nobody chooses between them"


def test_what_one_cannot_have_may_be_written(load):
    shut = GOOD.replace("- alone", "- {name: alone, choice: no}\n      - {name: third, set: {thanks: 2}}")
    assert open_levels(load(shut), "help") == ["third", "peer"]
    assert open_levels(load(GOOD.replace("- alone", "- {name: alone, choice: no}")), "help") == [], (
        "what is left is no choice"
    )
    assert open_levels(load(without_design(TWO.replace("- none", "- {name: none, choice: yes}")))) == [
        "none",
        "half",
        "peer",
    ]


QUESTIONS = [
    ("questions:", "reference: {plan: none}\nquestions:", "'reference:' cannot stand beside 'questions:'"),
    ("    reference: {plan: half}\n", "", "reference is missing"),
    ("- question: What helps?", "- asked: What helps?", "unknown key 'asked' in a question"),
    ("compare: {plan: half}", "compare: {plan: [half, peers]}", "called 'peers' (did you mean"),
    ("compare: {plan: half}", "compare: half", "compare expects factors with a level"),
    ("compare: {plan: half}", "compare: {plan: none}", "question 'What does it do?' compares nothing"),
    (TWO[TWO.index("questions:"):], "questions: two\n", "questions: expects a list, not the text 'two'"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "message"), QUESTIONS)
def test_a_mistake_in_a_question_is_told(load, good, bad, message):
    assert good in TWO
    assert message in told_by(load, without_design(TWO.replace(good, bad)))


MISTAKES = [
    ("title: {en: A cut, nl: Een besparing}\n", "", "title is missing"),
    (", nl: Een besparing", "", "title has no text in 'nl'"),
    ('"Does it hurt, and whom?"', "Does it hurt, and whom?", "needs quotes (write: question: {en: \"Does it hurt"),
    ("title:", "titel:", "unknown key 'titel' in an experiment; did you mean 'title'?"),
    ("base: small_house\n", "", "base is missing"),
    ("base: small_house", "base: small_hose", ":3: there is no scenario 'small_hose'; did you mean 'small_house'"),
    ("with: cut_half", "with: cut_hall", ":11: there is no scenario 'cut_hall'; did you mean 'cut_half'?"),
    ("with: cut_half", "with: 3", "with: expects names or paths of scenarios, not 3"),
    ("with: cut_half", "wiht: cut_half", "unknown key 'wiht' in a level of factor 'depth'; did you mean 'with'?"),
    ("with: cut_half", "set: {cut.sizes: 0.5}", "unknown key 'cut.sizes'; did you mean 'cut.size'?"),
    ("with: cut_half", "set: {cut.size: 150 %}", "cut.size = 1.5 is out of range; allowed: 0 to 1"),
    ("{reserve: 1000}", "{reserv: 1000}", ":5: unknown key 'reserv'; did you mean 'reserve'"),
    ("weeks: 104", "weeks: many", "horizon cannot be the text 'many'"),
    ("weeks: 104", "weeks: 20", "is not before the horizon of 20 weeks"),
    ("name: half", "name: none", ":11: level 'none' of factor 'depth' stands here twice"),
    ("- name: help", "- name: depth", ":12: factor 'depth' stands here twice; first at"),
    ("{depth: none}", "{dept: none}", "there is no factor 'dept'; did you mean 'depth'?"),
    ("{depth: none}", "{depth: nothing}", "there is no level of factor 'depth' called 'nothing'; known are none, half"),
    ("reference: {depth: none}\n", "", "reference is missing; as reference: {depth: none}"),
    ("{depth: none}", "none", "reference expects factors with a level, not the text 'none'"),
    ("design: grid", "design: gird", "design cannot be the text 'gird'; did you mean 'grid'?"),
    ("design: grid", "design: one_at_a_time", "needs a reference for every factor; there is none for 'help'"),
    ("design: grid", "design: [{depth: half}]", "this combination has no level of 'help'"),
    ("design: grid", "design: [{depth: none, help: peer}]", "nothing is compared"),
    ("design: grid", "design: {latin_hypercube: 1}", "latin_hypercube cannot be 1; 2 or more"),
    ("design: grid", "design: {sobol: 8}", "unknown key 'sobol' in a design; known are latin_hypercube"),
    ("at_least: 4", "at_least: 40", "at_most: 12 is less than at_least: 40"),
    ("at_least: 4", "at_leest: 4", "unknown key 'at_leest' in replications; did you mean 'at_least'"),
    (", at_most: 12", "", "needs 'at_most:' too"),
    ("{at_least: 4, at_most: 12}", "many", "replications cannot be the text 'many'"),
    ("{at_least: 4, at_most: 12}", "2000", "8000 runs, more than 5000; write 'runs_at_most: 8000'"),
    ("outcomes: [core_met@late, cost, volunteers]\n", "", "outcomes are missing"),
    ("cost, volunteers]", "costs]", "no outcome called 'costs' (did you mean 'cost'?)"),
    ("cost, volunteers]", "cost@lte]", "there is no window 'lte'; did you mean 'late'?"),
    ("cost, volunteers]", "prosthesis_index@late]", "needs a repetition; write 'replay: [late]'"),
    ("cost, volunteers]", "'lag_weeks[cost]']", "no outcome of a single run"),
    ("{core_met@late: 1 %}", "{core_met: 1 %}", "'core_met' is not among the outcomes; did you mean 'core_met@late'?"),
    ("{core_met@late: 1 %}", "{core_met@late: 1}", ":20: core_met@late: 1 is 100 of 100; did you mean 1 %?"),
    ("{core_met@late: 1 %}", "{core_met@late: 0}", "must be above 0"),
    ("{core_met@late: 1 %}", "{core_met@late: 1 hour}", "must be a number, not the text '1 hour'; in share, or as 1 %"),
    ("kind: levels", "kind: level", "there is no kind of figure 'level'; did you mean 'levels'?"),
    ("kind: levels", "kind: trade_off", "a trade-off has two outcomes, not 1"),
    ("along: depth, ", "", "needs 'along:'"),
    ("by: help", "by: halp", "there is no factor 'halp'; did you mean 'help'?"),
    ("outcomes: core_met@late, along", "outcomes: core_met, along", "'core_met' is not among the outcomes"),
    ("outcomes: [volunteers]", "outcomes: [core_met@late]", "a figure of weeks has no window; write core_met"),
    ("design: grid", "seed: -1", "seed cannot be -1"),
    ("design: grid", "claims: [C999]", "unknown statement 'C999' (they stand in"),
    ("design: grid", "windows: {late: [52, 204]}", "does not lie within 104 weeks"),
    ("design: grid", "windows: {late: 52}", "expects its begin and its end, not 52; as [104, 156]"),
    ("design: grid", "replay: lat", "there is no window 'lat'; did you mean 'late'?"),
    ("design: grid", "worlds: {only: [hire_cap]}", "needs 'draws:'"),
    ("design: grid", "worlds: {draws: 5, only: [hire_cup]}", "unknown key 'hire_cup'; did you mean 'hire_cap'"),
    ("design: grid", "worlds: {draws: 5, only: []}", "only: the list is empty"),
    ("design: grid", "windows: {'a@b': [52, 104]}", "a window cannot be called 'a@b'"),
    ("outcomes: [volunteers]", "outcomes: []", "a figure needs an outcome; the list is empty"),
    ("value: 50 %", "value: .nan", "value must be a finite number"),
    ("- name: help", "- name: world", "a factor cannot be called 'world': that is a column of every table"),
    ("- name: help", "- name: value", "a factor cannot be called 'value': that is a column of every table"),
    ("design: grid", "worlds: {draws: 5, only: [pattern]}", "pattern is no assumption in numbers"),
]  # fmt: skip
RANGES = [
    ("to: 30 %", "to: 150 %", "cut.size = 1.5 is out of range; allowed: 0 to 1"),
    ("from: 5 %", "from: 40 %", "'from' is not below 'to'"),
    ("cut.size", "cut.sizes", "unknown key 'cut.sizes'; did you mean 'cut.size'?"),
    ("path: cut.size, from: 5 %, to: 30 %", "path: pattern, from: 1, to: 2", "pattern is no number"),
    (", to: 30 %", "", "needs 'levels:', or 'path:', 'from:' and 'to:'"),
    ("design: {latin_hypercube: 6}\n", "", "is drawn between two ends, which needs a design that draws"),
    ("{size: 0}", "{size: 2}", "cut.size = 2 is out of range"),
    (f"levels: [low, {HIGH}]", "levels: [low]", "needs a list of two levels or more"),
]


def told_by(load, text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(text)
    assert all(line.isprintable() for line in str(caught.value).splitlines())
    return str(caught.value)


@pytest.mark.parametrize(("right", "wrong", "words"), MISTAKES, ids=lambda text: text[:28])
def test_a_mistake_is_told_with_file_line_and_what_to_write_instead(load, right, wrong, words):
    assert right in GOOD
    told = told_by(load, GOOD.replace(right, wrong, 1))
    assert "cut.yaml" in told
    assert [part for part in words.split("; ") if part not in told] == [], told


@pytest.mark.parametrize(("right", "wrong", "words"), RANGES, ids=lambda text: text[:28])
def test_a_mistake_in_what_is_drawn_is_told_too(load, right, wrong, words):
    assert right in DRAWN
    told = told_by(load, without_design(DRAWN.replace(right, wrong, 1)))
    assert [part for part in words.split("; ") if part not in told] == [], told


def test_points_that_change_at_different_dates_need_windows(load):
    text = GOOD.replace(
        "with: peer_help", "with: peer_help, set: {demand_shock.size: 0.5, demand_shock.at: 30}"
    )
    assert "write windows:" in told_by(load, text)
    assert load(text + "windows: {late: [60, 104]}\n").windows == {"late": (60, 104), "horizon": (0, 104)}


def test_points_of_different_length_are_refused(load):
    assert "horizons of 80 and 104 weeks" in told_by(
        load, GOOD.replace("with: peer_help", "set: {horizon: 80}")
    )


def test_a_design_that_is_confirmed_may_be_large(load):
    large = GOOD.replace("{at_least: 4, at_most: 12}", "2000")
    assert load(large + "runs_at_most: 8000\n").at_most == 2000


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("design: grid", "worlds: {draws: 100000000}", "100000000 worlds are 400000048 runs, more than 5000"),
        (
            "design: grid",
            "runs_at_most: 3",
            "the design has more than 3 combinations; write 'runs_at_most:' if",
        ),
        ("design: grid", "runs_at_most: 47", "are 48 runs, more than 47"),
    ],
)
def test_what_is_far_too_much_is_refused_before_any_of_it_is_made(load, monkeypatch, right, wrong, words):
    monkeypatch.setattr(repetitions, "hypercube", None)
    monkeypatch.setattr(points, "stacked", None)
    told = told_by(load, GOOD.replace(right, wrong))
    assert [part for part in words.split("; ") if part not in told] == [], told


def test_a_design_that_no_memory_holds_is_refused_at_once(load):
    levels = ", ".join(f"{number / 1000}" for number in range(1000))
    factors = [
        f"  - {{name: {name}, path: cut.size, levels: [{levels}]}}\n"
        for name in ("one", "two", "three", "four")
    ]
    text = without_design(f"factors:\n{''.join(factors)}reference: {{one: 0}}\n")
    assert "the design has more than 5000 combinations" in told_by(load, text)


def test_hardly_two_draws_come_out_as_the_same_value():
    item = Node({name: Node(text, "") for name, text in SIZE.items()}, "")
    factor = read_factors(Node((item,), ""), "")["size"]
    for (part,) in latin_hypercube(1, 5000, 1):
        factor.drawn_at(float(part))
    assert len(factor.levels) > 4950


def test_a_name_that_does_not_exist_gets_a_hint(tmp_path):
    (tmp_path / "deep_cut.yaml").write_text("")
    with pytest.raises(ScenarioError, match="there is no file"):
        load_experiment(str(tmp_path / "deep_cuts.yaml"))
    with pytest.raises(ScenarioError, match=r"there is no experiment 'xyz'.*lists those"), shelf():
        load_experiment("xyz")
    with pytest.raises(ScenarioError, match="the file is empty"):
        load_experiment(str(tmp_path / "deep_cut.yaml"))
