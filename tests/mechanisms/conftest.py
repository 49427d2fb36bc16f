"""A plug-in that one of these tests puts in force is out of force in the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tup_sim.model.catalogue import HOUSE, using


@pytest.fixture(autouse=True)
def only_the_house() -> Iterator[None]:
    with using(HOUSE):
        yield
