"""A few fixed runs give the numbers they gave before; refreshed only by 'tup-sim baseline headline --refresh'."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tup_sim.cli import baseline as command
from tup_sim.cli.baseline import headline_changes, headline_numbers, headline_text, read_headline

FILE = Path(__file__).with_name("headline.yaml")


@pytest.mark.slow
@pytest.mark.skipif(not FILE.exists(), reason="not written yet: tup-sim baseline headline --refresh")
def test_the_headline_numbers_are_what_they_were():
    changed = headline_changes(read_headline(FILE), headline_numbers())
    assert not changed, "\n".join(["if this is meant: tup-sim baseline headline --refresh", *changed])


def test_what_is_written_is_read_again(tmp_path):
    numbers = {"a + b": {"core_met": 0.1 + 0.2, "cost": 1e6, "retention_12m": float("nan")}}
    file = tmp_path / "headline.yaml"
    file.write_text(headline_text(numbers), encoding="utf-8")
    assert read_headline(file)["a + b"]["core_met"] == 0.1 + 0.2
    assert headline_changes(read_headline(file), numbers) == []
    numbers["a + b"]["core_met"] += 1e-6
    assert headline_changes(read_headline(file), numbers) == [
        "a + b, core_met: was 0.30000000000000004, is 0.300001"
    ]


def test_the_command_writes_and_checks(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "HEADLINE", {"open_house": ("open_house", ())})
    monkeypatch.setattr(command, "HEADLINE_WEEKS", 1)
    file = str(tmp_path / "headline.yaml")

    def run(*words: str):
        return CliRunner().invoke(command.baseline, ["headline", "--file", file, "--jobs", "1", *words])

    monkeypatch.setattr(command, "HEADLINE_RUNS", 1)
    assert run("--check").exit_code == 1
    assert "numbers written" in run("--refresh").output
    assert "are what they were" in run().output


def test_a_number_that_appears_or_disappears_is_a_change(tmp_path):
    assert len(headline_changes({"a": {"x": 1.0}}, {"a": {"y": 1.0}})) == 2
