"""The brief: what an experiment found, as one page that anybody can read, keep and print."""

from __future__ import annotations

from tup_sim.reporting.brief.writing import write_brief

__all__ = ["write_brief"]
