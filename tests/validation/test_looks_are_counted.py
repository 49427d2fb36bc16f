"""Every look at a row is written down once, by the command that shows it."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from tests.validation.findings import evidence
from tup_sim.statistics import Verdict
from validation import evidence_command, looks
from validation.evidence import Hypothesis
from validation.looks import HEAD, counted, kept, look, note

KEPT = Path(__file__).resolve().parents[2] / "experiments" / "looks.csv"
ONE = look("evidence", "C117", ("base", "more"), 7, 4, "0123456789abcdef")


def test_a_look_is_written_with_its_date_and_counted(looks_elsewhere):
    note([ONE, ONE._replace(row="C005b")])
    note([ONE._replace(seed="8")])
    assert counted() == {"C117": 2, "C005b": 1}
    lines = looks_elsewhere.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(HEAD) and len(lines) == 4
    assert lines[1][4:].endswith(",evidence,C117,base more,7,4,0123456789abcdef")


def test_the_same_runs_seen_again_are_no_other_look():
    note([ONE, ONE])
    note([ONE])
    assert kept() == [ONE]


def test_the_log_that_is_kept_says_from_when_on_it_counts():
    with KEPT.open(encoding="utf-8", newline="") as text:
        first, *rest = csv.DictReader(text)
    assert "counted from here on" in first["command"] and not first["row"]
    assert all(row["row"] and row["seed"] and row["model"] for row in rest)


def test_the_command_writes_a_look_for_each_row_that_was_run(monkeypatch, tmp_path):
    tried = []

    def gathered(hypotheses: list[Hypothesis], effort, *_):
        tried.append(effort.seed)
        return [evidence(hypotheses[0].name, Verdict.SLIGHT)]

    monkeypatch.setattr(evidence_command, "_gathered", gathered)
    asked = ["C117", "--out", str(tmp_path), "--seed", "3"]
    done = CliRunner().invoke(evidence_command.evidence, asked, catch_exceptions=False)
    assert done.exit_code == 0 and tried == [3]
    [seen] = looks.kept()
    assert (seen.command, seen.row, seen.seed, seen.runs) == ("evidence", "C117", "3", "12")
    assert "Looks: 1." in done.output and "seed 3" in done.output
