"""``size:`` scales what an organisation extends: counts, flows and money, and nothing else."""

from __future__ import annotations

import re
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.shelf import shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.explain import explained
from tup_sim.files.keys import keys
from tup_sim.files.load import flat, load_any, paths_set
from tup_sim.files.places import place_of, scenario_folder
from tup_sim.files.reading import Reading
from tup_sim.files.show import as_yaml
from tup_sim.files.size import ratios
from tup_sim.files.strict_yaml import Node
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.rules.budget import budget_at_rest

SUPPLIED = scenario_folder()
COUNTED = r"(clients|persons|starters|units|EUR|requests|groups|contacts|enquiries|talks|hours)"
DOUBTFUL = re.compile(rf"{COUNTED} per (week|month|year)|clients|persons|starters|units|EUR")


@pytest.fixture(autouse=True)
def _with_what_is_supplied():
    with shelf(SUPPLIED):
        yield


@pytest.fixture
def write(tmp_path):
    def writer(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writer


def test_every_count_flow_and_sum_says_whether_it_grows_with_the_organisation():
    undecided = [
        key.path for key in keys().values() if key.extensive is None and DOUBTFUL.fullmatch(key.unit)
    ]
    needless = [key.path for key in keys().values() if key.extensive and not DOUBTFUL.fullmatch(key.unit)]
    assert undecided == needless == []


def test_half_the_size_has_half_of_everything_that_counts_and_all_else_as_it_was(write):
    made = load_scenario(write("half.yaml", "extends: open_house\nsize: 0.5"))
    whole, half = flat(load_scenario("open_house")), flat(made)
    for path, key in keys().items():
        if key.extensive and key.annotation is float:
            assert half[path] == pytest.approx(0.5 * whole[path]), path
        elif not key.extensive and not path.endswith(".fte"):
            assert half[path] == whole[path], path
    assert (half["places"], half["applicants"], half["volunteers_initial"], half["recruitable_people"]) == (
        60,
        1.25,
        33,
        325,
    )
    assert half["volunteer_places"] == -1  # no limit stays no limit


@pytest.mark.parametrize("house", ["open_house", "care_home_unit", "buddy_programme", "zna", "cosa_circle"])
@pytest.mark.parametrize("size", [0.1, 0.33, 0.67, 1.3, 4])
def test_paid_hours_wages_and_the_balance_follow_the_size_exactly(write, house, size):
    one = load_scenario(house).parameters
    other = load_scenario(write("mine.yaml", f"extends: {house}\nsize: {size}")).parameters
    for kind in ("professionals", "coordinators"):
        small, large = (getattr(p, kind) for p in (other, one))
        assert small.posts * small.fte == pytest.approx(size * large.posts * large.fte)
        assert small.fte <= 1.0
    each = one.volunteer_reimbursement + one.volunteer_insurance + one.volunteer_thanks
    rounding = (other.volunteers_initial - size * one.volunteers_initial) * each * one.units
    left = fsum(budget_at_rest(plain(other)).values())
    assert left == pytest.approx(size * fsum(budget_at_rest(plain(one)).values()) - rounding, abs=0.01)


@settings(max_examples=50)
@given(st.floats(0.01, 100.0))
def test_posts_are_whole_people_who_together_work_the_size(size):
    by = ratios(flat_of_the_house(), size)
    posts = by["professionals.posts"] * 10
    assert posts == pytest.approx(round(posts)) and posts >= 1
    assert posts * by["professionals.fte"] * 0.75 == pytest.approx(7.5 * size)
    assert by["professionals.fte"] * 0.75 <= 1 + 1e-9


def numbers_of(scenario):
    return {path: value for path, value in flat(scenario).items() if isinstance(value, int | float)}


def flat_of_the_house():
    return {path: key.default for path, key in keys().items()}


def test_own_keys_and_mix_ins_without_a_house_win_over_the_size(write):
    text = "extends: open_house\nsize: 0.67\nwith: [more_mandated]\nincome: 480000\nprofessionals: {posts: 6}"
    p = load_scenario(write("mine.yaml", text)).parameters
    assert (p.income, p.professionals.posts, p.mandated_inflow, p.places) == (480_000, 6, 10, 80)


@pytest.mark.parametrize("first", ["size: 0.5\nincome: 400000", "income: 400000\nsize: 0.5"])
def test_the_order_within_the_file_does_not_matter(write, first):
    p = load_scenario(write("mine.yaml", f"{first}\nextends: open_house")).parameters
    assert (p.income, p.places) == (400_000, 60)


def test_numbers_of_a_policy_that_belongs_to_the_house_follow_its_size(write):
    mine = write("mine.yaml", "extends: open_house\nsize: 0.5")
    p = load_scenario(mine, ["double_coordinator", "more_asks"]).parameters
    assert (p.coordinators.posts, p.coordinators.fte, p.income) == (2, 0.375, 338_032)
    assert p.recruitment_asks == 3.0
    p = load_scenario(mine, ["half_coordinator"]).parameters
    assert (p.coordinators.fte, p.income) == (0.1875, 303_157)


def test_a_size_within_a_size_is_the_product(write):
    write("half.yaml", "extends: open_house\nsize: 50 %\noverhead: {value: 60000, because: our accounts}")
    p = load_scenario(write("fifth.yaml", "extends: ./half.yaml\nsize: 0.4"), ["more_asks"]).parameters
    assert (p.places, p.overhead, p.recruitment_asks) == (24, 24_000, pytest.approx(1.2))
    assert p.professionals.posts * p.professionals.fte == pytest.approx(7.5 * 0.2)


@pytest.mark.parametrize("house", ["open_house", "care_home_unit", "buddy_programme", "zna", "cosa_circle"])
@pytest.mark.parametrize(
    ("first", "second"), [(0.5, 2), (0.01, 100), (0.04, 25), (0.3, "333.333333333333 %")]
)
def test_a_size_that_is_undone_by_a_size_leaves_the_house_as_it_was(write, house, first, second):
    write("one.yaml", f"extends: {house}\nsize: {first}")
    again = load_scenario(write("two.yaml", f"extends: ./one.yaml\nsize: {second}"))
    assert numbers_of(again) == pytest.approx(numbers_of(load_scenario(house)))


@pytest.mark.parametrize(("first", "second"), [(0.01, 50), (0.33, 0.5), (0.07, 7), (1.3, 1.3), (0.15, 0.15)])
def test_a_size_of_a_size_is_the_size_of_the_product(write, first, second):
    later = "changes: [{at: 60, set: {applicants: 3, volunteer_places: 33, professionals.fte: 0.7}}]"
    write("base.yaml", f"extends: open_house\n{later}")
    write("one.yaml", f"extends: ./base.yaml\nsize: {first}")
    twice = load_scenario(write("two.yaml", f"extends: ./one.yaml\nsize: {second}"), ["double_coordinator"])
    product = f"extends: ./base.yaml\nsize: {first * second}"
    once = load_scenario(write("three.yaml", product), ["double_coordinator"])
    assert numbers_of(twice) == pytest.approx(numbers_of(once))
    assert [each.values for each in twice.changes] == [pytest.approx(each.values) for each in once.changes]


def test_what_a_file_between_two_sizes_sets_follows_only_the_size_above_it(write):
    own = "places: 7\nprofessionals: {posts: 3, fte: 0.6}\nchanges: [{at: 60, set: {recruitable_people: 90}}]"
    write("one.yaml", f"extends: open_house\nsize: 0.01\n{own}")
    made = load_scenario(write("two.yaml", "extends: ./one.yaml\nsize: 2"))
    p = made.parameters
    assert (p.places, p.professionals.posts, p.professionals.fte) == (14, 6, 0.6)
    assert made.changes[0].values == {"recruitable_people": 180}
    assert (p.income, p.volunteers_initial) == (12_591.28, 1)  # 65 volunteers at 0.02


def test_whole_posts_are_counted_once_for_a_size_of_a_size(write):
    write("one.yaml", "extends: open_house\nsize: 0.33")
    between = load_scenario(write("shown.yaml", "extends: ./one.yaml")).parameters.professionals
    assert (between.posts, between.fte) == (3, 0.825)
    made = load_scenario(write("two.yaml", "extends: ./one.yaml\nsize: 0.5")).parameters.professionals
    assert (made.posts, made.fte) == (2, 0.61875)  # 10 posts of 0.75 at 0.165: 1.65 posts, 1.2375 FTE


def test_a_limit_that_a_later_change_brings_follows_the_size(write):
    write("base.yaml", "extends: open_house\nchanges: [{at: 60, set: {volunteer_places: 40}}]")
    made = load_scenario(write("mine.yaml", "extends: ./base.yaml\nsize: 0.5"))
    assert made.parameters.volunteer_places == -1  # no limit at the start
    assert made.changes[0].values == {"volunteer_places": 20}


def test_a_size_too_large_that_is_undone_is_none(write):
    write("many.yaml", "extends: open_house\nplaces: 90000")
    write("more.yaml", "extends: ./many.yaml\nsize: 4")
    made = load_scenario(write("mine.yaml", "extends: ./more.yaml\nsize: 0.5\nplaces: 90000"))
    assert made.parameters.places == 90000


def test_later_changes_of_the_parent_follow_the_size(write):
    change = "{at: 60, set: {applicants: 4, coordinators.fte: 1.0, thanks: 2}}"
    write("base.yaml", f"extends: open_house\nchanges:\n  - {change}")
    text = "extends: ./base.yaml\nsize: 0.5\nchanges:\n  - {at: 70, set: {applicants: 3}}"
    first, second = load_scenario(write("mine.yaml", text)).changes
    assert first.values == {"applicants": 2.0, "coordinators.fte": 0.5, "thanks": 2.0}
    assert second.values == {"applicants": 3.0}


def test_explain_says_where_a_value_comes_from(write):
    made = load_scenario(write("mine.yaml", "extends: open_house\nsize: 0.67\nplaces: 81"))
    text = explained(made, "", 200)
    assert re.search(
        r"overhead = 68541 EUR per year\n +set by .*mine.yaml:2; because: size 0.67 of 102300", text
    )
    assert re.search(r"places = 81 clients\n +set by .*mine.yaml:3\n", text)


def test_what_is_shown_loads_again_as_the_same(write):
    made = load_scenario(write("mine.yaml", "extends: care_home_unit\nsize: 0.67"))
    assert load_scenario(write("again.yaml", as_yaml(made))).parameters == made.parameters


def test_what_a_size_sets_counts_as_set(write):
    mine = write("mine.yaml", "extends: open_house\nsize: 0.5")
    assert {"places", "income", "recruitable_people"} <= set(paths_set(Node(mine, "")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extends: open_house\nsize: 0", "size = 0 is out of range"),
        ("extends: open_house\nsize: -1", "size = -1 is out of range"),
        ("extends: open_house\nsize: 1000", "size = 1000 is out of range"),
        ("extends: open_house\nsize: small", "size cannot be the text 'small'"),
        ("extends: open_house\nsize: [0.5]", "size must be a number"),
        ("extends: open_house\nsize:", "size has no value"),
        ("size: 0.5\nplaces: 60", "this file extends none (write extends: open_house above it)"),
        ("extends: peer\nsize: 0.5", "size: scales an organisation, and 'peer' is a policy"),
        ("extends: ./many.yaml\nsize: 100", "size 100 makes units"),
    ],
)
def test_what_is_no_size_is_refused_with_its_line(write, text, message):
    write("many.yaml", "extends: open_house\nplaces: 90000")
    message = message.replace("makes units", "makes places 9000000, and 100000 is the most")
    with pytest.raises(ScenarioError, match=r"\.yaml:[12]: ") as refused:
        load_scenario(write("mine.yaml", text))
    assert message in str(refused.value)


def test_a_document_without_size_has_none(write):
    assert Reading().document(place_of(SUPPLIED / "organisations/open_house.yaml")).size is None
    assert load_scenario("open_house").parameters == Parameters()


SAID = {"en": "eleven people", "nl": "elf mensen"}


@pytest.mark.parametrize(
    "own",
    [
        "size: 0.5",
        "places: 80",
        "professionals: {posts: 6}",
        "volunteers_initial: 38",
        "reserve: 3",
        "with: [limited_places]",
    ],
)
def test_what_was_said_of_another_organisation_is_not_said_of_this_one(write, own):
    write(
        "base.yaml",
        "extends: open_house\nsaid: {en: eleven people, nl: elf mensen}\nassumed: {en: much, nl: veel}",
    )
    made = load_scenario(write("mine.yaml", f"extends: ./base.yaml\n{own}"))
    assert made.said["en"] == "of base, on which this organisation is based: eleven people"
    assert made.said["nl"] == "van base, waarop deze organisatie gebaseerd is: elf mensen"
    assert made.assumed == {}
    again = load_scenario(write("again.yaml", "extends: ./mine.yaml\nplaces: 70"))
    assert again.said == made.said


BASE = "extends: open_house\nsaid: {en: eleven people, nl: elf mensen}\nassumed: {en: much, nl: veel}\nabout: a house"


@pytest.mark.parametrize(
    ("mixins", "values"),
    [
        ((), ("professionals.posts=7",)),
        ((), ("places=60",)),
        ((), ("income=EUR 400000",)),
        (("limited_places",), ()),
        (("peer",), ()),
        (("cut_20", "double_coordinator"), ()),
    ],
)
def test_of_an_organisation_with_another_value_nothing_is_told_of_the_supplied_one(write, mixins, values):
    for name in ("open_house", write("base.yaml", BASE)):
        made = load_scenario(name, mixins, values)
        assert (made.said, made.assumed, made.about) == ({}, {}, "")


@pytest.mark.parametrize(
    ("mixins", "values"),
    [
        ((), ()),
        (("cut_20",), ("horizon=130", "warmup=26")),
        (("demand_up_10", "half_the_volunteers_leave", "coordinator_leaves"), ()),
        ((), ("professionals.posts=10", "places=120")),
    ],
)
def test_what_is_told_holds_while_every_value_of_the_organisation_is_its_own(write, mixins, values):
    made = load_scenario(write("base.yaml", BASE), mixins, values)
    assert (made.said, made.assumed["en"], made.about) == (SAID, "much", "a house")


def test_a_shock_is_told_of_as_long_as_it_is_as_its_file_says():
    assert load_any("cut_20").scenario.about.startswith("A cut of 20 %")
    assert load_any("cut_20", (), ["cut.size=0.3"]).scenario.about == ""


@pytest.mark.parametrize(("own", "value"), [("places: 60", 60), ("overhead: 51150", 51150)])
def test_who_wrote_a_value_is_told_also_where_it_comes_to_what_the_size_makes_of_it(write, own, value):
    made = load_scenario(write("mine.yaml", f"extends: open_house\nsize: 0.5\n{own}"))
    path = own.partition(":")[0]
    assert flat(made)[path] == value
    assert made.origin[path].endswith("mine.yaml:3")
    assert load_scenario("open_house", (), [own.replace(": ", "=")]).origin[path] == f"--set {path}"
    again = load_scenario(
        write("mine.yaml", f"extends: open_house\nsize: 0.5\n{own}"), (), [own.replace(": ", "=")]
    )
    assert again.origin[path] == f"--set {path}"


def test_what_an_organisation_says_of_itself_is_its_own(write):
    made = load_scenario(
        write("mine.yaml", "extends: open_house\nsize: 0.5\nsaid: six people\nassumed: little")
    )
    assert (made.said, made.assumed) == ({"en": "six people"}, {"en": "little"})
