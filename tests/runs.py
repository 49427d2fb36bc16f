"""Runs of the model that tests share: made once, kept on disk for the other workers and for the next time.

What a test asks of the model stays the same; only the second asking is answered from disk. A run is found again by
everything that decides it: the source of the model and its measures, the libraries, scenario, seed, luck and windows.
So a change in the model, however small, finds nothing. A run that fails is not kept: it fails again for each who asks.
A test that puts something else in the place of a part of the model asks ``observe`` itself.
"""

from __future__ import annotations

import os
import pickle
import platform
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from tup_sim.files.manifest import LIBRARIES, fingerprint
from tup_sim.measures import Observation, observe
from tup_sim.model.catalogue import HOUSE, catalogue_of
from tup_sim.model.parameters import Scenario
from tup_sim.study.store import digest, identity_of_scenario

ROOT = Path(__file__).resolve().parent.parent
SHELF = ROOT / ".pytest_cache" / "runs"  # is not in git, and `make clean` empties it
VERSIONS = 3  # of the model whose runs stay: somebody may go back and forth between two
Windows = Mapping[str, tuple[float, float]]


def shared(scenario: Scenario, seed: int, replication: int, windows: Windows | None = None) -> Observation:
    """What ``observe`` gives for this run; made if nobody has asked for it since the model changed.

    Raises:
        ValueError: the scenario has a plug-in, which the name of a run does not know.
    """
    path = SHELF / digest(source()) / name_of(scenario, seed, replication, windows)
    if path.exists():
        return kept(path)
    found = observe(scenario, seed, replication, windows)
    keep(path, found)
    return found


def name_of(scenario: Scenario, seed: int, replication: int, windows: Windows | None) -> str:
    """The name of a run of one version: two have the same one only if nothing that decides their numbers differs."""
    if catalogue_of(scenario.parameters) is not HOUSE:
        raise ValueError("a run with a plug-in is not shared: ask observe()")
    spans = None if windows is None else {name: list(span) for name, span in sorted(windows.items())}
    asked = {"scenario": identity_of_scenario(scenario), "seed": seed, "replication": replication}
    return digest({"windows": spans, **asked})


@cache
def source() -> str:
    """A name for the code that makes numbers: the model, its measures and statistics, libraries and machine."""
    found = sha256(fingerprint().encode())
    for path in sorted((ROOT / "tup_sim" / "statistics").rglob("*.py")):
        found.update(path.read_bytes())
    machine = (sys.version, platform.machine(), platform.system(), *map(version, LIBRARIES))
    return found.hexdigest() + "|".join(machine)


def kept(path: Path) -> Observation:
    """A run from disk."""
    found = pickle.loads(path.read_bytes())
    assert isinstance(found, Observation)
    return found


def keep(path: Path, found: Observation) -> None:
    """Put a run on disk, whole or not at all: another worker may do the same at this moment."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        forget_older()
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(found))
    os.replace(unfinished, path)


def forget_older() -> None:
    """Throw away the runs of all versions of the model but the last few."""
    with suppress(FileNotFoundError):  # another worker is quicker
        for each in sorted(SHELF.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)[VERSIONS:]:
            shutil.rmtree(each, ignore_errors=True)
