"""Which run a story is read from, and whose story it is."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from tup_sim.errors import RunFailed, TupSimError
from tup_sim.measures.chronicle import Chronicle
from tup_sim.measures.journal import EVENTS
from tup_sim.model.parameters import Scenario
from tup_sim.model.world import run

MOST_SHOWN = 8


def chronicle_of(
    scenario: Scenario, seed: int = 1, replication: int = 0, kinds: tuple[type, ...] = EVENTS
) -> Chronicle:
    """Run a scenario once and keep everything that happens.

    Args:
        scenario: what to run.
        seed: seed of the study.
        replication: number of the luck within the study, from 0.
        kinds: types of events to keep.

    Raises:
        RunFailed: the model ended in an error.
    """
    chronicle = Chronicle(scenario, kinds)
    run(scenario, seed, replication, listeners=(chronicle,))
    if not chronicle.entries:
        raise RunFailed(scenario.name, seed, replication, "nothing happened")
    return chronicle


def find_person(chronicle: Chronicle, asked: str) -> tuple[str, list[str]]:
    """The full name of a person, and who else a short name may mean.

    ``volunteer-12`` is ``volunteer-initial-0-12``; who was there from the beginning goes before who came later.

    Raises:
        TupSimError: nobody is called so; says who comes close.
    """
    known = list(chronicle.portraits)
    if asked in chronicle.portraits:
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
    hint = f" (did you mean {' or '.join(close)}?)" if close else f" (there are {_some(known)})"
    raise TupSimError(f"nobody is called '{asked}' in this run{hint}")


def find_exit(
    chronicle: Chronicle, reason: str, last: bool = False, since: float = 0.0
) -> tuple[str, list[str]]:
    """Who left for a reason first (or last) from a week on, and who else did.

    Raises:
        TupSimError: nobody left for it; says for which reasons people did.
    """
    left: dict[str, list[str]] = {}
    for fact in chronicle.of(("VolunteerLeft", "ProfessionalLeft")):
        who = fact.values.get("volunteer") or fact.values["professional"]
        why = chronicle.departures[who].reason if who in chronicle.departures else fact.values["reason"]
        if chronicle.week(fact.hour) >= since:
            left.setdefault(why, []).append(who)
    found = left.get(reason, [])
    if not found:
        reasons = f"people left for: {', '.join(sorted(left))}" if left else "nobody left at all"
        weeks = f"from week {since:g} on" if since else "in the weeks reported"
        raise TupSimError(f"nobody left for '{reason}' {weeks} ({reasons})")
    chosen = found[-1 if last else 0]
    return chosen, [who for who in found if who != chosen]


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_SHOWN])
    return f"{shown} ..." if len(names) > MOST_SHOWN else shown
