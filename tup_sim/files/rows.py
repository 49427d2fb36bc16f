"""A row of a register as a pydantic model: what pydantic finds wrong is said in a sentence, with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Strict,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.faults import together
from tup_sim.files.keys import did_you_mean
from tup_sim.files.strict_yaml import Node, described, one_line

Place = Sequence[str | int]
NO_TEXT, OTHER_WORD, MISSING = "string_type", "literal_error", "missing"  # as pydantic calls them
OTHER_KIND = {
    NO_TEXT: "{key} expects a text, not {value}",
    "tuple_type": "{key}: expects a list of names, not {value}",
    "float_type": "expected a number, not {value}",
    "finite_number": "expected a number, not {value}",
    "int_type": "{key}: expects a whole number, not {value}",
    "greater_than_equal": "{key}: expects a whole number, not {value}",
}


class Wrong(ValueError):
    """A rule of a register that does not hold, for a validator to raise.

    Attributes:
        problem: what is wrong.
        hint: what to do.
        at: keys from the place of the validator down to the value it is about.
    """

    def __init__(self, problem: Message, hint: str = "", at: Place = ()) -> None:
        super().__init__(problem)
        self.problem, self.hint, self.at = problem, hint, at


class _Unknown(ValueError):
    """A key that a row does not have."""


class Row(BaseModel):
    """What stands in a row: every key is known, nothing is changed later."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _knows_its_keys(cls, written: object) -> object:
        for key in written if isinstance(written, dict) else ():
            if key not in cls.model_fields:
                raise _Unknown(key, list(cls.model_fields))
        return written


Kind = TypeVar("Kind", bound=Row)


def _in_one_line(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError(NO_TEXT, "says nothing")
    return " ".join(text.split())


def _different(names: tuple[str, ...], about: ValidationInfo) -> tuple[str, ...]:
    if not names or len(set(names)) < len(names):
        what = "{key}: a list of different names, with at least one"
        raise Wrong(Message(what, key=about.field_name or ""))
    return names


Text = Annotated[str, Strict(), AfterValidator(_in_one_line)]
Names = Annotated[tuple[Text, ...], AfterValidator(_different)]


def read_row(kind: type[Kind], row: Node, called: str) -> Kind:
    """A row as a model.

    Args:
        kind: the model.
        row: as it was read.
        called: what it is called in messages; the context of validators.

    Raises:
        ScenarioError: something is wrong with it; says what, and where.
        ScenarioErrors: several things are.
    """
    row.items()
    try:
        return kind.model_validate(row.plain(), context=called)
    except ValidationError as error:
        raise together([_fault(each, row, called) for each in error.errors()]) from error


def _fault(error: ErrorDetails, row: Node, called: str) -> ScenarioError:
    """What pydantic found, in our words and at its place."""
    ours, place = error.get("ctx", {}).get("error"), error["loc"]
    keys = [called, *(each for each in place if isinstance(each, str))]
    if isinstance(ours, _Unknown):
        key, known = ours.args
        hint = did_you_mean(key, known) or Message("known are {names}", names=", ".join(known))
        problem = Message("unknown key '{key}' in {what}", key=one_line(key), what=keys[-1])
        return ScenarioError(problem, _node(row, (*place, key)).where, hint)
    if isinstance(ours, Wrong):
        return ScenarioError(ours.problem, _node(row, (*place, *ours.at)).where, ours.hint)
    node = _node(row, place)
    if error["type"] == MISSING:
        return ScenarioError(Message("{name} has no {names}", name=keys[-2], names=keys[-1]), node.where)
    if error["type"] == OTHER_WORD:
        return _other_word(keys[-1], node, re.findall("'([^']*)'", error["ctx"]["expected"]))
    otherwise = "expected 'key: value' lines here, not {value}"
    problem = Message(OTHER_KIND.get(error["type"], otherwise), key=keys[-1], value=described(node))
    return ScenarioError(problem, node.where, Message("put it in quotes") if error["type"] == NO_TEXT else "")


def _other_word(key: str, node: Node, allowed: Sequence[str]) -> ScenarioError:
    word = str(node.value)
    hint = did_you_mean(word, allowed) or Message("expected: {names}", names=", ".join(allowed))
    return ScenarioError(Message("{key} cannot be '{word}'", key=key, word=one_line(word)), node.where, hint)


def _node(row: Node, place: Place) -> Node:
    """The value at a place; of one that is not there what it should stand in."""
    for each in place:
        inside = row.value
        if isinstance(inside, dict) and each in inside:
            row = inside[str(each)]
        elif isinstance(inside, tuple) and isinstance(each, int):
            row = inside[each]
    return row
