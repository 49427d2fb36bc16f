"""Leaving as shocks, what people bring, and attitude: the rival of the classes of stayers (``submodels.leaving``)."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, group


class UsualAttitude(Group):
    """What volunteers here feel at rest, measured: mean distance from the own level, and SD between people.

    Of the contact ratio (as ln) and of fit, which are nobody's own, the mean itself. A state whose SD is 0 is no part
    of attitude.
    """

    ratio: float = assumed(
        -0.162, "ln", -5, 5, "ln of the contact ratio.", source="OWN2", plausible=(-0.6, 0.2)
    )
    ratio_sd: float = assumed(
        0.452, "ln", 0, 5, "ln of the contact ratio: SD.", source="OWN2", plausible=(0.1, 0.8)
    )
    safety: float = assumed(
        -0.013, "0-1", -1, 1, "Felt safety above the own level.", source="OWN2", plausible=(-0.1, 0.05)
    )
    safety_sd: float = assumed(0.12, "0-1", 0, 1, "Felt safety: SD.", source="OWN2", plausible=(0.06, 0.2))
    clarity: float = assumed(
        -0.00372, "0-1", -1, 1, "Role clarity above the own level.", source="OWN2", plausible=(-0.1, 0.1)
    )
    clarity_sd: float = assumed(0.106, "0-1", 0, 1, "Role clarity: SD.", source="OWN2", plausible=(0.05, 0.2))
    recognition: float = assumed(
        -0.294, "SD", -5, 5, "Recognition above the own level.", source="OWN2", plausible=(-1.5, 0.5)
    )
    recognition_sd: float = assumed(
        1.53, "SD", 0, 10, "Recognition: SD.", source="OWN2", plausible=(0.8, 2.5)
    )
    belonging: float = assumed(
        -0.0232, "0-1", -1, 1, "Belonging above the own level.", source="OWN2", plausible=(-0.15, 0.1)
    )
    belonging_sd: float = assumed(0.192, "0-1", 0, 1, "Belonging: SD.", source="OWN2", plausible=(0.1, 0.25))
    fit: float = assumed(0.708, "0-1", 0, 1, "Fit.", source="OWN2", plausible=(0.5, 0.9))
    fit_sd: float = assumed(0.194, "0-1", 0, 1, "Fit: SD.", source="OWN2", plausible=(0.05, 0.25))
    tension: float = assumed(
        0.0205, "0-1", 0, 1, "Tension with professionals.", source="OWN2", plausible=(0, 0.2)
    )
    tension_sd: float = assumed(
        0.0166,
        "0-1",
        0,
        1,
        "Tension with professionals: SD; 0 while there is no friction over tasks.",
        source="OWN2",
        plausible=(0, 0.2),
    )
    strain: float = assumed(
        0.0258, "SD", -5, 5, "Strain above the own level.", source="OWN2", plausible=(-0.3, 0.3)
    )
    strain_sd: float = assumed(0.829, "SD", 0, 5, "Strain: SD.", source="OWN2", plausible=(0.5, 1.2))


class LeavingNumbers(Group):
    """Rates of shocks and of choice, and what attitude is made of."""

    shock: float = assumed(
        0.0034,
        "per month",
        0,
        10,
        "Rate of what takes people away whatever they feel: a move, illness, family, work.",
        source="NB08, NB11",
        plausible=(0.003, 0.007),
    )
    asked: float = assumed(
        0.0003,
        "per month",
        0,
        10,
        "Rate of being asked to go.",
        source="OWN3, NB11",
        plausible=(0, 0.001),
    )
    choice: float = assumed(
        0.016,
        "per month",
        0,
        10,
        "Rate of leaving by choice of the median starter of the traditional style.",
        source="NB08",
        plausible=(0.012, 0.03),
    )
    spread: float = assumed(
        2.36,
        "log",
        0,
        6,
        "How much people differ in what draws them away: life, habit, alternatives.",
        source="NB08",
        plausible=(1.8, 2.7),
    )
    attitude: float = assumed(
        0.8,
        "log per SD",
        0,
        4,
        "What one SD of attitude takes off the rate of leaving by choice.",
        source="NB23",
        plausible=(0.6, 1.8),
    )
    mix: float = assumed(
        0.4, "correlation", 0, 1, "Mean correlation among the parts of attitude.", plausible=(0.25, 0.6)
    )
    own: float = assumed(
        0.85,
        "share of variance",
        0,
        1,
        "Part of the differences between people in attitude that they brought with them.",
        plausible=(0.7, 0.95),
    )
    new_style: float = assumed(
        0.3,
        "SD",
        -3,
        3,
        "How much more volunteers of the new style are drawn away.",
        source="OWN3, NB08",
        plausible=(0, 0.6),
    )
    first_weeks: float = assumed(
        8.0,
        "weeks",
        0,
        520,
        "Tenure at which a week counts half as much as the first one; 0 = all weeks count alike.",
        plausible=(4, 26),
    )
    usual: UsualAttitude = group(UsualAttitude, "What volunteers here feel at rest: the zero and the ruler.")


class ShocksAndAttitude(Group):
    """Shocks and attitude"""

    leaving: LeavingNumbers = group(
        LeavingNumbers, "Shocks, what people bring, and attitude (where submodels.leaving is attitude)."
    )
