"""What holds the model against the world is not part of what is installed, but of what is handed over as source."""

from __future__ import annotations

import tomllib

from tests.rooms.source import ROOT, house
from tup_sim.reporting.evidence_score import FILE

BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]


def test_the_package_that_is_installed_holds_the_model_its_scenarios_and_the_score():
    wheel = BUILD["wheel"]
    assert wheel["packages"] == ["tup_sim"]
    assert set(wheel["force-include"]) == {"scenarios", "experiments"}
    assert FILE.is_relative_to(ROOT / "tup_sim")
    inside = (ROOT / "experiments").rglob("*.yaml")
    assert {path.parent.name for path in inside} == {"experiments"}


def test_the_source_that_is_handed_over_holds_validation_too():
    assert "/validation" in BUILD["sdist"]["include"]


def test_the_package_does_not_know_it():
    assert [module.name for module in house() if "import validation" in module.text] == []
    assert [module.name for module in house() if "from validation" in module.text] == []
