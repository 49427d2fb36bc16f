"""The oracle: every outcome of a few short runs with its exact value, so that no number moves unnoticed.

Its folder holds the scenarios, the table of their values, and what became of outcomes that are no more.
"""

from __future__ import annotations

import csv
import platform
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from math import isclose, isnan, nan
from pathlib import Path

import numpy

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.load import load_scenario
from tup_sim.files.strict_yaml import Node, read_file
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.observe import read
from tup_sim.measures.windows import HORIZON, windows_of
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.simulation import run
from tup_sim.study.execute import execute
from tup_sim.study.work import Result, Task, Values, carry_out, failed

RENAMES = "renamed.yaml"
KERNEL_EVENTS = "kernel_events"
SEED = 1
SHARED = 2  # workers for runs in copies: in this process nothing is copied
CLOSE = 1e-9  # relative, on another platform than the one that wrote the values
NEXT_TO_NOTHING = 1e-12
SHOWN = 6  # changed outcomes of a scenario that are named; the rest are counted

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Oracle:
    """Values of some short runs, and where they were written.

    Attributes:
        platform: what the last bit depends on, as ``this_platform`` says it.
        values: scenario to outcome to its exact value over the horizon, NaN = no value; the number of events of the
            kernel stands under ``kernel_events``.
    """

    platform: str
    values: Mapping[str, Numbers]

    def without(self, name: str) -> Oracle:
        """The same without one outcome."""
        kept = {run: {key: each[key] for key in each if key != name} for run, each in self.values.items()}
        return Oracle(self.platform, kept)


@dataclass(frozen=True)
class Renames:
    """What became of outcomes that are known no more.

    Attributes:
        renamed: old name to new name.
        withdrawn: old name to the reason.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    def today(self, name: str) -> str | None:
        """The name an outcome has now; None if it was withdrawn."""
        return None if name in self.withdrawn else self.renamed.get(name, name)


def this_platform() -> str:
    """System, processor, mathematics library and numpy: with the same ones the last bit is the same."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {' '.join(platform.libc_ver()).strip() or 'libm'}, numpy {numpy.__version__}"


def observed(scenarios: Mapping[str, Scenario], jobs: int | None = None) -> Oracle:
    """Run every scenario once.

    Args:
        scenarios: by name.
        jobs: processes to use; None = one per processor.

    Raises:
        RunFailed: a run failed.
        KeyboardInterrupt: Ctrl-C; nothing is compared then.
    """
    tasks = [Task(arm, scenario, SEED, 0, {}) for arm, scenario in enumerate(scenarios.values())]
    harvest = execute(observe_once, tasks, jobs)
    if harvest.stopped:
        raise KeyboardInterrupt
    if broken := [result for result in harvest.results if result.error]:
        raise broken[0].failure
    values = {name: result.values for name, result in zip(scenarios, harvest.results, strict=True)}
    return Oracle(this_platform(), values)


def observed_in_copies(scenarios: Mapping[str, Scenario]) -> Oracle:
    """Run every scenario once, from the middle on in a copy of a worker, as arms that share a past are lived.

    Without the number of events of the kernel, which a study does not keep.

    Raises:
        RunFailed: a run failed.
    """
    tasks = [task for each in scenarios.values() for task in _with_a_twin(each)]
    results = execute(carry_out, tasks, SHARED).results[::2]
    if broken := [result for result in results if result.error]:
        raise broken[0].failure
    return Oracle(this_platform(), dict(zip(scenarios, (each.values for each in results), strict=True)))


def _with_a_twin(scenario: Scenario) -> list[Task]:
    """A run, and another that is the same until the middle and shares its past."""
    later = Change({"thanks_reference": 0.0}, at=scenario.parameters.horizon // 2)
    twin = replace(scenario, changes=(*scenario.changes, later))
    windows = {HORIZON: windows_of(scenario)[HORIZON]}
    return [Task(0, each, SEED, 0, windows, weekly=()) for each in (scenario, twin)]


def observe_once(task: Task) -> Result:
    """All outcomes of one run over its horizon, and the number of events the kernel processed."""
    try:
        ledger = Ledger(task.scenario)
        ending = run(task.scenario, task.seed, task.replication, listeners=(ledger,))
        found = read(ledger, {HORIZON: windows_of(task.scenario)[HORIZON]}, weekly=())
    except Exception as error:
        return failed(task, error)
    values = {KERNEL_EVENTS: float(ending.kernel_events), **found.values}
    packed = Values(tuple(values), array("d", values.values()))
    return Result(task.arm, task.scenario.name, task.seed, task.replication, packed)


def changes(before: Oracle, now: Oracle, renames: Renames) -> list[str]:
    """A line for each outcome that is not what it was, the first few of every scenario; empty if none is."""
    exact = before.platform == now.platform
    lines: list[str] = []
    for scenario in dict.fromkeys((*before.values, *now.values)):
        changed = list(_changed(before.values.get(scenario), now.values.get(scenario), renames, exact))
        lines += [f"{scenario}: {line}" for line in changed[:SHOWN]]
        if len(changed) > SHOWN:
            lines.append(f"{scenario}: and {len(changed) - SHOWN} more")
    return lines


def _changed(old: Numbers | None, new: Numbers | None, renames: Renames, exact: bool) -> Iterator[str]:
    if old is None or new is None:
        yield "is new" if old is None else "is there no more"
        return
    expected = {renames.today(name): (name, value) for name, value in old.items()}
    for name in new.keys() - expected.keys():
        yield f"{name} is new"
    for today, (name, value) in expected.items():
        if today is None:
            continue
        if today not in new:
            yield f"{name} is there no more"
        elif not _same(value, new[today], exact):
            yield f"{name} was {value!r}, is {new[today]!r}"


def lost(before: Oracle, now: Oracle, renames: Renames) -> list[str]:
    """Outcomes that would disappear without a word about what became of them."""
    known = {name for values in now.values.values() for name in values}
    names = dict.fromkeys(name for values in before.values.values() for name in values)
    return [name for name in names if (today := renames.today(name)) is not None and today not in known]


def _same(one: float, other: float, exact: bool) -> bool:
    if isnan(one) or isnan(other):
        return isnan(one) and isnan(other)
    return one == other if exact else isclose(one, other, rel_tol=CLOSE, abs_tol=NEXT_TO_NOTHING)


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
    text.write(
        f"# Written by 'python -m validation oracle --refresh' and by nothing else.\n# {found.platform}\n"
    )
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
