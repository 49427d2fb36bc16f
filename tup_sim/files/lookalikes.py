"""Signs that look like others on paper: what they stand for, and how they are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tup_sim.errors import Message, chained

ODD_SIGNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "\u00a0": (" ", Message("no-break space")),
        "\u202f": (" ", Message("narrow no-break space")),
        "\u2007": (" ", Message("figure space")),
        "\u2009": (" ", Message("thin space")),
        "\u3000": (" ", Message("ideographic space")),
        "\u2013": ("-", Message("en dash")),
        "\u2014": ("-", Message("em dash")),
        "\u2012": ("-", Message("figure dash")),
        "\u2010": ("-", Message("typographic hyphen")),
        "\u2011": ("-", Message("no-break hyphen")),
        "\u2212": ("-", Message("minus sign of mathematics")),
        "\u2018": ("'", Message("curly quote")),
        "\u2019": ("'", Message("curly quote")),
        "\u201a": ("'", Message("low curly quote")),
        "\u201b": ("'", Message("curly quote")),
        "\u02bc": ("'", Message("curly quote")),
        "\u201c": ('"', Message("curly quote")),
        "\u201d": ('"', Message("curly quote")),
        "\u201e": ('"', Message("low curly quote")),
        "\u201f": ('"', Message("curly quote")),
        "\u00ab": ('"', Message("angle quote")),
        "\u00bb": ('"', Message("angle quote")),
        "\u200b": ("", Message("zero-width space")),
        "\u200c": ("", Message("zero-width sign")),
        "\u200d": ("", Message("zero-width sign")),
        "\u200e": ("", Message("left-to-right mark")),
        "\u200f": ("", Message("right-to-left mark")),
        "\u2060": ("", Message("word joiner")),
        "\ufeff": ("", Message("byte order mark")),
        "\u00ad": ("", Message("soft hyphen")),
        "\uff1a": (": ", Message("wide colon")),
        "\uff0c": (",", Message("wide comma")),
        "\uff1d": ("=", Message("wide equals sign")),
    }
)
_PLAIN = str.maketrans({sign: plain for sign, (plain, _) in ODD_SIGNS.items()})


def with_plain_signs(text: str) -> str:
    """The text with the signs of a keyboard."""
    return text.translate(_PLAIN)


def odd_signs(text: str) -> Message | None:
    """Names the signs of a text that look like others, or like nothing; None if it has none."""
    found = dict.fromkeys(sign for sign in text if sign in ODD_SIGNS)
    names = [Message("{name} (U+{number:04X})", name=ODD_SIGNS[sign][1], number=ord(sign)) for sign in found]
    what = "a sign stands here that is not what it looks like: {names}"
    return Message(what, names=chained("{one}, {other}", names)) if names else None
