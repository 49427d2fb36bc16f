"""The contracts in pyproject.toml refuse every shortcut between rooms, tried on a house of empty rooms."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

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
# Asks the contracts of one house after the other, and prints a list of what they say.
LINT = """
import contextlib, io, json, os, sys
from importlinter.cli import lint_imports_command as lint
said = []
for house in sys.argv[1:]:
    os.chdir(house)
    with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.suppress(SystemExit):
        lint(["--no-logo", "--no-cache"])
    said.append(told.getvalue())
print(json.dumps(said))
"""


def built(house: Path, *imports: str) -> Path:
    """A house of empty rooms with these imports, each ``room: statement``."""
    house.mkdir()
    shutil.copy(ROOT / "pyproject.toml", house)
    for room in ["", *ROOMS, *(f"model/{floor}" for floor in FLOORS)]:
        (house / "tup_sim" / room).mkdir()
        (house / "tup_sim" / room / "__init__.py").touch()
    for basement in ("errors", "texts", "signs"):
        (house / f"tup_sim/{basement}.py").touch()
    shutil.copy(ROOT / "tup_sim/__init__.py", house / "tup_sim")
    (house / "validation").mkdir()
    (house / "validation" / "__init__.py").write_text("from tup_sim import cli, files, study\n")
    for line in imports:
        room, statement = line.split(": ")
        file = house / "tup_sim" / room
        file = file if file.suffix else file / "__init__.py"
        file.write_text(file.read_text(encoding="utf-8") + statement + "\n", encoding="utf-8")
    return house


def said_of(*houses: Path) -> list[str]:
    """What the contracts say of each house; all are asked by one program, which takes a second to begin."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, *map(str, houses)], capture_output=True, text=True, check=True
    )
    said: list[str] = json.loads(done.stdout)
    assert len(said) == len(houses) and all("Contracts:" in each for each in said), said
    return said


def test_the_planned_roads_are_open(tmp_path):
    house = built(
        tmp_path / "house",
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
    (said,) = said_of(house)
    assert "KEPT" in said and "BROKEN" not in said and " 0 broken" in said


SHORTCUTS = [
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
]


def test_every_shortcut_is_refused(tmp_path):
    houses = [built(tmp_path / str(number), shortcut) for number, shortcut in enumerate(SHORTCUTS)]
    said = zip(SHORTCUTS, said_of(*houses), strict=True)
    assert [shortcut for shortcut, each in said if "BROKEN" not in each] == []
