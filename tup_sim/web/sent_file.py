"""A scenario file that comes from a browser: read as on the command line, with what may not come in refused.

It is this one file and nothing else: it builds on what comes with the program, by name. No other file is looked for,
no plug-in is loaded, and what it says of a cut is asked on the page instead.
"""

from __future__ import annotations

import ntpath
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from tup_sim.errors import Message, ScenarioError, TupSimError, one_line
from tup_sim.files.disk import decoded
from tup_sim.files.document import Document
from tup_sim.files.faults import Faults
from tup_sim.files.load import load_any
from tup_sim.files.numerals import in_figures
from tup_sim.files.places import Place, sent
from tup_sim.files.reading import Reading
from tup_sim.files.strict_yaml import LARGEST_KEPT, Node, followed
from tup_sim.model.parameters import Scenario
from tup_sim.own_house.questions import NAME
from tup_sim.own_house.suggesting import facts_of
from tup_sim.own_house.writing import about
from tup_sim.study.store import identity_of_scenario
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.asking import CUT_WEEK, base_of, own_house
from tup_sim.web.own_files import keep, sign_of
from tup_sim.web.state import ANSWER, DAY, OWN, State, read

LARGEST = LARGEST_KEPT  # bytes; a file with a remark on every line has a quarter of it
NAME_AT_MOST = 60  # signs of the name of a file, in messages
OF_AN_EXPERIMENT = ("factors", "base")
CUT = "cut"


def opened(data: bytes, name: str, folder: Path, lang: str = "en") -> State:
    """The organisation that a file describes: by answers where these say all of it, else by the file, which is kept.

    Args:
        data: what stands in the file.
        name: what its sender calls it.
        folder: of results.
        lang: in which the answers are written.

    Raises:
        ScenarioError: it describes no organisation, or reaches for what may not come from a browser.
        ScenarioErrors: several mistakes, all of them told.
        OutputError: it cannot be kept.
    """
    label = one_line(os.path.basename(ntpath.basename(name)), NAME_AT_MOST) or "own_house.yaml"
    if len(data) > LARGEST:
        what = Message("the file is larger than {most} KB, so it is not read", most=LARGEST // 1000)
        raise ScenarioError(what, label)
    text = decoded(data, label)
    with TemporaryDirectory() as beside:
        scenario, document = _loaded(text, Place(Path(beside).resolve() / "own_house.yaml", label))
        answered = _answered(scenario, document, Path(beside), lang)
    if answered is not None:
        return answered
    keep(text, folder)
    return State(OWN, file=sign_of(text))


def _loaded(text: str, place: Place) -> tuple[Scenario, Document]:
    """The organisation that a text describes, as the command line would load it from a file, and what stands there.

    Raises:
        ScenarioError: it cannot be used here.
        ScenarioErrors: several mistakes.
    """
    place.path.write_bytes(text.encode("utf-8"))
    with sent(place):
        _refuse_experiment(text, place.label)
        found = load_any(str(place.path))
        if found.alone:
            problem = Message("this file describes no organisation, and is built on none")
            raise ScenarioError(problem, place.label, Message("write in it: extends: open_house"))
        document = Reading().document(place)
        _refuse_cut(document, found.scenario)
    return found.scenario, document


def _refuse_experiment(text: str, label: str) -> None:
    """An experiment builds on an organisation; it is none.

    Raises:
        ScenarioError: it is one; what else is wrong with a text is told by whoever reads it in full.
    """
    parts: Mapping[str, Node] = {}
    with suppress(ScenarioError):
        parts = followed(text, label)[0].items()
    for name in OF_AN_EXPERIMENT:
        if name in parts:
            problem = Message("this is an experiment, which asks something about an organisation")
            hint = Message("open the file of the organisation itself, which stands behind 'base:'")
            raise ScenarioError(problem, parts[name].where, hint)


def _refuse_cut(document: Document, scenario: Scenario) -> None:
    """The page asks for the cut itself; with another one in the file, nothing would be as it is now.

    Raises:
        ScenarioError: the file, or what it is built on, has one.
        ScenarioErrors: it has several.
    """
    problem = Message("this organisation has a cut already, and the page asks for the cut itself")
    hint = Message("take the line out, and move the cut on the page")
    settings = [*document.settings, *(each for change in document.changes for each in change.settings)]
    faults = Faults()
    faults.add([
        ScenarioError(problem, each.where, hint) for each in settings if each.path.partition(".")[0] == CUT
    ])  # fmt: skip
    later = any(path.partition(".")[0] == CUT for change in scenario.changes for path in change.values)
    if not faults and (scenario.parameters.cut.size or later):
        faults.add([ScenarioError(problem, document.place.label, hint)])
    faults.end()


def _answered(scenario: Scenario, document: Document, beside: Path, lang: str) -> State | None:
    """The answers that describe the same organisation, to the last number; None if none do.

    Args:
        scenario: the organisation.
        document: in which it stands.
        beside: a folder in which the file of the answers may be written.
        lang: in which they are written.
    """
    house = facts_of("", scenario)
    if not isfinite(house.waiting):
        return None
    subsidy = in_figures(round(house.income * house.subsidy_share, 2))
    texts = {
        "people": in_figures(house.people),
        "fte": in_figures(house.fte),
        "week": in_figures(house.week),
        "coordinator": in_figures(house.coordinator),
        "volunteers": in_figures(house.volunteers),
        "hours": in_figures(house.hours),
        "clients": in_figures(house.clients),
        "waiting": in_figures(round(house.waiting)),
        "budget": say(lang, "web-budget", total=in_figures(house.income), subsidy=subsidy),
        "pattern": house.pattern,
        **_of_the_cut(document),
    }
    state = _of(texts)
    with suppress(TupSimError):
        same = load_any(base_of(state, beside)).scenario
        if identity_of_scenario(same) == identity_of_scenario(scenario):
            return _of({NAME: _name(state, document), **texts})
    return None


def _of(texts: Mapping[str, str]) -> State:
    """An organisation by its answers."""
    return read([("house", OWN), *((ANSWER + key, text) for key, text in texts.items())]).state


def _of_the_cut(document: Document) -> dict[str, str]:
    """From which day the cut counts, where a file says when week 0 is."""
    return {DAY: str(document.starts.day + timedelta(weeks=CUT_WEEK))} if document.starts else {}


def _name(state: State, document: Document) -> str:
    """What the organisation is called, if that stands before what the page writes of it; else empty."""
    lang = LANGUAGES[0]
    nameless = say(lang, "own-nameless")
    rest = about(own_house(state).answers, lang).removeprefix(nameless)
    name, found, behind = document.about.get(lang, "").partition(rest)
    return name if found and not behind and name != nameless else ""
