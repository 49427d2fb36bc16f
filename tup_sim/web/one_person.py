"""The history of one person in one of the worlds of a question, told by what tells it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tup_sim.errors import Message, TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.reporting.naming import Names
from tup_sim.reporting.story import story_text, tell_story
from tup_sim.study.execute import Progress
from tup_sim.study.run_experiment import at_rest
from tup_sim.study.store import digest
from tup_sim.study.why import check_asked, find_person, trace_of
from tup_sim.texts import LANGUAGES
from tup_sim.web.asking import Asked

STORY, WORLD = "story", "world"
SEED, RUN = 1, 0  # of the run in which it is told who was affected
NO_WORLD = "this question has no world '{name}'"


def levels(headings: Mapping[str, Any], lang: str) -> dict[str, str]:
    """The worlds of a question: name to what each is called.

    Args:
        headings: of the experiment.
        lang: ``en`` or ``nl``.
    """
    (plan,) = headings["factors"]
    return {each["name"]: each["label"][lang] for each in plan["levels"]}


def story_of(question: Asked, who: str, world: str) -> Asked:
    """What is put on the table to have a history told.

    Args:
        question: that was answered.
        who: the person, as the model knows them.
        world: the name of one of its worlds.

    Raises:
        TupSimError: nobody can be called so, or there is no such world.
    """
    check_asked(who, None)
    if world not in levels(question.headings, "en"):
        raise TupSimError(Message(NO_WORLD, name=world))
    key = digest({STORY: question.key, "who": who, WORLD: world})[:16]
    return Asked(key, f"{STORY}-{key[:10]}", {STORY: question.headings, "who": who, WORLD: world})


def history(
    asked: Mapping[str, Any], folder: Path, processes: int | None, progress: Progress
) -> dict[str, str]:
    """The history, by language.

    Args:
        asked: what was put on the table.
        folder: of results, where what people are used to is kept.
        processes: to use for that.
        progress: told how many weeks of how many have gone by.

    Raises:
        TupSimError: it cannot be computed, or there is nobody such in this run.
    """
    with ResultStore(folder) as store:
        whole = at_rest(load_experiment(asked[STORY]), store, fingerprint(), processes, progress)
    point = next(each for each in whole.points if asked[WORLD] in each.levels.values())
    trace = trace_of(point.scenario, SEED, RUN, progress=progress)
    name, _ = find_person(trace, asked["who"])
    names = Names(SEED, RUN, trace.portraits, ids=False)
    return {
        lang: story_text(
            tell_story(trace, name, f"“{whole.label(point, lang)}”", SEED, RUN, lang, names), trace, lang
        )
        for lang in LANGUAGES
    }
