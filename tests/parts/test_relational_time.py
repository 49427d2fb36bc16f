"""The relational part of a contact: each rule by itself."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import with_values
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.rules.relational_time import presence_under_targets, relational_share, stretch

P = Parameters()


def test_a_contact_loses_what_its_relational_part_loses() -> None:
    assert stretch(0.6, 1.0) == 1.0 and relational_share(0.6, 1.0) == 0.6
    assert stretch(0.6, 0.5) == pytest.approx(0.7)
    assert stretch(0.6, 0.5) * relational_share(0.6, 0.5) == pytest.approx(0.3)


def test_targets_cut_short_the_relational_part_of_those_they_are_for() -> None:
    both, paid = (with_values(P, {"target_accountability_for": who}) for who in ("both", "professionals"))
    assert presence_under_targets(plain(P), paid=True) == 1.0
    assert (
        presence_under_targets(plain(paid), paid=True)
        == presence_under_targets(plain(both), paid=False)
        == 0.8
    )
    assert presence_under_targets(plain(paid), paid=False) == 1.0
