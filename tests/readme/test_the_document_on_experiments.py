"""What docs/experiments.md says about experiments is so."""

from __future__ import annotations

import re

import pytest

from tests.rooms.source import ROOT
from tup_sim.files.designs import DESIGNS, RUNS_AT_MOST
from tup_sim.files.experiments import KEYS, list_experiments, load_experiment
from tup_sim.files.looking import KINDS
from tup_sim.files.repetitions import REPLICATIONS

MANUAL = (ROOT / "docs/experiments.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
FIRST = EXAMPLES[0]
HEAD = "title: A title\nquestion: Why?\nbase: open_house\noutcomes: [core_met]\n"


def test_the_table_lists_what_comes_with_the_package():
    assert re.findall(r"^\| `([a-z_]+)` \| (.*\?) \|$", MANUAL, re.MULTILINE) == list_experiments()


def test_every_key_is_explained():
    rows = re.findall(r"^\| (`[^|]+`) \|", MANUAL.split("## Every key")[1].split("\n## ")[0], re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)} == set(KEYS)
    assert all(f"`{name}`" in MANUAL for name in (*KINDS, *DESIGNS))
    assert f"| {REPLICATIONS} |" in MANUAL
    assert f"{RUNS_AT_MOST:,}" in MANUAL


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_can_be_loaded(number, tmp_path):
    text = EXAMPLES[number] if number == 0 else HEAD + EXAMPLES[number]
    if "reference:" not in text and "questions:" not in text:
        text += "reference: {pattern: extra}\n" if "peer" in text else "reference: {size: 0}\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    made = load_experiment(str(tmp_path / "mine.yaml"))
    assert len(made.points) == (4, 2, 4, 80, 4)[number]


def test_the_first_example_compares_as_it_is_told(tmp_path):
    (tmp_path / "mine.yaml").write_text(FIRST, encoding="utf-8")
    made = load_experiment(str(tmp_path / "mine.yaml"))
    deep = next(each for each in made.points if each.levels == {"cut": "deep", "coaching": "protected"})
    assert made.points[deep.reference].levels == {"cut": "none", "coaching": "protected"}
