"""What people are used to in the organisations that come with the package, by the identity of an organisation.

``python -m validation references`` measures and writes ``usual_at_rest.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.parameters import Parameters
from tup_sim.model.parameters.declare import declarations
from tup_sim.model.parameters.patterns import Patterns
from tup_sim.model.references import REFERENCES

FILE: Final = Path(__file__).parents[1] / "measures" / "usual_at_rest.json"
LETTERS: Final = 32  # 128 bits: two organisations never share a name by chance
# Neither what is measured, nor how long somebody looks, nor the choice to measure makes another organisation.
NO_PART: Final = {*REFERENCES, "horizon", "submodels.at_rest"}
PLAIN: Final = (
    float,
    int,
    bool,
    str,
)  # values that are equal and of one type are written alike, but for 0.0 and -0.0


def shipped(parameters: Parameters) -> Mapping[str, float] | None:
    """The references of an organisation that comes with the package, by its values; None for any other."""
    kept = _kept()
    found: Mapping[str, float] | None = kept["organisations"].get(
        identity_of_organisation(parameters, kept["paths"])
    )
    return found


def identity_of_organisation(parameters: Parameters, known: Collection[str]) -> str:
    """A name for all values of an organisation that make it what it is.

    Args:
        parameters: of the organisation at rest.
        known: paths that always count; any other counts only where it is not at its default.
    """
    always = frozenset(known)
    values = [[path, value] for path, value, usual in _plain(parameters) if path in always or value != usual]
    return sha256(json.dumps(values).encode()).hexdigest()[:LETTERS]


def paths(parameters: Parameters) -> list[str]:
    """What makes an organisation what it is, by path."""
    return [path for path, _, _ in _plain(parameters)]


def _plain(parameters: Parameters) -> Iterator[tuple[str, str, str]]:
    """Path, value and declared default of what makes an organisation what it is; patterns as a whole."""
    with using(catalogue_of(parameters)):
        declared = _usual(type(parameters))
    for path, value_of, default, usual in declared:
        value = value_of(parameters)
        yield path, usual if _is_written_as(value, default) else _text(value), usual
    patterns = parameters.patterns
    yield "patterns", patterns.model_dump_json(), _usual_patterns(type(patterns))


class _Usual(NamedTuple):
    """A parameter that makes an organisation what it is: its path, how to read it, its default, and that as a text."""

    path: str
    value_of: Callable[[Parameters], Any]
    default: Any
    text: str


@cache
def _usual(kind: type[Parameters]) -> tuple[_Usual, ...]:
    """What makes an organisation what it is, by path: the same at every loading."""
    declared = (each for each in declarations(kind) if each.path not in NO_PART)
    found = (_Usual(each.path, attrgetter(each.path), each.default, _text(each.default)) for each in declared)
    return tuple(sorted(found, key=lambda each: each.path))


@cache
def _usual_patterns(kind: type[Patterns]) -> str:
    return kind().model_dump_json()


def _is_written_as(value: Any, other: Any) -> bool:
    """Whether both are surely the same text: most values are the default, whose text is known."""
    return value is other or (type(value) is type(other) and type(value) in PLAIN and value == other != 0)


def _text(value: Any) -> str:
    return json.dumps(value, default=str)


@cache
def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept
