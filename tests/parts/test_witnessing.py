"""What professionals make of what they see: each rule by itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.conservation.worlds import with_values
from tup_sim.model.parameters import Parameters
from tup_sim.model.people.professional import Belief, Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.witnessing import see
from tup_sim.model.rules.witnessing import (
    coolness,
    is_own_work,
    presence_under_targets,
    relational_share,
    seen_openness,
    stretch,
    weight_of,
)

P = Parameters()
GUIDANCE, EXPERT, COMPANY = 0, 1, 5


def professional() -> Professional:
    person = Professional("Paula", Unit(0), coordinator=False, fte=1.0, started=0.0)
    person.replaceable = Belief(P.threat.start, P.threat.prior)
    person.legitimacy = Belief(P.threat.legitimacy, P.threat.prior)
    person.message = Belief(P.threat.credibility, P.threat.prior)
    person.openness = person.own_openness = 0.7
    person.seen_openness = person.usual_welcome = 0.7
    return person


def sees(
    person: Professional, stream: int, success: bool, weeks: float = 52.0, p: Parameters = P, **more: Any
) -> None:
    """A volunteer of some tenure finishes something under the eyes of this person."""
    volunteer = Volunteer.__new__(Volunteer)  # only to be recognised as one
    volunteer.started = 0.0
    request = SimpleNamespace(
        stream=stream, difficulty=more.get("difficulty", 0.3), core=more.get("core", False)
    )
    contact: Any = SimpleNamespace(witness=person, helper=volunteer, success=success, request=request)
    world: Any = SimpleNamespace(parameters=p, now=weeks * 168.0)
    see(world, contact)


def test_only_success_in_ones_own_work_makes_one_feel_replaceable() -> None:
    person = professional()
    person.recent[GUIDANCE], person.recent[COMPANY] = 9.0, 1.0
    before = person.replaceable.speaks
    sees(person, COMPANY, success=True)
    sees(person, GUIDANCE, success=False)
    assert person.replaceable.speaks <= before
    sees(person, GUIDANCE, success=True)
    assert person.replaceable.speaks > before + 0.9


def test_a_strangers_success_counts_double_unless_the_team_was_told() -> None:
    assert weight_of(P, 1.0) == 2.0 and weight_of(P, 10.0) == 1.0
    assert weight_of(with_values(P, {"announce_newcomers": 1.0}), 1.0) == 1.0


def test_the_message_loses_credit_with_every_core_task_seen_and_only_when_it_is_given() -> None:
    told, untold = professional(), professional()
    sees(told, GUIDANCE, success=True, p=with_values(P, {"surplus_message": 1.0}), core=True)
    sees(untold, GUIDANCE, success=True, core=True)
    assert told.message.share() < untold.message.share() == P.threat.credibility


def test_untrained_success_in_a_hard_task_takes_away_from_the_worth_of_training_and_failure_adds() -> None:
    able, unable = professional(), professional()
    sees(able, EXPERT, success=True, difficulty=0.7)
    sees(unable, EXPERT, success=False, difficulty=0.7)
    assert able.legitimacy.share() < P.threat.legitimacy < unable.legitimacy.share()


def test_a_belief_returns_to_what_it_was() -> None:
    belief = Belief(0.25, 20.0)
    belief.speaks += 30.0
    for _ in range(520):
        belief.forget(0.95, 0.25, 20.0, 1.0)
    assert belief.share() == pytest.approx(0.25)


def test_fatigue_and_fear_hide_openness_and_less_welcome_than_usual_is_cool() -> None:
    person = professional()
    assert seen_openness(P, person) == 0.7 and coolness(P, person) == 0.0
    person.fatigue = 0.5
    tired = seen_openness(P, person)
    person.replaceable.speaks += 20.0
    person.seen_openness = seen_openness(P, person)
    assert person.seen_openness < tired < 0.7
    assert coolness(P, person) == pytest.approx(0.7 - person.seen_openness)


def test_own_work_is_what_takes_a_good_part_of_the_own_time() -> None:
    person = professional()
    assert not is_own_work(P, person, GUIDANCE)
    person.recent[GUIDANCE], person.recent[EXPERT] = 1.0, 9.0
    assert is_own_work(P, person, EXPERT) and not is_own_work(P, person, GUIDANCE)


def test_a_contact_loses_what_its_relational_part_loses() -> None:
    assert stretch(0.6, 1.0) == 1.0 and relational_share(0.6, 1.0) == 0.6
    assert stretch(0.6, 0.5) == pytest.approx(0.7)
    assert stretch(0.6, 0.5) * relational_share(0.6, 0.5) == pytest.approx(0.3)


def test_targets_cut_short_the_relational_part_of_those_they_are_for() -> None:
    both, paid = (with_values(P, {"target_accountability_for": who}) for who in ("both", "professionals"))
    assert presence_under_targets(P, 1.0, paid=True) == 1.0
    assert (
        presence_under_targets(paid, 1.0, paid=True) == presence_under_targets(both, 1.0, paid=False) == 0.8
    )
    assert presence_under_targets(paid, 1.0, paid=False) == 1.0
