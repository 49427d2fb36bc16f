"""The stand-in for the model is taken off again: nothing of the package keeps a part of it."""

from __future__ import annotations

import sys

import pytest

from tests.study import fakes


def test_no_module_keeps_a_part_of_the_stand_in():
    """Whatever a test loads beside the stand-in, those that come after it in one process meet the model."""
    patch = pytest.MonkeyPatch()
    fakes.put_on(patch)
    fakes.everything_loaded.cache_clear()
    fakes.everything_loaded()
    patch.undo()
    parts = (fakes.observe, fakes.windows_of, fakes.outcome_of)
    ours = [(name, module) for name, module in sys.modules.items() if name.partition(".")[0] == "tup_sim"]
    assert len(ours) > 100
    kept = [
        (name, word)
        for name, module in ours
        for word, what in vars(module).items()
        if any(what is part for part in parts)
    ]
    assert kept == []
