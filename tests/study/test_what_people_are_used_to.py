"""References belong to the organisation a scenario is about, and are measured there if nobody did before."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import Any

import pytest

from tup_sim.files import load_scenario
from tup_sim.files.places import supplied
from tup_sim.files.store import ResultStore
from tup_sim.files.usual_at_rest import shipped
from tup_sim.model.parameters import Parameters, Scenario, value_at
from tup_sim.model.references import REFERENCES, with_measured
from tup_sim.study import at_rest
from tup_sim.study.at_rest import rested
from tup_sim.study.ranges import ranges_of
from tup_sim.study.store import identity_of_scenario
from tup_sim.study.why import trace_of

MEASURED, WRITTEN = ["submodels.at_rest=measured"], ["submodels.at_rest=written"]
HOUSES = [place.name for place in supplied() if place.is_organisation]
OWN = "extends: open_house\nplaces: 12\nvolunteers_initial: 8\nprofessionals.posts: 3\nwarmup: 2\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An organisation of somebody's own, whose references are measured in two rounds of one short run."""
    monkeypatch.setattr(at_rest, "WEEKS", 4)
    monkeypatch.setattr(at_rest, "RUNS", 1)
    monkeypatch.setattr(at_rest.usual_in, "__defaults__", (None, None, None, "", 1))
    monkeypatch.setattr(at_rest, "_KNOWN", {})
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return str(file)


def references_of(scenario: Scenario) -> dict[str, Any]:
    return {path: value_at(scenario.parameters, path) for path in REFERENCES}


@pytest.mark.parametrize("name", HOUSES)
def test_what_comes_with_the_package_has_its_references_with_it(name: str) -> None:
    found = load_scenario(name, settings=MEASURED)
    assert found.unmeasured is None
    kept, written = shipped(found.parameters), load_scenario(name, settings=WRITTEN)
    assert kept is not None and len(kept) > 60
    assert references_of(found) == {**references_of(written), **kept}, "nothing that was measured is cut off"


def test_whatever_is_laid_over_an_organisation_keeps_its_references() -> None:
    alone = load_scenario("open_house", settings=MEASURED)
    arm = load_scenario("open_house+peer+cut_20", settings=[*MEASURED, "places=40", "mechanisms.exit=off"])
    assert arm.unmeasured is None and references_of(arm) == references_of(alone)


def test_a_length_makes_no_other_organisation_and_a_number_does() -> None:
    house = load_scenario("open_house").parameters
    assert shipped(house.model_copy(update={"horizon": 7})) is not None
    assert shipped(house.model_copy(update={"places": house.places + 1})) is None


def test_arms_of_an_organisation_of_ones_own_share_its_base(own: str) -> None:
    alone, arm = load_scenario(own, settings=MEASURED), load_scenario(own, ["peer", "cut_20"], MEASURED)
    assert alone.unmeasured is not None and arm.unmeasured == alone.unmeasured
    base = arm.unmeasured.organisation.parameters
    assert base.cut.size == 0 and base.pattern == alone.parameters.pattern != arm.parameters.pattern


def test_another_model_is_another_base(own: str) -> None:
    linear = load_scenario(own, settings=[*MEASURED, "submodels.strain=linear"])
    assert linear.unmeasured is not None
    assert linear.unmeasured.organisation.parameters.submodels.strain == "linear"


def test_dated_changes_are_no_part_of_the_base(own: str) -> None:
    Path(own).write_text(OWN + "changes:\n  - {at: 3, set: {thanks: 4}}\n", encoding="utf-8")
    found = load_scenario(own, settings=MEASURED)
    assert found.changes and found.unmeasured is not None
    assert found.unmeasured.organisation.changes == ()


def test_references_are_measured_when_first_needed_and_all_arms_get_them(own: str) -> None:
    asked = [load_scenario(own, over, MEASURED) for over in ([], ["peer"])]
    written = references_of(load_scenario(own, settings=WRITTEN))
    told: list[tuple[int, int]] = []
    alone, arm = rested(asked, 1, lambda *far: told.append(far))
    assert told == [(1, 2), (2, 2)]
    assert alone.unmeasured is None and references_of(alone) == references_of(arm)
    assert sum(written[path] != value for path, value in references_of(alone).items()) > 10
    assert identity_of_scenario(alone) != identity_of_scenario(asked[0])


def test_whose_story_is_told_is_used_to_what_was_measured_too(own: str) -> None:
    asked = load_scenario(own, settings=MEASURED, weeks=2)
    (measured,) = rested([asked], 1)
    lived, as_measured, as_written = (
        trace_of(each).entries for each in (asked, measured, replace(asked, unmeasured=None))
    )
    assert lived == as_measured != as_written


def test_what_somebody_set_stays_as_it_is(own: str) -> None:
    Path(own).write_text(OWN + "attention_reference: 3.21\n", encoding="utf-8")
    (found,) = rested([load_scenario(own, settings=[*MEASURED, "thanks_reference=0.77"])], 1)
    assert found.parameters.attention_reference == 3.21 and found.parameters.thanks_reference == 0.77


def test_what_was_measured_is_kept_and_not_made_again(
    own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [load_scenario(own, settings=MEASURED)]
    with ResultStore(tmp_path / "results") as store:
        (first,) = rested(asked, 1, None, store, "model")
        at_rest._KNOWN.clear()
        monkeypatch.setattr(at_rest, "measured_at_rest", None)  # whoever runs anything now falls over it
        (again,) = rested(asked, 1, None, store, "model")
        assert references_of(again) == references_of(first)
        at_rest._KNOWN.clear()
        with pytest.raises(Exception, match="NoneType"):
            rested(asked, 1, None, store, "another model")


def test_no_world_moves_what_was_measured() -> None:
    as_written, measured = (
        ranges_of([load_scenario("open_house", settings=each)]) for each in (WRITTEN, MEASURED)
    )
    assert measured[1]["attention_reference"] == "measured"
    gone = {each.path for each in as_written[0]} - {each.path for each in measured[0]}
    assert "attention_reference" in gone and "times.mood" not in gone


def test_where_nothing_could_be_measured_the_value_stays() -> None:
    p = Parameters()
    found = with_measured(p, {"attention_reference": float("nan"), "thanks_reference": 1e9})
    assert found.attention_reference == p.attention_reference
    assert found.thanks_reference < 1e9 and not isnan(found.thanks_reference)
