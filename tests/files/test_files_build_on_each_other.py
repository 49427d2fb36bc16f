"""Parents, mix-ins, own keys and the command line: who comes last decides, and we know who it was."""

from __future__ import annotations

import pickle

import pytest

from tests.files.shelf import CUT, GOOD, HOUSE, PEER, shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import cite, list_scenarios, load_scenario, resolved, sources
from tup_sim.files.load import load_any
from tup_sim.files.places import scenario_folder
from tup_sim.files.sources import source_ids
from tup_sim.files.strict_yaml import read_text
from tup_sim.files.values import split_reason
from tup_sim.model.parameters import Change, Parameters, Trigger


@pytest.fixture
def write(tmp_path):
    """Write a scenario file and return its path as text."""

    def writer(name: str, text: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writer


def test_a_file_sets_what_it_says_and_leaves_the_rest():
    house = load_scenario(HOUSE).parameters
    assert (house.professionals.posts, house.professionals.fte) == (4, 0.8)
    assert house.overhead == 60_000
    assert house.hire_delay.low == pytest.approx(8.667, abs=0.001)
    assert house.hire_delay.mode == Parameters().hire_delay.mode
    assert house.requests == Parameters().requests


def test_a_value_in_a_group_leaves_the_defaults_of_that_place():
    guidance = load_scenario(
        HOUSE, settings=["requests.expert_care.sigma=0.5"]
    ).parameters.requests.expert_care
    assert (guidance.sigma, guidance.rate) == (0.5, Parameters().requests.expert_care.rate)


def test_every_value_knows_who_set_it_and_why():
    house = load_scenario(HOUSE)
    assert house.origin["professionals.posts"] == "organisations/small_house.yaml:2"
    assert house.origin["hire_delay.low"] == "organisations/small_house.yaml:8"
    assert house.reasons == {"staff_quit": "ND05", "overhead": "rent of a small building"}
    assert house.name == "small_house"
    assert house.about == "A small house"


def test_mixins_come_after_the_file_and_settings_after_those():
    base, peer = load_scenario(HOUSE), load_scenario(HOUSE, [PEER])
    last = load_scenario(HOUSE, [PEER], ["coordinators.fte=70 %"])
    assert [each.parameters.coordinators.fte for each in (base, peer, last)] == [0.5, 0.9, 0.7]
    assert peer.origin["coordinators.fte"] == "policies/peer_help.yaml:3"
    assert last.origin["coordinators.fte"] == "--set coordinators.fte"
    assert peer.parameters.professionals.posts == 4
    assert peer.name == last.name == "small_house + peer_help"


def test_a_file_lays_its_parent_first_then_its_mixins_then_itself(write):
    write("one.yaml", "reserve: 1\nplaces: 1\nincome: 1")
    write("two.yaml", "reserve: 2\nplaces: 2")
    path = write("three.yaml", "extends: ./one.yaml\nwith: [./two.yaml]\nreserve: 3")
    made = load_any(path).scenario
    assert (made.parameters.reserve, made.parameters.places, made.parameters.income) == (3, 2, 1)
    assert made.name == "three"


def test_chains_are_followed_and_changes_are_added_up(write):
    path = write("mine.yaml", "with: cut_half\nchanges:\n  - at: 3\n    set: {reserve: 5}")
    made = load_any(path).scenario
    assert made.parameters.cut.size == 0.5
    assert [change.at for change in made.changes] == [60, 0, 3]


def test_a_change_is_read_with_its_date_ramp_end_and_trigger():
    first, second = load_any(PEER).scenario.changes
    assert first == Change({"coordinators.fte": 1.0}, at=60, over=26, until=104, label="more coaching")
    assert second.trigger == Trigger("work_pressure", above=True, line=1.1, weeks=8)
    assert second.values == {"step_in_rule": "professional", "h_long": 0.1 / 12}
    assert load_any(PEER).scenario.reasons["changes[1].h_long"] == "the board decided so"


@pytest.mark.parametrize(
    ("word", "value"), [("on", True), ("off", False), ("yes", True), ("no", False), ("true", True)]
)
def test_a_switch_understands_the_words_people_use(word, value):
    assert load_scenario(HOUSE, settings=[f"mechanisms.strain={word}"]).parameters.mechanisms.strain is value


def test_a_list_is_set_as_a_list():
    made = load_scenario(
        HOUSE, settings=["pattern_by_unit=[peer, owner]", "open_dayparts=['24/7']"]
    ).parameters
    assert (made.pattern_by_unit, made.open_dayparts) == (("peer", "owner"), ("24/7",))


def test_weeks_replace_the_horizon():
    made = load_scenario(HOUSE, weeks=26)
    assert (made.parameters.horizon, made.origin["horizon"]) == (26, "--weeks")


def test_nobody_at_all_is_a_possible_organisation():
    nobody = [
        "professionals.posts=0",
        "coordinators.posts=0",
        "volunteers_initial=0",
        "places=0",
        "recruitable_people=0",
    ]
    assert load_scenario(HOUSE, settings=nobody).parameters.volunteers_initial == 0


def test_a_date_counts_only_if_something_happens_then():
    assert load_scenario(HOUSE, settings=["cut.at=700", "volunteer_shock.at=700", "demand_shock.at=700"])


def test_a_measured_value_on_the_command_line_counts_as_said_there():
    made = load_scenario(HOUSE, settings=["staff_quit=0.3", "absence_base={value: 5 %, because: a guess}"])
    assert made.reasons["staff_quit"] == "command line"
    assert made.reasons["absence_base"] == "a guess"


def test_a_measured_value_of_a_mixin_counts_as_said_on_the_command_line(write):
    path = write("quit.yaml", "staff_quit: 0.3")
    assert load_scenario(HOUSE, [path]).reasons["staff_quit"] == "command line"
    with pytest.raises(ScenarioError, match="was measured"):
        load_scenario(write("mine.yaml", f"extends: small_house\nwith: {path}"))


def test_a_measured_value_that_stays_the_same_needs_no_reason(write):
    assert load_any(write("a.yaml", "staff_quit: 14 %")).scenario.origin == {}
    assert (
        load_scenario(write("b.yaml", "extends: small_house\nstaff_quit: 0.18")).reasons["staff_quit"]
        == "ND05"
    )


def test_a_value_that_returns_to_the_default_has_no_origin_left():
    made = load_scenario(HOUSE, settings=["professionals.posts=10", "staff_quit=14 %"])
    assert not {"professionals.posts", "staff_quit"} & {*made.origin, *made.reasons}


def test_a_reason_may_name_sources_and_say_more():
    made = load_scenario(
        HOUSE, settings=["staff_quit={value: 0.2, source: [ND04, ND05], because: 'both: mean'}"]
    )
    assert made.reasons["staff_quit"] == "ND04, ND05: both: mean"
    assert split_reason(made.reasons["staff_quit"]) == ("ND04, ND05", "both: mean")
    assert split_reason("because: I say so") == ("", "because: I say so")


def test_equal_scenarios_are_resolved_to_equal_data_whatever_the_way():
    by_file = resolved(load_scenario(HOUSE, [CUT]))
    again = load_scenario(HOUSE, settings=["professionals.posts=4"])
    assert by_file == resolved(load_scenario(str(GOOD / "organisations/small_house.yaml"), [CUT]))
    assert resolved(again) == resolved(load_scenario(HOUSE))
    assert by_file["parameters"]["cut"]["size"] == 0.5
    assert type(by_file["parameters"]["pattern"]) is str


def test_a_scenario_can_be_sent_to_another_process():
    made = load_scenario(HOUSE, [PEER])
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_path_starts_from_the_file_that_names_it(write):
    write("far/base.yaml", "reserve: 3")
    assert load_any(write("near/mine.yaml", "extends: ../far/base.yaml")).scenario.parameters.reserve == 3


def test_what_is_said_and_assumed_holds_until_a_file_says_otherwise(write):
    write("base.yaml", "said: one thing\nassumed: {en: much, nl: veel}")
    write("mine.yaml", "extends: ./base.yaml\nassumed: little")
    made = load_any(write("again.yaml", "extends: ./mine.yaml\ncut: {size: 10 %}")).scenario
    assert (made.said, made.assumed) == ({"en": "one thing"}, {"en": "little"})


def test_the_list_names_every_scenario_with_its_kind():
    assert list_scenarios() == [
        ("small_house", "organisation", "A small house"),
        ("peer_help", "policy", "Volunteers stand beside professionals"),
        ("cut_half", "shock", "Half of the subsidy goes"),
    ]


def test_a_broken_file_does_not_break_the_list(tmp_path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/broken.yaml").write_text("- 1")
    with shelf(tmp_path):
        assert list_scenarios()[0][:2] == ("broken", "unreadable")


def test_sources_are_read_and_cited():
    assert set(sources()) == set(source_ids()) == {"ND04", "ND05", "NJ04"}
    assert cite("ND05") == "ND05: Why people leave. A report"
    with pytest.raises(ScenarioError, match="did you mean 'ND05'"):
        cite("ND0")


def test_a_source_without_title_is_refused(tmp_path):
    (tmp_path / "sources.yaml").write_text("A1: {kind: x, reference: y}")
    with shelf(tmp_path), pytest.raises(ScenarioError, match=r"sources.yaml:1: source 'A1' has no title"):
        sources()


def test_the_supplied_scenarios_lie_beside_or_inside_the_package():
    assert scenario_folder().name in ("scenarios", "_scenarios")


@pytest.mark.parametrize(
    ("text", "value"),
    [("no", "no"), ("12:30", "12:30"), ("010", 10), ("1e3", 1000.0), ("2024-01-01", "2024-01-01"), (".5", 0.5),
     ("1_000", "1_000"), ("0x10", "0x10"), ("~", None), ("+3", 3), ("'3'", "3"), ("9999999999999999", 1e16)],
)  # fmt: skip
def test_yaml_is_read_as_version_1_2_without_surprises(text, value):
    read = read_text(f"a: {text}", "x").plain()["a"]
    assert (read, type(read)) == (value, type(value))
