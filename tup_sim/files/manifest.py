"""What has to be known to make a result again: versions, the state of the source, the machine and the time it took."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tup_sim import __version__
from tup_sim.files.digest import digest_of_source
from tup_sim.files.document import mixins_in
from tup_sim.files.repetitions import written_replications
from tup_sim.files.strict_yaml import read_text
from tup_sim.model.plugins import Plugin, plugins_of
from tup_sim.study.experiment import Experiment
from tup_sim.study.findings import Check
from tup_sim.study.store import identity_of_scenario

PACKAGE = Path(__file__).resolve().parent.parent
DECIDES = ("model/**/*.py", "measures/**/*.py", "study/replay.py", "study/work.py")
LIBRARIES = ("numpy", "simpy", "scipy", "pandas", "pydantic")


@cache
def fingerprint() -> str:
    """A name for everything in the source that decides the numbers of a run, on any version of Python.

    What the source says counts, not how: comments, docstrings and layout do not.

    Raises:
        FileNotFoundError: a pattern of ``DECIDES`` finds no file, so that a part of the source would not count.
    """
    found = sha256(__version__.encode())
    for path in sorted({path for pattern in DECIDES for path in files_of(PACKAGE, pattern)}):
        found.update(path.relative_to(PACKAGE).as_posix().encode())
        found.update(digest_of_source(path.read_bytes()))
    return found.hexdigest()[:16]


def files_of(folder: Path, pattern: str) -> list[Path]:
    """The files that a pattern finds in a folder, at least one.

    Raises:
        FileNotFoundError: it finds none.
    """
    found = [*folder.glob(pattern)]
    if not found:
        raise FileNotFoundError(f"no file in {folder} is found by {pattern}")
    return found


class Clock:
    """When somebody began, and how long it has taken since: a clock on the wall that jumps changes only the first."""

    def __init__(self) -> None:
        self.began = datetime.now(UTC)
        self._begin = time.monotonic()

    def sitting(self, computed: int) -> dict[str, Any]:
        """Begin, end and seconds, and the runs that were computed meanwhile."""
        seconds = round(time.monotonic() - self._begin, 1)
        ended = datetime.now(UTC)
        return {
            "began": self.began.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "seconds": seconds,
            "computed": computed,
        }


def manifest_of(
    experiment: Experiment,
    before: Mapping[str, Any],
    sitting: Mapping[str, Any],
    runs: int,
    checks: Sequence[Check] = (),
    commands: Sequence[str] = (),
) -> dict[str, Any]:
    """The manifest after a sitting, as plain data.

    Args:
        experiment: what was run.
        before: the manifest so far; empty at first.
        sitting: of now, from ``Clock.sitting``.
        runs: that the result rests on.
        checks: what the experiment checked of itself.
        commands: what to type to make the results again, and to check them.
    """
    sittings = [*before.get("sittings", ()), dict(sitting)]
    return {
        "model": fingerprint(),
        "versions": versions(),
        "source": source(),
        "machine": machine(),
        "inputs": inputs(experiment),
        "as_written": as_written(experiment.text),
        "commands": list(commands),
        "smallest_changed": before.get("smallest_changed", False),
        "seed": experiment.seed,
        "replications": {"at_least": experiment.at_least, "at_most": experiment.at_most},
        "began": sittings[0]["began"],
        "ended": sitting["ended"],
        "seconds": round(sum(each["seconds"] for each in sittings), 1),
        "runs": runs,
        "computed": sitting["computed"],
        "reused": runs - sitting["computed"],
        "sittings": sittings,
        "checks": [[each.name, each.passed, list(each.said)] for each in checks],
    }


def versions() -> dict[str, str]:
    """Of the languages and libraries that the numbers depend on."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), "tup_sim": __version__, **libraries}


def source() -> dict[str, Any] | None:
    """Commit of the source, and whether it was changed since; None outside a checkout."""
    if not (PACKAGE.parent / ".git").exists():
        return None
    commit, changed = _git("rev-parse", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")
    return None if commit is None or changed is None else {"commit": commit, "changed": bool(changed)}


def machine() -> dict[str, Any]:
    """What kind of machine, without its name or its owner's."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
        "cores": os.cpu_count(),
    }


def inputs(experiment: Experiment) -> dict[str, Any]:
    """What the experiment was made from, as hashes."""
    found = {
        "experiment": sha256(experiment.text.encode()).hexdigest(),
        "scenarios": {each.scenario.name: identity_of_scenario(each.scenario) for each in experiment.points},
    }
    plugins = [_plain(each) for each in plugins_of(experiment.points[0].scenario)]
    return {**found, "plugins": plugins} if plugins else found


def _plain(plugin: Plugin) -> dict[str, str]:
    """A plug-in as it is known afterwards: its file, without folders, what its source says, and its package."""
    facts = {"file": Path(plugin.file).name, "digest": plugin.digest}
    return facts | ({"package": plugin.package, "version": plugin.version} if plugin.package else {})


def as_written(text: str) -> dict[str, Any]:
    """What the file of an experiment says that the experiment does not keep: its organisation, its fewest runs."""
    if not text:
        return {}
    parts = read_text(text, "experiment").items()
    base = str(parts["base"].value).split("+") if "base" in parts else []
    base += [str(each.value) for each in mixins_in(parts.get("with"))]
    least = written_replications(parts.get("replications")).at_least
    return {"base": " + ".join(each.strip() for each in base), "at_least": least}


def processor() -> str:
    """The kind of processor, as far as the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _git(*words: str) -> str | None:
    try:
        asked = ["git", "-C", str(PACKAGE.parent), *words]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
