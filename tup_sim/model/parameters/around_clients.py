"""Around a client: who helps in an experiment, and who is admitted."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, chosen, group


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
