"""What professionals make of what they see of volunteers: each rule by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import with_values
from tests.measures.people import contact, request, volunteer
from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.displacement_threat import Beliefs, BetaBelief, DisplacementThreat
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.hooks import Hooks
from tup_sim.model.processes.welcoming import coolness, show_openness

P = Parameters()
RULES: DisplacementThreat = made(DisplacementThreat, P)
GUIDANCE, EXPERT, COMPANY = 0, 1, 5


def professional() -> Professional:
    person = Professional("Paula", Unit(0), coordinator=False, fte=1.0, started=0.0)
    RULES.on_new_professional(Play().sim, person)
    return person


def beliefs(person: Professional) -> Beliefs:
    held: Beliefs = kept(person, "displacement_threat")
    return held


def sees(
    person: Professional, task_type: int, success: bool, weeks: float = 52.0, p: Parameters = P, **more: Any
) -> None:
    """A volunteer of some tenure finishes something under the eyes of this person."""
    helper, asked = volunteer(), request(0.0, 1.0, task_type)
    asked.difficulty, asked.core = more.get("difficulty", 0.3), more.get("core", False)
    seen = contact(asked, helper, 0.0, witness=person, success=success)
    sim = Play().sim
    sim.now = weeks * 168.0
    made(DisplacementThreat, p).on_contact_by_volunteer(sim, seen, helper)


def test_only_success_in_ones_own_work_makes_one_feel_replaceable() -> None:
    person = professional()
    person.recent[GUIDANCE], person.recent[COMPANY] = 9.0, 1.0
    before = beliefs(person).replaceable.speaks
    sees(person, COMPANY, success=True)
    sees(person, GUIDANCE, success=False)
    assert beliefs(person).replaceable.speaks <= before
    sees(person, GUIDANCE, success=True)
    assert beliefs(person).replaceable.speaks > before + 0.9


def test_a_strangers_success_counts_double_unless_the_team_was_told() -> None:
    assert RULES.weight_of(1.0) == 2.0 and RULES.weight_of(10.0) == 1.0
    assert made(DisplacementThreat, with_values(P, {"announce_newcomers": 1.0})).weight_of(1.0) == 1.0


def test_the_message_loses_credit_with_every_core_task_seen_and_only_when_it_is_given() -> None:
    told, untold = professional(), professional()
    sees(told, GUIDANCE, success=True, p=with_values(P, {"surplus_message": 1.0}), core=True)
    sees(untold, GUIDANCE, success=True, core=True)
    assert beliefs(told).message.share() < beliefs(untold).message.share() == RULES.credibility


def test_untrained_success_in_a_hard_task_takes_away_from_the_worth_of_training_and_failure_adds() -> None:
    able, unable = professional(), professional()
    sees(able, EXPERT, success=True, difficulty=0.7)
    sees(unable, EXPERT, success=False, difficulty=0.7)
    assert beliefs(able).legitimacy.share() < RULES.legitimacy < beliefs(unable).legitimacy.share()


def test_a_belief_returns_to_what_it_was() -> None:
    belief = BetaBelief(0.25, 20.0)
    belief.speaks += 30.0
    for _ in range(520):
        belief.forget(0.95, 0.25, 20.0, 1.0)
    assert belief.share() == pytest.approx(0.25)


def test_own_work_is_what_takes_a_good_part_of_the_own_time() -> None:
    person = professional()
    assert not RULES.is_own_work(person, GUIDANCE)
    person.recent[GUIDANCE], person.recent[EXPERT] = 1.0, 9.0
    assert RULES.is_own_work(person, EXPERT) and not RULES.is_own_work(person, GUIDANCE)


def test_fatigue_and_fear_hide_openness_and_less_welcome_than_usual_is_cool() -> None:
    person = professional()
    person.openness = person.usual_welcome = 0.7
    sim = Play(submodels__trust="touches").sim  # where views of volunteers are no part of it
    sim.parameters, sim.hooks = plain(P), Hooks(hiding=(RULES.add_to_hiding,))
    show_openness(sim, person)
    assert person.seen_openness == 0.7 and coolness(plain(P), person) == 0.0
    person.fatigue = 0.5
    show_openness(sim, person)
    tired = person.seen_openness
    beliefs(person).replaceable.speaks += 20.0
    show_openness(sim, person)
    assert person.seen_openness < tired < 0.7
    assert coolness(plain(P), person) == pytest.approx(0.7 - person.seen_openness)
