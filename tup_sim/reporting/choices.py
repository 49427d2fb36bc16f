"""Which choice is the best: with the assumptions as they are, and in worlds with other assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tup_sim.measures import outcome_of
from tup_sim.reporting.columns import Look
from tup_sim.reporting.robust import box_sentence, now_sentence, regret_rows, worlds_sentences
from tup_sim.reporting.view import Table
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.findings import Findings
from tup_sim.study.robust import Robustness, alternatives, robustness, where_it_loses
from tup_sim.texts import say

LOOK = Look(heading=0, headed=True)


class Choice(NamedTuple):
    """Alternatives that differ in one factor, in the outcome that the question is about.

    Attributes:
        name: the factor, and what all alternatives share.
        now: which is the best with the assumptions as they are, and how sure that is.
        worlds: what each loses in other worlds, and under which conditions; empty without worlds.
        table: per alternative how often it is the best and what it loses; None without worlds.
        names: of the alternatives that have a value.
        found: how these compare, now and in the worlds; None if there are fewer than two.
    """

    name: str
    now: str
    worlds: list[str]
    table: Table | None = None
    names: Sequence[str] = ()
    found: Robustness | None = None


def choices(found: Findings, lang: str) -> Iterator[Choice]:
    """Every choice that an experiment offers; none if more of its first outcome is neither better nor worse.

    A factor that nobody can choose the level of, such as the depth of a cut, is no choice. Without worlds, a point and
    its own reference are none of their own: their difference says it already.
    """
    asked = found.experiment
    if outcome_of(asked.outcomes[0].outcome).better == "neutral":
        return
    for factor in (each for each in asked.factors if each.choice):
        for points in alternatives(asked, factor.name):
            if asked.worlds or not _answered(asked, points):
                yield _choice(found, factor.name, points, lang)


def _choice(found: Findings, factor: str, points: Sequence[DesignPoint], lang: str) -> Choice:
    """A choice between the alternatives that have a value; the others are named."""
    valued = [each for each in points if _has_values(found, each)]
    without = _names(found, factor, [each for each in points if each not in valued], lang)
    shut = [
        level.label.in_language(lang) for level in found.experiment.factor(factor).levels if not level.choice
    ]
    title = _title(found, factor, points[0], lang)
    left_out = [
        say(lang, message, names="; ".join(f"“{each}”" for each in names))
        for message, names in (("not-a-choice", shut), ("robust-left-out", without))
        if names
    ]
    if len(valued) < 2:
        return Choice(title, " ".join([*left_out, say(lang, "robust-no-choice")]), [])
    made = _made(found, title, valued, _names(found, factor, valued, lang), lang)
    return made._replace(now=" ".join([*left_out, made.now]))


def _has_values(found: Findings, point: DesignPoint) -> bool:
    """Whether the first outcome has a value in some run of a point, and in some world if there are worlds."""
    key = found.experiment.outcomes[0]
    worlds = found.in_worlds(key)[:, point.number]
    return found.found[point.number].interval(*key).n > 0 and not (worlds.size and np.isnan(worlds).all())


def _names(found: Findings, factor: str, points: Sequence[DesignPoint], lang: str) -> list[str]:
    levels = (found.experiment.factor(factor).level(each.levels[factor]) for each in points)
    return [level.label.in_language(lang) for level in levels]


def _made(
    found: Findings, title: str, points: Sequence[DesignPoint], names: Sequence[str], lang: str
) -> Choice:
    asked, key = found.experiment, found.experiment.outcomes[0]
    seen = robustness(found, key, points)
    now = now_sentence(seen, names, key, lang, found.smallest_of(key))
    if not asked.worlds:
        return Choice(title, now, [], None, names, seen)
    said = [*worlds_sentences(seen, names, key, lang), *_losses(found, points, names, seen, lang)]
    table = Table(regret_rows(seen, names, key, lang), LOOK, indent=4)
    return Choice(title, now, said, table, names, seen)


def _answered(asked: Experiment, points: Sequence[DesignPoint]) -> bool:
    """Whether these are a point and what it is compared with."""
    numbers = {each.number for each in points}
    return len(points) == 2 and any({each.number, each.reference} == numbers for each in asked.comparisons())


def _losses(
    found: Findings, points: Sequence[DesignPoint], names: Sequence[str], seen: Robustness, lang: str
) -> Iterator[str]:
    """Under which conditions each alternative that may be the best now loses more than matters."""
    asked, key = found.experiment, found.experiment.outcomes[0]
    smallest = found.smallest_of(key) or 0.0
    for place, standing in enumerate(seen.now.standings):
        if standing.may_be_best and seen.worlds[place].best.n:
            box = where_it_loses(found, key, points, place)
            yield box_sentence(box, asked.ranges, names[place], key, smallest, lang)


def _title(found: Findings, factor: str, point: DesignPoint, lang: str) -> str:
    """The factor, and the levels that its alternatives have in common."""
    asked = found.experiment
    shared = replace(point, levels={name: level for name, level in point.levels.items() if name != factor})
    parts = (asked.factor(factor).label.in_language(lang), asked.label(shared, lang))
    return ": ".join(part for part in parts if part)
