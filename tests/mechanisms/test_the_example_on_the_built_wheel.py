"""The worked example runs from an empty folder against the package as it is handed out, not as it lies here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.rooms.source import ROOT

EXAMPLE = ROOT / "docs/examples/clients_thank_volunteers.py"
SMALL = ("units=1", "places=6", "volunteers_initial=6", "warmup=1")
BACKEND = "hatchling.build"  # as pyproject.toml says; called without a network, as an installer calls it
BUILD = f"import sys; from {BACKEND} import build_wheel; print(build_wheel(sys.argv[1]))"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("hatchling") is None, reason="hatchling, which builds the package, is not installed"
    ),
]


def python(*words: str, cwd: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with a place to look for modules in before all others."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    surroundings |= {"PYTHONPATH": path} if path else {}
    return subprocess.run(
        [sys.executable, *words], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the built package in it, and nothing of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = python("-c", BUILD, str(folder), cwd=ROOT, path=os.pathsep.join(sys.path))
    assert built.returncode == 0, built.stderr
    wheel, target = folder / built.stdout.split()[-1], folder / "target"
    offline = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    done = python("-m", "pip", "install", *offline, "--target", str(target), str(wheel), cwd=folder)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def here(tmp_path) -> Path:
    shutil.copy(EXAMPLE, tmp_path)
    return tmp_path


def test_the_package_is_the_built_one(installed, here):
    done = python("-c", "import tup_sim; print(tup_sim.__file__)", cwd=here, path=str(installed))
    assert Path(done.stdout.strip()).is_relative_to(installed), done.stderr


def test_the_example_runs(installed, here):
    words = (
        "run",
        "open_house",
        "--plugin",
        EXAMPLE.name,
        "--outcome",
        "client_thanks",
        "--weeks",
        "2",
        "-n",
        "2",
    )
    changed = [word for each in SMALL for word in ("--set", each)]
    done = python("-m", "tup_sim", *words, *changed, cwd=here, path=str(installed))
    assert (done.returncode, "Thanks of clients" in done.stdout) == (0, True), done.stderr


def test_what_it_says_of_itself_is_shown_and_its_sources_are_looked_up(installed, here):
    words = ("-m", "tup_sim", "mechanism", "show", "clients_thank", "--plugin", EXAMPLE.name)
    done = python(*words, cwd=here, path=str(installed))
    assert (done.returncode, "ClientThanked" in done.stdout) == (0, True), done.stderr
    file = here / EXAMPLE.name
    file.write_text(file.read_text("utf-8").replace('sources="OWN3"', 'sources="C9999"'), "utf-8")
    done = python(*words, cwd=here, path=str(installed))
    assert (done.returncode, "unknown source 'C9999'" in done.stderr) == (2, True), done.stdout
