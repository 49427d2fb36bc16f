"""Saying in which form the model runs, and why a compiled one is not used."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tup_sim.errors import Message
from tup_sim.form import ASKED, FORM, HALF, OLDER, OTHER_PYTHON, SOURCE_ASKED, Form

IN_SHORT: Final = MappingProxyType(
    {
        SOURCE_ASKED: f"source, as {ASKED} asks",
        HALF: "source, for not all compiled files are there",
        OLDER: "source, for the compiled files are older",
        OTHER_PYTHON: "source, for the compiled files are of another Python",
    }
)
NOT_USED: Final = MappingProxyType(
    {
        HALF: Message("not all files of the compiled model are there: the source runs (again: make fast)"),
        OLDER: Message("the compiled model is older than its source: the source runs (again: make fast)"),
        OTHER_PYTHON: Message(
            "the compiled model was made for another Python: the source runs (again: make fast)"
        ),
    }
)


def in_short(form: Form = FORM) -> str:
    """The form that runs, in a few words."""
    return "compiled" if form.compiled else IN_SHORT.get(form.why_not, "source")


def to_be_told(form: Form = FORM, environment: Mapping[str, str] = os.environ) -> Iterator[Message]:
    """What somebody who counts on a form should know; nothing in most cases."""
    if form.why_not in NOT_USED:
        yield NOT_USED[form.why_not]
    if (value := environment.get(ASKED, "")) not in ("", "source"):
        yield Message("{name} can be 'source' or empty; it is '{value}'", name=ASKED, value=value)
