"""Groups that come for a day, and people who come under an obligation."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class GroupsPolicy(StrEnum):
    """What a company or school that asks for a visit of one day is told."""

    ACCEPT = "accept"
    ONLY_WITH_PLAN = "only_with_plan"
    DECLINE = "decline"


class GroupVisits(Group):
    """Groups that come for one day."""

    requests: float = assumed(
        2.0,
        "requests per year",
        0,
        1000,
        "Groups that ask to come.",
        source="C090, C091, OWN3",
        plausible=(0, 12),
        extensive=True,
    )
    size_low: int = assumed(
        5, "persons", 1, 1000, "Smallest group.", source="C091, OWN3", plausible=(3, 8), extensive=False
    )
    size_high: int = assumed(
        30, "persons", 1, 1000, "Largest group.", source="C091, OWN3", plausible=(15, 40), extensive=False
    )
    plan_share: float = assumed(
        0.4,
        "share of requests",
        0,
        1,
        "Groups that bring a plan of their own.",
        source="C091, OWN3",
        plausible=(0.1, 0.7),
    )
    makes_plan: float = assumed(
        0.5,
        "probability",
        0,
        1,
        "A group without a plan makes one when it is asked to.",
        source="C091, OWN3",
        plausible=(0.2, 0.8),
    )
    answer: float = assumed(0.5, "hours", 0, 20, "Paid time to answer a request.", plausible=(0.2, 1))
    preparation: float = assumed(
        3.0,
        "hours per group",
        0,
        100,
        "Paid time to prepare any visit.",
        source="C091, OWN3",
        plausible=(1, 8),
    )
    preparation_each: float = assumed(
        0.3,
        "hours per person",
        0,
        10,
        "Paid time to find work for each guest when the group has no plan.",
        source="C091, OWN3",
        plausible=(0.1, 0.6),
    )
    lead_weeks: float = assumed(4.0, "weeks", 0, 52, "From request to visit.", plausible=(2, 10))
    welcome: float = assumed(0.5, "hours", 0, 8, "Paid time to welcome a group.", plausible=(0.2, 1))
    company: float = assumed(
        1.0,
        "hours",
        0.1,
        8,
        "Somebody paid prepares for a group or stays with it so long before looking at what else waits.",
        plausible=(0.5, 2),
    )
    presence_planned: float = assumed(
        0.25,
        "share of the visit",
        0,
        1,
        "Somebody paid stays with a group that has a plan.",
        source="C091, OWN3",
        plausible=(0.1, 0.5),
    )
    presence_unplanned: float = assumed(
        1.0,
        "share of the visit",
        0,
        1,
        "Somebody paid stays with a group without a plan.",
        source="C091, OWN3",
        plausible=(0.5, 1),
    )
    arrival: float = assumed(
        0.25,
        "share of shift",
        0,
        1,
        "Part of the shift of who receives a group that is over when it arrives.",
        plausible=(0, 0.5),
    )
    kinds_of_work: int = assumed(
        2,
        "kinds of work",
        1,
        7,
        "Kinds of work of which most is missed, that a group with a plan is asked to do.",
        plausible=(1, 3),
        extensive=False,
    )
    alignment: float = assumed(
        0.5,
        "0-1",
        0,
        1,
        "How far guests of a day share the vision, and their own norms agree with it.",
        plausible=(0.3, 0.7),
    )


class Obliged(Group):
    """People who come under an obligation; the same risks and rules as for everybody hold for them."""

    hours: float = assumed(
        6.0,
        "hours per week",
        0,
        40,
        "Hours owed a week, whatever the own wish is.",
        source="OWN3, C020",
        plausible=(4, 12),
        extensive=False,
    )
    share_vulnerable: float = assumed(
        0.6,
        "share",
        0,
        1,
        "Vulnerable people among them, many sent by an agency or a court.",
        source="C084, C233, OWN3",
        plausible=(0.4, 0.8),
    )
    placement: float = assumed(
        2.0,
        "hours per person",
        0,
        40,
        "Paid time to agree on a placement or a stay for a term.",
        source="NC19",
        plausible=(1, 4),
    )
    stays_on: float = assumed(
        0.25,
        "probability",
        0,
        1,
        "Somebody whose term is over goes on as a volunteer when all is as at rest.",
        source="OWN3, C020",
        plausible=(0.1, 0.5),
    )
    guide_talk: float = assumed(
        1.0,
        "hours",
        0.1,
        8,
        "Length of a talk with an external guide.",
        source="OWN3, ND01",
        plausible=(0.5, 2),
    )
    guide_price: float = assumed(
        60.0,
        "EUR per hour",
        1,
        1000,
        "Price of an hour of an external guide.",
        source="OWN3, ND01",
        plausible=(45, 80),
    )


class GuidedGroups(Group):
    """Groups and obligations"""

    groups_policy: GroupsPolicy = chosen(
        GroupsPolicy.ACCEPT,
        "-",
        None,
        None,
        "Answer to companies and schools that want to come for a day: accept, only_with_plan or decline.",
        source="C091",
    )
    group_visits: GroupVisits = group(GroupVisits, "Groups that come for one day.")
    mandated_inflow: float = assumed(
        2.0,
        "persons per year",
        0,
        1000,
        "People who come under an obligation.",
        source="OWN3, C020",
        plausible=(0, 10),
        extensive=True,
    )
    obligation_weeks: float = assumed(
        17.0, "weeks", 1, 104, "Length of an obligation.", source="OWN3, C090", plausible=(13, 26)
    )
    mandated_place_funding: float = chosen(
        0.0,
        "EUR per place",
        0,
        100000,
        "Money that comes with a person under an obligation and buys hours of an external guide.",
        source="C026, C233",
    )
    obliged: Obliged = group(Obliged, "People under an obligation.")
