"""How long the command line takes to answer."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median

from benchmarks.clock import Row, at_most

NAME = "start_up"
HELP = "from tup_sim.cli import main; main(['--help'])"
CHECK = "from tup_sim.cli import main; main(['scenario', 'check', 'open_house'])"

# A user's Python keeps what it compiled; one that may not would compile the package at every start.
USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cpu_of(code: str) -> float:
    """CPU seconds of a fresh interpreter that does this."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], env=USUAL, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def rows(quick: bool) -> list[Row]:
    cpu_of(CHECK)  # from here on compiled
    bare, helps, checks = [], [], []
    for _ in range(3 if quick else 11):
        bare.append(sum(cpu_of("pass") for _ in range(4)) / 4)  # the clock of children ticks in hundredths
        helps.append(sum(cpu_of(HELP) for _ in range(2)) / 2)
        checks.append(cpu_of(CHECK))
    ratio = median(one / other for one, other in zip(helps, bare, strict=True))
    return [
        at_most("tup-sim --help against a bare interpreter", ratio, 6),
        at_most("tup-sim scenario check open_house, CPU", median(checks), 0.5, " s"),
    ]
