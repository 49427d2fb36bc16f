"""What is wrong with a plug-in is one line that names file and line, with exit code 2; a run that fails says so too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tup_sim import load_scenario
from tup_sim.cli import main
from tup_sim.study import replicate

GOOD = Path(__file__).with_name("open_door.py").read_text("utf-8")
WRONG = [
    ("class OpenDoor(", "class OpenDoor((", "class OpenDoor((", "this is no Python"),
    (
        "OPEN_DOOR = Declared(",
        "1 / 0\nOPEN_DOOR = Declared(",
        "1 / 0",
        "the plug-in cannot be loaded: ZeroDivisionError",
    ),
    ("switch=", "swich=", "OPEN_DOOR = Declared(", "unexpected keyword argument 'swich'"),
    ("(Mechanism)", "", '"""A plug-in', "the plug-in has no mechanism"),
    (
        "    declared: ClassVar[Declared] = OPEN_DOOR\n",
        "",
        "class OpenDoor",
        "'OpenDoor' does not say what it declares",
    ),
    (
        "def on_contact(self, world, contact)",
        "def on_contact(self, world)",
        "def on_contact",
        "the core calls on_contact(self, world, contact)",
    ),
    (
        "def on_contact(",
        "def on_contacts(",
        "def on_contacts",
        "there is no hook 'on_contacts' (did you mean 'on_contact'",
    ),
    ('key="open_door"', 'key="ideas"', "key=", "there is a mechanism 'ideas' already"),
    ('key="open_door"', 'key="Open door"', "key=", "'Open door' is no key of a mechanism"),
    ('sources="OWN3"', 'sources=""', "key=", "'open_door' names no source"),
    (
        '"Who drops in is let in."',
        '"Who drops in is let in.", source=""',
        '"open_door.let_in"',
        "open_door.let_in: a parameter needs a source",
    ),
    (
        '"open_door.let_in", 0.5, "probability", 0, 1',
        '"open_door.let_in", 0.5, "probability", None, 1',
        '"open_door.let_in"',
        "a number needs a lowest and a highest value",
    ),
    ('"drops_in", 1.0', '"drops_in", 7.0', '"drops_in"', "drops_in: 7 lies outside 0 to 1"),
    ('"drops_in", 1.0', '"horizon", 1.0', '"horizon"', "there is a parameter 'horizon' already"),
    (
        'groups={"open_door": "Dropping in."}',
        "groups={}",
        '"open_door.let_in"',
        "nothing says what the group 'open_door' is about",
    ),
    ('tally("drop_ins"', 'tally("core_met"', 'tally("core_met"', "there is an outcome 'core_met' already"),
    (
        'tally("drop_ins", "service"',
        'tally("drop_ins", "servise"',
        'tally("drop_ins"',
        "'servise' is none of service",
    ),
    ('state("client"', 'state("klient"', 'state("klient"', "there are no agents of the kind 'klient'"),
    ("DroppedIn", "ContactEnded", "class ContactEnded", "there is an event 'ContactEnded' already"),
    ("    now: float\n", "    hour: float\n", "class DroppedIn", "'DroppedIn' is no event"),
]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def written(before: str, after: str) -> str:
    """Write a plug-in in which something is wrong."""
    assert before in GOOD
    text = GOOD.replace(before, after)
    Path("bad.py").write_text(text, "utf-8")
    return text


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(("before", "after", "at", "said"), WRONG, ids=[each[-1][:40] for each in WRONG])
def test_what_is_wrong_is_one_line_with_its_place(before, after, at, said, capsys):
    text = written(before, after)
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", "bad.py", "--weeks", "2"])
    error = capsys.readouterr().err
    assert end.value.code == 2 and error.count("\n") == 1, error
    assert said in error
    assert error.startswith(f"Error: bad.py:{line_of(text, at)}: ")


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", "nowhere.py"])
    assert end.value.code == 2


def test_what_a_file_names_wrongly_is_told_where_it_is_named(capsys):
    Path("door.yaml").write_text("kind: policy\nplugins: nowhere.py\nunits: 1\n", "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["scenario", "check", "door.yaml"])
    assert (end.value.code, "door.yaml:2: there is no file" in capsys.readouterr().err) == (2, True)


def test_an_error_in_a_hook_is_a_failed_run_that_names_file_and_line(capsys):
    text = GOOD.replace(
        "        luck = ", "        assert client.name % 7 or world.week < 1\n        luck = "
    )
    Path("bad.py").write_text(text, "utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "assert client" in each)
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", "bad.py", "--weeks", "3", "-n", "2", "-j", "1"])
    error = capsys.readouterr().err
    assert end.value.code == 2 and f"bad.py:{line}: " in error


def test_runs_that_went_well_are_not_lost_with_those_that_failed():
    text = GOOD.replace("        luck = ", "        assert '|1|' not in world.chance._root\n        luck = ")
    Path("bad.py").write_text(text, "utf-8")
    found = replicate(
        load_scenario("open_house", settings=["units=1"], weeks=2, plugins=["bad.py"]), 3, jobs=1
    )
    assert [each.replication for each in found.failures] == [1]
    assert "bad.py:" in found.failures[0].cause and set(found.runs.replication) >= {0, 2}


def test_names_of_one_plug_in_are_taken_for_the_next(capsys):
    Path("door.py").write_text(GOOD, "utf-8")
    Path("gate.py").write_text(GOOD.replace("open_door", "open_gate"), "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", "door.py", "--plugin", "gate.py"])
    error = capsys.readouterr().err
    assert end.value.code == 2 and all(line.startswith("Error: gate.py:") for line in error.splitlines())
    assert "there is an outcome 'drop_ins' already" in error
