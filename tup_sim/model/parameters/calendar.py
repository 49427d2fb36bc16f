"""When the organisation is open, how long a run lasts."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, chosen, group

HOUSE_OPEN = tuple(
    [
        f"{day} {hours}"
        for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
        for hours in ("08:30-12:30", "13:00-17:00")
    ]
    + ["Tue 18:00-21:00", "Thu 18:00-21:00", "Sat 09:00-13:00"]
)


class DemandProfile(Group):
    """How busy a part of the day is, relative to the others."""

    morning: float = chosen(
        1.0, "factor", 0, 10, "Requests per open hour before noon.", plausible=(0.9, 1.6), source="OWN4"
    )
    afternoon: float = chosen(
        1.0, "factor", 0, 10, "Requests per open hour from noon to five.", plausible=(0.8, 1.2), source="OWN4"
    )
    evening: float = chosen(
        1.0, "factor", 0, 10, "Requests per open hour after five.", plausible=(0.5, 1.2), source="OWN4"
    )


class Calendar(Group):
    """Calendar"""

    warmup: int = chosen(
        52,
        "weeks",
        0,
        520,
        "Weeks simulated before week 0; not part of any result.",
        source="OWN4",
        fixed=True,
    )
    horizon: int = chosen(156, "weeks", 1, 1040, "Weeks that are reported.", source="OWN4", fixed=True)
    units: int = chosen(
        1,
        "units",
        1,
        1000,
        "Wards or teams. Every number of people, places or euros is for one unit.",
        fixed=True,
        extensive=False,
    )
    open_dayparts: tuple[str, ...] = chosen(
        HOUSE_OPEN,
        "-",
        None,
        None,
        "Day-parts in which clients ask and people work, as 'Mon 08:30-12:30'; '24/7' for always.",
        fixed=True,
    )
    rosters: bool = chosen(
        True,
        "-",
        None,
        None,
        "Off: whoever is employed is always at work, day and night, whatever the size of the post: no leave, illness, "
        "meetings, administration or booked talks, and hours worked are not counted (no work pressure, overtime or "
        "shares of time). Contracts end, posts go and are filled as with rosters. For checks against theory.",
        source="OWN4",
        fixed=True,
    )
    work_hours_per_daypart: float = chosen(
        3.8,
        "hours",
        0.5,
        24,
        "Paid hours of one shift; never longer than the day-part.",
        source="ND03",
        fixed=True,
    )
    demand_profile: DemandProfile = group(DemandProfile, "Requests by part of the day.")
