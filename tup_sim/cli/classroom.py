"""``tup-sim class``: an hour with teams on their own phones, without internet and without accounts."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.speaking import LANG, in_language
from tup_sim.cli.web import port_option
from tup_sim.errors import Message, OutputError, TupSimError
from tup_sim.refused import reason_of

if TYPE_CHECKING:
    from tup_sim.web.classroom.server import Open

NEEDED = ("starlette", "uvicorn", "segno")
NOT_THERE = Message('the class needs starlette, uvicorn and segno: pip install "tup-sim[web]"')
BEGUN = Message(
    "the class is open (Ctrl-C ends it; started again within twelve hours it goes on where it was)"
)
GOES_ON = Message("the class that was broken off goes on; --new begins another")
TEACHER = "for you:          {address}"
SCREEN = "for the projector: {address}"
TEAMS = "for the teams:    {address}"
NOT_REACHED = "for the teams:    {address} (this machine does not reach itself there; try another)"
NO_NETWORK = Message(
    "no network is found, so no other device can join: open a hotspot, or add teams on this laptop"
)
HOTSPOT = Message(
    "a hotspot of Windows takes 8 devices, one of a phone 5 to 10, a cheap router 20 to 50; one device for each team "
    "is enough. If a device cannot find the page, allow Python in the firewall of this machine"
)
FORGOTTEN = "{n} older classes were deleted: their 30 days are over"


@click.command(name="class")
@click.argument("lesson", required=False)
@port_option(8766)
@click.option(
    "--minutes", type=click.IntRange(1, 480), help="Minutes of the class, where they are not those of the lesson."
)  # fmt: skip
@click.option("--new", "anew", is_flag=True, help="Begin another class, also if one was broken off.")
@click.option("--no-browser", is_flag=True, help="Only say the addresses; open no browser.")
@click.option(
    "--replay", "log", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the page of a class again from its log, which was exported, and stop.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default="class.html", show_default=True,
    help="Where --replay writes the page.",
)  # fmt: skip
@click.option(
    "--results", "folder", type=click.Path(path_type=Path, file_okay=False), default="results", show_default=True,
    help="Folder to keep the class in.",
)  # fmt: skip
@LANG
def classroom(
    lesson: str | None,
    port: int,
    minutes: int | None,
    anew: bool,
    no_browser: bool,
    log: Path | None,
    out: Path,
    folder: Path,
    lang: str,
) -> None:
    """Teach an hour with up to eight teams on their phones: they predict, choose, and see what comes of it.

    LESSON is a lesson that comes with the program, or the path of a file; without it the lesson of an hour. The phones
    need the same network as this machine, and no internet; your own page opens in the browser.
    """
    if not all(map(find_spec, NEEDED)):
        raise TupSimError(NOT_THERE)
    if log is not None:
        _replay(log, out, lang)
        return
    from tup_sim.web.classroom.server import serve_class
    from tup_sim.web.lessons import Menu, load, names

    asked = load(lesson or names()[0])
    asked = asked.lasting(minutes) if minutes else asked
    serve_class(asked, Menu.of(asked), folder, port, lang, _told, anew, not no_browser)


def _replay(log: Path, out: Path, lang: str) -> None:
    from tup_sim.web.classroom.export import replayed

    try:
        page = replayed(log.read_text(encoding="utf-8"), log.name).page(lang)
        out.write_text(page, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = "{file}: cannot be read or written ({why})"
        raise OutputError(Message(what, file=log, why=reason_of(error))) from error
    click.echo(in_language(Message("{file} was written", file=out)))


def _told(found: Open) -> None:
    """Say where the class is."""
    from tup_sim.web.classroom.addresses import qr_in_signs

    lines = [GOES_ON if found.goes_on else BEGUN]
    lines += [Message(FORGOTTEN, n=found.forgotten)] * bool(found.forgotten)
    lines += [Message(TEACHER, address=found.teacher), Message(SCREEN, address=found.screen)]
    lines += [Message(TEAMS if reached else NOT_REACHED, address=each) for each, reached in found.addresses]
    for line in lines:
        click.echo(in_language(line))
    if found.addresses:
        click.echo(qr_in_signs(found.addresses[0][0]), nl=False)
    click.echo(in_language(HOTSPOT if found.addresses else NO_NETWORK))
