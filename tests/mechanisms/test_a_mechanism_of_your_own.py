"""From an empty folder: a mechanism is begun, run, tried and looked into; the worked example does the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rooms.source import ROOT
from tup_sim import load_scenario
from tup_sim.cli import main
from tup_sim.errors import ScenarioError
from tup_sim.files.mechanism_facts import facts_of, mechanism_called
from tup_sim.files.plugin_kit import Kit
from tup_sim.study.reach import reach

EXAMPLE = ROOT / "docs/examples/clients_thank_volunteers.py"
SMALL = ("units=1", "places=6", "volunteers_initial=6", "warmup=1")


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def command(*words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


def test_the_example_runs_from_a_folder_where_nothing_else_is(capsys):
    shutil.copy(EXAMPLE, ".")
    changed = [word for each in SMALL for word in ("--set", each)]
    plugin = ("--plugin", EXAMPLE.name, "--outcome", "client_thanks,thanked_share,recognition")
    assert command("run", "open_house", *plugin, "--weeks", "4", "-n", "2", *changed) == 0
    assert "Thanks of clients" in capsys.readouterr().out


def test_the_example_is_at_rest_while_off_and_acts_while_on():
    kit = Kit(EXAMPLE, SMALL, weeks=8)
    assert not kit.changes_while_off()
    assert not kit.events_while_off()
    assert not kit.events_that_never_occur()
    assert not kit.numbers_that_nothing_reads()
    assert kit.comes_too_early() is None


@pytest.mark.parametrize(
    ("before", "after", "check"),
    [
        ("            sim.emit(ClientThanked", "            str(ClientThanked", "events_that_never_occur"),
        ("self.chance)", "0.2)", "numbers_that_nothing_reads"),
    ],
)
def test_the_kit_sees_what_is_wrong(before, after, check):
    text = EXAMPLE.read_text("utf-8")
    assert before in text
    Path("wrong.py").write_text(text.replace(before, after), "utf-8")
    assert getattr(Kit("wrong.py", SMALL, weeks=4), check)()


def in_small(tests: Path) -> None:
    """Let the tests of a new mechanism look at a small house for a few weeks."""
    text, whole = tests.read_text("utf-8"), 'with_name("shared_meals.py"))'
    assert whole in text
    tests.write_text(text.replace(whole, f"{whole[:-1]}, {SMALL!r}, weeks=8)"), "utf-8")


def test_a_new_mechanism_runs_and_its_tests_pass(capsys):
    assert command("mechanism", "new", "shared_meals") == 0
    assert "shared_meals_times" in capsys.readouterr().out
    in_small(Path("test_shared_meals.py"))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_shared_meals.py"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "4 passed" in done.stdout, done.stdout
    before = Path("shared_meals.py").read_text("utf-8")
    assert command("mechanism", "new", "shared_meals") == 2
    assert Path("shared_meals.py").read_text("utf-8") == before


@pytest.mark.parametrize("name", ["ideas", "Ideas", "horizon"])
def test_a_name_that_is_taken_or_none_is_refused_before_anything_is_written(name):
    assert command("mechanism", "new", name) == 2
    assert not list(Path().iterdir())


def test_what_a_mechanism_reads_writes_and_cites_is_shown(capsys):
    assert command("mechanism", "show", "clients_thank", "--plugin", str(EXAMPLE)) == 0
    shown = capsys.readouterr().out
    for part in (
        "on_contact",
        "contact.familiar",
        "belonging.be_recognised_more",
        "ClientThanked",
        "OWN3",
    ):
        assert part in shown
    assert command("mechanism", "show", "control_contacts") == 0
    assert "C129" in capsys.readouterr().out
    assert command("mechanism", "show", "boundary_crossing") == 0
    assert "clients.be_hurt, clients.trust_volunteers_more" in capsys.readouterr().out
    assert command("mechanism", "show", "nothing_like_it") == 2


def test_what_moves_a_state_and_who_does_is_shown(capsys):
    assert command("mechanism", "show", "belonging", "--plugin", str(EXAMPLE)) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "be_recognised_more So much recognition is won. Used by: clients_thank_volunteers." in shown
    assert "Used by: first_weeks." in shown
    assert command("mechanism", "show", "belongin") == 2
    assert "belonging" in capsys.readouterr().err


def test_what_reaches_an_outcome_is_found_by_moving_it_alone():
    sim = load_scenario("open_house", (), SMALL, 8, [str(EXAMPLE)])
    found = reach(sim, jobs=1)
    assert "mechanisms.clients_thank" in found.outcomes["client_thanks"]
    assert "mechanisms.clients_thank" in found.outcomes["recognition"]
    assert "mechanisms.clients_thank" not in found.outcomes["core_met"]
    assert "redundancies" in found.unreached and not found.failures


def fits(text: str) -> bool:
    """Whether nothing stands beyond the edge of a narrow terminal, but for a word that is longer than it."""
    return all(len(line) <= 80 or " " not in line.strip() for line in text.splitlines())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new shared_meals", "draai het:\n  tup-sim run open_house --plugin shared_meals.py"),
        ("show control_contacts", "antwoordt op"),
        ("show guided_groups", "eenheid"),
        (f"show clients_thank --plugin {EXAMPLE}", "uitkomsten"),
        (f"reach open_house --set {' --set '.join(SMALL)} --weeks 2 --jobs 1", "bereikt door"),
    ],
)
def test_it_is_said_in_dutch_and_fits_a_narrow_terminal(words, said, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TUP_SIM_LANG", "nl")
    assert command("mechanism", *words.split()) == 0
    shown = capsys.readouterr().out
    assert said in shown and fits(shown), shown


def test_what_is_begun_has_a_unit_that_is_known_in_dutch(capsys):
    assert command("mechanism", "new", "shared_meals") == 0
    changed = [word for each in SMALL for word in ("--set", each)]
    words = ("--plugin", "shared_meals.py", "--outcome", "shared_meals_times", "--weeks", "2", "-n", "2")
    assert command("run", "open_house", *words, "--lang", "nl", *changed) == 0
    assert "per jaar" in capsys.readouterr().out


def test_what_is_shown_of_a_mechanism_names_its_random_streams_and_nothing_of_the_simulation_itself() -> None:
    found = facts_of(mechanism_called("ideas"))
    assert found.luck == ("idea", "is heard", "tells an idea")
    assert not [each for each in found.reads if each.startswith(("sim.", "world."))]


def test_a_file_of_that_name_that_nobody_named_is_told_how_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared_meals.py").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    for written in ("shared_meals", "shared_meals.py"):
        with pytest.raises(ScenarioError, match=r"add --plugin shared_meals\.py"):
            mechanism_called(written)
    with pytest.raises(ScenarioError, match="did you mean 'ideas'"):
        mechanism_called("idea")
