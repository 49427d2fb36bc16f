"""Random streams from one seed, by purpose and person (common random numbers): runs differ by policy, not by luck.

The n-th draw of ``random.stream("no show", "volunteer-12")`` depends on the seed, the replication, the purpose,
the person and n - and on nothing else. One more person, or another policy, leaves every other draw as it is.
Every draw uses up exactly one uniform number, whatever its distribution, so that streams stay in step.
"""

from __future__ import annotations

from hashlib import blake2b
from math import fsum, log
from typing import Final

import numpy as np
from numpy.random import Generator, Philox
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray

from tup_sim.model.quantiles import evenly as evenly
from tup_sim.model.quantiles import lognormal_at as lognormal_at
from tup_sim.model.quantiles import normal_at as normal_at

# How many uniforms are drawn at once; it changes the speed and no number.
_FIRST_BLOCK: Final = 8
_LARGEST_BLOCK: Final = 256
_DIGEST: Final = 16  # bytes of the key of a stream
_ROOT: Final = 0.5  # as a power: math.sqrt may differ in the last digit


class RandomStream:
    """The draws of one person for one purpose, in order of occurrence."""

    __slots__ = ("_block", "_first", "_generator", "_size")

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._block: list[float] = []
        self._size = _FIRST_BLOCK
        self._first: float | None = None

    def uniform(self) -> float:
        """A number in [0, 1)."""
        if not self._block:
            self._block = self._generator.random(self._size).tolist()
            self._block.reverse()
            if self._size < _LARGEST_BLOCK:
                self._size *= 2
        return self._block.pop()

    def first(self) -> float:
        """The first uniform of the stream, however often it is asked."""
        if self._first is None:
            self._first = self.uniform()
        return self._first

    def happens(self, probability: float) -> bool:
        """True with the given probability; a higher probability never turns a True into a False."""
        return self.uniform() < probability

    def exponential(self, mean: float = 1.0) -> float:
        """A waiting time with the given mean."""
        return -mean * log(1.0 - self.uniform())

    def normal(self, mean: float = 0.0, sd: float = 1.0) -> float:
        """A normal number."""
        return normal_at(self.uniform(), mean, sd)

    def share(self, mean: float, sd: float) -> float:
        """A normal number clipped to 0-1."""
        return min(1.0, max(0.0, self.normal(mean, sd)))

    def lognormal(self, mean: float, sigma: float) -> float:
        """A lognormal number with the given mean; ``sigma`` is the spread of its logarithm."""
        return lognormal_at(self.uniform(), mean, sigma)

    def triangular(self, low: float, mode: float, high: float) -> float:
        """A triangular number."""
        u = self.uniform()
        if high <= low:
            return low
        middle = (mode - low) / (high - low)
        if u < middle:
            return low + float(((high - low) * (mode - low) * u) ** _ROOT)
        return high - float(((high - low) * (high - mode) * (1 - u)) ** _ROOT)

    def pick(self, weights: tuple[float, ...]) -> int:
        """Index of one of several outcomes, in proportion to their weights."""
        left = self.uniform() * fsum(weights)
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        return max(index for index, weight in enumerate(weights) if weight > 0)

    def table(self, rows: int, columns: int) -> NDArray[np.float64]:
        """The next ``rows`` x ``columns`` uniforms, row by row; the same numbers however many rows are asked at once.

        A stream is read by ``table`` or draw by draw, never both.
        """
        return self._generator.random((rows, columns))


class _Key(ISeedSequence):
    """Hands a hash to Philox as its key; given an integer key numpy would first ask the system for entropy."""

    def __init__(self, digest: bytes) -> None:
        self._words = np.frombuffer(digest, dtype=np.uint64)

    def generate_state(self, n_words: int, dtype: object = np.uint64) -> NDArray[np.uint64]:
        """The key."""
        return self._words


class _Streams(dict[str, RandomStream]):
    """The streams of one purpose by person, each made when it is first asked for."""

    def __init__(self, streams: RandomStreams, purpose: str) -> None:
        super().__init__()
        self._all, self._purpose = streams, purpose

    def __missing__(self, who: str) -> RandomStream:
        stream = self[who] = self._all.fresh(self._purpose, who)
        return stream


class _Purposes(dict[str, _Streams]):
    """The streams of each purpose."""

    def __init__(self, streams: RandomStreams) -> None:
        super().__init__()
        self._all = streams

    def __missing__(self, purpose: str) -> _Streams:
        streams = self[purpose] = _Streams(self._all, purpose)
        return streams


class RandomStreams:
    """All streams of one run.

    Args:
        seed: seed of the study.
        replication: number of the replication; the same number means the same luck in every scenario.

    Attributes:
        of: the streams by purpose and person: ``of["no show"][name]`` is ``stream("no show", name)`` without a call,
            for what happens thousands of times a year.
    """

    def __init__(self, seed: int, replication: int) -> None:
        self._root = f"{seed}|{replication}|"
        self.of = _Purposes(self)

    def stream(self, purpose: str, who: str = "") -> RandomStream:
        """The stream of ``who`` for ``purpose``; asked twice, it goes on where it was."""
        return self.of[purpose][who]

    def fresh(self, purpose: str, who: str = "") -> RandomStream:
        """The same stream from its beginning, not kept: for draws that are made once."""
        digest = blake2b(f"{self._root}{purpose}|{who}".encode(), digest_size=_DIGEST).digest()
        return RandomStream(Generator(Philox(_Key(digest))))  # type: ignore[arg-type]
