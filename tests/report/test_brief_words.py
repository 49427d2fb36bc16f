"""No message lacks a translation, and no translation lacks a number."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from tests.rooms.source import ROOT
from tup_sim.measures import OUTCOMES
from tup_sim.report.brief.speech import Speech, catalogue
from tup_sim.report.judged import KINDS
from tup_sim.study.results import Key

FOLDER = ROOT / "tup_sim/report/brief"
FILES = [*sorted(FOLDER.glob("*")), FOLDER.parent / "judged.py", FOLDER.parent / "figures.py"]
SOURCE = "\n".join(path.read_text("utf-8") for path in FILES if path.is_file()).replace("'", '"')
MADE = (  # ids with a part that is put in when it is said
    "verdict-", "said-", "count-", "people-", "counted-", "judged-", "mark-", "axis-", "column-", "head-", "limit-",
    "house-", "manifest-", "unit.", "scale.", "one.", "check-",
)  # fmt: skip


def forms(message: object) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_messages_in_the_same_order():
    assert list(catalogue("en")) == list(catalogue("nl"))


@pytest.mark.parametrize("name", list(catalogue("en")))
def test_a_message_is_translated_with_all_its_numbers(name):
    english, dutch = forms(catalogue("en")[name]), forms(catalogue("nl")[name])
    assert len(english) == len(dutch)
    assert all(text.strip() for text in (*english, *dutch))
    assert {frozenset(places(text)) for text in (*english, *dutch)} in (
        {frozenset(places(english[0]))},
        {frozenset(places(english[0])), frozenset(places(english[-1]))},
    )


def test_no_message_is_never_said():
    silent = [
        name for name in catalogue("en")
        if f'"{name}"' not in SOURCE and not any(name.startswith(part) and f'"{part}' in SOURCE for part in MADE)
    ]  # fmt: skip
    assert silent == []


def test_everything_that_is_said_is_a_message():
    told = set(re.findall(r'\b(?:say|many)\(\s*"([^"{}%]+)"', SOURCE))
    assert len(told) > 60
    assert [name for name in told if name not in catalogue("en") and not name.endswith("-")] == []


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
        name.removeprefix("people-").rpartition("-")[0]
        for name in catalogue("en")
        if name.startswith("people-")
    }
    assert {OUTCOMES[name].unit for name in people - {"prosthesis_index"}} == {"share"}


def test_the_catalogues_travel_with_the_package():
    assert all(Path(FOLDER.parent / f"locale/{lang}/LC_MESSAGES/brief.po").is_file() for lang in ("en", "nl"))


@pytest.mark.parametrize(
    ("value", "width", "english", "dutch"),
    [(1234.5, 400, "1,230", "1.230"), (-0.0312, 0.04, "−0.031", "−0,031"), (2.0, float("nan"), "2", "2")],
)
def test_numbers_have_the_digits_that_their_uncertainty_leaves(value, width, english, dutch):
    assert (Speech("en").rounded(value, width), Speech("nl").rounded(value, width)) == (english, dutch)
