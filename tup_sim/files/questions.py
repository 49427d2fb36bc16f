"""What an experiment asks: one question with one reference, or several, each with a reference of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import known_keys
from tup_sim.files.choosing import to_choose
from tup_sim.files.factors import WrittenFactor, known_name, no_factor, read_text
from tup_sim.files.faults import every
from tup_sim.files.strict_yaml import Node, described
from tup_sim.study.combinations import Levels
from tup_sim.study.experiment import Question, Text

QUESTION_KEYS = ("question", "reference", "compare")
AS_QUESTIONS = Message("begin every question with '- question: ..' and give it a 'reference:'")


class WrittenQuestion(NamedTuple):
    """A question as it is written.

    Attributes:
        text: for people; empty if it is the only one, which needs none of its own.
        reference: levels that make the reference of a point, in the order of the factors.
        compare: per factor the levels of the points it is about; empty for all points.
        where: its place.
    """

    text: Text
    reference: Levels
    compare: Mapping[str, tuple[str, ...]]
    where: str


class Questions(NamedTuple):
    """All that an experiment asks.

    Attributes:
        questions: in order, at least one.
        shut: per factor the levels that one cannot have.
    """

    questions: tuple[WrittenQuestion, ...]
    shut: Mapping[str, Sequence[str]]

    def references(self, levels: Levels) -> Iterator[Levels]:
        """What a point is compared with, by the questions that are about it."""
        return ({**levels, **each.reference} for each in self.questions if self._is_about(each, levels))

    def numbered(self, points: Sequence[Levels]) -> tuple[Question, ...]:
        """The questions as a study knows them; none if the file has one reference for all points.

        Args:
            points: levels of each point, in the order of their numbers.

        Raises:
            ScenarioError: a question compares nothing.
        """
        if not self.questions[0].text.en:
            return ()
        numbers = {tuple(levels.values()): number for number, levels in enumerate(points)}
        return tuple(Question(each.text, self._pairs(each, points, numbers)) for each in self.questions)

    def _pairs(
        self, question: WrittenQuestion, points: Sequence[Levels], numbers: Mapping[tuple[str, ...], int]
    ) -> tuple[tuple[int, int], ...]:
        """Per point that a question is about its number and that of its reference."""
        about = [levels for levels in points if self._is_about(question, levels)]
        places = ((tuple(each.values()), tuple({**each, **question.reference}.values())) for each in about)
        pairs = tuple((numbers[mine], numbers[its]) for mine, its in places if mine != its)
        if not pairs:
            problem = Message("question '{text}' compares nothing", text=question.text.en)
            raise ScenarioError(problem, question.where, Message("look at its 'reference:' and 'compare:'"))
        return pairs

    def _is_about(self, question: WrittenQuestion, levels: Levels) -> bool:
        """Whether a question compares this point; one that does not say so compares what one can have."""
        if question.compare:
            return all(levels[name] in some for name, some in question.compare.items())
        alone = not question.text.en
        return alone or not any(levels[name] in some for name, some in self.shut.items())


def read_questions(
    parts: Mapping[str, Node], factors: Mapping[str, WrittenFactor], folder: Path, label: str
) -> Questions:
    """The questions, or one without a text of its own if the file has a reference for all points.

    Raises:
        ScenarioError: there is no reference, or one of them, or what is compared with it, cannot be read.
    """
    node = parts.get("questions")
    if node is None:
        where = parts["reference"].where if "reference" in parts else label
        alone = _reference(parts.get("reference"), factors, label)
        return Questions((WrittenQuestion(Text("", ""), alone, {}, where),), {})
    if "reference" in parts:
        problem = Message("'reference:' cannot stand beside 'questions:'")
        hint = Message("give each question its own 'reference:'")
        raise ScenarioError(problem, parts["reference"].where, hint)
    if not isinstance(node.value, tuple) or not node.value:
        problem = Message("questions: expects a list, not {value}", value=described(node))
        raise ScenarioError(problem, node.where, AS_QUESTIONS)
    shut = {name: _shut(each, folder) for name, each in factors.items()}
    return Questions(tuple(every(lambda item: _question(item, factors), node.value)), shut)


def _shut(factor: WrittenFactor, folder: Path) -> list[str]:
    """The levels of a choice that one cannot have."""
    found = to_choose(factor, folder)
    return [name for name in factor.levels if found and name not in found]


def _question(node: Node, factors: Mapping[str, WrittenFactor]) -> WrittenQuestion:
    parts = known_keys(node, QUESTION_KEYS, Message("a question"))
    text = read_text(parts.get("question"), "question", node.where)
    reference = _reference(parts.get("reference"), factors, node.where)
    compare = _compare(parts["compare"], factors) if "compare" in parts else {}
    return WrittenQuestion(text, reference, compare, node.where)


def _reference(node: Node | None, factors: Mapping[str, WrittenFactor], label: str) -> Levels:
    """The levels that make a reference, in the order of the factors."""
    if node is None:
        first = next(iter(factors))
        hint = Message(
            "as reference: {{{first}: {levels}}}", first=first, levels=next(iter(factors[first].levels), 0)
        )
        raise ScenarioError(Message("reference is missing: what each point is compared with"), label, hint)
    written = levels_in(node, factors, "reference")
    return {name: written[name] for name in factors if name in written}


def levels_in(node: Node, factors: Mapping[str, WrittenFactor], what: str) -> Levels:
    """A group of ``factor: level`` lines.

    Raises:
        ScenarioError: it is none, or names a factor or level that there is not.
    """
    groups = _group(node, factors, what)
    return {_factor(name, part, factors): _level(factors[name], part) for name, part in groups.items()}


def _compare(node: Node, factors: Mapping[str, WrittenFactor]) -> dict[str, tuple[str, ...]]:
    """A group of ``factor: level`` lines, or ``factor: [level, level]``."""
    found = {}
    for name, part in _group(node, factors, "compare").items():
        some = part.value if isinstance(part.value, tuple) else (part,)
        factor = factors[_factor(name, part, factors)]
        found[name] = tuple(_level(factor, each) for each in some)
    return found


def _group(node: Node, factors: Mapping[str, WrittenFactor], what: str) -> dict[str, Node]:
    if not isinstance(node.value, dict) or not node.value:
        first = next(iter(factors))
        raise ScenarioError(
            Message("{what} expects factors with a level, not {value}", what=what, value=described(node)),
            node.where,
            Message("as {{{first}: ..}}", first=first),
        )
    return node.value


def _factor(name: str, node: Node, factors: Mapping[str, WrittenFactor]) -> str:
    return known_name(Node(name, node.where), list(factors), no_factor)


def _level(factor: WrittenFactor, node: Node) -> str:
    """A level by its name; of a factor that is drawn, any value of its lever."""
    if factor.drawn:
        return factor.add_value(node)
    what = "there is no level of factor '{factor}' called '{name}'"
    return known_name(node, list(factor.levels), lambda name: Message(what, factor=factor.name, name=name))
