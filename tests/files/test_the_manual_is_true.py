"""What docs/scenario_language.md shows can be loaded, and the messages it lists exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.files.shelf import GOOD, shelf
from tests.files.test_every_mistake_gets_a_clear_sentence import FILES, message
from tup_sim.files import load_scenario
from tup_sim.files.changes import CHANGE_KEYS
from tup_sim.files.keys import HEADINGS
from tup_sim.files.load import load_any
from tup_sim.files.units import convert
from tup_sim.model.parameters.scenario import Observable

MANUAL = (Path(__file__).resolve().parents[2] / "docs/scenario_language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)


@pytest.fixture
def supplied(tmp_path):
    """The scenarios the manual names, without their contents."""
    for name, text in {
        "organisations/open_house": "about: a house",
        "policies/peer": "pattern: peer",
        "shocks/cut_20": "cut: {size: 20 %}",
        "sources": (GOOD / "sources.yaml").read_text() + "ND06: {title: a, kind: b, reference: c}\n"
        "ND07: {title: a, kind: b, reference: c}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(text)
    with shelf(tmp_path):
        yield tmp_path


def test_the_examples_can_be_loaded(supplied):
    for example in EXAMPLES:
        (supplied / "example.yaml").write_text(example)
        made = load_any(str(supplied / "example.yaml")).scenario
    assert made.reasons["absence_base"] == "ND06, ND07: the mean of the two"


def test_the_full_example_says_what_the_manual_says(supplied):
    (supplied / "example.yaml").write_text(EXAMPLES[0])
    made = load_scenario(str(supplied / "example.yaml"))
    assert made.parameters.cut.restored == 104
    assert made.parameters.pattern == "peer"
    assert [change.over for change in made.changes] == [26, 0, 0]


def test_the_units_are_converted_as_the_manual_says():
    rows = re.findall(r"^\| (`[^|]*`) \| ([^|`]*) \| ([0-9., ]+) \|$", MANUAL, re.MULTILINE)
    assert len(rows) == 7
    for texts, declared, results in rows:
        results = results.split(", ")
        for index, text in enumerate(re.findall("`(.*?)`", texts)):
            expected = float(results[min(index, len(results) - 1)])
            assert convert(text, declared) == pytest.approx(expected, rel=0.001)


def test_the_manual_names_every_key_and_every_figure():
    for name in (*HEADINGS, *CHANGE_KEYS, *Observable):
        assert f"`{name}`" in MANUAL


def masked(text: str) -> str:
    """A message without the names and numbers of one case."""
    return re.sub(r"[\d.]*\d", "N", re.sub("'[^']*'", "'_'", text))


def test_every_message_in_the_manual_is_one_the_program_gives():
    given = [masked(message(path)) for path in FILES]
    table = MANUAL.partition("## What can be wrong")[2].partition("| `not UTF-8")[0]
    for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE):
        for told in re.findall("`([^`]+)`", cell):
            pieces = [piece.strip() for piece in masked(told).split("..")]
            assert any(all(piece in each for piece in pieces) for each in given), told
