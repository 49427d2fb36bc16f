"""Programs that carry on with a small experiment on two processes, to be broken off; they say what is kept.

It reads folders from its input. For each it begins a program in a session of its own, which says who it is,
that it has begun, and how many runs are kept; what it says on stderr goes to a file beside the folder. When that has
ended it says with what. Each is a fork of one that has loaded everything, so that a thousand of them take minutes.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import click

from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes
from tup_sim import cli
from tup_sim.cli.runs import BROKEN_OFF
from tup_sim.files.kept import begin
from tup_sim.files.store import ResultStore
from tup_sim.study import Interrupted, design
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import Result, Task

REPLICATIONS = 4
RUNS = 3 * REPLICATIONS


def moment(task: Task) -> Result:
    """A run that takes long enough to be broken off in."""
    time.sleep(0.05)
    return fakes.in_any_process(task)


def sit(folder: str) -> None:
    """Carry on on two processes; says ``begun``, and how many runs are kept whenever there is one more."""
    design.WORK = moment
    asked = of_fakes(REPLICATIONS)
    with ResultStore(Path(folder)) as store:
        begin(store, asked, MODEL)
        print("begun", flush=True)
        try:
            found = carry_on(asked, store, MODEL, 2, lambda done, _: print(done, flush=True))
        except Interrupted:
            raise click.exceptions.Exit(BROKEN_OFF) from None
    raise click.exceptions.Exit(0 if found.complete and not found.failures else 1)


def told(folder: str) -> Path:
    """Where a program in this folder writes what goes to stderr."""
    return Path(f"{folder}.stderr")


def program(folder: str) -> None:
    """As ``tup-sim`` does it, so with its exit codes."""
    os.setsid()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # whoever is started in the background is deaf to it
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(told(folder), os.O_WRONLY | os.O_CREAT, 0o600), 2)
    print("pid", os.getpid(), flush=True)
    cli.main([folder], click.Command("sit", callback=sit, params=[click.Argument(["folder"])]))


def serve() -> None:
    """Begin one program after the other, until the input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            program(line.strip())
        print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    from tests.robustness import broken_run

    broken_run.serve()
