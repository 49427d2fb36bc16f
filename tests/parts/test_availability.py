"""Volunteers come when they can: whoever fits no open day-part does not come and is counted nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import BASES, Life, live, with_values
from tup_sim.model import events
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.volunteer import Volunteer

WEEKDAYS = ("Mon 09:00-13:00", "Tue 09:00-13:00", "Wed 13:00-17:00")
EVENINGS = ("Mon 18:00-21:00", "Tue 18:00-21:00")
RETIRED, WORKING = {"retired": 1.0, "working": 0.0}, {"retired": 0.0, "working": 1.0}


FEW = {
    "volunteers_initial": 4,
    "occasional_stock": 4,
}  # for each who cannot come a thousand others are looked at


def house(dayparts: tuple[str, ...], who: dict[str, float], **values: Any) -> Life:
    shares = {"student_or_job_seeker": 0.0, **who}
    free = {f"population.availability.{name}": share for name, share in shares.items()}
    few = {"warmup": 0, "horizon": 12, "places": 10, "professionals.posts": 3, "volunteers_initial": 20}
    changed = {name.replace("__", "."): value for name, value in values.items()}
    base = with_values(BASES["open_house"], {"open_dayparts": dayparts, **few, **free, **changed})
    return live(Scenario("availability", base))


def came(life: Life) -> list[Volunteer]:
    """Volunteers with a shift that took place or that was missed; guests of a day aside."""
    told = [e.person for kind in (events.ShiftEnded, events.ShiftMissed) for e in life.of(kind)]
    return [p for p in told if isinstance(p, Volunteer) and p.traits.route != "group"]


@pytest.mark.parametrize(("dayparts", "who"), [(WEEKDAYS, WORKING), (EVENINGS, RETIRED)])
def test_nobody_comes_where_no_open_daypart_suits_anybody(
    dayparts: tuple[str, ...], who: dict[str, float]
) -> None:
    life = house(dayparts, who, recruitment_channels__open=20.0, mandated_inflow=50.0, horizon=6, **FEW)
    assert not came(life)
    assert sum(v.contract for v in life.volunteers if v.traits.route != "group") == 0.0
    assert not [v for unit in life.sim.organisation.units for v in unit.regulars()]
    lost = [e.candidate.outcome for e in life.of(events.CandidateLost)]
    assert "no moment" in lost and set(lost) <= {"no moment", "withdrew", "unanswered"}


def test_nobody_is_there_where_a_constant_inflow_finds_no_open_daypart() -> None:
    life = house(WEEKDAYS, WORKING, mechanisms__recruitment=False, starters_per_month=20.0, horizon=6, **FEW)
    assert not came(life)


def test_the_stock_is_as_large_as_declared_where_some_can_come() -> None:
    life = house(WEEKDAYS, {"retired": 0.3, "working": 0.7})
    first = [v for v in life.volunteers if v.name.startswith("volunteer-initial")]
    assert len(first) == 20
    assert {v.traits.life for v in first} == {"retired"}


def test_everybody_comes_on_a_daypart_that_suits_them() -> None:
    life = house((*WEEKDAYS, *EVENINGS), {"retired": 0.5, "working": 0.5})
    parts = life.sim.calendar.dayparts
    seen = 0
    for event in life.of(events.ShiftEnded):
        person = event.person
        if isinstance(person, Volunteer) and person.traits.route != "group":
            hour = event.started % 168.0
            on = [index for index, part in enumerate(parts) if part.start <= hour < part.end]
            assert on and on[0] in person.traits.dayparts
            seen += 1
    assert seen > 50
