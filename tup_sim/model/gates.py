"""What a parameter depends on before it can act: levers behind a gate that is closed do nothing, whatever their value.

A gate is closed by other parameters alone, so that it can be told before a run. A test moves whatever stands behind
each gate, closed and open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tup_sim.errors import Message
from tup_sim.model.catalogue import HOUSE, LEFT_OUT, catalogue_of
from tup_sim.model.mechanisms.base import Declared, Gate, gate
from tup_sim.model.parameters.declare import declarations, value_at
from tup_sim.model.parameters.patterns import BUILT_IN, SAME, added_values
from tup_sim.model.parameters.scenario import Scenario
from tup_sim.model.parameters.volunteers import PatternByFamily
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import FAMILIES

_SWITCHES: Final = tuple(
    Gate({switch: False}, parts, Message("{switch} is off", switch=switch))
    for switch, parts in LEFT_OUT.items()
)


def _of_mechanisms(declared: Iterable[Declared]) -> list[Gate]:
    """Their own gates; and while the lever of one is at nought, its other numbers do nothing."""
    found: list[Gate] = []
    for one in declared:
        found += one.gates
        if one.idle is not None:
            others = [each.path for each in one.numbers if each.path != one.lever]
            found.append(gate({one.lever: one.nothing or 0}, one.idle, *others))
    return found


GATES: Final = (
    *_SWITCHES,
    gate({"mechanisms.belonging_recognition": False, "wifa_scan_interval": 0},
         Message("mechanisms.belonging_recognition is off and there is no scan"), "thanks"),
    gate({"cut.size": 0.0},
         Message("there is no cut (cut.size is 0)"),
         "cut.at", "cut.announced", "cut.over", "cut.restored"),
    gate({"cut.size": 0.0, "funder_rule": "announced"},
         Message("there is no cut (cut.size is 0) and the funder pays as announced"), "cut_protects.front_line"),
    gate({"demand_shock.size": 0.0},
         Message("there is no shock in what is asked (demand_shock.size is 0)"),
         "demand_shock.at", "demand_shock.until"),
    gate({"volunteer_shock.share": 0.0},
         Message("there is no sudden loss (volunteer_shock.share is 0)"),
         "volunteer_shock.at", "volunteer_shock.who"),
    gate({"attention_booked": False},
         Message("attention is not booked (attention_booked is off)"),
         "attention_booked_minutes"),
    gate({"vision_work": "none"},
         Message("there are no vision meetings (vision_work is none)"),
         "vision_hours", "vision.meeting", "vision.meeting_size", "vision.attendance_contract",
         "vision.attendance_free", "vision.decisions"),
    gate({"vision_hours": 0.0},
         Message("there are no hours for vision meetings (vision_hours is 0)"),
         "vision.meeting", "vision.meeting_size", "vision.attendance_contract", "vision.attendance_free",
         "vision.decisions"),
    gate({"entry_rule": "fixed"},
         Message("entry demands are fixed and do not follow what is seen (entry_rule is fixed)"),
         "quality_floor", "entry_step", "evidence_starters"),
    gate({"volunteer_places_rule": "follow_unmet"},
         Message("places follow what volunteers could have done (volunteer_places_rule is follow_unmet)"),
         "volunteer_places"),
    gate({"mechanisms.recruitment": True},
         Message("starters come through enquiries (mechanisms.recruitment is on)"),
         "starters_per_month"),
    gate({"word_of_mouth": 0.0},
         Message("nobody comes by word of mouth (word_of_mouth is 0)"), "ending.ambassador"),
    gate({"ending_practice": "none", "support_split.ending": 0.0},
         Message("there are no last talks (ending_practice is none, support_split.ending is 0)"), "ending"),
    gate({"recruitment_asks": 0.0, "support_split.recruitment": 0.0},
         Message("nobody is asked personally (recruitment_asks is 0)"), "ask_yield", "ask_similarity"),
    gate({"support_split.recruitment": 0.0},
         Message("no hours are set aside for asking (support_split.recruitment is 0)"),
         "ask_hours"),
    gate({"short_task_share": 0.0},
         Message("there are no short tasks (short_task_share is 0)"), "short_task"),
    gate({"low_threshold_entry_tasks": False},
         Message("there are no small tasks (low_threshold_entry_tasks is off)"),
         "outer_circle"),
    gate({"mentor_at_first_talk": False},
         Message("no mentor sits in at the first talk (mentor_at_first_talk is off)"),
         "mentor_talk_hours"),
    gate({"pre_start_training_hours": 0.0},
         Message("there is no training before the start (pre_start_training_hours is 0)"),
         "training_pace", "training_group", "training_contacts", "training_clarity"),
    gate({"mandated_inflow": 0.0},
         Message("nobody comes under an obligation (mandated_inflow is 0)"),
         "obligation_weeks", "obliged.hours", "obliged.share_vulnerable", "obliged.guide_talk",
         "obliged.guide_price", "mandated_place_funding"),
    gate({"mandated_place_funding": 0.0},
         Message("no money comes with a place (mandated_place_funding is 0)"),
         "obliged.guide_talk", "obliged.guide_price"),
    gate({"group_visits.requests": 0.0},
         Message("no group asks to come (group_visits.requests is 0)"),
         "groups_policy", "group_visits"),
    gate({"groups_policy": "decline"},
         Message("groups are declined (groups_policy is decline)"),
         "group_visits.preparation", "group_visits.preparation_each", "group_visits.lead_weeks",
         "group_visits.welcome", "group_visits.presence_planned", "group_visits.presence_unplanned"),
    gate({"coordinators.posts": 0},
         Message("there are no coordinators (coordinators.posts is 0)"),
         "coordinators", "wage_coordinator", "floor_talks", "cut_protects.coordinator"),
    gate({"coordinators.posts": 0, "coaching_share": 0.0},
         Message("nobody has hours for coaching (coordinators.posts and coaching_share are 0)"),
         "support_hours_per_volunteer_month"),
    gate({"post_incident_talks": False},
         Message("there are no talks after an incident (post_incident_talks is off)"),
         "sessions.post_incident", "sessions.post_incident_credit"),
    *(gate({"pattern": tuple(each for each in BUILT_IN if each != name), "pattern_by_unit": ((),)} | {
                f"pattern_by_family.{family}": tuple(each for each in (SAME, *BUILT_IN) if each != name)
                for family in PatternByFamily.model_fields
            },
            Message("no work and no unit has the pattern {name}", name=name),
            f"patterns.{name}")
      for name in BUILT_IN),
    gate({"peer_review_interval": 0.0, "pattern": ("extra", "peer"), "pattern_by_unit": ((),),
           "patterns.extra.peer_review_interval": 0.0, "patterns.peer.peer_review_interval": 0.0},
         Message("there are no peer reviews (peer_review_interval is 0, as in the pattern)"),
         "sessions.peer_review", "sessions.peer_review_size"),
    gate({"submodels.competence": "lifetime_sum"},
         Message("competence adds up over a lifetime (submodels.competence is lifetime_sum)"),
         "competence.most", "competence.counted", "competence.contacts", "competence.half_life",
         "competence.coached_most", "competence.coached_hours", "competence.margin"),
    gate({"submodels.competence": "capped"},
         Message("competence has a ceiling and is forgotten (submodels.competence is capped)"),
         *(f"competence.{family}" for family in FAMILIES),
         "competence.contacts_easy", "competence.contacts_medium", "competence.contacts_hard",
         "competence.coached", "competence.coached_cap", "first_day.practice_most"),
    gate({"submodels.professionals": "alike"},
         Message("professionals can do as much as each other (submodels.professionals is alike)"),
         "competence.professional_sd", "competence.professional_step"),
    gate({"submodels.professionals": "individual"},
         Message("professionals differ in what they can do (submodels.professionals is individual)"),
         "competence.professional_expert"),
    gate({"submodels.strain": "hinge"},
         Message("strain begins at full load (submodels.strain is hinge)"),
         "strain.load_slope", "usual_demands_on_volunteers"),
    gate({"submodels.strain": ("hinge", "softplus")},
         Message("strain does not follow the load at rest (submodels.strain is hinge or softplus)"),
         "strain.load_reference", "strain.load_reference_coordinator"),
    gate({"submodels.strain": ("hinge", "linear")},
         Message("strain has no soft beginning (submodels.strain is hinge or linear)"),
         "strain.knee"),
    gate({"submodels.strain": ("linear", "softplus")},
         Message("strain of volunteers is counted in what occurs (submodels.strain is linear or softplus)"),
         "states.volunteer_demand"),
    gate({"submodels.leaving": "classes"},
         Message("people leave by classes of stayers (submodels.leaving is classes)"), "leaving", "submodels.usual"),
    gate({"leaving.usual.tension_sd": 0.0},
         Message("tension is no part of attitude (leaving.usual.tension_sd is 0)"), "leaving.usual.tension"),
    gate({"submodels.leaving": "attitude"},
         Message("people leave by shock or by choice (submodels.leaving is attitude)"),
         "p_short_traditional", "p_short_new", "h_short", "h_long", "management_share", "exit_weights",
         "exit_shares.disappointed", "exit_shares.overload", "exit_shares.asked", "exit_floor", "exit_ceiling",
         "job_exits.most"),
    *_of_mechanisms(HOUSE.declared),
    gate({"surplus_message": 0.0},
         Message("there is no message about surplus (surplus_message is 0)"),
         "threat.message", "threat.message_weeks", "threat.credibility"),
    gate({"support_for_coaches": 0.0},
         Message("coaches get no peer support (support_for_coaches is 0)"), "coached_lately"),
    gate({"time_norm": False},
         Message("no outside norm holds the time per task (time_norm is off)"), "time_norm_weeks"),
    gate({"submodels.trust": "touches"},
         Message("trust is a count of meetings (submodels.trust is touches)"),
         "relation.usual", "relation.spread", "relation.told"),
    gate({"submodels.trust": "kept_expectations"},
         Message("trust is what one may count on (submodels.trust is kept_expectations)"),
         "states.pair_trust", "states.pair_success", "states.pair_failure", "welcome.good", "welcome.bad",
         "welcome.usual_good", "welcome.tau", "welcome.contagion", "welcome.usual_company", "welcome.fatigue",
         "welcome.fatigue_tau", "welcome.usual_losses", "welcome.usual_losses_coordinator",
         "population.staff_fatigue_initial", "population.fatigue_weight"),
    gate({"submodels.attention": ("least_first", "by_chance")},
         Message("relation does not decide for whom there is a moment (submodels.attention is not by_relation)"),
         "relation.steers"),
    gate({"admission_policy": ("always", "never")},
         Message("admission does not stop under pressure (admission_policy is always or never)"), "admission_stop"),
)  # fmt: skip


def closed_gates(scenario: Scenario, paths: Iterable[str]) -> list[tuple[Gate, list[str]]]:
    """Gates that stay closed from beginning to end, dated changes included, with the paths that stand behind them.

    Args:
        scenario: values at the start and changes.
        paths: which parameters are asked about.

    Returns:
        Only gates with at least one of the paths behind them.
    """
    asked = list(paths)
    behind = [(each, [path for path in asked if stands_behind(each, path)]) for each in gates_of(scenario)]
    return [(each, found) for each, found in behind if found and stays_closed(each, scenario)]


def gates_of(scenario: Scenario) -> tuple[Gate, ...]:
    """All gates that a scenario has: those of the house, and those of its plug-ins."""
    added = catalogue_of(scenario.parameters).declared[len(HOUSE.declared) :]
    switches = (
        Gate({f"mechanisms.{one.on_when}": False}, one.left_out, _off(one)) for one in added if one.left_out
    )
    return (*GATES, *switches, *_of_mechanisms(added))


def _off(one: Declared) -> Message:
    return Message("{switch} is off", switch=f"mechanisms.{one.on_when}")


def idle_paths(scenario: Scenario, paths: Iterable[str]) -> list[tuple[Gate, list[str]]]:
    """Of these paths those that cannot act, with the gate that is closed, of several the first."""
    found, told = [], set[str]()
    for closed, behind in closed_gates(scenario, paths):
        if new := [path for path in behind if path not in told]:
            found.append((closed, new))
            told.update(new)
    return found


def stands_behind(gate: Gate, path: str) -> bool:
    """Whether a path is one of the levers of a gate, or in a group that is."""
    return path not in gate.closed and any(f"{path}.".startswith(f"{part}.") for part in gate.levers)


def stays_closed(gate: Gate, scenario: Scenario) -> bool:
    """Whether neither the values at the start nor any dated or triggered change opens a gate."""
    later = [change.values for change in scenario.changes]
    return all(
        _closes(values, value_at(scenario.parameters, path))
        and all(_closes(values, each[path]) for each in later if path in each)
        for path, values in gate.closed.items()
    )


def _closes(values: Any, value: Any) -> bool:
    """Whether a value is the one, or one of those, with which a gate is closed."""
    return value in values if isinstance(values, tuple) else bool(value == values)


def _values(parameters: Parameters) -> dict[str, Any]:
    declared = {each.path: value_at(parameters, each.path) for each in declarations(type(parameters))}
    return declared | dict(added_values(parameters.patterns))


def differing(one: Scenario, other: Scenario) -> list[str]:
    """Paths of which two scenarios have another value at the start, or that only one of them changes later."""
    values = [_values(each.parameters) for each in (one, other)]
    paths = dict.fromkeys([*values[0], *values[1]])
    at_the_start = [path for path in paths if values[0].get(path) != values[1].get(path)]
    later = [each for each in one.changes if each not in other.changes]
    later += [each for each in other.changes if each not in one.changes]
    return list(dict.fromkeys([*at_the_start, *(path for change in later for path in change.values)]))
