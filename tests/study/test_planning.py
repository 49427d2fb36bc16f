"""The arithmetic of a plan, with a clock that ticks by the week and a model whose spread is known."""

from __future__ import annotations

import math
import re
from array import array
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from tup_sim.errors import RunFailed
from tup_sim.files.store import ResultStore
from tup_sim.files.store import room as room_of
from tup_sim.model.parameters import Change, Scenario
from tup_sim.reporting.planned import duration, plan_text, room
from tup_sim.statistics.intervals import mean_interval
from tup_sim.study.execute import execute
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Level, Run, Text, task_of
from tup_sim.study.planning import plan, weeks_of
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import STEP
from tup_sim.study.shared_past import CAN_FORK
from tup_sim.study.work import Result, Values, carry_out

CORE = Key("core_met", "late")
LUCK = (0.01, -0.02, 0.04)  # of the differences, by replication


class Clock:
    """Seconds that pass only when a run is made."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def scenario(name: str, horizon: int = 156, units: int = 1) -> Scenario:
    made = Scenario(name)
    return replace(
        made,
        parameters=made.parameters.model_copy(
            update={"horizon": horizon, "units": units, "overhead": 1000.0 * ord(name[0])}
        ),
    )


def experiment(**changed) -> Experiment:
    levels = ("a", "b", "c")
    points = tuple(
        DesignPoint(number, {"f": level}, scenario(level, units=units), None if number == 0 else 0)
        for number, (level, units) in enumerate(zip(levels, (1, 1, 1), strict=True))
    )
    text = Text("A question?", "Een vraag?")
    made = Experiment(
        name="fake",
        title=text,
        question=text,
        claims=(),
        factors=(Factor("f", text, tuple(Level(each, Text(each, each)) for each in levels)),),
        points=points,
        windows={"late": (104.0, 156.0), "horizon": (0.0, 156.0)},
        outcomes=(CORE,),
        smallest={CORE: 0.05},
        at_least=4,
        at_most=8,
    )
    return replace(made, **changed)


def planned(made: Experiment, pairs: int = 3, second_per_week: float = 0.01):
    """A plan on a clock of its own: a week of one unit takes so long, a repetition as long as its weeks."""
    clock = Clock()

    def work(task) -> Result:
        p = task.scenario.parameters
        again = sum(p.warmup + (a + b) // 2 + 4 for a, b in (task.windows[name] for name in task.replay))
        clock.now += second_per_week * p.units * (p.warmup + p.horizon + again)
        value = LUCK[task.replication % 3] * task.arm
        return Result(
            task.arm, task.scenario.name, 1, task.replication, Values(("core_met@late",), array("d", [value]))
        )

    return plan(made, 1, lambda result: 30_000, pairs, work=work, clock=clock)


def test_runs_are_points_times_replications_and_worlds():
    found = planned(experiment(worlds=({},) * 5))
    assert (found.least, found.most) == (3 * (4 + 5), 3 * (8 + 5))
    assert found.bytes(4) == 27 * 30_000
    assert replace(found, definition=5_000).bytes(4) == 27 * 30_000 + 5_000


def test_time_is_weeks_times_the_time_of_a_week():
    found = planned(experiment())
    assert found.seconds(4) == pytest.approx(3 * 4 * 208 * 0.01)


def test_repetitions_without_volunteers_cost_their_weeks_but_not_in_worlds():
    found = planned(experiment(replay=("late",), worlds=({},) * 2))
    assert weeks_of(found.experiment, found.experiment.points[0]) == 208 + 52 + 134
    assert found.seconds(4) == pytest.approx(3 * (4 * 394 + 2 * 208) * 0.01)


def test_points_of_another_size_and_length_cost_what_they_cost():
    points = list(experiment().points)
    points[1] = replace(points[1], scenario=scenario("b", units=4))
    found = planned(experiment(points=tuple(points)))
    assert found.seconds(1) == pytest.approx((1 + 4 + 1) * 208 * 0.01)
    points[1] = replace(points[1], scenario=scenario("b", horizon=520))
    assert planned(experiment(points=tuple(points))).seconds(1) == pytest.approx((208 + 572 + 208) * 0.01)


def test_work_is_shared_out_and_the_last_run_is_waited_for():
    alone = planned(experiment())
    found = replace(alone, jobs=2, pilot=alone.pilot._replace(start=2.0))
    assert found.seconds(4) == pytest.approx(2.0 + 3 * 4 * 2.08 / 2 + 2.08 / 2)


def test_what_arms_have_in_common_is_reckoned_once_if_there_is_enough_to_do_for_all():
    """Of two arms of 208 weeks, 152 are the same: 264 weeks instead of 416, as long as each worker has a pair."""
    points = experiment().points[:2]
    dated = replace(points[0].scenario, name="b", changes=(Change({"overhead": 1.0}, at=100),))
    pair = experiment(points=(points[0], replace(points[1], scenario=dated)), replay=())
    one = planned(pair)
    assert one.lived_once(4) == 0.0 and "lived once" not in plan_text(one)
    two = replace(one, jobs=2)
    won = 1 - 264 / 416 if CAN_FORK else 0.0
    assert two.lived_once(1) == 0.0 and two.lived_once(2) == two.lived_once(8) == pytest.approx(won)
    assert two.seconds(4) == pytest.approx((1 - won) * 4 * 2 * 2.08 / 2 + 2.08 / 2)
    assert not CAN_FORK or "lived once: 37 % less time" in plan_text(two)
    assert replace(two, experiment=replace(pair, replay=("late",))).lived_once(4) == 0.0


def test_the_width_is_that_of_the_interval_the_experiment_will_have():
    points = experiment().points[:2]
    found = planned(experiment(points=points))
    interval = mean_interval(LUCK)
    assert found.width(CORE, 3) == pytest.approx((interval.high - interval.low) / 2)
    assert planned(experiment()).width(CORE, 3) > 2 * found.width(CORE, 3), "two comparisons hold together"


def test_replications_are_those_that_make_the_interval_narrow_enough():
    points = experiment().points[:2]
    found = planned(experiment(points=points))
    needed = found.expected[CORE].needed
    assert found.width(CORE, needed) <= 0.05 < found.width(CORE, needed - 1)
    assert found.replications == max(4, needed)
    assert planned(experiment(smallest={CORE: 0.0001})).replications == 8


def test_a_budget_buys_whole_replications():
    found = planned(experiment())
    each = found.seconds(1)
    assert found.within(3.5 * each) == 3
    assert found.within(0.5 * each) == 0
    assert "In 25 s 4 replications of each point can be had: Core requests met (last year) ± " in plan_text(
        found, 25.0
    )
    assert "there is no interval to be had" in plan_text(found, 1.0)


def test_one_pair_says_the_time_and_not_the_width():
    found = planned(experiment(), pairs=1)
    assert math.isnan(found.width(CORE, 8))
    assert found.replications == 8
    assert "is not known: that takes two pairs" in plan_text(found)


def test_the_text_says_points_runs_time_disk_and_sharpness():
    text = plan_text(planned(experiment()))
    assert "points   3 (3 f)" in text
    assert "runs     12 to 24 (4 to 8 of each point; 8 of each point expected" in text
    assert "time     25 s to 50 s on 1 process" in text
    assert "disk     360 kB to 720 kB" in text
    assert "guessed from 3 pairs of runs of 'a' and 'c'" in text
    assert "0.05 (share) matters: not enough; that would take about" in text


def test_one_person_is_no_persons_and_dutch_is_dutch():
    people = Key("volunteers", "late")
    pilot = planned(experiment()).pilot
    pilot = pilot._replace(differences={people: np.array([-1.5, 2.0, 1.0])})
    one, two = (replace(planned(experiment(smallest={people: size})), pilot=pilot) for size in (1.0, 2.0))
    assert "a difference of 1 person matters" in plan_text(one)
    assert "a difference of 2 persons matters" in plan_text(two)
    text = plan_text(one, 3600.0, lang="nl")
    assert "een verschil van 1 persoon doet ertoe" in text and "In 60 min kan elk punt" in text
    assert re.search(r"± \d+,\d+ na 4, ± \d,\d+ na 8 herhalingen", text)
    assert not re.search(r"\b(points|time|disk|after|each|runs of)\b|\d\.\d", text)


def test_a_pilot_that_fails_is_told():
    def work(task):
        return Result(task.arm, task.scenario.name, 1, task.replication, error="ValueError: no")

    with pytest.raises(RunFailed, match="ValueError: no"):
        plan(experiment(), 1, room_of, 2, work=work)


@pytest.mark.parametrize(
    ("seconds", "said"), [(4.2, "4 s"), (80, "1.3 min"), (3000, "50 min"), (5400, "90 min"), (9000, "2.5 h")]
)
def test_times_are_said_as_people_say_them(seconds, said):
    assert duration(seconds) == said


def test_room_is_said_as_people_say_it():
    assert [room(size) for size in (12, 9_400, 27_000_000)] == ["12 bytes", "9.4 kB", "27 MB"]


def test_the_room_of_a_result_is_what_it_takes_in_the_file(tmp_path):
    luck = np.random.default_rng(1)
    names = tuple(f"outcome_{n}{window}" for window in ("", "@late", "@year1") for n in range(300))
    weekly = {f"weeks_{n}": array("d", luck.random(156)) for n in range(20)}
    made = [Result(0, "a", 1, run, Values(names, array("d", luck.random(900))), weekly) for run in range(40)]
    with ResultStore(tmp_path) as store:
        for run, result in enumerate(made):
            store.keep(f"{run:064}", result)
        path = store.path
    assert sum(map(room_of, made)) == pytest.approx(path.stat().st_size, rel=0.25)


def test_the_replications_are_those_of_the_look_at_which_it_stops():
    points = experiment().points[:2]
    found = planned(experiment(points=points, at_least=4, at_most=1000, smallest={CORE: 0.01}))
    needed = found.expected[CORE].needed
    assert needed <= found.replications < needed + STEP and (found.replications - 4) % STEP == 0


def small_experiment() -> Experiment:
    """A real one of a tiny house."""
    made = Scenario("small")
    p = made.parameters
    few = {"places": 12, "volunteers_initial": 8, "occasional_stock": 0, "warmup": 4, "horizon": 30}
    posts = p.professionals.model_copy(update={"posts": 2})
    base = p.model_copy(update={**few, "professionals": posts})
    cut = base.model_copy(update={"cut": base.cut.model_copy(update={"size": 0.3, "at": 10})})
    points = (
        DesignPoint(0, {"f": "a"}, Scenario("a", base), None),
        DesignPoint(1, {"f": "b"}, Scenario("b", cut), 0),
    )
    core = Key("core_met")
    return experiment(
        points=points,
        windows={"horizon": (0.0, 30.0)},
        outcomes=(core,),
        smallest={core: 0.01},
        replay=("horizon",),
    )


@pytest.mark.verify
def test_a_real_pilot_foretells_the_time_of_real_runs():
    made = small_experiment()
    found = plan(made, 1, room_of, 2)
    runs = [Run(point, 0, luck) for luck in range(4) for point in (0, 1)]
    tasks = [task_of(made, run, made.points[run.point].scenario) for run in runs]
    begin = perf_counter()
    results = execute(carry_out, tasks, 1).results
    took = perf_counter() - begin
    assert 0.2 < found.seconds(4) / took < 5, (
        "a busy machine may disturb either; a wrong account is further off"
    )
    assert found.pilot.size == pytest.approx(room_of(results[0]), rel=0.3)
    assert found.pilot.differences[Key("core_met")].size == 2


def test_the_pilot_keeps_all_processes_busy_and_knows_how_long_they_take_to_start():
    found = plan(small_experiment(), 2, room_of, 1)
    assert found.pilot.start > 0
    assert found.seconds(2) > found.pilot.start
