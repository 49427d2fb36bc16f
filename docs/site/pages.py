"""Pages of the site that are no files in ``docs``: made of README.md, of the docstrings and of the commands."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from docs.site.reference import PAGES, text_of
from tup_sim.cli import COMMANDS, tup_sim

ROOT = Path(__file__).resolve().parents[2]
BESIDE = {"README.md": "index.md", "README.nl.md": "nederlands.md", "CHANGELOG.md": "changelog.md"}
TITLES = {"README.md": "TUP-sim", "README.nl.md": "TUP-sim in het Nederlands", "CHANGELOG.md": "What changed"}
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
LINK = re.compile(r"(?P<shown>\[[^\]\n]*\])\((?P<to>[^)\s#:]+)(?P<mark>#[^)\s]*)?\)")
READ_ON = "\n## Read on\n"
FENCE = re.compile(r"^(```.*?^```)", re.DOTALL | re.MULTILINE)
WIDTH = 84  # of the help of a command, as wide as a page


class Reader(NamedTuple):
    """A page for those who come for one thing.

    Attributes:
        file: where it is on the site.
        title: its heading.
        part: heading in README.md whose table it shows.
    """

    file: str
    title: str
    part: str


READERS = (
    Reader("officials/index.md", "For officials and advisers", "To decide or to advise"),
    Reader("teachers/index.md", "For teachers and students", "To teach or to learn"),
    Reader("researchers/index.md", "For researchers", "To do research"),
    Reader("contributors/index.md", "To change the model", "To change the model"),
)


def made() -> dict[str, str]:
    """Every page that is made, by its place on the site."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    front, _, rest = readme.partition(READ_ON)
    pages = {"index.md": front, "reference/commands.md": commands()}
    pages |= {reader.file: f"# {reader.title}\n\n{part_of(rest, reader.part)}\n" for reader in READERS}
    pages |= {page.file: text_of(page) for page in PAGES}
    for name in ("README.nl.md", "CHANGELOG.md"):
        pages[BESIDE[name]] = (ROOT / name).read_text(encoding="utf-8")
    from_root = ("index.md", "nederlands.md", "changelog.md", *(reader.file for reader in READERS))
    return {
        place: with_links(text, "README.md", place) if place in from_root else text
        for place, text in pages.items()
    }


def part_of(rest: str, heading: str) -> str:
    """The table under a heading of the part of README.md that says where to read on."""
    _, found, after = rest.partition(f"**{heading}**\n")
    if not found:
        raise ValueError(f"README.md has no part '{heading}' under Read on")
    return re.split(r"^(?:\*\*|## )", after, maxsplit=1, flags=re.MULTILINE)[0].strip()


def with_links(text: str, source: str, place: str) -> str:
    """A text whose links lead where things are on the site; a link to what is not there becomes plain words.

    Args:
        text: in Markdown.
        source: the file it stands in, from the root of the project.
        place: of the page on the site.
    """

    def link(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), found["to"]))
        on_site = BESIDE.get(target) or (target.removeprefix("docs/") if is_shown(target) else "")
        if not on_site:
            return found["shown"][1:-1]
        words = found["shown"][1:-1]
        shown = (
            title_of(target) if words == found["to"] or words == posixpath.basename(found["to"]) else words
        )
        return (
            f"[{shown}]({posixpath.relpath(on_site, posixpath.dirname(place) or '.')}{found['mark'] or ''})"
        )

    return outside_code(text, lambda part: LINK.sub(link, part))


def title_of(target: str) -> str:
    """What a file of the project is called on the site: its heading, or its name where it has none."""
    if target in TITLES:
        return TITLES[target]
    heading = HEADING.search((ROOT / target).read_text(encoding="utf-8")) if target.endswith(".md") else None
    return heading[1] if heading else posixpath.basename(target)


def is_shown(target: str) -> bool:
    """Whether a file of the project is on the site."""
    hidden = ("docs/lesson/", "docs/examples/", "docs/site/")
    return target.startswith("docs/") and not target.endswith(".py") and not target.startswith(hidden)


def with_lists(text: str) -> str:
    """A text in which an empty line stands before every list, which Markdown in Python wants and others do not."""
    begin = re.compile(r"(?<=\n)(?P<before>(?![-*|>#\s]|\d+\. )[^\n]+\n)(?=(?:- |\* |1\. ))")
    return outside_code(text, lambda part: begin.sub(lambda found: f"{found['before']}\n", part))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """A text of which only what is no block of code is changed."""
    return "".join(part if part.startswith("```") else change(part) for part in FENCE.split(text))


def commands() -> str:
    """What every command says of itself with ``--help``."""
    head = "# Commands\n\nWhat each command says with `--help`; with `--lang nl`, or `TUP_SIM_LANG=nl`, in Dutch.\n"
    context = click.Context(tup_sim, info_name="tup-sim", **tup_sim.context_settings)
    parts = [head, *(part for name in COMMANDS for part in _helps(tup_sim, name, context))]
    return "\n".join(parts)


def _helps(group: click.Group, name: str, above: click.Context) -> Iterator[str]:
    command = group.get_command(above, name)
    assert command is not None, name
    context = click.Context(
        command, info_name=name, parent=above, max_content_width=WIDTH, terminal_width=WIDTH
    )
    yield f"## {context.command_path.removeprefix('tup-sim ')}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for inside in command.list_commands(context):
            yield from _helps(command, inside, context)
