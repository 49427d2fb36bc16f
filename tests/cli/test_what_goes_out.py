"""What goes to the terminal and to files: harmless, told apart, and known before the work."""

from __future__ import annotations

import errno
import re
import subprocess
import sys
from dataclasses import replace

import click
import pytest

from tests.rooms.source import ROOT
from tests.study import fakes
from tup_sim import cli
from tup_sim.cli import runs
from tup_sim.cli.terminal import Shown, harmless
from tup_sim.errors import Message, OutputError, TupSimError
from tup_sim.reporting.saving import check_place, make_folder
from tup_sim.reporting.translate import language_of, translator

PROGRAM = [sys.executable, "-m", "tup_sim"]


def ended(monkeypatch, capsys, what, words=("broken",)):
    """With which code a command ends that does this, and what it says."""

    @click.command(context_settings={"ignore_unknown_options": True})
    @click.argument("rest", nargs=-1)
    def broken(rest):
        what()

    monkeypatch.setattr(cli.Rooms, "get_command", lambda *_: broken)
    with pytest.raises(SystemExit) as end:
        cli.main(list(words))
    return end.value.code, capsys.readouterr()


class Faults(TupSimError):
    """Several mistakes, told at once."""

    faults = (TupSimError("one\nof two lines"), TupSimError("two"))


def raises(error):
    def what():
        raise error

    return what


def test_signs_that_move_the_cursor_or_turn_text_are_spelt():
    assert harmless("a\x1b[2Jb\rc\x07d\x9be\u202ef\u2028g") == "a\\x1b[2Jb\\x0dc\\x07d\\x9be\\u202ef\\u2028g"
    for text in ("één\ttafel\nmet – «tekens» 😀", "plain ascii", ""):
        assert harmless(text) == text


def test_the_title_of_a_scenario_cannot_act_on_the_terminal(monkeypatch, capsys):
    code, said = ended(monkeypatch, capsys, lambda: click.echo("title \x1b]0;mine\x07"))
    assert (code, said.out) == (0, "title \\x1b]0;mine\\x07\n")
    _, said = ended(monkeypatch, capsys, raises(TupSimError("no '\x07'")))
    assert said.err == "Error: no '\\x07'\n"


def test_an_error_of_reading_is_not_told_as_one_of_the_output(monkeypatch, capsys):
    gone = FileNotFoundError(errno.ENOENT, "No such file or directory", "there.yaml")
    code, said = ended(monkeypatch, capsys, raises(gone))
    assert (code, said.err) == (
        2,
        "Error: there.yaml: cannot be read or written (No such file or directory)\n",
    )


def test_what_the_system_refuses_is_said_in_dutch_as_well(monkeypatch, capsys):
    monkeypatch.setenv("TUP_SIM_LANG", "nl")
    _, said = ended(
        monkeypatch, capsys, raises(PermissionError(errno.EACCES, "Permission denied", "there.yaml"))
    )
    assert said.err.rstrip().endswith("(geen toegang)")
    _, said = ended(monkeypatch, capsys, raises(OSError(errno.ENOLCK, "No locks available", "there.yaml")))
    assert said.err.rstrip().endswith("(No locks available)")


def test_an_output_without_room_is_told_as_such(monkeypatch, capsys):
    class Full:
        def write(self, text):
            raise OSError(errno.ENOSPC, "No space left on device")

    def what():
        Shown(Full()).write("x")

    code, said = ended(monkeypatch, capsys, what)
    assert (code, said.err) == (2, "Error: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (MemoryError(), "there is not enough memory; fewer --jobs, runs or weeks need less"),
        (ImportError("no libz"), "a part of the program cannot be loaded: no libz"),
        (OSError("odd"), "the system refuses something: odd"),
        (TupSimError("first\nsecond"), "first; second"),
        (Faults("several"), "one; of two lines\nError: two"),
    ],
)
def test_what_the_system_refuses_is_a_line(monkeypatch, capsys, error, line):
    code, said = ended(monkeypatch, capsys, raises(error))
    assert (code, said.err) == (2, f"Error: {line}\n")


def test_errors_speak_the_language_of_the_command_line(monkeypatch, capsys):
    error = OutputError(Message("{path}: is a folder, not a file", path="x"))
    for words in (["broken", "--lang", "nl"], ["broken", "--lang=nl"]):
        assert (
            ended(monkeypatch, capsys, raises(error), words)[1].err == "Fout: x: is een map, geen bestand\n"
        )
    monkeypatch.setenv("TUP_SIM_LANG", "nl")
    assert ended(monkeypatch, capsys, raises(error))[1].err == "Fout: x: is een map, geen bestand\n"
    assert ended(monkeypatch, capsys, raises(error), ["broken", "--lang", "en"])[1].err.startswith(
        "Error: x: is"
    )
    assert (language_of(["--lang", "fr"]), language_of(["--lang"])) == ("nl", "nl")
    assert (
        translator("nl")("a sentence that nobody translated {x}") == "a sentence that nobody translated {x}"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of POSIX")
@pytest.mark.parametrize(("closing", "words"), [(">&-", "scenario list"), ("<&- >&- 2>&-", "scenario list")])
def test_a_closed_output_is_told_before_the_work(closing, words):
    command = f'"{sys.executable}" -m tup_sim {words} {closing}'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("" if "2>&-" in closing else f"Error: {cli.NO_OUTPUT}\n")


def test_a_place_with_a_name_that_is_no_text_is_refused_before_the_work(tmp_path):
    for name in ("\udcff.csv", "a\0b.csv"):
        for check in (check_place, make_folder):
            with pytest.raises(OutputError, match=r"UTF-8|zero"):
                check(tmp_path / name)
    with pytest.raises(OutputError, match="there is no folder"):
        check_place(tmp_path / "not" / "there.csv")


def test_the_module_is_the_command():
    done = subprocess.run([*PROGRAM, "walk"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and done.stderr.startswith("Error: No such command 'walk'")
    assert "tup-sim --help" in done.stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("run", ["open_house"]),
        ("compare", ["open_house", "+cut_20"]),
        ("twins", ["open_house", "+cut_20"]),
        ("sweep", ["open_house", "--outcome", "core_met"]),
        ("explain-difference", ["open_house", "+cut_20", "--outcome", "core_met"]),
    ],
)
def test_an_absurd_number_of_runs_is_told_and_asked(monkeypatch, capsys, command, words):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SystemExit) as end:
        cli.main([command, *words, "-n", "99999999999"])
    said = capsys.readouterr().err
    assert end.value.code == 2 and "runs, some" in said and "give --yes if that is meant" in said


def test_a_house_too_large_for_the_memory_is_told_and_asked(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SystemExit) as end:
        cli.main(["story", "open_house", "--person", "volunteer-1", "--set", "places=100000"])
    assert end.value.code == 2 and "GB of memory" in capsys.readouterr().err


def test_who_says_yes_is_not_asked(monkeypatch, capsys, fake_model):
    asked, found = [], replace(fakes.scenario())

    def stopped(_, replications, *rest, **more):
        asked.append(replications)
        raise KeyboardInterrupt

    monkeypatch.setattr("tup_sim.study.replicate", stopped)
    monkeypatch.setattr(runs.Asked, "load", lambda *_: found)
    with pytest.raises(SystemExit):
        cli.main(["run", "open_house", "-n", "99999999999", "--yes"])
    assert asked == [99999999999]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["--person", "jan"], "nobody is called 'jan': write volunteer-12"),
        (["--client", "three"], "nobody is called 'client-three'"),
        (["--exit", "blabla"], r"nobody leaves for 'blabla' \(life, job, disappointed"),
        (["--exit", "disapointed"], "did you mean disappointed?"),
    ],
)
def test_a_story_of_nobody_is_refused_without_a_run(monkeypatch, capsys, words, text):
    monkeypatch.setattr("tup_sim.study.why.run", lambda *_, **__: pytest.fail("a run was made"))
    with pytest.raises(SystemExit) as end:
        cli.main(["story", "open_house", *words])
    assert end.value.code == 2
    assert re.search(text, capsys.readouterr().err)
