"""How candidates are chosen and prepared, and how former clients and people at the edge become volunteers."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class PlacesRule(StrEnum):
    """Where the number of places comes from."""

    FIXED = "fixed"
    FOLLOW_UNMET = "follow_unmet"


class OuterCircle(Group):
    """Small tasks for people at the edge, and how they move inward."""

    accepts: float = assumed(
        0.4,
        "probability",
        0,
        1,
        "Somebody not taken agrees to a small task.",
        source="OWN3, C229",
        plausible=(0.2, 0.7),
    )
    wish: float = assumed(
        0.3,
        "hours per week",
        0.01,
        4,
        "Hours of a small task.",
        source="OWN3, C229",
        plausible=(0.1, 0.6),
        extensive=False,
    )
    weeks: float = assumed(
        52.0,
        "weeks",
        1,
        520,
        "Time after which somebody who did not move inward goes.",
        source="OWN3, C229",
        plausible=(26, 104),
    )
    inward: float = assumed(
        0.15,
        "probability per quarter",
        0,
        1,
        "Moves inward when belonging is as usual.",
        source="OWN3, C229",
        plausible=(0.05, 0.3),
    )


class Selection(Group):
    """Choosing and preparing candidates"""

    review_weeks: int = chosen(
        13,
        "weeks",
        1,
        52,
        "Time between two looks at entry demands and places.",
        source="C171",
        plausible=(4, 26),
    )
    volunteer_places_rule: PlacesRule = chosen(
        PlacesRule.FIXED,
        "-",
        None,
        None,
        "fixed = volunteer_places; follow_unmet = places follow what volunteers could have done.",
        source="C008",
    )
    ex_clients_apply: bool = chosen(
        True,
        "-",
        None,
        None,
        "Ex-clients among candidates are clients who left; off: strangers drawn with the same share.",
        source="C003",
    )
    ex_client_reference: float = assumed(
        0.547,
        "0-1",
        0.01,
        1,
        "(1 - problem) x trust in volunteers of clients who leave, at rest.",
        source="OWN2, C003",
        plausible=(0.3, 0.8),
    )
    matching_precision: float = chosen(
        0.0,
        "share of candidates",
        0,
        1,
        "Candidates whose tasks are chosen by what they say they can do.",
        source="C222",
    )
    match_tolerance: float = assumed(
        0.08,
        "0-1",
        0,
        1,
        "Tasks this much further from one's ability than the best one still count as fitting.",
        source="OWN3, C222",
        plausible=(0.02, 0.2),
    )
    mentor_at_first_talk: bool = chosen(
        False,
        "-",
        None,
        None,
        "A fellow volunteer sits in at the first talk, which takes longer.",
        source="C216",
    )
    referral_preparation: bool = chosen(
        False,
        "-",
        None,
        None,
        "The referral agency rehearses the talk and looks for fitting work beforehand.",
        source="C227",
    )
    talk_nerves: float = assumed(
        0.15,
        "impression per unit of vulnerability",
        0,
        1,
        "What nerves hide at the talk, and a mentor or a rehearsal brings back.",
        source="C216, C227, OWN3",
        plausible=(0.05, 0.3),
    )
    talk_ease: float = assumed(
        0.5,
        "share per unit of vulnerability",
        0,
        1,
        "Withdrawals after the talk that a mentor or a rehearsal prevents.",
        source="C216, C227, OWN3",
        plausible=(0.2, 0.8),
    )
    mentor_talk_hours: float = chosen(
        1.0,
        "hours",
        0,
        10,
        "Extra paid time for a talk in two steps.",
        source="C216",
        plausible=(0.5, 2),
    )
    pre_start_training_hours: float = chosen(
        0.0,
        "hours per candidate",
        0,
        200,
        "Training in a group before the first shift; delays the start.",
        source="C190",
    )
    training_pace: float = chosen(
        6.0,
        "hours per week",
        0.5,
        40,
        "Hours of training a candidate follows a week.",
        source="C190",
        plausible=(3, 12),
        extensive=False,
    )
    training_group: float = chosen(
        6.0,
        "persons",
        1,
        100,
        "Candidates who share an hour of the trainer.",
        source="C190",
        plausible=(3, 12),
        extensive=False,
    )
    training_contacts: float = assumed(
        0.5,
        "contacts per hour",
        0,
        10,
        "Practice that an hour of training is worth.",
        source="OWN3, C190",
        plausible=(0.2, 1),
    )
    training_clarity: float = assumed(
        0.02,
        "per hour",
        0,
        1,
        "Part of the missing role clarity that an hour of training gives.",
        source="OWN3, C190",
        plausible=(0.01, 0.04),
    )
    evening_share: float = chosen(
        -1.0,
        "share of requests",
        -1,
        1,
        "Requests in the evening, where evenings are open; -1 = as demand_profile says.",
        source="NA13",
    )
    intake_interval: int = chosen(
        1, "weeks", 1, 52, "Weeks between two moments at which people can enquire; 1 = always.", source="NB32"
    )
    low_threshold_entry_tasks: bool = chosen(
        False,
        "-",
        None,
        None,
        "Small tasks, a few times a year, for who is not taken or withdraws; from there people move inward.",
        source="C229",
    )
    outer_circle: OuterCircle = group(OuterCircle, "Small tasks, and the way inward.")
