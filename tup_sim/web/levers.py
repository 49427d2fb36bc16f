"""What can be moved on the page, as data; units and limits are held against the declarations by a test."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tup_sim.errors import Message, TupSimError, one_line
from tup_sim.files.keys import keys
from tup_sim.files.load import flat, list_scenarios, load_any
from tup_sim.files.places import find
from tup_sim.files.unsettled import CUT, Unsettled, settled
from tup_sim.model.parameters import Scenario
from tup_sim.own_house.questions import BY_KEY as QUESTION
from tup_sim.own_house.questions import PATTERNS
from tup_sim.own_house.reading import bare, measure, read
from tup_sim.texts import of_parameters, say

HOUSES = ("open_house", "care_home_unit", "buddy_programme")
PERCENT = 100.0
EURO_FROM = 1000.0  # a bare number from there on cannot be meant in per cent
DECIMALS, HALF = 7, 0.5  # of a cut in per cent; of a euro, which nobody sees
SHOWN = 2  # decimals of a number in its box
PRESET_CUT = 15.0  # per cent; what the page opens with, so that it never opens empty
_KEY = re.compile(r"^([a-z_]+)[.:]", re.MULTILINE)
_FOR = re.compile(r"^for: *([a-z_]+)", re.MULTILINE)
POLICY = "policy"  # kind of scenario that can be laid over any organisation
OF_THE_PATTERN = set(PATTERNS)  # policies that are a lever of their own


@dataclass(frozen=True)
class Lever:
    """A number that can be moved; what it is called stands in the catalogue of words: ``web-lever-KEY``.

    Attributes:
        key: its name in the address; never changed.
        path: of the parameter.
        low, high, step: of the slider, in what is shown.
        times: how many times the declared number the shown one is.
        happens: whether it befalls the organisation, which does not choose it.
        unit: behind the number; a name in the catalogue of words.
    """

    key: str
    path: str
    low: float
    high: float
    step: float
    times: float = 1.0
    happens: bool = False
    unit: str = "web-unit-percent"

    def declared(self, shown: float) -> float:
        """The number in the unit of its declaration."""
        return round(shown / self.times, 9)

    def shown(self, declared: float) -> float:
        """The number as the page shows it."""
        return round(declared * self.times, 6)


LEVERS = (
    Lever("cut", "cut.size", 0, 60, 1, PERCENT, happens=True),
    Lever("notice", "cut.announced", 0, 52, 1, happens=True, unit="web-unit-weeks"),
    Lever("over", "cut.over", 0, 104, 1, happens=True, unit="web-unit-weeks"),
    Lever("coaching", "coaching_share", 0, 20, 0.5, PERCENT),
    Lever("start", "delay_talk_to_start", 0, 60, 1, unit="web-unit-days"),
    Lever("thanks", "thanks", 0, 10, 0.5, unit="web-unit-thanks"),
)
BY_KEY = {each.key: each for each in LEVERS}
THEMES = {"cut": ("cut", "notice", "over"), "people": ("coaching", "start", "thanks")}


@cache
def as_now(name: str) -> dict[str, float]:
    """What every lever is at in an organisation as it is.

    Args:
        name: of a supplied organisation, or path of a file that this program wrote.

    Raises:
        ScenarioError: the organisation cannot be loaded.
    """
    return levers_in(load_any(name, (), ()).scenario)


@cache
def subsidy_of(name: str) -> float:
    """EUR a year that a cut takes its share of.

    Args:
        name: of a supplied organisation, or path of a file that this program wrote.

    Raises:
        ScenarioError: the organisation cannot be loaded.
    """
    p = load_any(name, (), ()).scenario.parameters
    return float(p.income * p.units * p.subsidy_share)


def share_of_cut(name: str, euro: float) -> float:
    """Per cent of the subsidy that an amount is, as a scenario file has it; with no more decimals than the euros need.

    Args:
        name: of a supplied organisation, or path of a file that this program wrote.
        euro: EUR a year that is cut.

    Raises:
        ScenarioError: the organisation cannot be loaded, or has no subsidy to cut.
    """
    subsidy = subsidy_of(name)
    if euro > subsidy > 0:
        return PERCENT * euro / subsidy
    (cut,) = settled(Unsettled(CUT, euro), flat(load_any(name, (), ()).scenario), "")
    exact = PERCENT * float(cut.value)
    rounded = (round(exact, places) for places in range(DECIMALS))
    return next((each for each in rounded if abs(each - exact) * subsidy < HALF * PERCENT), exact)


def number_for(text: str, lever: Lever, share: Callable[[float], float]) -> float:
    """The number that somebody wrote for a lever, as the page shows it.

    Args:
        text: as it was written; a cut in per cent, or in euro where that is said or nothing else can be meant.
        lever: it is written for.
        share: makes per cent of the subsidy of EUR a year.

    Raises:
        TupSimError: it is no number for this lever; says what to write.
    """
    if lever.key != "cut":
        return _within(text, measure(text, str(keys()[lever.path].unit), lever.times), lever)
    number = bare(text)
    asked = f"{text} %" if number is not None and number < EURO_FROM else text
    cut = read(QUESTION["cut"], asked, {})
    if not cut.euro:
        return _within(text, PERCENT * (cut.share or 0.0), lever)
    percent = share(cut.euro)
    if percent > lever.high:
        what = "'{text}' is {percent:.1f} % of the subsidy; here it can be {high:g} % at most"
        raise TupSimError(Message(what, text=one_line(text), percent=percent, high=lever.high))
    return percent


def in_a_box(value: float) -> float:
    """A number as its box shows it: two decimals are enough, but for one that would seem to be none."""
    return round(value, SHOWN) or value


def _within(text: str, value: float, lever: Lever) -> float:
    """A number within the limits of a lever.

    Raises:
        TupSimError: it is not.
    """
    if lever.low <= value <= lever.high:
        return round(value, 6)
    what = "'{text}' is not possible here; between {low:g} and {high:g}"
    raise TupSimError(Message(what, text=one_line(text), low=lever.low, high=lever.high))


def levers_in(scenario: Scenario) -> dict[str, float]:
    """What every lever is at in a scenario, as the page shows it."""
    values = flat(scenario)
    return {each.key: each.shown(float(values[each.path])) for each in LEVERS}


@cache
def policies(lang: str, house: str = "") -> dict[str, str]:
    """The supplied policies that can be laid over an organisation: name to what it says of itself.

    Args:
        lang: ``en`` or ``nl``.
        house: the organisation; those that were made for another one are left out. Empty for all policies.
    """
    found = {name: about for name, kind, about in list_scenarios(lang) if kind == POLICY}
    return {
        name: about
        for name, about in found.items()
        if name not in OF_THE_PATTERN and (not house or _made_for(name) in ("", house))
    }


@cache
def policies_by_subject(lang: str, house: str = "") -> list[tuple[str, dict[str, str]]]:
    """The same under headings, headings and policies by the alphabet of the language; last those that join others.

    Args:
        lang: ``en`` or ``nl``.
        house: as in ``policies``.
    """
    found: dict[str, dict[str, str]] = {}
    for name, about in sorted(policies(lang, house).items(), key=lambda each: each[1].casefold()):
        found.setdefault(of_parameters(lang, _subject(name)), {})[name] = about
    joined = found.pop("", {})
    return [*sorted(found.items()), (say(lang, "web-several-at-once"), joined)]


def _subject(name: str) -> str:
    """The heading of the first parameter that a policy sets; empty for one that only lays others over."""
    headings = {path.partition(".")[0]: declared.section for path, declared in keys().items()}
    said = _KEY.findall(find(name).path.read_text("utf-8"))
    return next((headings[each] for each in said if each in headings), "")


@cache
def _made_for(name: str) -> str:
    """The organisation that a policy says it was made for; empty if it says none."""
    said = _FOR.search(find(name).path.read_text("utf-8"))
    return said[1] if said else ""


def limits(lever: Lever) -> tuple[float, float]:
    """What the declaration of a lever allows, as the page shows it."""
    declared = keys()[lever.path]
    assert declared.low is not None and declared.high is not None
    return lever.shown(float(declared.low)), lever.shown(float(declared.high))
