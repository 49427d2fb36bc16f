"""Which choice is the best: with the assumptions as they are, and in worlds with other assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tup_sim.measures import outcome_of
from tup_sim.report.robust import Row, box_sentence, now_sentence, regret_rows, worlds_sentences
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.robust import Robustness, alternatives, robustness, where_it_loses


class Choice(NamedTuple):
    """Alternatives that differ in one factor, in the outcome that the question is about.

    Attributes:
        name: the factor, and what all alternatives share.
        now: which is the best with the assumptions as they are, and how sure that is.
        worlds: what each loses in other worlds, and under which conditions; empty without worlds.
        rows: a head, and per alternative how often it is the best and what it loses; empty without worlds.
    """

    name: str
    now: str
    worlds: list[str]
    rows: list[Row]


def choices(found: Findings, lang: str) -> Iterator[Choice]:
    """Every choice that an experiment offers; none if more of its first outcome is neither better nor worse.

    Without worlds, a point and its own reference are no choice of their own: their difference says it already.
    """
    asked = found.experiment
    if outcome_of(asked.outcomes[0].outcome).better == "neutral":
        return
    for factor in asked.factors:
        for points in alternatives(asked, factor.name):
            if asked.worlds or not _answered(points):
                yield _choice(found, factor.name, points, lang)


def _choice(found: Findings, factor: str, points: Sequence[DesignPoint], lang: str) -> Choice:
    asked, key = found.experiment, found.experiment.outcomes[0]
    names = [asked.factor(factor).level(each.levels[factor]).label.in_language(lang) for each in points]
    seen = robustness(found, key, points)
    title, now = _title(found, factor, points[0], lang), now_sentence(seen, names, key, lang)
    if not asked.worlds:
        return Choice(title, now, [], [])
    said = [*worlds_sentences(seen, names, key, lang), *_losses(found, points, names, seen, lang)]
    return Choice(title, now, said, regret_rows(seen, names, key, lang))


def _answered(points: Sequence[DesignPoint]) -> bool:
    """Whether these are a point and what it is compared with."""
    numbers = {each.number for each in points}
    return len(points) == 2 and any(each.reference in numbers for each in points)


def _losses(
    found: Findings, points: Sequence[DesignPoint], names: Sequence[str], seen: Robustness, lang: str
) -> Iterator[str]:
    """Under which conditions each alternative that may be the best now loses more than matters."""
    asked, key = found.experiment, found.experiment.outcomes[0]
    smallest = asked.smallest.get(key, 0.0)
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
