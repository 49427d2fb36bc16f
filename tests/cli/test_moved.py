"""A command that left the package says where it went; one that was renamed says its new name and works."""

from __future__ import annotations

import pytest
from click import Context

from tests.rooms.source import ROOT
from tup_sim.cli import RENAMED, main, tup_sim
from tup_sim.cli.groups import Branch


def ended(*words):
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


@pytest.mark.parametrize(
    "words",
    [
        ("evidence",),
        ("evidence", "C117", "--full", "--write", "evidence.md"),
        ("scenario", "baseline", "plausibility", "open_house", "--replications", "8"),
        ("scenario", "baseline", "stationarity", "--out", "there.md"),
    ],
)
def test_it_is_one_line_and_a_mistake(words, capsys):
    assert ended(*words) == 2
    name = words[2] if words[0] == "scenario" else words[0]
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "",
        f"Error: moved: python -m validation {name} (in a clone of the project)\n",
    )


def test_its_help_says_so_too(capsys):
    assert ended("evidence", "--help") == 0
    assert "python -m validation evidence" in " ".join(capsys.readouterr().out.split())


def test_the_oracle_still_runs_in_a_clone(tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert ended("scenario", "baseline", "oracle", "--folder", str(tmp_path)) == 1
    assert f"{tmp_path / 'values.csv'} does not exist" in capfd.readouterr().err


def test_without_a_clone_the_oracle_says_where_it_went(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tup_sim.cli.baseline.CLONE", tmp_path)
    assert ended("scenario", "baseline", "oracle") == 2
    assert "moved: python -m validation oracle" in capsys.readouterr().err


OLD = [
    ("parameters", "reserve"),
    ("document", "glossary"),
]


@pytest.mark.parametrize("words", OLD, ids=" ".join)
def test_an_old_name_still_works_and_says_the_new_one(words, capsys):
    new = RENAMED[words[0]].split()
    assert ended(*words) == 0
    old = capsys.readouterr()
    assert ended(*new, *words[1:]) == 0
    assert capsys.readouterr().out == old.out != ""
    assert f"'tup-sim {words[0]}' is called 'tup-sim {RENAMED[words[0]]}' now" in old.err


def test_every_old_name_leads_to_a_command():
    context = Context(tup_sim)
    for name, new in RENAMED.items():
        group, member = new.split()
        inside = tup_sim.get_command(context, group)
        assert isinstance(inside, Branch)
        assert tup_sim.get_command(context, name) is inside.get_command(context, member) is not None


def test_an_old_name_of_an_option_is_understood_and_told(tmp_path, capsys):
    assert ended("experiment", "nothing_such", f"--out={tmp_path}") == 2
    said = capsys.readouterr().err
    assert "'--out' is called '--results' now" in said
    assert "nothing_such" in said


def test_a_story_needs_no_name_of_its_command(capsys):
    assert ended("story", "--person", "volunteer-1", "nothing_such") == 2
    assert "there is no scenario 'nothing_such'" in capsys.readouterr().err
