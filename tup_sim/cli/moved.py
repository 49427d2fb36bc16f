"""Commands that went to ``python -m validation``, beside the package: each says so in a line."""

from __future__ import annotations

import click

from tup_sim.errors import Message, TupSimError


def moved(name: str) -> click.Command:
    """A command that only says where it went, whatever is typed behind it."""
    about = f"Moved to python -m validation {name} (in a clone of the project)."

    @click.command(name, help=about, short_help=about, context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="...")
    def command(words: tuple[str, ...]) -> None:
        raise TupSimError(
            Message("moved: python -m validation {name} (in a clone of the project)", name=name)
        )

    return command


evidence = moved("evidence")
