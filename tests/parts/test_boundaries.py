"""How tasks are explained and fixed: rules, one by one."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.effects.role_clarity import understood
from tup_sim.model.parameters import plain
from tup_sim.model.people.families import Level
from tup_sim.model.rules.contacts import left_to_decide, share_despite_protocol

HOUSE = BASES["open_house"]


def test_a_better_explanation_leaves_more_and_the_usual_one_all_that_was_declared() -> None:
    assert understood(plain(HOUSE), 0.7) == 0.7
    poor = with_values(HOUSE, {"communication_quality": 0.35})
    assert understood(plain(poor), 0.7) == pytest.approx(0.35)


def test_tight_protocols_leave_less_to_decide_and_less_to_improvise() -> None:
    tight = with_values(HOUSE, {"protocol_tightness": 0.5})
    level = int(Level.AUTONOMOUS)
    assert left_to_decide(plain(tight), level) == pytest.approx(0.5 * left_to_decide(plain(HOUSE), level))
    assert share_despite_protocol(plain(tight)) < share_despite_protocol(plain(HOUSE)) == 1.0
