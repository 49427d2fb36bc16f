"""Structure is chosen on some seeds, verdicts are given on others, and the rest is left to others."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tup_sim.errors import TupSimError
from validation.__main__ import validation
from validation.gather import FULL, QUICK
from validation.seeds import FREE, STRUCTURE, VERDICTS, for_structure, for_verdicts, own


def test_the_three_ranges_do_not_meet():
    assert range(1, 100) == STRUCTURE and range(1001, 2001) == VERDICTS and FREE == 2001
    assert QUICK.seed in STRUCTURE and FULL.seed in VERDICTS


@pytest.mark.parametrize("check", [own, for_structure, for_verdicts])
@pytest.mark.parametrize("seed", [2001, 9999])
def test_what_is_left_to_others_is_refused(check, seed):
    with pytest.raises(TupSimError, match=f"seed {seed} is left free for checks by others"):
        check(seed)


def test_what_was_chosen_on_a_seed_is_not_judged_on_it():
    assert (for_structure(99), for_verdicts(1001), own(500)) == (99, 1001, 500)
    with pytest.raises(TupSimError, match="structure is chosen on seeds 1 to 99"):
        for_structure(1001)
    with pytest.raises(TupSimError, match="they are given on seeds 1001 to 2000"):
        for_verdicts(1)


@pytest.mark.parametrize(
    "words",
    [
        ("evidence", "C117", "--seed", "2001"),
        ("evidence", "C117", "--full", "--seed", "1"),
        ("plausibility", "open_house", "--seed", "2001"),
        ("stationarity", "open_house", "--seed", "2500"),
        ("warm-up", "open_house", "--seed", "2500"),
        ("smallest", "--seed", "2001"),
    ],
)
def test_every_command_refuses_before_it_runs_anything(words):
    done = CliRunner().invoke(validation, words)
    assert isinstance(done.exception, TupSimError) and "seed" in str(done.exception)
