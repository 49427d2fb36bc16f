"""A bound on memory in which libraries would wait for ever is refused in a line."""

from __future__ import annotations

import pytest

from tup_sim.cli.memory import LEAST, refuse_too_little
from tup_sim.errors import TupSimError

resource = pytest.importorskip("resource")


@pytest.mark.parametrize("allowed", [200_000_000, LEAST - 1])
def test_too_little_memory_is_refused(monkeypatch, allowed):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, resource.RLIM_INFINITY))
    with pytest.raises(TupSimError, match="needs 700 MB"):
        refuse_too_little()


@pytest.mark.parametrize("allowed", [LEAST, resource.RLIM_INFINITY])
def test_enough_is_enough(monkeypatch, allowed):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))
    refuse_too_little()
