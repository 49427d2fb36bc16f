"""Whatever ends the program, and whenever: what was finished is there, and the rest is made as if nothing happened."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.study.experiments import of_fakes
from tup_sim.files.kept import keys_kept
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE

SITTING = Path(__file__).with_name("sitting.py")
RUNS = 36
KILLS_OF_ONE = 5
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and process groups")


class Program:
    """Begins sittings of an experiment, each in a process group of its own."""

    def __init__(self) -> None:
        asked = [sys.executable, str(SITTING)]
        self._program = subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._heard() == "ready"

    def begin(self, folder: Path) -> int:
        """Begin a sitting; its process."""
        self._program.stdin.write(f"{folder}\n")
        self._program.stdin.flush()
        return int(self._heard())

    def end(self) -> int:
        """Wait for the sitting; with what it ended."""
        return int(self._heard())

    def finish(self, folder: Path) -> float:
        """Seconds of a sitting that nobody disturbs."""
        begin = time.monotonic()
        self.begin(folder)
        assert self.end() == 0
        return time.monotonic() - begin

    def kill_after(self, folder: Path, seconds: float) -> None:
        """A sitting that is killed, with its workers, after so many seconds."""
        self._kill(self.begin(folder), seconds)

    def kill_amid(self, folder: Path) -> None:
        """A sitting that is killed as soon as a run is kept."""
        process, until = self.begin(folder), time.monotonic() + PATIENCE
        while not kept(folder) and time.monotonic() < until:
            time.sleep(0.005)
        self._kill(process, 0.0)

    def _kill(self, process: int, seconds: float) -> None:
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        assert self.end() in (0, signal.SIGKILL)

    def close(self) -> None:
        """No more sittings."""
        self._program.communicate(timeout=60)

    def _heard(self) -> str:
        return self._program.stdout.readline().strip()


@pytest.fixture
def program():
    found = Program()
    yield found
    found.close()


def table(folder: Path) -> list[tuple[object, ...]]:
    """Every number of every run, to the last bit."""
    with ResultStore(folder, write=False) as store:
        keys = keys_kept(store, of_fakes().name)
        there = dict(store.results(keys.values(), None, None))
    return [
        (run, each.error, sorted((name, value.hex()) for name, value in each.values.items()),
         sorted((name, series.tobytes()) for name, series in each.weekly.items()))
        for run, key in keys.items() if (each := there.get(key))
    ]  # fmt: skip


def kept(folder: Path) -> int:
    """Runs that are there, read without the store's own code; the file is whole at any moment."""
    path = folder / FILE
    if not path.exists():
        return 0
    with sqlite3.connect(path, timeout=60) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchone():
            return 0
        found = int(connection.execute("SELECT COUNT(*) FROM runs").fetchone()[0])
    connection.close()
    return found


def killed(program: Program, tmp_path: Path, kills: int, seed: int) -> None:
    """So many kills, a few for every experiment, at moments spread over its whole length."""
    length = program.finish(tmp_path / "undisturbed")
    right = table(tmp_path / "undisturbed")
    luck, between = random.Random(seed), 0
    moments = [length * (number + luck.random()) / kills for number in range(kills)]
    luck.shuffle(moments)
    for number in range(0, kills, KILLS_OF_ONE):
        folder, before = tmp_path / str(number), 0
        for moment in moments[number : number + KILLS_OF_ONE]:
            program.kill_after(folder, moment)
            there = kept(folder)
            assert there >= before, "a finished run is gone"
            between += before < there < RUNS
            before = there
        program.finish(folder)
        assert table(folder) == right
    for number in range(10):  # on a machine that others use, every moment may have come too soon or too late
        if not between:
            folder = tmp_path / f"amid {number}"
            program.kill_amid(folder)
            between += 0 < kept(folder) < RUNS
            program.finish(folder)
            assert table(folder) == right
    assert between, "no kill came while runs were being made"


def test_killed_a_few_times_it_ends_as_if_undisturbed(program, tmp_path):
    killed(program, tmp_path, 5, seed=4)


@pytest.mark.verify
def test_killed_thirty_times_it_ends_as_if_undisturbed(program, tmp_path):
    killed(program, tmp_path, 30, seed=1)


def test_two_programs_that_write_at_once_lose_nothing(program, tmp_path):
    other = Program()
    for each in (program, other):
        each.begin(tmp_path / "both")
    assert [program.end(), other.end()] == [0, 0]
    other.close()
    program.finish(tmp_path / "alone")
    assert table(tmp_path / "both") == table(tmp_path / "alone")
    assert kept(tmp_path / "both") == RUNS
