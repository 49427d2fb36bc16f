"""The room: what teams and teacher do, whether it may be done now, and the log that it goes into."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from random import Random

from tup_sim.errors import Message, TupSimError
from tup_sim.web.classroom.entries import NAME_AT_MOST, by_itself, problem, short
from tup_sim.web.classroom.hour import Entry, Hour, Team, hour_of
from tup_sim.web.classroom.kinds import (
    DEBRIEF,
    END,
    HANDED_IN,
    LOBBY,
    PACKAGES,
    PREDICTED,
    REVEAL,
    STORY,
    SURPRISE,
)
from tup_sim.web.classroom.log import Class, Happens, Log
from tup_sim.web.lessons import Lesson, Menu

LETTERS = "ABCDEFGH"
GRACE = 3.0  # seconds after the end in which what is on its way still counts
MORE = 2.0  # minutes that are given at once
DEMONSTRATION = 4  # teams
FULL = Message("all places are taken; join a team that is there, with its letter and number")
LOCKED = Message("the class is closed for new teams; ask the teacher")
NO_TEAM = Message("there is no team with this letter and number")
CLOSED = Message("the time for this is over; the teacher can open it again")
NOT_YOURS = Message("this team is no longer in the class; join again")
NOBODY = Message("nobody has joined yet; wait, add a team on this laptop, or start a demonstration")
NO_PREDICTION = Message(
    "no team has predicted anything yet, and what comes next is shown after a prediction: open it again, "
    "or fill it in for a team"
)
SEEN = Message("the results were shown already, so what was predicted stands")
DRAWN = Message("a team has already said what this surprise will do; it stays")
ALREADY = Message("this is the last step")
TOO_FULL = Message("the log of this class is full; export it and begin another")
BEGUN = Message("a demonstration can only begin in the lobby, before anybody has joined")


class Room:
    """A class under way.

    Args:
        log: that it is kept in.
        kept: which class of the log.
        lesson: that it has.
        menu: what came out of everything that can be chosen.
        clock: seconds since 1970.
    """

    def __init__(
        self, log: Log, kept: Class, lesson: Lesson, menu: Menu, clock: Callable[[], float] = time.time
    ) -> None:
        self.log, self.kept, self.lesson, self.menu, self.clock = log, kept, lesson, menu, clock
        self._hour = hour_of(_steps(lesson), ())

    @property
    def hour(self) -> Hour:
        """The hour as it stands now; what is over is closed."""
        self._hour.happened(self.log.since(self.kept.name, self._hour.number))
        hour = self._hour
        over = hour.until is not None and hour.paused is None and self.clock() > hour.until + GRACE
        if hour.open and over:
            self._close(hour)
        return self._hour

    def begin_anew(self) -> None:
        """Forget this class, and begin another of the same lesson."""
        self.log.forget(self.kept.name)
        self.kept = self.log.begin(self.lesson.name, self.menu.model, self.clock(), self.kept.teacher)
        self._hour = hour_of(self._hour.steps, ())

    def _do(self, *happens: Happens) -> None:
        if not self.log.add(self.kept.name, happens, self.clock()):
            raise TupSimError(TOO_FULL)
        self._hour.happened(self.log.since(self.kept.name, self._hour.number))

    # -------------------------------------------------------------- teams

    def join(self, name: str) -> tuple[Team, str]:
        """A new team, and what its device knows it by.

        Raises:
            TupSimError: there is no room for it.
        """
        hour = self.hour
        if hour.locked:
            raise TupSimError(LOCKED)
        return self._made(short(name, NAME_AT_MOST), made=False)

    def _made(self, name: str, made: bool) -> tuple[Team, str]:
        hour, key = self.hour, secrets.token_urlsafe(18)
        free = [each for each in LETTERS[: self.lesson.teams] if each not in hour.teams]
        if not free:
            raise TupSimError(FULL)
        pin = f"{secrets.randbelow(9000) + 1000}"
        said = {"name": name, "key": digest(key), "pin": pin, "made": made}
        self._do(Happens("joined", free[0], said))
        return self._hour.teams[free[0]], key

    def return_to(self, letter: str, pin: str) -> tuple[Team, str]:
        """Another device goes on as a team; the one before no longer does.

        Raises:
            TupSimError: there is no such team.
        """
        team = self.hour.teams.get(letter.strip().upper()[:1])
        if team is None or not hmac.compare_digest(team.pin.encode(), pin.strip().encode()):
            raise TupSimError(NO_TEAM)
        key = secrets.token_urlsafe(18)
        self._do(Happens("returned", team.letter, {"key": digest(key)}))
        return team, key

    def team_of(self, key: str) -> Team | None:
        """The team that a device is; None if it is none, or no longer."""
        wanted = digest(key)
        return next((team for team in self.hour.teams.values() if team.key == wanted), None)

    def draft(self, letter: str, entry: Entry) -> None:
        """Keep what is not handed in yet."""
        hour = self.hour
        if not hour.open or letter not in hour.teams or hour.at in hour.teams[letter].entries:
            return
        said = {"step": hour.at, **entry.plain()}
        self.log.keep_draft(self.kept.name, letter, said, self.clock())

    def hand_in(self, letter: str, step: int, entry: Entry) -> None:
        """Take what a team hands in.

        Args:
            letter: of the team.
            step: that its page showed.
            entry: what it hands in.

        Raises:
            TupSimError: it may not, or something is missing; then it is kept as a draft.
        """
        hour = self.hour
        if letter not in hour.teams:
            raise TupSimError(NOT_YOURS)
        late = self.asks_late(hour.teams[letter])
        if step != (hour.revealed() if late else hour.at) or not (hour.open or late):
            raise TupSimError(CLOSED)
        if wrong := problem(hour.steps[step][0], entry, self.lesson):
            self.draft(letter, entry)
            raise TupSimError(wrong)
        said = {"step": step, **entry.plain()}
        self._do(Happens("entry", letter, {**said, "late": True} if late else said))

    def undo(self, letter: str) -> None:
        """A team wants to change what it handed in.

        Raises:
            TupSimError: the time for it is over.
        """
        hour = self.hour
        if not hour.open:
            raise TupSimError(CLOSED)
        if letter in hour.teams and hour.at in hour.teams[letter].entries:
            self._do(Happens("undone", letter, {"step": hour.at}))

    def asks_late(self, team: Team) -> bool:
        """Whether a team has to predict before it sees what is revealed now; that does not count."""
        hour, step = self._hour, self._hour.revealed()
        if step < 0 or step in team.entries:
            return False
        return hour.steps[step][0] not in PACKAGES or bool(hour.package(team, step))

    # ------------------------------------------------------------ the teacher

    def next(self) -> None:
        """Go on, in one or two presses: close what is open, and show what comes next.

        Raises:
            TupSimError: it cannot go on yet, and why.
        """
        hour = self.hour
        if hour.kind == LOBBY and not hour.teams:
            raise TupSimError(NOBODY)
        if hour.open:
            self._close(hour)
            if any(not team.made for team in self._hour.missing()):
                return
        self._go_on()

    def _go_on(self) -> None:
        hour = self._hour
        if hour.at + 1 >= len(hour.steps):
            raise TupSimError(ALREADY)
        if hour.kind in PREDICTED and len(hour.missing()) == len(hour.teams):
            raise TupSimError(NO_PREDICTION)
        happens = [Happens("moved", "", {"to": hour.at + 1})]
        following = hour.steps[hour.at + 1][0]
        if following == SURPRISE and not hour.surprise:
            happens.append(self._drawn([each.key for each in self.lesson.surprises]))
        soon = [kind for kind, _ in hour.steps[hour.at + 1 : hour.at + 3]]
        if STORY in soon and following in (STORY, REVEAL) and len(hour.pair) < 2:
            happens.append(Happens("paired", "", {"teams": self._farthest_apart()}))
        self._do(*happens)

    def _close(self, hour: Hour) -> None:
        """What is over: teams that play by themselves hand in, drafts that are complete count."""
        kind, happens, drafts = hour.kind, [], {}
        for team in hour.missing():
            if team.made:
                entry = by_itself(kind, team.letter, self.kept.name, self.lesson)
                happens.append(Happens("entry", team.letter, {"step": hour.at, **entry.plain()}))
            elif hour.at in team.drafts and not problem(kind, team.drafts[hour.at], self.lesson):
                drafts[team.letter] = team.drafts[hour.at].plain()
        self._do(*happens, Happens("closed", "", {"drafts": drafts}))

    def _farthest_apart(self) -> list[str]:
        """The two teams whose packages differ most."""
        hour = self._hour
        chosen = {letter: hour.package(team, hour.at) for letter, team in hour.teams.items()}
        pairs = [(one, other) for one in chosen for other in chosen if one < other]
        best = max(pairs, key=lambda pair: len(chosen[pair[0]] ^ chosen[pair[1]]), default=tuple(chosen)[:2])
        return list(best)

    def _drawn(self, keys: Sequence[str]) -> Happens:
        luck = Random(f"{self.kept.name} {self._hour.number}")
        return Happens("drawn", "", {"surprise": luck.choice(list(keys))})

    def back(self) -> None:
        """One step back; what was seen stays as it is."""
        if self.hour.at:
            self._do(Happens("moved", "", {"to": self._hour.at - 1}))

    def close(self) -> None:
        """Nothing more can be handed in here."""
        if self.hour.open:
            self._close(self._hour)

    def reopen(self) -> None:
        """What was closed is open for two minutes more.

        Raises:
            TupSimError: what comes after it was seen.
        """
        hour = self.hour
        if hour.kind not in HANDED_IN or (hour.seen and hour.kind != DEBRIEF):
            raise TupSimError(SEEN)
        self._do(Happens("reopened", "", {"minutes": MORE}))

    def pause(self) -> None:
        """The clock stands still, or goes on."""
        self._do(Happens("resumed" if self.hour.paused else "paused"))

    def more(self) -> None:
        """Two minutes more."""
        if self.hour.kind in HANDED_IN and not self._hour.open:
            self.reopen()
        else:
            self._do(Happens("more", "", {"minutes": MORE}))

    def switch(self, name: str) -> None:
        """Turn ``locked``, ``blank`` or ``names``."""
        self._do(Happens("set", "", {name: not getattr(self.hour, name)}))

    def show_address(self, address: str) -> None:
        """Show another of the machine's addresses."""
        self._do(Happens("set", "", {"address": address}))

    def rename(self, letter: str, name: str) -> None:
        """Give a team another name, or none."""
        if letter in self.hour.teams:
            self._do(Happens("renamed", letter, {"name": short(name, NAME_AT_MOST)}))

    def remove(self, letter: str) -> None:
        """Take a team out of the class, with all it handed in."""
        if letter in self.hour.teams:
            self._do(Happens("removed", letter))

    def draw(self, surprise: str = "") -> None:
        """Draw a surprise, another than the one that lies there, or take one.

        Raises:
            TupSimError: somebody has predicted already what it does.
        """
        hour, keys = self.hour, [each.key for each in self.lesson.surprises]
        if hour.kind != SURPRISE or hour.seen or len(hour.missing()) < len(hour.teams):
            raise TupSimError(DRAWN)
        chosen = Happens("drawn", "", {"surprise": surprise})
        self._do(
            chosen if surprise in keys else self._drawn([each for each in keys if each != hour.surprise])
        )

    def pair(self, one: str, other: str) -> None:
        """Choose the two teams whose worlds are told."""
        if one in self.hour.teams and other in self._hour.teams:
            self._do(Happens("paired", "", {"teams": [one, other]}))

    def show(self, letter: str, step: int, number: int, on: bool) -> None:
        """Show an answer on the projector, or hide it."""
        team = self.hour.teams.get(letter)
        if team and step in team.entries and 0 <= number < len(team.entries[step].texts):
            self._do(Happens("shown", letter, {"step": step, "number": number, "on": on}))

    def add_here(self) -> Team:
        """A team without a device of its own, for which the teacher fills in.

        Raises:
            TupSimError: all places are taken.
        """
        return self._made("", made=False)[0]

    def demonstrate(self) -> None:
        """Teams that play by themselves.

        Raises:
            TupSimError: the hour has begun.
        """
        if self.hour.kind != LOBBY or self._hour.teams:
            raise TupSimError(BEGUN)
        for _ in range(min(DEMONSTRATION, self.lesson.teams)):
            self._made("", made=True)


def digest(key: str) -> str:
    """What is kept of the key of a device."""
    return sha256(key.encode()).hexdigest()


def _steps(lesson: Lesson) -> list[tuple[str, float]]:
    return [*((step.kind, float(step.minutes)) for step in lesson.steps), (END, 0.0)]
