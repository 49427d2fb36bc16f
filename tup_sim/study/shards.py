"""A shard: the part of the runs of an experiment that one job of many carries out, without knowing of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tup_sim.errors import Message, TupSimError
from tup_sim.study.experiment import AS_THEY_ARE, Experiment, Run

MOST = 100_000  # jobs; no cluster takes a longer array
_WRITTEN = re.compile(r"0*(\d{1,6})\s*/\s*0*(\d{1,6})")
_FOLDER = "shard-*-of-*"

One = TypeVar("One")


class Shard(NamedTuple):
    """One of several parts, all of the same size but for one run.

    Attributes:
        number: which part, from 1.
        of: how many parts there are.
    """

    number: int
    of: int

    def __str__(self) -> str:
        """As it is typed: ``3/200``."""
        return f"{self.number}/{self.of}"

    def part(self, runs: Sequence[One]) -> Sequence[One]:
        """The part of this shard: runs that stand together, so that the arms of a luck mostly share a past."""
        return runs[(self.number - 1) * len(runs) // self.of : self.number * len(runs) // self.of]

    def folder_in(self, folder: Path) -> Path:
        """Where this shard keeps its results, so that no two jobs ever write to one file."""
        wide = len(str(self.of))
        return folder / f"shard-{self.number:0{wide}d}-of-{self.of}"


def shard_of(given: Any) -> Shard:
    """A shard as somebody writes it.

    Args:
        given: ``3/200``: the third of 200 parts.

    Raises:
        TupSimError: it is no such text, or there is no such part.
    """
    if isinstance(given, Shard):
        given = str(given)
    found = _WRITTEN.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        what = "a shard is written as its number and how many there are, 3/200, not {value!r}"
        raise TupSimError(Message(what, value=given))
    number, of = int(found[1]), int(found[2])
    if not 1 <= of <= MOST:
        raise TupSimError(Message("there can be 1 to {most} shards, not {of}", most=MOST, of=of))
    if not 1 <= number <= of:
        what = "there is no shard {number} of {of}: they are counted from 1 to {of}"
        raise TupSimError(Message(what, number=number, of=of))
    return Shard(number, of)


def shard_with(place: int, runs: int, of: int) -> Shard:
    """The shard that a run belongs to.

    Args:
        place: of the run among all, from 0.
        runs: how many there are.
        of: how many shards.
    """
    return Shard(-(-(place + 1) * of // runs), of)


def folders_of_shards(folder: Path) -> list[Path]:
    """The folders of shards in a folder, in the order of their names."""
    return sorted(each for each in folder.glob(_FOLDER) if each.is_dir())


def runs_at_least(experiment: Experiment) -> list[Run]:
    """The runs that are made whatever comes out of them: the fewest replications, luck by luck, then world by world.

    This is what shards divide. How many replications come after these depends on the results of all.
    """
    points = experiment.points
    luck = [Run(point.number, AS_THEY_ARE, each) for each in range(experiment.at_least) for point in points]
    worlds = range(1, len(experiment.worlds) + 1)
    return luck + [Run(point.number, world, world) for world in worlds for point in points]
