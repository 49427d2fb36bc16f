"""The table of the first page: a row per comparison, a column per thing that changes, the judge's word in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tup_sim.reporting.brief.roles import shown_first
from tup_sim.reporting.brief.speech import HUNDRED, Speech
from tup_sim.reporting.brief.verdicts import Answer, answer
from tup_sim.reporting.brief.wording import bounds, in_a_word, signed
from tup_sim.reporting.brief.worlds import holds
from tup_sim.study.beside import CONTACT, GRANTED, beside
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

CANNOT, NOTHING = ("unclear", "few", "one_run"), ("negligible", "same")


class Cell(NamedTuple):
    """What a comparison does to one thing.

    Attributes:
        kind: the verdict, for how it looks.
        value: the mean difference, or that it cannot be told.
        word: what the judge says, if the value does not say it.
        between: where the difference probably lies; empty if that is known to be nowhere else.
    """

    kind: str
    value: str
    word: str = ""
    between: str = ""


class Line(NamedTuple):
    """One comparison: what it is called, and its cells."""

    name: str
    cells: list[Cell]


class Part(NamedTuple):
    """Comparisons that answer one question against one reference."""

    heading: str
    lines: list[Line]


class FirstTable(NamedTuple):
    """The table: names of the columns, and rows by question."""

    head: list[str]
    parts: list[Part]


def first_table(found: Findings, speech: Speech) -> FirstTable:
    """The comparisons of the first page, in the outcome of the question and in what is told beside it.

    Args:
        found: what the experiment found.
        speech: the language, which calls outcomes by their plain names.
    """
    keys = [key for key in _columns(found) if _known(found, key)]
    head = [speech.say("column-what"), *(column(key, speech) for key in keys)]
    head += [speech.say("column-worlds")] if counted_in_worlds(found) else []
    return FirstTable(head, list(_parts(found, keys, speech)))


def counted_in_worlds(found: Findings) -> bool:
    """Whether some difference of the first page has a direction that may hold with other assumptions."""
    main = found.experiment.outcomes[0]
    each = (holds(found, answer(found, point, main)) for point in shown_first(found.experiment))
    return any(one is not None and one.share.n for one in each)


def _columns(found: Findings) -> list[Key]:
    """The outcome of the question, then money spent, posts, people and time with clients."""
    asked = found.experiment
    return [asked.outcomes[0], *(key for key in beside(asked) if key.outcome != GRANTED)]


def _known(found: Findings, key: Key) -> bool:
    """Whether some comparison knows an outcome; that of the question always stands there."""
    compared = shown_first(found.experiment)
    return key == found.experiment.outcomes[0] or any(
        answer(found, each, key).difference.n for each in compared
    )


def column(key: Key, speech: Speech) -> str:
    """What a column is called, with its unit."""
    own = f"column-{key.outcome}"
    return speech.say(own) if speech.knows(own) else speech.named(key)


def _parts(found: Findings, keys: Sequence[Key], speech: Speech) -> Iterator[Part]:
    """The rows by question and reference."""
    asked, shown = found.experiment, shown_first(found.experiment)
    for text, points in asked.asked():
        for reference in dict.fromkeys(each.reference for each in points):
            inside = [each for each in points if each.reference == reference and each in shown]
            if inside and reference is not None:
                against = asked.label(asked.points[reference], speech.lang)
                question = f"{text.in_language(speech.lang)} " if asked.questions else ""
                heading = question + speech.say("compared-with", reference=against)
                yield Part(heading, [_line(found, each, keys, speech) for each in inside])


def _line(found: Findings, point: DesignPoint, keys: Sequence[Key], speech: Speech) -> Line:
    answers = [answer(found, point, key) for key in keys]
    cells = [_cell(each, speech) for each in answers]
    if counted_in_worlds(found):
        held = holds(found, answers[0])
        known = held is not None and held.share.n
        cells.append(
            Cell("plain", speech.say("held-short", hits=held.hits, n=held.worlds) if held and known else "–")
        )
    return Line(found.experiment.label(point, speech.lang), cells)


def _cell(each: Answer, speech: Speech) -> Cell:
    """A difference as the judge sees it; where it cannot be told that stands in the place of a number."""
    whole = HUNDRED if each.key.outcome == CONTACT else 1
    word = in_a_word(each, speech)
    if each.verdict == "none":
        return Cell("none", word)
    ends = bounds(each, speech, whole)
    between = "" if each.difference.n < 2 or ends["low"] == ends["high"] else speech.say("span", **ends)
    if each.verdict in NOTHING:
        return Cell(each.verdict, word)
    if each.verdict in CANNOT:
        return Cell(each.verdict, word, between=between)
    return Cell(each.judged.value or each.verdict, signed(each, speech, whole), word, between)
