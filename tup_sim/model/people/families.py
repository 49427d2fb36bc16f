"""The six families of requests and their seven task types."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

TASK_TYPES: Final = (
    "guidance",
    "expert_care",
    "personal_care",
    "practical_core",
    "practical_surplus",
    "companionship",
    "activities",
)
FAMILIES: Final = ("companionship", "activities", "practical", "personal_care", "guidance", "expert_care")
FAMILY_OF_TASK_TYPE: Final = tuple(
    "practical" if task_type.startswith("practical") else task_type for task_type in TASK_TYPES
)
SOCIAL_TASK_TYPES: Final = tuple(
    TASK_TYPES.index(s) for s in ("companionship", "activities", "personal_care", "guidance")
)
PRACTICAL_TASK_TYPES: Final = tuple(TASK_TYPES.index(s) for s in ("practical_core", "practical_surplus"))
GUIDANCE: Final = TASK_TYPES.index("guidance")
EXPERT_TASK_TYPE: Final = TASK_TYPES.index("expert_care")
COMPANIONSHIP: Final = TASK_TYPES.index("companionship")
ACTIVITIES: Final = TASK_TYPES.index("activities")


class Level(IntEnum):
    """How far a mandate goes."""

    NONE = 0
    ASSIST = 1
    NEARBY = 2
    ON_CALL = 3
    AUTONOMOUS = 4


HIGHEST: Final = int(Level.AUTONOMOUS)  # reading a member of an enumeration is slow, and contacts are many
