"""The twelve questions, as data: what kind of answer each wants, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What kind of answer a question wants."""

    COUNT = "count"
    FTE = "fte"
    HOURS = "hours"
    BUDGET = "budget"
    CHOICE = "choice"
    CUT = "cut"
    DAY = "day"
    NOTICE = "notice"
    SEVERAL = "several"


@dataclass(frozen=True)
class Question:
    """A question; what it says stands in the catalogue of words: ``own-ask-KEY`` and ``own-why-KEY``.

    Attributes:
        key: name of the answer.
        kind: what kind of answer it wants.
        number: which of the twelve it is.
        low, high: what a number may be.
        choices: what can be chosen, if that is asked.
        of_a_cut: whether it is asked only if a cut is planned.
    """

    key: str
    kind: Kind
    number: str
    low: float = 0.0
    high: float = 1e9
    choices: tuple[str, ...] = ()
    of_a_cut: bool = False


@dataclass(frozen=True)
class Answer:
    """What somebody wrote, and what it means.

    Attributes:
        text: as it was written.
        value: a number; a ``Budget``, a ``Cut``; a day or a number of weeks; a choice or several.
        assumed: whether it is our suggestion, and nobody wrote it.
    """

    text: str
    value: Any
    assumed: bool = False


class Budget(NamedTuple):
    """Income in EUR a year, and the part of it that is subsidy; None if nobody said it."""

    total: float
    subsidy: float | None = None


class Cut(NamedTuple):
    """What has to be saved: EUR a year, or a share of the subsidy; 0 EUR if nothing is planned."""

    euro: float | None = None
    share: float | None = None

    @property
    def planned(self) -> bool:
        """Whether anything has to be saved."""
        return bool(self.euro or self.share)


Answers = Mapping[str, Answer]
When = date | int  # a day of the calendar, or a number of weeks

PATTERNS = ("extra", "peer", "owner")
SPARED = ("coordinator", "training", "coaching", "front_line")
HOUSES = ("open_house", "care_home_unit", "buddy_programme")
QUESTIONS = (
    Question("people", Kind.COUNT, "1", 0, 5000),
    Question("fte", Kind.FTE, "2", 0, 5000),
    Question("week", Kind.HOURS, "3", 10, 60),
    Question("coordinator", Kind.FTE, "4", 0, 500),
    Question("volunteers", Kind.COUNT, "5", 0, 50000),
    Question("hours", Kind.HOURS, "6", 0.1, 60),
    Question("clients", Kind.COUNT, "7", 1, 100000),
    Question("waiting", Kind.COUNT, "8", 0, 100000),
    Question("budget", Kind.BUDGET, "9", 1, 1e9),
    Question("pattern", Kind.CHOICE, "10", choices=PATTERNS),
    Question("cut", Kind.CUT, "11", 0, 1e9),
    Question("day", Kind.DAY, "12a", 0, 500, of_a_cut=True),
    Question("notice", Kind.NOTICE, "12b", 0, 500, of_a_cut=True),
    Question("spared", Kind.SEVERAL, "12c", choices=SPARED, of_a_cut=True),
)
BY_KEY = {each.key: each for each in QUESTIONS}
STARTS, LIKE, NAME = "starts", "like", "name"  # what a file of answers may say besides
NAME_AT_MOST = 60  # signs


def asked(answers: Answers) -> Iterator[Question]:
    """The questions that these answers leave to be asked, those of a cut only if one is planned."""
    cut = answers.get("cut")
    for each in QUESTIONS:
        if not each.of_a_cut or (cut is not None and cut.value.planned):
            yield each


def next_question(answers: Answers) -> Question | None:
    """The first that has no answer yet; None if all have one."""
    return next((each for each in asked(answers) if each.key not in answers), None)


def last_answered(answers: Answers) -> Question | None:
    """The last one that has an answer; None if none has."""
    return next((each for each in reversed([*asked(answers)]) if each.key in answers), None)


def value_of(answers: Answers, key: str, otherwise: Any = None) -> Any:
    """What an answer means; something else if there is none."""
    return answers[key].value if key in answers else otherwise
