"""How people come to be able, under each of the rival rules, and what is too much for them."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD
from tests.runs import shared
from tup_sim.model.clock import WEEK
from tup_sim.model.effects import experience
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.declare import plain
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE, TASK_TYPES
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.contacts import (
    contacts_to_learn,
    overtaxed,
    professional_competence,
    skill,
    volunteer_competence,
)
from tup_sim.model.simulation import Simulation

LIFETIME, CAPPED = ({"submodels.competence": rule} for rule in ("lifetime_sum", "capped"))
ALIKE, DIFFER = ({"submodels.professionals": rule} for rule in ("alike", "individual"))
EVEN = {"competence.spread": 0.0, "competence.counted": 0.0}
COMPANY, GUIDANCE = TASK_TYPES.index("companionship"), TASK_TYPES.index("guidance")
SMALL = {"warmup": 0, "horizon": 2}


def simulation(values: dict[str, Any]) -> Simulation:
    return Simulation(Scenario("able", with_values(BASES["open_house"], THIRD | SMALL | values)), 1, 0)


def somebody(sim: Simulation) -> Volunteer:
    """A volunteer of the first day who has not practised and was never coached."""
    sim.run()
    volunteer = next(each for unit in sim.organisation.units for each in unit.regulars())
    volunteer.practice, volunteer.coached = [0.0] * len(TASK_TYPES), 0.0
    return volunteer


def able(sim: Simulation, volunteer: Volunteer, task_type: int = COMPANY) -> float:
    p = sim.parameters
    return volunteer_competence(p, volunteer, task_type, contacts_to_learn(p)[task_type])


def staff(sim: Simulation) -> list[Professional]:
    return [each for unit in sim.organisation.units for each in unit.professionals.values()]


def test_practice_leads_to_the_ceiling_and_coaching_a_little_beyond() -> None:
    sim = simulation(CAPPED | EVEN)
    volunteer, c = somebody(sim), sim.parameters.competence
    for task_type, family in enumerate(FAMILY_OF_TASK_TYPE):
        assert able(sim, volunteer, task_type) == pytest.approx(getattr(c.most, family) - c.gain)
    volunteer.practice = [1e6] * len(TASK_TYPES)
    assert able(sim, volunteer) == pytest.approx(c.most.companionship)
    volunteer.coached = 1e6
    assert able(sim, volunteer) == pytest.approx(c.most.companionship + c.coached_most)


def test_half_of_practice_is_forgotten_in_a_half_life_and_coaching_more_slowly() -> None:
    sim = simulation(CAPPED)
    volunteer, p = somebody(sim), sim.parameters
    volunteer.practice[COMPANY], volunteer.coached = 40.0, 10.0
    for _ in range(int(p.competence.half_life)):
        experience.remember_a_week_as_volunteer(p, volunteer)
    assert volunteer.practice[COMPANY] == pytest.approx(20.0)
    assert 5.0 < volunteer.coached < 10.0


def test_a_lifetime_is_not_forgotten_nor_is_anything_where_nobody_learns() -> None:
    for values in (LIFETIME, CAPPED | {"mechanisms.learning": False}):
        sim = simulation(values)
        volunteer = somebody(sim)
        volunteer.practice[COMPANY], volunteer.coached = 40.0, 10.0
        experience.remember_a_week_as_volunteer(sim.parameters, volunteer)
        assert (volunteer.practice[COMPANY], volunteer.coached) == (40.0, 10.0)


def test_who_comes_back_has_forgotten_what_they_were_away_for() -> None:
    sim = simulation(CAPPED)
    former = somebody(sim)
    former.practice[COMPANY], former.left = 40.0, 0.0
    back = Volunteer("back", former.unit, former.traits, former.thresholds)
    experience.take_up_again(sim.parameters, back, former, sim.parameters.competence.half_life * WEEK)
    assert back.practice[COMPANY] == pytest.approx(20.0) and former.practice[COMPANY] == 40.0


def test_the_first_stock_has_what_practice_and_forgetting_leave_of_a_long_stay() -> None:
    sim = simulation(CAPPED)
    volunteer, p = somebody(sim), sim.parameters
    of_a_kind = 7.0 / len(volunteer.traits.task_types)
    experience.grow_by_staying(p, volunteer, contacts=7.0, credit=0.1, weeks=5000.0)
    kind = volunteer.traits.task_types[0]
    assert volunteer.practice[kind] == pytest.approx(of_a_kind * p.competence.half_life / log(2))
    assert volunteer.coached == pytest.approx(0.1 * p.times.role)


def test_who_is_strong_or_vulnerable_differs_by_the_part_that_counts() -> None:
    def starts(share: str, values: dict[str, Any]) -> set[float]:
        only = {f"population.{each}": 0.0 for each in ("share_vulnerable", "share_strong", "share_ex_client")}
        sim = simulation({"competence.spread": 0.0} | only | {f"population.{share}": 1.0} | values)
        sim.run()
        units = sim.organisation.units
        return {round(v.traits.competence[COMPANY], 9) for u in units for v in u.regulars()}

    assert starts("share_strong", LIFETIME) == {0.7}
    assert starts("share_strong", CAPPED) == {0.625}
    assert starts("share_vulnerable", CAPPED) == {0.5}


def test_a_hard_request_overtaxes_who_decides_alone_from_a_margin_below_their_limits() -> None:
    old = plain(with_values(BASES["open_house"], LIFETIME))
    new = plain(with_values(BASES["open_house"], CAPPED))
    assert overtaxed(old, 0.9, 0.5, 0.7) == 0.0
    assert overtaxed(new, 0.9, 0.5, 0.7) == pytest.approx(0.5 * (0.2 + 0.1))
    assert overtaxed(new, 0.65, 0.5, 0.7) == pytest.approx(0.5 * 0.05)
    assert overtaxed(new, 0.55, 1.0, 0.7) == 0.0
    assert overtaxed(new, 0.9, 0.0, 0.1) == 0.0
    assert overtaxed(old, 0.9, 1.0, 0.7) == pytest.approx(0.2)


def test_professionals_are_alike_or_each_has_a_competence_of_their_own() -> None:
    alike, differ = (simulation({"units": 6} | values) for values in (ALIKE, DIFFER))
    for sim in (alike, differ):
        sim.run()
    assert {each.ability for each in staff(alike)} == {0.0}
    abilities = [each.ability for each in staff(differ)]
    assert len(set(abilities)) == len(abilities) > 20
    assert abs(sum(abilities) / len(abilities)) < 0.6
    p, person = differ.parameters, max(staff(differ), key=lambda each: each.ability)
    person.take_post(person.post, newcomer_until=0.0)
    own = min(1.0, 0.8 + 0.08 * person.ability)
    assert professional_competence(p, person, COMPANY, 1.0) == pytest.approx(own)
    for person.education in range(3):
        schooled = min(1.0, 0.8 + 0.08 * person.ability + 0.03 * (person.education - 1))
        assert professional_competence(p, person, GUIDANCE, 1.0) == pytest.approx(schooled)


def test_a_new_professional_who_differs_rises_evenly_to_their_own_level() -> None:
    sim = simulation(DIFFER)
    sim.run()
    p, person = sim.parameters, staff(sim)[0]
    person.take_post(person.post, newcomer_until=p.coaching_need.new_weeks * WEEK)
    at = [
        professional_competence(p, person, COMPANY, part * p.coaching_need.new_weeks * WEEK)
        for part in (0.0, 0.5, 1.0)
    ]
    assert at[0] == pytest.approx(p.competence.professional_new) and at[2] > at[0]
    assert at[1] == pytest.approx((at[0] + at[2]) / 2)


def test_the_skill_of_the_average_professional_is_the_usual_one() -> None:
    p = plain(with_values(BASES["open_house"], DIFFER))
    schooled = p.education_professionals.high - p.education_professionals.low
    assert skill(p, 0.8 + 0.03 * schooled, GUIDANCE) == pytest.approx(1.0)
    assert skill(p, 0.4, GUIDANCE) < 0.55


def test_volunteers_of_a_house_can_do_less_where_there_is_a_ceiling_and_as_much_whoever_the_staff_is() -> (
    None
):
    seen = [
        shared(Scenario("able", with_values(BASES["open_house"], THIRD | {"horizon": 13} | values)), 1, 0)
        for values in (LIFETIME | ALIKE, CAPPED | ALIKE, LIFETIME | DIFFER, CAPPED | DIFFER)
    ]
    able = [each.values["competence"] for each in seen]
    assert able[1] < able[0] - 0.02 and abs(able[2] - able[0]) < 0.02 and abs(able[3] - able[1]) < 0.02
