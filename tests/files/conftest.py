"""Every test of the files has the same small shelf of scenarios."""

from __future__ import annotations

import pytest

from tests.files.shelf import shelf


@pytest.fixture(autouse=True)
def _on_the_shelf():
    with shelf():
        yield
