"""Texts in other languages, from the gettext catalogues; read without Babel, which takes long to import."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "report" / "locale"
ENTRY = re.compile(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', re.MULTILINE)


@cache
def catalogue(lang: str, name: str) -> Mapping[str, str]:
    """Texts by their English, from the catalogue of that name (``errors``, ``mechanisms``)."""
    text = (LOCALE / lang / "LC_MESSAGES" / f"{name}.po").read_text("utf-8")
    found = {_text(one): _text(other) for one, other in ENTRY.findall(text)}
    return {english: sentence for english, sentence in found.items() if english}


def dutch(english: str) -> str:
    """What a text of a mechanism is in Dutch; empty if nobody wrote it."""
    return catalogue("nl", "mechanisms").get(english, "")


def _text(lines: str) -> str:
    return "".join(map(json.loads, lines.splitlines()))
