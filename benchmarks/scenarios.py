"""The organisations that are measured."""

from __future__ import annotations

from functools import cache

from tup_sim import load_scenario
from tup_sim.model.catalogue import Switches
from tup_sim.model.parameters import Scenario

PRESETS = ("open_house", "care_home_unit", "buddy_programme")
MECHANISMS = tuple(Switches.model_fields)


@cache
def year(name: str, weeks: int = 52, *settings: str) -> Scenario:
    """Some weeks of a supplied scenario, from its first day."""
    return load_scenario(name, settings=["warmup=0 weeks", f"horizon={weeks} weeks", *settings])


@cache
def service_only(weeks: int = 52, units: int = 1) -> Scenario:
    """The house with nothing but requests, rosters, priorities and patience; nobody falls ill, learns or leaves.

    Six posts, because without administration and meetings ten have too little to do for anybody to wait.
    """
    off = [f"mechanisms.{name}=off" for name in MECHANISMS]
    nobody_else = [
        "absence_base=0", "staff_quit=0", "leave_share=0", "leave_weeks_share=0", "no_show=0", "h_short=0",
        "h_long=0", "starters_per_month=0", "planned_ends.student=0", "mandated_inflow=0",
        "planned_ends.interim=0", "occasional_stock=0", "coordinators.posts=0", "professionals.posts=6",
        "client_stay=100000 weeks", "applicants=0",
    ]  # fmt: skip
    nothing_else = [
        "administration_share=0", "administration_floor=0", "team_share=0", "coaching_share=0", "planned_questions=0",
        "overtime_cap=0", "new_staff_effect=1", "attention_minutes=60", "competence.slow_start=0", "meeting_overhead=0",
        "togetherness_hours=0", "breaks_share=0",
    ]  # fmt: skip
    nobody_differs = ["submodels.professionals=alike", "submodels.liking=alike", "submodels.leaving=classes"]
    settings = (*off, *nobody_else, *nothing_else, *nobody_differs)
    return year("open_house", weeks, f"units={units}", *settings)
