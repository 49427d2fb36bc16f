"""What a client gets in a usual week: what those who are there at the start have lived through already."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, group


class UsualWeek(Group):
    """A usual week of one client of this organisation, measured at rest."""

    good_professionals: float = assumed(
        0.669,
        "contacts per client-week",
        0,
        500,
        "Good contacts with professionals.",
        source="OWN2",
        fixed=True,
    )
    good_guidance: float = assumed(
        0.458,
        "contacts per client-week",
        0,
        500,
        "Those of them that were guidance.",
        source="OWN2",
        fixed=True,
    )
    good_volunteers: float = assumed(
        2.06, "contacts per client-week", 0, 500, "Good contacts with volunteers.", source="OWN2", fixed=True
    )
    familiar_professionals: float = assumed(
        0.234,
        "contacts per client-week",
        0,
        500,
        "Good contacts with familiar professionals.",
        source="OWN2",
        fixed=True,
    )
    familiar_volunteers: float = assumed(
        0.356,
        "contacts per client-week",
        0,
        500,
        "Good contacts with familiar volunteers.",
        source="OWN2",
        fixed=True,
    )
    harm_professionals: float = assumed(
        0.00361,
        "contacts per client-week",
        0,
        500,
        "Incidents and unanswered limits with professionals.",
        source="OWN2",
        fixed=True,
    )
    harm_volunteers: float = assumed(
        0.00358,
        "contacts per client-week",
        0,
        500,
        "Incidents and unanswered limits with volunteers.",
        source="OWN2",
        fixed=True,
    )
    core_good: float = assumed(
        0.791,
        "contacts per client-week",
        0,
        500,
        "Good contacts for core requests, in what an experienced professional solves in one.",
        source="OWN2",
        fixed=True,
    )
    core_missed: float = assumed(
        0.016,
        "requests per client-week",
        0,
        500,
        "Core requests that nobody came for.",
        source="OWN2",
        fixed=True,
    )
    relational_hours: float = assumed(
        1.57,
        "hours per client-week",
        0,
        500,
        "Good hours times their relational weight.",
        source="OWN2",
        fixed=True,
    )
    missed_relation: float = assumed(
        0.407,
        "requests per client-week",
        0,
        500,
        "Missed requests times their relational weight.",
        source="OWN2",
        fixed=True,
    )
    limits_unanswered: float = assumed(
        0.00237,
        "events per client-week",
        0,
        500,
        "Tested limits nobody answers, at mean testing.",
        source="OWN2",
        fixed=True,
    )
    limits_followed: float = assumed(
        0.0764,
        "events per client-week",
        0,
        500,
        "Limits set and followed, at mean testing.",
        source="OWN2",
        fixed=True,
    )
    ties: float = assumed(
        0.75,
        "persons",
        0,
        500,
        "Helpers with whom a client has a tie.",
        source="OWN2",
        fixed=True,
        extensive=False,
    )


class FirstClients(Group):
    """Clients who are there at the start"""

    usual_week: UsualWeek = group(
        UsualWeek, "What a client gets in a usual week; clients who are there at the start grew by it."
    )
