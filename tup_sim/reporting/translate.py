"""Errors in the language of whoever made them, from the gettext catalogue of messages."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from tup_sim.errors import Message, TupSimError
from tup_sim.texts import LANGUAGES, translator

__all__ = ["VARIABLE", "check_variable", "in_short", "language_of", "translator"]

VARIABLE = "TUP_SIM_LANG"


def language_of(words: Sequence[str]) -> str:
    """The language that a command line asks for with ``--lang``, else that of TUP_SIM_LANG, else English.

    It is looked for before the command line is understood, for that may be what is wrong.
    """
    asked = ["en", in_short(os.environ.get(VARIABLE, ""))]
    for place, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option == "--lang":
            asked.append(in_short(value if equals else "".join(words[place + 1 : place + 2])))
    return [lang for lang in asked if lang in LANGUAGES][-1]


def in_short(locale: str) -> str:
    """The language of a locale: ``nl`` of ``nl_BE.UTF-8``."""
    return re.split("[_.@-]", locale.strip().lower())[0]


def check_variable() -> None:
    """Refuse a language that we do not speak.

    Raises:
        TupSimError: TUP_SIM_LANG says another one.
    """
    asked = os.environ.get(VARIABLE) or "en"
    if in_short(asked) not in LANGUAGES:
        what = "{variable} is '{value}', a language that is not spoken here; set it to en or nl"
        raise TupSimError(Message(what, variable=VARIABLE, value=asked))
