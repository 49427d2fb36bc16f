"""What volunteers come to do beyond what was agreed, and how tasks are explained and fixed."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class Review(StrEnum):
    """What a task review does with work that grew by itself."""

    WRITE_IN = "write_in"
    RESET = "reset"


class Drift(Group):
    """How work comes to a volunteer without being agreed."""

    ask: float = assumed(
        0.30,
        "probability",
        0,
        1,
        "Somebody in need turns to a volunteer of whom they have seen nothing but success.",
        source="C093, C150, OWN3",
        plausible=(0.1, 0.6),
    )
    accept: float = assumed(
        0.50,
        "probability",
        0,
        1,
        "A volunteer of usual enthusiasm says yes to what they believe is theirs to do.",
        source="C093, C097, OWN3",
        plausible=(0.25, 0.9),
    )
    enthusiasm_usual: float = assumed(
        0.60,
        "0-1",
        0.01,
        1,
        "Enthusiasm at which acceptance is as declared; above it people take on more than agreed.",
        source="C097, OWN2",
        plausible=(0.4, 0.8),
    )
    precedent_constant: float = assumed(
        20.0,
        "precedents",
        0.1,
        1000,
        "Precedents after which half of the later requests are offered directly.",
        source="C150, OWN3",
        plausible=(10, 40),
    )
    half_life: float = assumed(
        26.0,
        "weeks",
        1,
        520,
        "Half-life of precedents, and of what was seen of a volunteer.",
        source="C150, OWN3",
        plausible=(13, 52),
    )
    first_impression: float = assumed(
        0.50,
        "share of contacts",
        0,
        1,
        "Success people expect of a volunteer they have never seen at work.",
        plausible=(0.3, 0.8),
    )
    impression_weight: float = assumed(
        3.0,
        "contacts",
        0.1,
        100,
        "Contacts that weigh as much as what people expected beforehand.",
        plausible=(1, 10),
    )
    clarity_loss: float = assumed(
        0.02,
        "per precedent",
        0,
        1,
        "Role clarity lost when work beyond the mandate goes well.",
        source="C150, OWN3",
        plausible=(0.005, 0.05),
    )
    review_line: float = assumed(
        3.0,
        "precedents",
        0,
        100,
        "Precedents above which a task review takes up a kind of work.",
        source="C150, OWN3",
        plausible=(1, 6),
    )


class Boundaries(Group):
    """Mandate and limits in practice"""

    drift: Drift = group(Drift, "How work comes to volunteers without being agreed.")
    task_review_interval: float = chosen(
        0.0,
        "weeks",
        0,
        260,
        "Weeks between reviews of what a volunteer has come to do; 0 = none.",
        source="C150",
    )
    task_review: Review = chosen(
        Review.WRITE_IN,
        "-",
        None,
        None,
        "A review writes work that grew into the volunteer's own mandate (write_in) or ends it (reset).",
        source="C150",
    )
    communication_quality: float = chosen(
        0.7,
        "share",
        0,
        1,
        "Part of an explanation of the task that gets across, on the first day and in talks about the task.",
        source="C158",
    )
    communication_reference: float = assumed(
        0.7,
        "share",
        0.05,
        1,
        "Part that gets across where role clarity at the start is as declared.",
        source="C158, OWN2",
        plausible=(0.5, 0.9),
    )
    protocol_tightness: float = chosen(
        0.0,
        "share of steps",
        0,
        1,
        "Steps of a volunteer's work that are fixed beforehand: less to decide, less to improvise.",
        source="C131",
    )
    protocol_help: float = assumed(
        0.3,
        "share",
        0,
        1,
        "Difficulties of volunteers that do not come up where every step is fixed.",
        source="C131, OWN3",
        plausible=(0, 0.6),
    )
    task_tailoring: float = chosen(
        0.0,
        "0-1",
        0,
        1,
        "How far work that suits a volunteer may go ahead of work that is due earlier, in usual waits.",
        source="C094, C121",
    )
