"""A state in words: what is changed, in lines, or in a few words that name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from textwrap import shorten

from tup_sim.errors import TupSimError
from tup_sim.own_house.given import called
from tup_sim.own_house.questions import BY_KEY as QUESTION
from tup_sim.own_house.questions import NAME
from tup_sim.own_house.reading import read
from tup_sim.own_house.telling import day_text, numeral
from tup_sim.texts import say
from tup_sim.web.levers import BY_KEY, PERCENT, policies
from tup_sim.web.state import DAY, OWN, State

SIGNS_AT_MOST = 90  # of a name, unless two would be called the same


def house_named(state: State, lang: str) -> str:
    """What the organisation is called in a sentence."""
    if state.house != OWN:
        return say(lang, f"own-like-{state.house}")
    name = dict(state.answers).get(NAME)
    return str(called(name).value) if name else say(lang, "web-own-house")


def _from_day(state: State, lang: str) -> str:
    """From which day the cut counts, behind its size; empty where nobody said so."""
    text = dict(state.answers).get(DAY, "")
    with suppress(TupSimError):
        if text and isinstance(day := read(QUESTION[DAY], text, {}), date):
            return f", {say(lang, 'web-from-day', day=day_text(day, lang))}"
    return ""


def pattern_named(pattern: str, lang: str) -> str:
    """What a pattern of responsibility is called, without what that means."""
    return say(lang, f"own-pattern-{pattern}").partition(":")[0]


def cut_in_euro(state: State, subsidy: float, lang: str) -> str:
    """The cut as a share and as EUR a year; empty where nothing is cut.

    Args:
        state: what is asked.
        subsidy: EUR a year that is cut.
        lang: ``en`` or ``nl``.
    """
    if not state.cut:
        return ""
    euro = numeral(state.cut / PERCENT * subsidy, lang)
    said = say(lang, "own-shown-cut", euro=euro, percent=numeral(state.cut, lang, 2))
    return said + _from_day(state, lang)


def described(state: State, now: Mapping[str, float], lang: str, subsidy: float) -> list[str]:
    """What is changed, in a line each, with what it is now.

    Args:
        state: what is asked.
        now: what every lever is at in the organisation.
        lang: ``en`` or ``nl``.
        subsidy: EUR a year that is cut.
    """
    return [
        f"{line} {say(lang, 'web-is-now', n=numeral(now[key], lang, 2))}" if key in now else line
        for key, line in _lines(state, lang, subsidy)
    ]


def in_short(state: State, lang: str, subsidy: float = 0.0) -> str:
    """A state in a line: what it changes; that it changes nothing.

    Args:
        state: what is asked.
        lang: ``en`` or ``nl``.
        subsidy: EUR a year that is cut; 0 if the euros are not said.
    """
    return "; ".join(line for _, line in _lines(state, lang, subsidy)) or say(lang, "web-level-now")


def chosen(state: State, now: Mapping[str, float], lang: str) -> str:
    """What is chosen besides what befalls the organisation, in a line; empty if nothing is.

    Args:
        state: what is asked.
        now: what every lever is at in the organisation.
        lang: ``en`` or ``nl``.
    """
    numbers = tuple(pair for pair in state.numbers if not BY_KEY[pair[0]].happens)
    spared = state.spared if state.cut else ()
    return "; ".join(described(replace(state, numbers=numbers, spared=spared), now, lang, 0.0))


def in_common(states: Sequence[State], lang: str, subsidy: float = 0.0) -> list[str]:
    """What all states change, in a line each; euros are said where the subsidy is known."""
    first, *others = (_said(each, lang, subsidy) for each in states)
    return [line for line in first if all(line in each for each in others)]


def what_differs(states: Sequence[State], lang: str, subsidy: float = 0.0) -> list[str]:
    """What each of several states of one organisation changes that not all do, what fewest do first; euros if known."""
    said = [_said(each, lang, subsidy) for each in states]
    shared = Counter(line for lines in said for line in lines)
    rest = say(lang, "web-level-no-more" if len(states) in shared.values() else "web-level-now")
    own = (
        sorted((line for line in lines if shared[line] < len(states)), key=shared.__getitem__)
        for lines in said
    )
    return ["; ".join(lines) or rest for lines in own]


def apart(states: Sequence[State], lang: str) -> list[str]:
    """What states are called beside each other: by what differs, and no longer than it takes to tell them apart."""
    names = what_differs(states, lang)
    short = [shorten(name, SIGNS_AT_MOST, placeholder=" …") for name in names]
    return short if len(set(short)) == len(set(names)) else names


def _said(state: State, lang: str, subsidy: float) -> list[str]:
    return [line for _, line in _lines(state, lang, subsidy)]


def _lines(state: State, lang: str, subsidy: float) -> Iterator[tuple[str, str]]:
    """What is changed, with the key of its lever; of a cut in euro too, where they are known."""
    for key, value in state.numbers:
        line = f"{say(lang, f'web-lever-{key}')}: {numeral(value, lang, 2)} {say(lang, BY_KEY[key].unit)}"
        if key == "cut" and subsidy:
            line += f", {say(lang, 'web-euro-a-year', euro=numeral(value / PERCENT * subsidy, lang))}"
            line += _from_day(state, lang)
        yield key, line
    if state.pattern:
        yield "", f"{say(lang, 'web-lever-pattern')}: {pattern_named(state.pattern, lang)}"
    if state.spared:
        names = ", ".join(say(lang, f"own-spared-{each}") for each in state.spared)
        yield "", f"{say(lang, 'web-lever-spare')}: {names}"
    yield from (("", policies(lang)[each]) for each in state.more)
