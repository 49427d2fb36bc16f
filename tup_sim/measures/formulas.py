"""Formulas: an outcome is a sum divided by a sum over the weeks asked, never a mean of weekly ratios."""

from __future__ import annotations

from math import fsum, nan
from statistics import median

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcome import Function
from tup_sim.measures.people import MOMENTS
from tup_sim.measures.weeks import FOUR_WEEKS, YEAR
from tup_sim.model.constants import HALF

Names = str | tuple[str, ...]
LEAST_PAIRS = 20  # below it the shape of a distribution is not seen
_NO_SPREAD = 1e-12  # of trust (0-1) squared: rounding


def total(ledger: Ledger, names: Names, start: int, end: int, group: str = "") -> float:
    """Sum of one or more rows; a minus before a name takes it off."""
    if isinstance(names, str):
        return ledger.sum(names, start, end, group)
    return fsum(
        -ledger.sum(name[1:], start, end, group)
        if name.startswith("-")
        else ledger.sum(name, start, end, group)
        for name in names
    )


def divide(above: float, below: float) -> float:
    """A ratio; NaN when there is nothing to divide by."""
    return above / below if below > 0 else nan


def ratio(above: Names, below: Names, times: float = 1.0) -> Function:
    """Sum of one over sum of the other; for rows with subgroups both are of the subgroup."""

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        return times * divide(
            total(ledger, above, start, end, group), total(ledger, below, start, end, group)
        )

    return function


def by_family(above: str, below: str, times: float = 1.0) -> Function:
    """A ratio of rows that are kept by family (``volunteer.hours.practical``); the bases have no family."""

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        upper = total(ledger, f"{above}.{group}" if group else above, start, end)
        return times * divide(upper, total(ledger, below, start, end))

    return function


def per_week(names: Names, times: float = 1.0) -> Function:
    """Mean of a week."""

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        return times * divide(total(ledger, names, start, end, group), ledger.weeks.span(start, end))

    return function


def per_year(names: Names) -> Function:
    """Amount per year of 52 weeks."""
    return per_week(names, times=float(YEAR))


def median_core_wait(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Median hours that met core requests waited."""
    waits = ledger.service.core_waits(start, end)
    return median(waits) if waits else nan


def low_frequency(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Share of people with 1 to 5 active days a year: blocks of 52 weeks, the last one at the end."""
    few = many = 0.0
    last = end
    while last == end or last - YEAR >= start:
        if last - YEAR < -ledger.weeks.warmup:
            break
        few += ledger.sum("days.few", last - 1, last)
        many += ledger.sum("days.any", last - 1, last)
        last -= YEAR
    return divide(few, many)


def bimodality(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Sarle's coefficient of trust between pairs; NaN below 20 pairs (``LEAST_PAIRS``)."""
    n, s1, s2, s3, s4 = (ledger.sum(f"pair.moment_{power}", start, end) for power in range(MOMENTS))
    looks = max(1.0, ledger.weeks.span(start, end) / FOUR_WEEKS)
    if n / looks < LEAST_PAIRS:
        return nan
    m = s1 / n
    second = s2 / n - m * m
    third = s3 / n - 3.0 * m * s2 / n + 2.0 * m**3
    fourth = s4 / n - 4.0 * m * s3 / n + 6.0 * m * m * s2 / n - 3.0 * m**4
    if second <= _NO_SPREAD:
        return nan
    return (third * third / second**3 + 1.0) / (fourth / second**2)


def overlap(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Sum over families of the smaller of two shares of hours: of volunteers and of professionals."""
    families = ("companionship", "activities", "practical", "personal_care", "guidance", "expert_care")
    ours, theirs = (
        [ledger.sum(f"{who}.hours.{family}", start, end) for family in families]
        for who in ("volunteer", "professional")
    )
    if fsum(ours) <= 0 or fsum(theirs) <= 0:
        return nan
    return fsum(min(a / fsum(ours), b / fsum(theirs)) for a, b in zip(ours, theirs, strict=True))


def education_gap(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """High to low education among volunteers, against the same in the pool; 0.5 added to every count."""
    weeks = ledger.weeks.span(start, end)
    high, low = (ledger.sum("volunteer.weeks", start, end, f"{level}_education") for level in ("high", "low"))
    if weeks == 0 or high + low == 0:
        return nan
    pool_high, pool_low = _pool(ledger)
    return (high / weeks + HALF) / (low / weeks + HALF) / (pool_high / pool_low)


def hours_by_education(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Hours given per person in the pool, high against low education."""
    high, low = (ledger.sum(f"volunteer.present.education_{level}", start, end) for level in (2, 0))
    pool_high, pool_low = _pool(ledger)
    return divide(high / pool_high, low / pool_low)


def _pool(ledger: Ledger) -> tuple[float, float]:
    """People of high and low education within reach, 0.5 added."""
    education, pool = (
        ledger.parameters.population.education,
        ledger.parameters.recruitable_people * ledger.parameters.units,
    )
    return education.pool_high * pool + HALF, education.pool_low * pool + HALF


def help_by_education(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Hours of help per client, high against low education."""
    per_client = [
        divide(
            ledger.sum(f"client_hours.education_{level}", start, end),
            ledger.sum("client.weeks", start, end, name),
        )
        for level, name in ((2, "high_education"), (0, "low_education"))
    ]
    return divide(*per_client) if per_client[1] > 0 else nan


def volunteer_value(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Contact hours at the wage of the work, per year."""
    return per_year("volunteer.value")(ledger, start, end, "")


def volunteer_return(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Value per euro."""
    value = volunteer_value(ledger, start, end)
    return divide(value, per_year("volunteer.cost")(ledger, start, end, ""))


def hours_per_place(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Hours volunteers were present per place and year."""
    places = ledger.parameters.places * ledger.parameters.units
    return divide(per_year("volunteer.present")(ledger, start, end, ""), places)


def one_minus(function: Function) -> Function:
    """What is missing to 1."""

    def rest(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        return 1.0 - function(ledger, start, end, group)

    return rest
