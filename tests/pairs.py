"""A covering array: few rows in which every two values of every two factors meet at least once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

TRIES = 10  # rows to choose the next one from: more makes the array a little shorter and takes longer


def in_pairs(sizes: Sequence[int], seed: int = 1) -> list[tuple[int, ...]]:
    """Rows with the number of a value for each factor, given how many values each has; greedy, one row at a time."""
    begins = [0, *accumulate(sizes)]
    factor = np.repeat(np.arange(len(sizes)), sizes)
    unmet = (factor[:, None] != factor[None, :]).astype(np.int32)
    luck, rows = np.random.default_rng(seed), list[tuple[int, ...]]()
    while unmet.any():
        tries = [_row(unmet, begins, luck) for _ in range(TRIES)]
        best = max(tries, key=lambda row: int(unmet[np.ix_(row, row)].sum()))
        unmet[np.ix_(best, best)] = 0
        rows.append(tuple(int(value) - begin for value, begin in zip(best, begins, strict=False)))
    return rows


def _row(unmet: np.ndarray, begins: Sequence[int], luck: np.random.Generator) -> list[int]:
    """One value of each factor, in a drawn order, each the one that meets most that it has not met."""
    chosen = [0] * (len(begins) - 1)
    gain = np.zeros(len(unmet))
    left = unmet.sum(axis=1) / unmet.size  # of two that gain the same: who has most to meet later
    for number in luck.permutation(len(chosen)):
        values = slice(begins[number], begins[number + 1])
        scores = gain[values] + left[values] + luck.random(begins[number + 1] - begins[number]) * 0.5
        chosen[number] = begins[number] + int(np.argmax(scores))
        gain += unmet[chosen[number]]
    return chosen
