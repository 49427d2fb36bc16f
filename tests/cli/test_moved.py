"""A command that left the package says where it went."""

from __future__ import annotations

import pytest

from tests.rooms.source import ROOT
from tup_sim.cli import main


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
