"""The experiment that a page asks: what would stand in a file, so the command line can ask and reproduce the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.errors import Message, ScenarioError, TupSimError
from tup_sim.files.load import load_any
from tup_sim.files.manifest import fingerprint
from tup_sim.files.numerals import in_figures
from tup_sim.own_house.building import Built, build
from tup_sim.own_house.checking import BEFORE, problem
from tup_sim.own_house.given import called, with_suggestions
from tup_sim.own_house.questions import BY_KEY as QUESTION
from tup_sim.own_house.questions import NAME, Answer
from tup_sim.own_house.reading import read
from tup_sim.own_house.telling import numeral, sentence
from tup_sim.own_house.writing import AFTER, OUTCOMES, YEAR, comment, house_file, limits_of
from tup_sim.study.store import digest, identity_of_scenario
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.levers import BY_KEY, subsidy_of
from tup_sim.web.own_files import keep, kept_file
from tup_sim.web.state import DAY, OWN, State
from tup_sim.web.telling import apart, house_named, in_short

CUT_WEEK = BEFORE  # a year at rest before it, as everywhere in the package
FIRST, ALL = 4, 20  # runs of a first look, the fewest that can show a difference; and of the answer
WORLDS_KEPT = (
    256  # whose identities are at hand; the files they come from are never written anew under one name
)
NOW, CUT, CHOSEN = "now", "cut", "chosen"
NAMES = ("first", "second", "third")  # of states that are compared
LATE = "late"
NO_DAY = Message("write a day or a month; on the page the cut comes a year after the start")
SMALLEST = {f"core_met@{LATE}": 0.01, f"contact_ratio@{LATE}": 0.05}


class Asked(NamedTuple):
    """An experiment that a page asks.

    Attributes:
        key: tells it from any other, also from the same with another model.
        name: under which its results are kept.
        headings: of the experiment, as a file has them.
    """

    key: str
    name: str
    headings: Mapping[str, Any]


def understood(state: State) -> tuple[dict[str, Answer], dict[str, Message]]:
    """Answers about an own organisation that mean something, and what is wrong with the others, by question."""
    found: dict[str, Answer] = {}
    wrong: dict[str, Message] = {}
    for key, text in state.answers:
        try:
            found[key] = called(text) if key == NAME else Answer(text, read(QUESTION[key], text, found))
        except TupSimError as error:
            wrong[key] = error.args[0]
        else:
            if contradicts := _no_day(key, found) or problem(key, found):
                wrong[key] = contradicts
                del found[key]
    return found, wrong


def _no_day(key: str, found: Mapping[str, Answer]) -> Message | None:
    """A number of a week says from which day the cut counts as little as nothing does."""
    return NO_DAY if key == DAY and not isinstance(found[key].value, date) else None


def own_house(state: State) -> Built:
    """The organisation that answers describe.

    Raises:
        TupSimError: an answer means nothing, or contradicts another.
    """
    found, wrong = understood(state)
    for key, what in wrong.items():
        raise ScenarioError(Message("{key}: {problem}", key=key, problem=what))
    nothing = QUESTION["cut"]  # is asked beside the organisation, and nobody left it to us
    return build(with_suggestions({**found, "cut": Answer("0", read(nothing, "0", found))}))


def base_of(state: State, folder: Path) -> str:
    """Name of the organisation, or the file with the own one, which is written if it is not there.

    Args:
        state: what is asked.
        folder: of results.

    Raises:
        TupSimError: the answers describe none, or its file is not kept here.
        OutputError: its file cannot be written.
    """
    if state.house != OWN:
        return state.house
    if state.file:
        return str(kept_file(state.file, folder))
    return str(keep(house_file(own_house(state), "own_house.yaml", "en", page=True), folder))


def asked_of(state: State, base: str) -> Asked:
    """The experiment about a state.

    Args:
        state: what is asked; it differs from the organisation as it is.
        base: name or file of the organisation.
    """
    return _asked("explore", headings_of(state, base))


def compared_of(states: Sequence[State], base: str) -> Asked:
    """The experiment that holds states against the first of them.

    Args:
        states: of one organisation, each another; two at least.
        base: name or file of the organisation.
    """
    first = states[0]
    labels = zip(*(apart(states, lang) for lang in LANGUAGES), strict=True)
    levels = [
        {"name": name, "label": dict(zip(LANGUAGES, label, strict=True)), **_laid_over(state)}
        for name, label, state in zip(NAMES, labels, states, strict=False)
    ]
    told = {
        "title": _told_of("web-title-compared", first),
        "question": {
            lang: say(
                lang, "web-question-compared", house=house_named(first, lang), what=_beside(states, lang)
            )
            for lang in LANGUAGES
        },
        "reference": {"plan": NAMES[0]},
    }
    return _asked("compare", {**told, **_common(first, base, levels)})


def _beside(states: Sequence[State], lang: str) -> str:
    """The names of states in a line."""
    return " / ".join(apart(states, lang))


def _asked(kind: str, headings: Mapping[str, Any]) -> Asked:
    key = digest({"asked": content_of(headings), "model": fingerprint()})[:16]
    return Asked(key, f"{kind}-{key[:10]}", headings)


def content_of(headings: Mapping[str, Any]) -> str:
    """What tells an experiment from others, whatever the model: all that is run, down to what its files say."""
    (plan,) = headings["factors"]
    laid_over = [tuple(level.get("with", ())) for level in plan["levels"]]
    worlds = [_world(str(headings["base"]), each) for each in laid_over]
    return digest({"asked": _decides(headings), "worlds": worlds})


@lru_cache(maxsize=WORLDS_KEPT)
def _world(base: str, laid_over: tuple[str, ...]) -> str:
    """The identity of an organisation with policies over it; its name where these do not go together."""
    try:
        return identity_of_scenario(load_any(base, laid_over, ()).scenario)
    except TupSimError:
        return " ".join((base, *laid_over))


def _decides(headings: Mapping[str, Any]) -> dict[str, Any]:
    """What tells an experiment from others: what is run, and not how it is said."""
    (plan,) = headings["factors"]
    levels = [{name: part for name, part in each.items() if name != "label"} for each in plan["levels"]]
    told = ("title", "question", "questions", "factors", "limits")
    return {**{name: part for name, part in headings.items() if name not in told}, "levels": levels}


def headings_of(state: State, base: str) -> dict[str, Any]:
    """What would stand in the file of the experiment."""
    levels = _levels(state)
    names = [each["name"] for each in levels]
    return {
        "title": _told_of("web-title", state),
        "question": _told_of("web-question", state, subsidy_of(base)),
        "questions": [
            {
                "question": _told(f"web-question-{this}"),
                "reference": {"plan": before},
                "compare": {"plan": this},
            }
            for before, this in pairwise(names)
        ]
        + [
            {
                "question": _told("web-question-whole"),
                "reference": {"plan": NOW},
                "compare": {"plan": CHOSEN},
            }
            for _ in names[2:]  # the cut with what was chosen, beside today: what somebody would decide
        ],
        **_common(state, base, levels),
    }


def _common(state: State, base: str, levels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What all experiments of the page share: so they share their runs as well."""
    off = limits_of(own_house(state)) if state.house == OWN and not state.file else []
    return {
        "base": base,
        "weeks": CUT_WEEK + AFTER + YEAR,
        "factors": [{"name": "plan", "label": _told("own-factor"), "levels": list(levels)}],
        "design": "grid",
        "replications": ALL,
        "windows": {LATE: [CUT_WEEK + AFTER, CUT_WEEK + AFTER + YEAR]},
        "outcomes": [f"{each}@{LATE}" for each in OUTCOMES],
        "smallest_difference": SMALLEST,
        **({"limits": off} if off else {}),
    }


def _told(name: str, **values: object) -> dict[str, str]:
    return {lang: say(lang, name, **values) for lang in LANGUAGES}


def _told_of(name: str, state: State, subsidy: float = 0.0) -> dict[str, str]:
    """A text about a state: its organisation, and what is changed."""
    return {
        lang: say(lang, name, house=house_named(state, lang), what=in_short(state, lang, subsidy))
        for lang in LANGUAGES
    }


def _levels(state: State) -> list[dict[str, Any]]:
    """As it is now; with the cut; with what was chosen besides."""
    cut = _cut(state)
    now: dict[str, Any] = {"name": NOW, "label": _told("web-level-today")}
    found = [now]
    if cut:
        now["choice"] = "no"
        label = {lang: say(lang, "web-level-cut", n=numeral(state.cut, lang, 2)) for lang in LANGUAGES}
        found.append({"name": CUT, "label": label, "set": cut})
    if state.chooses:
        found.append({"name": CHOSEN, "label": _told("web-level-chosen"), **_laid_over(state)})
    return found


def _laid_over(state: State) -> dict[str, Any]:
    """What a state lays over the organisation."""
    over = [*([state.pattern] if state.pattern else []), *state.more]
    found = {"set": {**_cut(state), **_chosen(state)}, "with": over}
    return {name: each for name, each in found.items() if each}


def _cut(state: State) -> dict[str, Any]:
    if not state.cut:
        return {}
    said: dict[str, Any] = {"size": f"{in_figures(state.cut)} %", "at": f"week {CUT_WEEK}"}
    notice, over = state.moved("notice"), state.moved("over")
    said |= {"announced": f"{notice:g} weeks"} if notice is not None else {}
    said |= {"over": f"{over:g} weeks"} if over else {}
    return {"cut": said}


def _chosen(state: State) -> dict[str, Any]:
    levers = {BY_KEY[key]: value for key, value in state.numbers if not BY_KEY[key].happens}
    found: dict[str, Any] = {lever.path: lever.declared(value) for lever, value in levers.items()}
    if state.spared and state.cut:
        found["cut_protects"] = {each: "on" for each in state.spared}
    return found


def as_file(asked: Asked, base: str, own: bool, lang: str) -> str:
    """The experiment as a file, JSON being YAML as well; with the organisation in another file beside it.

    Args:
        asked: the experiment.
        base: what the file calls the organisation.
        own: whether that is a file, which its first lines ask for.
        lang: of those lines.
    """
    text = say(lang, "web-file-head-own" if own else "web-file-head", file=base.removeprefix("./"))
    return (
        comment(text)
        + "\n"
        + json.dumps({**asked.headings, "base": base}, indent=1, ensure_ascii=False)
        + "\n"
    )


def about_own(built: Built, lang: str) -> tuple[list[str], list[str]]:
    """What was assumed for an own organisation, and what does not balance, in sentences."""
    return (
        [sentence(each, lang) for each in built.assumed],
        [sentence(each, lang) for each in built.unbalanced],
    )
