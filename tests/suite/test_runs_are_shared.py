"""A run that is shared is the run that was asked for: the name says all that decides it, and nothing else is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import runs
from tests.conservation.worlds import BASES, with_values
from tup_sim.measures import Observation, observe
from tup_sim.model.parameters import Change, Scenario

TINY = with_values(BASES["buddy_programme"], {"warmup": 1, "horizon": 2})
HOUSE = Scenario("house", TINY)
WINDOWS = {"all": (0.0, 2.0)}


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(runs, "SHELF", tmp_path)
    return tmp_path


def test_from_disk_it_is_the_same_to_the_last_bit(shelf: Path) -> None:
    made, again = (runs.shared(HOUSE, 1, 0, WINDOWS) for _ in range(2))
    assert len([*shelf.glob("*/*")]) == 1
    real = observe(HOUSE, 1, 0, WINDOWS)
    for each in (made, again):
        assert repr(each.values) == repr(real.values) and repr(each.weekly) == repr(real.weekly)


def test_whatever_decides_a_run_is_in_its_name() -> None:
    others = [
        (Scenario("house", with_values(TINY, {"cut.size": 0.1})), 1, 0, WINDOWS),
        (Scenario("house", TINY, (Change({"cut.size": 0.1}, at=1),)), 1, 0, WINDOWS),
        (HOUSE, 2, 0, WINDOWS),
        (HOUSE, 1, 1, WINDOWS),
        (HOUSE, 1, 0, {"all": (0.0, 1.0)}),
        (HOUSE, 1, 0, {"late": (0.0, 2.0)}),
        (HOUSE, 1, 0, None),
    ]
    names = {runs.name_of(HOUSE, 1, 0, WINDOWS), *(runs.name_of(*each) for each in others)}
    assert len(names) == len(others) + 1
    assert runs.name_of(Scenario("another name", TINY), 1, 0, WINDOWS) in names


def test_after_a_change_in_the_model_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def made(*_: object) -> Observation:
        asked.append(1)
        return Observation({}, {})

    monkeypatch.setattr(runs, "observe", made)
    for name in ("of today", "of today", "of tomorrow"):
        monkeypatch.setattr(runs, "source", lambda name=name: name)
        runs.shared(HOUSE, 1, 0)
    assert len(asked) == 2


def test_a_run_that_fails_fails_for_everybody_who_asks(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Observation:
        raise ZeroDivisionError("nobody is left")

    monkeypatch.setattr(runs, "observe", broken)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            runs.shared(HOUSE, 1, 0)
    assert not [*shelf.rglob("*")]


def test_runs_of_the_last_versions_stay_and_older_ones_go(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "observe", lambda *_: Observation({}, {}))
    for number in range(runs.VERSIONS + 2):
        monkeypatch.setattr(runs, "source", lambda number=number: f"version {number}")
        runs.shared(HOUSE, 1, 0)
    assert len([*shelf.iterdir()]) == runs.VERSIONS


def test_a_run_with_a_plug_in_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "HOUSE", object())
    with pytest.raises(ValueError, match="plug-in"):
        runs.shared(HOUSE, 1, 0)
