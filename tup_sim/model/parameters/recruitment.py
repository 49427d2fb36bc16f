"""From an enquiry to a first shift."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, group, measured


class Channels(Group):
    """Steady enquiries by channel."""

    open: float = assumed(
        0.46,
        "enquiries per month",
        0,
        1000,
        "Website, posters, press.",
        source="OWN1",
        plausible=(0.1, 0.7),
        extensive=True,
    )
    referral: float = assumed(
        0.26,
        "enquiries per month",
        0,
        1000,
        "Referral agency.",
        source="OWN1",
        plausible=(0, 0.4),
        extensive=True,
    )
    company: float = assumed(
        0.09,
        "enquiries per month",
        0,
        1000,
        "Companies and schools.",
        source="OWN1",
        plausible=(0, 0.2),
        extensive=True,
    )
    citizens: float = chosen(
        0.0,
        "enquiries per month",
        0,
        1000,
        "People of the neighbourhood who would come by themselves if all their week were free; they come as far as they"
        " have time to spare. 0 = nobody does.",
        source="C033",
        extensive=True,
    )


class Steps(Group):
    """Share that passes each step, apart from what the organisation refuses."""

    talk: float = measured(0.82, "share", 0, 1, "NG01", "Enquiry to talk.")
    trial: float = assumed(0.85, "share", 0, 1, "Talk to trial.", source="NG01", plausible=(0.7, 0.95))
    training: float = assumed(0.85, "share", 0, 1, "Trial to training.", source="NG01", plausible=(0.7, 0.95))
    contract: float = assumed(
        0.90,
        "share",
        0,
        1,
        "Training to contract; some withdraw at the signature.",
        source="NG01, C219",
        plausible=(0.5, 0.95),
    )
    start: float = assumed(
        0.92, "share", 0, 1, "Contract to first shift.", source="NG01", plausible=(0.8, 0.98)
    )


class PipelineHours(Group):
    """Coordinator time for each step."""

    enquiry: float = assumed(0.25, "hours", 0, 20, "Answering an enquiry.", source="NC19")
    talk: float = assumed(1.0, "hours", 0, 20, "First talk.", source="NC19")
    trial: float = assumed(1.0, "hours", 0, 20, "Trial.", source="NC19")
    start: float = assumed(1.5, "hours", 0, 20, "Starting day.", source="NC19")
    exit_talk: float = assumed(0.75, "hours", 0, 20, "Talk with a leaver.", source="NC19")
    training: float = assumed(6.0, "hours per group", 0, 100, "Training of one group.", source="NC19")
    groups: float = assumed(4.0, "groups per year", 0, 100, "Training groups.", source="NC19", extensive=True)
    training_piece: float = chosen(
        0.5,
        "share of shift",
        0.01,
        1,
        "Longest piece in which a coordinator trains a group, of a paid shift.",
        plausible=(0.25, 1),
        source="OWN4",
    )
    start_rule: float = chosen(
        0.5,
        "share of work",
        0,
        1,
        "Part of a piece of desk work that has to fit in what is left of the shift.",
        plausible=(0.25, 1),
        source="OWN4",
    )


class Recruitment(Group):
    """Recruitment"""

    recruitment_channels: Channels = group(Channels, "Steady enquiries by channel.")
    recruitment_asks: float = chosen(
        3.0, "contacts per month", 0, 1000, "People asked personally.", source="C076", extensive=True
    )
    ask_yield: float = assumed(
        0.10,
        "enquiries per contact",
        0,
        1,
        "Enquiries per personal ask.",
        source="OWN1, C076",
        plausible=(0.03, 0.25),
    )
    ask_similarity: float = assumed(
        2.0,
        "factor",
        1,
        100,
        "Asked people look like the asker: with chance 1 - 1/this they have the education of a volunteer.",
        source="C076, OWN3",
        plausible=(1, 4),
    )
    word_of_mouth: float = assumed(
        0.020,
        "enquiries per volunteer-month",
        0,
        1,
        "Enquiries by word of mouth.",
        source="OWN1",
        plausible=(0, 0.0357),
    )
    recruitable_people: int = assumed(
        650,
        "persons",
        0,
        1_000_000,
        "People the organisation can reach.",
        source="OWN1, NA01, NA07",
        plausible=(300, 1300),
        extensive=True,
    )
    recruitment_steps: Steps = group(Steps, "Losses on the way.")
    delay_talk_to_start: float = chosen(
        14.0, "days", 0, 365, "Time from the talk to the start.", source="C220", plausible=(3, 60)
    )
    delay_reference: float = assumed(
        14.0,
        "days",
        0,
        365,
        "Delay that the shares of the steps hold for.",
        source="OWN2, NG01",
        plausible=(7, 28),
    )
    willingness_decay: float = assumed(
        7.0, "weeks", 0.1, 520, "Time in which the wish to start fades.", plausible=(6, 8)
    )
    answer_patience: float = assumed(
        1.0, "weeks", 0, 52, "Time in which somebody expects an answer to an enquiry.", plausible=(0.5, 3)
    )
    pipeline_hours: PipelineHours = group(PipelineHours, "Coordinator time.")
    entry_threshold: float = chosen(
        -1.0,
        "0-1",
        -1,
        1,
        "Impression a candidate must make; -1 = as the responsibility pattern demands.",
        source="C117",
    )
    impression_noise: float = assumed(
        0.10, "SD", 0, 1, "How far the impression may be off.", plausible=(0.05, 0.2)
    )
    volunteer_places: int = chosen(
        -1,
        "persons",
        -1,
        100000,
        "Places for open-ended volunteers; -1 = no limit.",
        source="OWN1",
        extensive=True,
    )
    starters_per_month: float = chosen(
        1.118,
        "starters per month",
        0,
        10000,
        "Constant inflow when recruitment is off (and in checks against theory).",
        source="NB08",
        extensive=True,
    )
