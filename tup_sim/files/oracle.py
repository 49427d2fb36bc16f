"""The folder of the oracle: its scenarios, its table of values, and what became of outcomes that are no more."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from math import isnan, nan
from pathlib import Path

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.load import load_scenario
from tup_sim.files.strict_yaml import Node, read_file
from tup_sim.model.parameters import Scenario
from tup_sim.study.oracle import Oracle, Renames

RENAMES = "renamed.yaml"


def scenarios_in(folder: Path) -> dict[str, Scenario]:
    """Every scenario of the folder by its name, in alphabetical order."""
    files = sorted(file for file in folder.glob("*.yaml") if file.name != RENAMES)
    return {file.stem: load_scenario(str(file)) for file in files}


def read_renames(folder: Path) -> Renames:
    """What became of outcomes that are known no more; nothing if nobody wrote it down."""
    file = folder / RENAMES
    if not file.exists():
        return Renames()
    parts = read_file(file, str(file)).items()
    return Renames(_texts(parts.get("renamed")), _texts(parts.get("withdrawn")))


def _texts(node: Node | None) -> dict[str, str]:
    return {name: str(each.value) for name, each in node.items().items()} if node and node.value else {}


def values_text(found: Oracle) -> str:
    """A line per outcome, a column per scenario, every digit; no value is an empty cell."""
    text = StringIO()
    text.write(f"# Written by 'tup-sim baseline oracle --refresh' and by nothing else.\n# {found.platform}\n")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["outcome", *found.values])
    names = dict.fromkeys(name for values in found.values.values() for name in values)
    table.writerows(
        [name, *(_cell(values.get(name, nan)) for values in found.values.values())] for name in names
    )
    return text.getvalue()


def _cell(value: float) -> str:
    return "" if isnan(value) else repr(value)


def read_values(file: Path) -> Oracle:
    """The values as they were written.

    Raises:
        ScenarioError: the file is not such a table.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.startswith("#")]
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    if len(told) != 2 or not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ScenarioError(
            Message("not a table of the oracle"), str(file), Message("write it with --refresh")
        )
    head, *body = rows
    columns = {name: dict(_column(body, place)) for place, name in enumerate(head) if place}
    return Oracle(told[1].removeprefix("# "), columns)


def _column(rows: list[list[str]], place: int) -> Iterator[tuple[str, float]]:
    for row in rows:
        yield row[0], float(row[place]) if row[place] else nan
