"""Rival submodels are declared before they are run, judged by one criterion, and all of them are reported."""

from __future__ import annotations

import math
from array import array

import pytest
from click.testing import CliRunner

from tup_sim import load_scenario
from tup_sim.errors import ScenarioError, ScenarioErrors, TupSimError
from tup_sim.files.load import resolved
from tup_sim.files.places import find_experiment, supplied_experiments
from tup_sim.files.rows import read_row
from tup_sim.files.strict_yaml import read_text
from tup_sim.model.parameters import value_at
from tup_sim.model.references import REFERENCES
from tup_sim.study import at_rest, design
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Task, Values
from validation import structures_command
from validation.__main__ import validation
from validation.evidence import Hypothesis, Prediction, Slot
from validation.hypotheses import hypotheses
from validation.kept_structures import Found, Kept, keep, with_more
from validation.looks import kept
from validation.structures import (
    BESIDE,
    CRITERION,
    FULL,
    ONE_ROW,
    SHARE,
    Cell,
    Pair,
    Standing,
    Submodel,
    cell_of,
    criterion_of,
    decide,
    declared,
    in_force,
    judged_numbers,
    known_paths,
    with_submodel,
)
from validation.structures_document import Tried, structures_document

KEY = Key("core_met", "late")
HOUSE = load_scenario("open_house")
MORE = load_scenario("open_house", settings=["thanks=3"])


def hypothesis(name: str = "C146", sign: int = 1) -> Hypothesis:
    up = Prediction(KEY, {"more": 1.0, "base": -1.0}, sign)
    return Hypothesis(name, {"base": HOUSE, "more": MORE}, (up,), "mediated", "a test", ("exit",), "", "open")


def result(value: float, error: str = "") -> Result:
    return Result(0, "x", 1, 0, Values((KEY.text,), array("d", [value])), error=error)


def worlds(*differences: tuple[float, ...]) -> dict[Slot, Result]:
    """Per world the difference of each run."""
    return {
        Slot("C146", arm, False, world, run): result(0.5 + (apart if arm == "more" else 0.0))
        for world, runs in enumerate(differences, 1)
        for run, apart in enumerate(runs)
        for arm in ("base", "more")
    }


def standing(letter: str, rows: int, judged: int = 100, met: int = 40, of: int = 10) -> Standing:
    cells = tuple(Cell(f"C{n}", 24 if n < rows else 0, 24) for n in range(of))
    return Standing(letter, cells, met, 40, judged)


def test_the_criterion_is_the_same_everywhere_and_the_numbers_are_its():
    assert criterion_of() == CRITERION
    assert f"at least {100 * SHARE:.0f} % of {FULL.worlds} worlds with two runs each" in CRITERION
    assert FULL.runs == 2 and ONE_ROW == 1


def test_ten_pairs_are_declared_with_open_rows_only():
    assert [*declared()] == list(range(1, 11))
    for pair in declared().values():
        assert pair.rows and len(pair.submodels) >= 2
        assert {hypotheses()[row].split for row in pair.rows} == {"open"}


def test_submodels_of_a_pair_are_different_worlds_and_a_brings_back_what_was_before():
    """A says what it sets where another has come into force, and nothing where it is still the model itself."""
    known, usual, brought_back = known_paths(HOUSE), resolved(HOUSE), 0
    for pair in declared().values():
        settings = [each.set or {} for each in pair.submodels.values() if not each.missing(known)]
        worlds = [resolved(in_force(HOUSE, each)) for each in settings]
        assert all(worlds.count(world) == 1 for world in worlds), pair.question
        before = pair.submodels["A"].set
        assert before is not None
        alone = [resolved(in_force(HOUSE, {path: value})) for path, value in before.items()]
        assert usual not in alone, f"{pair.question}: what A sets is in force without it"
        brought_back += bool(before)
    assert brought_back


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rows: [C005]", "C005 is no open row"),
        ("rows: [C999]", "C999 is no open row"),
        ("rows: []", "at least one"),
    ],
)
def test_a_row_that_was_held_out_chooses_nothing(text, told):
    row = f"pair: 1\nquestion: a\nreason: b\n{text}\nsubmodels: {{A: {{what: a, set: {{}}}}}}"
    with pytest.raises((ScenarioError, ScenarioErrors), match=told):
        read_row(Pair, read_text(row, "x"), "pair 1")


def test_a_submodel_is_built_or_says_why_not():
    with pytest.raises((ScenarioError, ScenarioErrors), match="either 'set:' or 'not_built:'"):
        read_row(Submodel, read_text("what: nothing", "x"), "A")
    known = known_paths(HOUSE)
    assert Submodel(what="a", set={"thanks": "2"}).missing(known) == ""
    assert (
        Submodel(what="a", set={"mechanisms.friction_of_all": "on"}).missing(known).startswith("there is no")
    )
    assert Submodel(what="a", not_built="not yet").missing(known) == "not yet"


def test_a_world_is_right_if_the_mean_of_its_runs_has_the_sign():
    assert cell_of(hypothesis(), worlds((0.1, 0.1), (0.3, -0.1), (-0.3, 0.1), (-0.1, -0.1))) == ("C146", 2, 4)
    assert cell_of(hypothesis(sign=-1), worlds((0.1, 0.1), (-0.1, -0.2))) == ("C146", 1, 2)


def test_a_world_in_which_a_run_is_missing_or_failed_counts_nowhere():
    found = worlds((0.1, 0.1), (0.1, 0.1))
    found[Slot("C146", "more", False, 2, 1)] = result(math.nan, error="broken")
    assert cell_of(hypothesis(), found) == ("C146", 1, 1)
    assert not Cell("C146", 0, 0).holds


@pytest.mark.parametrize(("right", "holds"), [(17, True), (16, False), (24, True)])
def test_a_row_holds_in_seven_of_ten_worlds(right, holds):
    assert Cell("C146", right, 24).holds is holds


@pytest.mark.parametrize(
    ("found", "winner", "why"),
    [
        ([standing("A", 3), standing("B", 5)], "B", "2 rows more than A"),
        ([standing("A", 4), standing("B", 5)], "", "B leads A by one row only"),
        ([standing("A", 5), standing("B", 5, judged=90)], "B", "10 judged numbers fewer"),
        ([standing("A", 5), standing("B", 5)], "", "as many rows and judged numbers"),
        ([standing("A", 3), standing("B", 9, met=39)], "A", "the only one with all targets"),
        ([standing("A", 3, met=39), standing("B", 9, met=39)], "", "none has all targets"),
        ([standing("A", 3), standing("B", 4), standing("C", 6)], "C", "2 rows more than B"),
    ],
)
def test_the_criterion_decides_in_its_order(found, winner, why):
    decided = decide(found)
    assert decided.winner == winner and why in decided.why
    assert bool(decided.winner) != decided.why.startswith("undecided")


def test_a_submodel_is_put_into_every_arm_but_for_what_an_arm_sets_itself():
    found = with_submodel(hypothesis(), {"thanks": "1", "mechanisms.exit": False}).arms
    assert (found["base"].parameters.thanks, found["more"].parameters.thanks) == (1, 3)
    assert not any(each.parameters.mechanisms.exit for each in found.values())


def test_judged_numbers_are_those_that_act():
    there, off = (
        judged_numbers(load_scenario("open_house", settings=more))
        for more in ([], ["mechanisms.boundary_crossing=off"])
    )
    assert len(there) > len(off) > 100
    assert {each.path for each in there} > {each.path for each in off}


def test_the_file_of_structures_is_no_experiment():
    assert "structures" not in {place.name for place in supplied_experiments()}
    with pytest.raises(ScenarioError, match="there is no experiment 'structures'"):
        find_experiment("structures")


@pytest.fixture
def two_built(monkeypatch):
    return built_of_two(monkeypatch, met=3)


@pytest.fixture
def none_rests(monkeypatch):
    return built_of_two(monkeypatch, met=2)


def built_of_two(monkeypatch, met: int) -> list[Task]:
    """A pair whose submodels exist; runs are made up: with more thanks everything is better."""
    rivals = {
        "A": Submodel(what="as now", set={}),
        "B": Submodel(what="without leaving", set={"mechanisms.exit": "false"}),
        "C": Submodel(what="a third", not_built="not there yet"),
    }
    pair = Pair(pair=1, question="leaving", reason="a test", rows=("C146", "C211"), submodels=rivals)
    seen: list[Task] = []

    def work(task: Task) -> Result:
        seen.append(task)
        parameters = task.scenario.parameters
        value = 0.5 + 0.1 * parameters.mechanisms.exit * (parameters.thanks + parameters.togetherness_hours)
        values = {each.key.text: value for row in pair.rows for each in hypotheses()[row].predictions}
        return Result(
            0,
            task.scenario.name,
            task.seed,
            task.replication,
            Values(tuple(values), array("d", values.values())),
        )

    monkeypatch.setattr(structures_command, "_chosen", lambda number: [pair])
    monkeypatch.setattr(structures_command._Trial, "_targets", lambda *_: (met, 3))
    monkeypatch.setattr(design, "WORK", work)
    monkeypatch.setattr(at_rest, "measure_references", used_to)  # the house without leaving has others
    monkeypatch.setattr(at_rest, "_KNOWN", {})
    return seen


def used_to(task: Task) -> Result:
    """What people are used to, as if it had been measured: what stands in the file."""
    there = {path: float(value_at(task.scenario.parameters, path)) for path in REFERENCES}
    values = Values(tuple(there), array("d", there.values()))
    return Result(task.arm, task.scenario.name, task.seed, task.replication, values)


def test_a_pair_that_is_built_is_run_and_all_its_cells_are_written(two_built, tmp_path):
    file = tmp_path / "structures.md"
    asked = ["structures", "--quick", "--jobs", "1", "--out", str(tmp_path / "r"), "--write", str(file)]
    done = CliRunner().invoke(validation, asked, catch_exceptions=False)
    assert done.exit_code == 0 and "1 of 1 pairs run" in done.output
    text = file.read_text(encoding="utf-8")
    assert CRITERION in text and "They decide nothing." in text
    assert "| A | 9 of 9 |" in text and "| B | 9 of 9 |" in text and "| C | a third | not there yet |" in text
    assert {each.row for each in kept()} == {"C146", "C211"}
    assert {each.command for each in kept()} == {"structures pair 1 A", "structures pair 1 B"}
    before = len(two_built)
    assert before > 0 and {each.seed for each in two_built} == {1}
    CliRunner().invoke(validation, asked, catch_exceptions=False)
    assert len(two_built) == before, "what was run is kept"


def test_what_is_not_built_is_listed_and_runs_nothing(tmp_path, monkeypatch):
    def unbuilt(pair):
        others = {letter: each for letter, each in pair.submodels.items() if letter != "A"}
        told = {
            letter: Submodel(what=each.what, not_built="not there yet") for letter, each in others.items()
        }
        return pair.model_copy(update={"submodels": {"A": pair.submodels["A"]} | told})

    pairs = {number: unbuilt(pair) for number, pair in declared().items()}
    monkeypatch.setattr(structures_command, "_chosen", lambda number: [*pairs.values()])
    file = tmp_path / "structures.md"
    asked = ["structures", "--out", str(tmp_path / "r"), "--write", str(file)]
    done = CliRunner().invoke(validation, asked, catch_exceptions=False)
    text = file.read_text(encoding="utf-8")
    assert "0 of 10 pairs run" in done.output
    for number, pair in pairs.items():
        assert f"## {number}. {pair.question.capitalize()}" in text
        for each in pair.submodels.values():
            assert each.what in text and (each.not_built in text)
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [(["--seed", "1001"], "structure is chosen on seeds 1 to 99"), (["--pair", "11"], "there is no pair 11")],
)
def test_another_seed_or_pair_is_refused(words, told, tmp_path):
    done = CliRunner().invoke(
        validation, ["structures", *words, "--out", str(tmp_path), "--write", str(tmp_path / "x.md")]
    )
    assert isinstance(done.exception, TupSimError) and told in str(done.exception)


def test_a_decision_says_whether_it_is_one():
    pair = declared()[1]
    rivals = tuple(
        each._replace(
            cells=tuple(Cell(row, *cell[1:]) for row, cell in zip(pair.rows, each.cells, strict=False))
        )
        for each in (standing("A", 1), standing("B", 4))
    )
    tried = Tried(pair, {"C": "not there yet"}, Found(1, FULL, rivals), {"C146": 3})
    said = structures_document([tried], False, ["a fact"])
    assert "**B** (3 rows more than A).\n" in said and "24 of 24 *" in said
    assert "decides nothing" in structures_document([tried], True, [])
    assert "*Not run* with this model." in structures_document([tried._replace(found=None)], False, [])


def test_rows_that_can_decide_nothing_are_run_less_or_not_at_all(none_rests, tmp_path):
    file = tmp_path / "structures.md"
    asked = ["structures", "--jobs", "1", "--out", str(tmp_path / "r"), "--write", str(file)]
    CliRunner().invoke(validation, [*asked, "--targets"], catch_exceptions=False)
    assert not none_rests and not kept()
    text = file.read_text(encoding="utf-8")
    assert "**Undecided** (undecided: none has all targets at rest in band). Rows were not run" in text
    CliRunner().invoke(validation, asked, catch_exceptions=False)
    text = file.read_text(encoding="utf-8")
    assert f"from {BESIDE.worlds} worlds with {BESIDE.runs} runs each, decided nothing" in text
    assert {each.runs for each in kept()} == {str(BESIDE.worlds * BESIDE.runs)}


def test_rows_are_run_in_full_where_two_rest(two_built, tmp_path):
    asked = ["structures", "--jobs", "1", "--out", str(tmp_path / "r"), "--write", str(tmp_path / "s.md")]
    CliRunner().invoke(validation, [*asked, "--targets"], catch_exceptions=False)
    assert {each.runs for each in kept()} == {str(FULL.worlds * FULL.runs)}


def test_pairs_can_be_run_one_at_a_time(tmp_path):
    place = tmp_path / "s.json"
    one, two = (Found(n, FULL, (standing("A", n), standing("B", 5))) for n in (1, 2))
    keep(with_more(place, "model", 1, [two]), place)
    keep(with_more(place, "model", 1, [one]), place)
    assert with_more(place, "model", 1, ()) == Kept("model", 1, (one, two))
    assert with_more(place, "another", 1, [one]).pairs == (one,), "nothing of another model"
    assert with_more(place, "model", 2, ()).pairs == (), "nor of another seed"


def test_what_people_are_used_to_is_measured_with_the_submodel():
    """A house whose people are used to what the model in force brings would not rest in another."""
    rival = in_force(HOUSE, {"submodels.strain": "hinge"})
    assert rival.unmeasured is not None
    assert rival.unmeasured.organisation.parameters.submodels.strain == "hinge"
    assert in_force(HOUSE, {}) is HOUSE
