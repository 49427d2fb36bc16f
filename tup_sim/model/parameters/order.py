"""The order in which parameters are listed, wherever they are declared; what is not named here comes last.

A parameter that moves into the file of its mechanism keeps its place in lists, tables and samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

_PARAMETERS = """
warmup horizon units open_dayparts rosters work_hours_per_daypart demand_profile professionals
coordinators coordinators_are_staff education_professionals contract_hours leave_share leave_weeks_share
absence_base absence_spell staff_quit hire_delay hire_cap hiring_cost new_staff_effect
overtime_cap administration_share administration_floor administration_squeeze administration_debt_cap
team_share breaks_share coaching_share planned_questions notice severance temporary_share time_per_task_alpha
time_per_task_slack opening_cap standard_down standard_up time_norm time_norm_weeks strain
usual_demands_on_volunteers requests
difficulty start_rule long_wait surplus_by_staff_cap standby_minutes step_in_rule post_incident_talks
care_quality places client_stay applicants waiting_list_exit_rate admission_stop demand_growth demand_shock
client_states usual_week first_day accepting_help control_contacts coordination giving_in role_separation
client_choice volunteer_visits who_helps partners admission_policy volunteers_initial population
planned_hours shift_hours no_show meeting_overhead fixed_visit occasional_stock competence pattern
patterns pattern_by_family pattern_by_unit extra_only task_assignment p_short_traditional p_short_new
h_short h_long management_share exit_weights exit_shares exit_floor exit_ceiling job_hazard
job_hazard_seeker job_exits leaving planned_ends match_hazard rematch_delay ending_practice ending
recruitment_channels recruitment_asks ask_yield ask_similarity word_of_mouth recruitable_people recruitment_steps
delay_talk_to_start delay_reference willingness_decay answer_patience pipeline_hours entry_threshold
impression_noise volunteer_places starters_per_month support_split set_aside_weeks ask_hours
short_task_share short_task entry_rule quality_floor review_weeks evidence_starters entry_step
volunteer_places_rule ex_clients_apply ex_client_reference expectation_gap expectation_talks
expectations matching_precision match_tolerance mentor_at_first_talk referral_preparation talk_nerves
talk_ease mentor_talk_hours vulnerable_target_share guidance_line target_reach pre_start_training_hours
training_pace training_group training_contacts training_clarity evening_share intake_interval
low_threshold_entry_tasks outer_circle groups_policy group_visits mandated_inflow obligation_weeks
mandated_place_funding obliged coaching_need sessions coaching_distribution coaching_interval
coaching_cap peer_review_interval mentors contact_ratio_reference attention_minutes attention_booked
attention_booked_minutes attention_reference togetherness_reference thanks_reference togetherness_hours
thanks dialogue_interval times states guiding coaching_content coaching_timing floor_talks group_talk_interval
support_hours_per_volunteer_month team_safety ideas wifa_scan_interval scan vision vision_work
vision_hours exit_practice equality formal_equality
organisation_asks asking_for_more mandate_drift crossing task_review_interval task_review
communication_quality communication_reference protocol_tightness protocol_help task_tailoring
closeness_norm help_line role_delineation delineation_clarity delineation_by friction
threat welcome relation frustration relational_practice coach_care surplus_message minimum_relational_share
support_for_coaches
coached_lately announce_newcomers procedure_hours target_accountability_for wage_professional
wage_coordinator night_wages overhead volunteer_reimbursement volunteer_insurance volunteer_thanks
training_budget recruitment_budget replacement_budget income subsidy_share reserve replacement_wage
overtime_pay second_line_weight budget_review cut cut_protects funder_rule support_cost_visible
visible_output funder_loop volunteer_shock submodels mechanisms
"""
PARAMETERS: Final = tuple(_PARAMETERS.split())

_SWITCHES = """
work_pressure strain coaching support_on_the_job authority exit recruitment guided_groups learning
needs_fit belonging_recognition client_outcomes mandate_drift boundary_crossing friction
displacement_threat volunteer_fatigue frustration relational_practice vision_alignment felt_equality accepting_help
control_contacts coordination giving_in ideas funder_loop money
"""
SWITCHES: Final = tuple(_SWITCHES.split())

# Within a group of which the core declares a part.
GROUPS: Final = {
    "sessions": (
        "postpone",
        "individual",
        "post_incident",
        "post_incident_credit",
        "peer_review",
        "peer_review_size",
        "shared_credit",
        "mentor",
        "mentor_tenure",
        "hand_over",
        "start_rule",
        "saved_weeks",
        "saved_least",
    ),
    "guiding": (
        "floor_talk",
        "floor_talk_credit",
        "group_talk",
        "group_talk_size",
        "welcome",
        "welcome_reference",
    ),
    "welcome": (
        "good",
        "bad",
        "usual_good",
        "tau",
        "contagion",
        "usual_company",
        "tone",
        "fatigue",
        "invested",
        "soon",
        "fatigue_tau",
        "usual_losses",
        "usual_losses_coordinator",
    ),
    "threat": (
        "prior",
        "start",
        "legitimacy",
        "memory",
        "own_share",
        "hard",
        "redundancy",
        "stranger",
        "stranger_weeks",
        "message",
        "message_weeks",
        "credibility",
        "guard",
        "strain",
        "usual_replaced",
        "usual_calls",
        "usual_able",
        "usual_unable",
        "least_against",
    ),
}


def put_in_order(fields: dict[str, Any], names: Sequence[str]) -> None:
    """Put the fields of a group into the order of a list, before anything has been read from them."""
    place = {name: number for number, name in enumerate(names)}
    ordered = sorted(fields.items(), key=lambda item: place.get(item[0], len(place)))
    fields.clear()
    fields.update(ordered)
