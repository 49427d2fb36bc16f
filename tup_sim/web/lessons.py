"""Lessons: what befalls an organisation, what a team may choose at which price, and the answers, computed beforehand.

A lesson is a file (``lesson_files/NAME.yaml``); everything that is run of it follows from there. What came out stands
beside it in a menu (``NAME.menu.json``), which ``tup-sim menu`` writes, so that in class it is there at once.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.errors import Message, TupSimError, one_line
from tup_sim.files.keys import did_you_mean
from tup_sim.files.manifest import fingerprint
from tup_sim.files.places import is_path
from tup_sim.study.store import digest
from tup_sim.texts import LANGUAGES
from tup_sim.web.classroom.kinds import DEBRIEF
from tup_sim.web.lesson_file import Written, read

FILES = Path(__file__).parent / "lesson_files"
ENDING, MENU = ".yaml", ".menu.json"
LATE = "late"  # the weeks that are looked at


class Measure(NamedTuple):
    """Something a team may choose.

    Attributes:
        key: its name in a menu.
        price: in points.
        labels, helps: what it is called, and what it is; by language.
        values: what it sets from the week of the decision on: parameter to value.
    """

    key: str
    price: int
    labels: Mapping[str, str]
    helps: Mapping[str, str]
    values: Mapping[str, Any]

    def label(self, lang: str) -> str:
        """What it is called."""
        return self.labels[lang]

    def help(self, lang: str) -> str:
        """What it is, in a sentence or two."""
        return self.helps[lang]


class Surprise(NamedTuple):
    """Something that befalls all teams in the second round.

    Attributes:
        key: its name in a menu.
        at, until: week in which it begins, and ends; None if it does not end.
        labels, texts: what it is called, and what happens; by language.
        values: what it sets from then on.
        befalls: what stands in the scenario from the beginning, with a week of its own.
    """

    key: str
    at: int
    until: int | None
    labels: Mapping[str, str]
    texts: Mapping[str, str]
    values: Mapping[str, Any]
    befalls: Mapping[str, Any]

    def label(self, lang: str) -> str:
        """What it is called."""
        return self.labels[lang]

    def text(self, lang: str) -> str:
        """What happens, in a sentence or two."""
        return self.texts[lang]


class Step(NamedTuple):
    """A part of the hour: lobby, predict, reveal, choose, surprise, story or debrief; and how many minutes it has."""

    kind: str
    minutes: int


class Case(NamedTuple):
    """What a menu has an answer for: the chosen measures, and the surprise; None for none."""

    package: frozenset[str]
    surprise: str | None = None


class Lesson(NamedTuple):
    """A lesson.

    Attributes:
        name: of its file.
        path: of its file; the menu lies beside it.
        titles: by language.
        minutes: that it takes.
        teams: at most.
        organisation: that everybody is the board of.
        weeks: that are simulated.
        cut: part of the subsidy that is taken away.
        cut_at, announced: week of the cut, and how many weeks before people hear of it.
        decided: week from which measures act.
        window: begin and end of the weeks that are looked at.
        points: that a team may spend.
        measures: on the menu.
        surprises: that may be drawn; none in a short lesson.
        outcomes: that are shown, with their window, as ``core_met@late``.
        steps: of the hour, in order.
    """

    name: str
    path: Path
    titles: Mapping[str, str]
    minutes: int
    teams: int
    organisation: str
    weeks: int
    cut: float
    cut_at: int
    announced: int
    decided: int
    window: tuple[int, int]
    points: int
    measures: tuple[Measure, ...]
    surprises: tuple[Surprise, ...]
    outcomes: tuple[str, ...]
    steps: tuple[Step, ...]

    def title(self, lang: str) -> str:
        """What it is called."""
        return self.titles[lang]

    def price(self, package: frozenset[str]) -> int:
        """Points that a package costs."""
        return sum(each.price for each in self.measures if each.key in package)

    def packages(self) -> Iterator[frozenset[str]]:
        """Every package that can be paid, the smallest first."""
        keys = [each.key for each in self.measures]
        for many in range(len(keys) + 1):
            for chosen in combinations(keys, many):
                if self.price(frozenset(chosen)) <= self.points:
                    yield frozenset(chosen)

    def cases(self) -> Iterator[Case]:
        """Everything that a menu of it has an answer for."""
        for package in self.packages():
            for surprise in (None, *(each.key for each in self.surprises)):
                yield Case(package, surprise)

    def lasting(self, minutes: int) -> Lesson:
        """The same lesson in another time: looking back keeps its minutes where there are fewer, the rest gives way.

        Args:
            minutes: that it takes.

        Raises:
            TupSimError: there is no minute left for each step.
        """
        shorter = minutes < self.minutes
        kept = [step.minutes if shorter and step.kind == DEBRIEF else 0 for step in self.steps]
        given = [step.minutes for step, own in zip(self.steps, kept, strict=True) if not own]
        free = minutes - sum(kept)
        if free < len(given):
            raise TupSimError(Message("this lesson takes at least {n} minutes", n=sum(kept) + len(given)))
        lengths = iter(_shared(free, given))
        steps = [
            step._replace(minutes=own or next(lengths)) for step, own in zip(self.steps, kept, strict=True)
        ]
        return self._replace(minutes=minutes, steps=tuple(steps))

    def named(self, case: Case) -> str:
        """The name of a case: ``coordinator+thanks``, ``nothing``, ``nothing, second_cut``."""
        chosen = "+".join(each.key for each in self.measures if each.key in case.package) or "nothing"
        return f"{chosen}, {case.surprise}" if case.surprise else chosen


def _shared(minutes: int, parts: Sequence[int]) -> list[int]:
    """Whole minutes in the proportion of parts, at least one for each."""
    ends = [0]
    for number, until in enumerate(accumulate(parts), 1):
        latest = minutes - (len(parts) - number)
        ends.append(max(ends[-1] + 1, min(round(until * minutes / (sum(parts) or 1)), latest)))
    return [end - begin for begin, end in pairwise(ends)]


def names() -> list[str]:
    """The lessons that come with the package, the longest first."""
    found = [path.stem for path in FILES.glob(f"*{ENDING}")]
    return sorted(found, key=lambda name: -load(name).minutes)


def load(name: str) -> Lesson:
    """A lesson by its name, or by the path of its file.

    Raises:
        ScenarioError: the file cannot be used; says on which line.
        TupSimError: there is no such lesson.
    """
    path = Path(name) if is_path(name) else FILES / f"{name}{ENDING}"
    if not is_path(name) and not path.is_file():
        known = [each.stem for each in FILES.glob(f"*{ENDING}")]
        hint = did_you_mean(name, known) or Message("known are {names}", names=", ".join(sorted(known)))
        what = Message("there is no lesson '{name}' ({hint})", name=one_line(name), hint=hint)
        raise TupSimError(what)
    return _lesson(path, read(path))


def _lesson(path: Path, row: Written) -> Lesson:
    measures = (
        Measure(each.key, each.price, each.label.model_dump(), each.help.model_dump(), each.set)
        for each in row.measures
    )
    surprises = (
        Surprise(
            each.key, each.at, each.until, each.label.model_dump(), each.text.model_dump(), each.set, each.befalls
        )
        for each in row.surprises
    )  # fmt: skip
    return Lesson(
        path.stem, path, row.title.model_dump(), row.minutes, row.teams, row.organisation, row.weeks,
        row.cut.size, row.cut.at, row.cut.announced, row.decided, row.window, row.points,
        tuple(measures), tuple(surprises), tuple(f"{each}@{LATE}" for each in row.outcomes),
        tuple(Step(each.kind, each.minutes) for each in row.steps),
    )  # fmt: skip


# ----------------------------------------------------------------------------------- the answers, computed beforehand

Values = Mapping[str, tuple[float, ...]]  # outcome to its value in every run


@dataclass(frozen=True)
class Menu:
    """What came of every case of a lesson, run by run with the same luck.

    Attributes:
        lesson: that it is of.
        model: fingerprint of the model that it was computed with.
        same_for: fingerprints of other models that were seen to give the same numbers.
        asks: what decided the runs, as a digest.
        base: values of the organisation without a cut, without measures and without a surprise.
        cases: name of a case to its values.
    """

    lesson: Lesson
    model: str
    same_for: tuple[str, ...]
    asks: str
    base: Values
    cases: Mapping[str, Values]

    @classmethod
    def of(cls, lesson: Lesson) -> Menu:
        """The menu that lies beside a lesson, also one of another model.

        Raises:
            TupSimError: there is none, or its file was changed or cut short.
        """
        place = menu_place(lesson)
        try:
            told = json.loads(place.read_text(encoding="utf-8"))
            seal = told.pop("seal")
            if seal != sealed(told):
                raise ValueError
            cases = {name: _values(each) for name, each in told["cases"].items()}
            base = _values(told["base"])
            return cls(lesson, told["model"], tuple(told["same_for"]), told["asks"], base, cases)
        except FileNotFoundError:
            what = "the menu of {lesson} was not computed yet; {command} does it"
            raise TupSimError(Message(what, lesson=lesson.name, command=command_of(lesson))) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            what = "{file} cannot be read, or was changed by hand; {command} writes it again"
            raise TupSimError(Message(what, file=place.name, command=command_of(lesson))) from error

    @property
    def stale(self) -> bool:
        """Whether it is of another model, or of the lesson as it was before somebody changed it."""
        return self.asks != asks_of(self.lesson) or fingerprint() not in (self.model, *self.same_for)

    @property
    def command(self) -> str:
        """What computes it again."""
        return command_of(self.lesson)

    @property
    def warning(self) -> Message | None:
        """What to know of a menu that is stale: the model it is of, and the command; None if it is not."""
        if not self.stale:
            return None
        if self.asks != asks_of(self.lesson):
            changed = "the lesson was changed since its answers were computed; {command} computes them again"
            return Message(changed, command=self.command)
        older = "these answers are of model {then}, and today's is {now}; {command} computes them again"
        return Message(older, then=self.model[:8], now=fingerprint()[:8], command=self.command)

    @property
    def runs(self) -> int:
        """Of each case."""
        return min(map(len, self.base.values()), default=0)

    def has(self, package: frozenset[str], surprise: str | None = None) -> bool:
        """Whether there is an answer for a package, with a surprise or without."""
        return self.lesson.named(Case(package, surprise)) in self.cases

    def values(self, package: frozenset[str], surprise: str | None = None) -> Values:
        """The outcomes of a case in every run, each in its unit.

        Raises:
            KeyError: there is no answer for it.
        """
        return self.cases[self.lesson.named(Case(package, surprise))]

    def answer(self, package: frozenset[str], surprise: str | None = None) -> Values:
        """The differences with the organisation without a cut, in every run: outcome to one number per run.

        Args:
            package: keys of the measures that were chosen.
            surprise: its key; None for none.

        Raises:
            KeyError: there is no answer for it.
        """
        found = self.values(package, surprise)
        return {
            outcome: tuple(mine - theirs for mine, theirs in zip(found[outcome], base, strict=True))
            for outcome, base in self.base.items()
        }


def menu_place(lesson: Lesson) -> Path:
    """Where the menu of a lesson lies."""
    return lesson.path.with_name(f"{lesson.name}{MENU}")


def command_of(lesson: Lesson) -> str:
    """What computes the menu of a lesson."""
    return f"tup-sim menu {lesson.name if lesson.path.parent == FILES else lesson.path}"


def asks_of(lesson: Lesson) -> str:
    """What decides the runs of a lesson, and not how it is told, as a digest."""
    measures = [[each.key, each.values] for each in lesson.measures]
    surprises = [[each.key, each.at, each.until, each.values, each.befalls] for each in lesson.surprises]
    cut = [cut_of(lesson), lesson.decided]
    return digest(
        [lesson.organisation, lesson.weeks, lesson.window, lesson.outcomes, cut, measures, surprises]
    )


def sealed(told: Mapping[str, Any]) -> str:
    """A digest of everything in a file but itself."""
    return digest(dict(told))


def _values(told: Mapping[str, Sequence[float]]) -> Values:
    return {outcome: tuple(map(float, each)) for outcome, each in told.items()}


# ---------------------------------------------------------------------- files that are laid over the organisation


def scenario_text(lesson: Lesson, case: Case) -> str:
    """A scenario file that lays a case over the organisation of the lesson: the cut, the measures, the surprise.

    Args:
        lesson: that it is of.
        case: what was chosen and what came of itself.
    """
    parts = parts_of(lesson, case)
    about = {lang: "; ".join(each.label(lang) for each in parts) or lesson.title(lang) for lang in LANGUAGES}
    befalls = [each.befalls for each in parts if isinstance(each, Surprise)]
    values = dict(ChainMap({"cut": cut_of(lesson)}, *map(dict, befalls)))
    return _file(about, values, [_change(lesson, each) for each in parts if each.values])


def parts_of(lesson: Lesson, case: Case) -> list[Measure | Surprise]:
    """The chosen measures in the order of the menu, and the surprise."""
    found: list[Measure | Surprise] = [each for each in lesson.measures if each.key in case.package]
    return found + [each for each in lesson.surprises if each.key == case.surprise]


def part_text(lesson: Lesson, part: Measure | Surprise) -> str:
    """A scenario file with one part of a lesson, to be laid over the organisation with the cut."""
    befalls = part.befalls if isinstance(part, Surprise) else {}
    return _file(part.labels, befalls, [_change(lesson, part)] if part.values else [])


def cut_of(lesson: Lesson) -> dict[str, Any]:
    """The cut, as it stands in a scenario."""
    return {"size": lesson.cut, "at": lesson.cut_at, "announced": lesson.announced}


def _change(lesson: Lesson, part: Measure | Surprise) -> dict[str, Any]:
    at = part.at if isinstance(part, Surprise) else lesson.decided
    until = {"until": part.until} if isinstance(part, Surprise) and part.until is not None else {}
    return {"label": part.label("en"), "at": at, **until, "set": dict(part.values)}


def _file(about: Mapping[str, str], values: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> str:
    """The text of a shock; JSON is YAML as well."""
    lines = [
        "kind: shock",
        f"about: {_json(about)}",
        *(f"{name}: {_json(each)}" for name, each in values.items()),
    ]
    if changes:
        lines += ["changes:", *(f"  - {_json(each)}" for each in changes)]
    return "\n".join(lines) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
