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
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import click

from tests.study import fakes
from tests.study.experiments import MODEL, experiment, of_fakes
from tests.study.living_together import BASE, CUT, WINDOWS, start
from tup_sim import cli
from tup_sim.cli.runs import BROKEN_OFF
from tup_sim.files.kept import begin
from tup_sim.files.store import ResultStore
from tup_sim.study import Interrupted, design
from tup_sim.study.experiment import Experiment
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import Result, Task, carry_out

REPLICATIONS = 4
RUNS = 3 * REPLICATIONS


def moment(task: Task) -> Result:
    """A run that takes long enough to be broken off in."""
    time.sleep(0.05)
    return fakes.in_any_process(task)


def asked_for(shared: bool) -> Experiment:
    """Three arms on the stand-in, or three on the model itself that share their past until a cut is announced."""
    if not shared:
        return of_fakes(REPLICATIONS)
    cuts = [replace(start(CUT | {"cut.size": size}), name=f"cut {size}") for size in (0.1, 0.2)]
    return experiment((BASE, *cuts), REPLICATIONS, windows=WINDOWS)


def sit(folder: str, shared: str) -> None:
    """Carry on on two processes; says ``begun``, and how many runs are kept whenever there is one more."""
    design.WORK = carry_out if shared == "shared" else moment
    asked = asked_for(shared == "shared")
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


def program(folder: str, shared: str) -> None:
    """As ``tup-sim`` does it, so with its exit codes."""
    os.setsid()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # whoever is started in the background is deaf to it
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(told(folder), os.O_WRONLY | os.O_CREAT, 0o600), 2)
    print("pid", os.getpid(), flush=True)
    params: list[click.Parameter] = [click.Argument([name]) for name in ("folder", "shared")]
    cli.main([folder, shared], click.Command("sit", callback=sit, params=params))


def serve() -> None:
    """Begin one program after the other, until the input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            program(*line.split())
        print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    from tests.robustness import broken_run

    broken_run.serve()
