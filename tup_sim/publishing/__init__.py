"""A study as it leaves the house: the protocol before it runs, and afterwards one file with everything about it."""

from __future__ import annotations

from tup_sim.publishing.departing import deviations, read_protocol, told
from tup_sim.publishing.protocol import protocol, save_protocol
from tup_sim.publishing.study import Archived, archive

__all__ = ["Archived", "archive", "deviations", "protocol", "read_protocol", "save_protocol", "told"]
