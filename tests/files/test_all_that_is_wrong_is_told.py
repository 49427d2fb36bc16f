"""Whoever mends a file sees all its mistakes at once, each on a line of its own."""

from __future__ import annotations

import pickle

import pytest

from tests.files.shelf import HOUSE
from tup_sim.cli import main
from tup_sim.errors import Message, ScenarioError, ScenarioErrors
from tup_sim.files import load_scenario
from tup_sim.files.experiments import load_experiment


def told(name, settings=(), load=load_scenario, **rest) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load(str(name), settings=settings, **rest) if settings or rest else load(str(name))
    return str(caught.value).splitlines()


def words_of(lines: list[str]) -> list[str]:
    """What is said, without the folders and the hints."""
    return [line.partition(" (")[0].rpartition("/")[2] for line in lines]


def test_every_mistake_of_a_file_in_the_order_of_its_lines(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "kind: house\nplaces: 60\nplaces: 70\ncoordinators: {fte: 3, size: 2}\nabout: {fr: x}\nreserve: much\n"
        "for: nobody\nchanges:\n  - set: {reserve: 3}\n  - at: 3\n    over: x\n    set: {place: 3}\nincom: 3\n"
    )
    assert words_of(told(path)) == [
        "mine.yaml:1: kind cannot be the text 'house'",
        "mine.yaml:3: 'places' stands here twice",
        "mine.yaml:4: coordinators.fte = 3 is out of range",
        "mine.yaml:4: unknown key 'coordinators.size'",
        "mine.yaml:5: about: unknown language 'fr'",
        "mine.yaml:6: reserve cannot be the text 'much'",
        "mine.yaml:7: for: there is no organisation 'nobody'",
        "mine.yaml:9: a change needs a date 'at:' or a trigger 'when:'",
        "mine.yaml:11: over: cannot be the text 'x'",
        "mine.yaml:12: unknown key 'place'",
        "mine.yaml:13: unknown key 'incom'",
    ]


def test_every_mistake_of_a_stack_of_files_and_of_the_command_line(tmp_path):
    (tmp_path / "base.yaml").write_text(f"extends: {HOUSE}\nwith: nothing\nplaces: x\n")
    (tmp_path / "mine.yaml").write_text("extends: ./base.yaml\nreserve: x\nstaff_quit: 30 %\n")
    lines = told(tmp_path / "mine.yaml", ["income=x", "places=60", "pattern=x"], mixins=["peer"], weeks=0)
    assert (
        words_of(lines)
        == [
            "--set income: income cannot be the text 'x'",
            "--weeks: horizon = 0 is out of range",
            "mine.yaml:2: reserve cannot be the text 'x'",
            "base.yaml:3: places cannot be the text 'x'",
            "base.yaml:2: there is no scenario 'nothing'",
            "--with: there is no scenario 'peer'",
            "mine.yaml:3: staff_quit was measured",
            "--set pattern: pattern cannot be the text 'x'",  # known only when all files that could define it are read
        ]
    )


def test_every_mistake_of_the_whole(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: {HOUSE}\ncut: {{size: 10 %, at: 300, restored: 200}}\n"
        "changes:\n  - {at: 200, set: {reserve: 3}}\n  - {at: 300, set: {reserve: 3}}\n"
    )
    lines = words_of(told(path))
    assert lines[0] == "mine.yaml:2: cut.at: week 300 is not before the horizon of 156 weeks"
    assert lines[1].startswith("mine.yaml:2: cut.restored")


def test_every_change_that_does_not_fit(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: {HOUSE}\nchanges:\n  - {{at: 200, set: {{reserve: 3}}}}\n  - {{at: 300, set: {{reserve: 3}}}}\n"
    )
    assert words_of(told(path)) == [
        "mine.yaml:3: at: week 200 is not before the horizon of 156 weeks",
        "mine.yaml:4: at: week 300 is not before the horizon of 156 weeks",
    ]


def test_every_mistake_of_an_experiment(tmp_path):
    path = tmp_path / "asks.yaml"
    path.write_text(
        f"titel: A\nquestion: B\nbase: {HOUSE}\nclaims: [C999, C998]\nseed: x\n"
        "factors:\n  - {name: x, path: reserv, levels: [1, 2]}\n  - {name: y, path: reserve, levels: [1]}\n"
    )
    assert words_of(told(path, load=load_experiment)) == [
        "asks.yaml:1: unknown key 'titel' in an experiment",
        "asks.yaml: title is missing",
        "asks.yaml:4: unknown statement 'C999'",
        "asks.yaml:4: unknown statement 'C998'",
        "asks.yaml:5: seed cannot be the text 'x'",
        "asks.yaml:7: unknown key 'reserv'",
        "asks.yaml:8: factor 'y' needs a list of two levels or more",
    ]


def test_what_an_experiment_looks_at_is_checked_as_a_whole(tmp_path):
    path = tmp_path / "asks.yaml"
    path.write_text(
        f"title: A\nquestion: B\nbase: {HOUSE}\nseed: x\nfactors:\n  - {{name: x, path: reserve, levels: [1, 2]}}\n"
        "reference: {x: 1}\noutcomes: [core_met@soon, core_mett]\nfigures: [{kind: pie, outcomes: core_met}]\n"
    )
    found = words_of(told(path, load=load_experiment))
    assert found == [
        "asks.yaml:4: seed cannot be the text 'x'",
        "asks.yaml:8: there is no window 'soon'",
        "asks.yaml:8: no outcome called 'core_mett'",
    ]


def test_the_command_line_prints_a_line_for_each(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["run", HOUSE, "--set", "reserve=x", "--set", "incom=3"])
    lines = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert [line.partition(" (")[0] for line in lines] == [
        "Error: --set reserve: reserve cannot be the text 'x'",
        "Error: --set incom: unknown key 'incom'",
    ]


def test_one_mistake_is_told_as_it_was():
    with pytest.raises(ScenarioError) as caught:
        load_scenario(HOUSE, settings=["reserve=x"])
    assert type(caught.value) is ScenarioError and caught.value.faults == (caught.value,)


def test_several_mistakes_go_to_another_process_and_into_another_language():
    one = ScenarioError(Message("{path} is wrong", path="a"), "x.yaml:1", Message("mend it"))
    several = ScenarioErrors([one, ScenarioError("b", "x.yaml:2")])
    again = pickle.loads(pickle.dumps(several))
    assert str(again) == str(several) == "x.yaml:1: a is wrong (mend it)\nx.yaml:2: b"
    dutch = {"{path} is wrong": "{path} is fout", "mend it": "herstel het"}
    said = again.said(lambda template: dutch.get(template, template))
    assert said == "x.yaml:1: a is fout (herstel het)\nx.yaml:2: b"
