"""What stands in the address is what is asked, it comes back as it went, and what is wrong in it is named."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.rows import on_each
from tup_sim.errors import TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.files.load import load_any
from tup_sim.files.numerals import in_figures
from tup_sim.own_house.questions import PATTERNS, SPARED
from tup_sim.web.asking import CHOSEN, CUT, headings_of
from tup_sim.web.levers import (
    BY_KEY,
    HOUSES,
    LEVERS,
    as_now,
    in_a_box,
    levers_in,
    limits,
    policies,
    share_of_cut,
    subsidy_of,
)
from tup_sim.web.state import PINS_AT_MOST, POLICIES_AT_MOST, State, read, written

LEVER = {each.key: some.integers(0, round((each.high - each.low) / each.step)) for each in LEVERS}


def now(state: State):
    return as_now(state.house)


def share(state: State, euro: float) -> float:
    return share_of_cut(state.house, euro)


@some.composite
def states(draw: some.DrawFn) -> State:
    """Any state that an address can ask."""
    house = draw(some.sampled_from(HOUSES))
    places = {key: draw(place) for key, place in LEVER.items() if draw(some.booleans())}
    numbers = {key: BY_KEY[key].low + place * BY_KEY[key].step for key, place in places.items()}
    pairs = [(key, f"{value:g}") for key, value in numbers.items()]
    pairs += [("house", house), ("pattern", draw(some.sampled_from(("", *PATTERNS))))]
    pairs += [("spare", each) for each in draw(some.sets(some.sampled_from(SPARED)))]
    pairs += [
        ("more", each) for each in draw(some.sets(some.sampled_from([*policies("en", house)]), max_size=8))
    ]
    found = read(pairs, now=now)
    assert found.problems == []
    return found.state


@given(states())
def test_what_is_written_is_read_again(state):
    address = written(state, "nl", "0123456789")
    again = read(parse_qsl(address), now=now)
    assert (again.state, again.lang, again.model, again.problems) == (state, "nl", "01234567", [])
    assert written(again.state, again.lang, again.model) == address


def test_twelve_changes_fit_in_three_hundred_signs():
    numbers = tuple((each.key, each.high - each.step) for each in LEVERS)
    state = State("care_home_unit", (), numbers, "owner", SPARED, ("more_thanks", "mentors"))
    assert len(written(state, "nl", "01234567")) <= 300


@pytest.mark.parametrize(
    ("text", "words"),
    [("-1", "less than nothing"), ("61", "between 0 and 60"), ("900", "100 % at most"), ("fifteen", "no number"),
     ("1e9", "more than one number"), ("nan", "no number"), ("inf", "no number"), ("<b>", "no number"),
     ("1;2", "more than one number"), ("EUR 500.000", "is 83.6 % of the subsidy; here it can be 60 % at most"),
     ("1 mln euro", "is 167.2 % of the subsidy")],
)  # fmt: skip
def test_a_number_that_is_not_possible_is_named_and_kept_as_it_was_written(text, words):
    found = read([("cut", text), ("thanks", "4")], now=now, share=share)
    assert found.state == State(numbers=(("cut", 15.0), ("thanks", 4.0)))
    (problem,) = found.problems
    assert problem.startswith(f"cut: {found.wrong['cut'][1]}") and words in problem
    assert found.wrong["cut"][0] == text


@pytest.mark.parametrize(
    ("key", "text", "number"),
    [("cut", "12,5", 12.5), ("cut", "12,5 %", 12.5), ("cut", "10 % van de subsidie", 10.0), ("cut", "geen", None),
     ("cut", "60.000 euro", 10.032), ("cut", "60.000", 10.032), ("cut", "EUR 60,000", 10.032), ("cut", "60k", 10.032),
     ("cut", "5000 euro per maand", 10.032), ("cut", "10.0320", 10.032), ("coaching", "4.500", None),
     ("coaching", "12,5 %", 12.5), ("notice", "3 maanden", None), ("notice", "half jaar", 26.0),
     ("start", "3 weken", 21.0), ("thanks", "2,5", 2.5)],
)  # fmt: skip
def test_a_number_is_read_as_for_an_own_organisation(key, text, number):
    found = read([(key, text)], now=now, share=share)
    assert found.problems == [] and found.state.moved(key) == number


@on_each("house", HOUSES)
@pytest.mark.parametrize("euro", [2_500, 33_333, 60_000.4])
def test_an_amount_is_the_share_that_a_scenario_file_makes_of_it(house, euro, tmp_path):
    found = read([("house", house), ("cut", f"EUR {euro}")], now=now, share=share)
    ours = load_experiment(headings_of(found.state, house)).points[-1].scenario.parameters.cut.size
    file = tmp_path / "same.yaml"
    file.write_text(f"extends: {house}\ncut:\n  size: EUR {euro} per year\n  at: week 52\n")
    theirs = load_any(str(file), (), ()).scenario.parameters.cut.size
    assert ours * subsidy_of(house) == pytest.approx(theirs * subsidy_of(house), abs=0.5)
    again = read(parse_qsl(written(found.state)), now=now, share=share)
    assert again.state == found.state


@on_each("house", HOUSES)
@pytest.mark.parametrize("euro", [10, 2_500, 33_333, 60_000.4])
def test_what_a_box_shows_with_fewer_decimals_stays_exact_until_it_is_changed(house, euro):
    state = read([("house", house), ("cut", f"EUR {euro}")], now=now, share=share).state
    box = f"{in_a_box(state.cut):.6f}"
    assert in_a_box(state.cut) > 0
    sent = [("house", house), ("cut", box), ("exact-cut", in_figures(state.cut))]
    assert read(sent, now=now, share=share).state == state
    assert read([*sent, ("cut", "0")], now=now, share=share).state.cut == 0
    assert read([*sent, ("cut", "12")], now=now, share=share).state.cut == 12
    assert read([*sent[:2], ("exact-cut", "many")], now=now, share=share).problems == []


def test_the_subsidy_is_that_of_all_units(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("extends: open_house\nunits: 2\n")
    assert subsidy_of(str(own)) == pytest.approx(2 * subsidy_of("open_house"))
    assert share_of_cut(str(own), 60_000) == pytest.approx(share_of_cut("open_house", 30_000), abs=0.01)


def test_an_organisation_without_subsidy_has_nothing_to_cut(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("extends: open_house\nsubsidy_share: 0 %\n")
    with pytest.raises(TupSimError, match="more than the subsidy"):
        share_of_cut(str(own), 100)


@pytest.mark.parametrize(
    "pair",
    [("cuts", "3"), ("house", "my_house"), ("house", "../../etc/passwd"), ("pattern", "boss"), ("spare", "me"),
     ("more", "open_house"), ("more", "/etc/passwd"), ("v", "2"), ("lang", "fr")],
)  # fmt: skip
def test_what_does_not_exist_is_named_and_nothing_else_is_lost(pair):
    found = read([("thanks", "4"), pair], now=now)
    assert len(found.problems) == 1
    assert found.state == State(numbers=(("cut", 15.0), ("thanks", 4.0)))


def test_a_comma_is_a_decimal_point():
    assert read([("coaching", "7,5")], now=now).state.moved("coaching") == 7.5


@on_each("lever", LEVERS)
def test_a_lever_stays_within_its_declaration(lever):
    low, high = limits(lever)
    assert low <= lever.low < lever.high <= high


@on_each("house", HOUSES)
def test_what_the_sliders_show_is_what_is_computed(house):
    numbers = tuple((each.key, each.high - each.step) for each in LEVERS)
    state = State(house, (), numbers, "peer", ("coaching", "training"), ("mentors",))
    asked = load_experiment(headings_of(state, house))
    points = {each.levels["plan"]: each.scenario for each in asked.points}
    assert levers_in(points["now"]) == {**as_now(house), "cut": 0.0}
    assert levers_in(points[CHOSEN]) == dict(numbers)
    happens = {key: value for key, value in numbers if BY_KEY[key].happens}
    assert levers_in(points[CUT]) == {**as_now(house), **happens}
    p = points[CHOSEN].parameters
    assert (str(p.pattern), p.cut.at) == ("peer", 52)
    protects = p.cut_protects
    assert (protects.coaching, protects.training, protects.coordinator, protects.front_line) == (
        True,
        True,
        False,
        False,
    )

    assert points[CHOSEN] != load_experiment(headings_of(replace(state, more=()), house)).points[-1].scenario


@pytest.mark.slow
@on_each("name", [*policies("en", "open_house")])
def test_every_policy_on_the_page_can_be_laid_over_the_house_or_is_there_already(name):
    try:
        load_experiment(headings_of(State(more=(name,)), "open_house"))
    except TupSimError as error:
        assert "are the same scenario" in str(error)


def test_policies_beyond_the_most_that_may_be_are_named():
    names = tuple(policies("en", HOUSES[0]))
    assert len(names) > POLICIES_AT_MOST
    found = read([("more", ",".join(names))], now=now)
    assert found.state.more == names[:POLICIES_AT_MOST]
    (problem,) = found.problems
    assert all(name in problem for name in names[POLICIES_AT_MOST:])


@pytest.mark.parametrize(
    ("pins", "kept", "words"),
    [
        (["thanks=900"], 1, "keep: thanks: '900' is not possible here"),
        ([f"house={HOUSES[1]}"], 0, "another organisation is left out"),
        ([f"cut={cut}" for cut in (5, 10, 20, 25)], PINS_AT_MOST, "3 at most; the others are left out"),
    ],
)
def test_what_is_left_out_of_what_was_kept_is_said(pins, kept, words):
    found = read([("keep", pin) for pin in pins], now=now)
    assert len(found.pins) == kept
    (problem,) = found.problems
    assert words in problem


def test_what_was_kept_twice_is_kept_once_and_nothing_is_said():
    found = read([("keep", "cut=5"), ("keep", "cut=5")], now=now)
    assert len(found.pins) == 1 and found.problems == []
