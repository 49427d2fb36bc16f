"""Which luck is for what, so that nothing is judged on the luck it was chosen with.

Structure is chosen on seeds 1 to 99, verdicts are given on 1001 to 2000, and whatever comes after is left to others:
who checks this model on them knows that nobody here has looked.

How a seed becomes luck stands in ``tup_sim/model/random_streams.py``.
"""

from __future__ import annotations

from tup_sim.errors import Message, TupSimError

STRUCTURE, VERDICTS = range(1, 100), range(1001, 2001)
FREE = VERDICTS.stop  # from here on


def own(seed: int) -> int:
    """A seed that is not left to others.

    Raises:
        TupSimError: it is.
    """
    if seed >= FREE:
        what = "seed {seed} is left free for checks by others, as all from {first} on"
        raise TupSimError(Message(what, seed=seed, first=FREE))
    return seed


def for_structure(seed: int) -> int:
    """A seed on which a structure may be chosen.

    Raises:
        TupSimError: it is for something else.
    """
    if own(seed) not in STRUCTURE:
        what = "seed {seed} is not for choosing: structure is chosen on seeds {first} to {last}"
        raise TupSimError(Message(what, seed=seed, first=STRUCTURE[0], last=STRUCTURE[-1]))
    return seed


def for_verdicts(seed: int) -> int:
    """A seed on which a verdict may be given.

    Raises:
        TupSimError: it is for something else.
    """
    if own(seed) not in VERDICTS:
        what = "seed {seed} is not for verdicts: they are given on seeds {first} to {last}"
        raise TupSimError(Message(what, seed=seed, first=VERDICTS[0], last=VERDICTS[-1]))
    return seed
