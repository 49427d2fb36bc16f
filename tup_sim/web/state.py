"""What somebody asks, as it stands in the address: only what differs from where the page begins.

The names in it are a promise: a link that was shared goes on to mean the same. What is unknown or impossible is named
and never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import parse_qsl, urlencode

from tup_sim.errors import Message, TupSimError, one_line
from tup_sim.files.numerals import in_figures
from tup_sim.own_house.questions import NAME, NAME_AT_MOST, PATTERNS, QUESTIONS, SPARED
from tup_sim.texts import LANGUAGES
from tup_sim.web.levers import BY_KEY, HOUSES, LEVERS, PRESET_CUT, Lever, in_a_box, number_for, policies

OWN = "own"
HOUSE, PATTERN, SPARE, MORE, LANG, SCHEMA, MODEL = "house", "pattern", "spare", "more", "lang", "v", "m"
VERSION = "1"
ANSWER = "q-"  # how the name of an answer about an own organisation begins
LONGEST = 80  # signs of an answer
SIGNS = 8  # of the model's fingerprint in an address
POLICIES_AT_MOST = 8
FILED = "file"  # an own organisation as it stands in a file that was kept
SIGN = re.compile("[0-9a-f]{12}")  # of what such a file says
ASKED = tuple(each.key for each in QUESTIONS if each.key != "cut" and not each.of_a_cut)
DAY = "day"  # from which the cut counts; the one question about it that is asked beside the organisation
ANSWERED = (NAME, *ASKED, DAY)
PIN = "keep"
EXACT = "exact-"  # how the name begins of what stands behind a number that its box shows with fewer decimals
PINS_AT_MOST = 3
PRESSED = "show"  # said by the button of an answer
BESIDE = (
    "seen",
    PRESSED,
    PIN,
    "compare",
    "why",
    "turns",
    "story",
    "world",
)  # what may stand in an address and is no part of what is asked
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class State:
    """An organisation, and what is moved in it.

    Attributes:
        house: name of a supplied organisation, or ``own``.
        answers: about an own organisation, as they were written: key and text.
        numbers: levers that were moved: key, and number as the page shows it.
        pattern: of responsibility; empty for that of the organisation.
        spared: what the cut leaves alone.
        more: policies that are laid over besides.
        file: the sign of the file in which an own organisation stands; empty where answers describe it.
    """

    house: str = HOUSES[0]
    answers: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, float], ...] = (("cut", PRESET_CUT),)
    pattern: str = ""
    spared: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    file: str = ""

    def moved(self, key: str) -> float | None:
        """What a lever was moved to; None if it stands where it is in the organisation."""
        return dict(self.numbers).get(key)

    @property
    def cut(self) -> float:
        """The cut in per cent of the subsidy."""
        return self.moved("cut") or 0.0

    @property
    def chooses(self) -> bool:
        """Whether anything was chosen besides what befalls the organisation."""
        own = any(not BY_KEY[key].happens for key, _ in self.numbers)
        return own or bool(self.pattern or self.more or (self.spared and self.cut))

    def untouched(self) -> State:
        """The same organisation as it is now."""
        return replace(self, numbers=(), pattern="", spared=(), more=())

    def preset(self) -> State:
        """The same organisation as the page begins with."""
        return replace(self.untouched(), numbers=(("cut", PRESET_CUT),))


@dataclass
class Read:
    """What was read from an address.

    Attributes:
        state: what it asks.
        lang: ``en`` or ``nl``.
        model: signs of the model that it was made with; empty if it says none.
        problems: what is unknown or impossible in it.
        wrong: of these the levers: key to what was written, and what is wrong with it.
        pins: states of the same organisation that are kept to be compared.
    """

    state: State
    lang: str
    model: str = ""
    problems: list[Message] = field(default_factory=list)
    wrong: dict[str, tuple[str, Message]] = field(default_factory=dict)
    pins: tuple[State, ...] = ()


def read(
    pairs: Pairs,
    lang: str = "en",
    now: Callable[[State], Mapping[str, float]] | None = None,
    share: Callable[[State, float], float] | None = None,
) -> Read:
    """Read an address.

    Args:
        pairs: names and values, in order.
        lang: the language if it says none.
        now: what every lever is at in an organisation; what stands there anyway is not kept.
        share: per cent of the subsidy of an organisation that EUR a year are; without it no cut is read in euro.
    """
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    given = _last(found, LANG, lang)
    state = Read(State(), given if given in LANGUAGES else lang, _last(found, MODEL)[:SIGNS])
    state.problems += _strangers(found, given)
    house = _one_of(_last(found, HOUSE, HOUSES[0]), (*HOUSES, OWN), HOUSE, state) or HOUSES[0]
    file = _file(found, house, state)
    answers = tuple(_answers(found, state)) if house == OWN and not file else ()
    about = State(house, answers, file=file)
    state.state = State(
        house,
        answers,
        _numbers(found, now(about) if now else {}, state, partial(share or _no_share, about)),
        _one_of(_last(found, PATTERN), PATTERNS, PATTERN, state),
        _several(found, SPARE, SPARED, state),
        _policies(found, house, state),
        file,
    )
    state.pins = _pins(found, state, now)
    return state


def _policies(found: dict[str, list[str]], house: str, read: Read) -> tuple[str, ...]:
    """The policies that are laid over; those beyond the most that may be are named."""
    known = policies(read.lang, house)  # of the language that the page is in, so that they are read once
    chosen = _several(found, MORE, tuple(known), read)
    if beyond := chosen[POLICIES_AT_MOST:]:
        said = Message(
            "{name}: {n} at most; left out: {names}", name=MORE, n=POLICIES_AT_MOST, names=", ".join(beyond)
        )
        read.problems.append(said)
    return chosen[:POLICIES_AT_MOST]


def _pins(
    found: dict[str, list[str]], asked: Read, now: Callable[[State], Mapping[str, float]] | None
) -> tuple[State, ...]:
    """The states that are kept, each written as in an address of its own; what is wrong or left out is said."""
    kept = [read(parse_qsl(text), now=now) for text in found.get(PIN, ())]
    wrong = [Message("{key}: {problem}", key=PIN, problem=what) for each in kept for what in each.problems]
    house = asked.state.untouched()
    same = dict.fromkeys(each.state for each in kept if each.state.untouched() == house)
    if any(each.state.untouched() != house for each in kept):
        wrong.append(Message("{name}: what was kept of another organisation is left out", name=PIN))
    if len(same) > PINS_AT_MOST:
        wrong.append(Message("{name}: {n} at most; the others are left out", name=PIN, n=PINS_AT_MOST))
    asked.problems += dict.fromkeys(wrong)
    return tuple(same)[:PINS_AT_MOST]


def with_pins(address: str, pins: Iterable[State]) -> str:
    """An address, and the states that are kept."""
    return "&".join([address, *(urlencode({PIN: written(each)}) for each in pins)])


def written(state: State, lang: str = "", model: str = "") -> str:
    """The address that asks the same: what differs from where the page begins, and the language.

    Args:
        state: what is asked.
        lang: ``en`` or ``nl``; empty for none, in a state that is kept.
        model: its fingerprint; empty for none.
    """
    pairs: list[tuple[str, str]] = [(SCHEMA, VERSION)]
    pairs += [(HOUSE, state.house)] if state.house != HOUSES[0] else []
    pairs += [(ANSWER + key, text) for key, text in state.answers]
    pairs += [(FILED, state.file)] if state.file else []
    numbers = dict(state.numbers)
    pairs += [("cut", "0")] if "cut" not in numbers else []
    pairs += [
        (key, in_figures(value)) for key, value in numbers.items() if (key, value) != ("cut", PRESET_CUT)
    ]
    pairs += [(PATTERN, state.pattern)] if state.pattern else []
    pairs += [(SPARE, ",".join(state.spared))] if state.spared else []
    pairs += [(MORE, ",".join(state.more))] if state.more else []
    pairs += [(LANG, lang)] if lang else []
    pairs += [(MODEL, model[:SIGNS])] if model else []
    return urlencode(pairs, safe=",")


def _last(found: dict[str, list[str]], name: str, otherwise: str = "") -> str:
    return found.get(name, [otherwise])[-1].strip() or otherwise


def _strangers(found: dict[str, list[str]], lang: str) -> Iterable[Message]:
    """Names that mean nothing, another version of addresses, another language."""
    known = {*BY_KEY, HOUSE, PATTERN, SPARE, MORE, LANG, SCHEMA, MODEL, FILED, *BESIDE}
    known |= {ANSWER + key for key in ANSWERED} | {EXACT + key for key in BY_KEY}
    for name in found:
        if name not in known:
            yield Message("the address asks for '{name}', which does not exist here", name=one_line(name))
    if _last(found, SCHEMA, VERSION) != VERSION:
        yield Message("the address was made by another version; what it does not share is left out")
    if lang not in LANGUAGES:
        yield Message("lang is 'en' or 'nl', not {value!r}", value=one_line(lang))


def _one_of(text: str, allowed: Sequence[str], name: str, read: Read) -> str:
    """A choice; none if it is empty, or not one of these, which is said."""
    if not text or text in allowed:
        return text
    said = Message(
        "{name}: '{text}' is none of: {names}", name=name, text=one_line(text), names=", ".join(allowed)
    )
    read.problems.append(said)
    return ""


def _several(found: dict[str, list[str]], name: str, allowed: Sequence[str], read: Read) -> tuple[str, ...]:
    """Choices of which several may be made, with commas between or one by one."""
    parts = [part.strip() for text in found.get(name, ()) for part in text.split(",") if part.strip()]
    chosen = set(parts) & set(allowed)
    for part in dict.fromkeys(parts):
        if part not in chosen:
            said = Message("{name}: there is no '{text}'", name=name, text=one_line(part))
            read.problems.append(said)
    return tuple(each for each in allowed if each in chosen)


def _file(found: dict[str, list[str]], house: str, read: Read) -> str:
    """The sign of the file in which an own organisation stands; one that cannot be is named."""
    text = _last(found, FILED)
    if not text or (house == OWN and SIGN.fullmatch(text)):
        if text and any(_last(found, ANSWER + key) for key in ANSWERED):
            said = Message("the organisation comes from a file, so the answers beside it are left out")
            read.problems.append(said)
        return text
    read.problems.append(Message("{name}: there is no '{text}'", name=FILED, text=one_line(text)))
    return ""


def _answers(found: dict[str, list[str]], read: Read) -> Iterable[tuple[str, str]]:
    for key in ANSWERED:
        text, most = _last(found, ANSWER + key), NAME_AT_MOST if key == NAME else LONGEST
        if len(text) > most:
            read.problems.append(Message("{key}: an answer has {n} signs at most", key=key, n=most))
        elif text:
            yield key, text


def _numbers(
    found: dict[str, list[str]], now: Mapping[str, float], read: Read, share: Callable[[float], float]
) -> tuple[tuple[str, float], ...]:
    """The levers that stand elsewhere than in the organisation; a cut is there if the address says nothing."""
    moved: dict[str, float] = {}
    for lever in LEVERS:
        text = _last(found, lever.key, f"{PRESET_CUT:g}" if lever.key == "cut" else "")
        value = _exact(found, lever, _number(text, lever, read, share) if text else None)
        if value is None and lever.key == "cut":
            value = PRESET_CUT
        if value is not None and value != now.get(lever.key, 0.0 if lever.key == "cut" else None):
            moved[lever.key] = value
    if not moved.get("cut"):
        moved = {key: value for key, value in moved.items() if not BY_KEY[key].happens}
    return tuple(moved.items())


def _exact(found: dict[str, list[str]], lever: Lever, value: float | None) -> float | None:
    """A number, or what its box showed with fewer decimals, if that is what stands there still."""
    text = _last(found, EXACT + lever.key)[:LONGEST]
    with suppress(TupSimError):
        if text and in_a_box(behind := number_for(text, lever, _no_share_of)) == value:
            return behind
    return value


def _number(text: str, lever: Lever, read: Read, share: Callable[[float], float]) -> float | None:
    """A number within the limits of a lever; None if it is none, which is said."""
    try:
        return number_for(text[:LONGEST], lever, share)
    except TupSimError as error:
        what = error.args[0]
    read.wrong[lever.key] = text[:LONGEST], what
    read.problems.append(Message("{key}: {problem}", key=lever.key, problem=what))
    return None


def _no_share(state: State, euro: float) -> float:
    return _no_share_of(euro)


def _no_share_of(euro: float) -> float:
    raise TupSimError(Message("write the cut in per cent of the subsidy"))
