"""Cost per person and year as an organisation grows, or as there are more of them."""

from __future__ import annotations

from benchmarks.clock import Rounds, Row, Work, at_most, told
from benchmarks.events import run_of
from benchmarks.scenarios import year
from tup_sim.model.simulation import Simulation

NAME = "size"


def people(units: int, weeks: int) -> int:
    """Everybody who is there at the start."""
    sim = Simulation(year("open_house", weeks, f"units={units}"))
    units_there = sim.organisation.units
    return sum(len({**u.professionals, **u.coordinators, **u.volunteers, **u.clients}) for u in units_there)


def many_houses(number: int, weeks: int) -> Work:
    """Organisations of their own, each with its clock, one after the other."""
    runs = [Simulation(year("open_house", weeks, "units=1"), replication=each).run for each in range(number)]

    def work() -> None:
        while runs:
            runs.pop()()

    return work


def large(quick: bool) -> list[Row]:
    """Ten thousand people, and ten years: fewer rounds, for each takes long."""
    weeks, units, years = (2, 16, 2) if quick else (13, 43, 10)
    there, one = people(units, weeks), people(1, weeks)
    many = Rounds(
        {
            "one": lambda: run_of(year("open_house", weeks, "units=1")),
            "many": lambda: run_of(year("open_house", weeks, f"units={units}")),
        },
        1 if quick else 3,
    )
    long = Rounds(
        {
            "year": lambda: run_of(year("open_house", 4 * weeks)),
            "years": lambda: run_of(year("open_house", 4 * weeks * years)),
        },
        1 if quick else 3,
    )
    return [
        at_most(
            f"cost per person-year: one organisation of {units} units ({there:,} people) against one of {one}",
            many.ratio("many", "one", one / there),
            3.5,
        ),
        at_most(f"{years} years of the house against one", long.ratio("years", "year"), years),
    ]


def rows(quick: bool) -> list[Row]:
    weeks, houses = (4, 4) if quick else (26, 16)
    one = people(1, weeks)
    about_thousand = round(1000 / one)
    sizes = sorted({1, 4, about_thousand} if quick else {1, 4, about_thousand, 16})
    works = {
        str(units): lambda units=units: run_of(year("open_house", weeks, f"units={units}")) for units in sizes
    }
    works["apart"] = lambda: many_houses(houses, weeks)
    timed = Rounds(works, 3 if quick else 5)
    found = [
        at_most(
            f"cost per person-year: {houses} organisations, an environment each, against one",
            timed.ratio("apart", "1", 1 / houses),
            1.2,
        )
    ]
    for units in sizes[1:]:
        there = people(units, weeks)
        ratio = timed.ratio(str(units), "1", one / there)
        what = (
            f"cost per person-year: one organisation of {units} units ({there:,} people) against one of {one}"
        )
        found.append(at_most(what, ratio, 1.6) if there <= 1500 else told(what, ratio))
    return found + large(quick)
