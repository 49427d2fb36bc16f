"""Every test on the compiled form: compile a copy of the tree, and run the oracle and the tests there.

``python -m tests.compiled`` is a part of ``make verify``; words after it go to pytest (``-k rules``, ``tests/parts``).
Tests marked ``source_only`` are left out: they look into the source, or put something else in the place of a part.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation import copied

LEFT_OUT = "not source_only"
SAYS_COMPILED = "from tup_sim.form import FORM, PACKAGE; print(PACKAGE); raise SystemExit(not FORM.compiled)"
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "worksteal", "-q", "-m", LEFT_OUT)


def main(words: list[str]) -> int:
    """The exit code of the first step that fails."""
    with TemporaryDirectory(prefix="tup_sim_compiled_") as name:
        folder = Path(name).resolve()
        copied(folder)
        steps = (
            ("hatch_build.py",),
            ("-c", SAYS_COMPILED),
            ("-m", "validation", "oracle"),
            (*PYTEST, *words),
        )
        return next((code for step in steps if (code := ran(step, folder))), 0)


def ran(arguments: tuple[str, ...], folder: Path) -> int:
    """Run Python in the copy, with the package that lies there."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "TUP_SIM_FORM": ""}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
