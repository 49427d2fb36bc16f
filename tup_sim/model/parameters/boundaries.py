"""How tasks are explained, fixed and fitted to people."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen


class Boundaries(Group):
    """Mandate and limits in practice"""

    communication_quality: float = chosen(
        0.7,
        "share",
        0,
        1,
        "Part of an explanation of the task that gets across, on the first day and in talks about the task.",
        source="C158",
    )
    communication_reference: float = assumed(
        0.7,
        "share",
        0.05,
        1,
        "Part that gets across where role clarity at the start is as declared.",
        source="C158, OWN2",
        plausible=(0.5, 0.9),
    )
    protocol_tightness: float = chosen(
        0.0,
        "share of steps",
        0,
        1,
        "Steps of a volunteer's work that are fixed beforehand: less to decide, less to improvise.",
        source="C131",
    )
    protocol_help: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Difficulties of volunteers that do not come up where every step is fixed.",
        source="C131, OWN3",
        plausible=(0, 0.6),
    )
    task_tailoring: float = chosen(
        0.0,
        "0-1",
        0,
        1,
        "How far work that suits a volunteer may go ahead of work that is due earlier, in usual waits.",
        source="C094, C121",
    )
