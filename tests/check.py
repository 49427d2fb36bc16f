"""Every check of the project, in three sets, each of which has all of the one before.

``python tests/check.py check`` is what one runs all the time, ``test`` what has to be good before a change lands, and
``verify`` everything: it goes on after what failed, and writes what it found to docs/verified.md. ``make`` knows all
three by the same names; without a name it is ``test``. Names of checks run only those: ``style types``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VERIFIED = ROOT / "docs" / "verified.md"
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "worksteal", "-q")
# Where the tests lie that make few or no runs of the model: rules, statistics, files and their errors, reports.
QUICK = (
    "tests/statistics",
    "tests/stories",
    "tests/files",
    "tests/reporting",
    "tests/rooms",
    "tests/suite",
    "tests/parts/test_rules.py",
    "tests/parts/test_chance.py",
    "tests/measures/test_what_counts_and_when.py",
)
LEFT_OUT = {"check": "not slow and not verify", "test": "not verify", "verify": ""}


class Check(NamedTuple):
    """What Python is asked, and what it says of the project."""

    arguments: tuple[str, ...]
    about: str


CHECKS = {
    "style": Check(("-m", "ruff", "check", "."), "mistakes and style; repaired by: ruff check --fix ."),
    "format": Check(("-m", "ruff", "format", "--check", "."), "layout; repaired by: ruff format ."),
    "types": Check(("-m", "mypy"), "types of the package"),
    "rooms": Check(("-c", LINT_IMPORTS), "who may import whom; the contracts stand in pyproject.toml"),
    "quick": Check((*PYTEST, "-m", LEFT_OUT["check"], *QUICK), "the tests that need few or no runs"),
    "tests": Check((*PYTEST, "-m", LEFT_OUT["test"], "--durations=50"), "the tests"),
    "all": Check((*PYTEST, "--durations=50"), "the tests, also those that take long"),
    "compiled": Check(("-m", "tests.compiled"), "the tests on the compiled form, in a copy"),
    "breaks": Check(
        ("-m", "tests.robustness.break_runs", "--times", "10"), "experiments broken off, each way ten times"
    ),
    "copies": Check(
        ("-m", "tests.robustness.break_runs", "--times", "10", "--shared"),
        "the same of arms that share a past, whose workers have copies of themselves",
    ),
    "oracle": Check(
        ("-m", "validation", "oracle", "--copies"),
        "every number of the oracle from runs in copies of a worker",
    ),
    "mutation": Check(
        ("-m", "tests.mutation", "--changes", "10", "--seed", "1"),
        "changes of the model that tests should see",
    ),
}
FIRST = ("style", "format", "types", "rooms")
# Tests start some hundred programs: each would compile the whole package if nothing compiled may be kept.
SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SETS = {
    "check": (*FIRST, "quick"),
    "test": (*FIRST, "tests"),
    "verify": (*FIRST, "all", "compiled", "breaks", "copies", "oracle", "mutation"),
}


def main(names: list[str]) -> int:
    """Run one of the sets, or the named checks; return the exit code of the first that fails."""
    known = {**CHECKS, **SETS}
    if unknown := [name for name in names if name not in known]:
        print(f"no check called {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    if names == ["verify"]:
        return verify(SETS["verify"])
    each_of = [check for name in names or ["test"] for check in SETS.get(name, (name,))]
    for name in each_of:
        print(f"--- {name}: {CHECKS[name].about}", flush=True)
        begin = time.perf_counter()
        command = [sys.executable, *CHECKS[name].arguments]
        code = subprocess.run(command, cwd=ROOT, env=SURROUNDINGS, check=False).returncode
        if code:
            print(f"--- {name}: FAILED", file=sys.stderr, flush=True)
            return code
        print(f"--- {name}: good ({time.perf_counter() - begin:.0f} s)", flush=True)
    print(f"all good: {', '.join(each_of)}")
    return 0


class Found(NamedTuple):
    """How a check went: its exit code, what it took, and the last line it printed."""

    name: str
    code: int
    seconds: float
    last: str


def verify(names: tuple[str, ...]) -> int:
    """Run every check, also after one that failed, and write down what they found."""
    found = [verified(name) for name in names]
    VERIFIED.write_text(written(found, commit(), f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"), "utf-8")
    print(f"written to {VERIFIED.relative_to(ROOT)}")
    return max(each.code for each in found)


def verified(name: str) -> Found:
    """Run a check, and pass on what it prints."""
    print(f"--- {name}: {CHECKS[name].about}", flush=True)
    begin, last = time.perf_counter(), ""
    command = [sys.executable, *CHECKS[name].arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=ROOT, env=SURROUNDINGS, **pipes) as run:
        for line in run.stdout or ():
            print(line, end="", flush=True)
            last = line.strip("= \n") or last
    return Found(name, abs(run.returncode), time.perf_counter() - begin, last)


def commit() -> str:
    """The commit that is checked out, and whether something else than that was verified."""

    def git(*words: str) -> str:
        return subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=True).stdout

    changed = [line for line in git("status", "--porcelain").splitlines() if "docs/verified.md" not in line]
    return git("rev-parse", "HEAD").strip() + (" with changes that are not in it" if changed else "")


def written(found: list[Found], commit: str, date: str) -> str:
    """What docs/verified.md says."""
    rows = [
        f"| {each.name} | {CHECKS[each.name].about} | {each.seconds:.0f} | "
        f"{'**failed**' if each.code else 'good'} | {each.last.replace('|', '/')[:120]} |"
        for each in found
    ]
    verdict = "Something failed." if any(each.code for each in found) else "Everything was good."
    lines = [
        "# What was verified",
        "",
        "Written by `make verify`, which runs all there is, before a release.",
        "",
        f"- commit: `{commit}`",
        f"- date: {date}",
        f"- Python {sys.version.split()[0]} on {sys.platform}",
        f"- {verdict}",
        "",
        "| check | about | seconds | result | its last line |",
        "|---|---|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
