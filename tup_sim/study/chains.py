"""Through which events a consequence hangs together with the first difference between two worlds.

Steps are looked for backwards from the consequence. A step is tied to the one before it by people: one event names
both. Where nothing ties them, it only comes later, and says so. Nothing here knows what causes what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise, zip_longest
from typing import Any, Final, NamedTuple

from tup_sim.measures.agent_outcomes import AgentOutcomes, Divergence
from tup_sim.measures.agent_trace import Fact, kind_of
from tup_sim.model.parameters.week import HOURS_PER_WEEK

NAMES, AFTER, JOURNAL, HOUR = "names", "after", "journal", "hour"
_SAME_MOMENT = 84.0  # hours within which two events of one kind are the same one
_WEEKS_OF_LESS = 4.0  # weeks below which hours a week say little
_LESS_WORK = 0.9  # part of the hours below which somebody works less
_NOTICEABLE = 0.3  # part of the events of a sort by which two worlds must differ
_ONCE = 0.3  # how heavy a single event weighs against sorts that differ in number
_LATER = 1.0  # hours longer than which a wait is a longer wait
_SHARED = 2  # events two people must have had together
_DEPTH = 2  # people a chain goes back through before the first difference
_WORLD: Final = ("CutAnnounced", "SubsidyChanged", "LeverChanged", "VolunteersLost")
_BY_PLAN: Final = ("redundancy", "temporary contract", "organisation")


class Step(NamedTuple):
    """One link of a chain.

    Attributes:
        begin, end: hours between which it happened.
        kind: what differs (``talks``, ``left``, ``less work`` ...), a key of the words of a report.
        who: whom it is about; empty for what concerns everybody.
        base, other: how often (or how many hours a week) in each world.
        tie: how it is tied to the step before it: ``names`` (about the same person, or events name both people),
            ``journal`` (the journal gives the reason), ``hour`` (in the same hour) or ``after`` (only later).
        via, shared: a person of the step before it, and how many events of the base named both of them.
        absent: of the requests of a client that came later: those served in the base by people who had left the
            other world by then, or never came there.
        fact: the event, if it is a single one.
        reason, instead: why somebody left, and when they left in the base (None: they stayed).
    """

    begin: float
    end: float
    kind: str
    who: str = ""
    base: float = 0.0
    other: float = 0.0
    tie: str = NAMES
    via: str = ""
    shared: int = 0
    absent: int = 0
    fact: Fact | None = None
    reason: str = ""
    instead: float | None = None


class Sort(NamedTuple):
    """One sort of event in a person's life that may differ: its name, events, condition, and whether it is rare."""

    kind: str
    events: tuple[str, ...]
    fits: Callable[[Fact], bool]
    rare: bool = False


SORTS: Final = {
    "volunteer": (
        Sort("talks", ("SessionHeld",), lambda f: f.values["form"] != "attention"),
        Sort("attention", ("AttentionGiven",), lambda f: True),
        Sort("cancelled", ("SessionCancelled",), lambda f: f.values["why"] != "volunteer absent", True),
        Sort("unanswered", ("CallUnanswered",), lambda f: True, True),
        Sort("incident", ("ContactEnded",), lambda f: f.values["incident"], True),
        Sort("limit", ("ContactEnded",), lambda f: f.values["limit"] == "nobody", True),
        Sort("times", ("ShiftEnded",), lambda f: True),
    ),
    "professional": (
        Sort("notice", ("NoticeGiven",), lambda f: True, True),
        Sort("ill", ("FellIll",), lambda f: True, True),
        Sort("contacts", ("ContactEnded",), lambda f: True),
        Sort("calls", ("CallAnswered",), lambda f: not f.values["follow_up"]),
        Sort("incident", ("ContactEnded",), lambda f: f.values["incident"], True),
    ),
    "client": (
        Sort("unmet", ("RequestUnmet",), lambda f: True),
        Sort("helped", ("ContactEnded",), lambda f: True),
        Sort("incident", ("ContactEnded",), lambda f: f.values["incident"], True),
    ),
}
_WITH_A_COACH: Final = {"talks", "attention"}
_MOST_OWN = 3  # sorts of own events shown


class Chains:
    """Finds chains in two worlds.

    Args:
        base, other: the same people in two worlds.
        parting: where the worlds part.
    """

    def __init__(self, base: AgentOutcomes, other: AgentOutcomes, parting: Divergence) -> None:
        self.base, self.other, self.parting = base, other, parting

    def back(self, name: str, until: float, faces: bool = False) -> tuple[Step, ...]:
        """The steps from the first difference to what became of a person by ``until``.

        With ``faces`` the way back from the first familiar helper that a client lost in the other world only.
        """
        steps = self._lost_face(name, until) if faces else []
        return self._complete(steps or self._to(name, until), until)

    def _complete(self, steps: list[Step], until: float) -> tuple[Step, ...]:
        chain = [self._first(steps[0] if steps else None, until), *steps]
        return (chain[0], *(_tied(before, step) for before, step in pairwise(chain)))

    def _lost_face(self, client: str, until: float) -> list[Step]:
        for gone in self.other.lost_by(client, self.parting.hour, until):
            helper = str(gone.values.get("volunteer") or gone.values["professional"])
            befell = self._befell(helper, until, _DEPTH - 1, {client, helper})
            if befell:
                return befell
        return []

    def _to(self, name: str, until: float) -> list[Step]:
        """The steps up to what became of somebody; a leaving by plan needs no more than the notice."""
        if kind_of(name) == "volunteer" and self.began_apart(name):
            return self._entry(name, until)
        planned = self.other.reason(name) in _BY_PLAN
        return (self._told(name, until) if planned else []) or self._steps(name, until, _DEPTH, {name})

    def began_apart(self, name: str) -> bool:
        """A volunteer began in one world only, or weeks apart."""
        here, there = (world.trace.portraits[name]["started"] for world in (self.base, self.other))
        if here is None or there is None:
            return bool(here != there)
        return bool(abs(here - there) > HOURS_PER_WEEK)

    def _entry(self, name: str, until: float) -> list[Step]:
        """How long a candidate waited for the first talk, and whether they dropped out."""
        steps = []
        waits = [_weeks_to_talk(world, name) for world in (self.base, self.other)]
        talked = self.other.facts(name, events=("CandidateDecided",))
        if waits[0] is not None and waits[1] is not None and abs(waits[1] - waits[0]) > 1.0:
            steps.append(Step(talked[0].hour, talked[0].hour, "first talk", name, waits[0], waits[1]))
        for lost in self.other.facts(name, events=("CandidateLost",)):
            steps.append(
                Step(lost.hour, lost.hour, "lost", name, 0, 1, fact=lost, reason=lost.values["step"])
            )
        return steps

    # -- the steps of one person --------------------------------------------------------------------------

    def _steps(self, name: str, until: float, depth: int, seen: set[str]) -> list[Step]:
        """Own events that differ, and before them what befell the people those events were shared with."""
        own = self._through(name, until) or self._own(name, until)
        if depth > 0 and own:
            for other, shared in self._missing(name, until, {step.kind for step in own}).most_common():
                if shared < _SHARED:
                    break
                befell = [] if other in seen else self._befell(other, until, depth - 1, {*seen, other})
                if befell:
                    return [*befell, *(self._shared(step, other, until) for step in own)]
        return own

    def _shared(self, step: Step, other: str, until: float) -> Step:
        """A step, with how many of the events that are missing in it were with somebody in the base."""
        if step.kind == "missed":
            lacking = self._worse(step.who, until)
        else:
            sort = next(sort for sort in SORTS[kind_of(step.who)] if sort.kind == step.kind)
            lacking = unmatched(*self._events(step.who, sort, until))[0]
        shared = sum(1 for fact in lacking if other in fact.values.values())
        return step._replace(via=other, shared=shared) if shared else step

    def _through(self, name: str, until: float) -> list[Step]:
        """The requests of a client that were helped later or not at all, as one step."""
        if kind_of(name) != "client":
            return []
        worse = self._worse(name, until)
        if len(worse) <= self._sooner(name, until):
            return []
        asked = len(self.base.facts(name, self.parting.hour, until, ("RequestMade",)))
        absent = sum(1 for fact in worse if self._absent(str(fact.values["helper"]), fact.hour))
        return [Step(worse[0].hour, worse[-1].hour, "missed", name, asked, len(worse), absent=absent)]

    def _absent(self, name: str, hour: float) -> bool:
        """Somebody had left the other world by this hour, or never came."""
        gone = self.other.gone.get(name)
        return name not in self.other.trace.portraits or (gone is not None and gone.hour <= hour)

    def _own(self, name: str, until: float) -> list[Step]:
        """The sorts of events in a person's own life that differ most, in order of their first difference."""
        steps = []
        for sort in SORTS[kind_of(name)]:
            mine, theirs = self._events(name, sort, until)
            only_base, only_other = unmatched(mine, theirs)
            apart = abs(len(mine) - len(theirs))
            if apart >= max(1.0 if sort.rare else 3.0, _NOTICEABLE * max(len(mine), len(theirs))):
                first = min(fact.hour for fact in (*only_base, *only_other))
                last = max(fact.hour for fact in (*only_base, *only_other))
                weight = apart / max(len(mine), len(theirs)) * (_ONCE if apart == 1 else 1.0)
                fact = only_other[0] if only_other and sort.rare else None
                if fact is not None and sort.kind == "notice":
                    first = last = fact.hour
                steps.append((weight, Step(first, last, sort.kind, name, len(mine), len(theirs), fact=fact)))
        steps.sort(key=lambda each: -each[0])
        return sorted((step for _, step in steps[:_MOST_OWN]), key=lambda step: step.begin)

    def _events(self, name: str, sort: Sort, until: float) -> tuple[list[Fact], list[Fact]]:
        mine, theirs = (
            [fact for fact in world.facts(name, self.parting.hour, until, sort.events) if sort.fits(fact)]
            for world in (self.base, self.other)
        )
        return mine, theirs

    def _missing(self, name: str, until: float, kinds: set[str]) -> Counter[str]:
        """People with whom this person had something in the base that did not happen in the other world."""
        kind = kind_of(name)
        if kind == "client":
            return self._helpers_missed(name, until)
        found: Counter[str] = Counter()
        if kind == "volunteer":
            for sort in SORTS[kind]:
                if sort.kind in kinds & _WITH_A_COACH:
                    for fact in unmatched(*self._events(name, sort, until))[0]:
                        found[str(fact.values.get("coach") or fact.values["professional"])] += 1
        return found

    def _helpers_missed(self, client: str, until: float) -> Counter[str]:
        """Who served in the base the requests that came later or not at all in the other world."""
        return Counter(str(fact.values["helper"]) for fact in self._worse(client, until))

    def _worse(self, client: str, until: float) -> list[Fact]:
        """Contacts of the base whose request waited longer, or too long, in the other world."""
        here, there = (
            {
                _request(fact): fact
                for fact in world.facts(client, self.parting.hour, until, ("ContactEnded",))
            }
            for world in (self.base, self.other)
        )
        missed = {
            (fact.values["task_type"], fact.values["made"])
            for fact in self.other.facts(client, self.parting.hour, until, ("RequestUnmet",))
        }
        return [
            fact
            for request, fact in here.items()
            if request in missed or (request in there and _wait(there[request]) > _wait(fact) + _LATER)
        ]

    def _sooner(self, client: str, until: float) -> int:
        """How many requests of the base came sooner in the other world."""
        here, there = (
            {
                _request(fact): _wait(fact)
                for fact in world.facts(client, self.parting.hour, until, ("ContactEnded",))
            }
            for world in (self.base, self.other)
        )
        return sum(1 for request, wait in here.items() if wait > there.get(request, wait) + _LATER)

    # -- what befell somebody -----------------------------------------------------------------------------

    def _befell(self, name: str, until: float, depth: int, seen: set[str]) -> list[Step]:
        """Whether somebody left, did not come, or worked less in the other world, and what came before that."""
        gone, stayed = self.other.gone.get(name), self.base.gone.get(name)
        if gone is not None and self._earlier(gone, stayed, until):
            why = self.other.reason(name)
            by_plan = why in _BY_PLAN
            own = self._told(name, gone.hour) if by_plan else self._steps(name, gone.hour, depth, seen)
            tie = JOURNAL if by_plan else NAMES
            then = stayed.hour if stayed is not None else None
            left = Step(gone.hour, gone.hour, "left", name, tie=tie, fact=gone, reason=why, instead=then)
            return [*own, left]
        if name not in self.other.trace.portraits:
            begun = self.base.begin(name)
            return [Step(begun, begun, "not there", name)]
        return self._works_less(name, until)

    def _earlier(self, gone: Fact, stayed: Fact | None, until: float) -> bool:
        """Somebody left in the other world, and not or later in the base."""
        there = self.parting.hour <= gone.hour <= until
        return there and (stayed is None or stayed.hour > gone.hour + HOURS_PER_WEEK)

    def _told(self, name: str, until: float) -> list[Step]:
        """The notice somebody was given in the other world only."""
        mine, theirs = (
            self._events(name, SORTS["professional"][0], until)
            if kind_of(name) == "professional"
            else ([], [])
        )
        return [Step(f.hour, f.hour, "notice", name, 0, 1, fact=f) for f in unmatched(mine, theirs)[1][:1]]

    def _works_less(self, name: str, until: float) -> list[Step]:
        if kind_of(name) != "professional":
            return []
        mine, theirs = (
            world.facts(name, self.parting.hour, until, ("ShiftEnded",)) for world in (self.base, self.other)
        )
        first = _first_shorter(mine, theirs, until)
        weeks = (until - first) / HOURS_PER_WEEK
        if weeks < _WEEKS_OF_LESS:
            return []
        base, other = (
            sum(fact.values["planned"] for fact in shifts if fact.hour >= first) / weeks
            for shifts in (mine, theirs)
        )
        if other < _LESS_WORK * base:
            return [Step(first, until, "less work", name, base, other)]
        return []

    # -- the first difference -----------------------------------------------------------------------------

    def _first(self, step: Step | None, until: float) -> Step:
        """The change of policy before a step, or the first difference itself."""
        hour = step.begin if step is not None else until
        only = self._world_changes()
        there = [fact for fact in only if fact.hour <= hour]
        if not there:
            return Step(self.parting.hour, self.parting.hour, "first", tie=AFTER, fact=self.parting.other)
        return Step(there[-1].hour, there[-1].hour, "world", tie=AFTER, fact=there[-1])

    def _world_changes(self) -> list[Fact]:
        """Dated changes of policy in the other world only."""
        known = {(fact.hour, fact.event, *fact.values.values()) for fact in self.base.trace.of(_WORLD)}
        there = self.other.trace.of(_WORLD)
        return [fact for fact in there if (fact.hour, fact.event, *fact.values.values()) not in known]


def _weeks_to_talk(world: AgentOutcomes, name: str) -> float | None:
    """Weeks between asking and the decision after the first talk; None if it did not come to that."""
    asked, decided = (world.facts(name, events=(event,)) for event in ("Enquired", "CandidateDecided"))
    return (decided[0].hour - asked[0].hour) / HOURS_PER_WEEK if asked and decided else None


def _first_shorter(mine: Sequence[Fact], theirs: Sequence[Fact], until: float) -> float:
    """Hour of the first shift that is not the same in both worlds; ``until`` if all are."""
    for here, there in zip_longest(mine, theirs):
        if here is None or there is None or here.values != there.values:
            return min(fact.hour for fact in (here, there) if fact is not None)
    return until


def _request(fact: Fact) -> tuple[Any, ...]:
    return fact.values["task_type"], fact.values["made"]


def _wait(fact: Fact) -> float:
    return float(fact.values["started"] - fact.values["made"])


def _tied(before: Step, step: Step) -> Step:
    """How a step hangs together with the one before it."""
    if step.tie == JOURNAL or (before.who and (before.who == step.who or before.who == step.via)):
        return step
    return step._replace(tie=HOUR if step.begin == before.begin else AFTER)


def unmatched(mine: Sequence[Fact], theirs: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Events of one sort without a counterpart at about the same moment in the other world."""
    left, right, i, j = [], [], 0, 0
    while i < len(mine) and j < len(theirs):
        apart = mine[i].hour - theirs[j].hour
        if abs(apart) <= _SAME_MOMENT:
            i, j = i + 1, j + 1
        elif apart < 0:
            left.append(mine[i])
            i += 1
        else:
            right.append(theirs[j])
            j += 1
    return [*left, *mine[i:]], [*right, *theirs[j:]]
