"""Shapley values: a fair division of what a group brings about over its members.

A coalition is a number whose bits say who is in: ``0b101`` is the first and the third. Each member gets the mean of
what they add to those before them, over all orders in which the group can come together. The shares add up to what
the whole group brings about more than nobody does; who never adds anything gets nothing; who adds the same gets the
same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import comb

import numpy as np

from tup_sim.errors import Message
from tup_sim.statistics.intervals import Numbers

Order = tuple[int, ...]


def shapley_values(worths: Sequence[float] | Numbers) -> Numbers:
    """Exact shares from the worth of every coalition.

    Args:
        worths: worth of coalition 0, 1, 2, ... up to the whole group; rows if there are several runs, and then the
            shares are worked out for each run by itself.

    Returns:
        One share (or one row of shares) per member.

    Raises:
        ValueError: the number of coalitions is not a power of two.
    """
    table = np.asarray(worths, dtype=np.float64)
    members = len(table).bit_length() - 1
    if len(table) != 1 << members:
        raise ValueError(Message("{n} coalitions are not all coalitions of a group", n=len(table)))
    return np.array([_share(table, member, members) for member in range(members)])


def _share(table: Numbers, member: int, members: int) -> Numbers:
    """What one member adds to all coalitions without them, each size of coalition counting equally."""
    share = np.zeros(table.shape[1:])
    for coalition in range(len(table)):
        if not coalition >> member & 1:
            others = coalition.bit_count()
            added = table[coalition | 1 << member] - table[coalition]
            share = share + added / (members * comb(members - 1, others))
    return share


def antithetic_orders(members: int, pairs: int, luck: np.random.Generator) -> list[Order]:
    """Random orders, each followed by its reverse: who comes early in one comes late in the other."""
    found: list[Order] = []
    for _ in range(pairs):
        order = tuple(int(each) for each in luck.permutation(members))
        found += [order, order[::-1]]
    return found


def coalitions_along(order: Order) -> list[int]:
    """The coalitions met when members join in this order: nobody first, everybody last."""
    met = [0]
    for member in order:
        met.append(met[-1] | 1 << member)
    return met


def sampled_shares(orders: Sequence[Order], worth: Mapping[int, float]) -> Numbers:
    """Mean of what each member adds over some orders; adds up to the whole exactly, for any orders.

    Args:
        orders: orders of all members.
        worth: worth of every coalition met along them.
    """
    shares = np.zeros(len(orders[0]))
    for order in orders:
        for member, (before, after) in zip(order, pairwise(coalitions_along(order)), strict=True):
            shares[member] += worth[after] - worth[before]
    return shares / len(orders)
