"""Clients: how many, how long, who they are and what help does to them."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group, measured


class AdmissionStop(Group):
    """When the organisation stops admitting clients, and when it starts again."""

    above: float = chosen(
        1.05,
        "work pressure",
        0,
        100,
        "Stop when work pressure stays above this.",
        source="ND19",
        plausible=(1.0, 1.15),
    )
    weeks: int = chosen(8, "weeks", 1, 104, "For this long.", source="ND19", plausible=(4, 13))
    below: float = chosen(
        1.0,
        "work pressure",
        0,
        100,
        "Admit again when it stays below this.",
        source="ND19",
        plausible=(0.9, 1.05),
    )
    restart_weeks: int = chosen(4, "weeks", 1, 104, "For this long.", source="ND19", plausible=(2, 8))
    contact_ratio_below: float = chosen(
        0.0,
        "ratio",
        0,
        10,
        "Stop when the contact ratio stays below this (buddy programme).",
        plausible=(0, 0.8),
        source="OWN4",
    )


class DemandShock(Group):
    """A period with more or fewer requests."""

    at: int = chosen(52, "week", 0, 1040, "First week.", source="NJ05")
    until: int = chosen(1040, "week", 0, 1040, "First week after it.", source="NJ05")
    size: float = chosen(0.0, "share", -1, 10, "Change of all requests.", source="NJ05")


class ClientStates(Group):
    """What help, and its absence, does to clients."""

    complexity_sd: float = convention(0.20, "0-1", 0, 1, "Spread of complexity.", plausible=(0.1, 0.3))
    testing_mean: float = convention(0.30, "0-1", 0, 1, "Tendency to test limits.", plausible=(0.2, 0.4))
    testing_sd: float = convention(0.15, "0-1", 0, 1, "Spread of testing.", plausible=(0.05, 0.25))
    testing_learning: float = assumed(
        0.01, "per event", 0, 1, "A client learns who gives in.", source="C164, OWN3", plausible=(0, 0.03)
    )
    network_mean: float = chosen(
        2.0,
        "persons",
        0,
        50,
        "Network of clients who have one (Poisson, at least one).",
        source="NJ09",
        plausible=(1, 4),
        extensive=False,
    )
    complexity_waiting: float = assumed(
        0.01, "per week", 0, 1, "Complexity gained on the waiting list.", plausible=(0, 0.02)
    )
    trust_professionals: float = assumed(
        0.65, "0-1", 0, 1, "Trust in professionals of most clients.", plausible=(0.5, 0.8)
    )
    trust_low: float = assumed(
        0.30,
        "0-1",
        0,
        1,
        "Trust in professionals of low-trust clients.",
        source="C110, OWN3",
        plausible=(0.2, 0.4),
    )
    trust_volunteers: float = assumed(0.55, "0-1", 0, 1, "Trust in volunteers.", plausible=(0.4, 0.7))
    trust_sd: float = convention(0.10, "0-1", 0, 1, "Spread of trust.", plausible=(0.05, 0.2))
    trust_good: float = assumed(
        0.01, "per good contact", 0, 1, "Gain, times the distance to full trust.", plausible=(0.005, 0.02)
    )
    trust_bad: float = assumed(0.05, "per bad contact", 0, 1, "Loss, times trust.", plausible=(0.02, 0.1))
    trust_pass: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Part of a gain with a familiar helper that passes to the other group.",
        source="C110, OWN3",
        plausible=(0.1, 0.5),
    )
    isolation_start: float = convention(
        0.55, "0-1", 0, 1, "Isolation when a client comes.", plausible=(0.4, 0.7)
    )
    ties_needed: float = convention(
        4.0, "persons", 1, 50, "Network and ties that end isolation.", plausible=(3, 6), extensive=False
    )
    tie_hours: float = assumed(
        1.3,
        "hours",
        0.01,
        100,
        "Relational hours with one helper lately that make a tie: three visits for company in the open house.",
        source="C181, OWN3",
        plausible=(0.7, 2.5),
        extensive=False,
    )
    tie_weeks: float = assumed(
        8.0, "weeks", 1, 104, "Memory of hours together, for a tie.", plausible=(4, 13)
    )
    wellbeing_start: float = convention(
        0.50,
        "0-1",
        0,
        1,
        "Relational wellbeing when a client comes.",
        source="C007, OWN5",
        plausible=(0.3, 0.7),
    )
    wellbeing_gain: float = assumed(
        0.02,
        "per relational hour",
        0,
        1,
        "Gain, times the distance to the top; as much is lost when help that was asked does not come.",
        source="C007, OWN3",
        plausible=(0.01, 0.05),
    )
    problem_start: float = convention(
        0.50, "0-1", 0, 1, "Severity of the problem when a client comes.", plausible=(0.3, 0.7)
    )
    problem_gain: float = assumed(
        0.02,
        "per core contact",
        0,
        1,
        "Part of the problem solved by a good core contact with an experienced professional.",
        plausible=(0.01, 0.05),
    )
    problem_loss: float = assumed(
        0.02, "per unmet core request", 0, 1, "Worsening by core that nobody gave.", plausible=(0.01, 0.05)
    )
    familiar_weeks: float = convention(
        26.0, "weeks", 1, 156, "Three meetings in this time make it.", plausible=(13, 52)
    )
    gap_weeks: float = convention(
        13.0,
        "weeks",
        0,
        156,
        "How long hours missed count as the gap that a familiar volunteer leaves.",
        plausible=(6, 26),
    )


class Clients(Group):
    """Clients"""

    places: int = chosen(
        120, "clients", 0, 100000, "Places of one unit.", source="OWN1, C002", fixed=True, extensive=True
    )
    client_stay: float = assumed(
        52.0, "weeks", 1, 100000, "Mean stay (exponential).", source="OWN1", plausible=(26, 104)
    )
    applicants: float = assumed(
        2.50,
        "clients per week",
        0,
        10000,
        "New applicants.",
        source="OWN1",
        plausible=(2, 3.5),
        extensive=True,
    )
    waiting_list_exit_rate: float = assumed(
        0.02, "per week", 0, 1, "Applicants who give up waiting.", source="OWN1, NJ01", plausible=(0.01, 0.05)
    )
    admission_stop: AdmissionStop = group(AdmissionStop, "When admission stops.")
    demand_growth: float = measured(0.0, "per year", -0.5, 1, "NJ04", "Growth of applicants and requests.")
    demand_shock: DemandShock = group(DemandShock, "A period with more or fewer requests.")
    client_states: ClientStates = group(ClientStates, "What help does to clients.")
