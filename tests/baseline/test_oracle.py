"""A dozen short runs give what they gave before; refreshed only by 'python -m validation oracle --refresh'."""

from __future__ import annotations

from math import nan, nextafter
from pathlib import Path

import pytest
from click.testing import CliRunner

from validation.oracle import (
    Oracle,
    Renames,
    changes,
    lost,
    observed,
    read_renames,
    read_values,
    scenarios_in,
    values_text,
)
from validation.oracle_command import oracle as oracle_command

FOLDER = Path(__file__).with_name("oracle")
HERE = "here"


def oracle(platform: str = HERE, **values: float) -> Oracle:
    return Oracle(platform, {"a": values})


@pytest.mark.slow
def test_every_outcome_is_what_it_was():
    before, now = read_values(FOLDER / "values.csv"), observed(scenarios_in(FOLDER))
    changed = changes(before, now, read_renames(FOLDER))
    assert not changed, "\n".join(["if this is meant: python -m validation oracle --refresh", *changed])


def test_what_is_written_is_read_again(tmp_path):
    file = tmp_path / "values.csv"
    written = Oracle("Linux, libm", {"a": {"x": 0.1 + 0.2, "y": nan}, "b": {"x": 1e-300, "y": -0.0}})
    file.write_text(values_text(written), encoding="utf-8")
    found = read_values(file)
    assert found.platform == written.platform
    assert not changes(written, found, Renames())
    assert found.values["a"]["x"] == 0.1 + 0.2


def test_where_it_was_written_the_last_bit_counts_and_elsewhere_it_does_not():
    one, other = 0.3, nextafter(0.3, 1)
    assert changes(oracle(x=one), oracle(x=other), Renames()) == [f"a: x was {one!r}, is {other!r}"]
    assert not changes(oracle(x=one), oracle("elsewhere", x=other), Renames())
    assert changes(oracle(x=one), oracle("elsewhere", x=one + 1e-6), Renames())


def test_a_value_that_comes_goes_or_is_no_number_any_more_is_a_change():
    assert changes(oracle(x=1.0), oracle(y=1.0), Renames()) == ["a: y is new", "a: x is there no more"]
    assert changes(oracle(x=1.0), oracle(x=nan), Renames())
    assert not changes(oracle(x=nan), oracle(x=nan), Renames())


def test_a_renamed_outcome_is_compared_under_its_new_name_and_a_withdrawn_one_not():
    renames = Renames({"x": "z"}, {"y": "it was always 1"})
    assert not changes(oracle(x=1.0, y=1.0), oracle(z=1.0), renames)
    assert changes(oracle(x=1.0, y=1.0), oracle(z=2.0), renames) == ["a: x was 1.0, is 2.0"]
    assert lost(oracle(x=1.0, y=1.0), oracle(z=1.0), renames) == []
    assert lost(oracle(x=1.0, y=1.0), oracle(z=1.0), Renames()) == ["x", "y"]


def test_the_command_refuses_to_lose_an_outcome_and_tells_what_changed(tmp_path):
    (tmp_path / "tiny.yaml").write_text("extends: buddy_programme\nwarmup: 1\nhorizon: 1\n", encoding="utf-8")
    values = tmp_path / "values.csv"

    def run(*words: str):
        return CliRunner().invoke(oracle_command, ["--folder", str(tmp_path), "--jobs", "1", *words])

    assert "does not exist" in run().output
    assert "written to" in run("--refresh").output
    assert "are what they were" in run().output
    text = values.read_text(encoding="utf-8")
    values.write_text(text.replace("kernel_events,", "kernel_events,1"), encoding="utf-8")
    assert "kernel_events was" in run().output
    values.write_text(text.replace("core_met,", "core_left,"), encoding="utf-8")
    assert "what became of: core_left" in run("--refresh").output
    (tmp_path / "renamed.yaml").write_text("renamed: {core_left: core_met}\n", encoding="utf-8")
    assert "are what they were" in run().output
