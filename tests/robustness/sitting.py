"""A program that begins an experiment, as often as it is told to, in a process group of its own, to be killed.

It reads a folder from its input, says which process it began, and when that has ended with what.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes
from tup_sim.files.kept import begin
from tup_sim.files.store import ResultStore
from tup_sim.study import design
from tup_sim.study.run_experiment import carry_on

REPLICATIONS = 12


def sit(folder: Path) -> int:
    """Carry on with a small experiment on two processes; 0 if all of it is there."""
    design.WORK = fakes.takes_a_moment
    asked = of_fakes(REPLICATIONS)
    with ResultStore(folder) as store, ProcessPoolExecutor(2, get_context("fork")) as pool:
        begin(store, asked, MODEL)
        found = carry_on(asked, store, MODEL, executor=pool)
    return 0 if found.complete and not found.failures else 1


def main() -> None:
    """Serve until the input ends."""
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os._exit(sit(Path(line.strip())))
        os.setpgid(child, child)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    main()
