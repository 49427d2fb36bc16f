"""What a simulated year of each supplied organisation costs, every mechanism on."""

from __future__ import annotations

from benchmarks.clock import Rounds, Row, bare_timeouts, told
from benchmarks.events import run_of
from benchmarks.scenarios import PRESETS, year
from tup_sim import measures

NAME = "year"


def rows(quick: bool) -> list[Row]:
    weeks = 13 if quick else 52
    works = {name: lambda name=name: run_of(year(name, weeks)) for name in PRESETS}
    house = year("open_house", weeks)
    works["measured"] = lambda: lambda: measures.observe(house)
    timed = Rounds({"timeouts": bare_timeouts, **works}, 3 if quick else 7)
    each = 52 / weeks
    told_ones = [
        told(f"a year of {name}, in 300,000 bare timeouts", timed.ratio(name, "timeouts", each))
        for name in PRESETS[1:]
    ]
    return [
        told("a year of open_house, in 300,000 bare timeouts", timed.ratio("open_house", "timeouts", each)),
        *told_ones,
        told(
            "a year of open_house with people drawn and every outcome read, in 300,000 bare timeouts",
            timed.ratio("measured", "timeouts", each),
        ),
    ]
