"""Mechanisms that can be switched off one by one, and what then does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from tup_sim.model.parameters.declare import DESCRIPTION, Group, chosen, group


def _switch(about: str, source: str = DESCRIPTION) -> Any:
    """A mechanism that is on unless somebody switches it off."""
    return chosen(True, "-", None, None, about, source=source)


class Switches(Group):
    """On: the mechanism acts. Off: the states it moves stay where they are at rest, and its events do not occur."""

    work_pressure: bool = _switch(
        "Time per task, its standard, squeeze of administration, admission stop; off: none of them acts.",
        "C144, C145",
    )
    strain: bool = _switch(
        "Strain, and its effect on illness and leaving; off: it stays, both are as at rest.", "ND21, ND28"
    )
    coaching: bool = _switch(
        "Coaching talks of whatever form; off: none, and contact ratio as at rest.", "C236, C004"
    )
    support_on_the_job: bool = _switch(
        "Difficulties, limit tests, questions, follow-up work; off: none of them occurs.", "C162"
    )
    authority: bool = _switch("Authority of volunteers grows and shrinks; off: it stays.", "C163")
    exit: bool = _switch("States move leaving; off: class rates only.", "NB08, NB11")
    recruitment: bool = _switch(
        "Enquiries, steps, pool, last talks; off: constant inflow of starters.", "NG01"
    )
    learning: bool = _switch("Competence grows with practice and coaching; off: it stays.")
    needs_fit: bool = _switch("Fit between task and person; off: it stays.", "C094, C118, C133")
    belonging_recognition: bool = _switch(
        "Belonging, recognition and clarity change; off: they stay.", "C144, C146, C211"
    )
    client_outcomes: bool = _switch(
        "Trust, isolation, wellbeing and problems of clients change; off: they stay.", "C007, C181"
    )
    money: bool = _switch(
        "Budget limits staff; off: no income and no bills, no cut, no severance, no limit to staff.", "NI05"
    )


# What nothing reads while a switch is off: paths of parameters, or of groups of them. A test holds each of them.
LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "rosters": (
            "absence_base", "absence_spell", "leave_weeks_share", "administration_share", "administration_floor",
            "administration_squeeze", "administration_debt_cap", "team_share", "overtime_cap", "opening_cap",
            "support_hours_per_volunteer_month", "peer_review_interval", "dialogue_interval",
        ),
        "mechanisms.work_pressure": (
            "time_per_task_alpha", "time_per_task_slack", "standard_down", "standard_up", "time_norm",
            "administration_floor", "administration_squeeze", "admission_stop",
        ),
        "mechanisms.strain": ("strain.absence_effect", "strain.quit_effect"),
        "mechanisms.coaching": (
            "coaching_distribution", "coaching_timing", "coaching_cap",
            "post_incident_talks", "peer_review_interval",
            "support_hours_per_volunteer_month",
        ),
        "mechanisms.support_on_the_job": (
            "planned_questions", "standby_minutes", "step_in_rule", "post_incident_talks",
            "difficulty.limit_test", "difficulty.incident",
            "difficulty.follow_up",
        ),
        "mechanisms.recruitment": (
            "recruitment_channels", "recruitment_asks", "ask_similarity", "word_of_mouth", "recruitment_steps",
            "delay_talk_to_start", "intake_interval", "low_threshold_entry_tasks",
            "ex_clients_apply", "mentor_at_first_talk", "pre_start_training_hours", "volunteer_places",
            "volunteer_places_rule", "matching_precision",
            "referral_preparation", "short_task_share",
        ),
        "mechanisms.belonging_recognition": ("communication_quality",),
        "mechanisms.money": (
            "cut", "income", "subsidy_share", "reserve", "overhead", "night_wages", "replacement_budget",
            "severance", "hiring_cost", "overtime_pay", "budget_review", "second_line_weight", "funder_rule",
        ),
    }
)  # fmt: skip


class Mechanisms(Group):
    """Mechanisms"""

    mechanisms: Switches = group(Switches, "Switches of the mechanisms.")
