"""The six families of requests and their seven streams."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

STREAMS: Final = (
    "guidance",
    "expert_care",
    "personal_care",
    "practical_core",
    "practical_surplus",
    "companionship",
    "activities",
)
FAMILIES: Final = ("companionship", "activities", "practical", "personal_care", "guidance", "expert_care")
FAMILY_OF_STREAM: Final = tuple(
    "practical" if stream.startswith("practical") else stream for stream in STREAMS
)
SOCIAL_STREAMS: Final = tuple(
    STREAMS.index(s) for s in ("companionship", "activities", "personal_care", "guidance")
)
PRACTICAL_STREAMS: Final = tuple(STREAMS.index(s) for s in ("practical_core", "practical_surplus"))
GUIDANCE: Final = STREAMS.index("guidance")
EXPERT_STREAM: Final = STREAMS.index("expert_care")
COMPANIONSHIP: Final = STREAMS.index("companionship")
ACTIVITIES: Final = STREAMS.index("activities")


class Level(IntEnum):
    """How far a mandate goes."""

    NONE = 0
    ASSIST = 1
    NEARBY = 2
    ON_CALL = 3
    AUTONOMOUS = 4


HIGHEST = int(Level.AUTONOMOUS)  # reading a member of an enumeration is slow, and contacts are many
