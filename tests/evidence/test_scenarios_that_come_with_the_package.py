"""Every supplied scenario can be read, says what it is in two languages, and fits where it is meant for."""

from __future__ import annotations

import re
from math import isnan

import pytest

from tests.evidence.cited import ROOT, scenario_files
from tests.rows import on_each
from tup_sim.errors import ScenarioError
from tup_sim.files.load import flat, load_any, load_scenario
from tup_sim.files.places import find, place_of
from tup_sim.files.reading import Reading
from tup_sim.files.values import split_reason
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.study import replicate

FILES = scenario_files()
NAMES = [path.stem for path in FILES]
ORGANISATIONS = [path.stem for path in FILES if path.parent.name == "organisations"]
BASES = ["buddy_programme", "care_home_unit", "open_house"]  # the others build on one of these
INSPIRED = [name for name in ORGANISATIONS if name not in BASES]
THEORY = [path.stem for path in FILES if path.parent.name == "theory"]
MIXINS = [path.stem for path in FILES if path.parent.name in ("policies", "shocks")]
READING = Reading()  # nobody writes in these files while the tests run
SAME_AS_DEFAULT = {"open_house", "cut_0", "tailored_coaching"}


def test_names_are_unique():
    assert len(NAMES) == len(set(NAMES))


@on_each("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_says_what_it_is_in_english_and_dutch(path):
    about = READING.document(place_of(path)).about
    assert set(about) == {"en", "nl"}
    for line in about.values():
        assert len(line) <= 110
        assert not line.endswith(".")
    assert about["en"] != about["nl"]


@on_each("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_begins_with_words_on_what_it_rests_on(path):
    assert path.read_text(encoding="utf-8").startswith("# ")


@on_each("name", NAMES)
def test_a_scenario_can_be_read_and_does_something(name):
    scenario = load_any(name).scenario
    differs = scenario.parameters != Parameters() or bool(scenario.changes)
    assert differs != (name in SAME_AS_DEFAULT)


@on_each("name", NAMES)
def test_what_describes_an_organisation_can_be_run_alone_and_nothing_else(name):
    if name in MIXINS:
        with pytest.raises(ScenarioError, match=f"is laid over an organisation .*[+]{name}"):
            load_scenario(name)
    else:
        assert load_scenario(name).house == name


@pytest.mark.parametrize(
    "organisation", ["open_house", *(pytest.param(name, marks=pytest.mark.verify) for name in BASES[:2])]
)
def test_every_policy_and_shock_fits_on_every_organisation(organisation, monkeypatch):
    monkeypatch.setattr("tup_sim.files.cures.Reading", lambda *known: Reading(*known) if known else READING)
    for mixin in MIXINS:
        if organisation in _houses(mixin):
            assert isinstance(load_scenario(organisation, [mixin]), Scenario)
        else:
            with pytest.raises(ScenarioError, match=f"'{mixin}' is meant for"):
                load_scenario(organisation, [mixin])


def _houses(mixin):
    """Organisations a mix-in is meant for."""
    return READING.document(find(mixin)).meant_for or tuple(ORGANISATIONS)


@on_each("organisation", INSPIRED)
def test_what_is_meant_for_a_house_suits_what_builds_on_it(organisation):
    if (document := READING.document(find(organisation))).parent.value == "open_house":
        assert load_scenario(organisation, ["limited_places"]).parameters.volunteer_places == 65
    else:
        with pytest.raises(ScenarioError, match=f"not for '{document.place.name}'"):
            load_scenario(organisation, ["limited_places"])


@on_each("organisation", INSPIRED)
def test_an_organisation_of_the_report_says_what_is_said_and_what_is_assumed(organisation):
    document = READING.document(find(organisation))
    assert set(document.said) == set(document.assumed) == {"en", "nl"}
    assert max(len(line) for line in (*document.said.values(), *document.assumed.values())) <= 320
    assert re.search(r"not an? (portrait|organisation)", _first_comment(find(organisation).path))
    for setting in document.settings:
        source, because = split_reason(setting.reason)
        assert source or because.startswith(("assumed: ", "balance: ", "measured at rest")), setting.path
        assert because, setting.path


def _first_comment(path):
    lines = path.read_text("utf-8").partition("about:")[0].splitlines()
    return " ".join(line.removeprefix("#").strip() for line in lines)


@pytest.mark.parametrize("organisation", INSPIRED)
def test_an_organisation_of_the_report_runs(organisation):
    scenario = load_scenario(organisation, weeks=8, settings=["warmup=0", "units=1"])
    found = replicate(scenario, 1, seed=1, jobs=1)
    assert not found.failures
    core = found.interval("core_met").mean  # one circle of one client may have asked for nothing yet
    assert isnan(core) if organisation == "cosa_circle" else core > 0.6
    assert found.interval("volunteers").mean == pytest.approx(scenario.parameters.volunteers_initial, rel=0.3)


def test_a_file_says_which_house_it_is_meant_for_where_people_choose_it():
    for mixin in MIXINS:
        document = READING.document(find(mixin))
        assert ("(open house)" in document.about["en"]) == (document.meant_for == ("open_house",)), mixin
        assert ("(open huis)" in document.about["nl"]) == (document.meant_for == ("open_house",)), mixin


def test_a_mixin_that_sets_the_income_says_whose():
    with_income = [
        name for name in MIXINS if load_any(name).scenario.parameters.income != Parameters().income
    ]
    assert with_income == ["double_coordinator", "half_coordinator"]
    assert all(_houses(name) == ("open_house",) for name in with_income)


def test_the_open_house_is_the_declared_defaults():
    assert load_scenario("open_house").parameters == Parameters()


@pytest.mark.parametrize("pattern", ["extra", "peer", "owner"])
@pytest.mark.parametrize("organisation", BASES)
def test_a_pattern_leaves_no_exception_by_family(organisation, pattern):
    parameters = load_scenario(organisation, [pattern]).parameters
    assert parameters.pattern == pattern
    assert set(parameters.pattern_by_family.model_dump().values()) == {"same"}


def test_cuts_differ_in_size_alone():
    cuts = {size: flat(load_any(f"cut_{size}").scenario) for size in (0, 6, 12, 20, 30)}
    for size, values in cuts.items():
        assert values.pop("cut.size") == pytest.approx(size / 100)
        assert values.pop("cut.at") == 52
        assert values.pop("cut.announced") == 13
    assert all(values == {**cuts[0]} for values in cuts.values())


@on_each("name", THEORY)
def test_a_check_against_theory_switches_everything_off(name):
    parameters = load_scenario(name).parameters
    assert not any(parameters.mechanisms.model_dump().values())
    assert not parameters.rosters
    assert parameters.open_dayparts == ("24/7",)


def test_a_file_speaks_of_claims_that_look_like_claims():
    near_miss = re.compile(r"\b(?:C\d{1,2}|C\d{4,}|N[A-J]\d|N[A-J]\d{3,})\b")
    for path in FILES:
        assert not near_miss.findall(path.read_text(encoding="utf-8")), path.relative_to(ROOT)
