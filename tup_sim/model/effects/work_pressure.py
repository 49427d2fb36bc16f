"""Work pressure of a unit, and what follows it: time per task, its standard, and administration.

Nothing follows it while the switch ``work_pressure`` is off.
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.unit import Unit, WeekOfUnit
from tup_sim.model.rules.decay import relax_towards


def weigh_the_week(p: Parameters, unit: Unit) -> None:
    """Work pressure over four weeks, time per task, and the standard that follows it (dynamics 2)."""
    unit.weeks.append(unit.week)
    unit.week = WeekOfUnit()
    unit.past_surplus = fsum([week.surplus_taken for week in unit.weeks])
    unit.past_direct = fsum([week.direct for week in unit.weeks])
    worked = fsum([week.worked for week in unit.weeks])
    if worked <= 0:
        return
    required = fsum([week.required() for week in unit.weeks])
    unit.work_pressure = required / worked
    unit.work_pressure_norm = fsum([week.required_norm() for week in unit.weeks]) / worked
    if not p.mechanisms.work_pressure:
        return
    over = unit.work_pressure > 1.0
    factor = unit.work_pressure ** (-p.time_per_task_alpha * (1.0 if over else p.time_per_task_slack))
    unit.time_per_task = min(1.0, unit.standard * factor)
    if unit.time_per_task < unit.standard:
        unit.standard = relax_towards(unit.standard, unit.time_per_task, p.standard_down)
    else:
        unit.standard = relax_towards(unit.standard, unit.time_per_task, p.standard_up)
    if p.time_norm:
        unit.standard = relax_towards(unit.standard, 1.0, p.time_norm_weeks)


def administration_share(p: Parameters, unit: Unit) -> float:
    """Administration in force: squeezed step by step when the unit is overloaded, never below the floor."""
    if not p.mechanisms.work_pressure:
        return p.administration_share
    over = max(0.0, unit.work_pressure - 1.0) / p.administration_squeeze
    low = min(p.administration_floor, p.administration_share)
    return max(low, p.administration_share - over * (p.administration_share - low))
