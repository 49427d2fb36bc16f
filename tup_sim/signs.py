"""Which signs act instead of showing: one table for whatever goes to a terminal, a page, a picture or a spreadsheet."""

from __future__ import annotations

import unicodedata

# Control signs, other ends of a line, and halves of a sign that no encoding knows.
_ACTING = frozenset({"Cc", "Zl", "Zp", "Cs"})
# Of the order of signs: they turn a text around, or mark which way it runs.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def acts(sign: str, kept: str) -> bool:
    """Whether a sign would move a cursor, ring, break a line or turn a text around.

    Args:
        sign: one sign.
        kept: signs that may, such as a new line.
    """
    return sign not in kept and (unicodedata.category(sign) in _ACTING or sign in _TURNING)
