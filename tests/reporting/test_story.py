"""Stories: every event has a sentence, nothing that names a person gets lost, and what is said adds up."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from string import Formatter

import pytest

from tests.counterfactual.twins import HORIZON, WARMUP, small
from tup_sim.measures.agent_trace import fields, kind_of
from tup_sim.measures.event_log import APPOINTMENT, CALL, CONTACT, REQUEST, STATES
from tup_sim.model.parameters import Change, Parameters
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import REASONS, ROUTES, Volunteer
from tup_sim.reporting.sentences import (
    KNOWN_LEFT,
    SILENT_STATES,
    STATE_LINES,
    lines,
    silent,
    word,
)
from tup_sim.reporting.story import span, story_data, story_text, tell_story
from tup_sim.study.why import trace_of
from tup_sim.texts import LANGUAGES, forms, knows

WEEKS = ("VolunteerWeek", "ProfessionalWeek", "ClientWeek")
PARTS = {"request": REQUEST, "contact": CONTACT, "call": CALL, "appointment": APPOINTMENT}
COUNTED = {"n", "clients", "helpers", "volunteers", "forms", "whys", "task_types", "overtime", "wait"}
DERIVED = {"FellIll": {"days"}, "VolunteerLeft": {"reason", "weighed"}, KNOWN_LEFT: {"who", "reason"}}


@pytest.fixture(scope="module")
def busy():
    """A small house in which a cut is announced, a rule changes and volunteers are lost."""
    values = {
        "cut__size": 0.2,
        "cut__at": 8,
        "cut__announced": 4,
        "volunteer_shock__share": 0.2,
        "volunteer_shock__at": 10,
        "applicants": 3.0,
        "waiting_list_exit_rate": 0.5,
    }
    return trace_of(small(Change({"thanks": 3.0}, at=5), **values))


@pytest.fixture(scope="module")
def parted():
    """A small house that most people leave: before a talk that was planned, and with a word of thanks afterwards."""
    many = {"leaving__shock": 1.0, "volunteers_initial": 40}
    return trace_of(small(ending_practice="talk", dialogue_interval=2.0, **many))


@pytest.fixture(scope="module")
def some(busy):
    """Everybody who left, all paid people, and one in eight of the others."""
    names = list(busy.portraits)
    return [name for name in names if name in busy.departures or kind_of(name) == "professional"] + names[::8]


@pytest.fixture(scope="module", params=["en", "nl"])
def stories(request, busy, some):
    return [tell_story(busy, name, "small", 1, 0, request.param) for name in dict.fromkeys(some)]


def test_every_event_has_a_sentence_or_a_reason_for_silence():
    told = {line.event for line in lines()}
    assert sorted(set(fields()) - told - set(silent()) - set(WEEKS)) == [], (
        "add a Line to LINES in sentences.py"
    )


def test_no_event_is_both_told_and_silent_and_none_is_unknown():
    told = {line.event for line in lines()} - {KNOWN_LEFT}
    assert told.isdisjoint(silent())
    assert sorted((told | set(silent())) - set(fields())) == []


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line.event}-{line.who}-{line.when}")
def test_a_sentence_uses_only_what_its_event_holds(line):
    own = set(fields().get(line.event, ()))
    held = own | {name for field in own for name in PARTS.get(field, ())} | DERIVED.get(line.event, set())
    for text in (line.text("en"), line.text("nl")):
        used = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert used <= (COUNTED if line.how == "count" else held)
        assert (" | " in text) == (line.how == "count")


def test_every_state_of_a_person_is_told_or_silent_for_a_reason():
    told = {(line.who, line.name) for line in STATE_LINES}
    for kind, who in ((Volunteer, "volunteer"), (Professional, "professional"), (Client, "client")):
        untold = [name for name in STATES[kind] if (who, name) not in told and name not in SILENT_STATES]
        assert untold == [], "add a StateLine in sentences.py"


def test_everything_a_sentence_can_name_has_words():
    assert [value for value in (*REASONS, *ROUTES, *TASK_TYPES) if not knows("en", f"value.{value}")] == []
    weights = type(Parameters().exit_weights).model_fields
    assert [name for name in weights if not knows("en", f"weight.{name}")] == []


def test_enough_happens_in_the_world_of_these_tests(busy):
    happened = {entry[1] for entry in busy.entries}
    assert len(happened & {line.event for line in lines()}) >= 22, set(fields()) - happened


def test_every_event_that_names_a_person_is_told_or_silent_on_purpose(busy, stories):
    assert {kind_of(story.name) for story in stories} == {"volunteer", "professional", "client"}
    for story in stories:
        said = {fact.place for period in story.periods for each in period.sentences for fact in each.facts}
        kept_quiet = {fact.place for fact in story.silent}
        assert story.untold == ()
        assert {fact.place for fact in busy.about(story.name)} <= said | kept_quiet, story.name


def test_nothing_is_told_of_somebody_after_they_left_but_what_they_ended_themselves(parted):
    later = 0
    for name in parted.departures:
        story = tell_story(parted, name, "small", 1, 0)
        told = [fact for period in story.periods for each in period.sentences for fact in each.facts]
        (left,) = [fact.place for fact in told if fact.event == "VolunteerLeft"]
        after = {fact.event for fact in told if fact.place > left}
        assert after <= {"ShiftEnded", "ContactEnded", "SaidGoodbye"}, name
        later += sum(fact.place > left for fact in story.silent)
    assert later, "nobody was named after they left: this test cannot fail"


def test_no_word_is_left_untranslated(stories):
    texts = " ".join(each.text for story in stories for period in story.periods for each in period.sentences)
    assert not re.search(r"[{}|_]", re.sub(r"(volunteer|client|open|word)[\w-]*", "", texts))
    assert "None" not in texts


def test_what_is_counted_adds_up_to_the_journal(busy):
    helper = Counter(e[2] for e in busy.entries if e[1] == "ShiftEnded" and kind_of(e[2]) == "volunteer")
    name, often = helper.most_common(1)[0]
    story = tell_story(busy, name, "small", 1, 0)
    text = story_text(story, busy)
    assert (
        sum(int(n) for n in re.findall(r"[Cc]ame (\d+) times", text))
        + len(re.findall(r"[Cc]ame (?:once|twice)", text))
        + len(re.findall(r"[Cc]ame twice", text))
        == often
    )


def test_periods_follow_each_other_and_are_whole_quarters(stories):
    for story in stories:
        spans = [(period.begin, period.end) for period in story.periods]
        assert all(end < begin for (_, end), (begin, _) in pairwise(spans))
        assert all(begin == -WARMUP or begin % 13 == 0 for begin, _ in spans)
        assert all(end < HORIZON for _, end in spans)


def test_dated_sentences_stand_in_their_period_in_order(stories):
    for story in stories:
        for period in story.periods:
            weeks = [each.week for each in period.sentences if each.week is not None]
            assert weeks == sorted(weeks)
            assert all(period.begin <= week <= period.end for week in weeks)


def test_the_cut_stands_in_the_story_of_who_was_there_and_of_nobody_else(busy, some):
    seen = set()
    for name in some:
        facts = busy.about(name)
        there = facts[0].hour <= (WARMUP + 4) * 168 <= facts[-1].hour
        text = story_text(tell_story(busy, name, "small", 1, 0), busy)
        assert ("A cut of 20 % of the subsidy was announced" in text) == there
        seen.add(there)
    assert seen == {True, False}


def test_a_leaving_tells_its_reason(busy):
    for name, departure in busy.departures.items():
        text = story_text(tell_story(busy, name, "small", 1, 0, "nl"), busy, "nl")
        assert f"Stopte voorgoed: {word('nl', departure.reason)}." in text


def test_the_events_stand_under_their_sentence(busy):
    name = next(iter(busy.departures))
    story = tell_story(busy, name, "small", 1, 0)
    shown = story_text(story, busy, events=True).splitlines()
    assert any(f"VolunteerLeft {name}" in line for line in shown)
    data = story_data(story, busy, events=True)
    lines = [line for p in data["periods"] for each in p["sentences"] for line in each["journal"]]
    assert set(lines) <= set(busy.lines()) | {line for line in lines if "KnownLeft" in line}
    assert len(lines) == sum(each["events"] for p in data["periods"] for each in p["sentences"])


@pytest.mark.parametrize(
    ("hours", "lang", "text"),
    [(1 / 60, "en", "1 minute"), (0.5, "nl", "30 minuten"), (9.2, "en", "9 hours"), (60, "nl", "2 dagen")],
)
def test_a_stretch_of_time_is_said_as_people_say_it(hours, lang, text):
    assert span(hours, lang) == text


def test_every_form_has_a_word_for_one_and_for_more():
    for lang in LANGUAGES:
        assert {len(texts) for name, texts in forms(lang, "words").items() if name.startswith("form.")} == {2}
