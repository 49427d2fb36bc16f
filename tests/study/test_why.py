"""Whose story it is, where two worlds part, and how a consequence is led back to there."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.counterfactual.twins import HORIZON, WARMUP, small
from tests.rows import on_each
from tup_sim.errors import TupSimError
from tup_sim.measures.agent_outcomes import AgentOutcomes, Divergence, parting
from tup_sim.measures.agent_trace import Fact, fields
from tup_sim.model.events import SomebodyAsked
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.reporting.sentences import ALL, lines
from tup_sim.reporting.twins import twins_data, twins_text
from tup_sim.study.chains import AFTER, HOUR, NAMES, unmatched
from tup_sim.study.twins import DISMISSED, MEASURES, nudge, twins
from tup_sim.study.why import find_exit, find_person, trace_of
from tup_sim.texts import LANGUAGES

TOLD_TO_ALL = {line.event for line in lines() if line.who == ALL}
LEAVE_OFTEN = {"leaving__choice": 0.3}  # within a few weeks somebody has to go
BASE = small(**LEAVE_OFTEN)
CUT = replace(small(**LEAVE_OFTEN, cut__size=0.6, cut__at=5, cut__announced=3, notice=3), name="small + cut")


@pytest.fixture(scope="module")
def here():
    return trace_of(BASE)


@pytest.fixture(scope="module")
def there():
    return trace_of(CUT)


@pytest.fixture(scope="module")
def found():
    return twins(BASE, CUT, top=3)


def test_two_worlds_are_told_where_something_happens_that_names_nobody():
    asking = replace(
        small(**LEAVE_OFTEN, support_split__recruitment=1.0, support_split__running=0.0), name="asks"
    )
    assert SomebodyAsked.__name__ in {entry[1] for entry in trace_of(asking).entries}
    (pair,) = twins(BASE, asking, top=1).pairs
    assert pair.parting is not None


def test_a_short_name_means_who_was_there_from_the_beginning(here):
    assert find_person(here, "volunteer-12")[0] == "volunteer-initial-0-12"
    assert find_person(here, "client-3")[0] == "client-0-3"
    assert find_person(here, "professional-1") == ("professional-1", [])
    assert find_person(here, "volunteer-initial-0-1") == ("volunteer-initial-0-1", [])


def test_a_wrong_name_brings_a_suggestion(here):
    with pytest.raises(TupSimError, match=r"did you mean .*professional-1"):
        find_person(here, "profesional-1")
    with pytest.raises(TupSimError, match=r"there are .*client-0-0"):
        find_person(here, "zzz")


def test_the_first_and_the_last_who_left_for_a_reason(here):
    reasons = {
        d.reason for name, d in here.departures.items() if AgentOutcomes(here).gone[name].hour > WARMUP * 168
    }
    for reason in reasons:
        first, others = find_exit(here, reason)
        last, _ = find_exit(here, reason, last=True)
        gone = AgentOutcomes(here).gone
        assert all(gone[first].hour <= gone[each].hour <= gone[last].hour for each in others)
        when = here.week(gone[last].hour)
        later, same_time = find_exit(here, reason, since=when)
        assert all(here.week(gone[each].hour) >= when for each in (later, *same_time))
        with pytest.raises(TupSimError, match=f"from week {when + 1} on"):
            find_exit(here, reason, since=when + 1)
    with pytest.raises(TupSimError, match="people left for"):
        find_exit(here, "boredom")


def test_what_weighed_adds_up_to_the_wish_to_leave(here):
    weighed = [departure.weighed for departure in here.departures.values() if departure.weighed]
    assert weighed
    assert all(set(each) == set(weighed[0]) for each in weighed)
    assert any(abs(sum(each.values())) > 0 for each in weighed)


def test_two_runs_of_one_world_do_not_part(here):
    assert parting(here, trace_of(BASE)) is None


def test_worlds_part_at_the_announcement_and_not_before(here, there):
    apart = parting(here, there)
    assert apart.other.event == "CutAnnounced"
    assert apart.hour == (WARMUP + 2) * 168
    assert here.entries[: apart.other.place] == there.entries[: apart.other.place]


def test_events_of_one_sort_are_matched_by_their_moment():
    mine, theirs = ([Fact(0, hour, "X", {}) for hour in hours] for hours in ((10, 500, 900), (20, 900, 2000)))
    left, right = unmatched(mine, theirs)
    assert [fact.hour for fact in left] == [500]
    assert [fact.hour for fact in right] == [2000]


def test_a_life_counts_only_what_lies_in_its_weeks(here):
    lives = AgentOutcomes(here)
    begin, middle, end = (168.0 * week for week in (WARMUP, WARMUP + 5, WARMUP + HORIZON))
    for name in [name for name in here.portraits if name.startswith("client-")][:12]:
        whole, one, two = (
            lives.life(name, begin, end),
            lives.life(name, begin, middle),
            lives.life(name, middle, end),
        )
        assert whole.weeks == pytest.approx(one.weeks + two.weeks)
        assert whole.asked == one.asked + two.asked
        assert whole.unmet == one.unmet + two.unmet


def test_the_yardstick_is_the_base_until_the_worlds_part(here):
    shaken = trace_of(nudge(BASE, 2))
    apart = parting(here, shaken)
    assert apart.hour == (WARMUP + 2) * 168
    longer = nudge(BASE, -1).parameters.requests
    for task_type in TASK_TYPES:
        assert getattr(longer, task_type).hours == pytest.approx(
            1.001 * getattr(BASE.parameters.requests, task_type).hours
        )


def test_who_is_affected_differs_by_more_than_anybody_in_the_yardstick_world(found):
    pair = found.pairs[0]
    assert any(pair.affected.values())
    for kind, people in pair.affected.items():
        for each in people:
            of = next(measure.of for measure in MEASURES[kind] if measure.name == each.measure)
            assert each.size == of(each.other) - of(each.base)
            assert abs(each.size) > pair.yardstick[kind, each.measure]
        ratios = [abs(each.size) / pair.yardstick[kind, each.measure] for each in people]
        assert ratios == sorted(ratios, reverse=True)


def test_a_chain_begins_with_the_cut_and_says_after_where_nothing_ties(found):
    chains = [each.chain for people in found.pairs[0].affected.values() for each in people if each.chain]
    assert chains
    for chain in chains:
        assert chain[0].kind == "world"
        assert chain[0].fact.event in ("CutAnnounced", "SubsidyChanged")
        for before, step in pairwise(chain):
            assert step.end >= before.begin
            assert step.shared <= max(step.base, step.other)
            if step.tie == NAMES:
                assert before.who in (step.who, step.via)
            if step.tie == HOUR:
                assert step.begin == before.begin
    assert any(step.tie == AFTER for chain in chains for step in chain[1:]) or all(len(c) < 3 for c in chains)


def test_a_candidate_who_never_began_is_led_back_to_the_way_in(found):
    people = [each for each in found.pairs[0].affected["volunteer"] if each.chain and not each.other.came]
    for each in people:
        assert {step.kind for step in each.chain[1:]} <= {"first talk", "lost", "waiting"}


def test_who_was_given_notice_is_led_back_to_the_announcement(found):
    pair = found.pairs[0]
    made = [
        each
        for each in pair.affected["professional"]
        if each.other.reason in ("redundancy", "temporary contract")
    ]
    assert made
    for each in made:
        assert [step.kind for step in each.chain] == ["world", "notice"]
        assert each.chain[0].fact.event == "CutAnnounced"


def test_the_report_names_the_people_and_the_data_hold_the_same(found):
    for lang, head in (("en", "Professionals: "), ("nl", "Beroepskrachten: ")):
        text, data = twins_text(found, lang, 3, ids=True), twins_data(found, lang, 3)
        assert head in text
        assert not any(mark in text for mark in "{}")
        (run,) = data["runs"]
        for people in run["affected"].values():
            for each in people:
                assert f"{each['person']}: {each['text']}." in text
                assert all(step["text"] in text for step in each["chain"])


@pytest.mark.parametrize("lang", LANGUAGES)
@on_each("event", sorted(fields()))
def test_whatever_may_differ_first_is_told_in_words_and_with_its_people(found, event, lang):
    told_of = {"size": 0.2, "path": "thanks", "value": 3.0, "lost": 4, "granted": 5.0}
    values = {name: each for name, each in told_of.items() if name in fields()[event]}
    if event not in TOLD_TO_ALL:
        values["who"] = ("professional-1",)
    (pair,) = found.pairs
    first = replace(
        found, pairs=(replace(pair, parting=Divergence(200.0, None, Fact(0, 200.0, event, values))),)
    )
    told = twins_text(first, lang, ids=True).split("\n\n")[1]
    assert event not in told and "{" not in told
    assert (event in TOLD_TO_ALL) != ("(professional-1)." in told)


def test_worlds_that_are_the_same_are_said_to_be_the_same():
    found = twins(BASE, replace(BASE, name="again"))
    assert found.pairs[0].parting is None
    assert "exactly the same happened" in twins_text(found)
    assert "precies hetzelfde" in twins_text(found, "nl")
    assert twins_data(found)["runs"] == [{"replication": 0, "weeks": [0, HORIZON], "identical": True}]


def test_worlds_of_other_length_and_unknown_windows_are_refused():
    with pytest.raises(TupSimError, match="different horizons"):
        twins(BASE, small(horizon=13))
    with pytest.raises(TupSimError, match="no window 'late'"):
        twins(BASE, CUT, window="late")


@pytest.mark.parametrize("at", [4, HORIZON - 2])
def test_who_is_dismissed_in_one_world_only_is_affected_however_late_it_happens(at):
    cut = replace(small(cut__size=0.6, cut__at=at, cut__announced=at, notice=1), name="small + late cut")
    (pair,) = twins(BASE, cut, top=1).pairs
    gone = AgentOutcomes(trace_of(cut)).gone
    dismissed = {name for name, fact in gone.items() if fact.values.get("reason") in DISMISSED}
    assert dismissed
    found = {each.name: each for each in pair.affected["professional"]}
    assert dismissed <= found.keys()
    assert all(each.other.reason in DISMISSED and not each.base.reason for each in map(found.get, dismissed))
    assert pair.differing["professional"] >= len(dismissed)
