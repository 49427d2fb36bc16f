"""What people of an organisation are used to: what is measured at rest in place of every reference.

A reference (``model.references``) belongs to the organisation and has to be measured again when numbers of that
organisation, or of the model, change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Final, NamedTuple

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.observe import read
from tup_sim.measures.usual import AtRest
from tup_sim.measures.windows import HORIZON
from tup_sim.model.parameters import Parameters, Scenario, value_at
from tup_sim.model.parameters.declare import declarations
from tup_sim.model.parameters.week import DAYS_PER_WEEK
from tup_sim.model.references import REFERENCES, Counterpart, Lever, Outcome, Preparation
from tup_sim.model.simulation import Simulation

Interval = tuple[float, float, float]
NEAR: Final = 0.1  # part of the declared value that a measured mean may differ from it
TINY: Final = 1e-9  # rounding


class Held(NamedTuple):
    """A reference as declared, and what was measured.

    Attributes:
        path, unit: of the parameter.
        declared: its value in this organisation.
        mean, low, high: measured at rest; NaN where nothing happened that could be measured.
    """

    path: str
    unit: str
    declared: float
    mean: float
    low: float
    high: float

    @property
    def word(self) -> str:
        """Inside the interval, near it, or off."""
        if isnan(self.mean):
            return "nothing to measure"
        if self.low - TINY <= self.declared <= self.high + TINY:
            return "yes"
        return "near" if abs(self.mean - self.declared) <= NEAR * abs(self.declared) else "**no**"


def measured_at_rest(scenario: Scenario, seed: int, replication: int) -> dict[str, float]:
    """One run: what stands against every reference, in the weeks after the warm-up."""
    ledger, at_rest, p = Ledger(scenario), AtRest(scenario.parameters), scenario.parameters
    sim = Simulation(scenario, seed, replication, (ledger, at_rest))
    at_rest.look_on(sim)
    sim.run()
    wanted = [each.name for each in REFERENCES.values() if isinstance(each, Outcome)]
    seen = read(ledger, {HORIZON: (0.0, float(p.horizon))}, wanted).values
    return {path: _value(path, each, p, seen, at_rest) for path, each in REFERENCES.items()}


def _value(path: str, each: Counterpart, p: Parameters, seen: Mapping[str, float], at_rest: AtRest) -> float:
    if isinstance(each, Outcome):
        return seen[each.name]
    if isinstance(each, Preparation):
        return p.delay_talk_to_start + DAYS_PER_WEEK * p.pre_start_training_hours / p.training_pace
    return float(value_at(p, each.path)) if isinstance(each, Lever) else at_rest.mean(path)


def hold(p: Parameters, measured: Mapping[str, Interval]) -> list[Held]:
    """Every reference of an organisation beside what was measured."""
    units = {each.path: each.unit for each in declarations(type(p))}
    return [Held(path, units[path], float(value_at(p, path)), *measured[path]) for path in REFERENCES]


def as_markdown(title: str, held: Sequence[Held]) -> str:
    """A table of references, with a line that counts them."""
    head = "| reference | unit | declared | measured | 95 % interval | declared lies in it |"
    lines = [f"## {title}", "", head, "|---|---|---|---|---|---|"]
    for each in held:
        interval = "-" if isnan(each.low) else f"{each.low:.4g} to {each.high:.4g}"
        mean = "-" if isnan(each.mean) else f"{each.mean:.4g}"
        lines.append(
            f"| `{each.path}` | {each.unit} | {each.declared:.4g} | {mean} | {interval} | {each.word} |"
        )
    return "\n".join([*lines, "", f"{count(held)}.", ""])


def count(held: Sequence[Held]) -> str:
    """How many references hold, in words."""
    words: dict[str, int] = defaultdict(int)
    for each in held:
        words[each.word] += 1
    return (
        f"{words['yes']} of {len(held)} lie in the interval, {words['near']} outside it within a tenth, "
        f"{words['**no**']} further off, {words['nothing to measure']} with nothing to measure"
    )
