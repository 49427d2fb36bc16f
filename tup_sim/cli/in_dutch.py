"""Help in Dutch: laid over what click has made of the English help, and loaded only when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from inspect import cleandoc

import click

from tup_sim.texts import catalogue

LANG, DOMAIN = "nl", "commands"
CAPITALS = re.compile(r"\b[A-Z][A-Z_]+(?: RANGE)?\b")
MORE = re.compile(
    r"(?:(?P<text>.*?)  )?\[(?P<more>[^\[\]]*)\]", re.DOTALL
)  # click puts what else it knows behind help
LABEL = re.compile(r"(?P<label>default|env var): (?P<value>.*)")


def in_dutch(english: str) -> str:
    """A paragraph, heading or word of help in Dutch; as it is where the catalogue has none."""
    return catalogue(LANG, DOMAIN).get(in_one_line(english), english)


def in_one_line(text: str) -> str:
    """A paragraph without its line breaks, as the catalogue knows it."""
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line."""
    return [in_one_line(each) for each in re.split(r"\n\s*\n", cleandoc(text)) if each.strip()]


class DutchHelp(click.HelpFormatter):
    """Writes help in Dutch. What stays is what is typed: names of commands, options and choices."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, _words(args), f"{in_dutch('Usage:')} " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The name of a list."""
        super().write_heading(in_dutch(heading))

    def write_text(self, text: str) -> None:
        """The paragraphs of a command."""
        super().write_text("\n\n".join(in_dutch(each) for each in paragraphs(text)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Commands or options, with what each does."""
        super().write_dl([(_words(name), _about(text)) for name, text in rows], col_max, col_spacing)


def _words(signature: str) -> str:
    """What stands for something else, as FILE, in Dutch."""
    return CAPITALS.sub(lambda found: in_dutch(found[0]), signature)


def _about(text: str) -> str:
    """What an option does, with its default and whether it is needed."""
    found = MORE.fullmatch(text)
    if found is None:
        return in_dutch(text)
    more = "; ".join(_more(found["more"].split("; ")))
    return f"{in_dutch(found['text'])}  [{more}]" if found["text"] else f"[{more}]"


def _more(parts: Iterable[str]) -> Iterable[str]:
    for part in parts:
        labelled = LABEL.fullmatch(part)
        yield f"{in_dutch(labelled['label'])}: {labelled['value']}" if labelled else in_dutch(part)
