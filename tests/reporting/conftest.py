"""The stand-in for the model, for every test of the reports."""

from tests.study.fakes import fake_model

__all__ = ["fake_model"]
