"""Assumptions are moved over their plausible ranges, in worlds that go together, and what they decide is found."""

from __future__ import annotations

import math
import sys
from importlib.util import find_spec
from types import ModuleType

import numpy as np
import pytest

from tests.study import fakes
from tup_sim.errors import TupSimError
from tup_sim.files import load_scenario
from tup_sim.files.store import ResultStore
from tup_sim.model.parameters import Change, Kind, Parameters, Scenario, declarations, value_at
from tup_sim.model.processes.changing import with_values
from tup_sim.model.references import REFERENCES
from tup_sim.study import Interrupted
from tup_sim.study.ranges import IN_ORDER, TOGETHER, drawn, placed, ranges_of
from tup_sim.study.results import Key
from tup_sim.study.sweep import sweep

KEY = Key("core_met")
DECIDES = "coaching_need.incident"  # over 0.25 to 1.5 hours
DECLARED = {each.path: each for each in declarations(Parameters)}


def house(name: str = "base", **values: object) -> Scenario:
    return Scenario(
        name, with_values(Parameters(), {path.replace("__", "."): v for path, v in values.items()})
    )


def test_every_assumed_number_is_moved_or_has_a_reason_not_to_be():
    ranges, left_out = ranges_of([load_scenario("open_house"), load_scenario("open_house", ["cut_20"])])
    assumed = {
        p for p, each in DECLARED.items() if each.kind is Kind.ASSUMED and each.annotation in (int, float)
    }
    assert {each.path for each in ranges} | set(left_out) == assumed
    assert not {each.path for each in ranges} & set(left_out)
    assert set(left_out.values()) <= {"still", "tied", "changed", "measured"}
    assert {path for path, why in left_out.items() if why == "measured"} <= set(REFERENCES)
    assert len(ranges) > 300


def test_ranges_are_the_plausible_ones_inside_what_the_model_accepts():
    for each in ranges_of([load_scenario("open_house")])[0]:
        key = DECLARED[each.path]
        assert each.low < each.high
        assert key.low is None or each.low >= key.low
        assert key.high is None or each.high <= key.high
        if each.own and each.value == key.default and not each.whole:
            assert (each.low, each.high) == key.plausible


def test_a_number_without_a_range_of_its_own_moves_by_a_fifth():
    moved = {each.path: each for each in ranges_of([house()])[0]}["requests.guidance.rate"]
    assert not moved.own
    assert (moved.low, moved.high) == pytest.approx((0.8 * moved.value, 1.2 * moved.value))


def test_a_range_moves_along_with_a_value_outside_it():
    moved = {each.path: each for each in ranges_of([house(coaching_need__incident=3.0)])[0]}[DECIDES]
    assert (moved.low, moved.high) == pytest.approx((1.0, 6.0))


def test_what_the_scenarios_differ_in_or_change_at_a_date_stays_where_it_is():
    base, other = house(), house(coaching_need__incident=1.0)
    assert ranges_of([base, other])[1][DECIDES] == "changed"
    dated = Scenario("dated", Parameters(), (Change({DECIDES: 1.0}, at=10),))
    assert ranges_of([base, dated])[1][DECIDES] == "changed"


def test_whole_numbers_stay_whole_and_each_gets_an_equal_part():
    size = "sessions.peer_review_size"
    moved = {each.path: each for each in ranges_of([house()], also=[size])[0]}[size]
    seen = [moved.at(part) for part in np.linspace(0, 1, 701)[:-1]]
    assert set(seen) == set(range(6, 13)) and all(type(each) is int for each in seen)
    assert {seen.count(each) for each in set(seen)} == {100}
    assert moved.at(1.0) == 12


def test_shares_still_add_up_and_times_stay_in_order():
    scenario = load_scenario("open_house")
    ranges, _ = ranges_of([scenario])
    luck = np.random.default_rng(1)
    for _ in range(50):
        values = drawn(ranges, luck.random(len(ranges)))
        for group in TOGETHER:
            moved = [values[path] for path in group if path in values]
            assert not moved or sum(moved) == pytest.approx(1)
        for low, mode, high in IN_ORDER:
            assert values[low] <= values[mode] <= values[high]


def test_the_shares_that_add_up_are_all_known():
    """A new share that cannot move by itself belongs in TOGETHER; these two, which are chosen, hang on a third."""
    hang = {"population.education.low", "population.education.mid"}
    left_out = ranges_of([load_scenario("open_house")], also=hang)[1]
    tied = {path for path, reason in left_out.items() if reason == "tied"}
    assert tied == hang


def test_values_that_do_not_go_together_are_refused():
    assert placed(house(), {"leave_weeks_share": 1.0}) is None
    assert placed(house(), {DECIDES: 1.0}) is not None


def observe(scenario, seed, replication, windows, only=()):
    """Ten times one assumption, plus luck; the other scenario (with a change) is one lower, times that assumption."""
    luck = np.random.default_rng([seed, replication]).normal(0, 1, 2)
    moved = value_at(scenario.parameters, DECIDES)
    if moved > 1.45 and scenario.changes:
        raise ZeroDivisionError("out of hours")
    value = 10 * moved + luck[0] + (0.1 * luck[1] - moved) * bool(scenario.changes)
    return fakes.Observation({"core_met": value, "cost": math.nan}, {})


@pytest.fixture
def known(fake_model):
    fake_model.setattr("tup_sim.measures.observe", observe)
    return fake_model


def cut() -> Scenario:
    return fakes.scenario("cut", 0.2)


def swept(draws=60, other=True, **more):
    return sweep([(fakes.scenario(), cut() if other else None)], ["core_met"], "lhs", draws, jobs=1, **more)[
        0
    ]


@pytest.mark.usefixtures("known")
def test_the_assumption_that_decides_a_difference_is_found():
    found = swept()
    best = found.influences(KEY).found[0]
    assert found.ranges[best.column].path == DECIDES
    assert best.clear and best.effect < -0.8
    spread = found.spread(KEY)
    assert spread.unmoved.mean == pytest.approx(-0.75, abs=0.1)
    assert spread.low < spread.moved.mean < spread.high < 0.1
    assert spread.sign.n == found.finished and spread.sign.mean > 0.9


@pytest.mark.usefixtures("known")
def test_a_failed_run_is_told_and_left_out_never_a_zero():
    found = swept()
    high = found.points[:, [each.path for each in found.ranges].index(DECIDES)] > 1.45
    assert 0 < high.sum() == len(found.failures) == 60 - found.finished
    assert np.isnan(found.values(KEY)[high]).all()
    assert (found.draws["error"] != "").sum() == high.sum()


@pytest.mark.usefixtures("known")
def test_both_arms_of_a_draw_share_assumptions_and_luck_and_every_draw_has_luck_of_its_own(known):
    seen = {}

    def watch(scenario, seed, replication, windows, only=()):
        seen.setdefault(replication, []).append(scenario.parameters)
        return observe(scenario, seed, replication, windows)

    known.setattr("tup_sim.measures.observe", watch)
    swept(draws=5, unmoved=0)
    assert sorted(seen) == [0, 1, 2, 3, 4]
    assert all(len(pair) == 2 and pair[0] == pair[1] for pair in seen.values())
    assert len({pair[0].coaching_need.incident for pair in seen.values()}) == 5


@pytest.mark.usefixtures("known")
def test_one_scenario_can_be_swept_by_itself():
    found = swept(other=False)
    assert found.influences(KEY).found[0].effect > 0.9
    assert found.other is None and found.spread(KEY).sign.mean == 1


@pytest.mark.usefixtures("known")
def test_the_same_question_gets_the_same_answer():
    assert np.array_equal(swept(20).points, swept(20).points)
    assert not np.array_equal(swept(20).points, swept(20, seed=2).points)


@pytest.mark.usefixtures("known")
def test_an_outcome_without_values_has_no_influences():
    found = sweep([(fakes.scenario(), None)], ["cost"], draws=10, jobs=1)[0]
    assert found.influences(Key("cost")).found == ()
    assert math.isnan(found.spread(Key("cost")).low)


@pytest.mark.usefixtures("known")
def test_ctrl_c_keeps_the_draws_that_are_whole():
    def press(done, total):
        if done == 21:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="stopped after 21 of 40 runs") as stop:
        swept(15, unmoved=5, progress=press)
    assert stop.value.results[0].finished in (4, 5)  # ten unmoved runs, five pairs, half a pair


@pytest.mark.usefixtures("known")
def test_several_scenarios_keep_their_own_runs():
    first, second = sweep(
        [(fakes.scenario(), cut()), (fakes.scenario("b"), None)], ["core_met"], draws=6, unmoved=2, jobs=1
    )
    assert (first.base.name, second.base.name) == ("house", "b")
    assert {len(runs) for runs in first.results.values()} == {2}
    assert {len(runs) for runs in second.results.values()} == {1}


@pytest.mark.usefixtures("known")
def test_morris_without_salib_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib", None)
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(TupSimError, match="needs SALib: pip install"):
        sweep([(fakes.scenario(), None)], ["core_met"], "morris")


@pytest.mark.usefixtures("known")
def test_morris_with_too_few_draws_says_how_many_it_needs():
    with pytest.raises(TupSimError, match=r"Morris needs two paths of \d+ draws: at least --runs"):
        sweep([(fakes.scenario(), None)], ["core_met"], "morris", draws=50)


# Without the library only the stand-in can be tried; who has it finds the same mistakes with it.
STAND_IN = pytest.param("stand-in", marks=pytest.mark.verify if find_spec("SALib") else ())


@pytest.fixture(params=[STAND_IN, "SALib"])
def salib(request, monkeypatch):
    """The library where it is installed, and in any case a stand-in that moves one input after the other."""
    if request.param == "SALib":
        return pytest.importorskip("SALib")
    paths = ModuleType("SALib.sample.morris")

    def sample(problem, count, num_levels, seed):
        k = problem["num_vars"]
        up = np.tril(np.full((k + 1, k), 2 / 3), -1)
        return np.vstack([up, *([up[::-1]] * (count - 1))])

    paths.sample = sample
    for name, module in (("SALib", ModuleType("SALib")), ("SALib.sample.morris", paths)):
        monkeypatch.setitem(sys.modules, name, module)
    return paths


@pytest.mark.usefixtures("known", "salib")
def test_morris_finds_it_too_with_the_luck_of_a_path_shared():
    two_paths = 2 * (len(ranges_of([fakes.scenario()])[0]) + 1)
    # The seed: most draws of another one are left out, for more than all starters would be vulnerable or strong.
    found = sweep([(fakes.scenario(), None)], ["core_met"], "morris", two_paths, unmoved=0, seed=3, jobs=1)[0]
    effects = found.elementary(KEY)
    best = max(range(len(effects)), key=lambda column: effects[column].size.mean)
    assert found.ranges[best].path == DECIDES
    assert effects[best].mean == pytest.approx(10 * (1.5 - 0.25))
    assert sorted(each.size.mean for each in effects)[-2] == pytest.approx(0, abs=1e-9)


SOME = (DECIDES, "requests.guidance.rate", "sessions.peer_review_size")


def in_blocks(draws=40 * 5, **more):
    return sweep([(fakes.scenario(), None)], ["core_met"], "sobol", draws, 4, only=SOME, jobs=1, **more)[0]


@pytest.mark.usefixtures("known")
def test_sobol_finds_the_share_of_the_variance_in_blocks_that_share_their_luck():
    pytest.importorskip("SALib")
    found = in_blocks()
    assert [each.path for each in found.ranges] == sorted(SOME, key=[p for p in DECLARED].index)
    assert len(found.points) == 32 * 5  # a power of 2
    assert {run.replication for runs in list(found.results.values())[4:] for run in runs} == set(range(32))
    seen, column = found.indices(KEY), [each.path for each in found.ranges].index(DECIDES)
    whole = (10 * 1.25) ** 2 / 12 + 1
    assert seen.total[column].mean == pytest.approx((whole - 1) / whole, abs=0.1)
    assert all(each.mean == pytest.approx(0, abs=1e-9) for i, each in enumerate(seen.total) if i != column)
    share = found.rests_on_assumptions(KEY)
    assert share.low <= share.mean <= share.high and share.mean > 0.7


@pytest.mark.usefixtures("known")
def test_a_failed_run_costs_its_block_and_too_many_give_no_index():
    pytest.importorskip("SALib")
    found = sweep([(fakes.scenario(), cut())], ["core_met"], "sobol", 160, 4, only=SOME, jobs=1)[0]
    seen = found.indices(KEY)
    assert found.failures and 8 <= seen.used < seen.blocks == 32


@pytest.mark.usefixtures("known")
def test_sobol_without_a_choice_or_with_too_few_draws_says_what_it_needs():
    with pytest.raises(TupSimError, match="needs a choice of assumptions: --only"):
        sweep([(fakes.scenario(), None)], ["core_met"], "sobol")
    with pytest.raises(TupSimError, match="8 blocks of 5 draws: at least --runs 40"):
        in_blocks(20)


@pytest.mark.usefixtures("known")
def test_only_what_was_chosen_is_moved():
    found = sweep([(fakes.scenario(), None)], ["core_met"], draws=5, only=[DECIDES], jobs=1)[0]
    assert [each.path for each in found.ranges] == [DECIDES]
    assert found.left_out["requests.guidance.rate"] == "not_chosen"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("coaching_need.incidents", "is not an assumption"),
        ("horizon", "is not an assumption"),
        ("population.availability.retired", "moves only together with population.availability.working"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_reason(path, words):
    with pytest.raises(TupSimError, match=words):
        sweep([(house(), None)], ["core_met"], only=[path])


@pytest.mark.usefixtures("known")
def test_the_share_that_rests_on_assumptions_is_what_luck_leaves():
    found = sweep([(fakes.scenario(), None)], ["core_met"], draws=100, unmoved=30, jobs=1)[0]
    whole = (10 * 1.25) ** 2 / 12 + 1
    share = found.rests_on_assumptions(KEY)
    assert share.low < (whole - 1) / whole < share.high and share.n == 30


def test_what_people_are_used_to_is_measured_with_the_processes_asked_and_only_once_outcomes_are_known(
    monkeypatch,
):
    asked: list[int | None] = []

    def measured(scenarios, jobs=None):
        asked.append(jobs)
        return list(scenarios)

    monkeypatch.setattr("tup_sim.study.sweep.rested", measured)
    with pytest.raises(TupSimError, match="nothing_such"):
        sweep([(house(), None)], ["nothing_such"], jobs=1)
    assert asked == []
    with pytest.raises(TupSimError, match="sobol needs a choice"):
        sweep([(house(), None)], ["core_met"], method="sobol", jobs=1)
    assert asked == [1]


def test_a_sweep_that_keeps_its_runs_gives_the_same_and_goes_on_where_it_was_broken_off(tmp_path):
    small = {"warmup": 0, "places": 15, "volunteers_initial": 10}
    base, other = (load_scenario(name, settings=small, weeks=2) for name in ("open_house", "open_house+peer"))
    pair = [(base, other)]
    how = {"draws": 3, "unmoved": 1, "only": [DECIDES], "jobs": 1}
    (plain,) = sweep(pair, ["contact_ratio"], **how)
    told: list[tuple[int, int]] = []

    def enough(done: int, total: int) -> None:
        told.append((done, total))
        if done == 5:
            raise InterruptedError

    with ResultStore(tmp_path) as store:
        with pytest.raises(InterruptedError):
            sweep(pair, ["contact_ratio"], **how, store=store, model="m", progress=enough)
        assert told[-1] == (5, 8)
        (kept,) = sweep(
            pair, ["contact_ratio"], **how, store=store, model="m", progress=lambda *n: told.append(n)
        )
        assert told[5:] == [(1, 3), (2, 3), (3, 3)]
        (again,) = sweep(
            pair, ["contact_ratio"], **how, store=store, model="m", progress=lambda *n: told.append(n)
        )
        assert len(told) == 8
    key = Key("contact_ratio")
    for each in (kept, again):
        assert [*each.values(key)] == [*plain.values(key)] and [*each.unmoved(key)] == [*plain.unmoved(key)]
        assert each.draws.equals(plain.draws)
