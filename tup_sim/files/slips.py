"""Slips of the pen in a line of YAML, and the line that was probably meant.

Each slip looks at one line and offers what may have been meant; whether it was, is seen when the file is read with
the offered line in its place (``cures.py``). So an offer may be bold: a wrong one is never told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tup_sim.errors import Message
from tup_sim.files.lookalikes import odd_signs, with_plain_signs

LONGEST = 200  # signs of a line that is looked at, and shown

_KEY = r"[A-Za-z_][\w.]*"
_START = rf"(?P<start>\s*(?:-\s+)*(?P<key>{_KEY}))"
_PAIR = re.compile(rf"(?P<front>\s*(?:-\s+)*(?:{_KEY}:\s+)?)(?P<value>\S.*?)(?P<remark>\s*|\s+#.*)")
_NO_SPACE = re.compile(rf"^(\s*(?:-\s+)*{_KEY}):(?=\S)|([{{,]\s*{_KEY}):(?=[^\s,}}])")
_EQUALS = re.compile(rf"^(\s*(?:-\s+)*{_KEY})\s*:?=\s*|([{{,]\s*{_KEY})\s*:?=\s*")
_NO_COLON = re.compile(rf"{_START}(?:\s+(?P<value>[^\s:=#].*)|\s*)")
_NO_COLON_INSIDE = re.compile(rf"([{{,]\s*{_KEY})\s+(?=[\d\"'\[{{])")
_DECIMAL = re.compile(r"(?<=\b0),(?=\d)|(?<=\d),(?=\d)(?!\d{3}\b)")  # 1,000 may be a thousand
_DASH = re.compile(r"(\s*)-(?=[^\s\-\d.])")
_INSIDE = re.compile(r"(?P<front>.*?)\{(?P<inside>[^{}\[\]]*)\}(?P<behind>.*)")
_LIST = re.compile(rf"(?P<front>\s*(?:-\s+)*{_KEY}:\s+)(?P<items>[^\s#][^:#]*?)(?P<remark>\s*|\s+#.*)")
_LAST = re.compile(r"\s*[;,]\s*$")
_PAIRS = {"{": "}", "[": "]"}
_SPECIAL = "@`%&*!|>[]{}?,-#\"'"


class Offer(NamedTuple):
    """What a line may have been meant to be, and what is wrong with it if so."""

    line: str
    problem: Message


@dataclass(frozen=True)
class Slip:
    """A kind of slip.

    Attributes:
        problem: what is wrong.
        offers: lines that may have been meant.
    """

    problem: Message
    offers: Callable[[str], Iterator[str]]


def offers(line: str) -> Iterator[Offer]:
    """Lines that may have been meant, the most likely first; then the same of the line in plain signs."""
    if len(line) > LONGEST:
        return
    plain, odd = with_plain_signs(line), odd_signs(line)
    seen = {line}
    if odd:
        seen.add(plain)
        yield Offer(plain, odd)
    for each, problem in ((line, None), (plain, odd)):
        for slip in SLIPS:
            for offer in slip.offers(each):
                if offer not in seen:
                    seen.add(offer)
                    yield Offer(offer, problem or slip.problem)


def _by_pattern(pattern: re.Pattern[str], then: str) -> Callable[[str], Iterator[str]]:
    """Puts ``then`` behind what the pattern finds, wherever it does."""

    def offer(line: str) -> Iterator[str]:
        """The line with that in it, if the pattern finds anything."""
        changed = pattern.sub(lambda found: f"{''.join(part or '' for part in found.groups())}{then}", line)
        if changed != line:
            yield changed

    return offer


def _without_end(line: str) -> Iterator[str]:
    if _LAST.search(line):
        yield _LAST.sub("", line)


def _plain_gaps(line: str) -> Iterator[str]:
    """Tabs behind the indentation; those of the indentation belong to the lines around."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in line[len(indent) :]:
        yield indent + line[len(indent) :].replace("\t", " ")


def _with_colon(line: str) -> Iterator[str]:
    found = _NO_COLON.fullmatch(line)
    if found:
        yield f"{found['start']}: {found['value']}" if found["value"] else f"{found['start']}:"
    inside = _NO_COLON_INSIDE.sub(r"\1: ", line)
    if inside != line:
        yield inside


def _with_point(line: str) -> Iterator[str]:
    if _DECIMAL.search(line):
        yield _DECIMAL.sub(".", line)


def _with_brackets(line: str) -> Iterator[str]:
    """Every bracket closed by its own, or opened behind the key."""
    found = _PAIR.fullmatch(line)
    if found is None or not re.search(r"[\[\]{}()]", found["value"]):
        return
    front, value, remark = found["front"], found["value"], found["remark"]
    for each in (value, _square(value)):
        closed = _closed(each)
        if front + closed + remark != line:
            yield front + closed + remark
    if value[-1] in "]}" and _closed(value) != value:
        opened = "{" if value[-1] == "}" else "["
        yield f"{front}{opened}{value}{remark}"


def _square(value: str) -> str:
    """Round brackets as YAML knows them."""
    if value[0] == "(" and value[-1] == ")":
        return f"{{{value[1:-1]}}}" if ":" in value else f"[{value[1:-1]}]"
    return value


def _closed(value: str) -> str:
    """Closing brackets put right: added, exchanged or left out."""
    open_, made, quote = [], "", ""
    for sign in value:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and value.count(sign) % 2 == 0:
            quote = sign
        elif sign in _PAIRS:
            open_.append(_PAIRS[sign])
        elif sign in "]}":
            made += open_.pop() if open_ else ""
            continue
        made += sign
    return made + "".join(reversed(open_))


def _with_quotes(pattern: str) -> Callable[[str], Iterator[str]]:
    """The whole value as one text, if it has something in it that YAML reads in another way."""

    def offer(line: str) -> Iterator[str]:
        """The line with its value in quotes, without its remark; then with the remark as part of the value."""
        found = _PAIR.fullmatch(line)
        if found is None or not re.search(pattern, found["value"]):
            return
        front, value, remark = found["front"], found["value"], found["remark"]
        if value[0] + value[-1] in ("{}", "[]"):
            return
        yield f"{front}{quoted(_bare(value))}{remark}"
        if remark.strip():
            yield f"{front}{quoted(_bare(value + remark))}"

    return offer


def _bare(value: str) -> str:
    """A text without the quotes around it, or the single one at its begin or end."""
    first, last = value[0], value[-1]
    if len(value) > 1 and first in "\"'" and last in "\"'":
        return value[1:-1]
    if first in "\"'" and value.count(first) == 1:
        return value[1:]
    return value[:-1] if last in "\"'" and value.count(last) == 1 else value


def quoted(text: str) -> str:
    """A text between quotes that it does not contain; unlike JSON, with all its signs as they are."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _with_quotes_inside(line: str) -> Iterator[str]:
    """Every text between braces that has a colon, a comma or a quote in it, as one text."""
    found = _INSIDE.fullmatch(line)
    if found is None:
        return
    pairs: list[str] = []
    for piece in _pieces(found["inside"]):
        if pairs and not re.match(rf"\s*{_KEY}:(\s|$)", piece):
            pairs[-1] += f",{piece}"
        else:
            pairs.append(piece)
    inside = ",".join(_pair(each) for each in pairs)
    yield f"{found['front']}{{{inside}}}{found['behind']}"


def _pieces(inside: str) -> list[str]:
    """What stands between commas; those in a text between quotes do not count."""
    if inside.count('"') % 2 or inside.count("'") % 2:
        return inside.split(",")
    return re.findall(r"(?:\"[^\"]*\"|'[^']*'|[^,])+", inside)


def _pair(text: str) -> str:
    key, colon, value = text.partition(": ")
    shown = value.strip()
    whole = shown[:1] in ('"', "'") and shown.endswith(shown[:1]) and shown.count(shown[:1]) == 2
    if not shown or whole or not re.search(r":\s|[,\"']", shown):
        return text
    return f"{key}{colon}{quoted(_bare(shown))}"


def _as_list(line: str) -> Iterator[str]:
    found = _LIST.fullmatch(line)
    if found is None:
        return
    items = found["items"].strip("[](){} ")
    parts = [part.strip() for part in items.split(",")] if "," in items else items.split()
    if len(parts) > 1 and all(parts):
        yield f"{found['front']}[{', '.join(parts)}]{found['remark']}"


SLIPS = (
    Slip(Message("a sign too many stands at the end of this line"), _without_end),
    Slip(Message("a tab stands here instead of a space"), _plain_gaps),
    Slip(Message("a space is missing after the colon"), _by_pattern(_NO_SPACE, ": ")),
    Slip(Message("'=' stands here instead of a colon"), _by_pattern(_EQUALS, ": ")),
    Slip(Message("a colon is missing"), _with_colon),
    Slip(Message("a space is missing after the '-'"), _by_pattern(_DASH, "- ")),
    Slip(Message("write a decimal point, not a comma"), _with_point),
    Slip(Message("a bracket is missing, too many, or of the wrong kind"), _with_brackets),
    Slip(
        Message("a text between braces with a colon, comma or quote in it needs quotes"), _with_quotes_inside
    ),
    Slip(Message("the quotes do not stand around the whole text"), _with_quotes("[\"']")),
    Slip(Message("a text with a colon in it needs quotes"), _with_quotes(r":(\s|$)")),
    Slip(
        Message("a text that begins with such a sign needs quotes"),
        _with_quotes(rf"^[{re.escape(_SPECIAL)}]"),
    ),
    Slip(Message("a list needs square brackets, and commas between"), _as_list),
)
