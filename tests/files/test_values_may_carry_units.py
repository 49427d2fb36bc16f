"""A value may carry a unit; it arrives in the unit its parameter is declared in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import on_each
from tup_sim.files.keys import keys
from tup_sim.files.units import convert, taken_apart


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("20 %", "share of the subsidy", 0.2),
        ("20%", "probability", 0.2),
        ("-20 %", "share", -0.2),
        ("20 % of the subsidy", "share of the subsidy", 0.2),
        ("80 %", "FTE per post", 0.8),
        ("0.8 FTE", "FTE per post", 0.8),
        ("38 hours", "hours per FTE-week", 38.0),
        ("38 hours per week", "hours per FTE-week", 38.0),
        ("38 hours a week", "hours per FTE-week", 38.0),
        ("13 weeks", "weeks", 13.0),
        ("3 months", "weeks", 13.0),
        ("1 year", "weeks", 52.0),
        ("13 weeks", "weeks before", 13.0),
        ("13 weeks before", "weeks before", 13.0),
        ("3 months", "weeks of wage", 13.0),
        ("45 minutes", "hours", 0.75),
        ("1.5 hours", "minutes", 90.0),
        ("2 weeks", "days", 14.0),
        ("week 52", "week", 52.0),
        ("Week 52", "week", 52.0),
        ("WEEK -1", "week", -1.0),
        ("EUR 500", "EUR", 500.0),
        ("500 EUR", "EUR", 500.0),
        ("€ 500", "EUR", 500.0),
        ("500 euros", "EUR", 500.0),
        ("EUR 500 per month", "EUR per year", 6000.0),
        ("EUR 12 per volunteer-month", "EUR per volunteer-year", 144.0),
        ("EUR 31/hour", "EUR per hour", 31.0),
        ("18 %", "per year", 0.18),
        ("12 % per year", "per month", 0.01),
        ("1 % per month", "per year", 0.12),
        ("0.6 per year", "per month", 0.05),
        ("26 per year", "enquiries per month", 26 / 12),
        ("12 persons per month", "persons per year", 144.0),
        ("65 people", "persons", 65.0),
        ("10 minutes", "minutes per volunteer-week", 10.0),
        ("2 thank-yous per volunteer-month", "thank-yous per volunteer-month", 2.0),
        ("25 % per year", "share of posts per year", 0.25),
    ],
)
def test_a_value_arrives_in_the_declared_unit(text, declared, expected):
    assert convert(text, declared) == expected


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("8 euros", "weeks"),
        ("20 %", "hours"),
        ("20 %", "-"),
        ("20 %", "SD"),
        ("20 % of income", "share of the subsidy"),
        ("EUR 500 per hire", "EUR per year"),
        ("EUR 500 per year", "EUR"),
        ("3 persons", "clients"),
        ("3 hours per contact", "hours per week"),
        ("3 hours per week", "hours per contact"),
        ("0,5 weeks", "weeks"),
        ("1.000,5 weeks", "weeks"),
        ("weeks", "weeks"),
        ("many weeks", "weeks"),
        ("1e9 weeks", "weeks"),
        ("week", "week"),
        ("week 52", "weeks"),  # a point in time is no length
        ("Week 18", "weeks before"),
        ("week 5", "hours per week"),
        ("52 weeks", "week"),
        ("1 year", "week"),
        ("", "weeks"),
        ("5", "weeks"),
    ],
)
def test_a_unit_of_something_else_is_not_understood(text, declared):
    assert convert(text, declared) is None


UNITS = sorted({key.unit for key in keys().values()} - {"-"})


@on_each("unit", [unit for unit in UNITS if not unit.startswith("0-1")])
def test_every_declared_unit_is_understood_as_itself(unit):
    assert taken_apart(unit)
    assert convert("week 2.5" if unit == "week" else f"2.5 {unit}", unit) == 2.5


@given(
    st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["weeks", "EUR", "hours per week", "per month"])
)
def test_a_number_with_its_own_unit_stays_exactly_itself(number, unit):
    assert convert(f"{number:f} {unit}", unit) == float(number)


@given(st.text(max_size=40), st.sampled_from([*UNITS, "-"]))
def test_no_text_breaks_the_reader_of_units(text, unit):
    value = convert(text, unit)
    assert value is None or isinstance(value, float)
