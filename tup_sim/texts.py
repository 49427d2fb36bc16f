"""Texts in the languages that are spoken here, from gettext catalogues.

``words`` has what reports say, by short names, in both languages. What declarations say (``model``, ``mechanisms``) and
what goes wrong (``errors``) is its own name in English, and only its Dutch stands in a catalogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("en", "nl")
LOCALE = Path(__file__).parent / "reporting" / "locale"
DECLARED = ("model", "mechanisms")  # catalogues of what declarations say
_SIGNS = str.maketrans(",.", ".,")
_LINE = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)


@cache
def forms(lang: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Texts of a catalogue by their names; what is counted has a form for one and a form for more."""
    text = (LOCALE / lang / "LC_MESSAGES" / f"{name}.po").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    message = ""
    for kind, quoted in _LINE.findall(text):
        said = "".join(map(json.loads, quoted.splitlines()))
        if kind == "msgid":
            message = said
        elif message and kind != "msgid_plural":
            found[message] = (*found.get(message, ()), said)
    return found


@cache
def catalogue(lang: str, name: str) -> Mapping[str, str]:
    """The same with the first form of each."""
    return {message: first for message, (first, *_) in forms(lang, name).items()}


def written(lang: str, number: str) -> str:
    """A number in figures as a language writes it: ``1,234.5`` is ``1.234,5`` in Dutch."""
    return number.translate(_SIGNS) if lang == "nl" else number


class _Numbers(Formatter):
    """Fills in a text; a number that the text itself rounds is written as in Dutch."""

    def format_field(self, value: Any, spec: str) -> str:
        text = str(super().format_field(value, spec))
        return written("nl", text) if spec and isinstance(value, int | float) else text


class _Dutch(str):
    """A Dutch sentence with gaps."""

    def format(self, *args: object, **values: object) -> str:
        return _Numbers().vformat(self, args, values)


def translator(lang: str) -> Callable[[str], str]:
    """Gives the sentence with gaps of a message in a language; the English one if there is no other."""
    if lang == "en":
        return str
    known = {**declared(lang), **catalogue(lang, "errors")}
    return lambda template: _Dutch(known.get(template) or template)


class _Counting(Formatter):
    """Fills in a text; ``{n:run|runs}`` is a number with its noun, in the form that goes with it."""

    def format_field(self, value: Any, spec: str) -> str:
        one, bar, more = spec.partition("|")
        return (
            f"{value} {one if str(value) == '1' else more}" if bar else str(super().format_field(value, spec))
        )


def say(lang: str, message: str, /, **values: object) -> str:
    """A text of the catalogue ``words`` in a language, filled in.

    Raises:
        KeyError: there is no such message.
    """
    return _Counting().format(catalogue(lang, "words")[message], **values)


def many(lang: str, message: str, count: float, /, **values: object) -> str:
    """A text about so many things, in the form for one or for more; the number itself is one of ``values``.

    Raises:
        KeyError: there is no such message.
    """
    return _Counting().format(forms(lang, "words")[message][count != 1], **values)


def knows(lang: str, message: str) -> bool:
    """Whether there is such a message."""
    return message in catalogue(lang, "words")


@cache
def declared(lang: str) -> Mapping[str, str]:
    """What declarations of the house say in a language, by its English; nothing in English."""
    if lang == "en":
        return {}
    return {english: text for name in DECLARED for english, text in catalogue(lang, name).items()}


def of_parameters(lang: str, english: str) -> str:
    """What a parameter means, or the heading it stands under, in a language; English where nobody wrote it."""
    return english if lang == "en" else catalogue(lang, "parameters").get(english, english)


def translated(lang: str, english: str, dutch: str = "") -> str:
    """What a declaration says in a language; English where nobody wrote it.

    Args:
        lang: ``en`` or ``nl``.
        english: the text of the declaration, also its name in the catalogue.
        dutch: what a plug-in says itself, for it has no catalogue.
    """
    own = dutch if lang == "nl" else ""
    return own or declared(lang).get(english, english)
