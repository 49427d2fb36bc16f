"""A number that nothing reads is a promise that nothing keeps."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.rooms.source import house
from tup_sim.model import catalogue, simulation
from tup_sim.model.mechanisms.base import Declared, Mechanism
from tup_sim.model.parameters import Parameters, Scenario, plain_groups
from tup_sim.model.parameters.declare import Declaration, declarations
from tup_sim.model.parameters.patterns import BUILT_IN

ALL = tuple(declarations(Parameters))
# No rules, but yardsticks: what an hour of a volunteer is worth, above which line strain counts as a problem, and how
# good care is that was given in less time or did not succeed; and whether what people are used to was measured.
ONLY_MEASURED = {"replacement_wage", "strain.problem_line", "submodels.at_rest"}
ONLY_MEASURED |= {f"care_quality.{name}" for name in ("time_missing", "time_power", "not_succeeded")}
# Says before a run where numbers come from.
ONLY_STUDIED = {"submodels.at_rest"}
PLAIN = simulation.plain
MADE = catalogue.made
ACTS = catalogue._acts
WEEK = "tup_sim.model.parameters.week"  # knows the parts of the day by name


def words_of(*rooms: str) -> set[str]:
    """Names of attributes, and strings, in these rooms; the declarations themselves do not count."""
    found: set[str] = set()
    for module in house():
        if module.is_in(*rooms) and not (module.is_in("model.parameters") and module.name != WEEK):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def unread(known: set[str]) -> set[str]:
    return {each.path for each in ALL if each.path.rpartition(".")[2] not in known}


def test_every_parameter_is_named_in_the_model() -> None:
    assert unread(words_of("model")) == ONLY_MEASURED
    assert unread(words_of("model", "measures")) == ONLY_STUDIED
    assert unread(words_of("model", "measures", "study")) == set()


class Read:
    """A group of parameters that remembers which of them were asked for."""

    def __init__(self, group: Any, asked: set[str], path: str = "") -> None:
        self._group, self._asked, self._path = group, asked, path

    def __getattr__(self, name: str) -> Any:
        value, path = getattr(self._group, name), f"{self._path}{name}"
        self._asked.add(path)
        if path == "patterns":
            return tuple(
                Read(each, self._asked, f"{path}.{name}.") for name, each in zip(BUILT_IN, value, strict=True)
            )
        return Read(value, self._asked, f"{path}.") if _is_group(value) else value


def _is_group(value: Any) -> bool:
    return type(value).__module__ == plain_groups.__name__


def watched(asked: set[str]) -> Any:
    """Makes mechanisms that remember which of their numbers they asked for."""

    def make(kind: type[Mechanism], parameters: Parameters) -> Mechanism:
        paths = {number.called: number.path for number in kind.declared.numbers}

        class Watched(kind):  # type: ignore[misc, valid-type]
            def __getattribute__(self, name: str) -> Any:
                if name in paths:
                    asked.add(paths[name])
                return super().__getattribute__(name)

        return MADE(Watched, parameters)

    return make


def watching_levers(asked: set[str]) -> Any:
    """Whether a mechanism acts is asked of its switch and its lever."""

    def acts(declared: Declared, *values: Any) -> bool:
        asked.update((f"mechanisms.{declared.on_when}", declared.lever))
        return ACTS(declared, *values)

    return acts


LIVELY = {
    "warmup": 2,
    "horizon": 20,
    "places": 20,
    "volunteers_initial": 25,
    "professionals.posts": 3,
    "staff_quit": 3.0,
    "income": 380000.0,  # what so small a house has to pay; money left over would soften the cut
    "h_long": 0.3,
    "absence_base": 0.3,
    "notice": 2.0,
    "hire_delay.low": 0.5,
    "hire_delay.mode": 1.0,
    "hire_delay.high": 2.0,
    "hire_cap": 5.0,
    "mentors": True,
    "dialogue_interval": 2.0,
    "peer_review_interval": 2.0,
    "post_incident_talks": True,
    "difficulty.limit_test": 0.5,
    "difficulty.floor": 0.4,
    "difficulty.incident": 0.9,
    "difficulty.follow_up": 0.5,
    "word_of_mouth": 0.5,
    "recruitment_channels.open": 20.0,
    "planned_ends.weeks": 2.0,
    "planned_ends.student": 50.0,
    "cut.size": 0.3,
    "cut.at": 5,
    "cut.announced": 3.0,
    "volunteer_shock.share": 0.3,
    "volunteer_shock.at": 6,
    "demand_shock.size": 0.5,
    "demand_shock.at": 3,
    "demand_growth": 0.2,
    "time_norm": True,
    "funder_rule": "follows_output",
    "funder_loop.interval": 4,
    "funder_loop.notice": 2.0,
    "volunteer_visits": 40,
    "surplus_message": 0.5,
    "minimum_relational_share": 0.3,
    "support_for_coaches": 4.0,
    "announce_newcomers": 0.3,
    "target_accountability_for": "volunteers",
    "task_review_interval": 2.0,
    "help_line": True,
    "wifa_scan_interval": 2,
    "role_delineation": 0.2,
    "ending_practice": "talk",
    "scan.noticeable": 0.0,
    "requests.guidance.patience": 3.0,
    "mandate_drift.ask": 1.0,
    "mandate_drift.accept": 1.0,
    "mandate_drift.review_line": 0.0,
    "crossing.rate": 0.2,
    "vision_work": "contract",
    "vision_hours": 2.0,
    "vision.act": 0.3,
    "exit_practice": "hearsay",
    "floor_talks": True,
    "group_talk_interval": 4.0,
    "group_visits.requests": 60.0,
    "group_visits.lead_weeks": 1.0,
    "mandated_inflow": 50.0,
    "obligation_weeks": 3.0,
    "mandated_place_funding": 3000.0,
    "entry_rule": "chosen",
    "review_weeks": 2,
    "evidence_starters": 2,
    "volunteer_places_rule": "follow_unmet",
    "ex_clients_apply": True,
    "population.share_ex_client": 0.7,
    "expectations.talk_effect": 0.0,
    "coordinators.posts": 3,
    "client_stay": 4.0,
    "expectation_gap": 1.0,
    "expectation_talks": True,
    "matching_precision": 0.5,
    "mentor_at_first_talk": True,
    "referral_preparation": True,
    "recruitment_channels.referral": 5.0,
    "recruitment_steps.trial": 0.5,
    "vulnerable_target_share": 0.5,
    "pre_start_training_hours": 3.0,
    "delay_talk_to_start": 3.0,
    "evening_share": 0.2,
    "low_threshold_entry_tasks": True,
    "short_task_share": 0.7,
    "support_split.recruitment": 0.3,
    "support_split.running": 0.6,
    "support_split.ending": 0.1,
    "mechanisms.control_contacts": True,
    "mechanisms.coordination": True,
    "mechanisms.giving_in": True,
    "mechanisms.ideas": True,
    "ideas.rate": 1.0,
}
# What only the rivals of the rules in force read.
RIVALS = {
    "mechanisms.friction": False,
    "mechanisms.displacement_threat": True,
    "mechanisms.volunteer_fatigue": True,
    "submodels.trust": "touches",
    "submodels.attention": "least_first",
    "submodels.leaving": "classes",
    "submodels.competence": "lifetime_sum",
    "submodels.professionals": "alike",
    "submodels.strain": "hinge",
    "submodels.liking": "alike",
    "breaks_share": 0.0,
}


@pytest.mark.source_only  # every group of parameters is replaced by one that remembers what was asked of it
def test_every_parameter_is_asked_for_when_an_organisation_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """In lively organisations, with coaching in two ways and inflow in two, and with rivals: nothing is left unread."""
    asked: set[str] = set()
    monkeypatch.setattr(simulation, "plain", lambda group: Read(PLAIN(group), asked))
    monkeypatch.setattr(catalogue, "made", watched(asked))
    monkeypatch.setattr(catalogue, "_acts", watching_levers(asked))
    others = {"attention_booked": True, "mechanisms.recruitment": False, "volunteer_shock.who": "longest"}
    others |= {"task_tailoring": 0.5, "coaching_timing": "after_problems"}
    others |= {"organisation_asks": "hours_and_mandates", "asking_for_more.margin": 0.0}
    others |= {"mechanisms.displacement_threat": True, "recruitment_channels.open": 60.0}
    others |= {
        "support_hours_per_volunteer_month": 2.0,
        "mechanisms.exit": False,
        "coaching_distribution": "universal",
        "pattern": "peer",
    }
    last = {
        "submodels.strain": "softplus",
        "submodels.leaving": "classes",
        "vision_work": "co_creation",
        "entry_rule": "fixed",
        "volunteer_places_rule": "fixed",
    }
    last |= {
        "staff_quit": 0.0,
        "h_long": 0.0,
    }  # nobody leaves: how long people have been there is then declared
    worlds = (
        ("open_house", {}),
        ("care_home_unit", others),
        ("buddy_programme", last),
        ("open_house", RIVALS),
    )
    for name, values in worlds:
        parameters = with_values(BASES[name], LIVELY | values)
        simulation.run(Scenario(name, parameters), 1, 0)
    as_the_pattern_says = {"pattern_by_family.practical": "same", "pattern_by_family.guidance": "same"}
    as_the_pattern_says |= {"entry_threshold": -1.0, "entry_rule": "fixed", "peer_review_interval": 0.0}
    for pattern in BUILT_IN:
        values = LIVELY | as_the_pattern_says | {"pattern": pattern, "horizon": 4}
        simulation.run(Scenario(pattern, with_values(BASES["open_house"], values)), 1, 0)
    never = sorted({each.path for each in ALL} - asked - ONLY_MEASURED)
    assert never == []


def test_every_declared_path_leads_to_its_default() -> None:
    def value_at(declared: Declaration) -> Any:
        value: Any = Parameters()
        for name in declared.path.split("."):
            value = getattr(value, name)
        return value

    assert len(ALL) > 400 and len({each.path for each in ALL}) == len(ALL)
    assert all(value_at(each) == each.default for each in ALL)
