"""How volunteers are treated beside paid people."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class Equality(Group):
    """Who is addressed when a volunteer and a professional are both there, and what that does."""

    paid: float = assumed(
        0.5,
        "-",
        0,
        3,
        "Cue of authority that comes with being paid.",
        source="C160, OWN3",
        plausible=(0.2, 1),
    )
    known: float = assumed(
        1.0,
        "-",
        0,
        3,
        "Cue of being a familiar face for this client.",
        source="C160, OWN3",
        plausible=(0.3, 1.5),
    )
    scale: float = assumed(
        0.5,
        "-",
        0.01,
        5,
        "Difference in cues at which one is addressed nearly three times as often.",
        source="C160, OWN3",
        plausible=(0.2, 1),
    )
    seat: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Part of felt equality that is having a say where own tasks are decided; the rest is daily treatment.",
        source="C160, OWN3",
        plausible=(0.1, 0.5),
    )
    tau: float = assumed(13.0, "weeks", 1, 260, "Memory of how one is treated.", plausible=(6, 26))
    known_reference: float = assumed(
        0.16,
        "share",
        0,
        1,
        "Clients to whom a volunteer is a familiar face; used only for the first stock.",
        source="OWN2",
        plausible=(0.05, 0.95),
        fixed=True,
    )
    known_staff_reference: float = assumed(
        0.23,
        "share",
        0,
        1,
        "The same for the professional who is there.",
        source="OWN2",
        plausible=(0.05, 0.98),
        fixed=True,
    )
    gap: float = assumed(
        0.02,
        "SD per week",
        0,
        1,
        "Recognition lost per unit of equality that is promised and not felt, above what one is used to.",
        source="C160, OWN3",
        plausible=(0.005, 0.05),
    )
    gap_reference: float = assumed(
        0.0, "0-1", -1, 1, "Equality promised and not felt at rest.", source="OWN2", plausible=(-0.3, 0.5)
    )
    comparison: float = assumed(
        0.04,
        "SD per week",
        0,
        1,
        "Recognition lost in a week in which one saw somebody be paid for the same work; half of it at recognition 0.",
        source="C127, OWN3",
        plausible=(0.01, 0.1),
    )
    comparison_reference: float = assumed(
        0.125,
        "share",
        0,
        1,
        "Such weeks at rest, weighted by how much they hurt.",
        source="C127, OWN2",
        plausible=(0.05, 0.5),
    )


class Treatment(Group):
    """Equality"""

    equality: Equality = group(Equality, "Felt equality and comparison.")
    formal_equality: float = chosen(
        0.5,
        "0-1",
        0,
        1,
        "Seats in team meetings, access to information and a say: what is promised to volunteers.",
        source="C160",
    )
