"""In which language a command speaks, and what it says beside its results."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.errors import Message, TupSimError, said
from tup_sim.reporting.translate import VARIABLE, in_short, language_of
from tup_sim.texts import LANGUAGES, translator

if TYPE_CHECKING:
    from tup_sim.reporting.view import View


class Language(click.Choice[str]):
    """``en`` or ``nl``; a country or encoding behind it, as in ``nl_BE.UTF-8``, says nothing more."""

    def __init__(self) -> None:
        super().__init__(LANGUAGES)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The language."""
        return str(super().convert(in_short(str(value)), param, ctx))


LANG = click.option(
    "--lang", type=Language(), default="en", envvar=VARIABLE,
    help=f"Language of what is said; without it that of {VARIABLE}.",
)  # fmt: skip


def in_language(text: object) -> str:
    """A message in the language of the command under way."""
    return str(said(text, translator(_language())))


def show(text: str, as_it_is: bool = False) -> None:
    """Print a result, its lines no longer than the terminal is wide.

    Args:
        text: tables that fit already, and sentences, which are wrapped.
        as_it_is: leave it alone: it is for another program.
    """
    from tup_sim.files.layout import fitted, terminal_width

    click.echo(text if as_it_is else fitted(text, terminal_width()))


def show_views(*views: View) -> None:
    """Print results for people, in tables that fit the terminal."""
    from tup_sim.files.layout import terminal_width
    from tup_sim.reporting.view import as_text

    show(as_text(*views, width=terminal_width()))


def tell(text: Message) -> None:
    """Say something beside the results, on standard error."""
    click.echo(in_language(text), err=True)


def tell_error(error: TupSimError) -> None:
    """Say what went wrong, where the command goes on; each fault on a line."""
    translate = translator(_language())
    for line in error.said(translate).splitlines():
        click.echo(f"{translate('Error')}: {line}", err=True)


def typed() -> str:
    """What was typed, to type it again elsewhere: where a file lies on one machine is of no use on another."""
    words = (Path(word).name if Path(word).is_absolute() else word for word in sys.argv[1:])
    return f"{click.get_current_context().find_root().info_name} {shlex.join(words)}"


def _language() -> str:
    context = click.get_current_context(silent=True)
    if context is None:
        return language_of(())
    return str(context.params.get("lang") or context.obj or language_of(()))
