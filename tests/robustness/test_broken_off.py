"""The quick form of ``python -m tests.robustness.break_runs``: however runs are broken off, nothing is lost or left."""

from __future__ import annotations

import os

import pytest

from tests.robustness import break_runs

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self"), reason="looks at processes")


@pytest.mark.parametrize("kind", break_runs.KINDS)
def test_broken_off_in_any_way_nothing_is_lost_and_nobody_left(kind):
    for seed in range(7, 12):  # where the one to be killed was gone before it was seen, nothing was tried yet
        codes, wrong = break_runs.times(kind, 1, seed=seed)
        if not any(break_runs.NOBODY in each for each in wrong):
            break
    assert not wrong and codes.total() == 1
