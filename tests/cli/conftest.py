"""The stand-in for the model, for every test of the command line."""

import pytest

from tests.study.fakes import fake_model

__all__ = ["fake_model"]


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """Rows of tables stay on one line, unless a test is about narrow ones."""
    monkeypatch.setenv("COLUMNS", "200")
