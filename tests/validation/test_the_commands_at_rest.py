"""``python -m validation plausibility`` and ``stationarity`` print tables, or write them with the command that does."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.parameters import Scenario
from validation.__main__ import validation
from validation.plausibility import STEADY, TARGETS

SMALL = with_values(
    BASES["open_house"], {"warmup": 0, "horizon": 52, "places": 10, "volunteers_initial": 8, "income": 90_000}
)
FEW = ("open_house", "--replications", "2", "--jobs", "1")


@pytest.fixture
def ask(monkeypatch):
    """What a command prints, on a small house."""
    monkeypatch.setattr("tup_sim.files.load_scenario", lambda name, weeks: Scenario(name, SMALL))
    monkeypatch.setattr("sys.argv", ["validation", "plausibility", *FEW])

    def asked(*words):
        done = CliRunner().invoke(validation, [str(word) for word in words], prog_name="python -m validation")
        assert done.exit_code == 0, done.output
        return done.output

    return asked


def test_plausibility_writes_its_table_and_the_same_figure_by_figure(ask, tmp_path):
    table, figures = tmp_path / "plausibility.md", tmp_path / "figures.md"
    told = ask("plausibility", *FEW, "--out", table, "--figures", figures)
    assert f"written to {table}" in told and f"written to {figures}" in told
    for file in (table, figures):
        first, _, title, *rest = file.read_text(encoding="utf-8").splitlines()
        assert first == f"<!-- Written by: python -m validation plausibility {' '.join(FEW)} -->"
        assert title.startswith("# ") and any("2 runs" in line for line in rest)
    rows = [line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) == len(TARGETS["open_house"]) + 1


def test_stationarity_prints_a_row_for_every_state(ask):
    told = ask("stationarity", *FEW)
    assert told.startswith("# Stationarity at rest")
    assert sum(line.count("| `") for line in told.splitlines()) == len(STEADY)


def test_two_half_years_are_needed():
    done = CliRunner().invoke(validation, ["stationarity", "open_house", "--weeks", "40"])
    assert done.exit_code == 2
    assert "--weeks must be at least 52" in done.output
