"""What clients ask for, how hard it is, how long it takes and how long it can wait."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group


class Staffing(StrEnum):
    """When professionals serve a stream."""

    ALWAYS = "always"
    IDLE = "idle"
    NEVER = "never"


class Duration(StrEnum):
    """Shape of the time a request takes."""

    LOGNORMAL = "lognormal"
    EXPONENTIAL = "exponential"


class TaskType(Group):
    """One task type; practical has two, a core one and a surplus one."""

    rate: float = assumed(
        0.0,
        "requests per client-week",
        0,
        1000,
        "Mean number of requests at rest.",
        source="OWN1",
        plausible=None,
    )
    hours: float = assumed(1.0, "hours", 0.01, 100, "Mean time of one helper for one request.", source="OWN1")
    duration: Duration = convention(
        Duration.LOGNORMAL,
        "-",
        None,
        None,
        "Shape of the time; exponential for checks against theory.",
        source="OWN5",
        fixed=True,
    )
    sigma: float = convention(
        0.4, "-", 0, 2, "Spread of the logarithm of the time.", plausible=(0.2, 0.6), fixed=True
    )
    patience: float = chosen(
        48.0, "hours", 0.01, 1e9, "Mean time a request can wait, on the clock.", source="OWN4"
    )
    patience_shape: int = convention(
        3, "-", 1, 3, "Shape of the gamma patience; 1 = exponential.", fixed=True
    )
    difficulty: float = convention(0.3, "0-1", 0, 1, "Mean difficulty for a client of complexity 0.4.")
    relational_weight: float = convention(0.4, "0-1", 0, 1, "Share of the time that is relation.")
    core: bool = chosen(
        False, "-", None, None, "Core: basic care the organisation owes; otherwise surplus.", fixed=True
    )
    staff: Staffing = chosen(
        Staffing.ALWAYS, "-", None, None, "Professionals serve it: always, only when idle, or never."
    )
    staff_after: float = chosen(0.0, "hours", 0, 1000, "Hours volunteers get before professionals step in.")
    clients_per_helper: float = chosen(
        1.0, "clients", 1, 50, "Clients who share the time of one helper.", extensive=False, source="OWN4"
    )
    regular: bool = chosen(
        False,
        "-",
        None,
        None,
        "On: asked at even intervals (a weekly visit) instead of at random.",
        fixed=True,
    )
    own_helper: bool = chosen(
        False, "-", None, None, "Only the client's own matched volunteer serves it.", fixed=True
    )


class Requests(Group):
    """The seven task types of the six families."""

    guidance: TaskType = group(
        TaskType,
        "Talk about a problem, trajectory, limits.",
        rate=0.52,
        hours=0.90,
        patience=60,
        difficulty=0.60,
        relational_weight=0.6,
        core=True,
    )
    expert_care: TaskType = group(
        TaskType,
        "Clinical, therapeutic, legal or other specialist work.",
        rate=0.23,
        hours=1.25,
        patience=120,
        difficulty=0.80,
        relational_weight=0.3,
        core=True,
    )
    personal_care: TaskType = group(
        TaskType,
        "Help with eating, moving, washing.",
        rate=0.02,
        hours=0.50,
        patience=8,
        difficulty=0.45,
        relational_weight=0.4,
        core=True,
    )
    practical_core: TaskType = group(
        TaskType,
        "Transport, chores and forms that cannot be left.",
        rate=0.16,
        hours=0.75,
        patience=60,
        difficulty=0.30,
        relational_weight=0.3,
        core=True,
        staff_after=24,
    )
    practical_surplus: TaskType = group(
        TaskType,
        "Transport, chores and forms on top.",
        rate=0.50,
        hours=0.85,
        patience=96,
        patience_shape=1,
        difficulty=0.30,
        relational_weight=0.4,
        staff=Staffing.NEVER,
    )
    companionship: TaskType = group(
        TaskType,
        "A chat, coffee, a visit.",
        rate=1.15,
        hours=0.65,
        patience=24,
        patience_shape=1,
        difficulty=0.20,
        relational_weight=1.0,
        staff=Staffing.IDLE,
    )
    activities: TaskType = group(
        TaskType,
        "Outing, walk, group activity.",
        rate=0.80,
        hours=1.00,
        sigma=0.3,
        patience=120,
        patience_shape=1,
        difficulty=0.30,
        relational_weight=0.8,
        staff=Staffing.NEVER,
        clients_per_helper=3,
    )


class StepIn(StrEnum):
    """Who is told to act when a client tests a limit."""

    NOBODY = "nobody"
    PROFESSIONAL = "professional"


class Difficulty(Group):
    """What can go wrong in a contact, and who does something about it."""

    complexity_slope: float = assumed(
        0.25,
        "difficulty per complexity",
        0,
        2,
        "How much harder requests of complex clients are.",
        plausible=(0.1, 0.4),
    )
    spread: float = convention(
        0.10, "SD", 0, 1, "Spread of difficulty between requests.", plausible=(0.05, 0.2)
    )
    floor: float = assumed(
        0.02, "probability", 0, 1, "Difficulty that meets even the most able.", plausible=(0.01, 0.05)
    )
    ceiling: float = assumed(
        0.30,
        "probability",
        0,
        1,
        "Added when the task is far above the helper's competence.",
        plausible=(0.15, 0.5),
    )
    limit_test: float = assumed(
        0.03,
        "probability per contact",
        0,
        1,
        "A client of testing 0.3 tries a limit.",
        plausible=(0.01, 0.10),
    )
    decision_scale: float = assumed(
        0.12,
        "0-1",
        0.01,
        1,
        "Width of the step in decisions, in success and from easy to hard.",
        plausible=(0.06, 0.24),
    )
    asks: float = assumed(
        0.7, "probability", 0, 1, "A volunteer who does not act asks somebody on call.", plausible=(0.4, 0.9)
    )
    incident: float = assumed(
        0.15, "probability", 0, 1, "An unsolved difficulty becomes an incident.", plausible=(0.05, 0.30)
    )
    follow_up: float = assumed(
        0.05,
        "probability",
        0,
        1,
        "An activity leaves work for a professional.",
        source="OWN1",
        plausible=(0.02, 0.10),
    )
    follow_up_hours: float = assumed(
        0.5, "hours", 0.01, 20, "Length of that work.", source="OWN1", plausible=(0.25, 1)
    )
    weight: float = assumed(
        0.3,
        "-",
        0,
        2,
        "Weight in a decision to act of each thing that counts: mandate, who holds the process, a rule, trust, being"
        " busy; and how far everybody holds back.",
        source="C162, OWN3",
        plausible=(0.1, 0.6),
    )
    severity_low: float = convention(
        0.2, "0-1", 0, 1, "Least serious difficulty or limit.", plausible=(0.1, 0.3)
    )
    severity_range: float = convention(
        0.6, "0-1", 0, 1, "Most serious less least serious.", plausible=(0.4, 0.8)
    )
    staff_authority: float = convention(
        0.7, "0-1", 0, 1, "Authority of a professional in the eyes of a client.", plausible=(0.5, 0.9)
    )
    call_hours: float = assumed(
        10 / 60, "hours", 0.01, 4, "Time one support call takes.", source="OWN1", plausible=(0.08, 0.33)
    )
    call_limit: float = chosen(
        0.25, "hours", 0.01, 24, "A limit test is over after this time.", plausible=(0.1, 1), source="OWN4"
    )
    question_limit: float = chosen(
        24.0,
        "hours",
        0.1,
        168,
        "Another call is pointless after this time.",
        plausible=(8, 72),
        source="OWN4",
    )
    asked_alone: float = convention(
        0.5,
        "share",
        0,
        1,
        "Part of the decisions that a volunteer who asks for help still takes alone.",
        plausible=(0.25, 0.75),
    )
    question_hours: float = chosen(
        0.25,
        "hours per week",
        0.01,
        10,
        "Who wishes fewer hours has no more planned questions per shift.",
        plausible=(0.1, 1),
        extensive=False,
        source="OWN4",
    )


class Demand(Group):
    """Requests and difficulty"""

    requests: Requests = group(Requests, "The requests of one client, by task type.")
    difficulty: Difficulty = group(Difficulty, "Difficulties, limit tests, support.")
    start_rule: float = chosen(
        0.8,
        "share of mean time",
        0,
        5,
        "Nothing starts when less than this is left of a shift.",
        plausible=(0.5, 1),
        source="OWN4",
    )
    long_wait: float = convention(
        0.5,
        "share of the usual wait",
        0,
        1,
        "A request that waits longer than this counts as waiting long: it is urgent, and the client looks around.",
        source="OWN5",
        plausible=(0.3, 0.8),
    )
    surplus_by_staff_cap: float = chosen(
        0.03,
        "share of direct time",
        0,
        1,
        "Most surplus an idle professional takes on.",
        plausible=(0, 0.1),
        source="OWN4",
    )
    standby_minutes: float = chosen(
        60.0,
        "minutes",
        0.1,
        10000,
        "Mean time until a professional who is not on the unit answers.",
        source="C162",
    )
    step_in_rule: StepIn = chosen(
        StepIn.NOBODY, "-", None, None, "Rule on who steps in when a client tests a limit.", source="C162"
    )
    post_incident_talks: bool = chosen(
        False, "-", None, None, "A talk with the volunteer after every incident.", source="C165"
    )
