"""The command ``tup-sim``; a command's room is entered only when it is asked for, so help comes at once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import current_thread, main_thread
from typing import NoReturn

import click

from tup_sim import __version__
from tup_sim.errors import TupSimError

COMMANDS = {
    "demo": ("tup_sim.cli.runs:demo", "See quickly what a cut does under three patterns."),
    "run": ("tup_sim.cli.runs:run", "Run a scenario several times and show its outcomes."),
    "compare": ("tup_sim.cli.runs:compare", "Show what scenarios differ in from a base, with the same luck."),
    "story": ("tup_sim.cli.why:story", "Tell the history of one person in plain sentences."),
    "twins": ("tup_sim.cli.why:twins", "Follow the same people in two worlds that differ in one policy."),
    "scenario": ("tup_sim.cli.scenarios:scenario", "List, show, check, explain and compare scenarios."),
    "parameters": ("tup_sim.cli.parameters:parameters", "List every number of the world and its source."),
    "explain-difference": (
        "tup_sim.cli.blame:explain_difference",
        "Divide a difference over the mechanisms that produce it.",
    ),
    "sweep": ("tup_sim.cli.sweep:sweep", "Show which assumptions decide an outcome or a difference."),
    "plan": ("tup_sim.cli.plan:plan", "List experiments, or say what one will take before it runs."),
    "experiment": ("tup_sim.cli.experiments:experiment", "Run an experiment, or go on with it."),
    "results": (
        "tup_sim.cli.experiments:results",
        "List, show, export, verify or forget results that are kept.",
    ),
    "reproduce": (
        "tup_sim.cli.experiments:reproduce",
        "Compute some runs again and compare them bit for bit.",
    ),
    "report": ("tup_sim.cli.brief:report", "Write the brief of an experiment, in Dutch or English."),
    "evidence": ("tup_sim.cli.evidence:evidence", "Hold the model against the statements of the report."),
    "document": (
        "tup_sim.cli.documents:document",
        "Write ODD, STRESS-DES, table of parameters or glossary.",
    ),
    "baseline": ("tup_sim.cli.baseline:baseline", "Check or renew the numbers the model is held to."),
}
MISUSE, BROKEN_OFF = 2, 130


class Rooms(click.Group):
    """A group that knows its commands by name and fetches the one that is used."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Names, in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Fetch a command from its room; None if there is no such name."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without fetching them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tup-sim")
def tup_sim() -> None:
    """What happens in an organisation with volunteers when money, people or rules change."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end with its code: 0 good, 2 a mistake we can explain, 130 broken off."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    with _ended_as_by_ctrl_c():
        code = _ended(args)
    sys.exit(code)


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """Who asks the program to end (SIGTERM) gets what Ctrl-C gets: finished runs are kept, workers end."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _ended(args: Sequence[str] | None) -> int:
    """Run a command and turn what it raises into a line on stderr and an exit code."""
    try:
        code = tup_sim.main(args, prog_name="tup-sim", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        where = f" (see '{error.ctx.command_path} --help')" if error.ctx is not None else ""
        click.echo(f"Error: {error.format_message()}{where}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TupSimError as error:
        click.echo(f"Error: {'; '.join(str(error).splitlines())}", err=True)
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; no results are shown", err=True)
        return BROKEN_OFF
    except BrokenPipeError:
        return _nobody_reads()
    except OSError as error:
        return _cannot_write(error)
    return code if isinstance(code, int) else 0


def _cannot_write(error: OSError) -> int:
    """The output has no room or no permission (a full disk): one line, and nothing more to that output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    click.echo(f"Error: the output cannot be written: {error.strerror or error}", err=True)
    return MISUSE


def _nobody_reads() -> int:
    """The reader of our output (``head``) is gone: end quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
