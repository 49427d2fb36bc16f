"""Coaching, attention, and the slow states of people."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group, measured


class Distribution(StrEnum):
    """How coaching is divided."""

    UNIVERSAL = "universal"
    TAILORED = "tailored"


class CoachingNeed(Group):
    """Hours a volunteer needs: what they do, how new they are, how vulnerable."""

    per_responsibility: float = assumed(
        130.0,
        "hours per year",
        0,
        2000,
        "Need per unit of difficulty x responsibility.",
        source="OWN1, NC22",
        plausible=(90, 180),
        extensive=False,
    )
    newness: float = assumed(
        20.0,
        "hours per year",
        0,
        1000,
        "Added in the first 26 weeks.",
        source="OWN1, NC22",
        plausible=(10, 40),
        extensive=False,
    )
    new_weeks: float = assumed(
        26.0,
        "weeks",
        0,
        156,
        "How long somebody is new, volunteer or professional.",
        source="OWN3, NC22",
        plausible=(13, 52),
    )
    nearby: float = convention(
        0.25,
        "share of decisions",
        0,
        1,
        "Decisions taken alone with a professional on the unit.",
        plausible=(0.15, 0.35),
    )
    on_call: float = convention(
        0.50,
        "share of decisions",
        0,
        1,
        "Decisions taken alone with a professional on call.",
        plausible=(0.35, 0.65),
    )
    autonomous: float = convention(
        0.85, "share of decisions", 0, 1, "Decisions taken alone with a full mandate.", plausible=(0.5, 0.9)
    )
    fixed_part: float = assumed(
        0.4, "share", 0, 1, "Need that does not depend on hours.", plausible=(0.2, 0.6)
    )
    vulnerable_multiplier: float = assumed(
        1.5,
        "factor",
        1,
        5,
        "Need of a typical vulnerable volunteer against others.",
        source="C004, NH05",
        plausible=(1.5, 3),
    )
    incident: float = assumed(0.75, "hours", 0, 10, "Need added by an incident.", plausible=(0.25, 1.5))
    least: float = convention(
        0.1,
        "hours per week",
        0,
        10,
        "Least weekly need by which the talks somebody is owed are capped.",
        plausible=(0.05, 0.2),
        extensive=False,
    )


class Sessions(Group):
    """Forms of coaching: length, people, credit per hour sat."""

    postpone: float = chosen(
        2.0,
        "hours",
        0,
        24,
        "How long a talk can be put off on the day itself.",
        plausible=(0.5, 4),
        source="OWN4",
    )
    individual: float = chosen(0.5, "hours", 0.05, 8, "Individual talk.", plausible=(0.33, 1), source="OWN4")
    post_incident: float = chosen(
        0.75, "hours", 0.05, 8, "Talk after an incident.", plausible=(0.5, 1), source="OWN4"
    )
    post_incident_credit: float = assumed(
        1.5, "credit per hour", 0, 3, "Credit of a talk after an incident.", plausible=(1, 2)
    )
    peer_review: float = chosen(1.5, "hours", 0.05, 8, "Group peer review.", source="C166", plausible=(1, 2))
    peer_review_size: int = chosen(
        8,
        "persons",
        1,
        50,
        "Volunteers in a peer review.",
        source="C166",
        plausible=(6, 12),
        extensive=False,
    )
    shared_credit: float = assumed(
        0.5,
        "credit per hour",
        0,
        3,
        "Credit of an hour of a talk that is not with a coach alone: peer review, with a mentor, in a group.",
        plausible=(0.25, 1),
    )
    hand_over: float = chosen(
        0.5,
        "hours",
        0,
        8,
        "Begin of a coach's shift in which no talk is booked at another moment than after a shift.",
        plausible=(0.25, 1),
        extensive=False,
        source="OWN4",
    )
    start_rule: float = chosen(
        0.5,
        "share of talk",
        0,
        1,
        "Part of a talk that has to fit in the coach's shift.",
        plausible=(0.25, 1),
        source="OWN4",
    )
    saved_weeks: float = chosen(
        2.0,
        "weeks",
        1,
        52,
        "Hours for coaching that were not used are kept up to those of so many weeks.",
        plausible=(1, 4),
        source="OWN4",
    )
    saved_least: float = chosen(
        1.0,
        "hours",
        0,
        40,
        "Hours for coaching that can be kept by somebody who has little time for it.",
        plausible=(0.5, 2),
        extensive=False,
        source="OWN4",
    )


class Coaching(Group):
    """Coaching"""

    coaching_need: CoachingNeed = group(CoachingNeed, "Hours needed.")
    sessions: Sessions = group(Sessions, "Forms of coaching.")
    coaching_distribution: Distribution = chosen(
        Distribution.TAILORED,
        "-",
        None,
        None,
        "Talks go to who lacks one most (tailored), or in turn until the hours for them are spent (universal).",
        source="C081",
    )
    coaching_interval: float = measured(
        4.0, "weeks", 1, 52, "NF03", "A volunteer gets at least one talk in this time, if somebody has time."
    )
    coaching_cap: int = chosen(
        1,
        "talks per week",
        1,
        7,
        "Most talks of one volunteer in a week.",
        plausible=(1, 2),
        extensive=False,
        source="OWN4",
    )
    peer_review_interval: float = chosen(
        0.0,
        "weeks",
        0,
        104,
        "Weeks between group peer reviews; 0 = none, or what the pattern's coaching format says.",
        source="C166",
    )
    contact_ratio_reference: float = assumed(
        0.771,
        "ratio",
        0.01,
        10,
        "Contact ratio of this organisation at rest; reference for leaving.",
        source="OWN2",
        plausible=(0.5, 1.2),
    )


class Attention(Group):
    """Attention and thanks"""

    attention_minutes: float = chosen(
        5.0, "minutes", 1, 60, "Length of a contact in passing.", plausible=(3, 10), source="OWN4"
    )
    attention_booked: bool = chosen(
        False,
        "-",
        None,
        None,
        "On: attention is booked as an appointment instead of happening in gaps.",
        source="C145",
    )
    attention_booked_minutes: float = chosen(
        6.0, "minutes per volunteer-week", 0, 120, "Attention booked for each volunteer.", source="C145"
    )
    attention_reference: float = assumed(
        0.849,
        "contacts per shift",
        0,
        100,
        "Attention a volunteer of this organisation is used to; reference for belonging and recognition.",
        source="OWN2",
        plausible=(0.5, 3),
    )
    togetherness_reference: float = assumed(
        0.5,
        "hours per volunteer-month",
        0,
        40,
        "Joint activities a volunteer is used to; reference for belonging.",
        source="OWN2",
        plausible=(0, 2),
    )
    thanks_reference: float = assumed(
        1.0,
        "thank-yous per volunteer-month",
        0,
        30,
        "Thanks a volunteer is used to; reference for recognition.",
        source="OWN2",
        plausible=(0, 4),
    )
    togetherness_hours: float = chosen(
        0.5,
        "hours per volunteer-month",
        0,
        40,
        "Shared breaks and joint activities with staff.",
        source="C188, C146",
    )
    thanks: float = chosen(
        1.0,
        "thank-yous per volunteer-month",
        0,
        30,
        "Deliberate thanks, apart from attention.",
        source="C211",
    )
    dialogue_interval: float = chosen(
        0.0, "weeks", 0, 104, "Weeks between talks about the task; 0 = none.", source="C187"
    )


class States(Group):
    """Start, gain and time constants of what people feel."""

    belonging_start: float = convention(0.60, "0-1", 0, 1, "Belonging at rest.", plausible=(0.4, 0.8))
    belonging_sd: float = convention(0.15, "0-1", 0, 1, "Spread of belonging.", plausible=(0.1, 0.2))
    belonging_attention: float = assumed(
        0.010, "per contact", 0, 1, "Gain per attention contact.", plausible=(0.003, 0.02)
    )
    belonging_joint: float = assumed(
        0.03, "per joint activity", 0, 1, "Gain per joint activity.", plausible=(0.01, 0.06)
    )
    belonging_familiar: float = assumed(
        0.002, "per joint contact", 0, 1, "Gain per shift with a familiar professional.", plausible=(0, 0.01)
    )
    recognition_sd: float = convention(
        1.0, "SD", 0, 3, "Spread of the recognition balance.", plausible=(0.5, 1.5)
    )
    recognition_thanks: float = assumed(
        0.05,
        "SD per thank-you",
        0,
        1,
        "Gain per thank-you or attention contact.",
        source="C211, OWN3",
        plausible=(0.02, 0.1),
    )
    recognition_excess: float = assumed(
        0.10,
        "SD per hour",
        0,
        1,
        "Loss per hour above the own wish or outside the role.",
        plausible=(0.05, 0.2),
    )
    clarity_start: float = convention(0.70, "0-1", 0, 1, "Role clarity at rest.", plausible=(0.5, 0.9))
    clarity_sd: float = convention(0.10, "0-1", 0, 1, "Spread of role clarity.", plausible=(0.05, 0.2))
    clarity_talk: float = assumed(
        0.10, "per talk", 0, 1, "Gain per talk about the task.", source="C187, OWN3", plausible=(0.05, 0.2)
    )
    authority_start: float = assumed(0.35, "0-1", 0, 1, "Own authority at the start.", plausible=(0.2, 0.5))
    authority_sd: float = convention(0.12, "0-1", 0, 1, "Spread of authority.", plausible=(0.06, 0.2))
    authority_success: float = assumed(
        0.02,
        "per limit accepted",
        0,
        1,
        "Gain when a client accepts a limit, and loss when a client refuses.",
        source="C163, OWN3",
        plausible=(0.01, 0.04),
    )
    authority_coaching: float = assumed(
        0.006, "per credited hour", 0, 1, "Gain by coaching.", source="C163, OWN3", plausible=(0.002, 0.012)
    )
    safety_start: float = convention(
        0.70, "0-1", 0, 1, "Felt safety at rest; the team's own level.", plausible=(0.5, 0.9)
    )
    safety_sd: float = convention(0.12, "0-1", 0, 1, "Spread of felt safety.", plausible=(0.06, 0.2))
    safety_incident: float = assumed(
        0.10,
        "per incident",
        0,
        1,
        "Loss by an incident, and when nobody answers; a talk afterwards gives as much back.",
        source="C162, C165, OWN3",
        plausible=(0.05, 0.2),
    )
    enthusiasm_start: float = assumed(0.75, "0-1", 0, 1, "Enthusiasm of a starter.", plausible=(0.6, 0.9))
    ambition_reference: float = assumed(
        0.495,
        "0-1",
        0.01,
        1,
        "Ambition of a volunteer whom work that is too easy bores as declared.",
        source="OWN2, C094",
        plausible=(0.3, 0.7),
    )
    ambition_sd: float = convention(0.20, "0-1", 0, 1, "Spread of ambition.", plausible=(0.1, 0.3))
    wished_autonomy: float = assumed(
        0.25, "0-1", 0, 1, "Wished autonomy without any competence.", plausible=(0.1, 0.4)
    )
    wished_autonomy_slope: float = assumed(
        0.5, "-", 0, 2, "Wished autonomy per competence.", plausible=(0.2, 0.8)
    )
    wished_autonomy_sd: float = convention(
        0.15, "0-1", 0, 1, "Spread of wished autonomy.", plausible=(0.05, 0.3)
    )
    fit_start: float = assumed(
        0.708, "0-1", 0, 1, "Fit at rest; reference for leaving.", source="OWN2", plausible=(0.5, 0.9)
    )
    fit_sd: float = convention(0.15, "0-1", 0.01, 1, "Spread of fit.", plausible=(0.05, 0.2))
    boredom_line: float = assumed(
        0.25,
        "0-1",
        0,
        1,
        "Competence above difficulty beyond which work bores.",
        source="C094, OWN3",
        plausible=(0.15, 0.4),
    )
    pleasure_start: float = convention(
        0.60, "0-1", 0, 1, "Job pleasure of professionals at rest.", source="C105, OWN5", plausible=(0.4, 0.8)
    )
    burden_contacts: float = assumed(
        10.0,
        "contacts",
        1,
        1000,
        "After so many contacts in a week only these count in how heavy, and how free, a volunteer finds the work.",
        source="OWN3",
        plausible=(5, 40),
    )
    growth_reference: float = assumed(
        0.231,
        "0-1",
        0,
        1,
        "Growth at rest; reference for exits to a job.",
        source="OWN2",
        plausible=(0.1, 0.4),
    )
    fit_responsibility: float = assumed(
        2.0,
        "-",
        0,
        10,
        "Fit lost per unit of responsibility above competence.",
        source="C133, OWN3",
        plausible=(1, 4),
    )
    fit_autonomy: float = assumed(
        0.5,
        "-",
        0,
        10,
        "Fit lost per unit of autonomy wished and not granted.",
        source="C118, OWN3",
        plausible=(0.2, 1),
    )
    pleasure_success: float = assumed(
        0.4,
        "-",
        0,
        2,
        "Pleasure per unit of own success above the usual.",
        source="C105, OWN3",
        plausible=(0.2, 0.8),
    )
    success_reference: float = assumed(
        0.837,
        "share of contacts",
        0,
        1,
        "Success professionals of this organisation are used to.",
        source="OWN2",
        plausible=(0.7, 0.95),
    )
    hours_over_line: float = assumed(
        1.25, "ratio", 1, 5, "Hours above this part of the own wish weigh on a volunteer.", plausible=(1, 1.5)
    )
    volunteer_demand: float = assumed(
        0.5,
        "SD",
        0,
        3,
        "Strain of a volunteer per unit of responsibility x lack of competence, and of hours above the wish.",
        plausible=(0.2, 1),
    )
    pair_trust: float = assumed(
        0.5, "0-1", 0, 1, "Trust between a volunteer and a professional who meet.", plausible=(0.3, 0.7)
    )
    pair_tension: float = convention(0.1, "0-1", 0, 1, "Tension between them.", plausible=(0, 0.3))
    pair_success: float = assumed(0.03, "per joint success", 0, 1, "Gain of trust.", plausible=(0.01, 0.06))
    pair_failure: float = assumed(0.05, "per joint failure", 0, 1, "Loss of trust.", plausible=(0.02, 0.1))
    pair_conflict: float = assumed(
        0.15, "per conflict", 0, 1, "Tension added by a failure that nobody answered.", plausible=(0.05, 0.3)
    )


class SlowStates(Group):
    """States of people"""

    states: States = group(States, "What people feel, and how it changes.")
