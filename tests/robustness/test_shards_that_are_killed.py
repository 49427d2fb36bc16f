"""Jobs of an array that run at once, one of which is killed in the middle and sent in again: nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import tup_sim
from tests.api.test_experiments_in_python import question
from tup_sim.files.store_file import FILE

RUNS, OF = 9, 3


def shard(folder: Path, number: int) -> subprocess.Popen[bytes]:
    words = ["experiment", "thanks.yaml", "-j", "1", "--shard", f"{number}/{OF}"]
    nothing = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(
        [sys.executable, "-m", "tup_sim", *words], cwd=folder, start_new_session=True, **nothing
    )


def runs_in(place: Path) -> int:
    """How many runs a store has, seen from outside while somebody writes; none if it is not there yet."""
    if not (place / FILE).exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{(place / FILE).as_uri()}?mode=ro", uri=True)) as file:
            return int(file.execute("SELECT COUNT(*) FROM runs").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
def test_a_job_that_is_killed_and_sent_in_again_leaves_no_trace(tmp_path):
    asked = question(replications=RUNS, weeks=8)
    (tmp_path / "thanks.yaml").write_text(json.dumps(asked), encoding="utf-8")
    jobs = {number: shard(tmp_path, number) for number in (1, 2, 3)}
    place, until = tmp_path / "results/shard-2-of-3", time.monotonic() + 120
    while runs_in(place) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(jobs[2].pid, signal.SIGKILL)
    assert [job.wait(timeout=240) for job in jobs.values()] == [0, -signal.SIGKILL, 0]
    assert 2 <= runs_in(place) < 2 * RUNS // OF
    (found,) = tup_sim.merge([tmp_path / "results"], tmp_path / "results")
    assert list(found.missing) == ["2/3"] and found.there + len(found.missing["2/3"]) == 2 * RUNS
    assert shard(tmp_path, 2).wait(timeout=240) == 0
    (found,) = tup_sim.merge([tmp_path / "results"], tmp_path / "results")
    assert (found.there, found.missing) == (2 * RUNS, {})
    whole = tup_sim.experiment(asked, tmp_path / "whole", name="thanks", jobs=1)
    assert tup_sim.results(tmp_path / "results")["thanks"].to_frame().equals(whole.to_frame())
