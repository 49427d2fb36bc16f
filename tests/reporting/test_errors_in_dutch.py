"""The catalogue of errors: all that is said to a user has Dutch, with the gaps of the English, and nothing else."""

from __future__ import annotations

import re

import click
import pytest

from tests.rooms.messages import no_messages, templates
from tests.rooms.source import bench, faults, snippet
from tests.rows import on_each
from tup_sim.cli import click_words, main
from tup_sim.errors import Message, a_word, chained
from tup_sim.files.keys import keys
from tup_sim.files.load import load_scenario
from tup_sim.files.places import FOLDERS
from tup_sim.model.parameters import Kind, plain
from tup_sim.model.rules.budget import budget_at_rest
from tup_sim.reporting.translate import language_of, translator
from tup_sim.texts import LOCALE, catalogue, declared

SENTENCES = catalogue("nl", "errors")
TIMES = ("days", "hours", "minutes", "seconds", "years")
COUNTED = ("runs", "weeks")


def gaps(sentence):
    found = Message.__new__(Message, "")
    found.template = sentence
    return found.gaps


def has_words(sentence):
    return re.search("[A-Za-z]{2}", re.sub(r"\{[^{}]*\}", "", sentence.replace("{{", "").replace("}}", "")))


def words():
    """Words of fixed lists that stand within sentences."""
    units = {key.unit for key in keys().values()}
    budget = budget_at_rest(plain(load_scenario("open_house").parameters))
    costs = set(budget) - {"income"}
    return {"Error", *map(str, Kind), *FOLDERS.values(), *TIMES, *COUNTED, *units, *costs}


def test_all_that_is_said_has_dutch():
    missing = [f"{place}: {sentence}" for sentence, place in templates().items() if has_words(sentence)]
    missing = [each for each in missing if each.partition(": a message: ")[2] not in SENTENCES]
    assert not missing, "\n".join(missing)
    assert set(click_words.SENTENCES) <= set(SENTENCES)


def test_all_words_within_sentences_have_dutch():
    assert words() <= {*SENTENCES, *declared("nl")}


def test_no_translation_is_of_a_sentence_that_is_said_nowhere():
    assert set(SENTENCES) <= {*templates(), *click_words.SENTENCES, *words()}


@on_each("sentence", SENTENCES)
def test_a_translation_has_the_gaps_of_the_sentence(sentence):
    assert SENTENCES[sentence] and gaps(SENTENCES[sentence]) == gaps(sentence)


def test_a_sentence_is_translated_once():
    text = (LOCALE / "nl" / "LC_MESSAGES" / "errors.po").read_text("utf-8")
    assert text.count("\nmsgid ") - 1 == len(SENTENCES)


def test_every_error_for_a_user_is_a_message():
    assert not faults(no_messages)
    assert not faults(no_messages, bench())


@pytest.mark.parametrize(
    "line",
    [
        'raise TupSimError(f"no {name}")',
        'raise ScenarioError(Message("no"), where, "write it")',
        'problem = f"no {name}"\n    raise ScenarioError(problem, where)',
        'raise click.UsageError("say where")',
        'self.fail("no " + name)',
    ],
)
def test_an_error_in_plain_text_is_noticed(line):
    assert list(no_messages(snippet(f"def read(name, where):\n    {line}\n", "files.snippet")))


def test_messages_within_messages_are_translated_too():
    dutch = translator("nl")
    told = Message(
        "{name} is a list, not {value!r}", name=chained("{one} and {other}", ["a", "b", "c"]), value=1
    )
    assert told == "a and b and c is a list, not 1"
    assert told.said(dutch) == "a en b en c is een lijst, niet 1"
    assert chained("{one} and {other}", []) == ""
    assert Message("in {unit}{percent}", unit=a_word("weeks"), percent="").said(dutch) == "in weken"


def ended(capsys, monkeypatch, *line):
    monkeypatch.setenv("TUP_SIM_LANG", "nl_BE.UTF-8")
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in line])
    assert end.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("run", "Het argument 'SCENARIO' ontbreekt. (zie 'tup-sim run --help')"),
        ("frobnicate", "Er is geen commando 'frobnicate'. (zie 'tup-sim --help')"),
        ("run x --nope", "Er is geen optie '--nope'. (zie 'tup-sim run --help')"),
        ("run x --weeks", "De optie '--weeks' vraagt een waarde."),
        ("run x --quick=3", "De optie '--quick' neemt geen waarde."),
        ("scenario diff x y z", "Er staat iets te veel (z) (zie 'tup-sim scenario diff --help')"),
        ("scenario diff x y z z", "Er staan woorden te veel (z z) (zie 'tup-sim scenario diff --help')"),
        ("run x -n 0", "0 ligt niet in het bereik x>=1."),
        ("run x -n many", "'many' is geen heel getal."),
        ("run x --window soon", "'soon' is niet een van 'horizon', "),
        ("run x --lang xx", "Verkeerde waarde voor '--lang': 'xx' is niet een van 'en', 'nl'."),
        ("run x --weeks -3", "Verkeerde waarde voor '--weeks': weeks: -3 weken is niet mogelijk (schrijf: --weeks 3; "),
        ("run x --limit soon", "'soon' is geen tijd; schrijf 90s, 10m of 2h"),
        ("run +", "'+' is geen scenario: schrijf NAAM, NAAM+MIXIN of +MIXIN"),
        ("scenario schema --out .", "'.' is een map, geen bestand."),
    ],
)  # fmt: skip
def test_a_slip_on_the_command_line_is_told_in_dutch(capsys, monkeypatch, line, told):
    found = ended(capsys, monkeypatch, *line.split())
    assert found.startswith("Fout: ") and told in found


def test_a_word_of_thousands_of_signs_is_not_said_back_whole(capsys, monkeypatch):
    found = ended(capsys, monkeypatch, "a" * 5000)
    assert "'aaa" in found and len(found) < 600


def test_what_click_says_is_recognised_in_its_parts():
    ours = Message("the file is empty")
    told = click_words.as_message("Invalid value for '--a': the file is empty", ours)
    assert told == "Invalid value for '--a': the file is empty"
    assert told.said(translator("nl")) == "Verkeerde waarde voor '--a': het bestand is leeg"
    assert click_words.as_message("what nobody said before", "") == "what nobody said before"
    error = click.NoSuchOption("--outt", possibilities=["--out"])
    said = click_words.as_message(error.format_message(), error.message).said(translator("nl"))
    assert said.startswith("Er is geen optie ") and "Bedoelde u" in said


def test_the_language_is_that_of_the_option_else_of_the_variable(capsys, monkeypatch):
    monkeypatch.setenv("TUP_SIM_LANG", "nl_BE.UTF-8")
    assert language_of(["run"]) == language_of(["--lang", "xx"]) == language_of(["--lang=NL"]) == "nl"
    assert language_of(["--lang", "en"]) == "en"
    for line, told in (("", "in rust, op papier"), ("--lang en", "at rest, on paper")):
        with pytest.raises(SystemExit):
            main(["scenario", "check", "open_house", *line.split()])
        assert told in capsys.readouterr().out
    monkeypatch.setenv("TUP_SIM_LANG", "fr")
    with pytest.raises(SystemExit) as end:
        main(["scenario", "list"])
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "Error: TUP_SIM_LANG is 'fr', a language that is not spoken here; set it to en or nl\n"
    )
