"""Outcomes that are no longer there, and why: somebody may still ask for them, or have kept them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tup_sim.errors import Message

_SCHOOLING: Final = Message(
    "no rule treats clients of one education otherwise than those of another, so it could only show luck"
)
_BY_SCHOOLING: Final = (
    "client_trust", "client_trust_professionals", "client_trust_volunteers", "client_isolation",
    "client_relational_wellbeing", "problem_progress", "clients",
)  # fmt: skip

# Name of the outcome to the reason.
WITHDRAWN: Final[Mapping[str, Message]] = MappingProxyType(
    {f"{name}_{education}_education": _SCHOOLING for name in _BY_SCHOOLING for education in ("low", "high")}
)
