"""What a team hands in: read from a form, and held against the rules of the lesson."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tup_sim.errors import Message
from tup_sim.web.classroom.hour import Entry
from tup_sim.web.classroom.kinds import DEBRIEF, OUTCOMES, PACKAGES, PREDICT, QUESTIONS
from tup_sim.web.lessons import Lesson

TEXT_AT_MOST, NAME_AT_MOST = 140, 24  # signs
SAID = ("worse", "alike", "better")
TOO_DEAR = Message("the package costs more points than there are; leave something out")
TOO_FEW = Message("predict {n} outcomes before you hand it in", n=OUTCOMES)
TOO_MANY = Message("predict {n} outcomes, no more; leave the others open", n=OUTCOMES)
ONE_OUTCOME = Message("choose one outcome before you hand it in")
NOTHING_SAID = Message("write something before you hand it in")


def read(kind: str, sent: Sequence[tuple[str, str]], lesson: Lesson) -> Entry:
    """What a form says; what the lesson does not know is left out.

    Args:
        kind: of the step.
        sent: names and values of the form.
        lesson: that the class has.
    """
    given = dict(sent)
    texts = tuple(short(given.get(name, "")) for name in text_names(kind))
    if kind == PREDICT:
        worse = given.get("worse", "")
        said = ((worse, SAID[0]),) if worse in lesson.outcomes else ()
        return Entry((), said, texts)
    if kind in PACKAGES:
        ticked = {value for name, value in sent if name == "take"}
        package = tuple(each.key for each in lesson.measures if each.key in ticked)
        pairs = ((outcome, given.get(f"said-{outcome}", "")) for outcome in lesson.outcomes)
        return Entry(package, tuple((outcome, word) for outcome, word in pairs if word in SAID), texts)
    return Entry(texts=texts)


def text_names(kind: str) -> tuple[str, ...]:
    """Names of the texts in a form."""
    return QUESTIONS if kind == DEBRIEF else ("why",)


def short(text: str, most: int = TEXT_AT_MOST) -> str:
    """A text from a form, on one line, without signs that cannot be seen, and no longer than may be."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:most].strip()


def price(package: Sequence[str], lesson: Lesson) -> int:
    """Points that a package costs."""
    return sum(each.price for each in lesson.measures if each.key in package)


def problem(kind: str, entry: Entry, lesson: Lesson) -> Message | None:
    """Why it cannot be handed in; None if it can."""
    if kind == PREDICT:
        return None if entry.said else ONE_OUTCOME
    if kind == DEBRIEF:
        return None if any(entry.texts) else NOTHING_SAID
    if price(entry.package, lesson) > lesson.points:
        return TOO_DEAR
    if len(entry.said) != OUTCOMES:
        return TOO_FEW if len(entry.said) < OUTCOMES else TOO_MANY
    return None


def by_itself(kind: str, letter: str, seed: str, lesson: Lesson) -> Entry:
    """What a team of a demonstration hands in: always the same for a letter and a seed.

    Args:
        kind: of the step.
        letter: of the team.
        seed: of the class.
        lesson: that it has.
    """
    luck = Random(f"{seed} {kind} {letter}")
    if kind == PREDICT:
        return Entry(said=((luck.choice(lesson.outcomes), SAID[0]),), texts=("",))
    if kind not in PACKAGES:
        return Entry(texts=("",) * len(QUESTIONS))
    package: list[str] = []
    for each in luck.sample(lesson.measures, len(lesson.measures)):
        if price([*package, each.key], lesson) <= lesson.points:
            package.append(each.key)
    said = {outcome: luck.choice(SAID) for outcome in luck.sample(lesson.outcomes, OUTCOMES)}
    ordered = tuple(each.key for each in lesson.measures if each.key in package)
    return Entry(ordered, tuple((each, said[each]) for each in lesson.outcomes if each in said), ("",))
