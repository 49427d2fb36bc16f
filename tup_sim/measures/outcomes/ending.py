"""Outcomes of how people leave, and come back."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import per_year, ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.weeks import YEAR

_outcome = declare_for("volunteers")

ENDINGS: Final[tuple[Outcome, ...]] = (
    _outcome(
        "ending_quality", "How well people leave", "Hoe goed mensen vertrekken", "0-1", "higher",
        "Mean over last talks: what the leaver felt here, less the longer the talk waited; nothing without last talks.",
        ratio("ending.quality", "ending.talks"), trailing=YEAR,
    ),
    _outcome(
        "returns", "Volunteers who came back", "Teruggekeerde vrijwilligers", "persons per year", "higher",
        "First shifts of people who had been volunteers here before, per year.",
        per_year("start.channel.return"), trailing=YEAR,
    ),
)  # fmt: skip
