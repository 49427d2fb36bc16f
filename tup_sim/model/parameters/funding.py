"""The funder: whether the next budget is announced beforehand or follows what the funder sees."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class FunderRule(StrEnum):
    """Where the next budget comes from."""

    ANNOUNCED = "announced"
    FOLLOWS_OUTPUT = "follows_output"


class VisibleOutput(StrEnum):
    """What a funder counts."""

    CONTACTS = "contacts"
    HOURS = "hours"


class Funder(Group):
    """What a funder knows and does."""

    adjustment: float = assumed(
        0.5,
        "share",
        0,
        1,
        "Part of the gap to the price just paid by which the norm price moves every time.",
        source="OWN3, C185",
        plausible=(0.2, 0.8),
    )
    interval: int = chosen(52, "weeks", 1, 520, "Weeks between decisions on the budget.", source="C185")
    notice: float = chosen(
        13.0, "weeks", 0, 52, "Weeks between a decision and the budget it grants.", source="NI10"
    )


class Funding(Group):
    """Funder"""

    funder_rule: FunderRule = chosen(
        FunderRule.ANNOUNCED,
        "-",
        None,
        None,
        "The next budget: as announced, or norm price times the output that was agreed.",
        source="C185",
    )
    support_cost_visible: bool = chosen(
        False,
        "-",
        None,
        None,
        "The funder sees what volunteers cost, and pays that for their output.",
        source="C185",
    )
    visible_output: VisibleOutput = chosen(
        VisibleOutput.HOURS, "-", None, None, "What the funder counts as output.", source="C185"
    )
    funder: Funder = group(Funder, "What a funder knows and does.")
