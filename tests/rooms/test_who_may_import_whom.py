"""The contracts in pyproject.toml refuse every shortcut between rooms, tried on a house of empty rooms."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.rooms.source import ROOT

ROOMS = [
    "cli",
    "api",
    "web",
    "publishing",
    "own_house",
    "reporting",
    "files",
    "study",
    "measures",
    "statistics",
    "model",
]
FLOORS = [
    "simulation",
    "event_loop",
    "extensions",
    "gates",
    "promises",
    "references",
    "plugins",
    "catalogue",
    "mechanisms",
    "mechanisms/ideas",
    "mechanisms/vision",
    "processes",
    "effects",
    "rules",
    "patterns",
    "people",
    "clock",
    "parameters",
    "events",
    "random_streams",
    "quantiles",
    "constants",
]
LINT = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo', '--no-cache'])"


@pytest.fixture
def empty_house(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ["", *ROOMS, *(f"model/{floor}" for floor in FLOORS)]:
        (tmp_path / "tup_sim" / room).mkdir()
        (tmp_path / "tup_sim" / room / "__init__.py").touch()
    for basement in ("errors", "texts", "signs"):
        (tmp_path / f"tup_sim/{basement}.py").touch()
    shutil.copy(ROOT / "tup_sim/__init__.py", tmp_path / "tup_sim")
    (tmp_path / "validation").mkdir()
    (tmp_path / "validation" / "__init__.py").write_text("from tup_sim import cli, files, study\n")
    return tmp_path


def refused(house, *imports: str) -> str:
    """What the contracts say of these imports, each ``room: statement``; empty if they allow them."""
    for line in imports:
        room, statement = line.split(": ")
        file = house / "tup_sim" / room
        file = file if file.suffix else file / "__init__.py"
        file.write_text(file.read_text(encoding="utf-8") + statement + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=house, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return done.stdout if done.returncode else ""


def test_the_planned_roads_are_open(empty_house):
    said = refused(
        empty_house,
        "cli: from tup_sim import own_house, files, reporting, study, model, errors",
        "web: from tup_sim import api, own_house, files, reporting, study, errors",
        "own_house: from tup_sim import files, model, errors",
        "reporting: from tup_sim import measures, statistics",
        "files: from tup_sim import study",
        "study: from tup_sim import measures, statistics, model, __version__",
        "measures: from tup_sim import statistics, model",
        "model/mechanisms: from tup_sim.model.mechanisms import ideas, vision",
        "model/mechanisms/ideas: from tup_sim.model import processes, rules",
        "model/simulation: from tup_sim.model import processes, rules, patterns, people, parameters, events",
        "model/simulation: from tup_sim.model import random_streams",
        "model/simulation: from tup_sim.model import constants, event_loop",
        "model/simulation: import numpy, simpy, pydantic",
        "statistics: import numpy, scipy, pandas",
    )
    assert said == ""


@pytest.mark.parametrize(
    "shortcut",
    [
        "own_house: from tup_sim import web",
        "files: from tup_sim import own_house",
        "reporting: from tup_sim import files",
        "files: from tup_sim import reporting",
        "study: from tup_sim import files",
        "statistics: from tup_sim import measures",
        "statistics: from tup_sim import model",
        "measures: from tup_sim import study",
        "model: from tup_sim import statistics",
        "errors.py: import tup_sim.model",
        "errors.py: import pydantic",
        "signs.py: from tup_sim import study",
        "signs.py: from tup_sim import errors",
        "model/processes: from tup_sim.model import simulation",
        "model/processes: from tup_sim.model import event_loop",
        "model/processes: from tup_sim.model import mechanisms",
        "model/mechanisms: from tup_sim.model import catalogue",
        "model/mechanisms/ideas: from tup_sim.model.mechanisms import vision",
        "model/rules: from tup_sim.model import processes",
        "model/rules: from tup_sim.model import effects",
        "model/effects: from tup_sim.model import processes",
        "model/people: from tup_sim.model import rules",
        "model/random_streams: from tup_sim.model import people",
        "model/constants: from tup_sim.model import parameters",
        "model/simulation: import pandas",
        "model/people: from pathlib import Path",
        "model/parameters: from ruamel.yaml import YAML",
        "model/rules: from scipy import stats",
        "statistics: import click",
        "cli: import validation",
        "study: import validation",
    ],
)
def test_a_shortcut_is_refused(empty_house, shortcut):
    assert "BROKEN" in refused(empty_house, shortcut)
