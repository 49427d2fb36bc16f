"""Paid people: posts, hours, leave, illness, leaving and being replaced, time per task."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group, measured


class Professionals(Group):
    """Professionals of one unit."""

    posts: int = chosen(
        10, "persons", 0, 5000, "Posts for professionals.", source="C002", fixed=True, extensive=True
    )
    fte: float = chosen(0.75, "FTE per post", 0, 1, "Size of one post.", source="C002, ND13")
    longest_shift: float = chosen(
        0.95,
        "share of day-part",
        0.05,
        1,
        "Part of an open day-part that the longest shift fills.",
        plausible=(0.85, 1),
        fixed=True,
        source="OWN4",
    )
    shift_beyond: float = chosen(
        1.0,
        "hours",
        0,
        24,
        "Hours by which a shift may be longer than the hours a person still has to work.",
        plausible=(0, 2),
        extensive=False,
        fixed=True,
        source="OWN4",
    )
    surplus_left: float = chosen(
        0.02,
        "FTE",
        0,
        1,
        "Posts too many for which nobody is given notice.",
        plausible=(0.005, 0.1),
        extensive=False,
        acts_from="cut",
        source="OWN4",
    )


class Coordinators(Group):
    """Volunteer coordinators of one unit; the shares divide their worked hours."""

    posts: int = chosen(
        1, "persons", 0, 500, "Posts for volunteer coordinators.", source="C002", fixed=True, extensive=True
    )
    fte: float = chosen(0.75, "FTE per post", 0, 1, "Size of one coordinator post.", source="C002, NC01")
    administration: float = assumed(
        0.18, "share of worked hours", 0, 0.8, "Administration.", source="OWN1", plausible=(0.1, 0.3)
    )
    team: float = assumed(
        0.07, "share of worked hours", 0, 0.5, "Team meetings.", source="OWN1", plausible=(0.03, 0.12)
    )
    conflicts: float = assumed(
        0.05,
        "share of worked hours",
        0,
        0.5,
        "Settling conflicts, thanking.",
        plausible=(0.02, 0.10),
        source="OWN1, C210",
    )
    floor_share: float = chosen(
        0.10,
        "share of worked hours",
        0,
        0.8,
        "Time reserved for being on the floor among the volunteers.",
        source="C204",
    )
    coaching: float = chosen(0.46, "share of worked hours", 0, 1, "Upper limit of booked coaching talks.")
    external: float = chosen(
        0.0, "share of worked hours", 0, 0.8, "Work outside the unit, such as external partners."
    )


class Spell(Group):
    """A lognormal length of time."""

    mean: float = assumed(12.0, "days", 0.1, 365, "Mean length of a spell of illness.", plausible=(8, 20))
    sigma: float = convention(1.0, "-", 0, 2, "Spread of the logarithm.", plausible=(0.7, 1.3))


class HireDelay(Group):
    """Triangular time between a vacancy and the first working day."""

    low: float = assumed(8.0, "weeks", 0, 104, "Shortest.", source="OWN1, ND20")
    mode: float = assumed(13.0, "weeks", 0, 104, "Most common.", source="OWN1, ND20")
    high: float = assumed(20.0, "weeks", 0, 104, "Longest.", source="OWN1, ND20")


class StaffEducation(Group):
    """Education of professionals."""

    low: float = chosen(0.0, "share", 0, 1, "At most lower secondary.", source="OWN4")
    mid: float = chosen(0.2, "share", 0, 1, "Upper secondary.", source="OWN4")
    high: float = chosen(0.8, "share", 0, 1, "Bachelor or master.", source="OWN4")


class PaidStaff(Group):
    """Paid staff"""

    professionals: Professionals = group(Professionals, "Professionals of one unit.")
    coordinators: Coordinators = group(Coordinators, "Volunteer coordinators of one unit.")
    coordinators_are_staff: bool = chosen(
        False,
        "-",
        None,
        None,
        "On: coordinators also serve clients and count in staff shares, work pressure and states.",
        fixed=True,
    )
    education_professionals: StaffEducation = group(
        StaffEducation, "Education of professionals; adds up to 1."
    )
    contract_hours: float = measured(
        38.0, "hours per FTE-week", 1, 168, "ND03", "Weekly hours of a full-time contract.", fixed=True
    )
    leave_share: float = measured(
        0.216,
        "share of contract hours",
        0,
        0.9,
        "ND03",
        "Leave, holidays and own training, known beforehand.",
    )
    leave_weeks_share: float = chosen(
        0.10,
        "share of contract hours",
        0,
        0.9,
        "Part of the leave taken as whole weeks.",
        source="ND03",
        plausible=(0.06, 0.14),
    )
    absence_base: float = measured(
        0.080, "share of rostered hours", 0, 0.9, "ND06, ND07", "Missed through illness at rest."
    )
    absence_spell: Spell = group(Spell, "Length of a spell of illness.")
    staff_quit: float = measured(0.14, "per year", 0, 5, "ND04, ND05", "Voluntary leaving at rest.")
    hire_delay: HireDelay = group(HireDelay, "Vacancy to first working day.")
    hire_cap: float = chosen(
        0.25,
        "share of posts per year",
        0,
        10,
        "Most the labour market lets the organisation hire.",
        plausible=(0.16, 0.40),
        source="OWN4",
    )
    hiring_cost: float = assumed(
        3000.0, "EUR per hire", 0, 50000, "Cost of filling one post.", source="OWN1", plausible=(1000, 8000)
    )
    new_staff_effect: float = assumed(
        0.6, "factor", 0.1, 1, "Speed of a newcomer relative to a colleague.", plausible=(0.4, 0.8)
    )
    overtime_cap: float = assumed(
        0.05,
        "share of contract hours",
        0,
        1,
        "Overtime a person accepts, as 4-week mean.",
        plausible=(0, 0.10),
    )
    administration_share: float = measured(
        0.285, "share of worked hours", 0, 0.9, "ND12", "Administration at rest."
    )
    administration_floor: float = assumed(
        0.23,
        "share of worked hours",
        0,
        0.9,
        "What remains of administration under heavy pressure.",
        plausible=(0.18, 0.285),
    )
    administration_squeeze: float = assumed(
        0.10,
        "W above 1",
        0.01,
        2,
        "Work pressure above 1 at which administration is down to its floor.",
        source="OWN3",
        plausible=(0.05, 0.2),
    )
    administration_debt_cap: float = chosen(
        1.0,
        "weeks",
        0,
        26,
        "Postponed administration that a person carries before it has to be done.",
        plausible=(0.5, 2),
        source="OWN4",
    )
    team_share: float = assumed(
        0.085,
        "share of worked hours",
        0,
        0.9,
        "Meetings, hand-over, parties around clients.",
        source="OWN1",
        plausible=(0.05, 0.12),
    )
    breaks_share: float = assumed(
        0.07,
        "share of worked hours",
        0,
        0.3,
        "Breaks of paid people, in the middle of a shift; at 0 breaks come when nothing is asked.",
        plausible=(0.04, 0.10),
    )
    coaching_share: float = chosen(
        0.045, "share of worked hours", 0, 1, "Hours of professionals booked for coaching volunteers."
    )
    planned_questions: float = assumed(
        0.07,
        "calls per volunteer-week",
        0,
        5,
        "Planned questions of volunteers to a professional.",
        source="OWN1",
        plausible=(0.02, 0.2),
    )
    notice: float = chosen(
        13.0, "weeks", 0, 104, "Notice before a redundancy takes effect.", source="NI10", acts_from="cut"
    )
    severance: float = chosen(
        13.0, "weeks of wage", 0, 104, "Severance pay.", plausible=(0, 26), acts_from="cut", source="OWN4"
    )
    temporary_share: float = chosen(
        0.10,
        "share of posts",
        0,
        1,
        "Professionals on a temporary contract, who go first.",
        plausible=(0, 0.25),
        source="OWN4",
    )
    time_per_task_alpha: float = assumed(
        0.5,
        "exponent",
        0,
        2,
        "How strongly time per task gives way when work exceeds hours.",
        plausible=(0.3, 0.7),
    )
    time_per_task_slack: float = assumed(
        0.5, "share", 0, 1, "Part of that strength used when there is time to spare.", plausible=(0, 1)
    )
    opening_cap: float = chosen(
        0.6,
        "share of shift",
        0,
        1,
        "Most that meetings and overdue administration take.",
        plausible=(0.4, 0.8),
        source="OWN4",
    )
    standard_down: float = assumed(
        19.0,
        "weeks",
        1,
        1040,
        "Time in which the habit of a shorter time per task becomes the standard.",
        plausible=(10, 40),
    )
    standard_up: float = assumed(
        260.0, "weeks", 1, 100000, "Time in which the standard recovers by itself.", plausible=(52, 100000)
    )
    time_norm: bool = chosen(
        False,
        "-",
        None,
        None,
        "An outside norm (inspection, client council) holds the time per task.",
        source="ND14",
    )
    time_norm_weeks: float = chosen(
        52.0,
        "weeks",
        1,
        520,
        "Time in which an outside norm restores the standard.",
        plausible=(26, 104),
        source="OWN4",
    )


class DemandsOnVolunteers(Group):
    """What volunteers of an organisation meet in a week at rest: means, and standard deviations between weeks."""

    gap: float = assumed(
        0.000416,
        "0-1",
        0,
        1,
        "Mean of what was beyond their competence, per contact.",
        source="OWN2",
        plausible=(0, 0.05),
    )
    gap_spread: float = assumed(
        0.00337, "0-1", 0, 1, "Standard deviation of that.", source="OWN2", plausible=(0, 0.1)
    )
    over: float = assumed(
        0.0412,
        "share of the wish",
        0,
        20,
        "Mean of hours beyond the wish.",
        source="OWN2",
        plausible=(0, 0.2),
    )
    over_spread: float = assumed(
        0.47, "share of the wish", 0, 20, "Standard deviation of that.", source="OWN2", plausible=(0, 0.5)
    )
    alone: float = assumed(
        0.0142,
        "calls per week",
        0,
        50,
        "Mean of calls in a difficulty that nobody answered.",
        source="OWN2",
        plausible=(0, 0.05),
    )
    alone_spread: float = assumed(
        0.12, "calls per week", 0, 50, "Standard deviation of that.", source="OWN2", plausible=(0, 0.5)
    )
    tension: float = assumed(
        0.0177,
        "0-1",
        -1,
        1,
        "Mean tension with paid people met lately, above that of strangers.",
        source="OWN2",
        plausible=(0, 0.1),
    )
    tension_spread: float = assumed(
        0.0207, "0-1", 0, 1, "Standard deviation of that.", source="OWN2", plausible=(0, 0.1)
    )


class StrainRules(Group):
    """Strain, in standard deviations of a person's own trait scale."""

    trait_sd: float = assumed(
        0.8, "SD", 0, 3, "Spread of the trait between people.", source="OWN3, ND09", plausible=(0.5, 1.0)
    )
    overload_scale: float = convention(
        0.10,
        "share of own hours",
        0.01,
        1,
        "Overload that adds one SD.",
        source="ND24, OWN5",
        plausible=(0.05, 0.2),
    )
    load_slope: float = assumed(
        0.20,
        "SD",
        0,
        3,
        "Strain that 10 % (overload_scale) more load adds where strain has no hinge at full load.",
        source="OWN3, ND25",
        plausible=(0.05, 0.30),
    )
    load_reference: float = assumed(
        0.984,
        "share of own hours",
        0,
        5,
        "Load of professionals at rest, where strain follows what differs from it.",
        source="OWN2",
        plausible=(0.80, 1.00),
    )
    load_reference_coordinator: float = assumed(
        0.932,
        "share of own hours",
        0,
        5,
        "Load of coordinators at rest, where strain follows what differs from it.",
        source="OWN2",
        plausible=(0.60, 1.00),
    )
    knee: float = assumed(
        0.95,
        "share of own hours",
        0,
        2,
        "Load around which strain begins to rise, where it does so gradually.",
        plausible=(0.90, 1.00),
    )
    role_conflict: float = assumed(
        0.5, "SD", 0, 3, "Weight of role conflict (0-1).", source="OWN3, ND21", plausible=(0.2, 1.0)
    )
    emotional: float = assumed(
        0.5,
        "SD",
        0,
        3,
        "Weight of emotional labour: coaching vulnerable people, incidents of the week.",
        source="OWN3, C108",
        plausible=(0, 1.0),
    )
    pleasure: float = assumed(
        0.5,
        "SD",
        0,
        3,
        "Relief by job pleasure above its reference.",
        source="OWN3, C105",
        plausible=(0, 1.0),
    )
    usual_demands: float = assumed(
        0.0938,
        "SD",
        -3,  # where pleasure in the work relieves more than the rest demands it is below nought
        3,
        "Demands people of this organisation are used to; strain counts what comes on top.",
        source="OWN2",
        plausible=(0, 0.4),
    )
    emotional_scale: float = convention(
        0.10,
        "share of worked hours",
        0.01,
        1,
        "Guiding vulnerable people that adds one unit of emotional labour.",
        plausible=(0.05, 0.2),
    )
    problem_line: float = measured(
        0.2, "SD", -3, 3, "ND09", "Above this line strain is a problem; 40 % of staff are above it at rest."
    )
    half_point: float = assumed(
        1.0,
        "SD",
        0.1,
        5,
        "Strain at which half of the effect on illness and quitting is reached.",
        plausible=(0.5, 2),
    )
    absence_effect: float = assumed(
        1.5,
        "factor",
        1,
        5,
        "Most strain can multiply illness.",
        source="ND21, ND23, ND26",
        plausible=(1.25, 1.8),
    )
    quit_effect: float = assumed(
        1.5, "factor", 1, 5, "Most strain can multiply quitting.", source="ND28", plausible=(1.2, 2.5)
    )
    quit_lag: float = assumed(
        26.0,
        "weeks",
        1,
        156,
        "Weeks over which strain is averaged before it moves quitting.",
        plausible=(13, 52),
    )
    steepness: float = assumed(
        3.0,
        "-",
        0.5,
        10,
        "How steep the effect on illness and quitting is around the half point (power).",
        plausible=(2, 5),
    )
    unfelt: float = assumed(
        0.5,
        "share",
        0,
        1,
        "Part of the declared time for coaching that is no emotional labour.",
        plausible=(0.25, 0.75),
    )


class Strain(Group):
    """Strain"""

    strain: StrainRules = group(StrainRules, "How work turns into strain, illness and leaving.")
    usual_demands_on_volunteers: DemandsOnVolunteers = group(
        DemandsOnVolunteers, "What volunteers meet in a week at rest."
    )
