"""Subgroups of volunteers and clients, as bits of a number; labels for reporting that no rule of the model reads."""

from __future__ import annotations

from array import array
from typing import Final

import numpy as np

from tup_sim.measures.weeks import HOURS, Weeks
from tup_sim.model.people.client import Client
from tup_sim.model.people.volunteer import Traits, Volunteer

VOLUNTEER_GROUPS: Final = (
    "", "vulnerable", "strong", "new", "traditional", "ex_client", "low_education", "high_education",
    "m1", "m3", "m12", "mandated", "planned_end", "everyone",
)  # fmt: skip
CLIENT_GROUPS: Final = ("", "low_education", "high_education", "low_network", "simple", "complex")
REPORTED_VOLUNTEER_GROUPS: Final = VOLUNTEER_GROUPS[1:12]
# Without education: no rule treats clients by it, so how they fare by education could only show luck.
REPORTED_CLIENT_GROUPS: Final = CLIENT_GROUPS[3:]

_BLOCK: Final = 2000  # rows

_BIT: Final = {name: 1 << i for i, name in enumerate(VOLUNTEER_GROUPS)}
_CLIENT_BIT: Final = {name: 1 << i for i, name in enumerate(CLIENT_GROUPS)}
_MONTH: Final = HOURS * 52.0 / 12.0
_EVERYONE: Final = _BIT["everyone"]
_M12: Final = _BIT["m12"]
_M3: Final = _M12 | _BIT["m3"]
_M1: Final = _M3 | _BIT["m1"]
_LOW, _HIGH, _ALONE = (_CLIENT_BIT[name] for name in ("low_education", "high_education", "low_network"))
_SIMPLE, _COMPLEX = _CLIENT_BIT["simple"], _CLIENT_BIT["complex"]


def is_strong(traits: Traits) -> bool:
    """Hardly vulnerable and able in the main task from the start."""
    main = traits.streams[0] if traits.streams else 0
    return traits.vulnerability <= 0.2 and traits.competence[main] >= 0.6


def fixed_bits(volunteer: Volunteer) -> int:
    """Groups of a volunteer apart from tenure."""
    traits = volunteer.traits
    if volunteer.occasional:
        return 0
    if not volunteer.open_ended:
        mandated = _BIT["mandated"] if traits.route == "mandated" else 0
        return _EVERYONE | _BIT["planned_end"] | mandated
    bits = _EVERYONE | _BIT[""] | _BIT[traits.profile]
    bits |= _BIT["vulnerable"] if traits.vulnerability >= 0.5 else 0
    bits |= _BIT["strong"] if is_strong(traits) else 0
    bits |= _BIT["ex_client"] if traits.route == "ex_client" else 0
    bits |= _BIT["mandated"] if traits.route == "mandated" else 0
    return bits | (_BIT["low_education"], 0, _BIT["high_education"])[traits.education]


def tenure_bits(tenure: float) -> int:
    """Groups by time since the first shift (hours): first month, first three months, first year."""
    if tenure >= 12.0 * _MONTH:
        return 0
    if tenure >= 3.0 * _MONTH:
        return _M12
    return _M3 if tenure >= _MONTH else _M1


def volunteer_bits(volunteer: Volunteer, now: float) -> int:
    """All groups of a volunteer now; tenure counts for open-ended volunteers only."""
    bits = fixed_bits(volunteer)
    return bits | tenure_bits(volunteer.tenure(now)) if bits & 1 else bits


def client_bits(client: Client) -> int:
    """All groups of a client: education, nobody of their own, complexity below 0.3 or from 0.5 on."""
    bits = 1 | (_LOW, 0, _HIGH)[client.education]
    if client.network == 0:
        bits |= _ALONE
    if client.complexity < 0.3:
        return bits | _SIMPLE
    return bits | _COMPLEX if client.complexity >= 0.5 else bits


def names(bits: int) -> list[str]:
    """Names of the volunteer groups in a number."""
    return [name for name, bit in _BIT.items() if bits & bit]


class GroupSums:
    """Sums of the columns of people's weeks, by week and subgroup.

    Rows are buffered as bare numbers and added up in blocks: that is several times as fast as a sum per person
    and keeps memory flat.

    Attributes:
        values: the numbers of buffered rows, one row after the other; for writing.
        bits: the subgroups of each row; for writing.

    Args:
        weeks: where ``write`` puts the rows.
        side: first part of their names.
        groups: names of the bits.
        columns: names of the columns; the first is the weight of a row: the part of the week somebody was there.
        weighted: how many of the next columns are multiplied by it.
    """

    def __init__(
        self, weeks: Weeks, side: str, groups: tuple[str, ...], columns: tuple[str, ...], weighted: int
    ) -> None:
        self._weeks, self._side, self._groups, self._columns = weeks, side, groups, columns
        self._weighted = weighted
        self._sums = np.zeros((weeks.count, len(groups), len(columns)))
        self._until: list[tuple[int, int]] = []
        self.values = array("d")
        self.bits = array("q")

    def close(self, week: int) -> None:
        """The rows since the last call were of this week."""
        self._until.append((week, len(self.bits)))
        if len(self.bits) > _BLOCK:
            self._add_up()

    def _add_up(self) -> None:
        """Add the buffered rows up, without a linear algebra library: its order of addition depends on the machine."""
        values = np.array(self.values).reshape(-1, len(self._columns))
        values[:, 1 : 1 + self._weighted] *= values[:, :1]
        members = ((np.array(self.bits)[:, None] >> np.arange(len(self._groups))) & 1).astype(float)
        first = 0
        for week, last in self._until:
            block = slice(first, last)
            self._sums[week] += np.einsum("pg,pq->gq", members[block], values[block], optimize=False)
            first = last
        del self.values[:], self.bits[:], self._until[:]

    def write(self) -> None:
        """Write a row for every column and subgroup."""
        self._add_up()
        for g, group in enumerate(self._groups):
            for c, column in enumerate(self._columns):
                name = f"{self._side}.{column}|{group}" if group else f"{self._side}.{column}"
                self._weeks.put(name, self._sums[:, g, c].tolist())
