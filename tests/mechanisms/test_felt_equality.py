"""Being treated as an equal: each rule by itself."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.felt_equality import FeltEquality, pain_of_comparing, treatment
from tup_sim.model.rules.contacts import Lead, share_addressed

HOUSE = BASES["open_house"]
RULES: FeltEquality = made(FeltEquality, HOUSE)


def asked(competence: float, known: float = 0.0) -> float:
    """Share of the questions that go to a volunteer who is so far ahead of the professional beside them."""
    return share_addressed(Lead(competence, known), RULES.paid, RULES.known, RULES.scale)


def test_who_is_asked_is_who_is_unpaid_unable_or_unknown_less_often() -> None:
    stranger, able, known = asked(-0.3), asked(0.1), asked(0.1, 1.0)
    assert 0.0 < stranger < able < 0.5 < known
    assert asked(RULES.paid) == pytest.approx(0.5)


def test_the_distance_to_what_is_promised_can_close_and_a_promise_alone_does_not_close_it() -> None:
    promised: FeltEquality = made(FeltEquality, with_values(HOUSE, {"formal_equality": 1.0}))
    assert promised.felt(treatment(asked(0.15, 1.0))) == 1.0
    assert promised.felt(treatment(asked(-0.3))) < 0.6


def test_comparing_hurts_less_who_feels_recognised() -> None:
    assert pain_of_comparing(2.0) < pain_of_comparing(0.0) == 0.5 < pain_of_comparing(-2.0)
