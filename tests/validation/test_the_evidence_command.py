"""``python -m validation evidence`` shows the chain from a statement to a verdict."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tup_sim.errors import TupSimError
from tup_sim.files.claims import claims
from validation import gather as gathering
from validation.evidence import AGAIN
from validation.evidence_command import evidence
from validation.gather import Effort
from validation.hypotheses import examined, hypotheses, not_tested, second_tries


def ask(*words):
    return CliRunner().invoke(evidence, words, catch_exceptions=False)


def in_one_line(text):
    """What a terminal breaks where a line is full."""
    return " ".join(text.split())


def test_a_statement_that_is_not_tested_shows_where_it_lives_and_why(tmp_path):
    done = ask("C164", "--out", str(tmp_path))
    assert done.exit_code == 0
    assert "### C164: not tested" in done.output
    assert claims()["C164"].statement in in_one_line(done.output)
    assert "*In the model:* mechanisms `giving_in`" in done.output
    assert not_tested()["C164"] in in_one_line(done.output)
    assert "runs of each arm" not in done.output, "nothing was run"


@pytest.mark.parametrize(
    ("name", "told"),
    [("C999", "there is no statement 'C999'"), ("C002", "C002 says of nothing what follows from it")],
)
def test_what_is_no_statement_or_claims_nothing_is_refused(name, told, tmp_path):
    with pytest.raises(TupSimError, match=told):
        ask(name, "--out", str(tmp_path))


def test_the_help_explains_every_word_for_evidence():
    said = ask("--help").output
    assert [each.grade for each in claims().values() if f"{each.grade} (" not in " ".join(said.split())] == []


def test_what_was_concluded_is_about_statements_with_an_experiment():
    tries = {f"{name}{AGAIN}" for name in second_tries()}
    assert set(examined()) <= {*hypotheses(), *tries}


@pytest.mark.verify
def test_the_whole_chain_runs_and_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "QUICK", Effort(2, 2, 1, 0))
    where, table = str(tmp_path / "results"), tmp_path / "evidence.md"
    done = ask("C014", "--out", where, "--json", "--jobs", "2")
    [row] = json.loads(done.stdout)
    assert (row["id"], row["runs"]) == ("C014", 2)
    assert row["low"] < row["mean"] < row["high"]
    again = ask("C014", "--out", where, "--write", str(table), "--jobs", "1")
    assert "2 runs of each arm (a look: nothing to quote)" in in_one_line(again.output)
    text = table.read_text(encoding="utf-8")
    assert "## Scores" in text
    assert f"| {row['runs']} |" in text
    assert all(f"C{number}" in text for number in ("002", "117", "238"))
