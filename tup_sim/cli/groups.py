"""Groups of commands whose members are fetched from their room when they are asked for, so that help comes at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from tup_sim.errors import Message
from tup_sim.reporting.translate import language_of

HELP = ("-h", "--help")


class Member(NamedTuple):
    """A command of a group.

    Attributes:
        place: ``module:attribute`` where it is.
        about: one line for the list.
    """

    place: str
    about: str


class Spoken(click.Context):
    """A command under way whose help is in the language of the command line; ``obj`` says which that is."""

    def make_formatter(self) -> click.HelpFormatter:
        """What writes the help; nothing of another language is loaded for English."""
        if (self.obj or language_of(())) == "nl":
            from tup_sim.cli.in_dutch import DutchHelp

            self.formatter_class = DutchHelp
        return super().make_formatter()


def fetched(place: str) -> click.Command:
    """The command at ``module:attribute``."""
    module, _, attribute = place.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return spoken(command)


def spoken(command: click.Command) -> click.Command:
    """The same command, whose help is in the language of the command line."""
    command.context_class = Spoken
    return command


def in_a_line(command: click.Command) -> str:
    """What a command does, for the list of its group: the first paragraph of its help."""
    return command.short_help or " ".join((command.help or "").strip().split("\n\n")[0].split())


class Branch(click.Group):
    """A group of commands, some of which lie elsewhere.

    Attributes:
        context_class: whose help is in the language of the command line.

    Args:
        args: as for any group of click.
        members: commands that lie elsewhere, by name.
        otherwise: the command that is meant where none is named (``tup-sim story open_house``); empty for none.
        options: as for any group of click.
    """

    context_class = Spoken

    def __init__(
        self, *args: Any, members: Mapping[str, Member] | None = None, otherwise: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.members, self.otherwise = dict(members or {}), otherwise

    def list_commands(self, context: click.Context) -> list[str]:
        """Names: its own first."""
        return [*(name for name in super().list_commands(context)), *self.members]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Fetch a command; None if there is no such name."""
        if name in self.members:
            return fetched(self.members[name].place)
        found = super().get_command(context, name)
        return found and spoken(found)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Put in the name of the command that is meant where none is written."""
        named = args and (args[0] in HELP or args[0] in self.list_commands(context))
        if self.otherwise and args and not named:
            args = [self.otherwise, *args]
        return super().parse_args(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without fetching those that lie elsewhere."""
        own = (
            (name, super(Branch, self).get_command(context, name)) for name in super().list_commands(context)
        )
        rows = [(name, in_a_line(command)) for name, command in own if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl([*rows, *((name, each.about) for name, each in self.members.items())])


def called_now(old: str, new: str) -> Message:
    """The line that says what an old name of a command or option is called now."""
    return Message("'{old}' is called '{new}' now; the old name goes with the next version", old=old, new=new)


class Renaming(click.Command):
    """A command some of whose options had another name in version 0.1, which is understood and told.

    Args:
        args: as for any command of click.
        renamed: old name of an option to the one it has now.
        options: as for any command of click.
    """

    def __init__(self, *args: Any, renamed: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.renamed = dict(renamed)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Read the options, old names too."""
        return super().parse_args(context, [self._now(each) for each in args])

    def _now(self, word: str) -> str:
        name, equals, value = word.partition("=")
        if name not in self.renamed:
            return word
        from tup_sim.cli.speaking import tell

        tell(called_now(name, self.renamed[name]))
        return f"{self.renamed[name]}{equals}{value}"
