"""Runs that share a past give the same bits as each alone, on every kind of study, and whatever happens to a copy."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Thread

import pytest

from tests.rooms.source import house as every_module
from tests.study import living_together
from tests.study.experiments import MODEL, of_the_model
from tests.study.living_together import BASE, CUT, HOURS, STUDIES, WINDOWS, arms, bits, longer, start
from tup_sim.errors import TupSimError
from tup_sim.files.kept import begin
from tup_sim.files.store import ResultStore
from tup_sim.study import attribution, design, run_experiment
from tup_sim.study import execute as executing
from tup_sim.study import sweep as sweeping
from tup_sim.study.execute import execute
from tup_sim.study.families import begin_of, families, parting, shared_out, time_of, weeks_of
from tup_sim.study.shared_past import CAN_FORK
from tup_sim.study.work import Task, carry_out

PROGRAM = Path(living_together.__file__)
PATIENCE = 120.0
COPIES = {  # of the process that lives the past; those of copies are not counted
    "from the start": 0, "overdrawn": 0, "compare": 1, "other windows": 1, "the same twice": 1, "a plug-in": 1,
    "restore": 2, "worlds": 2, "evidence": 2, "what a cut spares": 2, "a switch from a date on": 2,
    "changes that have begun": 2, "branches of branches": 3, "shocks": 3, "a run that fails": 3, "depth of a cut": 3,
    "attribution": 4,
}  # fmt: skip

copied = pytest.mark.skipif(not CAN_FORK, reason="no process is copied here")


@cache
def lived():
    """What the program found: each study lived together, and each of its runs alone."""
    done = subprocess.run([sys.executable, str(PROGRAM)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@copied
@pytest.mark.slow
@pytest.mark.parametrize("study", STUDIES)
def test_lived_together_and_alone_every_number_is_the_same(study):
    found = lived()[study]
    assert found["other"] == [] and found["copies"] == COPIES[study]
    twins = 1 if study == "the same twice" else 0
    assert found["numbers"] == found["runs"] - twins, "then nothing would have been compared"
    failed = [error for error in found["errors"] if error]
    assert len(failed) == (study == "a run that fails") and all(
        "do not go together" in each for each in failed
    )


@copied
@pytest.mark.slow
@pytest.mark.parametrize(("why", "tried"), [("two threads", 0), ("no process can be made", 1)])
def test_what_cannot_be_copied_is_lived_alone(why, tried):
    found = lived()[why]
    assert found["other"] == [] and found["copies"] == tried and found["errors"] == ["", ""]


def replicated(scenarios, runs):
    """Tasks as a study has them: luck by luck."""
    return [task._replace(replication=luck) for luck in range(runs) for task in arms(*scenarios)]


THREE = (BASE, start({}, longer(1.5, 4)), start({}, longer(1.5, 6)))


@copied
@pytest.mark.slow
def test_workers_give_the_same_with_and_without_in_the_same_order_and_tell_every_run():
    tasks, told = replicated(THREE, 3), []
    together = execute(carry_out, tasks, 2, lambda *done: told.append(done)).results
    alone = execute(carry_out, tasks, 2, alone=True).results
    assert [bits(each) for each in together] == [bits(each) for each in alone]
    assert told == [(done, 9) for done in range(1, 10)]


# -- who is lived with whom --------------------------------------------------------------------------------------


def numbers(found):
    return [[number for number, _ in family] for family in found]


def test_a_family_has_one_luck_and_those_that_stay_together_longest_stand_together():
    early, late = longer(1.2, 1), longer(1.3, 5)
    tasks = replicated((start({}, early), BASE, start({}, early, late)), 2)
    assert numbers(families(tasks, 6, 1)) == [[1, 0, 2], [4, 3, 5]]
    assert numbers(families([each._replace(replay=("late",)) for each in tasks], 6, 1)) == [
        [n] for n in range(6)
    ]
    other = [each._replace(only=("core_met",) if each.arm else ()) for each in tasks]
    assert numbers(families(other, 6, 1)) == [[0], [1, 2], [3], [4, 5]]


def test_a_family_is_in_the_order_in_which_it_is_lived():
    """Results of a family are told apart by their order, also in each of its branches."""
    twice = arms(*(start({}, longer(1.2, 2), longer(part, at)) for at in (4, 6) for part in (1.3, 1.4, 1.5)))
    studies = [*(make() for make in STUDIES.values()), twice]
    found = [families(each, len(each), workers) for each in studies for workers in (1, 2, 3, 4)]
    left = [[task for _, task in family] for each in found for family in each]
    seen = 0
    while left:
        tasks = left.pop()
        _, groups = parting(tasks)
        assert [task for group in groups for task in group] == tasks
        left += groups if len(groups) > 1 else []
        seen += len(groups) > 2
    assert seen > 2


def test_what_is_common_for_a_moment_only_is_not_copied():
    soon = replace(start({}, longer(1.5, 3)), parameters=start({"horizon": 98, "warmup": 0}).parameters)
    base = start({"horizon": 98, "warmup": 0})
    later = replace(soon, changes=(longer(1.5, 6),))
    assert numbers(families(arms(base, soon), 2, 1)) == [[0], [1]]
    assert numbers(families(arms(base, later), 2, 1)) == [[0, 1]]


def test_the_weeks_of_a_family_are_those_of_its_tree():
    early, late = longer(1.2, 1), longer(1.3, 5)
    tasks = arms(BASE, start({}, early), start({}, early, late))
    assert weeks_of(tasks, begin_of(tasks[0])) == (2 + 1) + 7 + 4 + 3 + 3
    assert weeks_of(tasks[:1], begin_of(tasks[0])) == 10


@pytest.mark.parametrize(
    ("runs", "workers", "sizes"),
    [
        (1, 1, [3]),
        (1, 2, [2, 1]),
        (1, 3, [1, 1, 1]),
        (2, 2, [3, 3]),
        (3, 2, [3, 3, 2, 1]),
        (2, 9, [1] * 6),
        (5, 3, [3, 3, 3, 3, 3]),
    ],
)
def test_the_last_round_is_divided_so_that_no_worker_is_idle(runs, workers, sizes):
    tasks = replicated(THREE, runs)
    found = list(families(tasks, len(tasks), workers))
    assert sorted(number for family in numbers(found) for number in family) == list(range(3 * runs))
    assert [len(each) for each in found] == sizes


@pytest.mark.parametrize("runs", range(1, 9))
@pytest.mark.parametrize("workers", range(1, 9))
def test_sharing_never_takes_longer_than_living_alone(runs, workers):
    for scenarios in (THREE, (*THREE, start({HOURS: 0.3}))):
        tasks = replicated(scenarios, runs)
        alone = [[each] for each in enumerate(tasks)]
        together = time_of(list(families(tasks, len(tasks), workers)), workers)
        assert together <= time_of(alone, workers)
    assert shared_out([], workers) == []


def test_families_are_made_when_their_turn_comes():
    made = []

    def tasks():
        for luck in range(10**9):
            made.append(luck)
            yield Task(0, BASE, 1, luck, WINDOWS)

    found = families(tasks(), 10**9, 2)
    assert numbers(next(found) for _ in range(3)) == [[0], [1], [2]] and len(made) < 6


def test_alone_is_who_has_a_limit_a_borrowed_executor_or_another_work(monkeypatch):
    def never(*_):
        raise AssertionError("families were looked for")

    monkeypatch.setattr(executing, "families", never)
    tasks = replicated(THREE[:2], 1)
    for more in ({"alone": True}, {"limit": 60.0}):
        assert [each.error for each in execute(carry_out, tasks, 2, **more).results] == ["", ""]
    if CAN_FORK:
        with pytest.raises(AssertionError, match="were looked for"):
            execute(carry_out, tasks, 2)


READ_AT_BIRTH = {"scenario", "declared", "parameters", "progress", "changeable", "end", "organisation"}


def test_what_a_simulation_reads_of_its_scenario_at_birth_becomes_that_of_the_arm():
    """Whoever adds to it has to look at ``go_on_as``; the end and what people begin with are equal in a family."""
    (tree,) = (each.tree for each in every_module() if each.name == "tup_sim.model.simulation")
    (simulation,) = (each for each in ast.walk(tree) if getattr(each, "name", "") == "Simulation")
    (begins,) = (each for each in simulation.body if getattr(each, "name", "") == "__init__")
    read = set()
    for node in ast.walk(begins):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {
                ast.unparse(each)
                for each in ast.walk(node.value)
                if isinstance(each, ast.Name | ast.Attribute)
            }
            if names & {"scenario", "self.parameters", "p"}:
                read |= {each.attr for each in targets if isinstance(each, ast.Attribute)}
    assert read == READ_AT_BIRTH


def test_every_study_can_be_asked_to_live_each_run_alone(monkeypatch, tmp_path):
    asked = []

    def watched(*given, **named):
        asked.append(named.get("alone", given[-1]))
        raise TupSimError("that was all")

    for module in (design, attribution, sweeping):
        monkeypatch.setattr(module, "execute", watched)
    monkeypatch.setattr(run_experiment, "arriving", watched)
    cut = start({}, longer(1.5, 3))
    with ResultStore(tmp_path) as store:
        begin(store, of_the_model(), MODEL)
        for study in (
            lambda **more: design.compare(BASE, cut, 1, **more),
            lambda **more: design.compare_each([(BASE, [cut])], 1, **more),
            lambda **more: attribution.explain_difference(BASE, cut, ["core_met"], ["strain"], 1, **more),
            lambda **more: sweeping.sweep([(BASE, cut)], ["core_met"], draws=2, unmoved=0, **more),
            lambda **more: run_experiment.carry_on(of_the_model(), store, MODEL, **more),
        ):
            for more in ({}, {"alone": True}):
                with pytest.raises(TupSimError, match="that was all"):
                    study(**more)
    assert asked == [False, True] * 5


# -- what happens to a copy ----------------------------------------------------------------------------------------


def children(of):
    """Processes whose parent this is."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == of and state != "Z":
                found.append(int(path.parent.name))
    return found


def copies():
    """Copies of workers: children of children of our fork servers."""
    servers = [pid for pid in children(os.getpid()) if b"forkserver" in _command(pid)]
    return [copy for server in servers for worker in children(server) for copy in children(worker)]


def _command(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


LONG = tuple(
    replace(each, parameters=start({"horizon": 30}, base=each).parameters) for each in (BASE, start(CUT))
)


@copied
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes")
@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_copy_that_is_killed_costs_nothing_but_time(sign):
    """Its tasks are begun again, each alone, as those of any process that dies."""
    tasks, killed = replicated(LONG, 4), []

    def kill_one():
        until = time.monotonic() + PATIENCE
        while not (found := copies()) and time.monotonic() < until:
            time.sleep(0.005)
        for pid in found[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
                killed.append(pid)

    killer = Thread(target=kill_one)
    killer.start()
    found = execute(carry_out, tasks, 2).results
    killer.join()
    alone = [carry_out(each) for each in tasks]
    assert killed and [bits(each) for each in found] == [bits(each) for each in alone]
