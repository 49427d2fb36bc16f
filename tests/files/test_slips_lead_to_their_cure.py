"""What a policy maker writes is understood, or refused with a line that says the same so that it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.files.shelf import shelf
from tests.rows import on_each
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.hints import lines_of
from tup_sim.files.load import flat
from tup_sim.files.places import scenario_folder
from tup_sim.model.parameters import Scenario
from tup_sim.reporting.translate import translator

SUPPLIED = scenario_folder()
SLIPS = YAML(typ="safe").load((Path(__file__).parent / "slips.yaml").read_text(encoding="utf-8"))
OPTION = "--set "
ENOUGH = 0.8
# Nobody can know what was meant, or it takes two lines.
WITHOUT_A_CURE = {"keys": 1, "Dutch": 2}


KNOWN: dict[str, Outcome] = {}  # what became of a text, for more than one test asks


@pytest.fixture(autouse=True)
def _the_real_scenarios():
    with shelf(SUPPLIED):
        yield


@dataclass(frozen=True)
class Outcome:
    """What became of a slip: the values it gave, or the lines that were offered instead."""

    scenario: Scenario | None
    error: ScenarioError | None
    lines: tuple[str, ...] = ()


def loaded(text: str, folder: Path) -> Scenario:
    if text.startswith(OPTION):
        return load_scenario("open_house", settings=[text.removeprefix(OPTION)])
    path = folder / "slip.yaml"
    path.write_text(f"extends: open_house\n{text}\n", encoding="utf-8")
    return load_scenario(str(path))


def tried(text: str, folder: Path) -> Outcome:
    if text not in KNOWN:
        try:
            KNOWN[text] = Outcome(loaded(text, folder), None)
        except ScenarioError as error:
            KNOWN[text] = Outcome(None, error, tuple(lines_of(error.hint)))
    return KNOWN[text]


def pasted(text: str, line: str, error: ScenarioError) -> str:
    """The text with a line in the place of the one the message names, as far indented."""
    if text.startswith(OPTION):
        return f"{OPTION}{line}"
    lines = text.splitlines()
    index = int(error.where.rpartition(":")[2]) - 2
    old = lines[index]
    lines[index] = old[: len(old) - len(old.lstrip())] + line
    return "\n".join(lines)


def values(scenario: Scenario) -> dict[str, Any]:
    found = flat(scenario)
    for index, change in enumerate(scenario.changes):
        found |= {f"changes[{index}].{name}": getattr(change, name) for name in ("at", "over", "until")}
        found |= {f"changes[{index}].set.{path}": value for path, value in change.values.items()}
    return found


def as_meant(scenario: Scenario | None, meant: dict[str, Any]) -> bool:
    if scenario is None or not meant:
        return False
    found = values(scenario)
    return all(
        found[path] == pytest.approx(value, rel=1e-4) if isinstance(value, float) else found[path] == value
        for path, value in meant.items()
    )


def cured(slip: dict[str, Any], folder: Path) -> bool:
    outcome = tried(slip["wrong"], folder)
    if outcome.error is None:
        return as_meant(outcome.scenario, slip["meant"])
    if "says" in slip:
        return slip["says"] in str(outcome.error)
    texts = [pasted(slip["wrong"], line, outcome.error) for line in outcome.lines]
    return any(as_meant(tried(text, folder).scenario, slip["meant"]) for text in texts)


@pytest.mark.slow
@on_each("slip", SLIPS, ids=lambda slip: repr(slip["wrong"]))
def test_no_slip_is_read_as_something_else(slip, tmp_path):
    outcome = tried(slip["wrong"], tmp_path)
    assert outcome.error or as_meant(outcome.scenario, slip["meant"])


@on_each("slip", SLIPS, ids=lambda slip: repr(slip["wrong"]))
def test_every_line_that_is_offered_stands_in_the_message_and_can_be_loaded(slip, tmp_path):
    outcome = tried(slip["wrong"], tmp_path)
    for line in outcome.lines:
        assert line in str(outcome.error)
        assert tried(pasted(slip["wrong"], line, outcome.error), tmp_path).scenario


@pytest.mark.parametrize("kind", sorted({slip["kind"] for slip in SLIPS}))
def test_slips_of_every_kind_lead_to_their_cure(kind, tmp_path):
    slips = [slip for slip in SLIPS if slip["kind"] == kind]
    left = [slip["wrong"] for slip in slips if not cured(slip, tmp_path)]
    assert len(slips) >= 4
    assert len(left) <= WITHOUT_A_CURE.get(kind, 0), left


def test_most_slips_lead_to_their_cure(tmp_path):
    assert len(SLIPS) >= 60
    assert sum(cured(slip, tmp_path) for slip in SLIPS) >= ENOUGH * len(SLIPS)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("professionals: 7\nfte: 5.2", "professionals.fte: 0.7429"),
        ("fte: 5,2\nprofessionals: 7", "professionals.fte: 0.7429"),
        ("personeel: 7\nprofessionals.fte: 5.2", "professionals.fte: 0.7429"),
        ("professionals: {posts: zeven, fte: 5.2}", "professionals: {posts: zeven, fte: 0.7429}"),
        ("coordinators: 2\nfte: 1.5", "coordinators.fte: 0.75"),
    ],
)
def test_full_time_equivalents_are_divided_by_the_posts_that_the_file_itself_says(text, line, tmp_path):
    error = tried(text, tmp_path).error
    assert error is not None
    told = [each for fault in error.faults for each in lines_of(fault.hint)]
    assert line in told
    assert not any("0.52" in each or "0.15" in each for each in told)  # of the posts of the parent


def test_full_time_equivalents_are_divided_by_the_posts_of_the_option_beside_it():
    with pytest.raises(ScenarioError) as refused:
        load_scenario("open_house", settings=["professionals.posts=7", "professionals.fte=5.2"])
    assert lines_of(refused.value.hint) == ["professionals.fte=0.7429"]


def test_a_time_before_the_start_is_explained_with_the_weeks_it_may_mean(tmp_path):
    error = tried("cut: {size: 20 %, announced: week 18}", tmp_path).error
    assert error is not None
    assert lines_of(error.hint) == [
        "cut: {size: 20 %, announced: 34 weeks before}",
        "cut: {size: 20 %, announced: 18 weeks before}",
    ]
    assert "it starts in week 52, and 18 weeks before that is week 34" in str(error)


def test_no_new_value_is_told_where_the_one_in_force_is_not_known(tmp_path):
    for text in ("size: 50 %\nincome: -12 %", "size: 50 %\nchanges: [{at: 52, set: {income: -12 %}}]"):
        assert tried(text, tmp_path).lines == ()


@on_each("slip", SLIPS[::3], ids=lambda slip: repr(slip["wrong"]))
def test_the_line_to_paste_is_the_same_in_dutch(slip, tmp_path):
    outcome = tried(slip["wrong"], tmp_path)
    if outcome.error is None:
        return
    english, dutch = str(outcome.error), outcome.error.said(translator("nl"))
    assert dutch != english
    for line in outcome.lines:
        assert line in dutch
        assert ("write: " in english) == ("schrijf: " in dutch)
