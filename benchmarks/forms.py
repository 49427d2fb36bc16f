"""The source and the compiled form beside each other and beside the commit that speed is compared with.

Each runs in a process of its own that stays until the end; rounds go from one to the next. What is asked of them is
something that the old commit understood as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path
from statistics import median

from benchmarks.clock import Row, at_least, at_most, told

NAME = "forms"
ROOT = Path(__file__).resolve().parent.parent
BEFORE = "1dd278d"
CUTS = ("cut_6", "cut_12", "cut_20", "cut_30", "cut_20_restored")
# What a process is told line by line, as ``WHAT NUMBER``, of weeks or of runs; it answers with CPU seconds, or, where
# two processes of its own do the work, with those of the clock on the wall.
WORKER = """
import gc, sys, time
from tup_sim import load_scenario, measures
from tup_sim.study import compare, replicate
from benchmarks.clock import bare_timeouts
try:
    from tup_sim.model.simulation import Simulation
except ImportError:  # as it was called at the commit that speed is compared with
    from tup_sim.model.world import World as Simulation

def house(weeks, *others):
    return load_scenario("open_house", list(others), settings=[f"warmup={weeks[0]} weeks", f"horizon={weeks[1]} weeks"])

def work(what, weeks):
    if what == "timeouts":
        return bare_timeouts()
    if what == "silent":
        return Simulation(house((0, weeks))).run
    if what == "observed":
        return lambda scenario=house((0, weeks)): measures.observe(scenario)
    when = (weeks // 4, weeks - weeks // 4)
    if what == "waiting":
        return lambda changed=load_scenario("open_house", ["peer"]): replicate(changed, weeks, jobs=2)
    arms = what.split(",")
    return lambda base=house(when), arms=[house(when, arm) for arm in arms]: compare(base, arms, 2, jobs=2)

for line in sys.stdin:
    what, weeks = line.split()
    todo = work(what, int(weeks))
    gc.collect()
    clock = time.process_time if what in ("timeouts", "silent", "observed") else time.perf_counter
    before = clock()
    todo()
    print(clock() - before, flush=True)
"""


class Form:
    """A process of one form of the model.

    Args:
        tree: where the package is.
        source: the source is run, also where there is a compiled form.
    """

    def __init__(self, tree: Path, source: bool) -> None:
        environment = os.environ | {"PYTHONPATH": str(tree)}
        environment.pop("TUP_SIM_FORM", None)
        if source:
            environment["TUP_SIM_FORM"] = "source"
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def seconds(self, what: str, number: int) -> float:
        """Seconds for a piece of work; its preparation is not counted."""
        assert self.process.stdin is not None and self.process.stdout is not None
        print(what, number, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def old_tree() -> Path | None:
    """The commit that speed is compared with, unpacked; None where the history is not there."""
    tree = ROOT / "build" / "bench" / BEFORE
    if not tree.exists():
        packed = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True, check=False)
        if packed.returncode:
            return None
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as files:
            files.extractall(tree, filter="data")
    return tree


def is_compiled() -> bool:
    """There is a compiled form that would be run."""
    environment = {name: value for name, value in os.environ.items() if name != "TUP_SIM_FORM"}
    said = subprocess.run(
        [sys.executable, "-m", "tup_sim", "--version"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    return "compiled" in said.stdout


class Times:
    """Seconds of every form for every piece of work, round by round.

    Args:
        forms: processes by name.
        works: name of a piece of work to what a process is told, and the number that goes with it.
        rounds: how often.
    """

    def __init__(self, forms: dict[str, Form], works: dict[str, tuple[str, int]], rounds: int) -> None:
        self.taken: dict[tuple[str, str], list[float]] = {}
        self.add(forms, works, rounds)

    def add(self, forms: dict[str, Form], works: dict[str, tuple[str, int]], rounds: int) -> None:
        """Measure other pieces of work."""
        for number in range(rounds):
            names = list(forms) if number % 2 == 0 else list(reversed(forms))
            for work, told_to in works.items():
                for name in names:
                    seconds = forms[name].seconds(*told_to)
                    self.taken.setdefault((name, work), []).append(seconds)

    def ratio(self, one: tuple[str, str], other: tuple[str, str], factor: float = 1.0) -> float:
        """Median over the rounds of how many times the other fits into the one, times a factor."""
        pairs = zip(self.taken[one], self.taken[other], strict=True)
        return factor * median(mine / theirs for mine, theirs in pairs)

    def of(self, form: str, work: str) -> float:
        """Median of the seconds."""
        return median(self.taken[form, work])


def rows(quick: bool) -> list[Row]:
    tree = old_tree()
    forms = {"source": Form(ROOT, source=True)}
    if tree is not None:
        forms["before"] = Form(tree, source=True)
    if is_compiled():
        forms["compiled"] = Form(ROOT, source=False)
    weeks, runs = (13, 1) if quick else (52, 4)
    works = {
        "timeouts": ("timeouts", 0),
        "silent": ("silent", weeks),
        "observed": ("observed", weeks),
    }
    studies = {
        "two arms": (CUTS[2], 148 if quick else 208),
        "six arms": (",".join(CUTS), 148 if quick else 208),
    }
    waiting = {"few": ("waiting", runs), "more": ("waiting", 5 * runs)}
    try:
        times = Times(forms, works, 1 if quick else 5)
        times.add(forms, studies, 1 if quick else 3)
        waits = Times({name: forms[name] for name in forms if name != "before"}, waiting, 1 if quick else 3)
    finally:
        for form in forms.values():
            form.end()
    found = []
    for name in forms:
        found += a_year(times, name, 52 / weeks)
    if tree is not None:
        for name in forms:
            found += against_before(times, name) if name != "before" else []
    for name in forms:
        found += somebody_waits(waits, name, runs) if name != "before" else []
    return found


def a_year(times: Times, name: str, each: float) -> list[Row]:
    """A silent and an observed year of the house in one form."""
    form = BEFORE if name == "before" else name
    silent, observed = (
        times.ratio((name, work), (name, "timeouts"), each) for work in ("silent", "observed")
    )
    year = f"a silent year of the house in 300,000 bare timeouts, {form}"
    listened = f"an observed year against a silent one, {form}"
    if name == "before":
        return [told(year, silent), told(listened, observed / silent)]
    return [
        at_most(year, silent, 3.8 if name == "source" else 1.6),
        at_most(listened, observed / silent, 1.25),
    ]


def against_before(times: Times, name: str) -> list[Row]:
    """How many times faster one form is than the old commit."""
    faster = {
        work: times.ratio(("before", work), (name, work))
        for work in ("silent", "observed", "two arms", "six arms")
    }
    lines = {work: f"{what}: {name} against {BEFORE}" for work, what in _ASKED.items()}
    if name == "source":
        return [at_least(lines["silent"], faster["silent"], 1.15)] + [
            told(lines[work], faster[work]) for work in ("observed", "two arms", "six arms")
        ]
    goals = {"silent": 2.5, "two arms": 2.4, "six arms": 3.2}
    return [
        at_least(lines[work], faster[work], goals[work]) if work in goals else told(lines[work], faster[work])
        for work in _ASKED
    ]


_ASKED = {
    "silent": "times faster, a silent year of the house",
    "observed": "times faster, an observed year of the house",
    "two arms": "times faster, a base and a cut at a date, on two processes",
    "six arms": "times faster, a base and five cuts at dates, on two processes",
}


def somebody_waits(waits: Times, name: str, runs: int) -> list[Row]:
    """Seconds on the wall that somebody at a page waits for the first and for a better answer."""
    what = "seconds somebody waits for {} runs of a changed house on two processes, {}"
    few, more = waits.of(name, "few"), waits.of(name, "more")
    if name == "source":
        return [told(what.format(runs, name), few, " s", 1), told(what.format(5 * runs, name), more, " s", 1)]
    return [
        at_most(what.format(runs, name), few, 5, " s", 1),
        at_most(what.format(5 * runs, name), more, 25, " s", 1),
    ]
