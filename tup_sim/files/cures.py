"""Finds the line that cures a mistake: it changes the text a little, reads it again, and sees what is left wrong.

Nothing of this happens to a file that is in order, and nothing is ever loaded from a changed text: it is only told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.faults import together
from tup_sim.files.places import Place
from tup_sim.files.reading import Reading
from tup_sim.files.slips import LONGEST, Offer, offers
from tup_sim.files.strict_yaml import NotYaml, TooMuch, read_text

LARGEST = 50_000  # signs; a text that is read in a moment
MOST_READ = 250_000  # signs to read in all trials together: a second at most
EACH = 3_000  # signs that could be read in the time a trial takes for the rest
BACK = 12  # lines before the place of a mistake that may be its cause
MOST_CHILDREN = 12
TABS = (2, 4, 8)

Found = TypeVar("Found")
Lines = Mapping[int, Offer]  # by index of the line


def with_cures(load: Callable[[Reading], Found], reading: Reading | None = None) -> Found:
    """Load something; if that fails, say for as many mistakes as possible which line to write instead.

    Args:
        load: reads files from a reading, and raises all that is wrong with them.
        reading: files that were read already.

    Raises:
        ScenarioError: the only mistake.
        ScenarioErrors: several.
    """
    reading = reading or Reading()
    try:
        return load(reading)
    except ScenarioError as error:
        told = _Search(lambda changed: _faults(load, changed)).told(error.faults, reading)
        raise together(told) from error


def _faults(load: Callable[[Reading], object], reading: Reading) -> Sequence[ScenarioError]:
    try:
        load(reading)
    except ScenarioError as error:
        return error.faults
    return ()


@dataclass(frozen=True)
class _Trial:
    """What was found wrong after some lines were changed."""

    reading: Reading
    faults: Sequence[ScenarioError]
    lines: Lines
    place: Place

    @property
    def score(self) -> tuple[int, int]:
        """Less is better: what cannot be read at all weighs more than any number of mistakes in what can."""
        here = [fault for fault in self.faults if fault.where.rpartition(":")[0] == self.place.label]
        return sum(isinstance(fault, NotYaml) for fault in here), len(here)

    def cures(self, fault: ScenarioError, before: Sequence[ScenarioError]) -> bool:
        """Whether a mistake is gone and no other came, unless it was hidden by text that could not be followed."""
        left, known = {str(each) for each in self.faults}, {str(each) for each in before}
        places = {f"{self.place.label}:{number + 1}" for number in self.lines}
        if str(fault) in left or len(places & {each.where for each in self.faults}) == len(places):
            return False
        return isinstance(fault, NotYaml) or left <= known


@dataclass
class _Search:
    """Tries one change after another, as often as it may."""

    faults_of: Callable[[Reading], Sequence[ScenarioError]]
    left: int = MOST_READ

    def told(self, faults: Sequence[ScenarioError], reading: Reading) -> list[ScenarioError]:
        """Every mistake, with its cure if one was found, in the order in which they were found."""
        told: list[ScenarioError] = []
        open_ = list(faults)
        while open_:
            fault = open_.pop(0)
            cure = self._cure(fault, [*told, fault, *open_], reading)
            if cure is None:
                told.append(fault)
                continue
            told += _as_faults(cure)
            known, reading = {str(each) for each in told}, cure.reading
            open_ = [each for each in cure.faults if str(each) not in known]
        return told

    def _cure(
        self, fault: ScenarioError, all_of_it: Sequence[ScenarioError], reading: Reading
    ) -> _Trial | None:
        """The change that leaves least wrong, if it leaves less wrong than before."""
        found = reading.place_of(fault.where)
        if found is None or len(reading.texts[found[0]]) > LARGEST or isinstance(fault, TooMuch):
            return None
        place, line = found
        lines = reading.texts[place].split("\n")
        best = _Trial(reading, all_of_it, {}, place)
        for change in _changes(lines, min(line, len(lines)) - 1, isinstance(fault, NotYaml)):
            trial = self._tried(change, lines, place, reading)
            if trial is not None and trial.score < best.score and trial.cures(fault, all_of_it):
                best = trial
            if not best.faults or self.left <= 0:
                break
        return self._least(best, lines, reading) if best.lines else None

    def _tried(self, change: Lines, lines: list[str], place: Place, reading: Reading) -> _Trial | None:
        if self.left <= 0 or not all(_can_be_shown(offer.line) for offer in change.values()):
            return None
        text = "\n".join(
            change[number].line if number in change else line for number, line in enumerate(lines)
        )
        self.left -= len(text) + EACH
        changed = Reading({place: text}, reading)
        return _Trial(changed, self.faults_of(changed), change, place)

    def _least(self, best: _Trial, lines: list[str], reading: Reading) -> _Trial:
        """The same without the changed lines that nothing depends on."""
        for number in list(best.lines) if len(best.lines) > 1 else ():
            fewer = {each: offer for each, offer in best.lines.items() if each != number}
            trial = self._tried(fewer, lines, best.place, reading)
            if trial is not None and trial.score <= best.score:
                best = trial
        return best


def _can_be_shown(line: str) -> bool:
    return line.isprintable() and len(line) <= LONGEST


def _as_faults(cure: _Trial) -> Iterator[ScenarioError]:
    """What was wrong with the lines, and what to write instead."""
    for number, offer in sorted(cure.lines.items()):
        where = f"{cure.place.label}:{number + 1}"
        yield ScenarioError(offer.problem, where, Message("write: {line}", line=offer.line))


def _changes(lines: list[str], at: int, not_yaml: bool) -> Iterator[Lines]:
    """Changes that may cure a mistake in a line, the likeliest first."""
    near = list(range(at, max(at - BACK, -1), -1)) if not_yaml else [at, *_below(lines, at)[:MOST_CHILDREN]]
    if any(line.startswith("\t") for line in lines):
        yield from _without_tabs(lines)
    for number in near:
        for offer in offers(lines[number]):
            yield {number: offer}
            yield from _with_others(lines, number, offer)
    if not_yaml:
        yield from _everywhere(lines)
    for number in near[:4] if not_yaml else (at,):
        yield from _indented(lines, number)


def _without_tabs(lines: list[str]) -> Iterator[Lines]:
    """All tabs at the begin of lines as spaces, as wide as they may have been on the screen."""
    for width in TABS:
        yield {number: _untabbed(line, width) for number, line in enumerate(lines) if "\t" in _indent(line)}


def _untabbed(line: str, width: int) -> Offer:
    problem = Message("a tab stands at the begin of this line; use spaces, not tabs")
    indent = _indent(line)
    return Offer(indent.replace("\t", " " * width) + line[len(indent) :], problem)


def _with_others(lines: list[str], at: int, offer: Offer) -> Iterator[Lines]:
    """The same slip in the lines around; and the lines below an item moved along with it."""
    same = {at: offer}
    for step in (-1, 1):
        number = at + step
        while 0 <= number < len(lines) and (
            other := next((each for each in offers(lines[number]) if each.problem == offer.problem), None)
        ):
            same[number] = other
            number += step
    if len(same) > 1:
        yield same
    if offer.line.lstrip().startswith("- ") and _below(lines, at):
        yield {at: offer} | {number: _moved(lines[number], 1) for number in _below(lines, at)}


def _everywhere(lines: list[str]) -> Iterator[Lines]:
    """Every line that says nothing alone, as the first thing it may have been meant to say."""
    found: dict[int, Offer] = {}
    for number, line in enumerate(lines):
        if "\t" in _indent(line):
            found[number] = _untabbed(line, TABS[0])
            line = found[number].line
        if line.strip() and not _says_something(line):
            offer = next((each for each in offers(line) if _says_something(each.line)), None)
            found |= {number: offer} if offer else {}
    if found:
        yield found


def _says_something(line: str) -> bool:
    """Whether a line alone is a key, an item of a list or a remark."""
    if line.lstrip().startswith("#"):
        return True
    try:
        return isinstance(read_text(line.strip(), "").value, dict | tuple)
    except ScenarioError:
        return False


def _indented(lines: list[str], at: int) -> Iterator[Lines]:
    """A line, with or without those below it, indented like a line before it; what may belong under it as well."""
    before = [len(_indent(line)) for line in reversed(lines[:at]) if line.strip()]
    here = len(_indent(lines[at]))
    for width in dict.fromkeys([*before[:1], *(each + 2 for each in before[:1]), *before[1:], 0]):
        if width != here and _says_something(lines[at]):
            moved = {at: _moved(lines[at], width - here)}
            yield moved
            if below := _below(lines, at):
                yield moved | {number: _moved(lines[number], width - here) for number in below}
    if lines[at].rstrip().endswith(":"):
        yield from _children(lines, at)


def _children(lines: list[str], at: int) -> Iterator[Lines]:
    """The lines behind a key without a value, one more every time, as its own."""
    here, found = len(_indent(lines[at])), dict[int, Offer]()
    for number in range(at + 1, min(at + 1 + MOST_CHILDREN, len(lines))):
        if not _says_something(lines[number]) or len(_indent(lines[number])) < here:
            return
        found[number] = _moved(lines[number], 2)
        if not _below(lines, number):
            yield dict(found)


def _moved(line: str, by: int) -> Offer:
    """A line with other indentation."""
    indent = " " * max(len(_indent(line)) + by, 0)
    return Offer(indent + line.lstrip(), Message("this line is not indented like those it belongs to"))


def _below(lines: list[str], at: int) -> list[int]:
    """The lines that are indented deeper than this one, until one is not."""
    here, found = len(_indent(lines[at])), list[int]()
    for number in range(at + 1, len(lines)):
        if lines[number].strip() and len(_indent(lines[number])) <= here:
            break
        found += [number] if lines[number].strip() else []
    return found


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
