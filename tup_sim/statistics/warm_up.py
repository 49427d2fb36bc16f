"""Where the start-up of a series ends: a curve to look at (Welch) and a proposal (MSER-5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tup_sim.errors import Message
from tup_sim.statistics.intervals import Numbers, numbers

BATCH = 5
LAST = 5  # batches


def welch(series: Sequence[Sequence[float]], window: int) -> Numbers:
    """Mean over runs, smoothed by a moving average that narrows towards the start.

    Args:
        series: one row per run, equally long, in steps of equal length.
        window: steps looked at on either side.

    Returns:
        One value per step, without the last ``window`` steps, which cannot be smoothed fully.

    Raises:
        ValueError: the window is negative or does not fit into the series.
    """
    mean = np.asarray(series, dtype=np.float64).mean(axis=0)
    if not 0 <= window < mean.size / 2:
        raise ValueError(
            Message(
                "a window of {window} steps on either side does not fit into {steps} steps",
                window=window,
                steps=mean.size,
            )
        )
    total = np.concatenate([[0.0], np.cumsum(mean)])
    middle = np.arange(mean.size - window)
    reach = np.minimum(middle, window)
    return np.asarray((total[middle + reach + 1] - total[middle - reach]) / (2 * reach + 1))


def mser5(series: Iterable[float]) -> int | None:
    """Steps to leave out at the start so that the standard error of the rest is smallest, in batches of five.

    The last five batches are no place to cut: a few of them may lie close together by luck (Hoad, Robinson and Davies
    2010, Journal of the Operational Research Society 61). Give it the mean over runs. None if the best place to cut
    lies in the second half or the series has fewer than ten steps: then the series is too short to tell.

    Args:
        series: one value per step.
    """
    values = numbers(series)
    batches = values[: values.size - values.size % BATCH].reshape(-1, BATCH).mean(axis=1)
    if batches.size < 2:
        return None
    places = range(max(1, batches.size - LAST))
    errors = [float(batches[cut:].var()) / (batches.size - cut) for cut in places]
    best = int(np.argmin(errors))
    return None if best > batches.size / 2 else best * BATCH
