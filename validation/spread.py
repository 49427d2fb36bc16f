"""How much people at rest differ among themselves, and how large outcomes are: what the smallest effects rest on."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum, isnan, sqrt
from pathlib import Path
from typing import Any, Final

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.observe import read
from tup_sim.measures.outcomes import ALL
from tup_sim.measures.smallest import FILE
from tup_sim.measures.weeks import FOUR_WEEKS, HOURS, week_of
from tup_sim.measures.windows import HORIZON
from tup_sim.model import events
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.mechanisms.base import Count
from tup_sim.model.parameters import Parameters, Scenario, plain
from tup_sim.model.people.own import kept
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.contacts import contacts_to_learn, volunteer_competence
from tup_sim.model.simulation import run
from tup_sim.reporting.saving import save
from tup_sim.study.work import Result, Task, Values, failed

OfAnEvent = Callable[[Any], Sequence[float]]
SPREAD, LEVEL = "spread.", "level."
OF_A_WEEK: Final = (events.VolunteerWeek, events.ProfessionalWeek, events.ClientWeek)


class Spread:
    """Hears weeks of people and adds up, per outcome and week, what is needed for the variance between them.

    Args:
        parts: event, outcome, and what one such event says of people.

    Attributes:
        handlers: what it listens to.
    """

    def __init__(self, parts: Iterable[tuple[type, str, OfAnEvent]]) -> None:
        self._sums: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        heard: dict[type, list[tuple[str, OfAnEvent]]] = defaultdict(list)
        for event, name, values in parts:
            heard[event].append((name, values))
        self.handlers = {event: self._listener(event, parts) for event, parts in heard.items()}

    def _listener(self, event: type, parts: Sequence[tuple[str, OfAnEvent]]) -> Callable[[Any], None]:
        weekly = event in OF_A_WEEK

        def hear(told: Any) -> None:
            week = week_of(told[0])
            if week < 0:
                return
            for name, values in parts:
                sums = self._sums[name, week if weekly else 0]
                for value in values(told):
                    sums[0] += 1.0
                    sums[1] += value
                    sums[2] += value * value

        return hear

    def between_people(self) -> dict[str, float]:
        """Outcome to the SD between people of one week, pooled over the weeks."""
        squares: dict[str, list[float]] = defaultdict(list)
        freedom: dict[str, float] = defaultdict(float)
        for (name, _), (count, total, square) in self._sums.items():
            if count > 1:
                squares[name].append(max(0.0, square - total * total / count))
                freedom[name] += count - 1
        return {name: sqrt(fsum(parts) / freedom[name]) for name, parts in squares.items()}


def parts_of(p: Parameters) -> Iterator[tuple[type, str, OfAnEvent]]:
    """Every state that an outcome is the mean of."""
    yield from _of_the_core(p)
    yield from _of_mechanisms(p)


def _of_the_core(p: Parameters) -> Iterator[tuple[type, str, OfAnEvent]]:
    """The states of volunteers, professionals and clients that an outcome is the mean of."""
    as_read = plain(p)
    to_learn = contacts_to_learn(as_read)

    def able(v: Volunteer) -> float:
        most = max(v.recent)
        mostly = v.recent.index(most) if most > 0.0 else (v.traits.task_types or (0,))[0]
        return volunteer_competence(as_read, v, mostly, to_learn[mostly])

    volunteer: dict[str, Callable[[Volunteer], float]] = {
        "volunteer_strain": lambda v: v.strain,
        "belonging": lambda v: v.belonging,
        "recognition": lambda v: v.recognition,
        "role_clarity": lambda v: v.clarity,
        "volunteer_authority": lambda v: v.authority,
        "volunteer_safety": lambda v: v.safety,
        "competence": able,
        "motivation": lambda v: v.fit,
        "autonomy_satisfaction": lambda v: max(0.0, v.traits.wished_autonomy - v.granted),
        "vision_alignment": lambda v: v.alignment,
        "own_norms": lambda v: v.norms,
        "felt_equality": lambda v: kept(v, "felt_equality").equality,
    }
    for name, of in volunteer.items():
        yield events.VolunteerWeek, name, _each_volunteer(of)
    yield events.VolunteerWeek, "tension", _of_pairs("tension")
    yield events.VolunteerWeek, "staff_volunteer_trust", _of_pairs("trust")
    yield events.ProfessionalWeek, "professional_strain", lambda told: _staff(told, "strain")
    yield events.ProfessionalWeek, "professional_pleasure", lambda told: _staff(told, "pleasure")
    yield events.ProfessionalWeek, "vision_alignment_staff", lambda told: (told.professional.alignment,)
    client: dict[str, Callable[[Any], float]] = {
        "client_trust": lambda c: (c.trust_professionals + c.trust_volunteers) / 2,
        "client_trust_professionals": lambda c: c.trust_professionals,
        "client_trust_volunteers": lambda c: c.trust_volunteers,
        "client_isolation": lambda c: c.isolation,
        "client_relational_wellbeing": lambda c: c.wellbeing,
        "problem_progress": lambda c: 1.0 - c.problem,
    }
    for name, of in client.items():
        yield events.ClientWeek, name, lambda told, of=of: (of(told.client),)  # type: ignore[misc]


def _each_volunteer(of: Callable[[Volunteer], float]) -> OfAnEvent:
    return lambda told: (of(told.volunteer),) if told.volunteer.open_ended else ()


def _staff(told: events.ProfessionalWeek, state: str) -> tuple[float, ...]:
    return (getattr(told.professional, state),) if told.professional.serves else ()


def _of_pairs(state: str) -> OfAnEvent:
    """Of each volunteer the mean over the professionals they met in the last four weeks."""

    def values(told: events.VolunteerWeek) -> tuple[float, ...]:
        since = told.now - FOUR_WEEKS * HOURS
        found = [getattr(pair, state) for pair in told.volunteer.pairs.values() if pair.last >= since]
        return (fsum(found) / len(found),) if found else ()

    return values


def _of_mechanisms(p: Parameters) -> Iterator[tuple[type, str, OfAnEvent]]:
    """What a mechanism declares as the mean of a state."""
    for declared in catalogue_of(p).declared:
        for one in declared.outcomes:
            outcome = ALL[one.name]
            if outcome.rule is not None and outcome.rule.of == "spread":
                yield one.above.event, one.name, _counted(one.above)


def _counted(count: Count) -> OfAnEvent:
    def values(told: Any) -> Sequence[float]:
        if count.when is not None and not count.when(told):
            return ()
        if count.each is not None:
            return list(count.each(told))
        return (count.of(told) if callable(count.of) else getattr(told, count.of),)

    return values


def measured(scenario: Scenario, seed: int, replication: int) -> dict[str, float]:
    """One run at rest: the spread of states, and the level of what is judged by its level."""
    with using(catalogue_of(scenario.parameters)):
        ledger, spread = Ledger(scenario), Spread(parts_of(scenario.parameters))
        run(scenario, seed, replication, listeners=(ledger, spread))
        wanted = [name for name, each in ALL.items() if each.rule is not None and each.rule.of == "level"]
        seen = read(ledger, {HORIZON: (0.0, float(scenario.parameters.horizon))}, wanted).values
    return {
        **{f"{SPREAD}{name}": value for name, value in spread.between_people().items()},
        **{f"{LEVEL}{name}": abs(value) for name, value in seen.items()},
    }


def measure(task: Task) -> Result:
    """The same as a piece of work; an error becomes a result that says so."""
    try:
        found = measured(task.scenario, task.seed, task.replication)
    except Exception as error:
        return failed(task, error)
    values = Values(tuple(found), array("d", found.values()))
    return Result(task.arm, task.scenario.name, task.seed, task.replication, values)


def kept_text(runs: Sequence[Mapping[str, float]], facts: Mapping[str, Any]) -> str:
    """What stands in the file: means over the runs, four digits that count; what no run has is left out."""
    found: dict[str, dict[str, float]] = {SPREAD: {}, LEVEL: {}}
    for name in sorted({name for each in runs for name in each}):
        known = [each[name] for each in runs if name in each and not isnan(each[name])]
        mean = fsum(known) / len(known) if known else 0.0
        if mean > 0.0:
            kind = SPREAD if name.startswith(SPREAD) else LEVEL
            found[kind][name.removeprefix(kind)] = float(f"{mean:.4g}")
    about = {"about": "Written by 'python -m validation smallest' and by nothing else.", **facts}
    return json.dumps({**about, "spread": found[SPREAD], "level": found[LEVEL]}, indent=2) + "\n"


def write(text: str, file: Path = FILE) -> None:
    """Keep it in the package, for who asks what is too small to matter."""
    save(file, lambda place: place.write_text(text, encoding="utf-8"))
