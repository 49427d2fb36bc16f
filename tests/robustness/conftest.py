"""The stand-in for the model, for every test of what goes wrong."""

from tests.study.fakes import fake_model

__all__ = ["fake_model"]
