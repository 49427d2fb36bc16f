"""Relational work that is kept for professionals who did too little of it."""

from __future__ import annotations

from tests.conservation.worlds import with_values
from tup_sim.model.catalogue import in_force, made
from tup_sim.model.mechanisms.relational_minimum import RelationalMinimum
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit

P = Parameters()
HALF = with_values(P, {"minimum_relational_share": 0.5})


def kept_for(p: Parameters) -> RelationalMinimum:
    one = made(RelationalMinimum, p)
    assert isinstance(one, RelationalMinimum)
    return one


def test_relational_work_is_kept_for_who_did_too_little_of_it() -> None:
    person = Professional("Paula", Unit(0), coordinator=False, fte=1.0, started=0.0)
    half, none = kept_for(HALF), kept_for(P)
    assert not half.lacks_relation(person)
    person.recent[TASK_TYPES.index("expert_care")], person.recent_relational = 10.0, 3.0
    assert half.lacks_relation(person) and not none.lacks_relation(person)
    assert half.is_relational(plain(P.requests.companionship)) and not half.is_relational(
        plain(P.requests.expert_care)
    )


def test_while_the_lever_is_at_nought_nobody_is_asked() -> None:
    off, on = in_force(P), in_force(HALF)
    assert not off.keeping and not off.before_core
    assert len(on.keeping) == len(on.before_core) == 1
