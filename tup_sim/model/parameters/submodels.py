"""Rival submodels: different rules for the same question, of which one is in force.

Each choice has the rule that was there first as its first value. Numbers that only one of the rivals reads stand with
the other numbers of their subject, behind a gate (``model.gates``).
"""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, group


class Submodels(Group):
    """Which rule is in force where there are rivals."""


class Rivals(Group):
    """Rival submodels"""

    submodels: Submodels = group(Submodels, "Which rule is in force where there are rivals.")
