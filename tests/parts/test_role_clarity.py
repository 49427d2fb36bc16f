"""What talks do to how clear volunteers are about their role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conservation.worlds import BASES, with_values
from tests.measures.people import volunteer
from tup_sim.model.effects.role_clarity import talk_about_limits
from tup_sim.model.parameters import plain

HOUSE = BASES["open_house"]


def clarity_after(share: float, hours: float, before: float = 0.6) -> float:
    """How clear somebody is after so many hours of talks of which this share was about limits."""
    rest = (1.0 - share) / 3.0
    content = {f"coaching_content.{name}": rest for name in ("vision", "relational", "task")}
    p = plain(with_values(HOUSE, content | {"coaching_content.boundary": share}))
    person = volunteer()
    person.clarity = before
    talk_about_limits(p, person, hours)
    return person.clarity


@given(st.floats(0.0, 1.0), st.floats(0.0, 10.0), st.floats(0.0, 1.0))
def test_no_talk_makes_anybody_less_clear_whatever_it_is_about(
    share: float, hours: float, before: float
) -> None:
    assert before <= clarity_after(share, hours, before)


def test_talks_that_are_more_about_limits_than_usual_make_clearer() -> None:
    assert clarity_after(0.25, 1.0) == 0.6
    assert 0.6 < clarity_after(0.5, 1.0) < clarity_after(1.0, 1.0)
    gain = HOUSE.states.clarity_talk * 0.5 * (0.5 / 0.25 - 1.0) * (1.0 - 0.6)
    assert clarity_after(0.5, 0.5) == pytest.approx(0.6 + gain)
