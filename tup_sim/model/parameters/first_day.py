"""How long people of the first day have been there, and what they did in that time."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class FirstDay(Group):
    """What is taken for granted of people who are there when a run starts."""

    staff_tenure: float = chosen(
        520.0, "weeks", 1, 2600, "Mean time professionals have been there, if nobody ever quits.",
        plausible=(260, 1040), fixed=True, source="OWN4",
    )  # fmt: skip
    volunteer_tenure: float = chosen(
        260.0, "weeks", 1, 2600, "Mean time volunteers of a class have been there, if that class never leaves.",
        plausible=(104, 520), fixed=True, source="OWN4",
    )  # fmt: skip
    longest_tenure: float = chosen(
        1560.0,
        "weeks",
        1,
        5200,
        "Nobody has been a volunteer for longer.",
        plausible=(1040, 2080),
        fixed=True,
        source="OWN4",
    )
    longest_stay: float = chosen(
        1040.0,
        "weeks",
        1,
        5200,
        "Nobody has been a client for longer.",
        plausible=(520, 1560),
        fixed=True,
        source="OWN4",
    )
    time_in_contacts: float = chosen(
        0.75, "share of hours wished", 0, 1, "Hours of a volunteer that went to contacts so far.",
        plausible=(0.5, 0.9), fixed=True, source="OWN4",
    )  # fmt: skip
    practice_most: float = assumed(
        500.0, "contacts", 0, 10000, "Most contacts of one kind from which a volunteer has learned so far.",
        plausible=(200, 1000), fixed=True, extensive=False,
    )  # fmt: skip
    limits_set: float = chosen(
        0.5, "share of limits tested", 0, 1, "Limits that volunteers set themselves so far.",
        plausible=(0.25, 0.75), fixed=True, source="OWN4",
    )  # fmt: skip
    limits_held: float = chosen(
        0.8, "share of limits set", 0, 1, "Those of them that clients followed.",
        plausible=(0.6, 0.95), fixed=True, source="OWN4"
    )  # fmt: skip


class FirstPeople(Group):
    """People who are there at the start"""

    first_day: FirstDay = group(FirstDay, "How long people have been there, and what they did so far.")
