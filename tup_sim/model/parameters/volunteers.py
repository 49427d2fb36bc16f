"""Volunteers: what they may do, who they are, what they offer and can."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.competence import Competence
from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group, measured
from tup_sim.model.parameters.patterns import SAME, PatternName, PatternOrSame, Patterns


class TaskAssignment(StrEnum):
    """How a free volunteer gets a task."""

    URGENCY = "urgency"
    PREFERENCE = "preference"
    RANDOM = "random"


class PatternByFamily(Group):
    """Exceptions to the pattern, by family."""

    companionship: PatternOrSame = chosen(
        SAME,
        "-",
        None,
        None,
        "Pattern for companionship; same = as the organisation.",
        source="C120",
    )
    activities: PatternOrSame = chosen(SAME, "-", None, None, "Pattern for activities.", source="C120")
    practical: PatternOrSame = chosen(
        "peer", "-", None, None, "Pattern for practical work.", source="C120, C128"
    )
    personal_care: PatternOrSame = chosen(SAME, "-", None, None, "Pattern for personal care.", source="C120")
    guidance: PatternOrSame = chosen(SAME, "-", None, None, "Pattern for guidance.", source="C120")
    expert_care: PatternOrSame = chosen(SAME, "-", None, None, "Pattern for expert care.", source="C120")


class PlannedHours(Group):
    """Hours a volunteer plans per week, lognormal."""

    mean: float = measured(
        4.0,
        "hours per week",
        0,
        100,
        "NA03",
        "Mean before the cap; 3.6 hours are present after cap and no-show.",
        extensive=False,
    )
    sigma: float = assumed(1.0, "-", 0, 2, "Spread of the logarithm.", source="NA24", plausible=(0.7, 1.3))
    cap: float = assumed(
        18.0,
        "hours per week",
        0,
        168,
        "Nobody plans more.",
        source="OWN1",
        plausible=(12, 24),
        extensive=False,
    )


class Availability(Group):
    """When people are free; the shares add up to 1. Nobody comes when they are not."""

    retired: float = assumed(0.55, "share", 0, 1, "Retired: weekdays by day.", source="NA13")
    working: float = assumed(0.25, "share", 0, 1, "Working: evenings and Saturday.", source="NA13")
    student_or_job_seeker: float = assumed(
        0.20, "share", 0, 1, "Students and job-seekers: half of everything.", source="NA13"
    )


class MainFamily(Group):
    """What volunteers come for; the shares add up to 1."""

    social: float = assumed(0.55, "share", 0, 1, "Companionship and activities.", source="OWN1")
    both: float = assumed(0.15, "share", 0, 1, "Social and practical.", source="OWN1")
    practical: float = assumed(0.30, "share", 0, 1, "Practical work.", source="OWN1")


class Education(Group):
    """Education of the first stock and of who comes by word of mouth, and of all the organisation can reach."""

    low: float = chosen(0.15, "share of starters", 0, 1, "At most lower secondary.", source="NA08")
    mid: float = chosen(0.30, "share of starters", 0, 1, "Upper secondary.", source="NA08")
    high: float = measured(0.55, "share of starters", 0, 1, "NA08", "Bachelor or master.")
    pool_low: float = chosen(
        0.30, "share of the pool", 0, 1, "Low education in the reachable pool.", source="OWN4"
    )
    pool_mid: float = chosen(
        0.38, "share of the pool", 0, 1, "Middle education in the reachable pool.", source="OWN4"
    )
    pool_high: float = chosen(
        0.32, "share of the pool", 0, 1, "High education in the reachable pool.", source="OWN4"
    )


class FreeDayparts(Group):
    """Open day-parts on which people can come, of those their lives allow; working people can come on all of them."""

    retired: float = chosen(
        0.8,
        "share of day-parts",
        0,
        1,
        "Retired: of the weekdays by day.",
        plausible=(0.6, 0.95),
        source="OWN4",
    )
    student_or_job_seeker: float = chosen(
        0.5,
        "share of day-parts",
        0,
        1,
        "Students and job-seekers: of all.",
        plausible=(0.3, 0.7),
        source="OWN4",
    )


class Population(Group):
    """Composition of the people drawn."""

    share_vulnerable: float = chosen(
        0.35,
        "share of starters",
        0,
        1,
        "Starters who need more guidance themselves.",
        source="C004",
        plausible=(0, 0.8),
    )
    share_strong: float = chosen(
        0.30,
        "share of starters",
        0,
        1,
        "Starters with high competence; together with the vulnerable at most 1.",
        plausible=(0.1, 0.6),
        source="OWN4",
    )
    share_new: float = assumed(
        0.50,
        "share of starters",
        0,
        1,
        "New-style volunteers (own agenda, shorter ties) among starters.",
        source="C083, C085, OWN1",
        plausible=(0.2, 0.8),
    )
    share_ex_client: float = chosen(
        0.20,
        "share of starters",
        0,
        1,
        "Starters who were clients; all count as vulnerable.",
        source="C003",
        plausible=(0, 0.6),
    )
    referral_vulnerable: float = chosen(
        0.7,
        "share of candidates",
        0,
        1,
        "Candidates of a referral agency, no clients before, who need more guidance; as many fewer of the others do.",
        source="C028, C227",
        plausible=(0.4, 0.9),
    )
    share_employer: float = chosen(
        0.05,
        "share of starters",
        0,
        1,
        "Starters who come through an employer.",
        plausible=(0, 0.2),
        source="OWN4",
    )
    strong_vulnerability: float = convention(
        0.2, "0-1", 0, 1, "Most vulnerability of somebody who counts as strong.", plausible=(0.1, 0.3)
    )
    share_job_seeker: float = chosen(
        0.5,
        "share of students and job-seekers",
        0,
        1,
        "Those who look for a paid job.",
        plausible=(0.3, 0.7),
        source="OWN4",
    )
    occasional_days: float = chosen(
        2.5,
        "shifts per year",
        0,
        365,
        "Shifts of somebody who helps two or three days a year.",
        plausible=(2, 3),
        extensive=False,
        source="OWN4",
    )
    enthusiasm_mean: float = convention(
        0.60, "0-1", 0, 1, "Enthusiasm of an established volunteer.", plausible=(0.4, 0.8)
    )
    enthusiasm_sd: float = convention(0.1, "0-1", 0, 1, "Spread of it.", plausible=(0.05, 0.2))
    ambition_mean: float = convention(0.50, "0-1", 0, 1, "Ambition to grow.", plausible=(0.3, 0.7))
    openness_mean: float = assumed(
        0.531,
        "0-1",
        0,
        1,
        "Openness of professionals to volunteers.",
        source="C153, OWN3",
        plausible=(0.3, 0.7),
    )
    openness_gap: float = assumed(
        0.42,
        "0-1",
        0,
        1,
        "Distance between the two humps of openness.",
        source="C153, OWN3",
        plausible=(0, 0.6),
    )
    openness_low_share: float = assumed(
        0.45,
        "share of professionals",
        0,
        1,
        "In the lower hump of openness.",
        source="C153, OWN3",
        plausible=(0.2, 0.7),
    )
    openness_sd: float = convention(
        0.10, "0-1", 0, 1, "Spread within each hump of openness.", source="C153, OWN5", plausible=(0.05, 0.2)
    )
    vulnerability_high: float = convention(
        0.67,
        "0-1",
        0,
        1,
        "Mean vulnerability of vulnerable starters.",
        source="C004, OWN5",
        plausible=(0.55, 0.8),
    )
    vulnerability_low: float = convention(
        0.20, "0-1", 0, 1, "Mean vulnerability of other starters.", source="C004, OWN5", plausible=(0.1, 0.3)
    )
    vulnerability_sd: float = convention(
        0.13, "0-1", 0, 1, "Spread of vulnerability in both.", source="C004, OWN5", plausible=(0.05, 0.2)
    )
    client_complexity_mean: float = convention(
        0.40, "0-1", 0, 1, "Complexity of clients.", plausible=(0.2, 0.6)
    )
    client_trust_low_share: float = chosen(
        0.30,
        "share of clients",
        0,
        1,
        "Clients who come with little trust in professionals.",
        source="C110",
        plausible=(0.1, 0.5),
    )
    client_no_network_share: float = measured(
        0.25, "share of clients", 0, 1, "NJ09", "Clients without anybody of their own."
    )
    staff_fatigue_initial: float = assumed(
        0.03,
        "0-1",
        0,
        1,
        "Fatigue of professionals with volunteers.",
        source="C141, OWN3",
        plausible=(0, 0.4),
    )
    fatigue_weight: float = assumed(
        0.3, "-", 0, 1, "Openness that one unit of fatigue hides.", source="C141, OWN3", plausible=(0.1, 0.6)
    )
    availability: Availability = group(Availability, "When volunteers are free.")
    free_dayparts: FreeDayparts = group(FreeDayparts, "How much of that time they can come.")
    main_family: MainFamily = group(MainFamily, "What volunteers come for.")
    education: Education = group(Education, "Education of volunteers.")


class Volunteers(Group):
    """Volunteers"""

    volunteers_initial: int = chosen(
        65,
        "persons",
        0,
        50000,
        "Open-ended volunteers at the start, in the stationary mix of stayers; all can come on an open day-part.",
        source="C002",
        fixed=True,
        extensive=True,
    )
    population: Population = group(Population, "Composition of the people drawn.")
    planned_hours: PlannedHours = group(PlannedHours, "Hours planned per week.")
    shift_hours: float = chosen(
        3.0, "hours", 0.25, 24, "Length of a volunteer shift.", plausible=(2, 4), source="OWN4"
    )
    no_show: float = assumed(
        0.07,
        "probability",
        0,
        1,
        "A planned shift does not take place.",
        source="OWN1",
        plausible=(0.03, 0.15),
    )
    meeting_overhead: float = chosen(
        0.10,
        "share of shift",
        0,
        0.9,
        "Coaching, breaks, joint activity.",
        plausible=(0.05, 0.15),
        source="OWN4",
    )
    fixed_visit: bool = chosen(
        False,
        "-",
        None,
        None,
        "On: a volunteer plans one visit a week to the own client instead of shifts.",
        fixed=True,
    )
    occasional_stock: int = measured(
        38,
        "persons",
        0,
        50000,
        "NA16",
        "People who help two or three days a year.",
        fixed=True,
        extensive=True,
    )
    competence: Competence = group(Competence, "Start and growth of competence.")
    pattern: PatternName = chosen(
        "extra",
        "-",
        None,
        None,
        "Responsibility pattern of the organisation.",
        source="C120, C128, C137",
    )
    patterns: Patterns = group(Patterns, "What each pattern means.")
    pattern_by_family: PatternByFamily = group(PatternByFamily, "Exceptions by family.")
    pattern_by_unit: tuple[PatternOrSame, ...] = chosen(
        (),
        "-",
        None,
        None,
        "Pattern of each unit in order; empty or 'same' = as the organisation.",
        source="C120",
    )
    extra_only: bool = chosen(False, "-", None, None, "Volunteers may do surplus work only.", source="C079")
    task_assignment: TaskAssignment = chosen(
        TaskAssignment.URGENCY,
        "-",
        None,
        None,
        "How a free volunteer gets a task: urgency, preference or random.",
        source="C121",
    )
