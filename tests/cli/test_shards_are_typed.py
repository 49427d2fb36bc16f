"""``experiment --shard`` and ``results merge``, as they are typed."""

from __future__ import annotations

import pytest

from tests.cli.test_experiments import lab, typed
from tup_sim.cli import main

__all__ = ["lab"]


def merged(lab, *words):
    with pytest.raises(SystemExit) as end:
        main(["results", "merge", *words])
    return end.value.code


def test_two_shards_make_the_whole_answer(lab, capsys, tmp_path):
    assert typed(lab, "experiment", "trial", "-j", "1", "--shard", "1/2") == 0
    said = capsys.readouterr().out
    assert "Shard 1/2 of trial: 4 runs are kept in" in said and "shard-1-of-2" in said
    assert f"tup-sim results merge {lab.out} --results {lab.out}" in said
    assert "What happens?" not in said
    assert merged(lab, lab.out, "--results", lab.out) == 1
    said = capsys.readouterr().out
    assert "trial: 4 of 9 runs from 1 folder, 4 new." in said
    assert "MISSING, shard 2/2: 5 runs (point 1, world 0, replication 1;" in said
    assert typed(lab, "experiment", "trial", "-j", "1", "--shard", "2/2") == 0
    assert merged(lab, lab.out, "--results", lab.out) == 0
    assert "9 of 9 runs" in capsys.readouterr().out
    assert typed(lab, "results", "show", "trial") == 0
    shown = capsys.readouterr().out
    other = lab.out
    lab.out = str(tmp_path / "whole")
    typed(lab, "experiment", "trial", "-j", "1")
    assert shown.strip() in capsys.readouterr().out
    assert merged(lab, other, "--results", other, "--lang", "nl") == 0
    assert "trial: 9 van 9 runs uit 3 mappen, 0 nieuw." in capsys.readouterr().out


def test_the_command_that_is_kept_makes_everything(lab, capsys):
    typed(lab, "experiment", "trial", "-j", "1", "--shard", "1/1")
    merged(lab, lab.out, "--results", lab.out)
    capsys.readouterr()
    typed(lab, "results", "show", "trial", "--manifest")
    assert "--shard" not in capsys.readouterr().out


@pytest.mark.parametrize(("shard", "said"), [("0/5", "there is no shard 0 of 5"), ("6/5", "no shard 6 of 5")])
def test_what_is_no_shard_is_refused_in_one_line(lab, capsys, shard, said, tmp_path):
    assert typed(lab, "experiment", "trial", "--shard", shard) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert not (tmp_path / "results").exists()


def test_there_is_no_answer_to_be_had_of_one_part(lab, capsys):
    assert typed(lab, "experiment", "trial", "--shard", "1/2", "--json") == 2
    assert "--json does not go with --shard" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_or_has_nothing_is_told_in_one_line(lab, capsys, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    lab.out = str(tmp_path / "file")
    assert typed(lab, "experiment", "trial", "--shard", "1/2") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert merged(lab, str(tmp_path / "no"), "--results", str(tmp_path / "all")) == 2
    assert "there are no results here" in capsys.readouterr().err
