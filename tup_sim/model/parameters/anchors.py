"""For whom a declared number holds: anchors that are part of the meaning of other declarations.

The difficulty of a task type is declared for a client of a certain complexity. To move such an anchor is to move the
number that hangs on it, so anchors have no range of their own: the number that hangs on them has one.
"""

from __future__ import annotations

from typing import Final

COMPLEXITY: Final = 0.4  # of the client for whom ``requests.*.difficulty`` and ``crossing.rate`` are declared
TESTING: Final = 0.3  # tendency to test limits of the client for whom ``difficulty.limit_test`` is declared
TEAM_SAFETY: Final = 0.70  # safety of the team of professionals for which ``states.safety_start`` is declared
TRUST: Final = 0.6  # of a professional in the volunteer for whom ``difficulty.weight`` is declared
VULNERABILITY: Final = 0.2  # of the volunteer (most people) for whom ``coaching_need`` is declared
VULNERABLE: Final = 2.0 / 3.0  # vulnerability of the volunteer for whom ``vulnerable_multiplier`` is declared
