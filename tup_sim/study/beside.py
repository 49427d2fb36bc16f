"""What a brief tells beside the outcome that a question is about: money, posts, people, and time with clients."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim.study.experiment import Experiment, weeks_kept
from tup_sim.study.results import Key

SPENT, GRANTED, POSTS, PEOPLE, CONTACT = (
    "cost", "budget_granted", "professionals_fte", "volunteers", "relational_hours_per_client",
)  # fmt: skip
BESIDE = (GRANTED, SPENT, POSTS, PEOPLE, CONTACT)  # in the order in which they are told
USUAL = "core_met"  # is there week by week in every run


def beside(experiment: Experiment) -> tuple[Key, ...]:
    """The outcomes told beside that of the question, over the same weeks."""
    main = experiment.outcomes[0]
    return tuple(Key(name, main.window) for name in BESIDE if name != main.outcome)


def week_by_week(experiment: Experiment) -> Key:
    """The first outcome that is kept week by week: that of the question if it is one of them."""
    kept = weeks_kept(experiment)
    return Key(next((key.outcome for key in experiment.outcomes if key.outcome in kept), USUAL))


def read_too(experiment: Experiment, outcomes: Sequence[str]) -> list[str]:
    """These outcomes, and what is told beside them; each as it is kept, with its window."""
    return list(dict.fromkeys([*outcomes, *(key.text for key in beside(experiment))]))
