"""Where the project names a source: declarations, targets, scenario files, texts in the model, docs/model.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tup_sim.files.claims import claims_file
from tup_sim.files.places import NO_EXPERIMENTS
from tup_sim.files.sources import registry
from tup_sim.model.parameters import Declaration, Parameters, declarations

ROOT = Path(__file__).resolve().parents[2]
AN_ID = re.compile(r"\b(?:N[A-J]\d\d|C\d\d\d|OWN\d)\b")


def cited() -> dict[str, list[str]]:
    """Every source that is named anywhere, with the places that name it."""
    found: dict[str, list[str]] = {}
    for place, names in _mentions():
        for name in names:
            found.setdefault(name, []).append(place)
    return found


def scenario_files() -> list[Path]:
    """Every scenario file that comes with the package, in a fixed order."""
    registers = (registry(), claims_file())
    return sorted(path for path in (ROOT / "scenarios").rglob("*.yaml") if path not in registers)


def experiment_files() -> list[Path]:
    """Every experiment that comes with the package, in a fixed order."""
    files = sorted((ROOT / "experiments").glob("*.yaml"))
    return [path for path in files if path.stem not in NO_EXPERIMENTS]


def parameters() -> list[Declaration]:
    """Every declared parameter."""
    return list(declarations(Parameters))


def _mentions() -> Iterator[tuple[str, set[str]]]:
    for each in parameters():
        yield each.path, set(each.sources)
    model = sorted((ROOT / "tup_sim" / "model").rglob("*.py"))
    targets = ROOT / "validation" / "plausibility.py"
    for path in [*model, targets, *scenario_files(), *experiment_files(), ROOT / "docs" / "model.md"]:
        yield str(path.relative_to(ROOT)), set(AN_ID.findall(path.read_text(encoding="utf-8")))
