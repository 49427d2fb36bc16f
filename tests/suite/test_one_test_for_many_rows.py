"""A test over rows looks at every row, and tells which are at fault."""

from __future__ import annotations

import pytest

from tests.rows import on_each


def test_every_row_at_fault_is_told_by_its_name_and_the_others_are_not() -> None:
    @on_each("number", [1, 2, 3, 4], ids=lambda number: f"row {number}")
    def even(number: int) -> None:
        assert number % 2 == 0, "odd"

    with pytest.raises(AssertionError) as told:
        even()
    assert str(told.value).startswith("2 of 4 rows:\nrow 1: AssertionError: odd")
    assert "row 3: AssertionError: odd" in str(told.value) and "row 2" not in str(told.value)


def test_an_error_of_one_row_does_not_hide_the_next() -> None:
    @on_each("above, below", [(1, 0), (1, 2), (0, 0)])
    def divides(above: int, below: int) -> None:
        assert above / below > 1

    with pytest.raises(
        AssertionError, match=r"(?s)3 of 3 rows:.*ZeroDivisionError.*\(1, 2\).*ZeroDivisionError"
    ):
        divides()


def test_what_should_be_raised_and_is_not_is_a_fault_too() -> None:
    @on_each("text", ["1"])
    def refused(text: str) -> None:
        with pytest.raises(ValueError):
            int(text)

    with pytest.raises(AssertionError, match="1 of 1 rows"):
        refused()


def test_no_rows_are_no_proof() -> None:
    @on_each("row", lambda: [])
    def anything(row: object) -> None:
        raise NotImplementedError

    with pytest.raises(AssertionError, match="there are no rows"):
        anything()


@on_each("row", ["a", "b"])
def test_a_fixture_is_there_for_every_row(row: str, tmp_path) -> None:
    assert tmp_path.is_dir() and row
