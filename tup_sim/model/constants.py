"""Numbers that say nothing about the world: parts of a whole, guards of a division, marks for "never".

A number of the world is declared in ``parameters``, with its unit, range and source. What stands here could not be
another number without the sentence beside it being false. ``tests/rooms/test_where_numbers_stand.py`` keeps it so.
"""

from __future__ import annotations

from typing import Final

HALF: Final = 0.5  # one of two equal parts: the mean of two, the middle of a step, rounding to the nearest
PERCENT: Final = 100  # in a hundred

# Hours on the clock so long ago that it did not happen, and a level of risk that nobody lives to reach.
NEVER: Final = -1e18
UNREACHED: Final = 1e18

# What sums of floats may be off, far below what anybody could notice: hours, FTE and shares, hours of a shift that
# are left over, the moment at which an event is told (hours), and shares that somebody wrote with six digits.
ROUNDING: Final = 1e-9
SLIVER: Final = 1e-12
LESS_THAN_A_SECOND: Final = 1e-6
WRITTEN_ROUNDING: Final = 1e-6

# Divisors that a scenario may set to nought: shares of which the whole is nought as well, spreads and levels of 0-1,
# and hours (of a week, of a task).
LEAST_DIVISOR: Final = 1e-9
LEAST_SPREAD: Final = 0.01
LEAST_HOURS: Final = 0.1

# The golden ratio: its multiples, less their whole part, are the most evenly spread of all.
GOLDEN: Final = 0.6180339887498949
KEPT_AT_HAND: Final = (
    1000  # results of a formula; a study that draws its parameters has new ones in every world
)

# The logarithm of the largest number there is, rounded down: beyond it ``exp`` fails.
LARGEST_EXPONENT: Final = 700.0
