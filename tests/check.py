"""Every check of the project, cheapest first; stops at the first that fails.

``make test`` runs this file. Without make: ``python tests/check.py`` in the environment of the project.
Names of checks as arguments run only those: ``python tests/check.py types tests``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"

CHECKS = {
    "style": (["-m", "ruff", "check", "."], "mistakes and style; many are repaired by: ruff check --fix ."),
    "format": (["-m", "ruff", "format", "--check", "."], "layout; repaired by: ruff format ."),
    "types": (["-m", "mypy"], "types of the package"),
    "rooms": (["-c", LINT_IMPORTS], "who may import whom; the contracts stand in pyproject.toml"),
    "tests": (["-m", "pytest", "-n", "2", "--dist", "worksteal", "-q", "--durations=50"], "the tests"),
}


def main(names: list[str]) -> int:
    """Run the named checks, or all; return the exit code of the first that fails."""
    if unknown := [name for name in names if name not in CHECKS]:
        print(f"no check called {', '.join(unknown)}; there are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    for name in names or CHECKS:
        arguments, about = CHECKS[name]
        print(f"--- {name}: {about}", flush=True)
        begin = time.perf_counter()
        code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
        if code:
            print(f"--- {name}: FAILED", file=sys.stderr, flush=True)
            return code
        print(f"--- {name}: good ({time.perf_counter() - begin:.0f} s)", flush=True)
    print(f"all good: {', '.join(names or CHECKS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
