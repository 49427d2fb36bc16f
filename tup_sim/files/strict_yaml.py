"""Reads YAML 1.2 strictly, and remembers for every value the line it stands on.

Only what a scenario needs is understood: texts, numbers, true and false, lists, and sets of ``key: value``
lines. What can surprise a reader (a key that stands twice, anchors, tags, two documents in one file) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from tup_sim.errors import Message, ScenarioError
from tup_sim.errors import one_line as one_line
from tup_sim.files.disk import LARGEST as LARGEST
from tup_sim.files.disk import text_of
from tup_sim.files.faults import Faults, together
from tup_sim.model.parameters.given import described as in_words

DEEPEST = 20
LARGEST_KEPT = 50_000  # signs of a text whose values stay in memory for who asks again
MOST_VALUES = 20_000  # the register of statements has a tenth of it; to read more takes seconds

Scalar = str | int | float | bool | None

_REMARK = re.compile(r"\s#.*$")
_INT = re.compile(r"[-+]?[0-9]{1,15}")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class NotYaml(ScenarioError):
    """A text that cannot be followed any further; what stands behind that place is not known."""


class TooMuch(NotYaml):
    """A text with so many values that no other line in it would help."""


@dataclass(frozen=True)
class Spot:
    """The signs of a text that something was written with; ``480.000`` is more than the number 480."""

    text: str = field(repr=False)
    start: int
    end: int

    @property
    def written(self) -> str:
        """The signs themselves."""
        return self.text[self.start : self.end]

    def line_with(self, other: str) -> str:
        """The line it stands on with other signs in its place, without a remark; empty if it is no one line."""
        if "\n" in self.written:
            return ""
        head = self.text[self.text.rfind("\n", 0, self.start) + 1 : self.start]
        tail = re.split("[\r\n]", self.text[self.end :], maxsplit=1)[0]
        if not {"'", '"'} & set(tail):  # a # between quotes begins no remark
            tail = _REMARK.sub("", tail)
        return " ".join(f"{head}{other}{tail}".split())


@dataclass(frozen=True)
class Node:
    """A value as written, and where: ``where`` is ``file:line`` of its key (of the item, in a list).

    Attributes:
        value: what YAML makes of it.
        where: its place, for a message.
        spot: the signs it is written with, if it comes from a text.
        key: the signs of its key, if it has one.
    """

    value: Scalar | tuple[Node, ...] | dict[str, Node]
    where: str
    spot: Spot | None = field(default=None, compare=False, repr=False)
    key: Spot | None = field(default=None, compare=False, repr=False)

    def plain(self) -> Any:
        """The value without its places, as Python data."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def items(self) -> dict[str, Node]:
        """The keys of a set of ``key: value`` lines.

        Raises:
            ScenarioError: it is anything else.
        """
        if not isinstance(self.value, dict):
            problem = Message("expected 'key: value' lines here, not {value}", value=described(self))
            raise ScenarioError(problem, self.where)
        return self.value


def described(node: Node) -> str:
    """What stands there, short, for a message."""
    return in_words(node.value)


def read_file(path: Path, label: str, where: str = "") -> Node:
    """Read one file; every reason why that cannot be done becomes one clear sentence.

    Args:
        path: the file.
        label: its name in messages.
        where: the place that asked for it, if that is not the command line.
    """
    return read_text(text_of(path, label, where), label)


def read_text(text: str, label: str, fixed_where: bool = False, before: str = "") -> Node:
    """Read one YAML document from a text.

    Args:
        text: the document.
        label: its name in messages.
        fixed_where: True when the text is no file, so that a line number says nothing (``--set``).
        before: what stood before the text on its line (``--set income=``).

    Raises:
        NotYaml: it is no YAML.
        ScenarioError: it is YAML that could surprise a reader.
    """
    node, faults = followed(text, label, fixed_where, before)
    faults.end()
    return node


def followed(text: str, label: str, fixed_where: bool = False, before: str = "") -> tuple[Node, Faults]:
    """Read one YAML document to its end, and note what could surprise a reader; arguments as ``read_text``.

    Raises:
        NotYaml: it cannot be followed to its end; with it comes what was noted before.
    """
    parse = _parsed if len(text) <= LARGEST_KEPT else _parsed.__wrapped__
    node, found = parse(text, label, fixed_where, before)
    faults = Faults()
    faults.found += [type(each)(*each.args) for each in found]  # an error remembers where it was raised
    if node is None:
        raise together(faults.found)
    return node, faults


@lru_cache(maxsize=32)  # one load asks for a file several times, and many loads build on the same few
def _parsed(
    text: str, label: str, fixed_where: bool, before: str
) -> tuple[Node | None, Sequence[ScenarioError]]:
    """What stands there, None if it cannot be followed to its end; and what is wrong with it."""
    faults = Faults()
    try:
        return _document(text, label, fixed_where, faults, before), tuple(faults.found)
    except ScenarioError as error:
        faults.add([error])
        return None, tuple(faults.found)


def _document(text: str, label: str, fixed_where: bool, faults: Faults, before: str) -> Node:
    try:
        events = YAML(typ="safe", pure=True).parse(text)
        return _Builder(events, label, fixed_where, faults, text, before).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = label if fixed_where or mark is None else f"{label}:{mark.line + 1}"
        problem = one_line(str(error.problem or error.context))
        hint = Message("use spaces, not tabs") if r"'\t'" in problem else ""
        raise NotYaml(Message("not valid YAML: {problem}", problem=problem), where, hint) from error
    except YAMLError as error:
        reason = one_line(getattr(error, "reason", None) or str(error).splitlines()[0])
        where = label if fixed_where else f"{label}:{_line_of(error, text)}"
        raise NotYaml(Message("not valid YAML: {problem}", problem=reason), where) from error


def _line_of(error: YAMLError, text: str) -> int:
    """The line of a sign that no text may contain."""
    return text.count("\n", 0, getattr(error, "position", 0)) + 1


class _Builder:
    """Turns the events of the YAML parser into nodes, one event after the other."""

    def __init__(
        self,
        events: Iterator[Any],
        label: str,
        fixed_where: bool,
        faults: Faults,
        text: str = "",
        before: str = "",
    ) -> None:
        self.events, self.label, self.fixed_where, self.faults = events, label, fixed_where, faults
        self.text, self.before = before + text, len(before)
        self.values = 0

    def document(self) -> Node:
        """The only document of the stream.

        Raises:
            NotYaml: the stream is empty, or goes too deep or too far.
            ScenarioError: something in it could surprise a reader.
        """
        next(self.events)
        start = next(self.events)
        if not isinstance(start, DocumentStartEvent):
            raise NotYaml(Message("the file is empty"), self.label)
        if start.version or start.tags:
            raise ScenarioError(Message("lines that start with % are not understood"), self.where(start))
        first = next(self.events)
        node = self.node(first, self.where(first), 0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, StreamEndEvent):
            raise ScenarioError(
                Message("a second document starts here; one file is one scenario"), self.where(after)
            )
        return node

    def node(self, event: Any, where: str, depth: int, key: Spot | None = None) -> Node:
        """The value that starts with this event.

        Raises:
            NotYaml: the values are too many or nested too deep, or a key is no name.
        """
        with self.faults.caught():
            self.refuse_magic(event)
        self.values += 1
        if self.values > MOST_VALUES:
            raise TooMuch(Message("the file has more than {most} values", most=MOST_VALUES), where)
        if depth > DEEPEST:
            raise NotYaml(Message("nested more than {most} levels deep", most=DEEPEST), where)
        if isinstance(event, MappingStartEvent):
            inside, last = self.mapping(depth)
            return Node(inside, where, self.spot(event, last), key)
        if isinstance(event, SequenceStartEvent):
            items, last = self.sequence(depth)
            listed = Node(items, where, self.spot(event, last), key)
            with self.faults.caught():
                _refuse_mixed_commas(listed)
            return listed
        if isinstance(event, AliasEvent):
            return Node(None, where)
        return Node(event.value if event.style else _resolve(event.value), where, self.spot(event), key)

    def spot(self, event: Any, last: Any = None) -> Spot:
        """The signs from the begin of an event to its end, or to that of a later one."""
        end = (last or event).end_mark.index
        return Spot(self.text, event.start_mark.index + self.before, end + self.before)

    def mapping(self, depth: int) -> tuple[dict[str, Node], Any]:
        """All ``key: value`` pairs until the mapping ends, and that end."""
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key, where = self.key(event), self.where(event)
            value = self.node(next(self.events), where, depth + 1, self.spot(event))
            if key in found:
                self.faults.add([_twice(key, value, found[key])])
            else:
                found[key] = value
        return found, event

    def key(self, event: Any) -> str:
        """The text of a key.

        Raises:
            NotYaml: it is no name on one line.
            ScenarioError: it is an anchor, an alias or a tag.
        """
        self.refuse_magic(event)
        if not isinstance(event, ScalarEvent) or not event.value or event.value != one_line(event.value):
            raise NotYaml(Message("a key must be a name, on one line"), self.where(event))
        return str(event.value)

    def sequence(self, depth: int) -> tuple[tuple[Node, ...], Any]:
        """All items until the list ends, and that end."""
        found: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.node(event, self.where(event), depth + 1))
        return tuple(found), event

    def refuse_magic(self, event: Any) -> None:
        """No anchors, aliases and tags: what is written is what is meant.

        Raises:
            ScenarioError: there is one.
        """
        if isinstance(event, AliasEvent) or event.anchor:
            mark = "*" if isinstance(event, AliasEvent) else "&"
            raise ScenarioError(
                Message(
                    "anchors and aliases ({mark}{name}) are not understood",
                    mark=mark,
                    name=one_line(event.anchor),
                ),
                self.where(event),
                Message("write the value out, or use 'with:'"),
            )
        if event.tag:
            problem = Message("tags ({tag}) are not understood", tag=_short_tag(event.tag))
            raise ScenarioError(problem, self.where(event))

    def where(self, event: Any) -> str:
        """``file:line`` of an event."""
        return self.label if self.fixed_where else f"{self.label}:{event.start_mark.line + 1}"


def _twice(key: str, node: Node, first: Node) -> ScenarioError:
    """A key that stands twice; the cure depends on what stands there."""
    hint = Message("first at {place}", place=first.where)
    if node.plain() == first.plain():
        hint = Message("first at {place}, with the same value: leave one of them out", place=first.where)
    elif isinstance(node.value, dict) and isinstance(first.value, dict):
        hint = Message("first at {place}: put the lines of both under one of them", place=first.where)
    return ScenarioError(Message("'{key}' stands here twice", key=key), node.where, hint)


def _refuse_mixed_commas(node: Node) -> None:
    """``[2,5, 4]`` is three numbers to YAML and two to who writes a comma in a number."""
    items = node.value if isinstance(node.value, tuple) else ()
    spots = [item.spot for item in items if item.spot is not None]
    gaps = [one.text[one.end : other.start] for one, other in pairwise(spots)]
    tight = [
        gap == "," and one.written[-1:].isdecimal() and other.written[:1].isdecimal()
        for gap, (one, other) in zip(gaps, pairwise(spots), strict=True)
    ]
    if node.spot is None or not any(tight) or not any(gap.endswith((" ", "\t", "\n")) for gap in gaps):
        return
    decimals, separate = (
        spots[0].written
        + "".join(
            f"{sign if close else ', '}{spot.written}" for close, spot in zip(tight, spots[1:], strict=True)
        )
        for sign in (".", ", ")
    )
    raise ScenarioError(
        Message(
            "the list '{written}' has commas with and without a space", written=one_line(node.spot.written)
        ),
        node.where,
        Message(
            "write: {line}; or: {or_line}",
            line=node.spot.line_with(f"[{decimals}]") or f"[{decimals}]",
            or_line=node.spot.line_with(f"[{separate}]") or f"[{separate}]",
        ),
    )


def _short_tag(tag: object) -> str:
    return one_line(str(tag)).replace("tag:yaml.org,2002:", "!!")


def _resolve(text: str) -> Scalar:
    """A word without quotes as YAML 1.2 reads it; unlike YAML 1.1, ``no`` and ``12:30`` are texts."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
