"""Errors in the language of whoever made them, from the gettext catalogue of messages."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", "nl")
VARIABLE = "TUP_SIM_LANG"


def language_of(words: Sequence[str]) -> str:
    """The language that a command line asks for with ``--lang``, else that of TUP_SIM_LANG, else English.

    It is looked for before the command line is understood, for that may be what is wrong.
    """
    found = os.environ.get(VARIABLE, "")
    for place, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option == "--lang":
            found = value if equals else "".join(words[place + 1 : place + 2])
    return found if found in LANGUAGES else "en"


def translator(lang: str) -> Callable[[str], str]:
    """Gives the sentence with gaps of a message in a language; the English one if there is no other."""
    known = {} if lang == "en" else _catalogue(lang)
    return lambda template: known.get(template) or template


@cache
def _catalogue(lang: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    path = LOCALE / lang / "LC_MESSAGES" / "errors.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=lang, abort_invalid=True)
    return {str(message.id): str(message.string) for message in messages if message.id and not message.fuzzy}
