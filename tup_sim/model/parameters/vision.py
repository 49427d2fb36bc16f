"""A vision that people share or not, and acts against it."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group


class Vision(Group):
    """How alignment with the vision moves, and what happens when somebody acts against it."""

    start: float = assumed(
        0.70, "0-1", 0, 1, "Alignment of a starter after the intake.", plausible=(0.5, 0.85)
    )
    start_sd: float = convention(0.12, "0-1", 0, 0.5, "Spread of it.", plausible=(0.06, 0.2))
    norms_mean: float = assumed(
        0.50,
        "0-1",
        0,
        1,
        "How far the own norms of volunteers agree with the vision.",
        source="C193, OWN3",
        plausible=(0.3, 0.7),
    )
    norms_sd: float = convention(
        0.20, "0-1", 0, 0.5, "Spread of it.", source="C193, OWN5", plausible=(0.1, 0.3)
    )
    norms_professional: float = assumed(
        0.80, "0-1", 0, 1, "The same for professionals and coordinators.", plausible=(0.6, 0.95)
    )
    norms_staff_sd: float = convention(
        0.10, "0-1", 0, 0.5, "Spread among paid people.", plausible=(0.05, 0.2)
    )
    contact: float = assumed(
        0.010,
        "per hour",
        0,
        1,
        "Pull of an hour of contact towards how the other sees it.",
        source="C139, C195, OWN3",
        plausible=(0.003, 0.03),
    )
    own: float = assumed(
        0.005,
        "per week",
        0,
        1,
        "Pull of a volunteer's own norms.",
        source="C193, OWN3",
        plausible=(0.002, 0.015),
    )
    own_staff: float = assumed(
        0.020,
        "per week",
        0,
        1,
        "Pull of the own norms of paid people, who learned them as a trade.",
        plausible=(0.005, 0.05),
    )
    listening: float = assumed(
        0.10,
        "share",
        0,
        1,
        "Part of an hour with a volunteer in which a paid person is moved as a volunteer would be.",
        plausible=(0, 0.5),
    )
    seen_hours: float = assumed(
        0.05,
        "hours per contact",
        0,
        1,
        "Contact of a volunteer and a professional who see each other at work.",
        plausible=(0, 0.15),
    )
    lead: float = chosen(
        0.5,
        "share",
        0,
        1,
        "Part of a group talk in which the coach speaks.",
        plausible=(0.25, 0.75),
        source="OWN4",
    )
    contact_reference: float = assumed(
        0.163,
        "hours per hour planned",
        0,
        2,
        "Contact with paid people at rest; used only to give the first stock the alignment it would have.",
        source="OWN2",
        plausible=(0.05, 0.5),
        fixed=True,
    )
    carriers_reference: float = assumed(
        0.79,
        "0-1",
        0,
        1,
        "Alignment of those people at rest; used only for the first stock.",
        source="OWN2",
        plausible=(0.6, 0.9),
        fixed=True,
    )
    meeting: float = chosen(
        1.5, "hours", 0.25, 8, "Length of a vision meeting.", source="C200", plausible=(1, 3)
    )
    meeting_size: int = chosen(
        15,
        "persons",
        1,
        60,
        "Volunteers in a vision meeting.",
        source="C200",
        plausible=(6, 20),
        extensive=False,
    )
    attendance_contract: float = assumed(
        0.9,
        "share",
        0,
        1,
        "Attendance when it is agreed in a contract.",
        source="C182, OWN3",
        plausible=(0.7, 1),
    )
    attendance_free: float = assumed(
        0.6,
        "share",
        0,
        1,
        "Attendance when people come if they like.",
        source="C182, OWN3",
        plausible=(0.3, 0.8),
    )
    decisions: float = chosen(
        4.0,
        "decisions per meeting",
        0,
        50,
        "Decisions about own tasks in a meeting in which the vision is made together.",
        source="C182",
        plausible=(1, 8),
    )
    own_say: float = assumed(
        0.5,
        "share",
        0,
        1,
        "Part of a decision taken together that counts as one's own.",
        plausible=(0.25, 0.75),
    )
    act: float = assumed(
        0.0125,
        "per contact",
        0,
        1,
        "Acts against the vision of somebody who does not share it at all.",
        source="C193, OWN3",
        plausible=(0.005, 0.05),
    )
    act_norms: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Part of them that follows the own norms and not what one has come to share.",
        source="C193, OWN3",
        plausible=(0, 0.6),
    )
    act_trust: float = assumed(
        0.03,
        "per act",
        0,
        1,
        "Trust in volunteers a client loses by it.",
        source="C193, OWN3",
        plausible=(0.01, 0.06),
    )
    notice: float = assumed(
        0.5,
        "share",
        0,
        1,
        "Acts that a professional who sees the volunteer at work notices.",
        source="C204, OWN3",
        plausible=(0.2, 0.8),
    )
    hearsay: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Unseen acts of which a story reaches the coordinator.",
        source="C204, OWN3",
        plausible=(0.1, 0.6),
    )
    wrong_person: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Stories that are told of somebody else who was there.",
        source="C204, OWN3",
        plausible=(0.05, 0.5),
    )
    memory: float = assumed(
        26.0,
        "weeks",
        1,
        520,
        "Fading of what is held against somebody.",
        source="C204, OWN3",
        plausible=(13, 104),
    )
    exit_after: float = assumed(
        1.5,
        "acts per 100 contacts",
        0,
        50,
        "What must be held against somebody, fading, before they are asked to leave; fewer contacts count as 100.",
        source="C204, OWN3",
        plausible=(1, 4),
    )
    gap_fit: float = assumed(
        0.3,
        "-",
        0,
        2,
        "Fit lost per unit of difference between the own norms and the vision when a talk shows it.",
        source="C205, OWN3",
        plausible=(0.1, 0.6),
    )
    unfounded: float = assumed(
        0.03,
        "per exit",
        0,
        1,
        "Safety, and trust in who asked, lost by those who stay when nobody can name a fact.",
        source="C204, OWN3",
        plausible=(0.01, 0.1),
    )


class SharedVision(Group):
    """Vision"""

    vision: Vision = group(Vision, "Alignment with the vision.")
