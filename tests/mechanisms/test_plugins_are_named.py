"""A plug-in by its file: in force where it is named, and nowhere else; it travels with its source."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tup_sim import compare, load_scenario, replicate, run
from tup_sim.cli import main
from tup_sim.errors import ScenarioError
from tup_sim.files import plugins
from tup_sim.files.experiments import load_experiment
from tup_sim.files.load import resolved
from tup_sim.files.manifest import inputs
from tup_sim.files.show import as_yaml
from tup_sim.measures import OUTCOMES
from tup_sim.model.gates import idle_paths
from tup_sim.model.plugins import plugins_of
from tup_sim.study.store import identity_of_scenario, plain_scenario
from tup_sim.study.why import trace_of

OPEN_DOOR = Path(__file__).with_name("open_door.py")
SMALL = ("units=1", "places=6", "volunteers_initial=6", "warmup=1")
EXPERIMENT = """
title: {en: A door, nl: Een deur}
question: {en: Does it matter?, nl: Maakt het uit?}
base: open_house
plugins: [open_door.py]
weeks: 2
set: {units: 1, places: 6, volunteers_initial: 6, warmup: 1}
factors:
  - name: door
    label: {en: door, nl: deur}
    levels:
      - {name: shut, label: {en: shut, nl: dicht}, set: {mechanisms.open_door: off}}
      - {name: open, label: {en: open, nl: open}, set: {open_door.let_in: 0.9}}
reference: {door: shut}
replications: 2
outcomes: [drop_ins, core_met]
"""


def small(*settings: str, plugin: str | None = "open_door.py"):
    return load_scenario("open_house", (), (*SMALL, *settings), 3, [plugin] if plugin else [])


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    shutil.copy(OPEN_DOOR, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(*words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


def test_its_parameters_can_be_set_and_its_outcomes_are_measured_in_any_process():
    found = replicate(small("open_door.let_in=0.25"), 2, jobs=2).runs
    assert found[found.outcome == "drop_ins"].value.min() > 100
    assert found[found.outcome == "let_in_share"].value.between(0.1, 0.4).all()


def test_where_nobody_names_it_numbers_and_identity_are_as_if_it_did_not_exist():
    before = small(plugin=None)
    key, values = identity_of_scenario(before), run(before).values
    small()
    again = small(plugin=None)
    assert identity_of_scenario(again) == key and "plugins" not in plain_scenario(again)
    assert list(map(repr, run(again).values.values())) == list(map(repr, values.values()))
    assert "drop_ins" not in OUTCOMES and "drop_ins" not in values


def test_beside_a_scenario_that_does_not_name_it_all_that_both_have_stays_the_same():
    base, other = small(plugin=None), small("open_door.let_in=0.0")
    alone = run(base).values
    found = compare(base, other, 2, jobs=1).runs
    first = found[(found.scenario == "open_house") & (found.replication == 0) & (found.window == "horizon")]
    together = dict(zip(first.outcome, first.value, strict=True))
    assert together["drop_ins"] == 0.0
    assert all(repr(together[name]) == repr(value) for name, value in alone.items() if name in together)


def test_what_its_source_says_counts_and_how_it_is_written_does_not(folder):
    first = small()
    text = OPEN_DOOR.read_text("utf-8")
    (folder / "commented.py").write_text(f"# a remark\n{text}", "utf-8")
    (folder / "changed.py").write_text(text.replace("+= 1", "+= 2"), "utf-8")
    assert resolved(small(plugin="commented.py")) == resolved(first)
    assert identity_of_scenario(small(plugin="commented.py")) == identity_of_scenario(first)
    assert identity_of_scenario(small(plugin="changed.py")) != identity_of_scenario(first)


def test_a_changed_plug_in_of_the_same_name_keeps_states_of_its_own(folder):
    text = OPEN_DOOR.read_text("utf-8")
    (folder / "changed.py").write_text(text.replace("made = 0", "made = 100"), "utf-8")
    first, other = small(), small(plugin="changed.py")
    mean = run(first).values["visits_made"]
    assert run(other).values["visits_made"] == pytest.approx(mean + 100)
    assert run(first).values["visits_made"] == mean


def test_a_scenario_travels_with_the_source_and_needs_no_file(folder):
    travelling = pickle.dumps(small())
    (folder / "open_door.py").unlink()
    code = "import pickle, sys; from tup_sim import run; print(run(pickle.load(sys.stdin.buffer)).values['drop_ins'])"
    done = subprocess.run([sys.executable, "-c", code], input=travelling, capture_output=True, check=True)
    assert float(done.stdout) == run(pickle.loads(travelling)).values["drop_ins"] > 100


def test_a_scenario_file_can_name_it_and_what_is_shown_can_be_loaded_again(folder):
    (folder / "policies").mkdir()
    shutil.move("open_door.py", "policies")
    Path("policies/door.yaml").write_text("plugins: open_door.py\nopen_door: {let_in: 0.75}\n", "utf-8")
    found = load_scenario("open_house", ["policies/door.yaml"], SMALL, 3)
    assert found.parameters.open_door.let_in == 0.75
    Path("shown.yaml").write_text(as_yaml(found), "utf-8")
    assert resolved(load_scenario("shown.yaml")) == resolved(found)


def test_an_installed_one_is_on_only_where_it_is_named(folder, monkeypatch):
    monkeypatch.syspath_prepend(str(folder))
    offered = EntryPoint("door", "open_door:OpenDoor", plugins.GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda group: [offered] if group == plugins.GROUP else [])
    assert not plugins_of(small(plugin=None))
    assert [each.name for each in plugins_of(small(plugin="door"))] == ["door"]
    assert identity_of_scenario(small(plugin="door")) == identity_of_scenario(small())
    assert [each.version for each in plugins_of(small(plugin="door"))] == [""]
    with pytest.raises(ScenarioError, match="no plug-in 'dor' is installed"):
        small(plugin="dor")


def installed_in(folder: Path, version: str) -> None:
    """A package that offers the plug-in, as an installer leaves it."""
    facts = folder / "street_doors.dist-info"
    facts.mkdir(exist_ok=True)
    (facts / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: street-doors\nVersion: {version}\n", "utf-8"
    )
    (facts / "entry_points.txt").write_text(f"[{plugins.GROUP}]\ndoor = open_door\n", "utf-8")


def test_the_version_of_an_installed_one_is_kept_beside_the_digest_of_its_source(folder, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(folder))
    Path("door.yaml").write_text(EXPERIMENT.replace("[open_door.py]", "door"), "utf-8")
    installed_in(folder, "1.2.0")
    with_it = load_experiment("door.yaml").points[0].scenario
    assert command("experiment", "door.yaml", "-j", "1") == 0
    kept = inputs(load_experiment("door.yaml"))["plugins"]
    (digest,) = (each.digest for each in plugins_of(with_it))
    assert kept == [{"file": "open_door.py", "digest": digest, "package": "street-doors", "version": "1.2.0"}]
    assert command("report", "door", "--out", "brief.html") == 0
    assert f"open_door.py street-doors 1.2.0 {digest}" in Path("brief.html").read_text("utf-8")
    installed_in(folder, "1.3.0")
    capsys.readouterr()
    assert command("experiment", "door.yaml", "-j", "1") == 0
    assert plugins_of(load_experiment("door.yaml").points[0].scenario)[0].version == "1.3.0"
    assert identity_of_scenario(load_experiment("door.yaml").points[0].scenario) == identity_of_scenario(
        with_it
    )


def test_its_events_are_told_in_the_history_of_a_person():
    trace = trace_of(small())
    assert any(fact.event == "DroppedIn" and "let_in" in fact.values for fact in trace.facts())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("run open_house --plugin open_door.py -n 2 --weeks 2 --outcome drop_ins", "Dropped in"),
        ("run open_house --plugin open_door.py -n 2 --weeks 2 --outcome drop_ins --lang nl", "Binnengelopen"),
        ("compare open_house +door.yaml -n 2 --weeks 2 --outcome let_in_share", "Let in"),
        (
            "explain-difference open_house +door.yaml -n 2 --weeks 2 --outcome drop_ins --mechanisms open_door",
            "open_door",
        ),
        ("story open_house --plugin open_door.py --client 3 --weeks 2", "Dropped in."),
        ("twins open_house +door.yaml --weeks 2", "client"),
        (
            "sweep open_house --plugin open_door.py --weeks 2 --outcome drop_ins --only drops_in --runs 4",
            "drops_in",
        ),
        ("scenario check door.yaml", "ok"),
        ("scenario show open_house --with door.yaml", 'plugins: ["open_door.py"]'),
        ("scenario explain open_house open_door --with door.yaml", "Who drops in is let in."),
        ("scenario diff open_house door.yaml", "open_door.let_in"),
        ("scenario schema --plugin open_door.py", "Who drops in is let in."),
        ("parameters open_door --plugin open_door.py", "0.2 to 0.8"),
        ("document parameters --plugin open_door.py", "`open_door.let_in`"),
        ("document odd --plugin open_door.py", "Clients drop in."),
    ],
)
def test_every_command_knows_it(words, said, capsys):
    Path("door.yaml").write_text("plugins: open_door.py\nopen_door: {let_in: 0.9}\n", "utf-8")
    changed = [word for each in SMALL for word in ("--set", each)]
    takes = words.split()[0] not in ("parameters", "scenario", "document")
    code = command(*words.split(), *(changed if takes else ()))
    captured = capsys.readouterr()
    assert code == 0, captured.err
    assert said in captured.out
    assert command("parameters", "open_door") == 2  # nothing of it is left after the command


def test_a_number_behind_its_switch_that_is_off_is_said_to_do_nothing(folder):
    text = OPEN_DOOR.read_text("utf-8").replace('paragraph="', 'left_out=("open_door",), paragraph="')
    (folder / "open_door.py").write_text(text, "utf-8")
    found = small("mechanisms.open_door=off", "open_door.let_in=0.9")
    gates = idle_paths(found, ["open_door.let_in", "units"])
    assert [(str(gate.why), paths) for gate, paths in gates] == [
        ("mechanisms.open_door is off", ["open_door.let_in"])
    ]


def test_its_outcomes_stand_in_json_and_csv(capsys):
    changed = [word for each in SMALL for word in ("--set", each)]
    words = [
        "run",
        "open_house",
        "--plugin",
        "open_door.py",
        "-n",
        "2",
        "--weeks",
        "2",
        "--json",
        "--csv",
        "runs.csv",
    ]
    assert command(*words, *changed) == 0
    assert "drop_ins" in json.dumps(json.loads(capsys.readouterr().out))
    assert "let_in_share" in Path("runs.csv").read_text("utf-8")


def test_an_experiment_keeps_the_source_and_reproduces_from_there(folder, capsys):
    Path("door.yaml").write_text(EXPERIMENT, "utf-8")
    assert command("experiment", "door.yaml", "-j", "1") == 0
    assert command("report", "door", "--lang", "nl", "--out", "brief.html") == 0
    Path("open_door.py").unlink()
    code = "from tup_sim.cli import main; main(['reproduce', 'door'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "are the same, bit for bit" in done.stdout) == (0, True), done.stderr
    assert "Binnengelopen" in Path("brief.html").read_text("utf-8")
