"""Every check of the project, in three sets, each of which has all of the one before.

``python tests/check.py check`` is what one runs all the time, ``test`` what has to be good before a change lands, and
``verify`` everything: it goes on after what failed, and writes what it found to docs/verified.md. ``make`` knows all
three by the same names; without a name it is ``test``. Names of checks run only those: ``style types``.

``verify`` takes long, so it can be done in parts: ``verify --only compiled copies`` runs these, and ``verify --rest``
what is not good yet for the commit that is checked out. docs/verified.md keeps a row for each, with commit and date.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VERIFIED = ROOT / "docs" / "verified.md"
COLUMNS = "| check | about | result | seconds | commit | date | its last line |"
FAILED = "**failed**"
LAST = 120  # signs of a last line
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
CHOSEN = {"check": "not slow and not verify", "test": "not verify", "verify": "verify"}
SIGNATURES = "tests/signatures"


class Check(NamedTuple):
    """What Python is asked, and what it says of the project."""

    arguments: tuple[str, ...]
    about: str


CHECKS = {
    "style": Check(("-m", "ruff", "check", "."), "mistakes and style; repaired by: ruff check --fix ."),
    "format": Check(("-m", "ruff", "format", "--check", "."), "layout; repaired by: ruff format ."),
    "types": Check(("-m", "mypy"), "types of the package"),
    "rooms": Check(("-c", LINT_IMPORTS), "who may import whom; the contracts stand in pyproject.toml"),
    "quick": Check((*PYTEST, "-m", CHOSEN["check"], *QUICK), "the tests that need few or no runs"),
    "tests": Check((*PYTEST, "-m", CHOSEN["test"], "--durations=50"), "the tests"),
    "signatures": Check(
        (*PYTEST, "-m", CHOSEN["verify"], "--durations=50", SIGNATURES),
        "what the model should show, at length",
    ),
    "long": Check(
        (*PYTEST, "-m", CHOSEN["verify"], "--durations=50", f"--ignore={SIGNATURES}"),
        "the other tests that take long",
    ),
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
    "verify": (*FIRST, "tests", "long", "signatures", "compiled", "breaks", "copies", "oracle", "mutation"),
}


def main(names: list[str]) -> int:
    """Run one of the sets, or the named checks; return the exit code of the first that fails."""
    if names[:1] == ["verify"]:
        return verify(*names[1:])
    known = {**CHECKS, **SETS}
    if unknown := [name for name in names if name not in known]:
        print(f"no check called {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
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
    """How a check went: its exit code, what it took, the last line it printed, and of which commit and when."""

    name: str
    code: int
    seconds: float
    last: str
    commit: str
    date: str


def verify(option: str = "", *names: str) -> int:
    """Run every check, also after one that failed, and write down each as soon as it has ended.

    Args:
        option: nothing for all, ``--only`` for those named, ``--rest`` for those that are not good yet for this commit.
        names: of checks, after ``--only``.
    """
    steps = SETS["verify"]
    unknown = [name for name in names if name not in steps]
    if option not in ("", "--only", "--rest") or unknown or bool(names) != (option == "--only"):
        print(f"verify, verify --rest, or verify --only with some of: {', '.join(steps)}", file=sys.stderr)
        return 2
    here, before = commit(), read(VERIFIED)
    good = {each.name for each in before.values() if each.commit == here and not each.code}
    asked = [
        name for name in steps if (name in names or not names) and not (option == "--rest" and name in good)
    ]
    codes = []
    for name in asked:
        before[name] = verified(name, here)
        VERIFIED.write_text(written(before, here), "utf-8")
        codes.append(before[name].code)
    print(f"written to {VERIFIED.relative_to(ROOT)}" if asked else "all of it is good for this commit")
    return max(codes, default=0)


def verified(name: str, here: str) -> Found:
    """Run a check of the commit that is here, and pass on what it prints."""
    print(f"--- {name}: {CHECKS[name].about}", flush=True)
    begin, last = time.perf_counter(), ""
    command = [sys.executable, *CHECKS[name].arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=ROOT, env=SURROUNDINGS, **pipes) as run:
        for line in run.stdout or ():
            print(line, end="", flush=True)
            last = line.strip("= \n") or last
    took, date = time.perf_counter() - begin, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return Found(name, abs(run.returncode), took, last, here, date)


def commit() -> str:
    """The commit that is checked out, and whether something else than that was verified."""

    def git(*words: str) -> str:
        return subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=True).stdout

    changed = [line for line in git("status", "--porcelain").splitlines() if "docs/verified.md" not in line]
    return git("rev-parse", "HEAD").strip() + (" with changes that are not in it" if changed else "")


def read(path: Path) -> dict[str, Found]:
    """What docs/verified.md says of each check; nothing of those that it does not know any more."""
    if not path.exists():
        return {}
    rows = [
        line.strip("| ").split(" | ")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    found = [
        Found(name, int(FAILED in result), float(seconds), last, of.strip("`"), date)
        for name, _, result, seconds, of, date, last in (
            row for row in rows if len(row) == COLUMNS.count("|") - 1
        )
        if name in SETS["verify"]
    ]
    return {each.name: each for each in found}


def written(found: Mapping[str, Found], here: str) -> str:
    """What docs/verified.md says."""
    rows = [
        f"| {each.name} | {CHECKS[each.name].about} | {FAILED if each.code else 'good'} | {each.seconds:.0f} | "
        f"`{each.commit}` | {each.date} | {each.last.replace('|', '/')[:LAST] or '-'} |"
        for name in SETS["verify"]
        if (each := found.get(name))
    ]
    lines = [
        "# What was verified",
        "",
        "Written by `make verify`, which runs all there is, before a release, or in parts by "
        "`python tests/check.py verify --only NAME`.",
        "",
        f"- Python {sys.version.split()[0]} on {sys.platform}",
        f"- {verdict(found, here)}",
        "",
        COLUMNS,
        "|---" * (COLUMNS.count("|") - 1) + "|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def verdict(found: Mapping[str, Found], here: str) -> str:
    """What all of it comes to: what was not run, or of another commit, is no part of what is good."""
    failed = [name for name in SETS["verify"] if name in found and found[name].code]
    other = [name for name in SETS["verify"] if name in found and found[name].commit != here]
    missing = [name for name in SETS["verify"] if name not in found]
    told = [f"Failed: {', '.join(failed)}."] if failed else []
    told += [f"Of an earlier commit than `{here}`: {', '.join(other)}."] if other else []
    told += [f"Not run yet: {', '.join(missing)}."] if missing else []
    return " ".join(told) or f"Everything was good, all of it of `{here}`."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
