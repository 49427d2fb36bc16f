"""``tup-sim --help`` loads no heavy library; who asks for help does not wait."""

from __future__ import annotations

import subprocess
import sys

from tests.rooms.source import ROOT

HEAVY = {"simpy", "numpy", "pandas", "scipy", "matplotlib", "pydantic", "jinja2"}
HELP = """
import sys
from tup_sim.cli import main
sys.argv = ["tup-sim", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def loaded_by(script: str) -> tuple[set[str], str]:
    """The heavy libraries that a script loads in an interpreter of its own, and what it prints."""
    script += f"\nimport sys\nprint('loaded:', *sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    printed, _, loaded = done.stdout.rpartition("loaded:")
    return set(loaded.split()), printed


def test_help_loads_no_heavy_library():
    loaded, printed = loaded_by(HELP)
    assert "Usage" in printed
    assert loaded == set()


def test_the_package_itself_loads_no_heavy_library():
    assert loaded_by("import tup_sim; tup_sim.__version__")[0] == set()


def test_a_heavy_library_is_noticed():
    assert loaded_by("import numpy")[0] == {"numpy"}
