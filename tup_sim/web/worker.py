"""The process that computes: takes what is next on the table, a first look or the rest, and ends with the server.

``python -m tup_sim.web.worker FOLDER``; it lives as long as somebody holds the other end of its standard input.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import time
import traceback
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from tup_sim.api import experiment
from tup_sim.errors import TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.files.store_errors import is_of_the_disk
from tup_sim.study.execute import Progress
from tup_sim.study.run_experiment import at_rest
from tup_sim.web.affected import ONE, WHY, told_of
from tup_sim.web.asking import ALL, FIRST
from tup_sim.web.faults import not_writable
from tup_sim.web.jobs import AT_REST, FILE, RUNS, WEEKS, Job, Jobs, said_in_both
from tup_sim.web.one_person import STORY, history
from tup_sim.web.turning import TURNS, turned

REST = 0.2  # seconds between two looks at an empty table
LATER = 5.0  # seconds until a table that cannot be written is tried once more
NICENESS = 10


class _BrokenOff(Exception):
    """Somebody waits for what goes first, or this rests; what is finished is kept."""


def work_for(folder: Path) -> None:
    """Compute what is on the table of a folder of results, for ever.

    Where the table cannot be written (no room, no permission) that is said once, and we go on as soon as it can.
    """
    jobs, told = None, ""
    while True:
        try:
            if jobs is None:
                jobs = Jobs(folder)
                jobs.nobody_works()
            if (job := jobs.take()) is None:
                time.sleep(REST)
            else:
                carry_on(job, jobs)
            told = ""
        except (sqlite3.Error, OSError) as error:
            jobs, told = None, _tell_once(not_writable(folder, FILE, error), told)
            time.sleep(LATER)


def _tell_once(error: TupSimError, before: str) -> str:
    """Say in the terminal why nothing is computed, unless that is what was said before; what was said."""
    words = "\n".join(said_in_both(error))
    if words != before:
        print(words, file=sys.stderr, flush=True)
    return words


def carry_on(job: Job, jobs: Jobs, processes: int | None = None) -> None:
    """Compute the next stage of something: the first look, or all the runs.

    Args:
        job: what is computed; the table says that it is under way.
        jobs: the table.
        processes: to use; None = one per processor.
    """
    headings = job.headings
    kind = next((each for each in _KINDS if each in headings), "")
    runs = FIRST if job.there < FIRST and not kind else ALL
    work = _KINDS.get(kind, _experiment)

    def told(done: int, total: int) -> None:
        jobs.tell(job.key, done, total)
        if jobs.rests(job.key) or jobs.somebody_waits(job.there) or jobs.makes_way(job.key):
            raise _BrokenOff

    try:
        _measure_at_rest(headings[kind] if kind else headings, job.key, jobs, processes, told)
        jobs.begin_step(job.key, WEEKS if kind == STORY else RUNS)
        work(job, jobs, runs, processes, told)
    except (_BrokenOff, KeyboardInterrupt) as stop:
        jobs.put_back(job.key)
        if isinstance(stop, KeyboardInterrupt):
            raise
    except (TupSimError, OSError, MemoryError) as error:
        jobs.failed(job.key, error)
    except Exception as error:  # a fault of the program: told, and the worker goes on with what others ask
        if is_of_the_disk(error):
            raise
        traceback.print_exc()
        jobs.failed(job.key, error)
    else:
        jobs.reached(job.key, runs, last=runs == ALL)


def _measure_at_rest(
    headings: Mapping[str, Any], key: str, jobs: Jobs, processes: int | None, told: Progress
) -> None:
    """A step of its own before the runs: what people are used to, where nobody measured it yet; it is kept."""
    asked = load_experiment(headings)
    if any(point.scenario.unmeasured is not None for point in asked.points):
        jobs.begin_step(key, AT_REST)
        with ResultStore(jobs.folder) as store:
            at_rest(asked, store, fingerprint(), processes, told)


def _experiment(job: Job, jobs: Jobs, runs: int, processes: int | None, told: Progress) -> None:
    (plan,) = job.headings["factors"]
    total = runs * len(plan["levels"])

    def of_all(done: int, missing: int) -> None:
        told(total - missing + done, total)

    experiment(job.headings, jobs.folder, job.name, replications=runs, jobs=processes, progress=of_all)


def _tell_why(job: Job, jobs: Jobs, runs: int, processes: int | None, told: Progress) -> None:
    one = str(job.headings.get(ONE, ""))
    jobs.keep_text(job.key, told_of(job.headings[WHY], jobs.folder, processes, told, one))


def _tell_what_turns(job: Job, jobs: Jobs, runs: int, processes: int | None, told: Progress) -> None:
    jobs.keep_text(job.key, turned(job.headings, jobs.folder, processes, told))


def _tell_story(job: Job, jobs: Jobs, runs: int, processes: int | None, told: Progress) -> None:
    jobs.keep_text(job.key, history(job.headings, jobs.folder, processes, told))


_KINDS = {WHY: _tell_why, TURNS: _tell_what_turns, STORY: _tell_story}  # by what stands in the headings


def _end_with_the_server() -> None:
    """When the other end of standard input is closed, even by ``kill -9``, this process ends as by Ctrl-C."""
    with suppress(OSError, ValueError):
        while sys.stdin.buffer.read(1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Work for the folder that was named, out of the way of everything else on the machine."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process in order
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    warnings.simplefilter("ignore")  # that the model has changed is told on the page
    with suppress(KeyboardInterrupt):  # the server may be gone before we begin
        Thread(target=_end_with_the_server, daemon=True).start()
        work_for(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
