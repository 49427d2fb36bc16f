"""However files are made and named, reading them ends soon, and what cannot be read is told with the file."""

from __future__ import annotations

import os
import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.shelf import HOUSE
from tup_sim.errors import ScenarioError
from tup_sim.files import disk, load_scenario, places
from tup_sim.files.experiments import load_experiment
from tup_sim.files.layers import MOST_LAYERS
from tup_sim.files.load import load_any, paths_set
from tup_sim.files.strict_yaml import MOST_VALUES, Node


def message(name, load=load_scenario) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(str(name))
    return str(caught.value)


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were read, in order."""
    names = []

    def text_of(path, label, where=""):
        names.append(path.name)
        return disk.text_of(path, label, where)

    monkeypatch.setattr("tup_sim.files.reading.text_of", text_of)
    return names


def chain(folder, length: int) -> None:
    """Files that extend each other, from 0 on."""
    for number in range(length):
        below = f"./{number + 1}.yaml" if number + 1 < length else HOUSE
        (folder / f"{number}.yaml").write_text(f"extends: {below}\nreserve: {number}\n")


def test_a_long_chain_of_files_is_refused_in_one_sentence(tmp_path):
    chain(tmp_path, 1100)
    told = message(tmp_path / "0.yaml")
    assert f"{MOST_LAYERS - 1}.yaml:1: the scenario is built of more than {MOST_LAYERS} files" in told
    assert "\n" not in told


def test_a_chain_of_as_many_files_as_allowed_is_read(tmp_path):
    chain(tmp_path, MOST_LAYERS - 1)
    assert load_scenario(str(tmp_path / "0.yaml")).parameters.reserve == 0


def test_files_that_all_name_the_same_ones_below_are_each_read_once(tmp_path, read):
    for number in range(60):
        for side in "ab":
            (tmp_path / f"{side}{number}.yaml").write_text(
                f"with: [./a{number + 1}.yaml, ./b{number + 1}.yaml]\nplaces: {number}\n"
            )
    for side in "ab":
        (tmp_path / f"{side}60.yaml").write_text("changes: [{at: 3, set: {reserve: 5}}]")
    made = load_any(str(tmp_path / "a0.yaml")).scenario
    assert made.parameters.places == 0
    assert len(made.changes) == 2
    assert sorted(read) == sorted(
        ["a0.yaml", *(f"{side}{number}.yaml" for side in "ab" for number in range(1, 61))]
    )
    assert len(list(paths_set(Node(str(tmp_path / "a0.yaml"), "")))) == 119


@given(st.integers(0, 2**32))
def test_laying_a_file_once_is_as_good_as_laying_it_every_time(tmp_path_factory, seed):
    """Against an oracle that lays every file as often as it is named."""
    luck, folder = random.Random(seed), tmp_path_factory.mktemp("files")
    paths = ["reserve", "income", "places", "overhead", "volunteers_initial"]
    below, values = {}, {}
    for name in range(7):
        below[name] = luck.sample(range(name), luck.randrange(min(name, 3) + 1))
        values[name] = {path: luck.randrange(1, 9) for path in luck.sample(paths, luck.randrange(4))}
        lines = [f"{path}: {{value: {value}, because: a test}}" for path, value in values[name].items()]
        extends, *mixins = [f"./{each}.yaml" for each in below[name]] or [""]
        lines += [f"extends: {extends}"] if extends else []
        lines += [f"with: [{', '.join(mixins)}]"] if mixins else []
        (folder / f"{name}.yaml").write_text("\n".join(["about: a file", *lines]))

    def laid(name: int) -> dict:
        found = {}
        for each in below[name]:
            found |= laid(each)
        return found | values[name]

    made = load_any(str(folder / "6.yaml"), [str(folder / "5.yaml")]).scenario
    for path, value in (laid(6) | laid(5)).items():
        assert getattr(made.parameters, path) == value, path


def test_a_file_that_is_mixed_in_again_comes_last(tmp_path):
    (tmp_path / "three.yaml").write_text("reserve: 3")
    (tmp_path / "four.yaml").write_text("reserve: 4")
    (tmp_path / "mine.yaml").write_text(f"extends: {HOUSE}\nwith: [./three.yaml, ./four.yaml]")
    again = str(tmp_path / "three.yaml")
    assert load_scenario(str(tmp_path / "mine.yaml")).parameters.reserve == 4
    assert load_scenario(str(tmp_path / "mine.yaml"), [again]).parameters.reserve == 3


def test_a_name_is_looked_for_once_in_a_load(tmp_path, monkeypatch):
    asked = []
    found = places.find
    monkeypatch.setattr("tup_sim.files.reading.find", lambda *words: asked.append(words) or found(*words))
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("with: [peer_help]")
    over = [str(tmp_path / f"{number}.yaml") for number in range(9)]
    assert len(load_scenario(HOUSE, over).changes) == 2
    assert len(asked) == 11


def test_more_values_than_any_scenario_has_are_refused(tmp_path):
    path = tmp_path / "many.yaml"
    path.write_text(f"pattern_by_unit: [{'1,' * MOST_VALUES}]")
    assert f"the file has more than {MOST_VALUES} values" in message(path)


def test_a_thousand_mistakes_are_not_all_told(tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text("\n".join(f"key_{number}: 1" for number in range(5000)))
    told = message(path).splitlines()
    assert len(told) == 31 and told[-1] == "these are the first 30 mistakes; there may be more"


@pytest.mark.parametrize(
    "text", [f"{'k' * 10_000}: 1", f"reserve: 1{'0' * 4999}", f"reserve: {'9' * 5000}x", f"pattern: {'p' * 90_000}",
             f"with: {'n' * 9000}", f"extends: ./{'n' * 9000}.yaml", f"kind: {'k' * 9000}", f"for: {'k' * 9000}",
             f"coordinators.{'k' * 9000}: 1", f"&{'a' * 9000} {{}}", f"about: {{{'l' * 70}: x}}"]
)  # fmt: skip
def test_a_message_stays_short(text, tmp_path):
    path = tmp_path / "long.yaml"
    path.write_text(text)
    assert all(len(line) < 500 for line in message(path).splitlines())


@pytest.mark.parametrize("load", [load_scenario, load_experiment])
@pytest.mark.parametrize("name", ["n" * 300, f"./{'n' * 300}", f"{'n' * 300}.yaml", f"{'d/' * 3000}x.yaml"])
def test_a_name_that_no_folder_can_hold_is_refused_as_a_name(name, load):
    told = message(name, load)
    assert "there is no" in told or "cannot be read: File name too long" in told
    assert len(told) < 400


def test_a_name_that_no_folder_can_hold_is_refused_inside_a_file(tmp_path):
    (tmp_path / "mine.yaml").write_text(f"extends: {HOUSE}\nwith: [./{'n' * 300}.yaml]")
    assert "mine.yaml:2: the file './nnn" in message(tmp_path / "mine.yaml")


@pytest.mark.parametrize("load", [load_scenario, load_experiment])
def test_a_named_pipe_is_not_waited_for(load, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "pipe.yaml is not an ordinary file" in message(tmp_path / "pipe.yaml", load)


@pytest.mark.parametrize("load", [load_scenario, load_experiment])
def test_a_file_that_may_not_be_read_is_told_as_that(load, tmp_path, monkeypatch):
    (tmp_path / "mine.yaml").write_text("places: 3")

    def opened(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk.os, "open", opened)
    told = message(tmp_path / "mine.yaml", load)
    assert told.endswith("mine.yaml cannot be read: Permission denied")


def test_a_folder_that_may_not_be_entered_is_told_as_that(tmp_path, monkeypatch):
    def looked_at(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(places.Path, "stat", looked_at)
    assert message("closed/mine.yaml") == "the file 'closed/mine.yaml' cannot be read: Permission denied"


@pytest.mark.parametrize("load", [load_scenario, load_experiment])
def test_a_link_to_nothing_and_a_link_to_itself_are_told(load, tmp_path):
    (tmp_path / "nothing.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "round.yaml").symlink_to(tmp_path / "round.yaml")
    assert "is a link to a file that is not there" in message(tmp_path / "nothing.yaml", load)
    assert "cannot be read: " in message(tmp_path / "round.yaml", load)


def test_a_working_folder_that_is_gone_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert load_scenario(HOUSE).parameters.coordinators.fte == 0.5
    told = "the folder you work in was removed (go to another folder first, with cd)"
    assert message("mine.yaml").endswith(told) and message("./mine.yaml", load_experiment).endswith(told)


@pytest.mark.parametrize("load", [load_scenario, load_experiment])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "about: x\nlabel: één huis".encode("cp1252"),
            ":2: not UTF-8 text: byte 17 is 0xe9, 'é' in Windows-1252",
        ),
        ("about: x\n€ 5".encode("cp1252"), ":2: not UTF-8 text: byte 10 is 0x80, '€' in Windows-1252"),
        ("about: x".encode("utf-16"), ": not UTF-8 text but UTF-16"),
        (b"about: x\nplaces: 6\x000", ":2: not UTF-8 text: a byte 0 stands here"),
    ],
)
def test_a_file_in_another_code_says_where_and_how_to_save_it(content, words, load, tmp_path):
    path = tmp_path / "coded.yaml"
    path.write_bytes(content)
    told = message(path, load)
    assert words in told and "save it as UTF-8; in Notepad: File, Save as" in told


def test_no_reading_error_reaches_the_sentence_about_output(tmp_path, monkeypatch, capsys):
    from tup_sim.cli import main

    os.mkfifo(tmp_path / "pipe.yaml")
    monkeypatch.chdir(tmp_path)
    for name in ("n" * 300, f"{'n' * 300}.yaml", "pipe.yaml", ".", "pipe.yaml/x.yaml", f"{'n' * 300}.yaml+x"):
        with pytest.raises(SystemExit) as ended:
            main(["run", name, "-n", "1", "--jobs", "1"])
        told = capsys.readouterr().err
        assert ended.value.code == 2 and "output" not in told, told


@cache
def deep(kind: str) -> str:
    return {
        "brackets": "[" * 100_000,
        "braces": "{a: " * 50_000,
        "dashes": "- " * 5000,
        "question": "? " * 5000,
    }[kind]


@pytest.mark.parametrize("kind", ["brackets", "braces", "dashes", "question"])
def test_deep_nesting_is_refused(kind, tmp_path):
    path = tmp_path / "deep.yaml"
    path.write_text(deep(kind))
    assert "deep.yaml:1: " in message(path)


def test_a_bomb_of_aliases_is_refused(tmp_path):
    path = tmp_path / "bomb.yaml"
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    path.write_text("\n".join(lines))
    assert "anchors and aliases (&a0) are not understood" in message(path)
