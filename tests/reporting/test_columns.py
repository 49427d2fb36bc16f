"""Tables fit the width there is: beside each other, with the name wrapped, or each row on several lines."""

from __future__ import annotations

from tup_sim.reporting.columns import HEADED, Look, columns

ROWS = [
    ("Wait for basic care (median)", "0.36", "-> +0.88 [+0.66, +1.11]", "hours", "higher: worse"),
    ("Cost", "625,411", "-> -98,040 [-112,121, -83,960]", "EUR per year", "lower"),
]


def test_where_there_is_room_every_row_is_one_line_with_its_number_against_the_right():
    assert columns(ROWS) == [
        "  Wait for basic care (median)     0.36 -> +0.88 [+0.66, +1.11]         hours         higher: worse",
        "  Cost                          625,411 -> -98,040 [-112,121, -83,960]  EUR per year  lower",
    ]
    assert columns(ROWS, 100) == columns(ROWS)


def test_where_the_names_are_what_is_too_wide_they_are_wrapped():
    assert columns(ROWS, 94) == [
        "  Wait for basic care         0.36 -> +0.88 [+0.66, +1.11]         hours         higher: worse",
        "  (median)",
        "  Cost                     625,411 -> -98,040 [-112,121, -83,960]  EUR per year  lower",
    ]


def test_in_eighty_columns_a_difference_stands_below_its_name_and_unit():
    assert columns(ROWS, 80) == [
        "  Wait for basic care (median) (hours)",
        "       0.36 -> +0.88 [+0.66, +1.11]         higher: worse",
        "  Cost (EUR per year)",
        "    625,411 -> -98,040 [-112,121, -83,960]  lower",
    ]


def test_what_does_not_fit_on_the_second_line_goes_below_it():
    assert columns(ROWS[:1], 40)[1:] == ["    0.36 -> +0.88 [+0.66, +1.11]", "    higher: worse"]
    long = [("name", "1", "no clear difference by these few runs")]
    assert columns(long, 30, Look(heading=0)) == [
        "  name",
        "    1 no clear difference by",
        "      these few runs",
    ]


def test_columns_with_names_are_told_with_their_names_where_they_cannot_stand_below_them():
    rows = [("parameter", "share", "moved over"), ("wage", "0.31", "40 - 60"), ("absence_base", "0.02", "")]
    assert columns(rows, 26, HEADED) == [
        "  wage",
        "    share 0.31; moved over",
        "    40 - 60",
        "  absence_base",
        "    share 0.02",
    ]


def test_a_last_column_that_is_empty_takes_no_room():
    assert columns([("name", "1", "2", "")], 12) == ["  name  1 2"]
    assert columns([]) == []
