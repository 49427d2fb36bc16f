"""An effect on people does nothing while the switch of its owner is off, and something while it is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.stories.stage import Play
from tup_sim.model.effects import authority, belonging, clients, experience, felt_safety, fit, role_clarity
from tup_sim.model.parameters import plain
from tup_sim.model.parameters.plain_groups import Parameters

HOUSE = BASES["open_house"]
CLIENT = (
    "trust_professionals",
    "trust_volunteers",
    "wellbeing",
    "problem",
    "testing",
    "isolation",
    "complexity",
)
VOLUNTEER = ("clarity", "safety", "belonging", "recognition", "authority", "fit", "coached", "practice")
Effect = Callable[[Parameters, Any], object]
EFFECTS: dict[str, tuple[Effect, ...]] = {
    "client_outcomes": (
        clients.be_hurt,
        partial(clients.wait_for_a_place, weeks=4.0),
        partial(clients.live_a_week, now=168.0),
        partial(clients.see_a_limit, held=True),
        partial(clients.see_a_limit, held=False),
        partial(clients.trust_volunteers_less, part=0.5),
        partial(clients.trust_volunteers_more, times=2.0),
        partial(clients.trust_professionals_more, times=2.0),
        partial(clients.grow_by_staying, weeks=10.0, guided=lambda trust: trust),
    ),
    "belonging_recognition": (
        partial(role_clarity.be_trained, part=0.5),
        partial(role_clarity.live_a_week, added=(lambda clarity: 0.1,)),
        role_clarity.talk_about_the_task,
        partial(role_clarity.blur, part=0.5),
        partial(role_clarity.put_right, part=0.5),
        partial(role_clarity.lose, loss=0.1),
        partial(belonging.live_a_week, over=1.0),
        partial(belonging.work_beyond_the_role, hours=3.0),
        partial(belonging.be_recognised_more, gain=0.1),
        partial(belonging.be_recognised_less, loss=0.1),
        partial(belonging.belong_less, part=0.5),
    ),
    "support_on_the_job": (
        partial(felt_safety.feel_less_safe, part=0.5),
        felt_safety.be_left_alone,
        felt_safety.talk_about_incidents,
    ),
    "authority": (
        partial(authority.set_a_limit, followed=True),
        partial(authority.be_coached, credit=1.0),
    ),
    "needs_fit": (partial(fit.lose, loss=0.1),),
    "learning": (
        partial(experience.be_coached, credit=1.0),
        partial(experience.be_trained, hours=2.0),
    ),
}


def moves(effect: Effect, switch: str, on: bool) -> bool:
    """Whether anything of somebody is another after it."""
    play = Play()
    of_clients = switch == "client_outcomes"
    somebody: Any = play.client("Anna") if of_clients else play.volunteer("Vera", (9.0, 12.0))
    names = CLIENT if of_clients else VOLUNTEER
    for name in names:
        if name != "practice":
            setattr(somebody, name, 0.37)
    if not of_clients:
        somebody.practice = [0.0] * len(somebody.practice)
    before = [str(getattr(somebody, name)) for name in names]
    effect(plain(with_values(HOUSE, {f"mechanisms.{switch}": on})), somebody)
    return before != [str(getattr(somebody, name)) for name in names]


@pytest.mark.parametrize(
    ("switch", "effect"), [(switch, effect) for switch, effects in EFFECTS.items() for effect in effects]
)
def test_an_effect_acts_with_the_switch_of_its_owner_and_only_then(switch: str, effect: Effect) -> None:
    assert moves(effect, switch, on=True)
    assert not moves(effect, switch, on=False)
