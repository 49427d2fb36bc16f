"""From a value as written to a value the model accepts: type, unit, range, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args, get_origin

from tup_sim.errors import Message, ScenarioError, a_word, said
from tup_sim.files.calendar import in_the_week_of, week_of
from tup_sim.files.hints import both, in_force, pasted, with_other_keys, write
from tup_sim.files.keys import did_you_mean, nearest_word
from tup_sim.files.numerals import plain_signs
from tup_sim.files.quantities import (
    OWN,
    Quantity,
    as_it_stands,
    number,
    proposals,
    read_quantity,
    with_reason,
)
from tup_sim.files.sources import known_source
from tup_sim.files.strict_yaml import Node, described, one_line
from tup_sim.files.synonyms import ALMOST_SWITCHES, CHOICES, SWITCHES, the_word
from tup_sim.files.synonyms import AROUND as AROUND_IN_OTHER_WORDS
from tup_sim.files.units import is_money
from tup_sim.files.unsettled import ANNOUNCED, CUT, Unsettled
from tup_sim.model.parameters import Declaration, Kind
from tup_sim.model.parameters.given import on_or_off
from tup_sim.model.parameters.patterns import PatternName
from tup_sim.texts import say, translated, translator, written

DAYPART = re.compile(r"[A-Z][a-z]{2} \d\d:\d\d-\d\d:\d\d")
PATTERN_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
AROUND = ("value", "source", "because")
# The start of what these are the end of, or whose length they are.
STARTS = {
    "cut.announced": "cut.at",
    "cut.over": "cut.at",
    "cut.restored": "cut.at",
    "demand_shock.until": "demand_shock.at",
}


@dataclass(frozen=True)
class Setting:
    """A parameter with its new value, where that stands, and the source or reason given with it.

    Attributes:
        path: of the parameter.
        value: as the model wants it.
        where: its place, for a message.
        reason: source and reason as one text.
        line: how to write it with room for a reason; empty if it has one, or needs none.
        doubt: what to say if the scenario adds no responsibility pattern of that name; None if it need not.
    """

    path: str
    value: Any
    where: str
    reason: str = ""
    line: str = ""
    doubt: ScenarioError | None = None

    @property
    def said_as(self) -> str:
        """The key that it was written with."""
        return self.value.key if isinstance(self.value, Unsettled) else self.path


def read_setting(node: Node, key: Declaration) -> Setting:
    """Read ``value`` or ``{value: .., source: .., because: ..}``.

    Raises:
        ScenarioError: the value, its source or its reason is missing or wrong.
    """
    if not isinstance(node.value, dict):
        line, value = _line_with_reason(node, key), _said(node, key)
        reason = in_the_week_of(node)
        return Setting(key.path, value, node.where, reason, line, _doubt(node, key, value))
    if not {*AROUND, *AROUND_IN_OTHER_WORDS} & set(node.value):
        raise ScenarioError(
            Message("{path} is one value, not a group", path=key.path), node.where, wanted(key)
        )
    return read_around(node, key)


def _line_with_reason(node: Node, key: Declaration) -> str:
    """The line with room for the reason that a measured value needs."""
    if key.kind is not Kind.MEASURED or node.spot is None:
        return ""
    return "".join(pasted(node.spot, text) for text in with_reason(node, [node.spot.written]))


def read_around(node: Node, key: Declaration) -> Setting:
    """Read a value that stands with its source or reason.

    Raises:
        ScenarioError: a key beside the value is not known, or one of the parts is missing or wrong.
    """
    parts = node.items()
    for name, part in parts.items():
        if name not in AROUND:
            problem = Message("unknown key '{name}' beside the value of {path}", name=name, path=key.path)
            hint = both(did_you_mean(name, AROUND), _around_meant(node))
            hint = hint or Message("known are value, source and because")
            raise ScenarioError(problem, part.where, hint)
    if "value" not in parts:
        problem = Message("{path} has a reason but no value", path=key.path)
        raise ScenarioError(problem, node.where, Message("write {{value: ..}}"))
    value = _said(parts["value"], key)
    doubt = _doubt(parts["value"], key, value)
    return Setting(key.path, value, node.where, read_reason(parts), doubt=doubt)


def _said(node: Node, key: Declaration) -> Any:
    """The value, or what is said in other terms than those of the parameter: a cut in euro, the day of a notice.

    Raises:
        ScenarioError: it may not stand here.
    """
    if key.path == CUT and is_money(node.value):
        expected = Message("expected: a share of the subsidy, or EUR a year")
        return Unsettled(CUT, float(read_quantity(node, Quantity(CUT, "EUR per year", 0, expected=expected))))
    if key.path == ANNOUNCED and (week := week_of(node)) is not None:
        return Unsettled(ANNOUNCED, week)
    return read_value(node, key)


def _around_meant(node: Node) -> str:
    """The line with the names of the parts that are meant; empty if one of them is not known."""
    words = {name: nearest_word(name, (*AROUND, *AROUND_IN_OTHER_WORDS)) for name in node.items()}
    names = {name: AROUND_IN_OTHER_WORDS.get(word, word) for name, word in words.items()}
    text = with_other_keys(node, names)
    is_known = "value" in names.values() and set(names.values()) <= set(AROUND)
    return write(node, [text]) if text and is_known else ""


def read_reason(parts: dict[str, Node]) -> str:
    """Source and reason as one text: ``ND05``, ``because``, or ``ND05: because``."""
    said = []
    if source := parts.get("source"):
        said.append(_read_sources(source))
    if because := parts.get("because"):
        said.append(_read_because(because))
    return ": ".join(said)


def split_reason(reason: str) -> tuple[str, str]:
    """The text of ``read_reason`` taken apart again: source ids (as one text), reason."""
    head, _, tail = reason.partition(": ")
    if _are_sources(head):
        return head, tail
    return "", reason


def read_value(node: Node, key: Declaration) -> Any:
    """The value as the model wants it.

    Raises:
        ScenarioError: there is none, or it may not stand here; says what may.
    """
    if node.value is None:
        raise ScenarioError(Message("{path} has no value", path=key.path), node.where, wanted(key))
    kind = key.annotation
    if kind is bool:
        return _read_switch(node, key)
    if get_origin(kind) is tuple:
        return _read_list(node, key, get_args(kind)[0])
    if _has_words(kind):
        return _read_choice(node, key, kind)
    return read_quantity(node, quantity(key))


def meant(node: Node, key: Declaration) -> list[str]:
    """What to write for a value, as it stands if it is in order; nothing if nobody can know."""
    try:
        refused = read_setting(node, key).doubt
    except ScenarioError as error:
        refused = error
    if refused:
        texts = _instead(node, key)
    else:
        texts = [node.spot.written] if node.spot is not None else []
    needs_reason = key.kind is Kind.MEASURED and not isinstance(node.value, dict)
    return with_reason(node, texts) if needs_reason else texts


def _instead(node: Node, key: Declaration) -> list[str]:
    kind = key.annotation
    if isinstance(node.value, dict | tuple) or node.value is None:
        return []
    if kind is bool:
        return _switches_meant(node)
    if get_origin(kind) is tuple:
        return _lists_meant(node)
    if _has_words(kind):
        return _choices_meant(node, kind)
    return proposals(as_it_stands(node), quantity(key))


def wanted(key: Declaration) -> str:
    """What may stand here, for a hint: ``expected: 0 to 1 (FTE per post)``."""
    kind = key.annotation
    if kind is bool:
        return Message("expected: on or off")
    if get_origin(kind) is tuple:
        return Message("expected: a list, as [.., ..]")
    if _has_words(kind):
        return Message("expected: {choices}", choices=", ".join(words_of(kind)))
    return Message("expected: {what}", what=_numbers_allowed(key))


def _numbers_allowed(key: Declaration) -> str:
    """The range with its unit: ``a whole number, 0 to 104 (weeks)``."""
    unit = "" if key.unit == "-" else Message(" ({unit})", unit=a_word(key.unit))
    if key.annotation is int:
        return Message("a whole number, {range}{unit}", range=allowed(key), unit=unit)
    return Message("{range}{unit}", range=allowed(key), unit=unit)


def allowed(key: Declaration) -> str:
    """The range in words: ``0 to 1``, ``0 or more``."""
    return in_words(key.low, key.high)


def in_words(low: float | None, high: float | None) -> str:
    """A range in words, either end of which may be open."""
    if low is not None and high is not None:
        return Message("{low} to {high}", low=number(low), high=number(high))
    if low is not None:
        return Message("{low} or more", low=number(low))
    return Message("any number") if high is None else Message("{high} or less", high=number(high))


def stands_on(key: Declaration, lang: str = "en") -> str:
    """Kind and sources: ``measured (ND04, ND05)``."""
    return f"{translator(lang)(str(key.kind))} ({', '.join(key.sources)})"


def value_text(value: Any, lang: str = "en") -> str:
    """A value for people: on and off, numbers without needless digits, long lists cut short."""
    if isinstance(value, bool):
        return "on" if value else "off"  # as a file has it, in either language
    if isinstance(value, tuple | list):
        shown = ", ".join(str(item) for item in value[:2])
        more = say(lang, "list-cut-short", n=len(value)) if len(value) > 2 else ""
        return f"[{shown}{more}]"
    return str(value) if isinstance(value, str) else written(lang, number(value))


def with_unit(value: Any, key: Declaration, lang: str = "en") -> str:
    """A value for people, with its unit."""
    text = value_text(value, lang)
    return text if key.unit == "-" else f"{text} {translated(lang, key.unit)}"


def range_text(low: float | None, high: float | None, lang: str) -> str:
    """A range in the words and the figures of a language, either end of which may be open."""
    found = in_words(low, high)
    return written(lang, str(said(found, translator(lang))))


def _read_switch(node: Node, key: Declaration) -> bool:
    if isinstance(node.value, bool):
        return node.value
    word = the_word(node.value) if isinstance(node.value, str) else ""
    if word in SWITCHES:
        return SWITCHES[word]
    problem = on_or_off(key.path, described(node))
    raise ScenarioError(problem, node.where, both(write(node, _switches_meant(node)), wanted(key)))


def _switches_meant(node: Node) -> list[str]:
    word = the_word(plain_signs(str(node.value)))
    found = {**SWITCHES, **ALMOST_SWITCHES}.get(word)
    return [] if found is None else ["on" if found else "off"]


def words_of(kind: type) -> list[str]:
    """The words that a parameter of this type may be."""
    if issubclass(kind, PatternName):
        return [*kind.words]
    return [str(choice.value) for choice in kind] if issubclass(kind, Enum) else []


def _has_words(kind: Any) -> bool:
    return isinstance(kind, type) and bool(words_of(kind))


def _doubt(node: Node, key: Declaration, value: Any) -> ScenarioError | None:
    """What is wrong with the name of a pattern, unless the scenario adds a pattern of that name."""
    if isinstance(value, tuple) and isinstance(node.value, tuple):
        kind = get_args(key.annotation)[0]
        pairs = [(item, each) for item, each in zip(node.value, value, strict=True)]
    else:
        kind, pairs = key.annotation, [(node, value)]
    if isinstance(kind, type) and issubclass(kind, PatternName):
        return next((_no_choice(item, key, kind) for item, each in pairs if each not in kind.words), None)
    return None


def _read_choice(node: Node, key: Declaration, kind: type) -> str:
    choice = chosen(node.value, words_of(kind))
    if choice is None and issubclass(kind, PatternName) and isinstance(node.value, str):
        choice = node.value if PATTERN_NAME.fullmatch(node.value) else None
    if choice is None:
        raise _no_choice(node, key, kind)
    return choice


def _no_choice(node: Node, key: Declaration, kind: type) -> ScenarioError:
    choices = words_of(kind)
    problem = Message("{path} cannot be {what}", path=key.path, what=described(node))
    guess = both(did_you_mean(str(node.value), choices), write(node, _choices_meant(node, kind)))
    return ScenarioError(problem, node.where, both(guess, wanted(key)))


def _choices_meant(node: Node, kind: type) -> list[str]:
    choices = words_of(kind)
    word = plain_signs(str(node.value))
    choice = chosen(nearest_word(word, (*choices, *CHOICES)), choices)
    return [choice] if choice is not None else get_close_matches(word, choices, n=1, cutoff=0.75)


def chosen(value: object, choices: Sequence[str]) -> str | None:
    """The choice that a word means, in either language; None if it means none."""
    if not isinstance(value, str):
        return None
    word = the_word(value)
    return next((each for each in (word, *CHOICES.get(word, ())) if each in choices), None)


def _read_list(node: Node, key: Declaration, kind: type) -> tuple[str, ...]:
    if not isinstance(node.value, tuple):
        problem = Message("{path} is a list, not {what}", path=key.path, what=described(node))
        raise ScenarioError(problem, node.where, both(write(node, _lists_meant(node)), wanted(key)))
    if _has_words(kind):
        return tuple(_read_choice(item, key, kind) for item in node.value)
    return tuple(_read_text(item, key) for item in node.value)


def _lists_meant(node: Node) -> list[str]:
    """One value where a list of them belongs."""
    return [f"[{node.value}]"] if isinstance(node.value, str) and DAYPART.fullmatch(node.value) else []


def _read_text(node: Node, key: Declaration) -> str:
    if not isinstance(node.value, str):
        problem = Message("{path} is a list of texts; {what} is none", path=key.path, what=described(node))
        raise ScenarioError(problem, node.where)
    return node.value


def quantity(key: Declaration) -> Quantity:
    """What number a parameter expects."""
    range_ = Message("allowed: {what}", what=_numbers_allowed(key))
    return Quantity(
        key.path, key.unit, key.low, key.high, key.annotation is int, wanted(key), range_,
        is_measured=key.kind is Kind.MEASURED, start=in_force(STARTS[key.path]) if key.path in STARTS else None,
    )  # fmt: skip


def _read_sources(node: Node) -> str:
    """Source ids, as text separated by commas or as a list; each must be registered."""
    names = node.plain()
    if isinstance(names, str):
        names = [name.strip() for name in names.split(",")]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        problem = Message("source: expects the id of a source")
        raise ScenarioError(problem, node.where, Message("one id, or several with commas"))
    return ", ".join(known_source(name, node.where) for name in names)


def _read_because(node: Node) -> str:
    if not isinstance(node.value, str) or not node.value.strip():
        raise ScenarioError(Message("because: expects a reason in words"), node.where)
    if not any(letter.isalnum() for letter in node.value):
        problem = Message("because: '{text}' is no reason", text=one_line(node.value))
        raise ScenarioError(problem, node.where, write(node, [OWN]))
    return " ".join(node.value.split())


def _are_sources(text: str) -> bool:
    try:
        return bool(text) and all(known_source(name) for name in text.split(", "))
    except ScenarioError:
        return False
