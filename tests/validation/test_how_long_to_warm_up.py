"""``python -m validation warm-up``: a warm-up will do when slow states are shown not to move after it."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from tests.conservation.worlds import BASES, with_values
from tests.study import fakes
from tup_sim.model.parameters import Scenario
from validation.__main__ import validation
from validation.warming_up import LEAST_AFTER, as_markdown, need_of

WEEKS, WARMUP = 208, 52


def observe(scenario, seed, replication, windows, only=()):
    """Level from the start; falling for 60 weeks; rising to the end; so noisy that nobody can tell; with a gap."""
    weeks = scenario.parameters.horizon
    luck, week = np.random.default_rng([seed, replication]), np.arange(weeks)
    series = {
        "competence": 0.5 + luck.normal(0, 0.002, weeks),
        "belonging": 0.5 + 0.4 * np.maximum(0.0, 1 - week / 60) + luck.normal(0, 0.002, weeks),
        "recognition": 0.02 * week,
        "professional_strain": luck.normal(0, 0.02) * week + luck.normal(0, 0.1, weeks),
        "openness": np.where(week == 70, np.nan, 0.5),
        "role_clarity": np.where(week < 2, np.nan, 0.5),
    }
    return fakes.Observation({}, {name: list(values) for name, values in series.items()})


@pytest.fixture
def need(monkeypatch):
    from tup_sim.study.warm_up import run_in

    monkeypatch.setattr("tup_sim.measures.observe", observe)
    values = {"warmup": WARMUP, "horizon": WEEKS - WARMUP}
    scenario = Scenario("house", with_values(BASES["open_house"], values))
    return need_of("house", WARMUP, run_in(scenario, 6, jobs=1).runs)


def test_a_state_rests_from_the_week_after_which_nothing_is_to_come(need):
    seen = {each.verdict.outcome: each for each in need.states}
    assert seen["competence"].rests == seen["competence"].unrefuted == 0
    assert seen["competence"].verdict.word == "yes"
    assert seen["belonging"].rests == 52  # falls until week 60, and by less than its band in what is left
    assert seen["role_clarity"].rests == 0  # the first weeks without a value do not count against it


def test_what_moves_to_the_end_needs_more_than_there_is_and_the_whole_need_is_not_shown(need):
    seen = {each.verdict.outcome: each for each in need.states}
    assert seen["recognition"].rests is None and seen["recognition"].unrefuted is None
    assert seen["recognition"].verdict.word == "**no**"
    assert need.shown is None and need.unrefuted is None


def test_that_nothing_was_shown_to_move_does_not_show_that_it_rests(need):
    noisy = next(each for each in need.states if each.verdict.outcome == "professional_strain")
    assert noisy.unrefuted == 0
    assert noisy.rests is None
    assert noisy.verdict.word == "cannot tell"


def test_a_state_without_a_value_in_some_week_is_not_looked_at(need):
    outcomes = [each.verdict.outcome for each in need.states]
    assert "openness" not in outcomes
    assert sorted(outcomes) == [
        "belonging",
        "competence",
        "professional_strain",
        "recognition",
        "role_clarity",
    ]


def test_the_table_says_what_the_file_gives_and_how_many_runs_there_were(need):
    text = as_markdown(need)
    assert text.startswith("## house: 6 runs of 208 weeks, seed 1")
    assert "The file gives 52 weeks" in text
    assert "1 of 5 states are shown to move" in text
    assert sum(line.startswith("| ") and "`" in line for line in text.splitlines()) == len(need.states)


def test_all_states_that_rest_make_a_need(need):
    quiet = tuple(each for each in need.states if each.rests is not None)
    assert need._replace(states=quiet).shown == 52
    assert "Every state is shown to rest from week 52 on" in as_markdown(need._replace(states=quiet))


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("open_house", "--all"), "either organisations or --all"),
        (("open_house", "--seed", "2500"), "left free"),
        (("open_house", "--weeks", "20", "--replications", "2"), f"at least {LEAST_AFTER} are needed"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(words, problem):
    done = CliRunner().invoke(validation, ["warm-up", *words])
    assert done.exit_code != 0
    assert problem in done.output + str(done.exception)
