"""``scenario check`` says on paper what money, clients and volunteers would do, and what was taken over unscaled."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.conservation.worlds import with_values
from tests.files.shelf import shelf
from tup_sim.cli import main
from tup_sim.files import load_scenario
from tup_sim.files.at_rest import money_warning, rest_lines
from tup_sim.files.load import load_any
from tup_sim.files.places import scenario_folder, supplied
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.rules.budget import left_over
from tup_sim.model.rules.resting import at_rest

SUPPLIED = scenario_folder()
HOUSE = Parameters()
OWN = """\
extends: open_house
professionals: {posts: 6, fte: 0.76}
places: 80
volunteers_initial: 38
income: 480000
"""


@pytest.fixture(autouse=True)
def _with_what_is_supplied():
    with shelf(SUPPLIED):
        yield


@pytest.fixture
def write(tmp_path):
    def writer(text: str) -> str:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writer


def lines(name: str, mixins=(), settings=()) -> list[str]:
    return list(rest_lines(name, load_any(name, mixins, settings).scenario))


def text(name: str, mixins=(), settings=()) -> str:
    return "\n".join(lines(name, mixins, settings))


# -- the estimate --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", [each for each in supplied() if each.is_organisation], ids=lambda each: each.name
)
def test_what_comes_with_the_package_balances_on_paper(place):
    p = load_scenario(place.name).parameters
    rest = at_rest(plain(p))
    assert rest.left == pytest.approx(0.0, abs=1.0) and left_over(plain(p)) <= 1.0
    assert rest.start == pytest.approx(rest.stop, rel=0.005)
    assert rest.become == pytest.approx(rest.volunteers, rel=0.02)
    assert rest.waiting > 0.0 and rest.filled == 1.0
    assert rest.saved_on_vacancies == pytest.approx(rest.hiring_and_replacement, rel=0.3)


def test_costs_are_the_lines_of_the_budget_of_all_units():
    rest = at_rest(plain(with_values(HOUSE, {"units": 3})))
    assert (rest.income, rest.costs, rest.left) == pytest.approx((3 * 629_564, 3 * 629_564, 0.0))
    assert (rest.volunteers, rest.apply) == (195, 7.5)


def test_who_waits_is_who_comes_beyond_the_places_and_has_not_given_up():
    rest = at_rest(plain(with_values(HOUSE, {"places": 80})))
    assert rest.waiting == pytest.approx((2.5 - 80 / 52) / 0.02)
    assert at_rest(plain(with_values(HOUSE, {"waiting_list_exit_rate": 0.0}))).waiting == float("inf")
    few = at_rest(plain(with_values(HOUSE, {"applicants": 1.0})))
    assert (few.waiting, few.filled) == (0.0, pytest.approx(52 / 120))


def test_volunteers_become_as_many_as_begin_in_a_stay():
    half = at_rest(plain(with_values(HOUSE, {"volunteers_initial": 32})))
    assert half.start > half.stop and 50 < half.become < 75
    assert at_rest(plain(with_values(HOUSE, {"volunteer_places": 40}))).become == 40.0
    steady = {"mechanisms.recruitment": False, "starters_per_month": 0.5}
    by_class = with_values(HOUSE, {"submodels.leaving": "classes", **steady})
    assert at_rest(plain(by_class)).become == pytest.approx(0.5 * (0.45 / 0.2 + 0.55 / 0.009))
    alike = {"leaving.spread": 0.0, "leaving.attitude": 0.0, "job_hazard": 0.0, "job_hazard_seeker": 0.0}
    by_attitude = with_values(HOUSE, {"submodels.leaving": "attitude", **steady, **alike})
    assert at_rest(plain(by_attitude)).become == pytest.approx(0.5 / (0.0034 + 0.0003 + 0.016))


NOBODY_LEAVES = {
    "classes": {"h_long": 0.0},
    "attitude": {name: 0.0 for name in ("leaving.shock", "leaving.asked", "job_hazard", "job_hazard_seeker")},
}


@pytest.mark.parametrize("rule", NOBODY_LEAVES)
def test_where_some_never_leave_volunteers_become_as_many_as_there_is_room_for(rule):
    rest = at_rest(plain(with_values(HOUSE, {"submodels.leaving": rule, **NOBODY_LEAVES[rule]})))
    assert (rest.stop, rest.become) == (0.0, 650.0)


@pytest.mark.parametrize(
    "empty", ["places", "volunteers_initial", "recruitable_people", "professionals.posts", "applicants"]
)
def test_an_organisation_without_something_can_be_estimated(empty):
    rest = at_rest(plain(with_values(HOUSE, {empty: 0})))
    assert rest.become >= 0.0 and rest.waiting >= 0.0 and rest.filled <= 1.0


# -- what is told --------------------------------------------------------------------------------------------


def test_an_own_house_hears_what_it_does_and_what_it_took_over(write):
    said = text(write(OWN))
    assert "money: income EUR 480000 a year, costs 442289: 37711 left over" in said
    assert "overhead 102300, volunteers 7030" in said
    assert "clients: 2.5 a week apply for 1.54 places that come free; about 48 wait" in said
    assert "38 at the start become about 63 in the end" in said
    assert "taken over from open_house and not scaled, although this is about 0.667 of it:" in said
    for path in (
        "applicants 2.5",
        "overhead 102300",
        "recruitable_people 650",
        "occasional_stock 38",
        "replacement_budget 11655",
    ):
        assert path in said
    assert "income 629564" not in said  # that is its own


def test_the_line_it_gives_cures_what_it_tells_of(write):
    (line,) = (each for each in lines(write(OWN)) if each.startswith("size: "))
    cured = write(OWN + line)
    said, p = text(cured), load_scenario(cured).parameters
    assert "taken over" not in said
    assert (p.places, p.income, p.volunteers_initial) == (80, 480_000, 38)
    assert (p.applicants, p.recruitable_people, p.overhead) == (1.6675, 434, pytest.approx(68_234, abs=1))
    assert at_rest(plain(p)).waiting < 10


def test_an_organisation_that_extends_none_took_over_what_is_declared(write):
    own = OWN.replace("extends: open_house", "kind: organisation")
    said = lines(write(own))
    assert said[-2:] == ["extends: open_house", "size: 0.667"]
    cured = write("\n".join([*said[-2:], own]))
    assert "taken over" not in text(cured) and load_scenario(cured).parameters.recruitable_people == 434


def test_an_own_house_of_the_same_size_took_over_nothing_that_needs_scaling(write):
    assert "taken over" not in text(write("extends: open_house\nplaces: 122\nincome: 640000"))
    assert "taken over" not in text(write("extends: open_house\nthanks: 2"))


def test_a_house_with_places_that_stay_free_or_money_that_falls_short_hears_it(write):
    said = text(write("extends: open_house\napplicants: 1.2\nincome: 600000"))
    assert "48 % of the places stay free" in said
    assert "costs 629564: 29564 too little" in said and "WARNING" not in said


@pytest.mark.parametrize("layer", ["peer", "cut_20", "theory_erlang_c"])
def test_a_layer_and_a_check_against_theory_have_no_rest(layer):
    assert lines(layer) == []


def test_check_prints_it_below_the_line_that_says_ok(write):
    done = CliRunner().invoke(main_command(), ["scenario", "check", write(OWN), "open_house"])
    assert done.exit_code == 0
    assert "ok  mine: 5 values set, 0 changes\n    at rest, on paper (no run):\n    money:" in done.output
    assert "\n    size: 0.667\nok  open_house: 0 values set, 0 changes\n" in done.output


def main_command():
    import click

    from tup_sim.cli.scenarios import scenario

    group = click.Group("tup-sim")
    group.add_command(scenario)
    return group


# -- warnings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("income", "words"),
    [
        ("480", "covers less than half of the costs at rest, EUR 629564; is a figure missing?"),
        ("300000", "covers less than half"),
        ("560000", "is 11 % short of the costs"),
        ("700000", "is 11 % more than the costs"),
    ],
)
def test_money_that_cannot_balance_is_a_warning(write, income, words):
    mine = write(f"extends: open_house\nincome: {income}")
    assert words in str(money_warning(load_scenario(mine)))
    assert lines(mine)[-1].startswith("WARNING: ") and words in lines(mine)[-1]
    assert words in str(money_warning(load_scenario("open_house", settings=[f"income={income}"])))


@pytest.mark.parametrize("income", ["570000", "690000"])
def test_money_that_is_less_than_a_tenth_off_is_none(income):
    assert money_warning(load_scenario("open_house", settings=[f"income={income}"])) is None


def test_what_comes_with_the_package_is_not_warned_of():
    for name in ("open_house", "buddy_programme", "theory_erlang_c"):
        assert money_warning(load_scenario(name)) is None
    assert money_warning(load_scenario("open_house", ["double_coordinator", "cut_20"])) is None
    without = load_scenario("open_house", settings=["income=480", "mechanisms.money=off"])
    assert money_warning(without) is None


@pytest.mark.parametrize("command", [["run"], ["compare", "+peer"]])
def test_run_and_compare_say_it_once_on_standard_error(capsys, command):
    few = ["-n", "1", "--weeks", "1", "--jobs", "1", "--outcome", "cost", "--set", "warmup=0"]
    with pytest.raises(SystemExit):
        main([command[0], "open_house", *command[1:], *few, "--set", "income=480"])
    out, err = capsys.readouterr()
    assert err.count("income of EUR 480 a year covers less than half") == 1
    assert "covers less than half" not in out
