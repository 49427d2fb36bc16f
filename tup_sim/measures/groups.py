"""Subgroups of volunteers and clients, as bits of a number; labels for reporting that no rule of the model reads."""

from __future__ import annotations

from array import array
from typing import Final

import numpy as np

from tup_sim.measures.weeks import HOURS, Weeks
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_YEAR, WEEKS_PER_YEAR
from tup_sim.model.people.client import Client
from tup_sim.model.people.volunteer import Traits, Volunteer

VOLUNTEER_GROUPS: Final = (
    "", "vulnerable", "strong", "new", "traditional", "ex_client", "low_education", "high_education",
    "m1", "m3", "m12", "mandated", "planned_end", "everyone",
)  # fmt: skip
CLIENT_GROUPS: Final = ("", "low_education", "high_education", "low_network", "simple", "complex")
REPORTED_VOLUNTEER_GROUPS: Final = VOLUNTEER_GROUPS[1 : VOLUNTEER_GROUPS.index("planned_end")]
# Without education: no rule treats clients by it, so how they fare by education could only show luck.
REPORTED_CLIENT_GROUPS: Final = CLIENT_GROUPS[CLIENT_GROUPS.index("low_network") :]

_BLOCK: Final = 2000  # rows added up at once; it changes the speed and no number

_BIT: Final = {name: 1 << i for i, name in enumerate(VOLUNTEER_GROUPS)}
_CLIENT_BIT: Final = {name: 1 << i for i, name in enumerate(CLIENT_GROUPS)}
_MONTH: Final = HOURS * WEEKS_PER_YEAR / MONTHS_PER_YEAR
_A_YEAR: Final = MONTHS_PER_YEAR * _MONTH
_MONTHS_OF_M3: Final = 3.0  # by its name: the first three months
_VULNERABLE: Final = 0.5  # vulnerability from which somebody is reported as vulnerable
_ABLE: Final = 0.6  # competence in the main task from which somebody is reported as strong
_SIMPLE_BELOW: Final = 0.3  # complexity below which a client is reported as simple
_COMPLEX_FROM: Final = 0.5  # and from which as complex
_EVERYONE: Final = _BIT["everyone"]
_M12: Final = _BIT["m12"]
_M3: Final = _M12 | _BIT["m3"]
_M1: Final = _M3 | _BIT["m1"]
_LOW, _HIGH, _ALONE = (_CLIENT_BIT[name] for name in ("low_education", "high_education", "low_network"))
_SIMPLE, _COMPLEX = _CLIENT_BIT["simple"], _CLIENT_BIT["complex"]


def is_vulnerable(traits: Traits) -> bool:
    """Needs more guidance than most: a label for reporting."""
    return traits.vulnerability >= _VULNERABLE


def is_strong(p: Parameters, traits: Traits) -> bool:
    """Hardly vulnerable and able in the main task from the start."""
    main = traits.task_types[0] if traits.task_types else 0
    least = p.population.strong_vulnerability
    return traits.vulnerability <= least and traits.competence[main] >= _ABLE


def fixed_bits(p: Parameters, volunteer: Volunteer) -> int:
    """Groups of a volunteer apart from tenure."""
    traits = volunteer.traits
    if volunteer.occasional:
        return 0
    if not volunteer.open_ended:
        mandated = _BIT["mandated"] if traits.route == "mandated" else 0
        return _EVERYONE | _BIT["planned_end"] | mandated
    bits = _EVERYONE | _BIT[""] | _BIT[traits.profile]
    bits |= _BIT["vulnerable"] if is_vulnerable(traits) else 0
    bits |= _BIT["strong"] if is_strong(p, traits) else 0
    bits |= _BIT["ex_client"] if traits.route == "ex_client" else 0
    bits |= _BIT["mandated"] if traits.route == "mandated" else 0
    return bits | (_BIT["low_education"], 0, _BIT["high_education"])[traits.education]


def tenure_bits(tenure: float) -> int:
    """Groups by time since the first shift (hours): first month, first three months, first year."""
    if tenure >= _A_YEAR:
        return 0
    if tenure >= _MONTHS_OF_M3 * _MONTH:
        return _M12
    return _M3 if tenure >= _MONTH else _M1


def volunteer_bits(p: Parameters, volunteer: Volunteer, now: float) -> int:
    """All groups of a volunteer now; tenure counts for open-ended volunteers only."""
    bits = fixed_bits(p, volunteer)
    return bits | tenure_bits(volunteer.tenure(now)) if bits & 1 else bits


def client_bits(client: Client) -> int:
    """All groups of a client: education, nobody of their own, complexity below 0.3 or from 0.5 on."""
    bits = 1 | (_LOW, 0, _HIGH)[client.education]
    if client.network == 0:
        bits |= _ALONE
    if client.complexity < _SIMPLE_BELOW:
        return bits | _SIMPLE
    return bits | _COMPLEX if client.complexity >= _COMPLEX_FROM else bits


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
