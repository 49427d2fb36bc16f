"""Tasks with an end, for who wants no lasting tie."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class ShortTask(Group):
    """Who comes for a task with an end, and who goes on after it."""

    weeks: float = assumed(
        13.0, "weeks", 1, 52, "Length of a short task.", source="OWN3, C086, C173", plausible=(4, 13)
    )
    attracts: float = assumed(
        0.3,
        "probability",
        0,
        1,
        "Somebody who withdraws after the talk comes for a short task when there is one.",
        source="OWN3, C086, C173",
        plausible=(0.1, 0.6),
    )
    prefers: float = assumed(
        0.2,
        "probability",
        0,
        1,
        "Somebody who would have come without an agreed end takes a short task when there is one.",
        source="OWN3, C086, C173",
        plausible=(0.05, 0.5),
    )
    stays_on: float = assumed(
        0.3,
        "probability",
        0,
        1,
        "Goes on after the task when all is as usual.",
        source="OWN3, C086, C173",
        plausible=(0.1, 0.5),
    )


class ShortTasks(Group):
    """Short tasks"""

    short_task_share: float = chosen(
        0.0,
        "share of surplus work",
        0,
        1,
        "Surplus work that is offered as tasks of some weeks with an agreed end.",
        source="C086, C173",
    )
    short_task: ShortTask = group(ShortTask, "Tasks with an end.")
