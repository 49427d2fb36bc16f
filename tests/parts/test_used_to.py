"""What volunteers are used to: their own level, what is usual in the house, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conservation.worlds import with_values
from tests.parts.test_attitude import RIVAL, after_weeks, somebody
from tup_sim.model.effects import attitude
from tup_sim.model.effects.used_to import as_is_usual, felt
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.people.volunteer import PARTS_OF_ATTITUDE, Brings, Volunteer
from tup_sim.model.processes.leaving import rates_at_rest

RULES = ("own_level", "house", "nothing")
CLARITY, FIT = PARTS_OF_ATTITUDE.index("clarity"), PARTS_OF_ATTITUDE.index("fit")


def house(rule: str, **values: float) -> Parameters:
    return with_values(RIVAL, {"submodels.usual": rule, **values})


def at_the_mean(p: Parameters) -> Volunteer:
    """Somebody whose own levels are those of people in general, and in whom everything is as is usual here."""
    person, s = somebody(p), p.states
    levels = {"safety": s.safety_start, "clarity": s.clarity_start, "belonging": s.belonging_start}
    own = replace(person.traits, recognition=0.0, strain=0.0, **levels)
    usual = p.leaving.usual
    person.traits = own
    person.safety, person.clarity = own.safety + usual.safety, own.clarity + usual.clarity
    person.recognition, person.belonging = usual.recognition, own.belonging + usual.belonging
    person.strain = usual.strain
    return person


def with_less_clarity(p: Parameters, less: float) -> Volunteer:
    """The same with a lower level of clarity of their own, which they are at."""
    person = at_the_mean(p)
    person.traits = replace(person.traits, clarity=person.traits.clarity - less)
    person.clarity -= less
    return person


@pytest.mark.parametrize("rule", RULES)
def test_who_is_like_everybody_in_a_usual_house_feels_nothing_out_of_the_ordinary(rule: str) -> None:
    p = house(rule)
    assert felt(plain(p), at_the_mean(p)) == pytest.approx([0.0] * len(PARTS_OF_ATTITUDE), abs=1e-9)


def test_lasting_differences_act_unless_people_are_used_to_their_own_level() -> None:
    found = {rule: felt(plain(house(rule)), with_less_clarity(house(rule), 0.2))[CLARITY] for rule in RULES}
    assert found["own_level"] == pytest.approx(0.0, abs=1e-9)
    assert found["house"] == found["nothing"] < -0.5


def test_a_house_that_is_worse_at_rest_is_felt_only_where_nobody_gets_used_to_anything() -> None:
    worse = {"leaving.usual.clarity": RIVAL.leaving.usual.clarity - 0.2, "leaving.usual.ratio": -1.0}
    found = {rule: felt(plain(house(rule, **worse)), at_the_mean(house(rule, **worse))) for rule in RULES}
    assert found["own_level"][CLARITY] == pytest.approx(0.0, abs=1e-9)
    assert found["house"][CLARITY] == pytest.approx(0.0, abs=1e-9)
    assert found["nothing"][CLARITY] < -0.5


def test_a_change_for_the_worse_is_felt_whatever_people_are_used_to() -> None:
    for rule in RULES:
        p = house(rule)
        person = at_the_mean(p)
        person.clarity -= 0.2
        assert felt(plain(p), person)[CLARITY] < -0.5


def test_what_people_differ_in_is_measured_by_all_they_differ_in() -> None:
    """Around their own level people differ less than beside each other, so a step counts for more there."""
    steps = {rule: felt(plain(house(rule)), _less_clear(house(rule)))[CLARITY] for rule in RULES}
    assert steps["own_level"] < steps["house"] == steps["nothing"] < 0.0


def _less_clear(p: Parameters) -> Volunteer:
    person = at_the_mean(p)
    person.clarity -= 0.1
    return person


def test_an_own_level_is_not_counted_twice() -> None:
    brought = tuple(-1.0 if name in ("clarity", "fit") else 0.0 for name in PARTS_OF_ATTITUDE)
    for rule in RULES:
        p = house(rule)
        lived = as_is_usual(plain(p), with_less_clarity(p, p.states.clarity_sd).traits)
        parts = attitude.parts_of_attitude(plain(p), Brings(0.0, brought), lived)
        assert (lived[CLARITY] < 0.0) == (rule != "own_level")
        if rule != "own_level":
            assert parts["clarity"] == lived[CLARITY]
        assert (
            parts["fit"] < lived[FIT]
        )  # nobody returns to a fit of their own: what they tend to feel counts


@pytest.mark.parametrize("rule", RULES)
def test_who_has_been_here_for_long_is_where_usual_weeks_would_have_brought_them(rule: str) -> None:
    p = house(rule)
    person = with_less_clarity(p, 0.2)
    assert person.brings is not None
    attitude.bring(plain(p), person, person.brings)
    before = attitude.attitude_of(plain(p), person)
    assert after_weeks(person, 30, p) == pytest.approx(before, abs=1e-9)
    assert (before < -0.1) == (rule != "own_level")


def test_who_always_feels_worse_is_rarer_in_a_stock_where_this_makes_people_leave() -> None:
    for rule in RULES:
        p = house(rule)
        like_all, worse = at_the_mean(p), with_less_clarity(p, 0.2)
        assert like_all.brings is not None
        rates = [sum(rates_at_rest(plain(p), each.traits, like_all.brings)) for each in (like_all, worse)]
        assert (rates[1] > 1.02 * rates[0]) == (rule != "own_level")
