"""What click says of a command line, as messages, for click has no Dutch of its own.

Click fills in its sentences before we see them; so they are recognised, the longer ones first.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from tup_sim.errors import Message, one_line

LONGEST = 500  # signs of what somebody typed that are said back; lists of choices are shorter

SENTENCES = (
    "Invalid value for {option}: {problem}",
    "Invalid value: {problem}",
    "{option} (env var: {variable})",
    "Missing command.",
    "Missing argument {name}.",
    "Missing option {name}.",
    "{problem}. Did you mean {name}?",
    "{problem}. (Did you mean one of: {names}?)",
    "No such option {name}",
    "No such option: {name}",
    "No such command {name}",
    "Option {name} does not take a value.",
    "Option {name} requires an argument.",
    "Option {name} requires {n} arguments.",
    "Got unexpected extra argument ({rest})",
    "Got unexpected extra arguments ({rest})",
    "{value} is not one of {choices}.",
    "{value} is not in the range {range}.",
    "{value} is not a valid integer.",
    "{value} is not a valid integer range.",
    "{value} is not a valid float.",
    "{value} is not a valid float range.",
    "File {file} is a directory.",
    "File {file} does not exist.",
    "Directory {file} is a file.",
    "Directory {file} does not exist.",
    "Path {file} does not exist.",
)  # fmt: skip


def as_message(text: str, ours: str) -> str:
    """A sentence of click as a message; as it is if it is none we know.

    Args:
        text: the sentence.
        ours: the part of it that we said ourselves.
    """
    if text == ours and isinstance(ours, Message):
        return ours
    for sentence in SENTENCES:
        if found := _pattern(sentence).fullmatch(text):
            parts = found.groupdict().items()
            return Message(sentence, **{name: _part(part, ours) for name, part in parts})
    return text


def _part(text: str, ours: str) -> str:
    """A part of a sentence; shortened if it is no message, for then it is what somebody typed."""
    part = as_message(text, ours)
    return part if isinstance(part, Message) else one_line(part, LONGEST)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    parts = Formatter().parse(sentence)
    return re.compile(
        "".join(re.escape(text) + (f"(?P<{name}>.+?)" if name else "") for text, name, *_ in parts), re.DOTALL
    )
