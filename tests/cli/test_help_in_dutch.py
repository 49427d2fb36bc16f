"""Help is Dutch where Dutch is asked, every sentence of it, and English help stays as quick as it was."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest

from tests.rows import on_each
from tup_sim.cli import main, tup_sim
from tup_sim.cli.groups import Branch
from tup_sim.cli.in_dutch import CAPITALS, DOMAIN, in_dutch, paragraphs
from tup_sim.texts import catalogue

OF_CLICK = {"Usage:", "Options", "Commands", "default", "required", "env var"}
ENGLISH = re.compile(r"\b(the|and|with|what|every|default|instead|show|this|Usage|Options|Commands)\b")


def commands(command=tup_sim, path=(), above=None):
    """Every command, with its context."""
    name = path[-1] if path else "tup-sim"
    context = click.Context(command, info_name=name, parent=above, **command.context_settings)
    yield path, command, context
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        yield from commands(command.get_command(context, name), (*path, name), context)


ALL = {path: (command, context) for path, command, context in commands()}


def texts_of(command, context):
    """Its paragraphs, those of its options, and the lines of its members."""
    yield from paragraphs(command.help or "")
    for option in command.get_params(context):
        yield from paragraphs(getattr(option, "help", None) or "")
    if isinstance(command, Branch):
        yield from (each.about for each in command.members.values())


def said():
    return {text for command, context in ALL.values() for text in texts_of(command, context)}


def shown(capsys, *words):
    with pytest.raises(SystemExit) as end:
        main([*words])
    assert end.value.code == 0
    return capsys.readouterr().out


@on_each("path", {" ".join(path) or "tup-sim": path for path in ALL})
def test_every_sentence_of_help_has_dutch(path):
    found = ALL[tuple(path.split()) if path != "tup-sim" else ()]
    texts = list(texts_of(*found))
    assert texts
    assert [text for text in texts if text not in catalogue("nl", DOMAIN)] == []


def test_the_catalogue_of_help_has_nothing_else():
    assert len(said()) > 100
    capitals = {word for text in said() for word in CAPITALS.findall(text)}
    for command, context in ALL.values():
        capitals |= set(CAPITALS.findall(" ".join(command.collect_usage_pieces(context))))
        for option in command.get_params(context):
            capitals |= set(CAPITALS.findall((option.get_help_record(context) or ("",))[0]))
    assert catalogue("nl", DOMAIN).keys() - said() - OF_CLICK - capitals == set()
    assert set(catalogue("nl", DOMAIN)) >= OF_CLICK


@on_each(
    "path", [name for name in {" ".join(path) or "tup-sim": path for path in ALL} if "oracle" not in name]
)
def test_help_that_is_shown_is_dutch_without_english(capsys, monkeypatch, path):
    monkeypatch.setenv("TUP_SIM_LANG", "nl")
    monkeypatch.setenv("COLUMNS", "80")
    text = shown(capsys, *(() if path == "tup-sim" else path.split()), "--help")
    assert text.startswith("Gebruik: tup-sim") and "Toon deze uitleg en stop." in text
    assert max(map(len, text.splitlines())) <= 80
    _, _, text = text.partition("\n")
    prose = re.sub(r'"[^"]*"|[-\w]*[-_|][-\w|]*|^  \w+', "", text, flags=re.MULTILINE)
    assert ENGLISH.findall(prose) == []


def test_the_language_may_stand_before_or_behind(capsys):
    before, behind = shown(capsys, "run", "--lang", "nl", "--help"), shown(capsys, "run", "-h", "--lang=nl")
    assert before == behind and "standaard: 1" in before
    assert shown(capsys, "run", "--help").startswith("Usage: tup-sim run [OPTIONS] SCENARIO")


def test_a_group_without_a_command_shows_its_help_and_no_error(capsys, monkeypatch):
    for lang, begin in (("nl", "Gebruik: tup-sim scenario"), ("en", "Usage: tup-sim scenario")):
        monkeypatch.setenv("TUP_SIM_LANG", lang)
        with pytest.raises(SystemExit) as end:
            main(["scenario"])
        assert end.value.code == 2
        assert capsys.readouterr().err.startswith(begin)


def test_help_that_has_no_dutch_is_left_as_it_is():
    assert in_dutch("What nobody has said\n  before.") == "What nobody has said\n  before."


def test_english_help_loads_no_catalogue():
    line = (
        "import sys; from tup_sim.cli import main\n"
        "try: main(['run', '--help'])\n"
        "except SystemExit: pass\n"
        "from tup_sim.texts import forms\n"
        "print(forms.cache_info().currsize, 'tup_sim.cli.in_dutch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("Usage:") and done.stdout.splitlines()[-1] == "0 False"
