"""Nobody decided it: a client in need asks who is there, and somebody stays a little longer."""

from __future__ import annotations

from typing import Any

from tests.stories.stage import Play
from tup_sim.model.people.families import TASK_TYPES, Level
from tup_sim.model.people.own import kept
from tup_sim.model.people.volunteer import Volunteer

GUIDANCE = TASK_TYPES.index("guidance")
WILLING: dict[str, Any] = {
    "pattern": "extra",
    "mechanisms__mandate_drift": True,
    "mandate_drift__ask": 1.0,
    "mandate_drift__accept": 1.0,
    "mandate_drift__first_impression": 1.0,
    "difficulty__decision_scale": 0.01,
}


def willing(play: Play, name: str, *shifts: tuple[float, float]) -> Volunteer:
    """Somebody who says yes to everything."""
    volunteer = play.volunteer(name, *shifts)
    volunteer.clarity, volunteer.enthusiasm = 0.0, 1.0
    return volunteer


def known(play: Play, volunteer: Volunteer) -> None:
    """Everybody on the unit knows that this one gives guidance."""
    kept(play.unit, "mandate_drift").known_for[GUIDANCE][volunteer.name] = volunteer


def test_who_has_waited_half_the_usual_time_asks_the_volunteer_who_is_there() -> None:
    play = Play(**WILLING)
    willing(play, "Vera", (0.0, 10.0))
    play.asks(play.client("Anna"), at=1.0, waits_until=9.0)
    assert (5.000001, "Vera goes to Anna") in play.run()
    contact = play.contacts[0]
    assert (contact.level, contact.agreed) == (Level.ON_CALL, Level.NONE)


def test_nobody_asks_when_work_does_not_creep() -> None:
    play = Play(**WILLING | {"mechanisms__mandate_drift": False})
    willing(play, "Vera", (0.0, 10.0))
    play.asks(play.client("Anna"), at=1.0, waits_until=9.0)
    assert not [line for _, line in play.run() if line.startswith("Vera goes")]


def test_who_knows_exactly_what_is_not_theirs_says_no() -> None:
    play = Play(**WILLING)
    willing(play, "Vera", (0.0, 10.0)).clarity = 1.0
    play.asks(play.client("Anna"), at=1.0, waits_until=9.0)
    assert not [line for _, line in play.run() if line.startswith("Vera goes")]


def test_a_volunteer_who_comes_in_is_asked_by_who_has_waited_long() -> None:
    play = Play(**WILLING)
    willing(play, "Vera", (7.0, 10.0))
    play.asks(play.client("Anna"), at=1.0, waits_until=9.0)
    assert (7.0, "Vera goes to Anna") in play.run()


def test_what_went_well_is_asked_for_again_at_once() -> None:
    play = Play(**WILLING)
    vera = willing(play, "Vera", (0.0, 10.0))
    kept(vera, "mandate_drift").precedents[GUIDANCE] = 1e9
    known(play, vera)
    play.professional("Pia", (0.0, 10.0))
    play.asks(play.client("Anna"), at=1.0, waits_until=9.0)
    assert (1.0, "Vera goes to Anna") in play.run()
    assert kept(vera, "mandate_drift").precedents[GUIDANCE] > 1e8


def test_who_was_asked_in_this_shift_is_not_asked_again_for_the_same_kind_of_work() -> None:
    play = Play(**WILLING | {"mandate_drift__accept": 0.0})
    vera = willing(play, "Vera", (0.0, 10.0))
    play.asks(play.client("Anna"), at=1.0, waits_until=9.0)
    play.asks(play.client("Bo"), at=1.5, waits_until=9.0)
    play.run()
    assert kept(vera, "mandate_drift").asked == [GUIDANCE]


def test_a_professional_who_is_called_away_leaves_the_next_request_to_a_volunteer() -> None:
    play = Play(**WILLING)
    willing(play, "Vera", (0.0, 10.0))
    pia = play.professional("Pia", (0.0, 10.0))
    play.asks(play.client("Bo"), at=1.0, hours=3.0)
    play.asks(play.client("Anna"), at=1.5)
    (leave_it_to_somebody,) = play.sim.hooks.called_away
    play.sim.at(2.0, leave_it_to_somebody, play.sim, pia)
    assert (2.0, "Vera goes to Anna") in play.run()
    assert play.contacts[0].level == Level.NEARBY  # Pia is on the unit


def test_an_own_mandate_is_used_when_no_professional_is_free() -> None:
    play = Play(**WILLING | {"mandate_drift__ask": 0.0})
    vera = willing(play, "Vera", (0.0, 10.0))
    kept(vera, "mandate_drift").agreed[GUIDANCE] = int(Level.ON_CALL)
    known(play, vera)
    play.asks(play.client("Anna"), at=1.0)
    assert (1.0, "Vera goes to Anna") in play.run()
    assert play.contacts[0].level == play.contacts[0].agreed == Level.ON_CALL


def stays(**more: Any) -> list[tuple[float, str]]:
    """Vera's shift ends at two; she is with Anna until half past two, and Bo waits."""
    play = Play(**{"pattern": "owner", "crossing__stay_on": 5.0, "crossing__rate": 0.0} | more)
    willing(play, "Vera", (0.0, 2.0))
    play.asks(play.client("Anna"), at=1.0, hours=1.5)
    play.asks(play.client("Bo"), at=1.5, waits_until=9.0)
    return play.run()


def test_an_enthusiastic_volunteer_stays_for_one_who_waits() -> None:
    assert (2.5, "Vera goes to Bo") in stays(mechanisms__boundary_crossing=True)


def test_without_the_mechanism_everybody_goes_home() -> None:
    assert not [line for _, line in stays() if line == "Vera goes to Bo"]
