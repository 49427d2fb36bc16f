"""Computes the menu of a lesson: every package that can be paid, alone and with each surprise, with the same luck.

It is an experiment like any other: kept run by run in the store of results, so that whatever breaks it off it goes on,
and cases that share a past live it once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.errors import Message, OutputError
from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.refused import reason_of
from tup_sim.study.execute import processors
from tup_sim.study.experiment import Experiment, Run, task_of
from tup_sim.study.families import begin_of, weeks_of
from tup_sim.study.findings import Findings
from tup_sim.study.run_experiment import carry_on, keys_of, keys_of_points
from tup_sim.study.shards import runs_at_least
from tup_sim.study.store import digest, identity_of_scenario
from tup_sim.study.work import Task
from tup_sim.texts import LANGUAGES
from tup_sim.web.lessons import (
    LATE,
    Case,
    Lesson,
    Values,
    asks_of,
    cut_of,
    menu_place,
    part_text,
    parts_of,
    sealed,
)
from tup_sim.web.stored import findings, numbers_of

NOW = "now"  # the level without a cut
RUNS = 8  # of each case, unless another number is asked for
FEWEST = 2  # that a file of an experiment may ask for
LIKE = "menu"  # how the names of results of menus begin


class Planned(NamedTuple):
    """What computing takes.

    Attributes:
        cases: that are compared, the base too.
        runs: that are made.
        there: how many of them were kept already.
        tried: how many were made just now to see how long one takes; they are kept too.
        seconds: that the others take.
        processes: on which.
    """

    cases: int
    runs: int
    there: int
    tried: int
    seconds: float
    processes: int


def headings_of(
    lesson: Lesson,
    cases: Mapping[str, Case],
    folder: Path,
    runs: int,
    labels: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The experiment about some cases of a lesson, each against the organisation without a cut.

    Args:
        lesson: that they are of.
        cases: by the name of their level.
        folder: for the files with the parts of the lesson, which are written there.
        runs: of each case.
        labels: what levels are called, by name and language; None for their names.

    Raises:
        OutputError: the files cannot be written.
    """
    told = {lang: lesson.title(lang) for lang in LANGUAGES}
    levels: list[dict[str, Any]] = [{"name": NOW, "choice": "no"}]
    for name, case in cases.items():
        levels.append(
            {"name": name, "set": {"cut": cut_of(lesson)}, "with": part_files(lesson, case, folder)}
        )
    for level in levels:
        level |= {"label": labels[level["name"]]} if labels and level["name"] in labels else {}
    return {
        "title": told,
        "question": told,
        "base": lesson.organisation,
        "weeks": lesson.weeks,
        "factors": [{"name": "plan", "levels": levels}],
        "reference": {"plan": NOW},
        "replications": max(FEWEST, runs),
        "runs_at_most": len(levels) * max(FEWEST, runs),
        "windows": {LATE: list(lesson.window)},
        "outcomes": list(lesson.outcomes),
    }


def part_files(lesson: Lesson, case: Case, folder: Path) -> list[str]:
    """The files that lay a case over the organisation with the cut; written if they are not there.

    Raises:
        OutputError: they cannot be.
    """
    place = folder.resolve() / "lessons" / f"{lesson.name}-{asks_of(lesson)[:8]}"
    return [_written(place / f"{each.key}.yaml", part_text(lesson, each)) for each in parts_of(lesson, case)]


def _written(place: Path, text: str) -> str:
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_suffix(".new")
            beside.write_text(text, encoding="utf-8")
            beside.replace(place)
    except OSError as error:
        what = Message("{file}: cannot be read or written ({why})", file=place, why=reason_of(error))
        raise OutputError(what) from error
    return str(place)


def experiment_of(lesson: Lesson, folder: Path, runs: int) -> Experiment:
    """The experiment that computes a menu.

    Raises:
        TupSimError: the lesson cannot be run.
    """
    labels = {name: dict.fromkeys(LANGUAGES, lesson.named(case)) for name, case in _levels(lesson).items()}
    found = load_experiment(headings_of(lesson, _levels(lesson), folder, runs, labels))
    decides = digest([asks_of(lesson), identity_of_scenario(found.points[0].scenario)])
    name = f"{LIKE}-{lesson.name}-{decides[:6]}"  # a lesson or organisation that is changed is another experiment
    return replace(found, name=name, at_least=runs, at_most=runs)


def _levels(lesson: Lesson) -> dict[str, Case]:
    """Every case by the name of its level: names of levels are short."""
    return {f"case {number}": case for number, case in enumerate(lesson.cases(), 1)}


def planned(asked: Experiment, store: ResultStore, processes: int | None) -> Planned:
    """What an experiment takes, by how long one run of its base takes here; that run is kept.

    Args:
        asked: the experiment.
        store: of results.
        processes: to use; None = one per processor.

    Raises:
        TupSimError: the run failed.
    """
    runs = list(runs_at_least(asked))
    keys = keys_of(asked, runs, fingerprint(), keys_of_points(asked))
    before = store.known(keys.values())
    first = replace(asked, points=asked.points[:2], at_least=1, at_most=1, questions=())
    tried = carry_on(first, store, fingerprint(), 1, alone=True)
    weeks = sum(each.parameters.horizon - begin_of(_alone(asked, each)) for each in _scenarios(first))
    seconds = sum(each.results[0].seconds for each in tried.found if each.results)
    known = store.known(keys.values())
    missing = [run for run in runs if keys[run] not in known]
    used = processes or processors()
    return Planned(
        len(asked.points), len(runs), len(before), len(known) - len(before),
        seconds / weeks * _weeks(asked, missing) / used, used,
    )  # fmt: skip


def _scenarios(asked: Experiment) -> list[Any]:
    return [point.scenario for point in asked.points]


def _alone(asked: Experiment, scenario: Any) -> Task:
    return Task(0, scenario, asked.seed, 0, asked.windows)


def _weeks(asked: Experiment, runs: Sequence[Run]) -> float:
    """Weeks that are lived, where runs of one luck share their past."""
    total = 0.0
    for _, same in groupby(sorted(runs, key=lambda run: run.replication), lambda run: run.replication):
        tasks = [task_of(asked, run, asked.points[run.point].scenario) for run in same]
        total += weeks_of(tasks, begin_of(tasks[0]))
    return total


def write(lesson: Lesson, found: Findings) -> Path:
    """Write a menu beside its lesson; where it lies.

    Raises:
        OutputError: it cannot be written there.
    """
    told = numbers_of(found, lesson.outcomes)
    base = told.pop(NOW)
    cases = {lesson.named(case): told[name] for name, case in _levels(lesson).items()}
    place = menu_place(lesson)
    keep(
        place, {"model": fingerprint(), "same_for": [], "asks": asks_of(lesson), "base": base, "cases": cases}
    )
    return place


def keep(place: Path, told: Mapping[str, Any]) -> None:
    """Write a file of answers, a case on a line, under its seal.

    Raises:
        OutputError: it cannot be written there.
    """
    whole = {**told, "seal": sealed(told)}
    lines = ["{"]
    for name, each in whole.items():
        if name == "cases":
            rows = ",\n".join(f"  {json.dumps(case)}: {json.dumps(values)}" for case, values in each.items())
            lines.append(f'"{name}": {{\n{rows}\n}},')
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(each)}{'' if name == 'seal' else ','}")
    try:
        beside = place.with_name(f"{place.name}.new")
        beside.write_text("\n".join([*lines, "}"]) + "\n", encoding="utf-8")
        beside.replace(place)
    except OSError as error:
        what = Message("{file}: cannot be read or written ({why})", file=place, why=reason_of(error))
        raise OutputError(what) from error


def shown_cases(
    lesson: Lesson,
    base: Values,
    values: Mapping[str, tuple[Case, Mapping[str, str], Values]],
    folder: Path,
    model: str,
) -> Findings:
    """Some cases as findings, for whatever tells findings: the judge, sentences, cards, tables.

    Args:
        lesson: that they are of.
        base: values of the organisation without a cut.
        values: by a short name of each (as a team's letter) its case, what it is called by language, and its values.
        folder: of results.
        model: that they were computed with.

    Raises:
        TupSimError: the lesson cannot be loaded.
    """
    cases = {name: case for name, (case, _, _) in values.items()}
    labels: dict[str, Any] = {name: label for name, (_, label, _) in values.items()}
    runs = min(map(len, base.values()))
    told = {NOW: base, **{name: each for name, (_, _, each) in values.items()}}
    return findings(headings_of(lesson, cases, folder, runs, labels), told, model)


def sample(lesson: Lesson) -> Iterable[Case]:
    """Two packages and one surprise: what is computed again to see whether a menu still holds."""
    packages = list(lesson.packages())
    last = packages[-1]
    yield from (Case(packages[1]), Case(last))
    yield from (Case(last, each.key) for each in lesson.surprises[:1])
