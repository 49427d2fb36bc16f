"""No text lacks its Dutch, none is said nowhere, and none stands in Python."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from tests.rooms.source import ROOT, faults, snippet
from tests.rows import on_each
from tup_sim.measures import ALL, OUTCOMES, SUBGROUPS, outcome_of
from tup_sim.measures.outcome import EXPECTED
from tup_sim.measures.outcomes.replayed import SHOWS
from tup_sim.model.parameters import Parameters, declarations
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.documents.terms import TERMS
from tup_sim.reporting.judged import KINDS
from tup_sim.reporting.sentences import STATE_LINES, lines
from tup_sim.study.results import Key
from tup_sim.texts import LANGUAGES, LOCALE, catalogue, declared, forms

BRIEF = ROOT / "tup_sim/reporting/brief"
SOURCES = [*(ROOT / "tup_sim").rglob("*.py"), *(ROOT / "tup_sim").rglob("*.html")]
SOURCE = "\n".join(path.read_text("utf-8") for path in SOURCES).replace("'", '"')
WORDS = {lang: forms(lang, "words") for lang in LANGUAGES}
# Beginnings of names with a part that is put in when it is said: f"verdict-{kind}", "head-" ~ kind, "limit-%d".
MADE = tuple(set(re.findall(r'"([a-z][a-z-]*[-.])(?:\{|%|" ~)', SOURCE)))
UNITS = {each.unit for each in (*declarations(Parameters), *ALL.values(), outcome_of("prosthesis_index"))}
ALIKE = {"Starters"}  # that are called the same in both languages
# What reads the Dutch that people write, a document in two languages, and the beginning of a plug-in, which has both.
DUTCH_TOO = (
    "cli.amounts",
    "files.guesses",
    "files.synonyms",
    "files.new_mechanism",
    "reporting.documents.write",
)
DUTCH = re.compile(
    r"\b([Hh]et|[Ee]en|[Nn]iet|[Gg]een|wordt|werd|zijn|[Vv]rijwilligers?|[Bb]eroepskracht(en)?|[Cc]liënt(en)?|[Dd]eze|ook|naar"
    r"|voor|aan|maar|jaar|weken|uur|maand|aandeel|mensen|[Bb]egeleiding|vertrek|verschil)\b"
)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def no_dutch(module):
    """A table of words in two languages, or a Dutch sentence."""
    if module.is_in(*DUTCH_TOO):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DUTCH.search(node.value):
            yield module.fault(node, f"Dutch in Python: {node.value}")
        if not isinstance(node, ast.Dict) or not any(text_of(value) for value in node.values):
            continue
        if {"en", "nl"} <= {text_of(key) for key in node.keys}:
            yield module.fault(node, "a table of words in two languages")


def text_of(node):
    return node.value if isinstance(node, ast.Constant) else None


def test_both_languages_have_the_same_messages_in_the_same_order():
    assert list(WORDS["en"]) == list(WORDS["nl"])


def test_no_message_stands_twice_in_a_catalogue():
    for path in LOCALE.rglob("*.po"):
        names = re.findall(r"^msgid (.*)$", path.read_text("utf-8"), re.MULTILINE)
        assert sorted({name for name in names if names.count(name) > 1}) == []


@on_each("name", WORDS["en"])
def test_a_message_is_translated_with_all_its_numbers(name):
    english, dutch = (WORDS[lang][name] for lang in LANGUAGES)
    assert len(english) == len(dutch)
    assert all(text.strip() for text in (*english, *dutch))
    assert {frozenset(places(text)) for text in (*english, *dutch)} in (
        {frozenset(places(english[0]))},
        {frozenset(places(english[0])), frozenset(places(english[-1]))},
    )


def test_no_message_is_never_said():
    silent = [name for name in WORDS["en"] if f'"{name}"' not in SOURCE and not name.startswith(MADE)]
    assert silent == []


def test_everything_that_is_said_is_a_message():
    told = set(re.findall(r'\b(?:say|many)\(\s*(?:(?:self\.|asked\.)?lang,\s*)?"([^"{}%]+)"', SOURCE))
    assert len(told) > 200
    assert [name for name in told if name not in WORDS["en"] and not name.endswith("-")] == []


def test_what_declarations_say_has_its_dutch_and_nothing_else_is_there():
    said = {each.english for each in OUTCOMES.values()} | {outcome_of("prosthesis_index").english}
    said |= {*SUBGROUPS.values(), EXPECTED, SHOWS, *UNITS, *dict(TERMS)}
    said |= {line.english for line in lines()}
    said |= {text for line in STATE_LINES for text in (line.up, line.down)}
    assert {each for each in said if not declared("nl").get(each)} == set()
    assert set(catalogue("nl", "model")) - said == set()


def test_every_outcome_of_the_house_has_its_own_name_in_every_language():
    for lang in LANGUAGES:
        labels = [outcome.label(lang) for outcome in ALL.values()]
        assert all(labels) and len(set(labels)) == len(labels)
    alike = {outcome.english for outcome in OUTCOMES.values() if outcome.label("en") == outcome.label("nl")}
    assert alike <= ALIKE


def test_words_stand_in_catalogues_and_not_in_python():
    assert not faults(no_dutch)


@pytest.mark.parametrize(
    "line", ['NL = {"never": "komt niet voor"}', 'SAID = {"en": "never", "nl": "nooit"}']
)
def test_words_in_python_are_noticed(line):
    assert list(no_dutch(snippet(line, "reporting.snippet")))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_verdict_has_its_words(lang):
    speech = Speech(lang)
    for verdict in KINDS:
        assert speech.knows(f"verdict-{verdict}") and speech.knows(f"count-{verdict}")
        told = speech.knows(f"said-{verdict}") or speech.knows(f"judged-{verdict}")
        assert told or verdict == "small", "of a small one its value is said, and that it may be small"


def test_one_of_every_unit_that_is_counted_has_its_own_word():
    plural = (
        r"(persons|people|clients|hours|weeks|years|helpers|minutes|visits|ideas|starters|vacancies|EUR)\b"
    )
    counted = {each.unit for each in OUTCOMES.values() if re.match(plural, each.unit)}
    assert {unit for unit in counted if not Speech("en").knows(f"one.{unit}")} == set()


def test_every_unit_is_dutch_in_dutch():
    english = {"share", "clients", "persons", "hours", "people", "weeks", "euros"}
    for name in OUTCOMES:
        assert not english & set(re.findall(r"[a-z]+", Speech("nl").unit(Key(name))))


def test_messages_about_people_are_about_shares():
    people = {
        name.removeprefix("people-").rpartition("-")[0] for name in WORDS["en"] if name.startswith("people-")
    }
    assert {OUTCOMES[name].unit for name in people - {"prosthesis_index", "contact_ratio"}} == {"share"}
    assert Speech("en").unit(Key("contact_ratio")) == "of 100 hours needed"


@pytest.mark.parametrize(
    ("value", "width", "english", "dutch"),
    [(1234.5, 400, "1,230", "1.230"), (-0.0312, 0.04, "−0.031", "−0,031"), (2.0, float("nan"), "2", "2")],
)
def test_numbers_have_the_digits_that_their_uncertainty_leaves(value, width, english, dutch):
    assert (Speech("en").rounded(value, width), Speech("nl").rounded(value, width)) == (english, dutch)
