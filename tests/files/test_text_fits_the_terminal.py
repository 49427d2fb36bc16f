"""Sentences are wrapped where the terminal ends, in a file at 80 columns, and a command stays in one piece."""

from __future__ import annotations

import io
import sys

import pytest

from tup_sim.errors import Message
from tup_sim.files.layout import fitted, terminal_width


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "columns", "width"),
    [(io.StringIO, None, 80), (io.StringIO, "72", 72), (Terminal, "72", 72), (Terminal, None, 80)],
)
def test_a_terminal_or_who_asks_for_it_says_the_width_and_a_file_has_eighty_columns(
    monkeypatch, stream, columns, width
):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "stdout", stream())
    monkeypatch.setattr(sys, "__stdout__", None)  # so that the terminal of who tests is not asked
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


def test_a_line_that_is_too_long_is_wrapped_as_it_is_indented_and_the_others_are_left_alone():
    text = "  a few words that are long\nshort\n\n    why: more words here"
    assert fitted(text, 16) == "  a few words\n  that are long\nshort\n\n    why: more\n    words here"
    assert fitted(text, 100) == text


def test_a_command_and_a_path_stay_in_one_piece():
    said = "Every value, who set it and why: tup-sim scenario explain open_house --set a=1"
    assert (
        fitted(said, 60) == "Every value, who set it and why:\ntup-sim scenario explain open_house --set a=1"
    )
    assert fitted("Few runs. To decide on: tup-sim run a", 34) == "Few runs. To decide on:\ntup-sim run a"
    assert fitted(f"Saved: {'x' * 50}", 30) == f"Saved:\n{'x' * 50}"
    assert (
        fitted("the same 'tup-sim experiment' command goes on", 30).splitlines()[0]
        == "the same 'tup-sim experiment'"
    )


@pytest.mark.parametrize("sign", ["\ufeff", "\u202e", "\x1b", "\udcff"])
def test_what_nobody_can_read_of_a_name_is_shown_as_a_question_mark(sign):
    error = Message("no outcome called '{name}'", name=f"core{sign}met")
    assert error == "no outcome called 'core?met'"
    assert (
        error.said(lambda template: template.upper().replace("NAME", "name"))
        == "NO OUTCOME CALLED 'core?met'"
    )


def test_a_line_break_in_what_fills_a_sentence_stays():
    assert Message("moved:\n{lines}", lines="a\nb") == "moved:\na\nb"
