"""An experiment is carried out luck by luck, kept run by run, and goes on where it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.study import fakes
from tests.study.experiments import CORE, LIST, MODEL, house, of_fakes, of_the_model, text
from tup_sim.files.store import ResultStore
from tup_sim.study import Interrupted, design
from tup_sim.study.execute import WorkerLost
from tup_sim.study.experiment import DesignPoint, Run, task_of
from tup_sim.study.run_experiment import STEP, carry_on, outcomes_of, scenario_of
from tup_sim.study.store import identity_of_run, identity_of_scenario
from tup_sim.study.work import carry_out


@pytest.fixture
def store(tmp_path):
    with ResultStore(tmp_path) as found:
        yield found


@pytest.fixture
def ran(fake_model):
    """The tasks that were carried out."""
    done = []

    def work(task):
        done.append((task.replication, task.arm))
        return fakes.in_any_process(task)

    fake_model.setattr(design, "WORK", work)
    return done


def table(found):
    """Everything that was found, to the last bit."""
    return [
        (arm.name, each.replication, each.error, sorted((k, v.hex()) for k, v in each.values.items()),
         {name: series.tobytes() for name, series in each.weekly.items()})
        for arm in found.found for each in arm.results
    ]  # fmt: skip


def test_every_point_of_a_luck_comes_before_the_next_luck(store, ran):
    found = carry_on(of_fakes(3), store, MODEL, jobs=1)
    assert ran == [(luck, point) for luck in range(3) for point in range(3)]
    assert found.complete and not found.failures
    assert found.found[1].values(*CORE)[0] == pytest.approx(0.8 + 104, abs=0.1)


def test_only_what_the_experiment_looks_at_and_what_a_brief_tells_beside_it_is_read_back(store, ran):
    found = carry_on(of_fakes(2), store, MODEL, jobs=1)
    result = found.found[0].results[0]
    looked_at = {"core_met@late", "waiting_list", "core_met"}
    assert set(outcomes_of(of_fakes())) == looked_at
    assert set(result.values) == looked_at | {"cost@late", "volunteers@late"}
    assert set(result.weekly) == {"core_met"}


def test_what_is_kept_is_not_run_again_and_more_replications_append(store, ran):
    first = carry_on(of_fakes(2), store, MODEL, jobs=1)
    again = carry_on(of_fakes(2), store, MODEL, jobs=1)
    assert len(ran) == 6 and table(again) == table(first)
    more = carry_on(of_fakes(3), store, MODEL, jobs=1)
    assert ran[6:] == [(2, 0), (2, 1), (2, 2)]
    assert table(more)[:2] == table(first)[:2]


def test_another_model_runs_everything_anew(store, ran):
    carry_on(of_fakes(1), store, MODEL, jobs=1)
    carry_on(of_fakes(1), store, "model-2", jobs=1)
    assert len(ran) == 6


def test_two_experiments_share_the_runs_they_have_in_common(store, ran):
    carry_on(of_fakes(1), store, MODEL, jobs=1)
    other = of_fakes(1)
    renamed = replace(other.points[0], scenario=replace(other.points[0].scenario, name="home", about="else"))
    found = carry_on(replace(other, name="other", points=(renamed, *other.points[1:])), store, MODEL, jobs=1)
    assert len(ran) == 3
    assert found.found[0].results[0].scenario == "home"


def test_broken_off_it_has_whole_pairs_and_goes_on_there(store, ran):
    undisturbed = table(carry_on(replace(of_fakes(4), name="other"), store, "model-2", jobs=1))
    ran.clear()

    def stop(done, total):
        assert total == 12
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="stopped after 7 of 12") as told:
        carry_on(of_fakes(4), store, MODEL, jobs=1, progress=stop)
    assert [arm.finished for arm in told.value.results.found] == [3, 2, 2]
    assert table(carry_on(of_fakes(4), store, MODEL, jobs=1)) == undisturbed
    assert max(Counter(ran).values()) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_run_in_a_hundred_that_raises_is_a_row_and_is_tried_again(store, fake_model, jobs):
    fake_model.setattr(design, "WORK", fakes.raises_once_in_a_hundred)
    asked = of_fakes(50, points=of_fakes().points[:2])
    found = carry_on(asked, store, MODEL, jobs)
    assert [str(each) for each in found.failures] == [
        "run cut, seed 1, replication 37 failed: ZeroDivisionError: no volunteers left"
    ]
    assert [arm.finished for arm in found.found] == [50, 49]
    assert found.contrast(asked.points[1], LIST).difference.n == 49
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    mended = carry_on(asked, store, MODEL, 1)
    assert not mended.failures and mended.found[1].finished == 50


def test_it_stops_once_every_difference_is_known_precisely_enough(store, ran):
    asked = of_fakes(at_least=3, at_most=40)
    assert len(carry_on(replace(asked, smallest={LIST: 10.0}), store, MODEL, jobs=1).found[0].results) == 3
    assert len(carry_on(replace(asked, smallest={LIST: 0.08}), store, "b", jobs=1).found[0].results) in range(
        4, 40
    )
    assert len(carry_on(replace(asked, smallest={LIST: 1e-9}), store, "c", jobs=1).found[0].results) == 40


def test_it_stops_at_the_first_look_at_which_the_intervals_it_reports_are_narrow_enough(store, ran):
    asked = replace(of_fakes(at_least=3, at_most=40), smallest={LIST: 0.08})
    found = carry_on(asked, store, MODEL, jobs=1)
    n = found.found[0].asked

    def widest(runs):
        seen = carry_on(replace(asked, at_least=runs, at_most=runs), store, MODEL, jobs=1)
        differences = [seen.contrast(point, LIST).difference for point in asked.points[1:]]
        return max((each.high - each.low) / 2 for each in differences)

    assert (n - 3) % STEP == 0 and n < 40
    assert widest(n) <= 0.08 < widest(n - STEP)


def test_when_it_stops_does_not_depend_on_the_number_of_processes(store, fake_model):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    asked = replace(of_fakes(at_least=3, at_most=40), smallest={LIST: 0.08})
    one, two = (carry_on(asked, store, model, jobs) for model, jobs in (("a", 1), ("b", 2)))
    assert table(one) == table(two)


def test_worlds_share_values_and_luck_over_all_points(store, ran):
    path = "coordinators.floor_share"
    worlds = ({path: 0.1}, {path: 0.2})
    asked = of_fakes(1, worlds=worlds)
    found = carry_on(asked, store, MODEL, jobs=1)
    assert ran[3:] == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    assert found.in_worlds(LIST).shape == (2, 3)
    assert not (found.in_worlds(LIST) != found.in_worlds(LIST)).any()
    assert scenario_of(asked, Run(0, 2, 2)).parameters.coordinators.floor_share == 0.2


def test_a_run_that_fails_in_a_world_is_told_and_left_out(store, fake_model):
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    found = carry_on(of_fakes(1, worlds=({}, {})), store, MODEL, jobs=1)
    assert [each.scenario for each in found.failures] == [
        f"{name} in world 1" for name in ("house", "cut", "deep")
    ]
    assert sorted(found.worlds) == [(2, 0), (2, 1), (2, 2)]


def test_two_points_that_are_the_same_are_run_once(store, ran):
    asked = of_fakes(1)
    twin = DesignPoint(3, {"what": "house"}, replace(asked.points[0].scenario, name="twin"), 0)
    found = carry_on(replace(asked, points=(*asked.points, twin)), store, MODEL, jobs=1)
    assert len(ran) == 3 and found.found[3].finished == 1
    assert found.contrast(twin, LIST).difference.mean == 0


def test_names_do_not_count_and_everything_that_decides_does():
    asked = of_the_model()
    scenario = asked.points[1].scenario
    task = task_of(asked, Run(1, 0, 0), scenario)

    def key(task, model=MODEL):
        return identity_of_run(task, model, identity_of_scenario(task.scenario))

    same = task._replace(arm=7, scenario=replace(scenario, name="x", about="y"))
    assert key(same) == key(task)
    later = replace(scenario, changes=(replace(scenario.changes[0], at=4),))
    others = [
        key(task, "model-2"),
        key(task._replace(seed=2)),
        key(task._replace(replication=1)),
        key(task._replace(windows={"horizon": (0.0, 5.0)})),
        key(task._replace(replay=("late",))),
        key(task._replace(weekly=())),
        key(task._replace(only=("core_met",))),
        key(task._replace(scenario=house(weeks=7))),
        key(task._replace(scenario=later)),
    ]
    assert len({key(task), *others}) == 10


def test_all_values_are_kept_but_only_the_weeks_of_headlines():
    asked = of_the_model(1, figures=())
    found = carry_out(task_of(asked, Run(0, 0, 0), asked.points[0].scenario))
    assert len(found.values) > 1000 and 10 < len(found.weekly) < 60
    assert found.seconds > 0
    in_a_world = task_of(asked, Run(0, 1, 1), asked.points[0].scenario)
    assert in_a_world.weekly == ()


def test_a_worker_that_dies_once_costs_nothing(store, fake_model, tmp_path):
    fake_model.setattr(design, "WORK", fakes.dies_once)
    asked = of_fakes(4)
    marked = [
        replace(each, scenario=replace(each.scenario, about=str(tmp_path / "mark"))) for each in asked.points
    ]
    found = carry_on(replace(asked, points=tuple(marked)), store, MODEL, 2)
    assert (tmp_path / "mark").exists() and not found.failures
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    assert table(found) == table(carry_on(of_fakes(4), store, "other", 1))


def test_only_the_run_that_kills_its_workers_is_lost(store, fake_model):
    fake_model.setattr(design, "WORK", fakes.dies_sometimes)
    found = carry_on(of_fakes(5, points=of_fakes().points[:2]), store, MODEL, 2)
    assert [(each.scenario, each.replication) for each in found.failures] == [("house", 2), ("cut", 2)]
    assert all(str(WorkerLost()) in str(each) for each in found.failures)


def test_the_answer_is_told_in_a_table(store, ran):
    from tup_sim.reporting.tables import experiment_view
    from tup_sim.reporting.view import as_text

    found = carry_on(of_fakes(4), store, MODEL, jobs=1)
    told = as_text(experiment_view(found, "en"))
    assert told.startswith("A trial\nWhat happens?")
    assert "-> -0.1" in told and "deep" in told and text("house").nl in as_text(experiment_view(found, "nl"))
