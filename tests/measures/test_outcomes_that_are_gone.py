"""An outcome that was withdrawn is told as such, with the reason, wherever somebody asks for it."""

from __future__ import annotations

import pytest

from tup_sim.errors import Message, TupSimError
from tup_sim.measures import OUTCOMES, outcome_of
from tup_sim.measures.outcomes import ALL
from tup_sim.measures.outcomes.withdrawn import WITHDRAWN


@pytest.mark.parametrize("name", WITHDRAWN)
def test_a_withdrawn_outcome_says_why_it_is_gone(name: str) -> None:
    for key in (name, f"{name}@late"):
        with pytest.raises(TupSimError) as caught:
            outcome_of(key)
        assert str(caught.value) == f"the outcome '{name}' is no longer there: {WITHDRAWN[name]}"
        assert isinstance(caught.value.args[0], Message)


def test_what_was_withdrawn_is_really_gone() -> None:
    assert not set(WITHDRAWN) & set(ALL)


def test_no_subgroup_of_clients_is_reported_that_no_rule_treats_otherwise() -> None:
    groups = {group for name in ("client_trust", "clients") for group in OUTCOMES[name].subgroups}
    assert groups == {"low_network", "simple", "complex"}
