"""Which comparisons stand on the first pages, and what each of them is: something that happens, or a choice."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.brief.wording import versus
from tup_sim.study.experiment import DesignPoint, Experiment

MOST = 8  # comparisons on the first pages; all of them stand in the annex


def shown_first(experiment: Experiment) -> tuple[DesignPoint, ...]:
    """The comparisons of the first pages: as many as there is room for."""
    return experiment.comparisons()[:MOST]


def happens(experiment: Experiment, point: DesignPoint) -> bool:
    """Whether a point differs from its reference in something that nobody in the house chooses, as a cut."""
    if point.reference is None:
        return False
    other = experiment.points[point.reference]
    return any(
        point.levels.get(factor.name) != other.levels.get(factor.name)
        and not (
            factor.choice
            and all(
                factor.level(each.levels[factor.name]).choice
                for each in (point, other)
                if factor.name in each.levels
            )
        )
        for factor in experiment.factors
    )


def names_of(experiment: Experiment, points: Sequence[DesignPoint], speech: Speech) -> list[str]:
    """What comparisons are called in a picture; with their references if a point stands there twice."""
    own = [experiment.label(each, speech.lang) for each in points]
    if len(set(own)) == len(own):
        return own
    return [versus(experiment, each, speech) for each in points]


def with_table(caption: str, points: Sequence[DesignPoint], speech: Speech) -> str:
    """How to read a picture; if not all in it are compared with the same, that the table says with what."""
    several = len({each.reference for each in points}) > 1
    return f"{caption} {speech.say('caption-see-table')}" if several else caption
