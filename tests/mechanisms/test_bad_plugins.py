"""What is wrong with a plug-in is one line that names file and line, with exit code 2; a run that fails says so too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tup_sim import load_scenario
from tup_sim.cli import main
from tup_sim.errors import ScenarioError
from tup_sim.files.plugin_checks import IN_A_COUNT
from tup_sim.reporting.story import _Teller
from tup_sim.study import replicate
from tup_sim.study.execute import Interrupted

SMALL = ("units=1", "places=6", "volunteers_initial=6", "warmup=1")
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
        "def on_contact(self, sim, contact)",
        "def on_contact(self, sim)",
        "def on_contact",
        "the core calls on_contact(self, sim, contact)",
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
    ('sources="OWN3"', 'sources="C129, OWN3, C1290"', "key=", "unknown source 'C1290' (did you mean '"),
    (
        'sources="OWN3"',
        'sources="Smith2020"',
        "key=",
        "a source of your own is declared so: references={'Smith2020': 'author, year, title'}",
    ),
    (
        '"Who drops in is let in."',
        '"Who drops in is let in.", source="Jones"',
        '"open_door.let_in"',
        "unknown source 'Jones'",
    ),
    (
        'sources="OWN3"',
        'sources="C129", references={"C129": "Me (2020). Doors."}',
        '"C129"',
        "there is a source 'C129' already",
    ),
    (
        'sources="OWN3"',
        'sources="Mine", references={"Mine": " "}',
        '"Mine"',
        "nothing says what source 'Mine' is",
    ),
    ('sources="OWN3"', "sources=None", "sources=None", "sources cannot be nothing (expected: str)"),
    ('key="open_door"', "key=5", "key=5", "key cannot be 5 (expected: str)"),
    ("states=(", "states=(1, ", "states=(1", "states.0 cannot be 1"),
    ('0.5, "probability"', "0.5, 3", '"open_door.let_in"', "open_door.let_in cannot be 3"),
    ("plausible=(0.2, 0.8)", "plausible=(0.2, 8)", '"open_door.let_in"', "8 lies outside 0 to 1"),
    ("plausible=(0.2, 0.8)", "plausible=3", '"open_door.let_in"', "open_door.let_in cannot be 3"),
    (
        'Count(DroppedIn, "let_in")',
        'Count(DroppedIn, "let_out")',
        'ratio("let_in_share"',
        "'DroppedIn' has no field 'let_out' (did you mean 'let_in'?",
    ),
    ('"Dropped in."', '"{nobody} dropped in."', "{nobody}", "has a gap {nobody} that nothing fills"),
    ('"client", "each"', '"klient", "each"', "Line(", "'klient' is none of volunteer, professional, client"),
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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "door.yaml",
            "'door.yaml' is no plug-in: that is a Python file, ending in .py (a scenario is laid over",
        ),
        ("./door.yaml", "'./door.yaml' is no plug-in"),
        ("picture", "'picture' is no plug-in"),
        ("picture.png", "'picture.png' is no plug-in"),
        ("folder", "folder is a folder, not a file (name one file in it that ends in .py)"),
        ("picture.py", "picture.py:2: not UTF-8 text"),
        ("nowhere.yaml", "there is no file 'nowhere.yaml'"),
        ("nowhere", "no plug-in 'nowhere' is installed (write the path of its file, as nowhere.py)"),
        ("", "no plug-in '' is installed (write the path of its file, as my_mechanism.py)"),
    ],
)
def test_what_is_another_kind_of_file_is_called_so_and_is_not_run(name, said, capsys):
    Path("door.yaml").write_text("kind: policy\n", "utf-8")
    Path("folder").mkdir()
    for each in ("picture", "picture.png", "picture.py"):
        Path(each).write_bytes(b"\x89PNG\r\n\x00\xff")
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", name])
    assert (end.value.code, capsys.readouterr().err.startswith(f"Error: {said}")) == (2, True)


STOPS = ["raise SystemExit(3)", "raise KeyboardInterrupt", "raise GeneratorExit", "exit()"]


@pytest.mark.parametrize("stop", STOPS)
def test_a_plug_in_that_ends_the_program_while_it_is_loaded_is_told(stop, capsys):
    Path("bad.py").write_text(f"{GOOD}\n{stop}\n", "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", "bad.py"])
    error = capsys.readouterr().err
    assert end.value.code == 2
    assert error.startswith(f"Error: bad.py:{len(GOOD.splitlines()) + 2}: the plug-in cannot be loaded: ")


@pytest.mark.parametrize(("stop", "jobs"), [*((stop, 1) for stop in STOPS), (STOPS[0], 2)])
def test_a_hook_that_ends_the_program_fails_its_run_and_no_other(stop, jobs):
    text = GOOD.replace("        rng = ", f"        if '|1|' in sim.random._root: {stop}\n        rng = ")
    Path("bad.py").write_text(text, "utf-8")
    found = replicate(load_scenario("open_house", (), SMALL, 2, ["bad.py"]), 3, jobs=jobs)
    assert [each.replication for each in found.failures] == [1]
    assert found.failures[0].cause.startswith(f"bad.py:{line_of(text, stop)}: ")
    assert set(found.runs.replication) >= {0, 2}


def test_a_single_run_whose_hook_ends_the_program_is_told_with_its_place(capsys):
    text = GOOD.replace("        rng = ", "        if sim.week > 0: raise SystemExit\n        rng = ")
    Path("bad.py").write_text(text, "utf-8")
    with pytest.raises(SystemExit) as end:
        main(
            [
                "story",
                "open_house",
                "--plugin",
                "bad.py",
                "--client",
                "3",
                "--weeks",
                "2",
                "--set",
                "warmup=1",
            ]
        )
    error = capsys.readouterr().err
    assert end.value.code == 2 and f"bad.py:{line_of(text, 'raise SystemExit')}: SystemExit" in error


def test_ctrl_c_while_a_hook_works_stops_the_command():
    text = GOOD.replace(
        "        rng = ", "        os.kill(os.getpid(), signal.SIGINT)\n        rng = "
    ).replace("from typing", "import os\nimport signal\nfrom typing", 1)
    Path("bad.py").write_text(text, "utf-8")
    sim = load_scenario("open_house", (), SMALL, 2, ["bad.py"])
    with pytest.raises(Interrupted):
        replicate(sim, 2, jobs=1)


def test_a_source_of_its_own_can_be_cited_and_is_shown(capsys):
    written('sources="OWN3"', 'sources="Smith2020", references={"Smith2020": "Smith (2020). Doors."}')
    for words in (("mechanism", "show", "open_door"), ("parameters", "open_door", "--source", "OWN3")):
        with pytest.raises(SystemExit) as end:
            main([*words, "--plugin", "bad.py"])
        assert end.value.code == 0
    assert "Smith2020: Smith (2020). Doors." in capsys.readouterr().out
    value = "reserve={value: 3, source: Smith2020}"
    assert load_scenario("open_house", settings=[value], plugins=["bad.py"]).parameters.reserve == 3
    with pytest.raises(ScenarioError, match="unknown source 'Smith2020'"):
        load_scenario("open_house", settings=[value])


def test_the_gaps_of_counted_sentences_are_those_that_a_story_fills():
    teller = object.__new__(_Teller)
    teller.lang = "en"
    assert set(teller._figures([])) == set(IN_A_COUNT)


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
    text = GOOD.replace("        rng = ", "        assert client.name % 7 or sim.week < 1\n        rng = ")
    Path("bad.py").write_text(text, "utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "assert client" in each)
    with pytest.raises(SystemExit) as end:
        main(["run", "open_house", "--plugin", "bad.py", "--weeks", "3", "-n", "2", "-j", "1"])
    error = capsys.readouterr().err
    assert end.value.code == 2 and f"bad.py:{line}: " in error


def test_runs_that_went_well_are_not_lost_with_those_that_failed():
    text = GOOD.replace("        rng = ", "        assert '|1|' not in sim.random._root\n        rng = ")
    Path("bad.py").write_text(text, "utf-8")
    found = replicate(
        load_scenario("open_house", settings=["units=1", "warmup=0"], weeks=2, plugins=["bad.py"]), 3, jobs=1
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
