"""The organisation looks at its own figures and decides whom to let in, and how many (C008, C171).

It knows the impression every candidate made at the talk, how the contacts of its starters went, and what
volunteers could have done and nobody did. It does not know why.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.constants import ROUNDING
from tup_sim.model.events import EntryReviewed, PlacesOpened
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, chosen, convention, state
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Candidate, Traits, Volunteer
from tup_sim.model.processes.recruiting import demand_in, on_the_books

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class EntryRule(StrEnum):
    """Where the entry demand comes from."""

    FIXED = "fixed"
    CHOSEN = "chosen"


class Record:
    """What came of a starter: impression at the talk, hour of joining, contacts and those that went well."""

    def __init__(self, impression: float, joined: float, contacts: int = 0, successes: int = 0) -> None:
        self.impression, self.joined = impression, joined
        self.contacts, self.successes = contacts, successes


class Figures:
    """What the organisation knows, and what it decided from it."""

    def __init__(self) -> None:
        self.demand: dict[int, float] = {}
        self.places: int | None = None
        self.talks: list[tuple[float, float]] = []
        self.records: dict[str, Record] = {}
        self.missed = 0.0


def lowest_demand_that_meets(
    floor: float, records: Sequence[Record], talks: Sequence[float], step: float
) -> float | None:
    """The lowest entry demand at which enough goes well, as far as the organisation's own figures tell (C171).

    A line through the share of contacts that went well by impression at the talk says what to expect of
    everybody who was talked to, also of those refused. None while impressions say nothing about success. Where
    no demand is enough, the one that leaves the best.
    """
    line = line_through([(r.impression, r.successes / r.contacts, float(r.contacts)) for r in records])
    if line is None or line[1] <= 0.0 or not talks:
        return None
    start, slope = line
    best = 0.0
    for number in range(int(1.0 / step) + 1):
        demand = number * step
        taken = [impression for impression in talks if impression >= demand]
        if not taken:
            return best
        if fsum(min(1.0, start + slope * impression) for impression in taken) / len(taken) >= floor:
            return demand
        best = demand
    return best


def line_through(points: Sequence[tuple[float, float, float]]) -> tuple[float, float] | None:
    """Start and slope of the straight line through points with weights (least squares); None without a spread."""
    weight = fsum(w for _, _, w in points)
    if weight <= 0.0:
        return None
    middle = fsum(w * x for x, _, w in points) / weight
    height = fsum(w * y for _, y, w in points) / weight
    spread = fsum(w * (x - middle) ** 2 for x, _, w in points)
    if spread <= ROUNDING:
        return None
    slope = fsum(w * (x - middle) * (y - height) for x, y, w in points) / spread
    return height - slope * middle, slope


ENTRY_POLICY = Declared(
    key="entry_policy",
    switch="",
    acts_with="recruitment",
    sources="C008, C147, C171",
    section="Choosing and preparing candidates",
    numbers=(
        chosen(
            "entry_rule", EntryRule.FIXED, "-", None, None,
            "fixed = entry_threshold; chosen = every quarter the lowest demand that still meets quality_floor.",
            source="C171",
        ),
        chosen(
            "quality_floor", 0.85, "share of contacts", 0, 1, "Share of contacts that should go well.", source="C171",
        ),
        chosen(
            "evidence_starters", 5, "starters", 2, 1000, "Starters of the last year that are needed to judge.",
            source="C171", plausible=(3, 10), extensive=False,
        ),
        chosen(
            "entry_step", 0.05, "0-1", 0.01, 0.5, "Steps in which entry demands are set.",
            plausible=(0.02, 0.1), source="OWN4",
        ),
        chosen(
            "vulnerable_target_share", -1.0, "share of volunteers", -1, 1,
            "Share of volunteers who need much guidance that the organisation aims at; -1 = no aim.",
            source="C147",
        ),
        convention(
            "guidance_line", 0.5, "0-1", 0, 1, "Vulnerability from which somebody is seen to need much guidance.",
            source="C004, OWN5", plausible=(0.4, 0.6),
        ),
        chosen(
            "target_reach", 0.10, "0-1", 0, 1,
            "How far entry demands for them move while the share is off its aim.",
            source="C147", plausible=(0.05, 0.3),
        ),
    ),
    states=(
        state(
            "organisation", Figures, demand="entry demand it chose itself, by unit; empty while it has not chosen.",
            places="places it opened itself; None while it has not.",
            talks="(hour, impression) of the candidates it talked to.",
            records="starters by name: impression at the talk, hour of joining, contacts and those that went well.",
            missed="hours volunteers could have done and nobody did, at the last look.",
        ),
    ),
    left_out=("entry_rule", "vulnerable_target_share", "quality_floor"),
    paragraph=(
        "With `entry_rule: chosen` (C171) the organisation looks at its own figures every `review_weeks`: the "
        "share of contacts that went well of the starters of the last year by the impression they made at the "
        "talk. A straight line through these says what to expect of everybody it talked to, those it refused "
        "included, and the lowest demand at which they would meet `quality_floor` holds from then on. With "
        "fewer than `evidence_starters`, or when impressions say nothing about success, nothing changes. *Why "
        "no rule on the budget:* less money acts only through coaching, and coaching through how contacts go. "
        "With `volunteer_places_rule: follow_unmet` (C008) places = volunteers + what they were allowed to do "
        "and nobody did / hours of one volunteer. `vulnerable_target_share` moves the demand for people seen "
        "to need much guidance (`guidance_line`) by `target_reach` until the share aimed at is there (C147)."
    ),
)  # fmt: skip


class EntryPolicy(Mechanism):
    """The organisation decides from its own figures whom to let in, and how many."""

    declared: ClassVar[Declared] = ENTRY_POLICY
    entry_rule: str
    quality_floor: float
    evidence_starters: int
    entry_step: float
    vulnerable_target_share: float
    guidance_line: float
    target_reach: float

    def _figures(self, organisation: Organisation) -> Figures:
        mine: Figures = organisation.own[self.k]
        return mine

    def on_recruiting(self, sim: Simulation) -> None:
        """Every quarter: what should candidates be able to do, and how many could be used?"""
        p = sim.parameters
        if round(sim.now / WEEK) % p.review_weeks:
            return
        if self.entry_rule == "chosen":
            self._choose_demand(sim)
        if p.volunteer_places_rule == "follow_unmet":
            self._open_places(sim)

    def _choose_demand(self, sim: Simulation) -> None:
        """The lowest entry demand with which the starters of the last year would have met the floor (C171)."""
        mine, units = self._figures(sim.organisation), sim.organisation.units
        since = sim.now - WEEKS_PER_YEAR * WEEK
        mine.talks = [talk for talk in mine.talks if talk[0] >= since]
        mine.records = {name: r for name, r in mine.records.items() if r.joined >= since}
        known = [record for record in mine.records.values() if record.contacts]
        if len(known) >= self.evidence_starters:
            talks = [impression for _, impression in mine.talks]
            demand = lowest_demand_that_meets(self.quality_floor, known, talks, self.entry_step)
            if demand is not None:
                mine.demand = {unit.number: demand for unit in units}
        sim.emit(EntryReviewed(sim.now, fsum(demand_in(sim, unit) for unit in units) / len(units)))

    def _open_places(self, sim: Simulation) -> None:
        """Places for as many as the hours would fill that volunteers could have done and nobody did (C008)."""
        p, mine, units = sim.parameters, self._figures(sim.organisation), sim.organisation.units
        missed = fsum(
            hours
            for unit in units
            for hours, level in zip(unit.missed, unit.levels, strict=True)
            if level > 0
        )
        people = [v for unit in units for v in unit.volunteers.values() if v.open_ended and v.active]
        given = fsum(fsum(v.hours4) / len(v.hours4) for v in people if v.hours4) / max(1, len(people))
        each = given if given > 0.0 else p.planned_hours.mean
        vacancies = round(max(0.0, missed - mine.missed) / p.review_weeks / each)
        mine.missed, mine.places = missed, on_the_books(sim) + vacancies
        sim.emit(PlacesOpened(sim.now, vacancies))

    def offer_places(self, sim: Simulation) -> int | None:
        """Places follow what volunteers could have done, where that is the rule."""
        follow = sim.parameters.volunteer_places_rule == "follow_unmet"
        return self._figures(sim.organisation).places if follow else None

    def offer_demand(self, sim: Simulation, unit: Unit) -> float | None:
        """The demand the organisation chose itself, where it may and has."""
        if self.entry_rule != "chosen":
            return None
        return self._figures(sim.organisation).demand.get(unit.number)

    def add_to_demand(self, sim: Simulation, traits: Traits) -> float:
        """Whoever needs much guidance is welcome up to the share aimed at (C147)."""
        if self.vulnerable_target_share < 0.0 or traits.vulnerability < self.guidance_line:
            return 0.0
        units = sim.organisation.units
        people = [v for unit in units for v in unit.volunteers.values() if v.open_ended]
        share = fsum(v.traits.vulnerability >= self.guidance_line for v in people) / max(1, len(people))
        return self.target_reach if share >= self.vulnerable_target_share else -self.target_reach

    def on_interview(self, sim: Simulation, candidate: Candidate) -> None:
        """The impression of a candidate is written down where it will be used."""
        if self.entry_rule == "chosen":
            self._figures(sim.organisation).talks.append((sim.now, candidate.impression))

    def on_start(self, sim: Simulation, candidate: Candidate, volunteer: Volunteer) -> None:
        """From now on it is seen how the contacts of this starter go."""
        if self.entry_rule == "chosen":
            record = Record(candidate.impression, sim.now)
            self._figures(sim.organisation).records[volunteer.name] = record

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A contact of a recent starter went well or not."""
        mine: Figures = sim.organisation.own[self.k]
        record = mine.records.get(volunteer.name) if mine.records else None
        if record is not None:
            record.contacts += 1
            record.successes += contact.success
