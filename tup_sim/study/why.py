"""Which run a story is read from, and whose story it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from tup_sim.errors import Message, RunFailed, TupSimError, chained
from tup_sim.measures.agent_trace import AgentTrace
from tup_sim.model.events import OrganisationWeek
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.given import whole_number
from tup_sim.model.people.volunteer import REASONS
from tup_sim.model.simulation import Listener, run
from tup_sim.study.at_rest import rested
from tup_sim.study.design import check
from tup_sim.study.execute import Progress, check_how

MOST_SHOWN = 8
EXITS = (*REASONS, "quit", "redundancy", "temporary contract")  # of volunteers, and of professionals
PERSON = re.compile(r"(volunteer|client|professional)(-[^-]+)*-\d+(-again)*")


class _Weeks:
    """Handlers the weeks go by."""

    def __init__(self, scenario: Scenario, progress: Progress) -> None:
        self._weeks = scenario.parameters.warmup + scenario.parameters.horizon
        self._progress = progress
        self.handlers: dict[type, Callable[[Any], None]] = {OrganisationWeek: self._count}
        self._gone = 0

    def _count(self, _: OrganisationWeek) -> None:
        self._gone += 1
        self._progress(min(self._gone, self._weeks), self._weeks)


def trace_of(
    scenario: Scenario,
    seed: int = 1,
    replication: int = 0,
    kinds: tuple[type, ...] | None = None,
    progress: Progress | None = None,
) -> AgentTrace:
    """Run a scenario once and keep everything that happens.

    Args:
        scenario: what to run.
        seed: seed of the study.
        replication: number of the luck within the study, from 0.
        kinds: types of events to keep; None for all.
        progress: told after every week how many of how many have gone by, the warm-up too.

    Raises:
        TupSimError: what was given is something else than is wanted, or is not possible.
        RunFailed: the model ended in an error.
    """
    check([scenario])
    check_how(progress, None, None)
    seed, replication = whole_number(seed, "seed", 0), whole_number(replication, "replication", 0)
    given: Any = kinds
    if given is not None and (
        not isinstance(given, Iterable) or not all(isinstance(each, type) for each in given)
    ):
        raise TupSimError(Message("kinds is a list of types of events, not {value!r}", value=given))
    (scenario,) = rested([scenario])
    return followed(scenario, seed, replication, kinds, progress)


def followed(
    scenario: Scenario,
    seed: int,
    replication: int,
    kinds: tuple[type, ...] | None = None,
    progress: Progress | None = None,
) -> AgentTrace:
    """As ``trace_of``, of a scenario that need not make sense as a whole: one that is cut short, say.

    Raises:
        RunFailed: the model ended in an error.
    """
    trace = AgentTrace(scenario, kinds)
    listeners: list[Listener] = [trace]
    if progress is not None:
        listeners.append(_Weeks(scenario, progress))
    run(scenario, seed, replication, listeners)
    if not trace.entries:
        raise RunFailed(scenario.name, seed, replication, "nothing happened")
    return trace


def check_asked(person: str | None, reason: str | None) -> None:
    """Refuse a question that no run of any scenario could answer, before one is made.

    Args:
        person: whose story; None if it is looked for by a reason.
        reason: why somebody left; None if a person is named.

    Raises:
        TupSimError: nobody can be called so, or leaves for that.
    """
    if reason is not None and reason not in EXITS:
        close = get_close_matches(reason, EXITS, 1, 0.6)
        hint = Message("did you mean {name}?", name=close[0]) if close else ", ".join(EXITS)
        raise TupSimError(Message("nobody leaves for '{reason}' ({hint})", reason=reason, hint=hint))
    if person is not None and not PERSON.fullmatch(person):
        what = "nobody is called '{person}': write volunteer-12, client-3 or professional-1, or look with --exit REASON"
        raise TupSimError(Message(what, person=person))


def find_person(trace: AgentTrace, asked: str) -> tuple[str, list[str]]:
    """The full name of a person, and who else a short name may mean.

    ``volunteer-12`` is ``volunteer-initial-0-12``; who was there from the beginning goes before who came later.

    Raises:
        TupSimError: nobody is called so; says who comes close.
    """
    known = list(trace.portraits)
    if asked in trace.portraits:
        return asked, []
    front, _, number = asked.rpartition("-")
    kind = front.partition("-")[0]
    fits = [
        name for name in known
        if name.startswith(f"{front or asked}-") and name.endswith(f"-{number}") and name.startswith(f"{kind}-")
    ]  # fmt: skip
    if fits:
        fits.sort(key=lambda name: not (name.startswith("volunteer-initial-") or kind == "client"))
        return fits[0], fits[1:]
    close = get_close_matches(asked, known, 3, 0.6)
    hint = Message("there are {names}", names=_some(known))
    if close:
        hint = Message("did you mean {name}?", name=chained("{one} or {other}", close))
    raise TupSimError(Message("nobody is called '{asked}' in this run ({hint})", asked=asked, hint=hint))


def find_exit(
    trace: AgentTrace, reason: str, last: bool = False, since: float = 0.0
) -> tuple[str, list[str]]:
    """Who left for a reason first (or last) from a week on, and who else did.

    Raises:
        TupSimError: nobody left for it; says for which reasons people did.
    """
    left: dict[str, list[str]] = {}
    for fact in trace.of(("VolunteerLeft", "ProfessionalLeft")):
        who = fact.values.get("volunteer") or fact.values["professional"]
        why = trace.departures[who].reason if who in trace.departures else fact.values["reason"]
        if trace.week(fact.hour) >= since:
            left.setdefault(why, []).append(who)
    found = left.get(reason, [])
    if not found:
        why = Message("people left for: {names}", names=", ".join(sorted(left)))
        reasons = why if left else Message("nobody left at all")
        weeks = Message("from week {week:g} on", week=since) if since else Message("in the weeks reported")
        what = "nobody left for '{reason}' {weeks} ({reasons})"
        raise TupSimError(Message(what, reason=reason, weeks=weeks, reasons=reasons))
    chosen = found[-1 if last else 0]
    return chosen, [who for who in found if who != chosen]


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_SHOWN])
    return f"{shown} ..." if len(names) > MOST_SHOWN else shown
