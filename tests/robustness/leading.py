"""A program with two workers to be killed or asked to end; its workers say who they are."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dataclasses import replace

import click

from tests.study import fakes
from tup_sim import cli
from tup_sim.study import execute
from tup_sim.study.work import Result, Task


def takes_long(task: Task) -> Result:
    """Says who it is, and is never finished."""
    Path(task.scenario.about, str(os.getpid())).touch()
    time.sleep(600)
    return fakes.in_any_process(task)


def lead(folder: str) -> int:
    """Two workers that each have something to do; with what it ended."""
    scenario = replace(fakes.scenario(), about=folder)
    tasks = [Task(0, scenario, 1, luck, {"horizon": (0.0, 156.0)}) for luck in range(2)]
    return 130 if execute.execute(takes_long, tasks, 2).stopped else 0


if __name__ == "__main__":
    from tests.robustness import leading

    cli.main(program=click.Command("lead", callback=leading.lead, params=[click.Argument(["folder"])]))
