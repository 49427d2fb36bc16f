"""``tup-sim plan``: what somebody reads who types it."""

from __future__ import annotations

import click
import pytest

from tup_sim.cli.amounts import Duration
from tup_sim.cli.plan import plan
from tup_sim.files.experiments import list_experiments

TINY = """\
title: A tiny experiment
question: Does it work?
base: open_house
set: {places: 6, professionals.posts: 2, volunteers_initial: 4, occasional_stock: 0, warmup: 2, volunteer_shock.at: 9}
weeks: 20
factors:
  - {name: share, path: volunteer_shock.share, levels: [0, 50 %]}
reference: {share: 0}
replications: 6
outcomes: [core_met]
smallest_difference: {core_met: 2 %}
"""


def printed(capsys, *arguments: str) -> str:
    plan.main(arguments, standalone_mode=False)
    return capsys.readouterr().out


def test_without_a_name_it_lists_what_there_is(capsys):
    told = printed(capsys)
    assert "depth_and_pattern" in told
    assert told.rstrip().endswith(f"{len(list_experiments())} experiments")


def test_a_file_is_planned_by_trying_a_little_of_it(capsys, tmp_path):
    (tmp_path / "tiny.yaml").write_text(TINY, encoding="utf-8")
    told = printed(capsys, str(tmp_path / "tiny.yaml"), "-j", "1", "--pairs", "2", "--budget", "30s")
    assert "tiny: Does it work?" in told
    assert "points   2 (2 share)" in told
    assert "runs     12 (6 of each point)" in told
    assert "on 1 process" in told
    assert "Core requests met: ± " in told and "0.02 (share) matters" in told
    assert "In 30 s " in told


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("10m", 600), ("10 min", 600), ("1.5h", 5400), ("3", 180)]
)
def test_a_budget_is_a_time(text, seconds):
    assert Duration().convert(text, None, None) == seconds


@pytest.mark.parametrize("text", ["soon", "0m", "-3m", "3 days", ""])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(click.BadParameter, match="is no time; write 90s, 10m or 2h"):
        Duration().convert(text, None, None)
