"""Slips as data: what was written, what was meant, and whether the message leads from the one to the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.files.shelf import HERE
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.load import flat

CURE = re.compile(r":(?P<line>\d+): .*\(write: (?P<text>.*)\)")
ROUNDS = 4  # who mends one line may see another mistake that was hidden behind it


@dataclass(frozen=True)
class Slip:
    """A file with a slip, and the values that were meant."""

    kind: str
    wrong: str
    meant: dict[str, Any]


def slips(name: str) -> list[Slip]:
    """All slips of a file of them."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [Slip(**row) for row in YAML(typ="safe", pure=True).load(text)]


def after_the_message(slip: Slip, path: Path) -> tuple[dict[str, Any], list[str]]:
    """What the file says once every line that a message writes stands in its place; and the messages."""
    text, told = slip.wrong, list[str]()
    for _ in range(ROUNDS):
        path.write_text(text, encoding="utf-8")
        try:
            return said(str(path)), told
        except ScenarioError as error:
            told.append(str(error))
            text = mended(text, told[-1])
    return {}, told


def mended(text: str, message: str) -> str:
    """A text with the lines that the message says to write."""
    lines = text.split("\n")
    for found in map(CURE.search, message.splitlines()):
        if found:
            lines[int(found["line"]) - 1] = found["text"]
    return "\n".join(lines)


def said(path: str) -> dict[str, Any]:
    """Everything a file says, by its path."""
    scenario = load_scenario(path)
    found = {**flat(scenario), "about": scenario.about}
    found |= {f"said.{language}": line for language, line in scenario.said.items()}
    for number, change in enumerate(scenario.changes):
        found |= {f"changes.{number}.at": change.at, f"changes.{number}.label": change.label}
        found |= {f"changes.{number}.values.{path}": value for path, value in change.values.items()}
    return {path: list(value) if isinstance(value, tuple) else value for path, value in found.items()}
