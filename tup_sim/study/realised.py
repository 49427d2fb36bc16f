"""What levers planned and what took place: a table of levers, outcomes and reasons, held against the runs.

A reason is only told where it was measured in these runs or follows from declared parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import fsum, isfinite, isnan, nan
from typing import Any, Final, NamedTuple

from tup_sim.model import promises
from tup_sim.model.gates import differing, idle_paths
from tup_sim.model.mechanisms.base import Gate
from tup_sim.model.parameters import Change, Parameters, Scenario, plain, value_at
from tup_sim.model.parameters.week import WEEKS_PER_MONTH
from tup_sim.model.processes.changing import with_values
from tup_sim.model.rules.budget import left_over
from tup_sim.model.rules.in_force import in_force
from tup_sim.statistics import FEWEST, Difference, Interval
from tup_sim.study.results import HORIZON, Comparison, Replications

FAR = 0.1  # part of the plan by which what took place may differ before it is told
HALF = 0.5  # part of the planned change that has to show
NOTHING = 0.005  # what is as good as none where none was planned
Values = dict[str, float]
Measured = Callable[[str], float]


class Reason(NamedTuple):
    """Why less, or more, took place: a name, and the numbers that show it; None where it does not apply."""

    name: str
    shown: Callable[[Parameters, Measured], Values | None]


class Promise(NamedTuple):
    """A row of the table.

    Attributes:
        levers: paths, or groups of them.
        outcome: what took place.
        plan: what is planned in a week, in the unit of the outcome; NaN for no plan.
        reasons: that may be why.
        level: the plan is a level; otherwise only how far it moves says something.
    """

    levers: tuple[str, ...]
    outcome: str
    plan: Callable[[Parameters, float], float]
    reasons: tuple[Reason, ...]
    level: bool = True


@dataclass(frozen=True)
class Realised:
    """Of one lever, or some that plan the same: what was planned, what took place and why that differs.

    Attributes:
        levers: paths in which the scenarios differ.
        outcome: that measures what took place.
        window: weeks it is about.
        planned, took_place: in the unit of the outcome; NaN where there is no plan of a level.
        planned_change, change: against the base; NaN where the base has no plan.
        reasons: name to the numbers that show it; empty if these runs show none.
    """

    levers: tuple[str, ...]
    outcome: str
    window: str
    planned: float
    took_place: float
    planned_change: float
    change: float
    reasons: dict[str, Values]


def _need(p: Parameters, of: Measured) -> Values | None:
    needed = of("coaching_hours_needed") * WEEKS_PER_MONTH / of("volunteers")
    by_need = p.coaching_distribution == "tailored" and p.submodels.booking == "by_need"
    return {"needed": needed} if by_need and needed < promises.talk_hours(p) else None


def _talk_cap(p: Parameters, of: Measured) -> Values | None:
    most = promises.most_talk_hours(p)
    return {"most": most, "cap": p.coaching_cap} if promises.talk_hours(p) > most else None


def _coaches(p: Parameters, of: Measured) -> Values | None:
    there = promises.hours_of_coaches(p)
    return {"there": there} if promises.talk_hours(p) > there else None


def _lost(p: Parameters, of: Measured) -> Values | None:
    names = ("requests", "coach", "volunteer")
    parts = {name: of(f"booked_lost_to_{name}") for name in names}
    lost = fsum(parts.values())
    return {"lost": lost, **parts} if lost > FAR / 2 else None


def _held(p: Parameters, of: Measured) -> Values | None:
    part = of("attention_held_share")
    return {"part": part} if part < 1.0 - FAR / 2 else None


def _not_booked(p: Parameters, of: Measured) -> Values | None:
    booked = of("attention_minutes") / of("attention_held_share") if of("attention_held_share") > 0 else nan
    part = 1.0 - booked / p.attention_booked_minutes if p.attention_booked_minutes > 0 else nan
    return {"part": part} if part > FAR / 2 else None


def _drift(p: Parameters, of: Measured) -> Values | None:
    creep = of("mandate_creep")
    return {"creep": creep} if value_at(p, "mechanisms.mandate_drift") and creep > 0 else None


def _full(p: Parameters, of: Measured) -> Values | None:
    room = promises.places_for_volunteers(p)
    return {"places": room} if of("volunteers") >= (1.0 - FAR) * room else None


def _starters(p: Parameters, of: Measured) -> Values | None:
    come, go = of("starters"), of("volunteer_turnover") * of("volunteers")
    room_left = of("volunteers") < (1.0 - FAR) * promises.places_for_volunteers(p)
    return {"come": come, "go": go} if room_left and isfinite(come + go) else None


def _ill(p: Parameters, of: Measured) -> Values | None:
    part = of("absence")
    return {"part": part} if part > FAR / 2 else None


def _cut(p: Parameters, of: Measured) -> Values | None:
    return {"size": p.cut.size} if p.cut.size > 0 and p.cut.restored < 0 and p.mechanisms.money else None


def _vacancies(p: Parameters, of: Measured) -> Values | None:
    part = of("vacancies_share")
    return {"part": part} if part > FAR / 5 else None


def _left_over(p: Parameters, of: Measured) -> Values | None:
    left = left_over(plain(p))
    return {"left": left} if left > FAR * -promises.saved_by_the_cut(p) else None


def _overspent(p: Parameters, of: Measured) -> Values | None:
    short = -of("budget_balance")
    return {"short": short} if short > 0 else None


def _attendance(p: Parameters, of: Measured) -> Values | None:
    rules, work = p.vision, value_at(p, "vision_work")
    part = rules.attendance_contract if work == "contract" else rules.attendance_free
    return {"part": part} if work != "none" and value_at(p, "vision_hours") > 0 else None


LOST: Final = Reason("lost", _lost)
FULL: Final = Reason("full", _full)
CUT: Final = Reason("cut", _cut)
PROMISES: Final = (
    Promise(
        ("support_hours_per_volunteer_month", "coaching_share", "coordinators.coaching"),
        "talk_hours_per_volunteer", promises.talk_hours,
        (Reason("talk_cap", _talk_cap), Reason("coaches", _coaches), Reason("need", _need), LOST),
    ),
    Promise(
        ("attention_booked", "attention_booked_minutes"), "attention_minutes", promises.booked_attention,
        (Reason("not_booked", _not_booked), Reason("held", _held), LOST),
    ),
    Promise(("extra_only",), "task_shift", promises.core_share, (Reason("drift", _drift),)),
    Promise(
        promises.RECRUITING, "starters", promises.starters_on_paper, (FULL,), level=False
    ),
    Promise(("volunteer_places",), "volunteers", promises.places_for_volunteers, (Reason("starters", _starters),)),
    Promise(
        ("coordinators.posts", "coordinators.fte"), "coordinator_hours", promises.coordinator_hours,
        (Reason("ill", _ill), CUT),
    ),
    Promise(
        ("dialogue_interval", "task_review_interval"), "task_talks_per_volunteer", promises.talks_about_the_task,
        (LOST,),
    ),
    Promise(
        ("peer_review_interval", "group_talk_interval", "vision_hours", "vision_work"), "meetings_per_volunteer",
        promises.meetings, (Reason("attendance", _attendance), LOST),
    ),
    Promise(("pre_start_training_hours",), "training_hours_starters", promises.training_before, ()),
    Promise(
        ("professionals.posts", "professionals.fte"), "professionals_fte", promises.posts,
        (Reason("vacancies", _vacancies), CUT),
    ),
    Promise(
        ("cut",), "cost", promises.saved_by_the_cut,
        (Reason("left_over", _left_over), Reason("overspent", _overspent)), level=False,
    ),
)  # fmt: skip


def realised(found: Comparison, other: int) -> list[Realised]:
    """Levers in which an other scenario (by its place) differs from the base, and of which less or more took place.

    Returns:
        One for each row of the table that differs from its plan by more than a tenth, or moved by less than half of
        what was planned; nothing of the others.
    """
    arm = found.others[other]
    paths = differing(found.base.scenario, arm.scenario)
    rows = (_hold_against(found, other, promise, paths) for promise in PROMISES)
    return [row for row in rows if row is not None]


def cannot_act(base: Scenario, other: Scenario) -> list[tuple[Gate, list[str]]]:
    """Of the paths in which two scenarios differ those that can act in neither, with the gate that is closed."""
    paths = differing(base, other)
    both = {path for _, found in idle_paths(base, paths) for path in found}
    left = ((gate, [path for path in found if path in both]) for gate, found in idle_paths(other, paths))
    return [(gate, found) for gate, found in left if found]


def changes_nothing(found: Comparison, other: int) -> bool:
    """Whether every outcome of an other scenario (by its place) is the same as in the base in every pair of runs."""
    base = {result.replication: result.values for result in found.base.results if not result.error}
    pairs = [
        (result.values, base[result.replication])
        for result in found.others[other].results
        if not result.error and result.replication in base
    ]
    return bool(pairs) and all(_alike(mine, theirs, found.labels[other]) for mine, theirs in pairs)


def _alike(mine: Any, theirs: Any, labels: Any) -> bool:
    for key, value in mine.items():
        name, _, window = key.partition("@")
        there = theirs.get(f"{name}@{labels.get(window, window)}" if window else name, nan)
        if there != value and not (isnan(there) and isnan(value)):
            return False
    return True


def _hold_against(found: Comparison, other: int, promise: Promise, paths: list[str]) -> Realised | None:
    levers = tuple(path for path in paths if _is_of(path, promise.levers))
    arm, base = found.others[other], found.base
    if not levers or _waits_for_a_trigger((arm, base), promise.levers):
        return None
    window = _window(arm, base)
    contrast = found.contrast(other, promise.outcome, window)
    took_place = arm.interval(promise.outcome, window)
    if contrast is None or isnan(took_place.mean):
        return None
    span = arm.windows[window]
    planned, before = (_planned(promise, each.scenario, span) for each in (arm, base))
    change, planned_change = contrast.difference, planned - before
    level = promise.level and _far(planned, took_place)
    if not level and not _too_little(planned_change, change):
        return None
    p = _in_week(arm.scenario, span[1] - 1.0)
    shown = {
        each.name: each.shown(p, lambda name: arm.interval(name, window).mean) for each in promise.reasons
    }
    reasons = {name: values for name, values in shown.items() if values is not None}
    own = planned if promise.level else nan
    return Realised(
        levers, promise.outcome, window, own, took_place.mean, planned_change, change.mean, reasons
    )


def _far(planned: float, took_place: Interval) -> bool:
    """Whether all that may have taken place is far from what was planned; from no plan nothing is."""
    margin = max(FAR * abs(planned), NOTHING)
    beyond = took_place.low > planned + margin or took_place.high < planned - margin
    return took_place.n >= FEWEST and beyond


def _too_little(planned: float, change: Difference) -> bool:
    """Whether all that may have changed is less than half of what was planned."""
    if not planned or not isfinite(planned) or change.n < FEWEST:
        return False
    return max(change.low / planned, change.high / planned) < HALF


def _is_of(path: str, levers: tuple[str, ...]) -> bool:
    return any(f"{path}.".startswith(f"{lever}.") for lever in levers)


def _waits_for_a_trigger(arms: tuple[Replications, ...], levers: tuple[str, ...]) -> bool:
    """Whether a lever moves at a week that nobody knows beforehand."""
    changes = (change for arm in arms for change in arm.scenario.changes if change.trigger is not None)
    return any(_is_of(path, levers) for change in changes for path in change.values)


def _window(arm: Replications, base: Replications) -> str:
    """The last year where something happens at a date, so that it has settled; otherwise the whole horizon."""
    dated = arm.scenario.first_change() or base.scenario.first_change()
    return "late" if dated and "late" in arm.windows else HORIZON


def _planned(promise: Promise, scenario: Scenario, span: tuple[float, float]) -> float:
    """Mean of the plan over the weeks of a window."""
    weeks = range(round(span[0]), round(span[1]))
    return fsum(promise.plan(_in_week(scenario, week), week) for week in weeks) / len(weeks)


def _in_week(scenario: Scenario, week: float) -> Parameters:
    """The values in force in a week, as far as they follow from dates."""
    dated: list[tuple[Change, int | None]] = [
        (each, each.at) for each in scenario.changes if each.trigger is None
    ]
    if not dated:
        return scenario.parameters
    paths = {path for change, _ in dated for path in change.values}
    declared = {path: reduce(getattr, path.split("."), scenario.parameters) for path in paths}
    return _with(scenario, tuple(in_force(declared, dated, int(week)).items()))


@lru_cache(maxsize=256)
def _with(scenario: Scenario, values: tuple[tuple[str, Any], ...]) -> Parameters:
    """Most weeks have the values of the week before."""
    return with_values(scenario.parameters, dict(values))
