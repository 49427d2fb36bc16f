"""A covering array covers, in rows that are few."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests.pairs import in_pairs


@pytest.mark.parametrize(("sizes", "most"), [([2] * 20, 12), ([3, 2, 4, 2], 14), ([2, 2], 4), ([5], 5)])
def test_every_two_values_of_every_two_factors_meet_in_few_rows(sizes: list[int], most: int) -> None:
    rows = in_pairs(sizes)
    assert len(rows) <= most and rows == in_pairs(sizes)
    for one, other in combinations(range(len(sizes)), 2):
        assert {(row[one], row[other]) for row in rows} == {*product(range(sizes[one]), range(sizes[other]))}
