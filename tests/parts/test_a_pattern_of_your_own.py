"""Patterns are data: the three may be shaded, and a scenario may add others."""

from __future__ import annotations

import json

import pytest

from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario, resolved
from tup_sim.files.compare import differences
from tup_sim.files.explain import explained
from tup_sim.files.load import flat
from tup_sim.files.schema import scenario_schema
from tup_sim.files.show import as_yaml
from tup_sim.measures.observe import observe
from tup_sim.model.parameters import plain, value_at
from tup_sim.model.patterns import entry_threshold, family_pattern, mandate_levels, peer_review_interval
from tup_sim.model.people.families import TASK_TYPES, Level
from tup_sim.study.ranges import only_these, ranges_of

SHARED = "patterns: {shared: {like: peer, holds: 0.7, mandate: {guidance: none}}}\npattern: shared\n"
GUIDANCE = TASK_TYPES.index("guidance")


@pytest.fixture
def house(tmp_path):
    def make(text: str, *settings: str, name: str = "mine.yaml", parent: str = "open_house"):
        path = tmp_path / name
        path.write_text(f"extends: {parent}\n{text}", encoding="utf-8")
        return load_scenario(str(path), settings=settings)

    return make


def test_an_added_pattern_is_as_the_one_it_is_like_where_it_says_nothing_else(house):
    p = house(SHARED).parameters
    shared, peer = p.patterns.by_name()["shared"], p.patterns.peer
    assert (shared.holds, shared.mandate.guidance) == (0.7, "none")
    assert shared.model_copy(update={"holds": peer.holds, "mandate": peer.mandate}) == peer
    assert shared.mandate.model_copy(update={"guidance": "on_call"}) == peer.mandate


def test_the_model_lives_by_it(house):
    p = plain(
        house(
            SHARED + "pattern_by_family: {practical: same}\nunits: 2\npattern_by_unit: [owner]\n"
        ).parameters
    )
    assert [family_pattern(p, unit, "guidance").holds for unit in (0, 1)] == [0.0, 0.7]
    assert [mandate_levels(p, unit)[GUIDANCE] for unit in (0, 1)] == [Level.AUTONOMOUS, Level.NONE]
    assert [entry_threshold(p, unit) for unit in (0, 1)] == [0.45, 0.35]
    assert [peer_review_interval(p, unit) for unit in (0, 1)] == [2.0, 0.0]


def test_it_is_like_another_that_is_added_whatever_the_order(house):
    made = house("patterns: {last: {like: first, holds: 0.2}, first: {like: owner, entry_threshold: 0.6}}\n")
    last = made.parameters.patterns.by_name()["last"]
    assert (last.holds, last.entry_threshold, last.at_distance) == (0.2, 0.6, True)


def test_what_shades_the_pattern_it_is_like_shades_it_too(house):
    made = house(SHARED + "patterns.peer.entry_threshold: 0.5\n")
    assert made.parameters.patterns.by_name()["shared"].entry_threshold == 0.5


def test_a_mix_in_may_define_it_and_a_file_may_shade_it(house, tmp_path):
    (tmp_path / "shared.yaml").write_text(SHARED)
    p = house("with: [./shared.yaml]\npatterns: {shared: {holds: 0.6}}\n").parameters
    assert (p.pattern, p.patterns.by_name()["shared"].holds) == ("shared", 0.6)


def test_it_is_set_on_the_command_line(house):
    p = house(SHARED, "patterns.shared.holds=0.55", "pattern_by_unit=[extra, shared]").parameters
    assert (p.patterns.by_name()["shared"].holds, p.pattern_by_unit) == (0.55, ("extra", "shared"))


def test_a_pattern_that_says_nothing_of_its_own_gives_the_same_runs(house):
    week = {"whole": (0.0, 4.0)}
    made = house("patterns: {twin: {like: peer}}\npattern: twin\nhorizon: 4\nwarmup: 2\ncut.at: 3\n")
    same = house("pattern: peer\nhorizon: 4\nwarmup: 2\ncut.at: 3\n")
    one, other = (observe(each, 1, 0, week).values for each in (made, same))
    assert {key: repr(value) for key, value in one.items()} == {
        key: repr(value) for key, value in other.items()
    }


def test_what_it_says_of_its_own_makes_another_run(house):
    quick = "horizon: 6\nwarmup: 2\ncut.at: 3\n"
    other = "patterns: {mine: {like: peer, mandate: {companionship: none}}}\npattern: mine\n"
    one, two = (
        observe(house(text + quick), 1, 0, {"all": (0.0, 6.0)}).values for text in ("pattern: peer\n", other)
    )
    assert one != two


def test_the_identity_of_a_run_is_the_pattern_filled_in(house):
    long = "patterns: {shared: {like: extra, holds: 0.7, entry_threshold: 0.35, mandate: {companionship: on_call, "
    long += "activities: on_call, practical: on_call, practical_core: on_call, personal_care: nearby}}}\n"
    assert resolved(house(SHARED)) == resolved(house(long + "pattern: shared\n"))


def test_what_is_shown_of_it_can_be_loaded_again(house, tmp_path):
    made = house(
        "patterns: {b: {like: a}, a: {like: owner, holds: {value: 0, because: as now}}}\npattern: b\n"
    )
    for everything in (False, True):
        (tmp_path / "again.yaml").write_text(as_yaml(made, everything))
        back = load_scenario(str(tmp_path / "again.yaml"))
        assert (resolved(back), back.reasons) == (resolved(made), made.reasons)


def test_it_is_explained_and_compared(house):
    made = house(SHARED)
    assert "set by" in explained(made, "patterns.shared.holds", 80)
    assert explained(made, "", 80).count("patterns.shared.") == 2
    assert differences(load_scenario("open_house"), made)["patterns.shared.holds"] == ("-", 0.7)
    with pytest.raises(ScenarioError, match="no pattern 'shared'"):
        explained(load_scenario("open_house"), "patterns.shared.holds", 80)


def test_it_changes_at_a_date(house):
    change = "changes:\n  - {at: 4, over: 2, set: {patterns.shared.holds: 0.1}}\n"
    made = house(SHARED + change)
    assert made.changes[0].values == {"patterns.shared.holds": 0.1}
    seen = observe(house(SHARED + change + "horizon: 8\nwarmup: 1\ncut.at: 3\n"), 1, 0, {"all": (0.0, 8.0)})
    assert seen.values


def test_a_number_of_a_pattern_may_be_moved_in_a_sensitivity_analysis(house):
    scenarios = [house(SHARED)]
    paths = ["patterns.shared.holds", "patterns.owner.entry_threshold"]
    ranges, left_out = ranges_of(scenarios, also=paths)
    moved, _ = only_these(ranges, left_out, paths)
    assert [(each.path, each.value, each.low, each.high) for each in moved] == [
        ("patterns.owner.entry_threshold", 0.45, 0.1, 0.6),
        ("patterns.shared.holds", 0.7, 0.0, 1.0),
    ]
    assert "patterns.shared.holds" not in {each.path for each in ranges_of(scenarios)[0]}


def test_an_editor_knows_it():
    own = scenario_schema()["$defs"]["patterns"]["patternProperties"]["^[a-z][a-z0-9_]{0,39}$"]
    assert {"like", "mandate", "holds"} <= set(own["properties"]) and "default" not in json.dumps(
        own["properties"]["holds"]
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("patterns: {shared: {holds: 0.7}}\n", 2, "patterns.shared does not say which pattern it is like"),
        ("patterns: {pear: {holds: 0.7}}\n", 2, "did you mean 'peer'"),
        ("patterns: {shared: {like: pear}}\n", 2, "write: patterns: {shared: {like: peer}}"),
        ("patterns:\n  shared: {like: peer}\n  other: {like: shard}\n", 4, "did you mean 'shared'"),
        ("patterns: {shared: {like: peer, hold: 0.2}}\n", 2, "did you mean 'patterns.shared.holds'"),
        (
            "patterns: {shared: {like: peer, mandat: {guidance: none}}}\n",
            2,
            "did you mean 'patterns.shared.mandate'?",
        ),
        ("patterns: {shared: {like: peer, holds: 2}}\n", 2, "patterns.shared.holds = 2 is out of range"),
        ("patterns: {shared: {like: peer, mandate: {guidance: alone}}}\n", 2, "nearby, on_call, autonomous"),
        ("patterns: {shared: 3}\n", 2, "'patterns.shared' is a group"),
        ("patterns: {eigenaar: {like: peer}}\n", 2, "'eigenaar' already means owner"),
        ("patterns: {same: {like: peer}}\n", 2, "'same' already means the pattern of the organisation"),
        ("patterns: {Mine: {like: peer}}\n", 2, "small letters, digits and _"),
        ("patterns: {a: {like: b}, b: {like: a}}\n", 2, "'a' is like itself in the end"),
        ("patterns: {peer: {like: owner}}\n", 2, "unknown key 'patterns.peer.like'"),
        ("pattern: pear\n", 2, "write: pattern: peer"),
        ("pattern: shared\n", 2, "pattern cannot be the text 'shared'"),
        ("pattern_by_unit: [shard]\npatterns: {shared: {like: owner}}\n", 2, "did you mean 'shared'"),
        ("changes:\n  - {at: 3, set: {pattern: shared}}\n", 3, "pattern cannot be the text 'shared'"),
        ("changes:\n  - {at: 3, set: {patterns.shared.holds: 1}}\n", 3, "no pattern 'shared' to change"),
    ],
)
def test_a_mistake_is_told_with_its_line(house, text, line, said):
    with pytest.raises(ScenarioError) as refused:
        house(text)
    assert f"mine.yaml:{line}: " in str(refused.value) and said in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    ["{like: peer, hold: 0.7}", "{hold: 0.7}", "{like: pear, holds: 0.7}", "{like: peer, holds: 2}", "3"],
)
def test_a_wrong_line_in_a_pattern_is_one_mistake_and_does_not_make_its_name_unknown(house, wrong):
    with pytest.raises(ScenarioError) as refused:
        house(f"patterns: {{shared: {wrong}}}\npattern: shared\npattern_by_unit: [shared]\n")
    assert str(refused.value).count("mine.yaml:") == 1 and "mine.yaml:2: " in str(refused.value)


def test_every_value_of_the_three_is_what_it_was_before_it_could_be_set():
    by_name = {}
    for path, value in flat(load_scenario("open_house")).items():
        group, _, rest = path.partition(".")
        if group == "patterns":
            name, _, part = rest.partition(".")
            by_name.setdefault(name, {})[part.removeprefix("mandate.")] = value
    social = ("companionship", "activities", "practical")
    rest = ("practical_core", "personal_care", "guidance")
    others = ("holds", "at_distance", "entry_threshold", "peer_review_interval")
    assert {name: [each[part] for part in (*social, *rest, *others)] for name, each in by_name.items()} == {
        "extra": ["nearby"] * 3 + ["none"] * 3 + [1.0, False, 0.25, 0.0],
        "peer": ["on_call"] * 4 + ["nearby", "on_call", 0.5, False, 0.35, 0.0],
        "owner": ["autonomous"] * 4 + ["on_call", "autonomous", 0.0, True, 0.45, 2.0],
    }


def test_a_pattern_named_in_python_must_exist():
    from tup_sim.model.processes.changing import with_values

    house = load_scenario("open_house").parameters
    assert value_at(with_values(house, {"pattern": "owner"}), "pattern") == "owner"
    with pytest.raises(ValueError, match="there is no pattern 'shared'"):
        with_values(house, {"pattern": "shared"})
