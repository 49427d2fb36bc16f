"""A file of answers, for scripts and to go on where one stopped: a key for each question, as one would type it."""

from __future__ import annotations

from pathlib import Path

from tup_sim.errors import Message, ScenarioError, TupSimError, one_line
from tup_sim.files.calendar import read_starts
from tup_sim.files.faults import Faults
from tup_sim.files.keys import did_you_mean
from tup_sim.files.quantities import as_it_stands
from tup_sim.files.strict_yaml import Node, described, read_file
from tup_sim.own_house.checking import contradicted, problem
from tup_sim.own_house.questions import (
    BY_KEY,
    HOUSES,
    LIKE,
    NAME,
    NAME_AT_MOST,
    QUESTIONS,
    STARTS,
    Answer,
    asked,
)
from tup_sim.own_house.reading import read
from tup_sim.own_house.suggesting import suggested

KEYS = (*BY_KEY, STARTS, LIKE, NAME)


def read_answers(path: Path) -> dict[str, Answer]:
    """Read a file of answers.

    Raises:
        ScenarioError: a key is not known, an answer means nothing, or contradicts another.
        ScenarioErrors: several mistakes, all of them told.
    """
    parts, faults = read_file(path, str(path)).items(), Faults()
    for name, node in parts.items():
        if name not in KEYS:
            hint = did_you_mean(name, KEYS) or Message("known are {names}", names=", ".join(KEYS))
            faults.add([ScenarioError(Message("there is no question '{name}'", name=name), node.where, hint)])
    found: dict[str, Answer] = {}
    with faults.caught():
        found |= _besides(parts)
    for question in QUESTIONS:
        if question.key in parts:
            with faults.caught():
                found |= _read(question.key, parts[question.key], found)
    faults.end()
    left_out = (
        {each.key for each in QUESTIONS} - {each.key for each in asked(found)} if "cut" in found else set()
    )
    return {key: each for key, each in found.items() if key not in left_out}


def _besides(parts: dict[str, Node]) -> dict[str, Answer]:
    """The start, the organisation it is like, and what it is called."""
    found: dict[str, Answer] = {}
    if begin := read_starts(parts.get(STARTS)):
        found[STARTS] = Answer(str(begin.day), begin.day)
    if (like := parts.get(LIKE)) is not None:
        if like.value not in HOUSES:
            wrong = Message("like: cannot be {what}", what=described(like))
            raise ScenarioError(wrong, like.where, Message("known are {names}", names=", ".join(HOUSES)))
        found[LIKE] = Answer(str(like.value), str(like.value))
    if (name := parts.get(NAME)) is not None:
        found[NAME] = called(_as_text(name))
    return found


def called(text: str) -> Answer:
    """What an organisation is called, in one line."""
    return Answer(text, one_line(text, NAME_AT_MOST))


def _read(key: str, node: Node, before: dict[str, Answer]) -> dict[str, Answer]:
    """One answer.

    Raises:
        ScenarioError: it means nothing, or contradicts those before it.
    """
    text = _as_text(node)
    try:
        found = {key: Answer(text, read(BY_KEY[key], text, before))}
    except TupSimError as error:
        raise ScenarioError(
            Message("{key}: {problem}", key=key, problem=error.args[0]), node.where
        ) from error
    if wrong := problem(key, {**before, **found}):
        raise ScenarioError(Message("{key}: {problem}", key=key, problem=wrong), node.where)
    return found


def _as_text(node: Node) -> str:
    """The answer as it was written; several, or a budget by source, as one would type them."""
    if isinstance(node.value, tuple):
        return ", ".join(_as_text(each) for each in node.value) or "0"
    if isinstance(node.value, dict):
        return " + ".join(f"{_as_text(each)} {name}" for name, each in node.value.items())
    if node.value is None or isinstance(node.value, bool):
        return "0" if node.value is False else ""
    return as_it_stands(node)


def with_suggestions(answers: dict[str, Answer]) -> dict[str, Answer]:
    """All questions answered: what nobody answered as it would be suggested.

    Raises:
        TupSimError: a suggestion contradicts what was answered.
    """
    found = dict(answers)
    for question in QUESTIONS:
        if question.key in found or question.key not in {each.key for each in asked(found)}:
            continue
        text = suggested(question.key, found)
        found[question.key] = Answer(text, read(question, text, found), assumed=True)
        if wrong := problem(question.key, found):
            raise TupSimError(Message("{key}: {problem}", key=question.key, problem=wrong))
    if late := contradicted(found):
        raise TupSimError(Message("{key}: {problem}", key=late[0], problem=late[1]))
    return found
