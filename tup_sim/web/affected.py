"""Who was affected, and through what: the same people in two worlds, told by what tells it in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.measures.agent_trace import KINDS
from tup_sim.reporting.twins import one_text, twins_text
from tup_sim.study.execute import Progress
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.run_experiment import at_rest
from tup_sim.study.store import digest
from tup_sim.study.twins import Twins, twins
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.asking import Asked

WHY = "why"
ONE = "one"  # beside it: the kind of person of whom only one is told
TOP = 3  # people of each kind
PEOPLE = "people"  # beside the texts by language: who is told of, a line each


def held_against(question: Asked) -> list[str]:
    """The names of the worlds that the last world of a question is held against; the last of them unless one asks."""
    (plan,) = question.headings["factors"]
    last = plan["levels"][-1]["name"]
    asked = (each for each in question.headings["questions"] if each["compare"]["plan"] == last)
    return [each["reference"]["plan"] for each in asked]


def why_of(question: Asked, against: str = "") -> Asked:
    """What is put on the table to have it told who was affected.

    Args:
        question: that was answered.
        against: the name of the world that the last one is held against; the usual one if it is none of them.
    """
    if against not in held_against(question)[:-1]:
        key = digest({WHY: question.key})[:16]
        return Asked(key, f"{WHY}-{key[:10]}", {WHY: question.headings})
    key = digest({WHY: question.key, "against": against})[:16]
    only = [each for each in question.headings["questions"] if each["reference"]["plan"] == against]
    return Asked(key, f"{WHY}-{key[:10]}", {WHY: {**question.headings, "questions": only[-1:]}})


def _quoted(name: str) -> str:
    return f"“{name}”"


def _told(progress: Progress) -> Callable[[int, int], None]:
    """The same for who hears of nothing but numbers."""

    def told(done: int, total: int) -> None:
        progress(done, total)

    return told


def told_of(
    headings: Mapping[str, Any], folder: Path, processes: int | None, progress: Progress, one: str = ""
) -> dict[str, str]:
    """Who was affected by the last thing that an experiment compares, in one run; by language, and who is told of.

    Args:
        headings: of the experiment.
        folder: of results, where what people are used to is kept.
        processes: to use for that.
        progress: told how many runs of how many are finished.
        one: kind of person of whom only one is told, of those whose histories are followed; empty for everybody.

    Raises:
        TupSimError: it cannot be computed.
    """
    with ResultStore(folder) as store:
        asked = at_rest(load_experiment(headings), store, fingerprint(), processes, progress)
    point = asked.comparisons()[-1]
    assert point.reference is not None
    base = asked.points[point.reference]
    found = twins(base.scenario, point.scenario, top=TOP, told=_told(progress))
    texts = {lang: _in(asked, base, point, found, lang, one) for lang in LANGUAGES}
    return texts | {PEOPLE: "\n".join(_people(found))}


def _people(found: Twins) -> Iterator[str]:
    """Who is told of, each as the model knows them."""
    for pair in found.pairs:
        for kind in KINDS:
            yield from (each.name for each in pair.affected.get(kind, ())[:TOP])


def _in(asked: Experiment, base: DesignPoint, point: DesignPoint, found: Twins, lang: str, one: str) -> str:
    """The text in a language, with the worlds called as the experiment calls them."""
    named = replace(found, base=_quoted(asked.label(base, lang)), other=_quoted(asked.label(point, lang)))
    if one:
        return one_text(named, one, lang) or say(lang, "class-story-nobody")
    return twins_text(named, lang, TOP, names_alone=True)
