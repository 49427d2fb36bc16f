"""The front door: help, version, and how the program ends."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from tests.rooms.source import ROOT
from tup_sim import __version__, cli
from tup_sim.cli.which_form import in_short

START = "from tup_sim.cli import main; main()"


def ask(*words, **options):
    return subprocess.run(
        [sys.executable, "-c", START, *words], cwd=ROOT, capture_output=True, text=True, **options
    )


def test_help_names_every_command():
    done = ask("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in cli.COMMANDS)


@pytest.mark.parametrize("name", ["run", "compare", "demo"])
def test_help_of_a_command_loads_no_heavy_library(name):
    script = (
        "import sys\nfrom tup_sim.cli import main\n"
        f"try: main(['{name}', '--help'])\nexcept SystemExit: pass\n"
        "heavy = {'simpy', 'numpy', 'pandas', 'scipy', 'matplotlib', 'pydantic'}\n"
        "print(*(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "Usage" in done.stdout and done.stderr.strip() == ""


def test_version():
    assert ask("--version").stdout == f"tup-sim, version {__version__} ({in_short()})\n"


def test_a_command_that_is_not_there_ends_with_code_two():
    done = ask("walk")
    assert done.returncode == 2 and "No such command 'walk'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with head")
def test_a_reader_that_leaves_early_gets_no_complaint():
    command = f'"{sys.executable}" -c "{START}" run --help | head -1; true'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("raised", "code"),
    [(KeyboardInterrupt(), 130), (click.UsageError("no"), 2), (click.exceptions.Exit(7), 7)],
)
def test_how_a_command_ends(monkeypatch, raised, code):
    @click.command()
    def broken():
        raise raised

    monkeypatch.setattr(cli.Rooms, "get_command", lambda *_: broken)
    with pytest.raises(SystemExit) as end:
        cli.main(["broken"])
    assert end.value.code == code


def test_an_error_nobody_foresaw_keeps_its_traceback(monkeypatch):
    @click.command()
    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr(cli.Rooms, "get_command", lambda *_: broken)
    with pytest.raises(ZeroDivisionError):
        cli.main(["broken"])
