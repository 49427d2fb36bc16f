"""The numbers of the core as the model reads them: plain objects with an attribute of a known type for each.

Written from the declarations by `make docs` (docs/write_plain_groups.py); what a number means stands where it is
declared. ``declare.plain`` makes such objects of parameters. A pattern is its place in the list of patterns, -1 for
that of the organisation.
"""

from __future__ import annotations


class DemandProfile:
    """How busy a part of the day is, relative to the others."""

    morning: float
    afternoon: float
    evening: float


class Professionals:
    """Professionals of one unit."""

    posts: int
    fte: float
    longest_shift: float
    shift_beyond: float
    surplus_left: float


class Coordinators:
    """Volunteer coordinators of one unit; the shares divide their worked hours."""

    posts: int
    fte: float
    administration: float
    team: float
    conflicts: float
    floor_share: float
    coaching: float
    external: float


class StaffEducation:
    """Education of professionals."""

    low: float
    mid: float
    high: float


class Spell:
    """A lognormal length of time."""

    mean: float
    sigma: float


class HireDelay:
    """Triangular time between a vacancy and the first working day."""

    low: float
    mode: float
    high: float


class StrainRules:
    """Strain, in standard deviations of a person's own trait scale."""

    trait_sd: float
    overload_scale: float
    load_slope: float
    load_reference: float
    load_reference_coordinator: float
    knee: float
    role_conflict: float
    emotional: float
    pleasure: float
    usual_demands: float
    emotional_scale: float
    problem_line: float
    half_point: float
    absence_effect: float
    quit_effect: float
    quit_lag: float
    steepness: float
    unfelt: float


class DemandsOnVolunteers:
    """What volunteers of an organisation meet in a week at rest: means, and standard deviations between weeks."""

    gap: float
    gap_spread: float
    over: float
    over_spread: float
    alone: float
    alone_spread: float
    tension: float
    tension_spread: float


class TaskType:
    """One task type; practical has two, a core one and a surplus one."""

    rate: float
    hours: float
    duration: str
    sigma: float
    patience: float
    patience_shape: int
    difficulty: float
    relational_weight: float
    core: bool
    staff: str
    staff_after: float
    clients_per_helper: float
    regular: bool
    own_helper: bool


class Requests:
    """The seven task types of the six families."""

    guidance: TaskType
    expert_care: TaskType
    personal_care: TaskType
    practical_core: TaskType
    practical_surplus: TaskType
    companionship: TaskType
    activities: TaskType


class Difficulty:
    """What can go wrong in a contact, and who does something about it."""

    complexity_slope: float
    spread: float
    floor: float
    ceiling: float
    limit_test: float
    decision_scale: float
    asks: float
    incident: float
    follow_up: float
    follow_up_hours: float
    weight: float
    severity_low: float
    severity_range: float
    staff_authority: float
    call_hours: float
    call_limit: float
    question_limit: float
    asked_alone: float
    question_hours: float


class CareQuality:
    """Quality of core work that was done in time: 1 if it succeeded in its normal time, 0 after an incident."""

    time_missing: float
    time_power: float
    not_succeeded: float


class AdmissionStop:
    """When the organisation stops admitting clients, and when it starts again."""

    above: float
    weeks: int
    below: float
    restart_weeks: int
    contact_ratio_below: float


class DemandShock:
    """A period with more or fewer requests."""

    at: int
    until: int
    size: float


class ClientStates:
    """What help, and its absence, does to clients."""

    complexity_sd: float
    testing_mean: float
    testing_sd: float
    testing_learning: float
    network_mean: float
    complexity_waiting: float
    trust_professionals: float
    trust_low: float
    trust_volunteers: float
    trust_sd: float
    trust_good: float
    trust_bad: float
    trust_pass: float
    isolation_start: float
    ties_needed: float
    tie_hours: float
    tie_weeks: float
    wellbeing_start: float
    wellbeing_gain: float
    problem_start: float
    problem_gain: float
    problem_loss: float
    familiar_weeks: float
    gap_weeks: float


class UsualWeek:
    """A usual week of one client of this organisation, measured at rest."""

    good_professionals: float
    good_guidance: float
    good_volunteers: float
    familiar_professionals: float
    familiar_volunteers: float
    harm_professionals: float
    harm_volunteers: float
    core_good: float
    core_missed: float
    relational_hours: float
    missed_relation: float
    limits_unanswered: float
    limits_followed: float
    ties: float


class FirstDay:
    """What is taken for granted of people who are there when a run starts."""

    staff_tenure: float
    volunteer_tenure: float
    longest_tenure: float
    longest_stay: float
    time_in_contacts: float
    practice_most: float
    limits_set: float
    limits_held: float


class WhoHelps:
    """Type of helper by family."""

    companionship: str
    activities: str
    practical: str
    personal_care: str
    guidance: str
    expert_care: str


class Availability:
    """When people are free; the shares add up to 1. Nobody comes when they are not."""

    retired: float
    working: float
    student_or_job_seeker: float


class FreeDayparts:
    """Open day-parts on which people can come, of those their lives allow; working people can come on all of them."""

    retired: float
    student_or_job_seeker: float


class MainFamily:
    """What volunteers come for; the shares add up to 1."""

    social: float
    both: float
    practical: float


class Education:
    """Education of the first stock and of who comes by word of mouth, and of all the organisation can reach."""

    low: float
    mid: float
    high: float
    pool_low: float
    pool_mid: float
    pool_high: float


class Population:
    """Composition of the people drawn."""

    share_vulnerable: float
    share_strong: float
    share_new: float
    share_ex_client: float
    referral_vulnerable: float
    share_employer: float
    strong_vulnerability: float
    share_job_seeker: float
    occasional_days: float
    enthusiasm_mean: float
    enthusiasm_sd: float
    ambition_mean: float
    openness_mean: float
    openness_gap: float
    openness_low_share: float
    openness_sd: float
    vulnerability_high: float
    vulnerability_low: float
    vulnerability_sd: float
    client_complexity_mean: float
    client_trust_low_share: float
    client_no_network_share: float
    staff_fatigue_initial: float
    fatigue_weight: float
    availability: Availability
    free_dayparts: FreeDayparts
    main_family: MainFamily
    education: Education


class PlannedHours:
    """Hours a volunteer plans per week, lognormal."""

    mean: float
    sigma: float
    cap: float


class MostCompetence:
    """Where practice leads an average volunteer, by family, where competence is capped."""

    companionship: float
    activities: float
    practical: float
    personal_care: float
    guidance: float
    expert_care: float


class Competence:
    """What people can do when they start, by family, and how they learn."""

    companionship: float
    activities: float
    practical: float
    personal_care: float
    guidance: float
    expert_care: float
    spread: float
    education_step: float
    vulnerable: float
    strong: float
    professional: float
    professional_new: float
    professional_expert: float
    gain: float
    contacts_easy: float
    contacts_medium: float
    contacts_hard: float
    coached: float
    coached_cap: float
    slow_start: float
    most: MostCompetence
    counted: float
    contacts: float
    half_life: float
    coached_most: float
    coached_hours: float
    margin: float
    professional_sd: float
    professional_step: float


class Mandates:
    """How far volunteers may go alone, by family of work."""

    companionship: str
    activities: str
    practical: str
    practical_core: str
    personal_care: str
    guidance: str


class ResponsibilityPattern:
    """What one pattern sets, and nothing else."""

    mandate: Mandates
    holds: float
    at_distance: bool
    entry_threshold: float
    peer_review_interval: float


class PatternByFamily:
    """Exceptions to the pattern, by family."""

    companionship: int
    activities: int
    practical: int
    personal_care: int
    guidance: int
    expert_care: int


class ExitWeights:
    """Weight of each state in leaving disappointed, of strain in leaving overloaded, per SD (contact ratio: per ln)."""

    contact_ratio: float
    support: float
    clarity: float
    recognition: float
    belonging: float
    strain: float
    fit: float


class ExitShares:
    """Parts of the leaving that management can move, at rest."""

    disappointed: float
    overload: float
    asked: float
    least_ratio: float


class JobExits:
    """How leaving for a paid job depends on growth."""

    most: float
    without_growth: float


class PlannedEnds:
    """People who come for a term agreed beforehand."""

    student: float
    interim: float
    weeks: float


class UsualAttitude:
    """What volunteers here feel at rest, measured: mean distance from the own level, and SD between people."""

    ratio: float
    ratio_sd: float
    safety: float
    safety_sd: float
    clarity: float
    clarity_sd: float
    recognition: float
    recognition_sd: float
    belonging: float
    belonging_sd: float
    fit: float
    fit_sd: float
    tension: float
    tension_sd: float
    strain: float
    strain_sd: float


class LeavingNumbers:
    """Rates of shocks and of choice, and what attitude is made of."""

    shock: float
    asked: float
    choice: float
    spread: float
    attitude: float
    mix: float
    own: float
    new_style: float
    first_weeks: float
    usual: UsualAttitude


class Channels:
    """Steady enquiries by channel."""

    open: float
    referral: float
    company: float
    citizens: float


class Steps:
    """Share that passes each step, apart from what the organisation refuses."""

    talk: float
    trial: float
    training: float
    contract: float
    start: float


class PipelineHours:
    """Coordinator time for each step."""

    enquiry: float
    talk: float
    trial: float
    start: float
    exit_talk: float
    training: float
    groups: float
    training_piece: float
    start_rule: float


class SupportSplit:
    """Shares of the hours that coordinators have for guiding volunteers (``coordinators.coaching``)."""

    recruitment: float
    running: float
    ending: float


class ShortTask:
    """Who comes for a task with an end, and who goes on after it."""

    weeks: float
    attracts: float
    prefers: float
    stays_on: float


class OuterCircle:
    """Small tasks for people at the edge, and how they move inward."""

    accepts: float
    wish: float
    weeks: float
    inward: float


class CoachingNeed:
    """Hours a volunteer needs: what they do, how new they are, how vulnerable."""

    per_responsibility: float
    newness: float
    new_weeks: float
    nearby: float
    on_call: float
    autonomous: float
    fixed_part: float
    vulnerable_multiplier: float
    incident: float
    least: float


class Sessions:
    """Forms of coaching: length, people, credit per hour sat."""

    postpone: float
    individual: float
    post_incident: float
    post_incident_credit: float
    peer_review: float
    peer_review_size: int
    shared_credit: float
    hand_over: float
    start_rule: float
    saved_weeks: float
    saved_least: float


class Times:
    """Time constants: after so many weeks 37 % of a distance is left."""

    mood: float
    relation: float
    role: float


class States:
    """Start, gain and time constants of what people feel."""

    belonging_start: float
    belonging_sd: float
    belonging_attention: float
    belonging_joint: float
    belonging_familiar: float
    recognition_sd: float
    recognition_thanks: float
    recognition_excess: float
    clarity_start: float
    clarity_sd: float
    clarity_talk: float
    authority_start: float
    authority_sd: float
    authority_success: float
    authority_coaching: float
    safety_start: float
    safety_sd: float
    safety_incident: float
    enthusiasm_start: float
    ambition_reference: float
    ambition_sd: float
    wished_autonomy: float
    wished_autonomy_slope: float
    wished_autonomy_sd: float
    fit_start: float
    fit_sd: float
    boredom_line: float
    pleasure_start: float
    burden_contacts: float
    growth_reference: float
    fit_responsibility: float
    fit_autonomy: float
    pleasure_success: float
    success_reference: float
    hours_over_line: float
    volunteer_demand: float
    pair_trust: float
    pair_tension: float
    pair_success: float
    pair_failure: float
    pair_conflict: float


class GuidingNumbers:
    """Trouble; mechanisms add floor talks, group talks and the first weeks."""


class CoachingContent:
    """What talks are about; a quarter each is what everything else was measured at."""

    boundary: float
    vision: float
    relational: float
    task: float


class Vision:
    """How alignment with the vision moves, and what happens when somebody acts against it."""

    start: float
    start_sd: float
    norms_mean: float
    norms_sd: float
    norms_professional: float
    norms_staff_sd: float
    contact: float
    own: float
    own_staff: float
    listening: float
    seen_hours: float
    lead: float
    contact_reference: float
    carriers_reference: float
    meeting: float
    meeting_size: int
    attendance_contract: float
    attendance_free: float
    decisions: float
    own_say: float
    act: float
    act_norms: float
    act_trust: float
    notice: float
    hearsay: float
    wrong_person: float
    memory: float
    exit_after: float
    gap_fit: float
    unfounded: float


class Threat:
    """Who counts as a stranger; what professionals make of it stands with the mechanism."""

    stranger_weeks: float


class Welcome:
    """How a contact in passing goes; what moves openness stands with the mechanism."""

    tone: float


class Relation:
    """What people at work may count on in each other, and how it steers whom they turn to; read by rival rules."""

    prior: float
    usual: float
    spread: float
    told: float
    steers: float


class CoachCare:
    """Support for people who coach: how much it takes off."""

    relief: float
    squeeze: float
    missed: float
    most: float


class Cut:
    """A cut of the subsidy."""

    size: float
    at: int
    announced: float
    over: int
    restored: int


class CutProtects:
    """What a cut may not touch."""

    coordinator: bool
    training: bool
    coaching: bool
    front_line: bool


class VolunteerShock:
    """A sudden loss of volunteers."""

    at: int
    share: float
    who: str


class Submodels:
    """Which rule is in force where there are rivals."""

    competence: str
    professionals: str
    booking: str
    liking: str
    trust: str
    attention: str
    strain: str
    at_rest: str
    leaving: str
    usual: str


class Switches:
    """On: the mechanism acts. Off: the states it moves stay where they are at rest, and its events do not occur."""

    work_pressure: bool
    strain: bool
    coaching: bool
    support_on_the_job: bool
    authority: bool
    exit: bool
    recruitment: bool
    learning: bool
    needs_fit: bool
    belonging_recognition: bool
    client_outcomes: bool
    money: bool


class Parameters:
    """All parameters of the core of one world."""

    warmup: int
    horizon: int
    units: int
    open_dayparts: tuple[str, ...]
    rosters: bool
    work_hours_per_daypart: float
    demand_profile: DemandProfile
    professionals: Professionals
    coordinators: Coordinators
    coordinators_are_staff: bool
    education_professionals: StaffEducation
    contract_hours: float
    leave_share: float
    leave_weeks_share: float
    absence_base: float
    absence_spell: Spell
    staff_quit: float
    hire_delay: HireDelay
    hire_cap: float
    hiring_cost: float
    new_staff_effect: float
    overtime_cap: float
    administration_share: float
    administration_floor: float
    administration_squeeze: float
    administration_debt_cap: float
    team_share: float
    breaks_share: float
    coaching_share: float
    planned_questions: float
    notice: float
    severance: float
    temporary_share: float
    time_per_task_alpha: float
    time_per_task_slack: float
    opening_cap: float
    standard_down: float
    standard_up: float
    time_norm: bool
    time_norm_weeks: float
    strain: StrainRules
    usual_demands_on_volunteers: DemandsOnVolunteers
    requests: Requests
    difficulty: Difficulty
    start_rule: float
    long_wait: float
    surplus_by_staff_cap: float
    standby_minutes: float
    step_in_rule: str
    post_incident_talks: bool
    care_quality: CareQuality
    places: int
    client_stay: float
    applicants: float
    waiting_list_exit_rate: float
    admission_stop: AdmissionStop
    demand_growth: float
    demand_shock: DemandShock
    client_states: ClientStates
    usual_week: UsualWeek
    first_day: FirstDay
    volunteer_visits: int
    who_helps: WhoHelps
    admission_policy: str
    volunteers_initial: int
    population: Population
    planned_hours: PlannedHours
    shift_hours: float
    no_show: float
    meeting_overhead: float
    fixed_visit: bool
    occasional_stock: int
    competence: Competence
    pattern: int
    patterns: tuple[ResponsibilityPattern, ...]
    pattern_by_family: PatternByFamily
    pattern_by_unit: tuple[int, ...]
    extra_only: bool
    task_assignment: str
    p_short_traditional: float
    p_short_new: float
    h_short: float
    h_long: float
    management_share: float
    exit_weights: ExitWeights
    exit_shares: ExitShares
    exit_floor: float
    exit_ceiling: float
    job_hazard: float
    job_hazard_seeker: float
    job_exits: JobExits
    planned_ends: PlannedEnds
    match_hazard: float
    rematch_delay: float
    leaving: LeavingNumbers
    recruitment_channels: Channels
    recruitment_asks: float
    ask_yield: float
    ask_similarity: float
    word_of_mouth: float
    recruitable_people: int
    recruitment_steps: Steps
    delay_talk_to_start: float
    delay_reference: float
    willingness_decay: float
    answer_patience: float
    pipeline_hours: PipelineHours
    entry_threshold: float
    impression_noise: float
    volunteer_places: int
    starters_per_month: float
    support_split: SupportSplit
    short_task_share: float
    short_task: ShortTask
    review_weeks: int
    volunteer_places_rule: str
    ex_clients_apply: bool
    ex_client_reference: float
    matching_precision: float
    match_tolerance: float
    mentor_at_first_talk: bool
    referral_preparation: bool
    talk_nerves: float
    talk_ease: float
    mentor_talk_hours: float
    pre_start_training_hours: float
    training_pace: float
    training_group: float
    training_contacts: float
    training_clarity: float
    evening_share: float
    intake_interval: int
    low_threshold_entry_tasks: bool
    outer_circle: OuterCircle
    mandated_inflow: float
    obligation_weeks: float
    coaching_need: CoachingNeed
    sessions: Sessions
    coaching_distribution: str
    coaching_interval: float
    coaching_cap: int
    peer_review_interval: float
    contact_ratio_reference: float
    attention_minutes: float
    attention_booked: bool
    attention_booked_minutes: float
    attention_reference: float
    togetherness_reference: float
    thanks_reference: float
    togetherness_hours: float
    thanks: float
    dialogue_interval: float
    times: Times
    states: States
    guiding: GuidingNumbers
    coaching_content: CoachingContent
    coaching_timing: str
    support_hours_per_volunteer_month: float
    team_safety: float
    vision: Vision
    communication_quality: float
    communication_reference: float
    protocol_tightness: float
    protocol_help: float
    task_tailoring: float
    threat: Threat
    welcome: Welcome
    relation: Relation
    coach_care: CoachCare
    support_for_coaches: float
    coached_lately: float
    announce_newcomers: float
    procedure_hours: float
    target_accountability_for: str
    wage_professional: float
    wage_coordinator: float
    night_wages: float
    overhead: float
    volunteer_reimbursement: float
    volunteer_insurance: float
    volunteer_thanks: float
    training_budget: float
    recruitment_budget: float
    replacement_budget: float
    income: float
    subsidy_share: float
    reserve: float
    replacement_wage: float
    overtime_pay: float
    second_line_weight: float
    budget_review: float
    cut: Cut
    cut_protects: CutProtects
    volunteer_shock: VolunteerShock
    submodels: Submodels
    mechanisms: Switches
