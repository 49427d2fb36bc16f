"""The hour as it stands: what follows from everything that happened, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tup_sim.web.classroom.kinds import HANDED_IN, PACKAGES, REVEAL, SURPRISE
from tup_sim.web.classroom.log import Event

MINUTE = 60.0


class Entry(NamedTuple):
    """What a team hands in.

    Attributes:
        package: the measures it chooses.
        said: what it predicts, by outcome: better, worse or alike.
        texts: why, or its answers to the questions of the debrief.
    """

    package: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {"package": list(self.package), "said": dict(self.said), "texts": list(self.texts)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Entry:
        """From the log."""
        return cls(tuple(plain["package"]), tuple(plain["said"].items()), tuple(plain["texts"]))


@dataclass
class Team:
    """A team.

    Attributes:
        letter: what everybody sees of it.
        name: that it chose; only the teacher sees it, unless names are shown.
        key: digest of what its device knows it by.
        pin: with which another device takes over.
        made: whether it plays by itself, in a demonstration.
        version: changes with what its own page shows.
        drafts, entries: by the number of the step.
        late: steps whose entry came after the reveal and does not count.
        by_draft: steps whose entry was only a draft when time was over.
    """

    letter: str
    name: str = ""
    key: str = ""
    pin: str = ""
    made: bool = False
    version: int = 0
    drafts: dict[int, Entry] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    late: set[int] = field(default_factory=set)
    by_draft: set[int] = field(default_factory=set)

    def in_time(self, step: int) -> bool:
        """Whether it handed in what a step asked, before that was revealed: only then does it count."""
        return step in self.entries and step not in self.late


@dataclass
class Hour:
    """Where the class is.

    Attributes:
        steps: kinds of the steps of the hour and the minutes of each.
        at: number of the present step.
        farthest: of the last step that anybody saw.
        number: of the last event.
        turn: changes with what everybody's page shows.
        open: whether something can be handed in.
        until: when that ends, seconds since 1970; None if nobody said so.
        paused: since when; None if it goes on.
        locked: whether nobody else may join.
        blank: whether the projector shows nothing.
        names: whether the projector shows the names of teams.
        surprise: that was drawn; empty before.
        pair: the two teams whose worlds are told.
        shown: answers of the debrief that the projector shows: letter, step, number.
        address: which of the machine's addresses is shown; empty for the likeliest.
        teams: by their letters.
    """

    steps: tuple[tuple[str, float], ...]
    at: int = 0
    farthest: int = 0
    number: int = 0
    turn: int = 0
    open: bool = False
    until: float | None = None
    paused: float | None = None
    locked: bool = False
    blank: bool = False
    names: bool = False
    surprise: str = ""
    pair: tuple[str, ...] = ()
    shown: set[tuple[str, int, int]] = field(default_factory=set)
    address: str = ""
    teams: dict[str, Team] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Kind of the present step."""
        return self.steps[self.at][0]

    @property
    def seen(self) -> bool:
        """Whether what comes after the present step was seen already, so nothing in it can change."""
        return self.farthest > self.at

    def revealed(self) -> int:
        """Number of the step whose predictions the present step reveals; -1 if it reveals none."""
        if self.kind != REVEAL:
            return -1
        return max((n for n, (kind, _) in enumerate(self.steps[: self.at]) if kind in HANDED_IN), default=-1)

    @property
    def about(self) -> int:
        """Number of the step that the present one is about: whose predictions it reveals, or itself."""
        return step if (step := self.revealed()) >= 0 else self.at

    def package(self, team: Team, step: int) -> frozenset[str]:
        """What a team has chosen up to a step: what it handed in last, or nothing."""
        for number in range(step, -1, -1):
            if self.steps[number][0] in PACKAGES and team.in_time(number):
                return frozenset(team.entries[number].package)
        return frozenset()

    def goes_on(self, team: Team, step: int) -> bool:
        """Whether the package of a team in a step is one of an earlier step, for it handed in none in time."""
        return self.steps[step][0] in PACKAGES and not team.in_time(step) and bool(self.package(team, step))

    def has_chosen(self, team: Team, step: int) -> bool:
        """Whether a team has a result of its own in a step: it handed in a package up to it, or none was asked yet."""
        asked = [n for n, (kind, _) in enumerate(self.steps[: step + 1]) if kind in PACKAGES]
        return not asked or any(map(team.in_time, asked))

    def surprised(self, step: int) -> str | None:
        """The surprise that has come in a step; None before it."""
        there = any(kind == SURPRISE for kind, _ in self.steps[: step + 1])
        return self.surprise if there and self.surprise else None

    def missing(self) -> list[Team]:
        """Teams that have not handed anything in here."""
        return [team for team in self.teams.values() if self.at not in team.entries]

    def happened(self, events: Iterable[Event]) -> Hour:
        """Take in what happened.

        Args:
            events: after those that are in it already.
        """
        for event in events:
            _FOLLOWS[event.kind](self, event)
            self.number = event.number
            if event.kind not in _OF_ONE_TEAM:
                self.turn += 1
        return self


def _joined(hour: Hour, event: Event) -> None:
    said = event.said
    made = bool(said.get("made"))
    hour.teams[event.team] = Team(event.team, said["name"], said["key"], said["pin"], made)
    hour.teams = dict(sorted(hour.teams.items()))


def _returned(hour: Hour, event: Event) -> None:
    hour.teams[event.team].key = event.said["key"]
    _changed(hour, event)


def _renamed(hour: Hour, event: Event) -> None:
    hour.teams[event.team].name = event.said["name"]
    _changed(hour, event)


def _removed(hour: Hour, event: Event) -> None:
    del hour.teams[event.team]
    hour.shown = {each for each in hour.shown if each[0] != event.team}
    hour.pair = ()


def _changed(hour: Hour, event: Event) -> None:
    hour.teams[event.team].version += 1


def _draft(hour: Hour, event: Event) -> None:
    hour.teams[event.team].drafts[event.said["step"]] = Entry.of(event.said)


def _entry(hour: Hour, event: Event) -> None:
    team, step = hour.teams[event.team], event.said["step"]
    team.entries[step] = team.drafts[step] = Entry.of(event.said)
    if event.said.get("late"):
        team.late.add(step)
    _changed(hour, event)


def _undone(hour: Hour, event: Event) -> None:
    hour.teams[event.team].entries.pop(event.said["step"], None)
    _changed(hour, event)


def _moved(hour: Hour, event: Event) -> None:
    hour.at = event.said["to"]
    fresh = hour.at > hour.farthest
    hour.farthest = max(hour.farthest, hour.at)
    hour.open = hour.kind in HANDED_IN and (fresh or not hour.seen)
    hour.until = event.moment + hour.steps[hour.at][1] * MINUTE if hour.steps[hour.at][1] else None
    hour.paused = None
    hour.blank = False


def _closed(hour: Hour, event: Event) -> None:
    hour.open = False
    for letter, draft in event.said["drafts"].items():
        team = hour.teams[letter]
        team.entries[hour.at] = Entry.of(draft)
        team.by_draft.add(hour.at)


def _reopened(hour: Hour, event: Event) -> None:
    hour.open, hour.paused = True, None
    hour.until = event.moment + event.said["minutes"] * MINUTE
    for team in hour.teams.values():
        if hour.at in team.by_draft:
            team.by_draft.discard(hour.at)
            team.entries.pop(hour.at, None)


def _paused(hour: Hour, event: Event) -> None:
    hour.paused = event.moment


def _resumed(hour: Hour, event: Event) -> None:
    if hour.paused is not None and hour.until is not None:
        hour.until += event.moment - hour.paused
    hour.paused = None


def _more(hour: Hour, event: Event) -> None:
    hour.until = max(hour.until or event.moment, event.moment) + event.said["minutes"] * MINUTE


def _drawn(hour: Hour, event: Event) -> None:
    hour.surprise = event.said["surprise"]


def _paired(hour: Hour, event: Event) -> None:
    hour.pair = tuple(event.said["teams"])


def _shown(hour: Hour, event: Event) -> None:
    which = (event.team, event.said["step"], event.said["number"])
    (hour.shown.add if event.said["on"] else hour.shown.discard)(which)


def _set(hour: Hour, event: Event) -> None:
    """A switch of the teacher: locked, blank, names, address."""
    for name, value in event.said.items():
        setattr(hour, name, value)


_OF_ONE_TEAM = {"draft", "entry", "undone", "returned"}  # leave the pages of others as they are
_FOLLOWS: Mapping[str, Callable[[Hour, Event], None]] = {
    "joined": _joined,
    "returned": _returned,
    "renamed": _renamed,
    "removed": _removed,
    "draft": _draft,
    "entry": _entry,
    "undone": _undone,
    "moved": _moved,
    "closed": _closed,
    "reopened": _reopened,
    "paused": _paused,
    "resumed": _resumed,
    "more": _more,
    "drawn": _drawn,
    "paired": _paired,
    "shown": _shown,
    "set": _set,
}


def hour_of(steps: Sequence[tuple[str, float]], events: Iterable[Event]) -> Hour:
    """The hour after everything that happened."""
    return Hour(tuple(steps)).happened(events)
