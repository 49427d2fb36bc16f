"""What people can do when they start, and how they come to be able, under each of the rival rules."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, convention, group


class MostCompetence(Group):
    """Where practice leads an average volunteer, by family, where competence is capped."""

    companionship: float = assumed(0.80, "0-1", 0, 1, "In companionship.", plausible=(0.7, 0.9))
    activities: float = assumed(0.75, "0-1", 0, 1, "In activities.", plausible=(0.65, 0.85))
    practical: float = assumed(0.75, "0-1", 0, 1, "In practical work.", plausible=(0.65, 0.85))
    personal_care: float = assumed(0.65, "0-1", 0, 1, "In personal care.", plausible=(0.5, 0.8))
    guidance: float = assumed(0.65, "0-1", 0, 1, "In guidance.", plausible=(0.5, 0.8))
    expert_care: float = assumed(0.30, "0-1", 0, 1, "In expert care.", plausible=(0.1, 0.5))


class Competence(Group):
    """What people can do when they start, by family, and how they learn."""

    companionship: float = assumed(
        0.55, "0-1", 0, 1, "Starting competence of volunteers in companionship.", plausible=(0.4, 0.7)
    )
    activities: float = assumed(0.50, "0-1", 0, 1, "In activities.", plausible=(0.35, 0.65))
    practical: float = assumed(0.50, "0-1", 0, 1, "In practical work.", plausible=(0.35, 0.65))
    personal_care: float = assumed(0.30, "0-1", 0, 1, "In personal care.", plausible=(0.15, 0.45))
    guidance: float = assumed(0.35, "0-1", 0, 1, "In guidance.", plausible=(0.2, 0.5))
    expert_care: float = assumed(0.05, "0-1", 0, 1, "In expert care.", plausible=(0, 0.2))
    spread: float = assumed(0.12, "SD", 0, 1, "Spread between volunteers.", plausible=(0.06, 0.2))
    education_step: float = assumed(
        0.05,
        "0-1 per step",
        0,
        0.5,
        "Gain per step of education in guidance and practical work.",
        plausible=(0, 0.1),
    )
    vulnerable: float = assumed(
        -0.10, "0-1", -1, 0, "Difference for a vulnerable starter.", plausible=(-0.2, 0)
    )
    strong: float = assumed(0.15, "0-1", 0, 1, "Difference for a strong starter.", plausible=(0.05, 0.25))
    professional: float = convention(0.80, "0-1", 0, 1, "Competence of a professional.", plausible=(0.7, 0.9))
    professional_new: float = assumed(
        0.55, "0-1", 0, 1, "Competence of a new professional.", plausible=(0.4, 0.7)
    )
    professional_expert: float = assumed(
        0.85, "0-1", 0, 1, "Competence of a professional in expert care.", plausible=(0.75, 0.95)
    )
    gain: float = assumed(0.25, "0-1", 0, 1, "Most that practice adds.", plausible=(0.15, 0.35))
    contacts_easy: float = assumed(
        10.0,
        "contacts",
        1,
        1000,
        "Contacts to learn 63 % in companionship and activities.",
        plausible=(5, 20),
    )
    contacts_medium: float = assumed(
        25.0, "contacts", 1, 1000, "In practical work and personal care.", plausible=(12, 50)
    )
    contacts_hard: float = assumed(
        40.0, "contacts", 1, 1000, "In guidance and expert care.", plausible=(20, 80)
    )
    coached: float = assumed(0.004, "per credited hour", 0, 0.1, "Gain by coaching.", plausible=(0.001, 0.01))
    coached_cap: float = assumed(0.15, "0-1", 0, 1, "Most that coaching adds.", plausible=(0.05, 0.25))
    slow_start: float = assumed(
        0.2, "share", 0, 1, "Extra time a beginner needs for a task.", plausible=(0.1, 0.4)
    )
    most: MostCompetence = group(
        MostCompetence,
        "Where practice leads an average volunteer; who begins stands `competence.gain` lower.",
    )
    counted: float = assumed(
        0.5,
        "share",
        0,
        1,
        "Part of the differences of vulnerable, strong and schooled starters that counts where competence is capped.",
        plausible=(0.25, 1),
    )
    contacts: float = assumed(
        25.0,
        "contacts",
        1,
        1000,
        "Contacts of one kind to learn 63 % of the way to the ceiling.",
        plausible=(10, 50),
    )
    half_life: float = assumed(
        52.0, "weeks", 1, 1040, "Time in which half of what was practised is forgotten.", plausible=(26, 104)
    )
    coached_most: float = assumed(
        0.10, "0-1", 0, 1, "Most that coaching adds to a capped competence.", plausible=(0.05, 0.2)
    )
    coached_hours: float = assumed(
        20.0,
        "credited hours",
        0.1,
        1000,
        "Coaching that gives 63 % of it.",
        plausible=(10, 40),
        extensive=False,
    )
    margin: float = assumed(
        0.10,
        "0-1",
        0,
        1,
        "What is decided alone weighs from so little below one's own competence, where that is capped.",
        plausible=(0, 0.2),
    )
    professional_sd: float = assumed(
        0.08, "0-1", 0, 1, "Spread between professionals who differ.", plausible=(0.04, 0.12)
    )
    professional_step: float = assumed(
        0.03,
        "0-1 per step",
        0,
        0.5,
        "Gain of professionals who differ per step of education, in guidance and expert care.",
        plausible=(0, 0.06),
    )
