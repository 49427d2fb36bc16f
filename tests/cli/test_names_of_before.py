"""Parameters that had another name before: the old one is understood, and whoever wrote it is told the new one."""

from pathlib import Path

import pytest

import tup_sim
from tup_sim.cli import main
from tup_sim.errors import RenamedWarning
from tup_sim.files import load_scenario
from tup_sim.files.keys import groups, keys
from tup_sim.model.parameters.renamed import GONE, all_renamed, new_name


def test_every_new_name_exists_and_no_old_one_does() -> None:
    known, renamed = {*keys(), *groups()}, all_renamed()
    assert set(renamed.values()) <= known and len(renamed) >= 6
    assert not set(renamed) & known


def test_only_the_first_part_of_a_path_is_a_name_of_before() -> None:
    assert new_name("drift.ask") == "mandate_drift.ask"
    assert new_name("pool") == "recruitable_people"
    assert new_name("population.education.pool_low") == "population.education.pool_low"


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ("pool: 321", "recruitable_people", 321),
        ("drift: {ask: 0.4}", "mandate_drift.ask", 0.4),
        ("drift.ask: 0.4", "mandate_drift.ask", 0.4),
        ("protect: {coaching: yes}", "cut_protects.coaching", True),
    ],
)
def test_a_file_that_uses_it_gives_the_same_scenario(
    tmp_path: Path, written: str, path: str, value: object
) -> None:
    file = tmp_path / "old.yaml"
    file.write_text(f"extends: open_house\n{written}\n", "utf-8")
    with pytest.warns(RenamedWarning, match=f"old.yaml.*'{new_name(written.split(':')[0])}'"):
        scenario = load_scenario(file)
    assert scenario.parameters == load_scenario("open_house", settings=[f"{path}={value}"]).parameters


def test_old_and_new_name_together_are_one_parameter_set_twice(tmp_path: Path) -> None:
    file = tmp_path / "both.yaml"
    file.write_text("extends: open_house\npool: 321\nrecruitable_people: 400\n", "utf-8")
    with pytest.warns(RenamedWarning), pytest.raises(tup_sim.errors.ScenarioError, match="set twice"):
        load_scenario(file)


def test_the_command_line_says_it_once_and_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["scenario", "check", "open_house", "--set", "pool=640", "--set", "drift.ask=0.3"])
    said = capsys.readouterr().err
    assert said.count("'pool' is renamed to 'recruitable_people'") == 1
    assert said.count("'drift.ask' is renamed to 'mandate_drift.ask'") == 1


def test_it_is_said_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["scenario", "check", "open_house", "--set", "pool=640", "--lang", "nl"])
    assert "'pool' heet nu 'recruitable_people'" in capsys.readouterr().err


def test_of_what_is_gone_it_is_said_why(tmp_path: Path) -> None:
    file = tmp_path / "gone.yaml"
    file.write_text("extends: open_house\nexit_shares.most_moved: 2\n", "utf-8")
    with pytest.raises(
        tup_sim.errors.ScenarioError, match="no longer there, because each reason for leaving"
    ):
        load_scenario(file)


@pytest.mark.parametrize(
    ("old", "shared"),
    [
        ("states.fit_tau", "all moods last equally long: times.mood"),
        ("friction.memory", "each other lasts equally long: times.relation"),
        ("crossing.closeness_tau", "a role lasts equally long: times.role"),
        ("difficulty.holds_weight", "weighs alike: difficulty.weight"),
        ("sessions.mentor_credit", "counts alike: sessions.shared_credit"),
        ("states.safety_unanswered", "as an incident: states.safety_incident"),
    ],
)
def test_of_a_number_of_its_own_it_is_said_which_one_it_shares(tmp_path: Path, old: str, shared: str) -> None:
    file = tmp_path / "gone.yaml"
    file.write_text(f"extends: open_house\n{old}: 0.5\n", "utf-8")
    with pytest.raises(tup_sim.errors.ScenarioError, match=f"no longer there, because .*{shared}"):
        load_scenario(file)


def test_what_is_gone_is_there_no_longer() -> None:
    assert GONE and not set(GONE) & {*keys(), *groups()}
