"""Same scenario, same seed, same replication: the same events, wherever and however often they are run."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.counterfactual.twins import HORIZON, WARMUP, WEEK, events, first_difference, named, small
from tup_sim import study
from tup_sim.files import load_scenario
from tup_sim.measures.event_log import Entry

ROOT = Path(__file__).resolve().parents[2]


def fingerprint(entries: list[Entry]) -> str:
    return sha256("\n".join(map(repr, entries)).encode()).hexdigest()


def test_the_same_run_twice_is_the_same_to_the_last_digit() -> None:
    assert first_difference(events(small()), events(small())) == ""


@pytest.mark.parametrize("base", ["care_home_unit", "buddy_programme"])
def test_that_holds_for_every_kind_of_organisation(base: str) -> None:
    scenario = small(base=base, cut__size=0.2, cut__at=4, cut__announced=2, pattern="peer", mentors=True)
    assert first_difference(events(scenario), events(scenario)) == ""


def test_another_seed_or_replication_is_another_run() -> None:
    first = events(small())
    assert first_difference(first, events(small(), replication=1)) != ""
    assert first_difference(first, events(small(), seed=2)) != ""


def test_a_fresh_process_with_another_hash_seed_gives_the_same_run() -> None:
    program = (
        "from tests.counterfactual.test_the_same_question_gets_the_same_answer import *\n"
        "print(fingerprint(events(small(pattern='owner'), replication=2)))"
    )
    found = {fingerprint(events(small(pattern="owner"), replication=2))}
    for hash_seed in ("1", "4711"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


def test_results_do_not_depend_on_the_number_of_workers() -> None:
    alone = study.replicate(small(), replications=3, jobs=1)
    together = study.replicate(small(), replications=3, jobs=2)
    assert repr(alone.results) == repr(together.results)
    assert [result.error for result in alone.results] == ["", "", ""]


def test_a_replication_has_the_same_luck_however_many_are_asked_for() -> None:
    of_five = study.replicate(small(), replications=5, jobs=1)
    alone = study.run(small(), replication=3)
    assert repr(dict(of_five.results[3].values)) == repr(alone.values)


def test_the_name_of_a_scenario_and_what_is_said_about_it_do_not_matter() -> None:
    renamed = named(small(), "something else", "another line")
    assert first_difference(events(small()), events(renamed)) == ""


def test_the_order_of_keys_in_a_file_does_not_matter(tmp_path: Path) -> None:
    lines = [
        "extends: open_house",
        "warmup: 2",
        "horizon: 12",
        "places: 24",
        "volunteers_initial: 14",
        "no_show: 0.2",
        "professionals:\n  posts: 3\n  fte: 0.8",
    ]
    backwards = [*lines[:-1][::-1], "professionals:\n  fte: 0.8\n  posts: 3"]
    runs = []
    for name, text in (("forwards", lines), ("backwards", backwards)):
        path = tmp_path / f"{name}.yaml"
        path.write_text("\n".join(text) + "\n", encoding="utf-8")
        runs.append(events(load_scenario(str(path))))
    assert first_difference(*runs) == ""


def test_the_first_weeks_of_a_longer_run_are_the_shorter_run() -> None:
    shorter, longer = events(small()), events(small(horizon=HORIZON + 6))
    assert longer[-1][0] > (WARMUP + HORIZON) * WEEK
    assert first_difference(shorter, longer[: len(shorter)]) == ""
