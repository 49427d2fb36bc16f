"""``tup-sim web``: the same in a browser, on one's own machine."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from tup_sim.cli.speaking import LANG, in_language
from tup_sim.errors import Message, TupSimError

NEEDED = ("starlette", "uvicorn")
NOT_THERE = Message('the page in a browser needs starlette and uvicorn: pip install "tup-sim[web]"')
OPEN_AT = "the page is at {address} (Ctrl-C ends it; what is computed is kept in {folder})"


def port_option(usual: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that says at which port a server listens."""
    return click.option(
        "--port", type=click.IntRange(0, 65535), default=usual, show_default=True, help="Port; 0 for any that is free."
    )  # fmt: skip


@click.command()
@port_option(8765)
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
@click.option(
    "--results", "folder", type=click.Path(path_type=Path, file_okay=False), default="results", show_default=True,
    help="Folder to keep results in.",
)  # fmt: skip
@LANG
def web(port: int, no_browser: bool, folder: Path, lang: str) -> None:
    """Explore an organisation in your browser: move levers, see what changes and how sure that is.

    The page is for this machine only, and nothing leaves it.
    """
    check_it_is_there()
    from tup_sim.web.server import serve

    def told(address: str) -> None:
        click.echo(in_language(Message(OPEN_AT, address=address, folder=folder)))

    serve(folder, port, lang, not no_browser, told)


def check_it_is_there() -> None:
    """What pages are made with has to be installed.

    Raises:
        TupSimError: it is not; says what to install.
    """
    if not all(map(find_spec, NEEDED)):
        raise TupSimError(NOT_THERE)
