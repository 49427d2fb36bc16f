"""The protocol of a study, and in what the study departed from it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

import tup_sim
from tests.api.test_experiments_in_python import question
from tup_sim.cli import main
from tup_sim.errors import TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.model.parameters import Change
from tup_sim.model.parameters.scenario import Unmeasured
from tup_sim.publishing import deviations, protocol, read_protocol, told
from tup_sim.publishing.departing import SIMPLE
from tup_sim.study.run_experiment import STEP

DAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
MADE = {"model": "m", "began": "2026-12-01T08:00:00+00:00"}


@pytest.fixture(scope="module")
def asked():
    return load_experiment(question())


@pytest.fixture
def facts(asked, tmp_path):
    path = tmp_path / "protocol.md"
    path.write_text(protocol(asked, "m", DAY), encoding="utf-8")
    return read_protocol(path)


def test_the_form_has_what_decides_and_leaves_open_what_only_people_know(asked):
    text = protocol(replace(asked, at_least=8, at_most=20), "m", DAY)
    for each in ("Do thanks help?", "| often | none |", "`core_met`", "0.05 share", "Seed 1.", "fingerprint `m`",
                 f"After 8 replications of each point, and after every {STEP} more, up to 20"):  # fmt: skip
        assert each in text
    assert text.count("_not filled in") == 5
    assert "None: 2 replications" in protocol(asked, "m", DAY)


def test_in_dutch_it_says_the_same_and_has_the_same_facts(asked, facts, tmp_path):
    text = protocol(replace(asked, at_least=8, at_most=20), "m", DAY, "nl")
    for each in ("| often (nl) | none (nl) |", "0,05 aandeel", "Toeval 1.", "kenmerk `m`", "## 7 Feiten",
                 f"Na 8 herhalingen van elk punt, en na elke {STEP} meer, tot 20"):  # fmt: skip
        assert each in text
    assert text.count("_niet ingevuld") == 5
    (tmp_path / "nl.md").write_text(protocol(asked, "m", DAY, "nl"), encoding="utf-8")
    assert read_protocol(tmp_path / "nl.md") == facts


def test_who_keeps_to_it_departs_in_nothing(asked, facts):
    assert deviations(facts, asked, MADE) == []
    assert (
        told(facts, asked, MADE, "en") == "Nothing was done otherwise than the protocol of 2026-11-30 says."
    )


def test_a_file_that_was_only_retyped_is_told_and_is_no_deviation(asked, facts):
    other = replace(asked, text=f"# retyped\n{asked.text}")
    assert deviations(facts, other, MADE) == []
    assert "is written otherwise" in told(facts, other, MADE, "en")


def changed(asked, **values):
    point = asked.points[1]
    return replace(
        asked, points=(asked.points[0], replace(point, scenario=replace(point.scenario, **values)))
    )


def turned(asked):
    first, second = asked.points
    return replace(asked, points=(replace(first, reference=1), replace(second, reference=None)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda asked: replace(asked, seed=2), "seed: planned 1, run 2"),
        (lambda asked: replace(asked, at_most=9), "replications: planned [2, 2], run [2, 9]"),
        (lambda asked: replace(asked, smallest={}), 'smallest: planned {"core_met": 0.05}, run {}'),
        (lambda asked: replace(asked, outcomes=()), 'outcomes: planned ["core_met"], run []'),
        (
            turned,
            'comparisons: planned [["thanks=often", "thanks=none"]], run [["thanks=none", "thanks=often"]]',
        ),
        (lambda asked: replace(asked, quick=True), "quick: planned false, run true"),
        (lambda asked: replace(asked, worlds=({"thanks": 1.0},)), "the worlds have other values"),
        (lambda asked: replace(asked, points=asked.points[:1]), "'thanks=often' was planned and not run"),
        (lambda asked: changed(asked, name="new"), "'new' was run and not planned"),
        (
            lambda asked: changed(asked, changes=(Change({"thanks": 1.0}, at=3),)),
            "'thanks=often' has other numbers",
        ),
    ],
)
def test_what_was_done_otherwise_is_named(change, said, asked, facts):
    assert said in deviations(facts, change(asked), MADE)[-1]


def test_another_model_and_runs_from_before_are_deviations(asked, facts):
    lines = deviations(
        facts, asked, {"model": "n", "began": "2026-11-29T08:00:00+00:00", "smallest_changed": True}
    )
    assert lines[0] == "model: planned m, run n"
    assert "the first runs are of 2026-11-29, before the protocol was written (2026-11-30)" in lines
    assert len(lines) == 3
    assert told(facts, asked, {"model": "n"}, "nl").startswith(
        "AFWIJKINGEN van het protocol van 2026-11-30:\n- model: gepland m"
    )


@pytest.mark.parametrize(("began", "late"), [("08:59:59", True), ("09:00:00", False), ("09:00:01", False)])
def test_runs_of_the_same_day_are_from_before_if_their_moment_is(began, late, asked, facts):
    lines = deviations(facts, asked, {"model": "m", "began": f"2026-11-30T{began}+00:00"})
    said = "the first runs are of 2026-11-30 08:59:59, before the protocol was written (2026-11-30 09:00:00)"
    assert lines == ([said] if late else [])


def test_what_is_measured_at_the_first_run_is_no_deviation(asked, tmp_path):
    """What people are used to stands in the results and not yet in the protocol; what somebody set does."""

    def with_each(**values):
        points = (replace(each, scenario=replace(each.scenario, **values)) for each in asked.points)
        return replace(asked, points=tuple(points))

    house = asked.points[0].scenario
    before = with_each(unmeasured=Unmeasured(house, frozenset({"togetherness_reference"})))
    path = tmp_path / "protocol.md"
    path.write_text(protocol(before, "m", DAY), encoding="utf-8")
    for name, departs in (("thanks_reference", False), ("togetherness_reference", True)):
        measured = with_each(parameters=house.parameters.model_copy(update={name: 0.123}))
        found = deviations(read_protocol(path), measured, MADE)
        assert any("'thanks=none' has other numbers" in each for each in found) is departs


def test_all_facts_are_compared(facts):
    assert set(SIMPLE) < set(facts)


@pytest.mark.parametrize(
    "text", ["", "# A note\n", '```json\n{"tup_sim_protocol": 1\n}\n```\n', "```json\n{\n}\n```\n"]
)
def test_what_is_no_protocol_is_refused(text, tmp_path):
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    with pytest.raises(TupSimError, match="is no protocol of this version"):
        read_protocol(tmp_path / "note.md")
    with pytest.raises(TupSimError, match="cannot be read"):
        read_protocol(tmp_path / "nowhere.md")


def test_facts_that_were_changed_are_noticed(asked, tmp_path):
    text = protocol(asked, "m", DAY).replace('"seed": 1,', '"seed": 2,')
    (tmp_path / "protocol.md").write_text(text, encoding="utf-8")
    with pytest.raises(TupSimError, match="its facts were changed"):
        read_protocol(tmp_path / "protocol.md")


def test_the_same_in_python(tmp_path):
    path = tup_sim.protocol(question(), tmp_path / "protocol.md")
    with pytest.raises(TupSimError, match="is not written over"):
        tup_sim.protocol(question(), path)
    answer = tup_sim.experiment(question(seed=3), tmp_path, name="thanks", jobs=1)
    assert answer.deviations(path) == ["seed: planned 1, run 3"]
    assert answer.deviations(path, "nl") == ["seed: gepland 1, gedaan 3"]


def ended(*words) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    return int(end.value.code or 0)


def test_from_the_protocol_to_the_deviations_on_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(json.dumps(question()), encoding="utf-8")
    assert ended("plan", "mine.yaml", "--protocol", "protocol.md") == 0
    assert "nothing was run" in capsys.readouterr().out and not (tmp_path / "results").exists()
    assert ended("plan", "mine.yaml", "--protocol", "protocol.md") == 2
    assert "is not written over" in capsys.readouterr().err
    assert ended("plan", "--protocol", "other.md") == 2
    assert ended("experiment", "mine.yaml", "-j", "1") == 0
    capsys.readouterr()
    assert ended("results", "show", "mine", "--protocol", "protocol.md") == 0
    assert "Nothing was done otherwise" in capsys.readouterr().out
    assert ended("experiment", "mine.yaml", "-j", "1", "-n", "3") == 0
    capsys.readouterr()
    assert ended("results", "show", "mine", "--protocol", "protocol.md") == 0
    assert "replications: planned [2, 2], run [3, 3]" in capsys.readouterr().out
    found = tup_sim.archive("mine", tmp_path / "mine.zip", protocol=tmp_path / "protocol.md")
    assert found.missing == 0
    with ZipFile(found.path) as pack:
        assert b"replications: planned [2, 2], run [3, 3]" in pack.read("mine/protocol/deviations.md")
        dutch = pack.read("mine/protocol/afwijkingen.md").decode()
        assert dutch.startswith("# Afwijkingen van het protocol\n\nAFWIJKINGEN van het protocol van ")
        assert "- replications: gepland [2, 2], gedaan [3, 3]" in dutch
        assert "`afwijkingen.md`" in pack.read("mine/LEESMIJ.md").decode()
        assert pack.read("mine/protocol/protocol.md") == (tmp_path / "protocol.md").read_bytes()
