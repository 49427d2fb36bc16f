"""No line is longer than the terminal is wide, nor longer than 80 signs in a file, unless COLUMNS says so."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_causes import EXPLAIN, SWEEP, ask, house

__all__ = ["house"]  # a fixture

MAIN = {
    "run": ("run", "house", "-n", 4, "-j", 1),
    "compare": ("compare", "house", "+cut_20", "+twin", "-n", 4, "-j", 1, "--lags", "core_met"),
    "demo": ("demo", "--quick", "-j", 1),
    "explain": (*EXPLAIN, "--mechanisms", "strain,coaching"),
    "sweep": SWEEP,
    "sobol": (
        "sweep",
        "house",
        "--outcome",
        "core_met",
        "--only",
        "coaching_need.incident,requests.guidance.rate",
        "--method",
        "sobol",
        "-n",
        128,
        "--unmoved",
        2,
        "-j",
        1,
    ),
    "parameters": ("parameters", "wage_professional"),
    "plan": ("plan",),
    "scenarios": ("scenario", "list"),
}


@pytest.fixture
def narrow(monkeypatch, house, tmp_path):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", MAIN)
def test_no_line_is_longer_than_eighty(capsys, monkeypatch, name, lang):
    monkeypatch.setenv("TUP_SIM_LANG", lang)
    code, out, err = ask(capsys, *MAIN[name])
    assert (code, out != "") == (0, True), err
    assert [line for line in out.splitlines() if len(line) > 80] == []


@pytest.mark.usefixtures("house")
def test_in_a_file_a_table_has_eighty_columns_and_with_more_a_row_stays_one_line(capsys, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    words = ("compare", "house", "+cut_20", "-n", 4, "-j", 1, "--outcome", "core_met")
    assert max(map(len, ask(capsys, *words)[1].splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "200")
    row = next(line for line in ask(capsys, *words)[1].splitlines() if "Core requests met" in line)
    assert "->" in row and row.endswith("lower: worse") and len(row) > 70
    monkeypatch.setenv("COLUMNS", "60")
    assert "  Core requests met (share)" in ask(capsys, *words)[1].splitlines()


@pytest.mark.usefixtures("narrow")
def test_json_is_never_wrapped(capsys):
    out = ask(capsys, *EXPLAIN, "--mechanisms", "strain", "--json")[1]
    assert json.loads(out)["base"] == "house"


@pytest.mark.usefixtures("house")
def test_the_command_that_explains_a_run_names_what_was_laid_over_it(capsys):
    over = ("--with", "cut_20", "--set", "professionals.posts=7")
    out = ask(capsys, "run", "house+peer", *over, "-n", 2, "-j", 1)[1]
    assert out.endswith(
        "Every value, who set it and why: "
        "tup-sim scenario explain house+peer --with cut_20 --set professionals.posts=7\n"
    )
