"""What people of an organisation are used to: every reference, and what is measured at rest in its place.

A reference is a parameter with which something is compared so that an organisation at rest stays at rest. It belongs
to the organisation and has to be measured again when numbers of that organisation, or of the model, change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan
from typing import Final, NamedTuple

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.observe import read
from tup_sim.measures.usual import AtRest
from tup_sim.measures.windows import HORIZON
from tup_sim.model.parameters import Parameters, Scenario, value_at
from tup_sim.model.parameters.declare import Declaration, declarations
from tup_sim.model.parameters.week import DAYS_PER_WEEK
from tup_sim.model.processes.changing import with_values
from tup_sim.model.simulation import Simulation

Interval = tuple[float, float, float]
NEAR: Final = 0.1  # part of the declared value that a measured mean may differ from it
TINY: Final = 1e-9  # rounding


@dataclass(frozen=True)
class Outcome:
    """The reference is what this outcome is at rest."""

    name: str


@dataclass(frozen=True)
class Lever:
    """The reference is the value that this other parameter has at rest."""

    path: str


@dataclass(frozen=True)
class Preparation(Lever):
    """The reference is how many days pass between the talk and the start: this parameter, and the training."""


class Sums:
    """The reference is a sum over a sum, kept under its own name by ``AtRest``."""


Counterpart = Outcome | Lever | Sums
SUMS: Final = Sums()

REFERENCES: Final[Mapping[str, Counterpart]] = {
    "contact_ratio_reference": Outcome("contact_ratio"),
    "states.fit_start": Outcome("motivation"),
    "accepting_help.declined_reference": Outcome("declined_share"),
    "togetherness_reference": Lever("togetherness_hours"),
    "thanks_reference": Lever("thanks"),
    "communication_reference": Lever("communication_quality"),
    "delay_reference": Preparation("delay_talk_to_start"),
    **dict.fromkeys(
        (
            "attention_reference",
            "guiding.welcome_reference",
            "mandate_drift.enthusiasm_usual",
            "states.ambition_reference",
            "states.growth_reference",
            "states.success_reference",
            "strain.usual_demands",
            "strain.load_reference",
            "strain.load_reference_coordinator",
            "usual_demands_on_volunteers.gap",
            "usual_demands_on_volunteers.gap_spread",
            "usual_demands_on_volunteers.over",
            "usual_demands_on_volunteers.over_spread",
            "usual_demands_on_volunteers.alone",
            "usual_demands_on_volunteers.alone_spread",
            "usual_demands_on_volunteers.tension",
            "usual_demands_on_volunteers.tension_spread",
            "threat.usual_replaced",
            "threat.usual_calls",
            "threat.usual_able",
            "threat.usual_unable",
            "welcome.usual_good",
            "welcome.usual_company",
            "relation.usual",
            "friction.usual",
            "welcome.usual_losses",
            "welcome.usual_losses_coordinator",
            "relational_practice.usual",
            "equality.known_reference",
            "equality.known_staff_reference",
            "equality.gap_reference",
            "equality.comparison_reference",
            "vision.contact_reference",
            "vision.carriers_reference",
            "ex_client_reference",
            "coordination.pairs_reference",
            "usual_week.good_professionals",
            "usual_week.good_guidance",
            "usual_week.good_volunteers",
            "usual_week.familiar_professionals",
            "usual_week.familiar_volunteers",
            "usual_week.harm_professionals",
            "usual_week.harm_volunteers",
            "usual_week.core_good",
            "usual_week.core_missed",
            "usual_week.relational_hours",
            "usual_week.missed_relation",
            "usual_week.limits_unanswered",
            "usual_week.limits_followed",
            "usual_week.ties",
            *(
                f"leaving.usual.{state}{moment}"
                for state in ("ratio", "safety", "clarity", "recognition", "belonging", "fit", "tension", "strain")
                for moment in ("", "_sd")
            ),
        ),
        SUMS,
    ),
}  # fmt: skip


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


def with_measured(p: Parameters, measured: Mapping[str, float], by_hand: Collection[str] = ()) -> Parameters:
    """Parameters with references as they were measured.

    Args:
        p: parameters.
        measured: by path; where nothing happened that could be measured (NaN), the value stays.
        by_hand: what somebody set, and stays as it is.
    """
    allowed = {each.path: each for each in declarations(type(p)) if each.path in REFERENCES}
    wanted = {
        path: _within(value, allowed[path])
        for path, value in measured.items()
        if path in allowed and path not in by_hand and not isnan(value)
    }
    return with_values(p, wanted)


def _within(value: float, allowed: Declaration) -> float:
    """A mean of runs can lie a little outside of what is accepted."""
    low = -inf if allowed.low is None else allowed.low
    high = inf if allowed.high is None else allowed.high
    return min(max(float(value), low), high)


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
