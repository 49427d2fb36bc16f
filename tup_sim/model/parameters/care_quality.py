"""How good the care is: a yardstick for what was done in less time, or did not succeed. No rule reads it."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, convention, group


class CareQuality(Group):
    """Quality of core work that was done in time: 1 if it succeeded in its normal time, 0 after an incident."""

    time_missing: float = convention(
        0.4, "share of normal time", 0.01, 1, "Missing time at which nothing is left of the quality.",
        plausible=(0.3, 0.6),
    )  # fmt: skip
    time_power: float = convention(
        1.5, "-", 0.2, 10, "Power by which missing time counts: above 1 the first minutes matter least.",
        plausible=(1, 2),
    )  # fmt: skip
    not_succeeded: float = convention(
        0.5,
        "share",
        0,
        1,
        "Quality of a contact that did not succeed, against one that did.",
        plausible=(0.25, 0.75),
    )


class QualityOfCare(Group):
    """Quality of care"""

    care_quality: CareQuality = group(
        CareQuality, "What quality loses when time is short or a contact fails."
    )
