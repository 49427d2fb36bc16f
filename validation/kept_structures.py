"""What was found of rival submodels, kept beside the document, so that pairs can be run one at a time.

All pairs of a document are of one model and one seed: with another of either it begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from tup_sim.reporting.saving import save
from validation.structures import Much, Standing


class Found(NamedTuple):
    """What was found of one pair.

    Attributes:
        pair: its number.
        much: how much was run.
        rivals: those of its submodels that could be run; none if fewer than two could.
    """

    pair: int
    much: Much
    rivals: tuple[Standing, ...]


class Kept(NamedTuple):
    """What was found of all pairs that were run.

    Attributes:
        model: fingerprint of the model they were run with.
        seed: of the runs.
        pairs: in the order of their numbers.
    """

    model: str
    seed: int
    pairs: tuple[Found, ...]


_SHAPE = TypeAdapter(Kept)


def with_more(file: Path, model: str, seed: int, new: Iterable[Found]) -> Kept:
    """What is kept in a file, with what was found of more pairs; nothing of another model or seed."""
    before = _SHAPE.validate_json(file.read_bytes()) if file.exists() else Kept(model, seed, ())
    known = before.pairs if (before.model, before.seed) == (model, seed) else ()
    pairs = {each.pair: each for each in (*known, *new)}
    return Kept(model, seed, tuple(pairs[number] for number in sorted(pairs)))


def keep(kept: Kept, file: Path) -> None:
    """Write it.

    Raises:
        OutputError: it cannot be written.
    """
    text = _SHAPE.dump_json(kept, indent=1) + b"\n"
    save(file, lambda place: place.write_bytes(text))
