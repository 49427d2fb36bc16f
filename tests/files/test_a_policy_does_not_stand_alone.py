"""What is laid over an organisation is not run as if it were one; a bare word is always a supplied scenario."""

from __future__ import annotations

import pytest

from tests.files.shelf import CUT, GOOD, HOUSE, PEER, shelf
from tup_sim.cli import main
from tup_sim.cli.runs import named
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.experiments import load_experiment
from tup_sim.files.load import load_any


def message(name, *mixins, load=load_scenario) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(str(name), mixins) if mixins else load(str(name))
    return str(caught.value)


def said(capsys, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    out, err = capsys.readouterr()
    return ended.value.code, out, err


@pytest.mark.parametrize(("name", "kind"), [(PEER, "policy"), (CUT, "shock")])
def test_a_policy_or_shock_alone_is_refused_with_what_was_meant(name, kind):
    hint = f"(did you mean +{name} or open_house+{name}?)"
    assert message(name) == f"'{name}' is a {kind}; it is laid over an organisation {hint}"


def test_an_organisation_laid_over_a_policy_is_named_in_the_hint():
    assert message(CUT, HOUSE).endswith(f"(did you mean +{CUT} or {HOUSE}+{CUT}?)")


@pytest.mark.parametrize(
    "words",
    [("run", CUT), ("compare", HOUSE, CUT), ("compare", CUT, f"+{PEER}"), ("story", CUT, "--person", "client-1"),
     ("twins", HOUSE, CUT), ("explain-difference", HOUSE, CUT, "--outcome", "core_met"),
     ("sweep", CUT, "--outcome", "core_met"), ("sweep", HOUSE, "--against", CUT, "--outcome", "core_met"),
     ("baseline", "warm-up", CUT)],
    ids=lambda words: " ".join(words[:3]),
)  # fmt: skip
def test_every_command_that_runs_refuses_it_before_it_runs(words, capsys):
    code, _, err = said(capsys, *words)
    assert code == 2
    assert f"'{CUT}' is a shock; it is laid over an organisation" in err, err


def test_an_experiment_refuses_it_as_its_base(tmp_path):
    path = tmp_path / "asks.yaml"
    path.write_text(
        f"title: A\nquestion: B\nbase: {CUT}\nfactors:\n  - name: x\n    path: reserve\n    levels: [1, 2]\n"
        "reference: {x: 1}\noutcomes: [core_met]\n"
    )
    assert f"asks.yaml:3: '{CUT}' is a shock; it is laid over" in message(path, load=load_experiment)


def test_an_own_file_that_builds_on_nothing_names_both_cures(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("places: 30\n")
    told = message(path)
    assert "builds on no organisation, so it is taken for a policy" in told
    path.write_text(f"extends: {HOUSE}\nplaces: 30\n")
    assert "'extends: open_house'" in told and load_scenario(str(path)).house == HOUSE
    path.write_text("kind: organisation\nplaces: 30\n")
    assert "'kind: organisation'" in told and load_scenario(str(path)).house == "mine"
    path.write_text("places: 30\n")
    assert f"open_house+{path}" in told
    assert load_scenario(f"{HOUSE}+{path}").parameters.places == 30


def test_an_own_policy_with_its_plus_forgotten_is_told_with_it(capsys, tmp_path):
    house, cut = tmp_path / "my_house.yaml", tmp_path / "my_cut.yaml"
    house.write_text(f"extends: {HOUSE}\n")
    cut.write_text("changes:\n  - at: 1\n    set: {reserve: 3}\n")
    code, _, err = said(capsys, "compare", str(house), str(cut))
    assert code == 2
    assert f"did you mean +{cut} or open_house+{cut}?" in " ".join(err.split())
    _, mixins = named(f"+{cut}", str(house))
    assert load_scenario(str(house), mixins).changes[0].values == {"reserve": 3}


@pytest.mark.parametrize("kind", ["policy", "shock", "study"])
def test_a_file_that_builds_on_an_organisation_is_run_whatever_it_is_called(kind, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(f"kind: {kind}\nplaces: 30\n")
    assert f"is a {kind}" in message(path)
    path.write_text(f"kind: {kind}\nextends: {HOUSE}\nplaces: 30\n")
    assert load_scenario(str(path)).house == HOUSE


def test_a_check_against_theory_stands_alone(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("kind: theory\nplaces: 30\n")
    assert load_scenario(str(path)).house == "mine"


def test_an_own_organisation_is_not_laid_over_another(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("kind: organisation\nplaces: 30\n")
    assert "'mine' describes a whole organisation and cannot be laid over" in message(HOUSE, path)


def test_numbers_of_one_organisation_are_refused_in_an_own_one(tmp_path):
    (tmp_path / "mine.yaml").write_text("kind: organisation\nplaces: 30\n")
    (tmp_path / "half.yaml").write_text(f"for: {HOUSE}\ncoordinators: {{fte: 0.3}}\n")
    told = message(tmp_path / "mine.yaml", tmp_path / "half.yaml")
    assert f"'half' is meant for {HOUSE}, not for 'mine'" in told


def test_a_policy_can_be_looked_at_and_says_what_it_is(capsys, tmp_path):
    for command in ("check", "explain"):
        code, out, _ = said(capsys, "scenario", command, CUT)
        assert code == 0 and f"{CUT} is a shock, here over the declared values" in " ".join(out.split())
    shown = said(capsys, "scenario", "show", CUT)[1]
    (tmp_path / "saved.yaml").write_text(shown)
    assert "kind: shock" in shown and load_any(str(tmp_path / "saved.yaml")).kind == "shock"
    assert "is a shock" in message(tmp_path / "saved.yaml")


def test_the_name_of_the_hint_is_understood_everywhere(capsys):
    made = load_scenario(f"{HOUSE}+{CUT}")
    assert (made.name, made.house) == (f"{HOUSE} + {CUT}", HOUSE)
    assert made == load_scenario(HOUSE, [CUT])
    assert said(capsys, "scenario", "check", f"{HOUSE}+{CUT}")[1].startswith(f"ok  {HOUSE} + {CUT}")


@pytest.mark.parametrize("name", ["peer_help", "small_house+peer_help"])
def test_a_file_of_that_name_does_not_take_the_place_of_the_supplied_one(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(f"extends: {HOUSE}\nreserve: 7\n")
    assert load_scenario(HOUSE, ["peer_help"]).parameters.reserve != 7
    assert named(name) == (name.split("+")[0], tuple(name.split("+")[1:]))
    assert load_scenario(f"./{name}").parameters.reserve == 7


def test_a_file_without_ending_is_named_as_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text(f"extends: {HOUSE}\nreserve: 7\n")
    assert message("mine") == "there is no scenario 'mine' (did you mean './mine'?)"
    assert load_scenario("./mine").parameters.reserve == 7
    assert "did you mean './mine'?" in message("mine", load=load_experiment)


def test_a_folder_of_that_name_is_no_matter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / HOUSE).mkdir()
    assert load_scenario(HOUSE).house == HOUSE


def test_two_organisations_may_be_compared_and_that_is_said(capsys, tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(
            "kind: organisation\nhorizon: 2\nwarmup: 0\nplaces: 5\nvolunteers_initial: 3\nsubmodels.at_rest: written\n"
        )
    with shelf(GOOD):
        code, out, err = said(
            capsys, "compare", f"{tmp_path}/one.yaml", f"{tmp_path}/two.yaml", "-n", "2", "-j", "1"
        )
    assert code == 0
    for text in (out, err):
        assert "Different organisations are compared (one, two)" in " ".join(text.split())
