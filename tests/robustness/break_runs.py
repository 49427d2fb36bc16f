"""Breaks an experiment on two processes off in every way, many times, beside a busy neighbour.

``python -m tests.robustness.break_runs --times 200``. After each time: no process is left, no finished run is lost,
nothing but the one line stands on stderr, the exit code is right, and what is missing can be made so that every number
is as if nothing had happened. It prints a line for each kind, and ends with code 1 if anything was otherwise. With
``--shared`` the experiment is one on the model whose arms share a past, so that workers have copies of themselves.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Timer
from typing import NamedTuple

from tests.robustness.broken_run import RUNS, asked_for, told
from tests.study import fakes
from tests.study.experiments import MODEL
from tup_sim.files.kept import begin, keys_kept
from tup_sim.files.store import ResultStore
from tup_sim.study import design
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import carry_out

PROGRAM = Path(__file__).with_name("broken_run.py")
UNCOPIED = 4  # the last runs: when so few are left, no worker makes a copy of itself any more
PATIENCE = 120.0  # seconds for anything that only a fault would delay
Table = list[tuple[object, ...]]
STOPPED, DONE, KILLED = 130, 0, -9
NOBODY = "there was nobody to kill"
LINE = "stopped; no results are shown"  # when no run is under way: before the first, or after the last
INT, TERM = signal.SIGINT, signal.SIGTERM
_storing = Lock()


class Kind(NamedTuple):
    """A way to break off: what is done to the program, with which codes it may end, and by which sign."""

    harm: Callable[[int, random.Random], bool | None]  # False: there was nobody to harm
    codes: tuple[int, ...]
    about: str
    sign: int = 0
    shared: bool = False  # whether only runs that share a past can be broken off so


class Process(NamedTuple):
    """A process: how it was started, and by whom."""

    how: str
    parent: int


def processes(session: int) -> dict[int, Process]:
    """The processes of a session that have not ended."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            state, parent, _, of = (path / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                how = (path / "cmdline").read_text().replace("\0", " ")
                found[int(path.name)] = Process(how, int(parent))
    return found


def _kill(pid: int, sign: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, sign)


def _begun_by_us(program: int) -> tuple[list[int], list[int], list[int]]:
    """The fork server of a program, its workers, and copies of these; all have one name."""
    there = {pid: each.parent for pid, each in processes(program).items() if "forkserver" in each.how}
    servers = [pid for pid, parent in there.items() if parent == program]
    workers = [pid for pid, parent in there.items() if parent in servers]
    return servers, workers, [pid for pid, parent in there.items() if parent in workers]


def _one_of(kind: int) -> Callable[[int, random.Random], bool]:
    """Kill a server (0), a worker (1) or a copy (2), if there is one; a copy is there for a moment only, and comes late
    where the machine is busy, so it is waited for until the program has ended."""

    def harm(program: int, luck: random.Random) -> bool:
        while (
            not (found := sorted(_begun_by_us(program)[kind])) and kind == 2 and program in processes(program)
        ):
            time.sleep(0.001)
        if found:
            _kill(luck.choice(found), signal.SIGKILL)
        return bool(found)

    return harm


KINDS = {
    "ctrl-c": Kind(lambda pid, _: _kill(pid, INT), (STOPPED, DONE), "SIGINT to the program", INT),
    "group": Kind(
        lambda pid, _: os.killpg(pid, INT), (STOPPED, DONE), "SIGINT to all, as a terminal does", INT
    ),
    "sigterm": Kind(lambda pid, _: _kill(pid, TERM), (STOPPED, DONE), "SIGTERM to the program", TERM),
    "worker": Kind(_one_of(1), (DONE,), "a worker killed"),
    "copy": Kind(_one_of(2), (DONE,), "a copy of a worker killed", shared=True),
    "server": Kind(_one_of(0), (DONE,), "the fork server killed"),
    "program": Kind(lambda pid, _: _kill(pid, signal.SIGKILL), (KILLED, DONE), "the program killed"),
}


def numbers(folder: Path) -> Table:
    """Every number of every run that is kept, to the last bit."""
    with ResultStore(folder, write=False) as store:
        keys = keys_kept(store, asked_for(False).name)
        there = dict(store.results(keys.values(), None, None))
    return [
        (run, each.error, sorted((name, value.hex()) for name, value in each.values.items()))
        for run, key in keys.items()
        if (each := there.get(key))
    ]


def made_whole(folder: Path, shared: bool = False) -> Table:
    """Make what is missing in this process, each run alone; every number there is then."""
    with _storing, ResultStore(folder) as store:
        design.WORK, before = carry_out if shared else fakes.in_any_process, design.WORK
        try:
            carry_on(asked_for(shared), store, MODEL, jobs=1)
        finally:
            design.WORK = before
        return numbers(folder)


class Server:
    """Begins programs, one at a time."""

    def __init__(self) -> None:
        asked = [sys.executable, str(PROGRAM)]
        self._server = subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._server.stdin is not None and self._server.stdout is not None
        self._asked, self._heard = self._server.stdin, self._server.stdout
        self.missed = 0  # programs in which there was nobody to kill

    def begin(self, folder: Path, shared: bool) -> int:
        """Begin a program; its process."""
        self._asked.write(f"{folder} {'shared' if shared else 'alone'}\n")
        self._asked.flush()
        return int(self._heard.readline().split()[1])

    def said(self) -> Iterator[int]:
        """How many runs it says are kept, as often as it says so."""
        for line in self._heard:
            if line.startswith("ended "):
                self.code = int(line.split()[1])
                return
            yield 0 if line == "begun\n" else int(line)

    def close(self) -> None:
        """No more programs."""
        self._server.communicate(timeout=PATIENCE)


def broken_off(
    server: Server, kind: Kind, luck: random.Random, right: Table, shared: bool
) -> tuple[int, list[str]]:
    """Break one program off after so many kept runs; its code, and what was wrong."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "store")
        pid = server.begin(folder, shared)
        kept = _harmed(server, pid, kind, luck)
        late = kept == RUNS and server.code == -kind.sign  # it had done all, and Python itself was ending
        wrong = [] if server.code in kind.codes or late else [f"code {server.code}"]
        wrong += _left(pid)
        noise = told(str(folder)).read_text("utf-8").strip()
        quiet = noise in ("", LINE) or (
            kind.codes[0] == KILLED and "resource_tracker" in noise
        )  # cleans up, and says so
        wrong += [f"noise {noise[-300:]!r}"] * (not quiet)
        with ResultStore(folder, write=False) as store:
            there = sum(len(some) for some in store.rows("SELECT 1 FROM runs WHERE error = ''"))
        wrong += [f"{kept} runs were kept, {there} are there"] * (there < kept)
        wrong += ["another table after going on"] * (made_whole(folder, shared) != right)
        return server.code, wrong


def _harmed(server: Server, pid: int, kind: Kind, luck: random.Random) -> int:
    """Harm it when it has kept so many runs, at a moment between two; how many it said were kept."""
    hangs = Timer(PATIENCE, os.killpg, (pid, signal.SIGKILL))  # told as a code that may not be
    hangs.start()
    after = luck.randrange(RUNS - UNCOPIED if kind.shared else RUNS)
    kept, harmed = 0, False
    for kept in server.said():
        if kept >= after and not harmed:
            harmed = True
            time.sleep(
                luck.uniform(0, 0.05 if after else 1.5)
            )  # anywhere in the beginning, or between two runs
            server.missed += kind.harm(pid, luck) is False
    hangs.cancel()
    return kept


def _left(session: int) -> list[str]:
    """Whoever is still there after a while."""
    until = time.monotonic() + PATIENCE
    while (left := processes(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return [f"left behind: {left}"] if left else []


@contextmanager
def neighbours(number: int) -> Iterator[None]:
    """Somebody who keeps so many processors busy."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(number)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()


def times(
    name: str, number: int, seed: int = 1, at_once: int = 1, shared: bool = False
) -> tuple[Counter[int], list[str]]:
    """Break off so many times in one way; how often with which code, and what was wrong."""
    shared = shared or KINDS[name].shared
    with tempfile.TemporaryDirectory() as place:
        with ResultStore(Path(place)) as store:
            begin(store, asked_for(shared), MODEL)
        right = made_whole(Path(place), shared)
    free: SimpleQueue[Server] = SimpleQueue()
    servers = [Server() for _ in range(at_once)]
    for each in servers:
        free.put(each)

    def once(number: int) -> tuple[int, list[str]]:
        server = free.get()
        found = broken_off(server, KINDS[name], random.Random(f"{name} {seed} {number}"), right, shared)
        free.put(server)
        return found

    with ThreadPoolExecutor(at_once) as hands:
        found = list(hands.map(once, range(number)))
    for each in servers:
        each.close()
    missed = sum(each.missed for each in servers)
    wrong = [f"{name}: in {missed} of {number} {NOBODY}"] * (missed > number // 2)
    wrong += [f"{name} {place}: {what}" for place, (_, all_of_it) in enumerate(found) for what in all_of_it]
    codes = Counter(code for code, _ in found)
    if codes[DONE] > number // 2 and KINDS[name].codes[0] != DONE:
        wrong.append(f"{name}: {codes[DONE]} of {number} were finished before they were broken off")
    return codes, wrong


def main() -> int:
    """All kinds; 1 if anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--times", type=int, default=200, help="how often in each way")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--at-once", type=int, default=2, help="how many sittings at a time")
    asked.add_argument("--neighbours", type=int, default=2, help="busy processes beside them")
    asked.add_argument("--shared", action="store_true", help="runs of the model that share a past")
    asked.add_argument("--kind", action="append", choices=list(KINDS), help="only this one; repeatable")
    said, wrong = asked.parse_args(), 0
    with neighbours(said.neighbours):
        for name in said.kind or KINDS:
            began = time.monotonic()
            codes, faults = times(name, said.times, said.seed, said.at_once, said.shared)
            wrong += len(faults)
            ended = ", ".join(f"{many} with code {code}" for code, many in sorted(codes.items()))
            took = time.monotonic() - began
            print(
                f"{name:8} {KINDS[name].about:34} {said.times} times: {ended}; {len(faults)} faults, {took:.0f} s"
            )
            for fault in faults[:10]:
                print(f"  {fault}")
            sys.stdout.flush()
    print("nothing lost, nobody left" if not wrong else f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
