"""Friction over tasks: what people count on, what is an occasion to whom, what settles it, and what it weighs."""

from __future__ import annotations

from math import e, fsum
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD, mean
from tests.measures.people import contact, request, volunteer
from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.events import ProfessionalWeek
from tup_sim.model.mechanisms.displacement_threat import Beliefs
from tup_sim.model.mechanisms.felt_equality import FeltEquality, Treated
from tup_sim.model.mechanisms.friction import Friction, GrewTense, part_of_own_work, too_little
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import ABOUT_THE_TASK, Appointment, Professional
from tup_sim.model.people.rubs import CAUSES, Paid, Rub, Unpaid
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.people.who_does_what import FAMILY, Seen, part_of_own_time
from tup_sim.model.processes.meeting import meet
from tup_sim.model.rules.strain import demands_on
from tup_sim.model.simulation import Simulation

P = Parameters()
WEEK = 168.0
GUIDANCE, COMPANY = 0, 5
ON, OFF = {"mechanisms.friction": True}, {"mechanisms.friction": False}
USUAL = {"friction.usual": 0.02}


class Floor:
    """A professional who sees a volunteer at work."""

    def __init__(self, play: Play | None = None, **values: Any) -> None:
        self.rules = made(Friction, with_values(P, USUAL | values))
        self.sim = (play or Play()).sim
        self.sim.now = 52.0 * WEEK
        self.paula = Professional("Paula", Unit(0), coordinator=False, fte=1.0, started=0.0)
        self.paula.recent[GUIDANCE] = 10.0
        self.vera = volunteer()
        self.vera.unit = self.paula.unit

    def sees(self, task_type: int = GUIDANCE, times: int = 1, **more: Any) -> Rub:
        for _ in range(times):
            asked = request(self.sim.now, 1.0, task_type)
            asked.core = more.get("core", False)
            seen = contact(asked, self.vera, self.sim.now, witness=self.paula, success=True)
            seen.struggled = more.get("struggled", False)
            seen.follow_up = more.get("follow_up", False)
            self.rules.on_contact_by_volunteer(self.sim, seen, self.vera)
        return self.rub

    @property
    def rub(self) -> Rub:
        held: Unpaid = kept(self.vera, "friction")
        return held.rubs["Paula"]


def test_a_volunteer_in_ones_own_work_is_a_claim_and_in_other_work_is_none() -> None:
    assert Floor().sees(COMPANY).of_professional == 0.0
    assert Floor().sees(GUIDANCE).of_professional == pytest.approx(0.1)


def test_what_is_seen_again_and_again_is_no_surprise_any_more() -> None:
    floor = Floor(**{"friction.passed_over": False})
    first = floor.sees().of_professional
    floor.sees(times=60)
    before = floor.rub.of_professional
    assert floor.sees().of_professional - before < first / 5


def test_who_takes_what_had_waited_long_is_a_relief() -> None:
    floor = Floor()
    asked = request(0.0, 1.0, GUIDANCE)
    asked.core, asked.due = True, 1.0
    seen = contact(asked, floor.vera, floor.sim.now, witness=floor.paula, success=True)
    floor.rules.on_contact_by_volunteer(floor.sim, seen, floor.vera)
    assert floor.rub.of_professional == 0.0


def test_work_that_is_left_behind_is_an_occasion_also_in_the_work_of_others() -> None:
    left = P.difficulty.call_hours / 0.5
    assert Floor().sees(COMPANY, struggled=True).of_professional == pytest.approx(0.1 * min(1.0, left))
    off = Floor(**{"friction.repair": False})
    assert off.sees(COMPANY, struggled=True).of_professional == 0.0


def test_each_occasion_can_be_left_out() -> None:
    floor = Floor(**{f"friction.{cause}": False for cause in CAUSES})
    assert floor.sees(struggled=True).of_professional == 0.0


def test_being_passed_over_is_written_for_whoever_it_happens_to() -> None:
    assert too_little(0.5, 0.8, 0.4) == pytest.approx(0.2)
    assert too_little(0.5, 0.3, 0.4) == 0.0 == too_little(0.0, 1.0, 0.0)
    floor = Floor()
    held: Unpaid = kept(floor.vera, "friction")
    held.used_to = 0.0  # nobody was ever asked but the volunteer
    floor.vera.recent[GUIDANCE] = 10.0
    floor.sees()
    assert floor.rub.of_volunteer > 0.0


def test_tension_fades_and_never_leaves_its_bounds() -> None:
    floor = Floor(**{"friction.step": 1.0})
    assert floor.sees(struggled=True, times=20).of_professional == pytest.approx(1.0)
    floor.sim.now += 13.0 * WEEK
    assert floor.rules.times_attention(floor.sim, floor.paula, floor.vera) == pytest.approx(
        1.0 - 0.3679, abs=1e-3
    )


def test_somebody_who_is_there_and_does_not_come_leaves_a_volunteer_alone() -> None:
    floor = Floor()
    floor.rules.on_left_alone(floor.sim, floor.vera, floor.paula)
    assert floor.rub.of_volunteer > 0.0 == floor.rub.of_professional


def test_a_meeting_passes_tension_on() -> None:
    floor = Floor()
    floor.sees()
    before = floor.rub.of_volunteer
    floor.rules.on_meeting(floor.sim, floor.vera, floor.paula, True)
    assert floor.rub.of_volunteer == pytest.approx(before + 0.5 * 0.1 * 0.1, rel=0.01)
    calm = Floor()
    calm.rules.on_meeting(calm.sim, calm.vera, calm.paula, True)
    assert calm.rub.of_volunteer == 0.0


def test_growing_tense_is_told_once_with_what_it_was_about() -> None:
    told: list[GrewTense] = []
    floor = Floor(Play({GrewTense: told.append}), **{"friction.line": 0.15})
    floor.sees(times=3)
    assert [(event.cause, event.professional.name) for event in told] == [("claim", "Paula")]


def settled(hours: float) -> tuple[Floor, list[float]]:
    """Two volunteers, one more tense; what is left of both after a week with so many hours for conflicts."""
    floor = Floor()
    unit, other = floor.paula.unit, volunteer("Other")
    unit.professionals["Paula"] = floor.paula
    coordinator = Professional("Cora", unit, coordinator=True, fte=1.0, started=0.0)
    unit.coordinators["Cora"] = coordinator
    coordinator.hours["conflicts"] = hours
    other.unit = unit
    people: dict[str, Volunteer] = {"Vera": floor.vera, "Other": other}
    unit.volunteers.update(people)
    for name, felt in (("Vera", 0.4), ("Other", 0.2)):
        rub = floor.rules.between(floor.sim, people[name], floor.paula)
        rub.of_professional = felt
    floor.rules.on_week(floor.sim, unit)
    return floor, [kept(each, "friction").rubs["Paula"].of_professional for each in people.values()]


def test_hours_for_conflicts_settle_the_tensest_pairs_first() -> None:
    assert settled(0.0)[1] == [0.4, 0.2]
    assert settled(0.5)[1] == [0.2, 0.2]
    assert settled(1.0)[1] == pytest.approx([0.2, 0.1])


def test_hours_are_not_spent_on_somebody_who_has_left() -> None:
    floor, _ = settled(0.0)
    unit, gone = (
        floor.paula.unit,
        Professional("Gone", floor.paula.unit, coordinator=False, fte=1.0, started=0.0),
    )
    floor.rules.between(floor.sim, floor.vera, gone).of_professional = 0.9
    unit.coordinators["Cora"].hours["conflicts"] += 0.5
    floor.rules.on_week(floor.sim, unit)
    assert kept(floor.vera, "friction").rubs["Paula"].of_professional == pytest.approx(0.2)


def test_who_has_rubbed_against_nobody_stays_as_tense_as_is_usual() -> None:
    floor, calm = Floor(), volunteer("Calm")
    calm.tension, calm.unit = 0.015, floor.paula.unit
    floor.paula.unit.volunteers["Calm"] = calm
    floor.rules.on_week(floor.sim, floor.paula.unit)
    assert calm.tension == 0.015


def test_the_week_says_how_tense_everybody_is() -> None:
    floor, _ = settled(0.0)
    mine: Paid = kept(floor.paula, "friction")
    assert mine.tension == pytest.approx(0.3)
    assert floor.rules.add_to_strain(floor.paula) == pytest.approx(0.25 * (0.3 - 0.02) / 0.03)
    assert floor.rules.add_to_pleasure(floor.paula) < 0.0


def test_tension_makes_one_turn_away() -> None:
    floor = Floor()
    floor.paula.unit.present["Paula"] = floor.paula
    rub = floor.rules.between(floor.sim, floor.vera, floor.paula)
    rub.of_professional, rub.of_volunteer = 0.4, 0.2
    assert floor.rules.times_attention(floor.sim, floor.paula, floor.vera) == pytest.approx(0.6)
    assert floor.rules.times_handing_over(floor.sim, floor.paula, floor.vera) == pytest.approx(0.6)
    assert floor.rules.times_asking(floor.sim, floor.vera) == pytest.approx(0.8)
    assert floor.rules.times_credit(floor.sim, floor.paula, floor.vera) == pytest.approx(0.7)


def test_what_was_seen_stands_on_what_was_said_and_fades_to_it() -> None:
    seen, family = Seen(), FAMILY[GUIDANCE]
    assert seen.share(family, 0.25, 10.0, 0.0, WEEK) == pytest.approx(0.25)
    seen.note(family, 30.0, 0.0, 0.0, WEEK)
    assert seen.share(family, 0.25, 10.0, 0.0, WEEK) == pytest.approx(32.5 / 40.0)
    assert seen.share(family, 0.25, 10.0, 50.0 * WEEK, WEEK) == pytest.approx(0.25)


def test_own_work_is_where_ones_time_goes_and_at_first_what_one_came_for() -> None:
    assert part_of_own_time([0.0] * 7, GUIDANCE) == 0.0
    assert part_of_own_time([3.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0], GUIDANCE) == pytest.approx(0.75)
    new = volunteer()
    shares = [part_of_own_work(new, task_type) for task_type in new.traits.task_types]
    assert 0.0 < shares[0] <= 1.0


def test_off_nothing_stands_between_people_and_on_something_does() -> None:
    """Signature F6, its first half."""
    assert mean("staff_tension", OFF) == 0.0 == mean("volunteer_tension", OFF)
    assert mean("staff_tension", ON) > 0.0 < mean("volunteer_tension", ON)
    assert mean("tension", ON) > mean("tension", OFF)


def test_felt_threat_is_the_stake_of_claims_where_threat_is_off() -> None:
    """What professionals then report is how far own work was claimed; it is there and small in this house."""
    without, with_threat = (ON | {"mechanisms.displacement_threat": on} for on in (False, True))
    assert 0.0 < mean("felt_threat", without) < 0.1 < mean("felt_threat", with_threat)


def test_tension_takes_off_attention_once() -> None:
    """It is a factor of the chance of a moment, faded to now; whose turn it is by relation does not ask it again."""
    floor = Floor()
    floor.rules.between(floor.sim, floor.vera, floor.paula).of_professional = 0.4
    floor.sim.now += 13.0 * WEEK
    assert floor.rules.add_to_relation(floor.vera, floor.paula) == 0.0
    assert floor.rules.times_attention(floor.sim, floor.paula, floor.vera) == pytest.approx(1.0 - 0.4 / e)


def test_a_volunteer_is_strained_by_the_tension_they_feel_and_not_by_that_of_the_professional() -> None:
    floor = Floor()
    unit, stranger = floor.paula.unit, P.states.pair_tension
    unit.professionals["Paula"], unit.volunteers["Vera"] = floor.paula, floor.vera
    meet(floor.sim, floor.vera, floor.paula, good=True)
    rub = floor.rules.between(floor.sim, floor.vera, floor.paula)
    rub.of_professional, rub.of_volunteer = 0.5, 0.2
    floor.rules.on_week(floor.sim, unit)
    met = demands_on(floor.sim.parameters, floor.vera, 0.0, floor.sim.now)
    assert met.tension == pytest.approx((1.0 - stranger) * 0.2)
    assert floor.vera.pairs["Paula"].tension == pytest.approx(stranger + (1.0 - stranger) * 0.5)


def test_without_friction_both_feel_a_limit_that_nobody_set() -> None:
    sim, vera = Play().sim, volunteer()
    paula = Professional("Paula", Unit(0), coordinator=False, fte=1.0, started=0.0)
    pair = meet(sim, vera, paula, good=False, conflict=True)
    assert pair.felt == pair.tension == pytest.approx(P.states.pair_tension + P.states.pair_conflict)
    met = demands_on(sim.parameters, vera, 0.0, sim.now)
    assert met.tension == pytest.approx(P.states.pair_conflict)


def test_friction_and_felt_equality_see_the_same_questions_go_the_same_way() -> None:
    floor, equality = Floor(), made(FeltEquality, with_values(P, USUAL))
    asked = request(floor.sim.now, 1.0, GUIDANCE)
    seen = contact(asked, floor.vera, floor.sim.now, witness=floor.paula, success=True)
    floor.rules.on_contact_by_volunteer(floor.sim, seen, floor.vera)
    equality.on_contact_by_volunteer(floor.sim, seen, floor.vera)
    theirs: Paid = kept(floor.paula, "friction")
    treated: Treated = kept(floor.vera, "felt_equality")
    assert 0.0 < theirs.addressed < 1.0
    assert treated.addressed == theirs.addressed


def heard(person: Professional) -> float:
    """How many contacts somebody remembers of who does what."""
    held: Paid = kept(person, "friction")
    return fsum(held.seen.by_volunteers + held.seen.by_paid)


def test_a_talk_is_heard_once_by_who_had_it_and_once_by_everybody_else() -> None:
    floor = Floor()
    unit = floor.paula.unit
    other = Professional("Olga", unit, coordinator=False, fte=1.0, started=0.0)
    for person in (floor.paula, other):
        unit.professionals[person.name] = person
        person.week.available = 30.0
    talk = Appointment(floor.sim.now, 0.5, (floor.vera,), ABOUT_THE_TASK[0], 1.0)
    floor.rules.on_talk(floor.sim, floor.paula, talk)
    once = heard(floor.paula)
    assert once > 0.0 == heard(other)
    floor.rules.on_week(floor.sim, unit)
    assert heard(floor.paula) == once == heard(other)
    floor.rules.on_week(floor.sim, unit)
    assert heard(floor.paula) == once == heard(other), "last week's talks are over"


def worth(floor: Floor) -> float:
    """How far Paula thinks that training is needed."""
    answer = floor.rules.offer_worth(floor.sim, floor.paula)
    assert answer is not None
    return answer[1]


def test_what_training_adds_is_whose_hard_work_one_saw_go_well() -> None:
    """C126: only hard work, and only what went well; what was usual before anything was seen is a declared belief."""
    floor, before = Floor(), P.threat.legitimacy
    assert worth(floor) == before
    floor.sees()
    assert worth(floor) == before, "that was no hard work"
    hard = request(floor.sim.now, 1.0, GUIDANCE)
    hard.difficulty = 0.9
    for went_well, expected in ((False, before), (True, 10.0 * before / 11.0)):
        seen = contact(hard, floor.vera, floor.sim.now, witness=floor.paula, success=went_well)
        floor.rules.on_contact_by_volunteer(floor.sim, seen, floor.vera)
        assert worth(floor) == pytest.approx(expected)
    floor.paula.unit.present["Paula"] = floor.paula
    mine = contact(hard, floor.paula, floor.sim.now, witness=None, success=True)
    floor.rules.on_contact_by_professional(floor.sim, mine, floor.paula)
    assert worth(floor) == pytest.approx((10.0 * before + 1.0) / 12.0)
    floor.sim.now += 1000.0 * WEEK
    assert worth(floor) == pytest.approx(before), "what was seen long ago is forgotten"


def test_where_both_are_on_professionals_feel_what_displacement_threat_says() -> None:
    found: list[tuple[float, float, float]] = []

    class Looks:
        def __init__(self) -> None:
            self.handlers = {ProfessionalWeek: self.look}

        def look(self, event: ProfessionalWeek) -> None:
            person = event.professional
            held: Beliefs = kept(person, "displacement_threat")
            stake: Paid = kept(person, "friction")
            found.append((person.threat - held.replaceable.share(), person.legitimacy - held.legitimacy.share(),
                          person.threat - stake.stake))  # fmt: skip

    both = THIRD | ON | {"mechanisms.displacement_threat": True, "horizon": 8}
    Simulation(Scenario("both", with_values(BASES["open_house"], both)), 1, 0, (Looks(),)).run()
    assert found
    assert all(threat == worth == 0.0 != of_friction for threat, worth, of_friction in found)


def test_felt_worth_of_training_moves_where_only_friction_is_on() -> None:
    still = mean("professional_legitimacy", OFF)
    assert still == P.threat.legitimacy != mean("professional_legitimacy", ON)
