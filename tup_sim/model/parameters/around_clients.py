"""What happens between a client and the people around them: accepting help."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class Acceptance(Group):
    """When clients let a professional help them."""

    line: float = assumed(
        0.45,
        "0-1",
        0,
        1,
        "Trust at which every second offer is accepted.",
        source="OWN3, C110",
        plausible=(0.35, 0.55),
    )
    scale: float = assumed(
        0.06, "0-1", 0.01, 1, "Width of the step from declining to accepting.", plausible=(0.03, 0.12)
    )
    introduction: float = assumed(
        3.0,
        "contacts",
        1,
        50,
        "Good contacts that a first meeting counts for when a volunteer the client knows is there.",
        source="OWN3, C110",
        plausible=(1, 6),
    )
    declined_reference: float = assumed(
        0.18,
        "share",
        0,
        0.9,
        "Guidance requests declined at rest here; declared rates count what clients let somebody come for.",
        source="OWN2",
        plausible=(0.1, 0.25),
    )


class HelperType(StrEnum):
    """Who helps, in an experiment."""

    ANYBODY = "anybody"
    PROFESSIONALS = "professionals"
    VOLUNTEERS = "volunteers"


class Admission(StrEnum):
    """Who is admitted."""

    STOP_UNDER_PRESSURE = "stop_under_pressure"
    ALWAYS = "always"
    NEVER = "never"


class WhoHelps(Group):
    """Type of helper by family."""

    companionship: HelperType = chosen(HelperType.ANYBODY, "-", None, None, "Company.")
    activities: HelperType = chosen(HelperType.ANYBODY, "-", None, None, "Activities.")
    practical: HelperType = chosen(HelperType.ANYBODY, "-", None, None, "Practical help.")
    personal_care: HelperType = chosen(HelperType.ANYBODY, "-", None, None, "Personal care.")
    guidance: HelperType = chosen(HelperType.ANYBODY, "-", None, None, "Guidance.", source="C109")
    expert_care: HelperType = chosen(HelperType.ANYBODY, "-", None, None, "Expert care.")


class AroundClients(Group):
    """Around the client"""

    acceptance: Acceptance = group(Acceptance, "When clients accept professional help.")
    client_choice: bool = chosen(
        False, "-", None, None, "Clients may decline a volunteer as they may a professional.", source="C103"
    )
    volunteer_visits: int = chosen(
        -1,
        "contacts per client-month",
        -1,
        1000,
        "Most contacts with volunteers a client gets in four weeks; -1 = no limit.",
        source="C181",
    )
    who_helps: WhoHelps = group(WhoHelps, "Experiment: fixes the type of helper, whatever the mandate.")
    admission_policy: Admission = chosen(
        Admission.STOP_UNDER_PRESSURE,
        "-",
        None,
        None,
        "New clients: by the rule of the admission stop, always, or never.",
        source="ND19",
    )
