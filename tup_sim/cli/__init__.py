"""The command ``tup-sim``; a command's room is entered only when it is asked for, so help comes at once."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import copy_context
from threading import current_thread, main_thread
from typing import NoReturn, TextIO

import click

from tup_sim import __version__
from tup_sim.cli.groups import Branch, Member, called_now, fetched
from tup_sim.cli.terminal import Unshown, harmless_streams, nothing_more_to
from tup_sim.cli.which_form import in_short, to_be_told
from tup_sim.errors import Message, OutputError, RenamedWarning, TupSimError, said
from tup_sim.refused import reason_of

COMMANDS = {
    "demo": Member("tup_sim.cli.runs:demo", "See quickly what a cut does under three patterns."),
    "house": Member("tup_sim.cli.house:house", "Describe your own organisation in twelve questions."),
    "web": Member("tup_sim.cli.web:web", "Explore in your browser, on this machine only."),
    "menu": Member("tup_sim.cli.menu:menu", "Compute the answers of a lesson beforehand."),
    "class": Member("tup_sim.cli.classroom:classroom", "Teach an hour with teams on their phones."),
    "run": Member("tup_sim.cli.runs:run", "Run a scenario several times and show its outcomes."),
    "compare": Member(
        "tup_sim.cli.runs:compare", "Show what scenarios differ in from a base, with the same luck."
    ),
    "plan": Member("tup_sim.cli.plan:plan", "List experiments, or say what one will take before it runs."),
    "experiment": Member("tup_sim.cli.experiments:experiment", "Run an experiment, or go on with it."),
    "results": Member(
        "tup_sim.cli.experiments:results",
        "List, show, export, check, merge and reproduce results that are kept.",
    ),
    "report": Member("tup_sim.cli.brief:report", "Write the brief of an experiment, in Dutch or English."),
    "scenario": Member(
        "tup_sim.cli.scenarios:scenario", "List, show, check and explain scenarios and every number in them."
    ),
    "sensitivity": Member(
        "tup_sim.cli.sensitivity:sensitivity", "Show which assumptions and mechanisms decide an outcome."
    ),
    "story": Member(
        "tup_sim.cli.why:story", "Tell the history of one person, or of the same people in two worlds."
    ),
    "archive": Member(
        "tup_sim.cli.archive:archive", "Pack a study into one file that a stranger can check and run again."
    ),
    "mechanism": Member(
        "tup_sim.cli.mechanism:mechanism", "Begin a mechanism of your own, look into one, document the model."
    ),
}
# What commands were called in version 0.1, and are called now; the old names still work and say so.
RENAMED = {
    "twins": "story twins",
    "parameters": "scenario parameters",
    "baseline": "scenario baseline",
    "explain-difference": "sensitivity explain-difference",
    "sweep": "sensitivity sweep",
    "reproduce": "results reproduce",
    "document": "mechanism document",
}
MOVED = {"evidence": "tup_sim.cli.moved:evidence"}
MISUSE, BROKEN_OFF = 2, 130
NOTE = Message("Note")
STOPPED = Message("stopped; no results are shown")
NO_OUTPUT = Message(
    "the output is closed: there is nowhere to show results; let it go to a file, or to /dev/null"
)


class Rooms(Branch):
    """All commands; one that has an old name is found under it."""

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Fetch a command from its room; None if there is no such name."""
        if name in RENAMED:
            from tup_sim.cli.speaking import tell

            tell(called_now(f"tup-sim {name}", f"tup-sim {RENAMED[name]}"))
            group, _, member = RENAMED[name].partition(" ")
            inside = fetched(COMMANDS[group].place)
            assert isinstance(inside, Branch)
            return inside.get_command(context, member)
        return fetched(MOVED[name]) if name in MOVED else super().get_command(context, name)


@click.group(
    cls=Rooms,
    members=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, prog_name="tup-sim", message=f"%(prog)s, version %(version)s ({in_short()})"
)
def tup_sim() -> None:
    """What happens in an organisation with volunteers when money, people or rules change."""


def main(
    args: Sequence[str] | None = None, program: click.Command = tup_sim, name: str = "tup-sim"
) -> NoReturn:
    """Run the command line and end with its code: 0 good, 2 a mistake we can explain, 130 broken off.

    Args:
        args: the words that were typed; None: those of this process.
        program: the command they are for; another than ``tup-sim`` is told in the same way.
        name: what is typed to call it.
    """
    words = list(sys.argv[1:] if args is None else args)
    with harmless_streams() as there, _ended_as_by_ctrl_c():
        code = _ended(words, program, name) if there else _complain(OutputError(NO_OUTPUT), words)
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


def _ended(words: Sequence[str], program: click.Command, name: str) -> int:
    """Run a command and turn what it raises into a line on stderr and an exit code."""
    try:
        if os.environ.get("TUP_SIM_LANG"):
            _check_language()
        for text in to_be_told():
            click.echo(f"{_translator(words)(NOTE)}: {said(text, _translator(words))}", err=True)
        with _renamed_names_told(words):
            code = copy_context().run(_carried_out, program, words, name)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        return _helped(error)
    except click.ClickException as error:
        return _misused(error, words)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_translator(words)(STOPPED), err=True)
        return BROKEN_OFF
    except Unshown as error:
        return _not_shown(error.cause, words)
    except (TupSimError, OSError, MemoryError, ImportError) as error:
        return _complain(_explained(error), words)
    return code if isinstance(code, int) else 0


def _carried_out(program: click.Command, words: Sequence[str], name: str) -> object:
    """What a command gives back; it knows the language of the command line before it has read it."""
    return program.main(words, prog_name=name, standalone_mode=False, obj=_language(words))


@contextmanager
def _renamed_names_told(words: Sequence[str]) -> Iterator[None]:
    """Say on stderr, in the language of the command line, which old names of parameters were understood; each once."""
    translate, told, others = _translator(words), set[str](), warnings.showwarning

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """Tell an old name once, in one line; leave every other warning to whoever showed it before."""
        if not isinstance(message, RenamedWarning):
            others(message, category, filename, lineno, file, line)
        elif (text := said(message.args[0], translate)) not in told:
            told.add(text)
            click.echo(f"{translate(NOTE)}: {text}", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("always", RenamedWarning)
        warnings.showwarning = show
        yield


def _explained(error: BaseException) -> TupSimError:
    """An error of the system as one of ours."""
    if isinstance(error, TupSimError):
        return error
    if isinstance(error, MemoryError):
        return TupSimError(Message("there is not enough memory; fewer --jobs, runs or weeks need less"))
    if isinstance(error, ImportError):
        return TupSimError(Message("a part of the program cannot be loaded: {why}", why=error))
    assert isinstance(error, OSError)
    if error.filename is None:
        return TupSimError(Message("the system refuses something: {why}", why=reason_of(error)))
    return TupSimError(
        Message("{file}: cannot be read or written ({why})", file=error.filename, why=reason_of(error))
    )


def _complain(error: TupSimError, words: Sequence[str]) -> int:
    """Say what is wrong, in the language of the command line; a fault is a line."""
    translate = _translator(words)
    faults: Sequence[TupSimError] = getattr(error, "faults", (error,))
    with suppress(Unshown):
        for each in faults:
            click.echo(f"{translate('Error')}: {'; '.join(each.said(translate).splitlines())}", err=True)
    return MISUSE


def _helped(error: click.UsageError) -> int:
    """A group without a command: its help says which there are."""
    with suppress(Unshown):
        click.echo(error.message, err=True)
    return error.exit_code


def _misused(error: click.ClickException, words: Sequence[str]) -> int:
    """Say what is wrong with a command line, and where its help is."""
    from tup_sim.cli.click_words import as_message

    problem, translate = as_message(error.format_message(), error.message), _translator(words)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        command = error.ctx.command_path
        problem = Message("{problem} (see '{command} --help')", problem=problem, command=command)
    with suppress(Unshown):
        click.echo(f"{translate('Error')}: {said(problem, translate)}", err=True)
    return error.exit_code


def _language(words: Sequence[str]) -> str:
    from tup_sim.reporting.translate import language_of

    return language_of(words)


def _translator(words: Sequence[str]) -> Callable[[str], str]:
    from tup_sim.texts import translator

    return translator(_language(words))


def _check_language() -> None:
    from tup_sim.reporting.translate import check_variable

    check_variable()


def _not_shown(error: OSError, words: Sequence[str]) -> int:
    """The output cannot be written: quietly if its reader is gone (``head``), else with the reason (a full disk)."""
    nothing_more_to(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 1
    return _complain(OutputError(Message("the output cannot be written: {why}", why=reason_of(error))), words)
