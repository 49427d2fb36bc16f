"""The cooperation scan: how often, how long, and what is done with it."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, group, measured


class Scan(Group):
    """One scan of the cooperation."""

    minutes: float = measured(10.0, "minutes per person", 0, 240, "C172", "Time it takes to fill in.")
    part: float = assumed(
        0.5,
        "share of a talk",
        0,
        1,
        "Part of a talk that goes to what was named, at the expense of coaching.",
        source="OWN3, C172",
        plausible=(0.2, 0.7),
    )
    noticeable: float = assumed(
        0.20,
        "share",
        0,
        1,
        "Part that must be missing of what one counts on before one names it.",
        source="OWN3, C172",
        plausible=(0.1, 0.3),
    )
    tailoring: float = assumed(
        0.5,
        "0-1",
        0,
        1,
        "After a talk about it: part of the time left by which suitable work goes ahead, as task_tailoring.",
        source="OWN3, C172",
        plausible=(0.2, 0.8),
    )


class CooperationScan(Group):
    """Cooperation scan"""

    wifa_scan_interval: int = chosen(
        0,
        "weeks",
        0,
        260,
        "Weeks between scans in which volunteers and staff say what they miss most; 0 = none.",
        source="C172",
    )
    scan: Scan = group(Scan, "One scan of the cooperation.")
