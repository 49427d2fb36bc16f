"""No test writes to the log of looks that is kept."""

from __future__ import annotations

import pytest

from validation import looks


@pytest.fixture(autouse=True)
def looks_elsewhere(tmp_path_factory, monkeypatch):
    file = tmp_path_factory.mktemp("looks") / "looks.csv"
    monkeypatch.setattr(looks, "FILE", file)
    return file
