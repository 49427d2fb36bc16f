"""What is not made of runs is Dutch too where Dutch is asked, and its numbers have a comma."""

from __future__ import annotations

import re

import pytest

from tup_sim.cli import main
from tup_sim.errors import Message
from tup_sim.files.keys import keys
from tup_sim.texts import catalogue, translator

ENGLISH = re.compile(
    r"\b(default|allowed|set by|source|because|value|values|change|changes|scenarios|experiments|parameters"
    r"|name|about|question|assumed|measured|chosen|unit|meaning|range|weeks|forgotten|last|failed|of)\b"
)


def shown(capsys, *words, code=0):
    with pytest.raises(SystemExit) as end:
        main([*words])
    out, err = capsys.readouterr()
    assert end.value.code == code, err
    return out


@pytest.mark.parametrize(
    ("words", "there"),
    [
        (
            "scenario list --kind shock",
            ["schok", "naam", "waarover", "Een besparing van 20 %", "18 scenario's"],
        ),
        ("plan", ["naam", "vraag", "Hoe lang mag een besparing duren", "experimenten"]),
        (
            "scenario diff open_house open_house+cut_20",
            ["parameter", "eenheid", "0,2", "1 andere waarde; de veranderingen zijn dezelfde"],
        ),
        ("scenario diff open_house open_house", ["geen verschil"]),
    ],
)
def test_it_is_dutch_where_dutch_is_asked(capsys, words, there):
    text = " ".join(shown(capsys, *words.split(), "--lang", "nl").split())
    assert [each for each in there if each not in text] == []


def test_every_value_is_explained_in_dutch(capsys, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "extends: open_house\n"
        "cut.size: {value: 12.5 %, because: so it was voted}\n"
        "changes:\n- {at: 60, over: 4, until: 80, set: {coaching_need.incident: 0.5}}\n"
    )
    text = " ".join(shown(capsys, "scenario", "explain", str(file), "--lang", "nl").split())
    assert "cut.size = 0,125 deel van de subsidie" in text
    assert f"gezet door {file}:2; want: so it was voted" in text
    assert "standaard 0; toegelaten 0 tot 1; gekozen (NI04, NI06)" in text
    assert "verandering 1 week 60, over 4 weken, tot week 80: coaching_need.incident = 0,5" in text
    assert text.endswith("1 waarde niet op de standaard, 1 verandering")
    english = " ".join(shown(capsys, "scenario", "explain", str(file), "--lang", "en").split())
    assert "cut.size = 0.125 share of the subsidy" in english
    assert english.endswith("1 value not at the declared default, 1 change")


def test_parameters_are_listed_in_dutch(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = " ".join(shown(capsys, "scenario", "parameters", "coaching_need.nearby", "--lang", "nl").split())
    assert "standaard 0,25" in text and "aannemelijk 0,15 tot 0,35" in text and text.endswith(" 1 parameter")
    assert "Beslissingen die alleen genomen worden" in text and ENGLISH.findall(text) == []
    assert '"default": 0.25' in shown(capsys, "scenario", "parameters", "coaching_need.nearby", "--json")


def test_what_a_house_does_at_rest_has_a_comma(capsys):
    text = shown(capsys, "scenario", "check", "open_house", "--lang", "nl")
    assert re.search(r"melden zich er 2,\d voor 2,\d+ plaatsen", text) and "EUR 629.564 per jaar" in text
    assert "EUR 629564 a year" in shown(capsys, "scenario", "check", "open_house", "--lang", "en")


def test_a_number_that_a_sentence_rounds_has_a_comma_and_what_is_to_be_typed_has_a_point():
    told = Message("clients: {apply:.3g} a week apply for {leave:.3g} places that come free; {waiting}",
                   apply=2.5, leave=2.31, waiting="0.5")  # fmt: skip
    assert "2,5 voor 2,31" in told.said(translator("nl")) and told.said(translator("nl")).endswith("; 0.5")
    assert told.said(translator("en")) == str(told)
    assert Message("did you mean {value} %?", value="2.5").said(translator("nl")) == "bedoelde u 2.5 %?"


def test_the_meaning_of_every_parameter_has_dutch_and_nothing_else_is_there():
    declared = [*keys().values(), keys()["patterns.mine.like"]]
    said = {key.section for key in declared} | {key.about for key in declared}
    found = catalogue("nl", "parameters")
    assert len(said) > 500 and said - found.keys() == set()
    assert found.keys() - said == set() and all(found.values())
