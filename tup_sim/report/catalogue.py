"""The gettext catalogue: every message in a language, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
Forms = str | tuple[str, ...] | list[str]


@cache
def catalogue(lang: str) -> Mapping[str, Forms]:
    """Every message of the brief in a language; what is counted has a form for one and a form for more."""
    from babel.messages.pofile import read_po

    with (LOCALE / lang / "LC_MESSAGES" / "brief.po").open("rb") as file:
        messages = read_po(file, locale=lang, abort_invalid=True)
    return {_first(message.id): message.string or "" for message in messages if message.id}


def _first(forms: Forms) -> str:
    return forms if isinstance(forms, str) else forms[0]
