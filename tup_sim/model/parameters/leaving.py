"""How volunteers stay and leave: classes of stayers, what management can move, agreed ends, a sudden loss."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group, measured


class ExitWeights(Group):
    """Weight of each state in leaving disappointed, of strain in leaving overloaded, per SD (contact ratio: per ln)."""

    contact_ratio: float = assumed(
        0.6,
        "per ln unit",
        0,
        3,
        "Coaching received against needed.",
        source="NF07, NB27, NB30",
        plausible=(0, 1),
    )
    support: float = assumed(
        0.20,
        "per SD",
        0,
        2,
        "Felt safety: difficulties that were answered.",
        source="NB23",
        plausible=(0, 0.3),
    )
    clarity: float = assumed(0.15, "per SD", 0, 2, "Role clarity.", source="NB23", plausible=(0, 0.3))
    recognition: float = assumed(
        0.20, "per SD", 0, 2, "Recognition balance.", source="NB23", plausible=(0, 0.3)
    )
    belonging: float = assumed(0.20, "per SD", 0, 2, "Belonging.", source="NB23", plausible=(0, 0.3))
    strain: float = assumed(0.25, "per SD", 0, 2, "Strain.", source="NB23", plausible=(0, 0.4))
    fit: float = assumed(
        0.20, "per SD", 0, 2, "Fit between task and person.", source="NB23", plausible=(0, 0.3)
    )


class ExitShares(Group):
    """Parts of the leaving that management can move, at rest."""

    disappointed: float = assumed(0.16, "share of exits", 0, 1, "Disappointed.", source="NB11")
    overload: float = assumed(0.07, "share of exits", 0, 1, "Overloaded.", source="NB11")
    asked: float = assumed(0.02, "share of exits", 0, 1, "Asked to go.", source="NB11")
    least_ratio: float = convention(
        0.1,
        "ratio",
        0.001,
        1,
        "Below this contact ratio still less coaching weighs no more.",
        plausible=(0.05, 0.3),
    )


class JobExits(Group):
    """How leaving for a paid job depends on growth."""

    most: float = assumed(
        0.5,
        "share",
        0,
        0.5,
        "Most of the leaving beyond management's reach that can be to a paid job.",
        plausible=(0.3, 0.5),
    )
    without_growth: float = assumed(
        0.5,
        "factor",
        0,
        1,
        "Rate of leaving for a paid job of who did not grow, against the declared rate.",
        plausible=(0.25, 0.75),
    )


class PlannedEnds(Group):
    """People who come for a term agreed beforehand."""

    student: float = chosen(
        3.0,
        "persons per year",
        0,
        1000,
        "Student placements.",
        plausible=(0, 10),
        extensive=True,
        source="OWN4",
    )
    interim: float = chosen(
        1.0,
        "persons per year",
        0,
        1000,
        "Volunteers for a few months.",
        source="C092",
        plausible=(0, 10),
        extensive=True,
    )
    weeks: float = chosen(17.0, "weeks", 1, 104, "Length of the term.", plausible=(13, 26), source="OWN4")


class VolunteerFlow(Group):
    """Coming and going of volunteers"""

    p_short_traditional: float = assumed(
        0.30,
        "share of starters",
        0,
        1,
        "Short-stayers among traditional starters.",
        source="NB08",
        plausible=(0.2, 0.4),
    )
    p_short_new: float = assumed(
        0.60,
        "share of starters",
        0,
        1,
        "Short-stayers among new-style starters.",
        source="NB08",
        plausible=(0.5, 0.7),
    )
    h_short: float = measured(0.20, "per month", 0, 10, "NB08", "Rate of leaving of short-stayers.")
    h_long: float = measured(0.009, "per month", 0, 10, "NB08", "Rate of leaving of long-stayers.")
    management_share: float = measured(
        0.25, "share", 0, 1, "NB11", "Part of leaving that management can move."
    )
    exit_weights: ExitWeights = group(
        ExitWeights, "What moves that part: strain moves overload, the others disappointment."
    )
    exit_shares: ExitShares = group(ExitShares, "Reasons within that part; only their proportions count.")
    exit_floor: float = assumed(
        0.2,
        "factor",
        0,
        1,
        "Least the states can make of leaving for one of these reasons.",
        plausible=(0.1, 0.4),
    )
    exit_ceiling: float = assumed(
        12.0,
        "factor",
        1,
        100,
        "Most the states can make of leaving for one of these reasons.",
        plausible=(6, 20),
    )
    job_hazard: float = assumed(
        0.02, "per year", 0, 5, "Leaving for a paid job.", source="OWN3, NH01", plausible=(0.01, 0.04)
    )
    job_hazard_seeker: float = assumed(
        0.12,
        "per year",
        0,
        5,
        "Leaving for a paid job, job-seekers.",
        source="OWN3, NH01",
        plausible=(0.05, 0.3),
    )
    job_exits: JobExits = group(JobExits, "How leaving for a paid job depends on growth.")
    planned_ends: PlannedEnds = group(PlannedEnds, "People with an agreed term, on top of the stock.")
    match_hazard: float = assumed(
        0.009, "per month", 0, 5, "A duo ends by itself.", source="NC12", plausible=(0, 0.02)
    )
    rematch_delay: float = chosen(
        4.0, "weeks", 0, 52, "Time to find a new partner.", plausible=(2, 8), source="OWN4"
    )


class ShockWho(StrEnum):
    """Who leaves in a shock."""

    RANDOM = "random"
    LONGEST = "longest"
    ALL = "all"


class VolunteerShock(Group):
    """A sudden loss of volunteers."""

    at: int = chosen(52, "week", 0, 1040, "Week of the shock.", source="C060")
    share: float = chosen(0.0, "share of volunteers", 0, 1, "Share that leaves.", source="C060")
    who: ShockWho = chosen(
        ShockWho.RANDOM, "-", None, None, "random, longest (longest tenure first) or all.", source="C060"
    )


class Shocks(Group):
    """Shocks"""

    volunteer_shock: VolunteerShock = group(VolunteerShock, "A sudden loss of volunteers.")
