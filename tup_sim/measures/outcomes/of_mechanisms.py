"""Outcomes that mechanisms declare as data, in the form of all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tup_sim.measures.formulas import per_year, ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.weeks import YEAR
from tup_sim.model.mechanisms import base


def outcomes_of(declared: Iterable[base.Declared]) -> Iterator[Outcome]:
    """What can be asked of these mechanisms."""
    return (_outcome(each) for one in declared for each in one.outcomes)


def _outcome(one: base.Outcome) -> Outcome:
    above, below = f"{one.name}.above", f"{one.name}.below"
    function = per_year(above) if one.below is None else ratio(above, below, one.times)
    more = dict(one.more) if one.below is not None else {"trailing": YEAR, **one.more}
    return Outcome(
        one.name, one.group, one.label, one.unit, one.definition, one.better,  # type: ignore[arg-type]
        function, dutch=one.label_nl, **more,
    )  # fmt: skip
