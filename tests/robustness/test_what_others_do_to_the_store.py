"""Somebody removes, replaces, prunes or harms the results, while they are made or afterwards: it is told, in words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.robustness.stores import as_before, harmed
from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes
from tup_sim.errors import OutputError, TupSimError
from tup_sim.files.kept import (
    asked_for,
    begin,
    end,
    findings_kept,
    kept,
    kept_experiment,
    keys_kept,
    manifest_kept,
    prune,
)
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE
from tup_sim.study import design
from tup_sim.study.run_experiment import carry_on


@pytest.fixture
def lab(tmp_path, fake_model):
    """A folder with a finished experiment on the stand-in."""
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    with ResultStore(tmp_path) as store:
        begin(store, of_fakes(2), MODEL)
        carry_on(of_fakes(2), store, MODEL, jobs=1)
        end(store, "trial", {"checks": []})
    return tmp_path


def after_runs(number, act):
    """A progress that does something once so many runs are done."""
    return lambda done, total: act() if done == number else None


def removed(path):
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def replaced(path):
    removed(path)
    ResultStore(path.parent).close()


@pytest.mark.parametrize("harm", [removed, replaced])
@pytest.mark.parametrize("moment", [1, 6])
def test_a_file_that_is_taken_away_while_it_runs_is_told(tmp_path, fake_model, harm, moment):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    with (
        ResultStore(tmp_path) as store,
        pytest.raises(OutputError, match="was removed or replaced while running"),
    ):
        begin(store, of_fakes(2), MODEL)
        carry_on(of_fakes(2), store, MODEL, jobs=1, progress=after_runs(moment, lambda: harm(store.path)))
        end(store, "trial", {})


def forgotten(folder):
    with ResultStore(folder) as other:
        prune(other, "trial")


def forgotten_and_begun_anew(folder):
    with ResultStore(folder) as other:
        prune(other, "trial")
        begin(other, of_fakes(2), MODEL)


@pytest.mark.parametrize("act", [forgotten, forgotten_and_begun_anew])
def test_an_experiment_that_is_forgotten_while_it_runs_keeps_no_run_that_nobody_owns(
    tmp_path, fake_model, act
):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    with ResultStore(tmp_path) as store, pytest.raises(TupSimError, match="was forgotten"):
        begin(store, of_fakes(2), MODEL)
        carry_on(of_fakes(2), store, MODEL, jobs=1, progress=after_runs(2, lambda: act(tmp_path)))
    with ResultStore(tmp_path) as store:
        assert store.rows("SELECT * FROM runs") == []


def test_one_that_is_forgotten_at_the_end_is_told(lab):
    with ResultStore(lab) as store:
        begin(store, of_fakes(2), MODEL)
        forgotten(lab)
        with pytest.raises(TupSimError, match="'trial' was forgotten"):
            end(store, "trial", {})


def test_runs_that_are_gone_are_no_answer_on_fewer(lab):
    class Forgetful(ResultStore):
        def keep(self, key, result):
            if result.replication != 3:
                super().keep(key, result)

    with Forgetful(lab) as store, pytest.raises(TupSimError, match="3 of 12 runs are gone"):
        begin(store, of_fakes(4), MODEL)
        carry_on(of_fakes(4), store, MODEL, jobs=1)


DAMAGE = {
    "numbers too short": "UPDATE numbers SET numbers = x'0102'",
    "numbers as text": "UPDATE numbers SET numbers = 'text'",
    "no numbers": "DELETE FROM numbers WHERE run = 2",
    "unknown names": "UPDATE numbers SET names = 99",
    "names that are none": "UPDATE names SET text = 'x' || number",
    "weeks that are not packed": "UPDATE weeks SET numbers = x'0102'",
    "weeks of another length": "UPDATE weeks SET names = (SELECT MIN(number) FROM names)",
    "a seed that is none": "UPDATE runs SET seed = 'x'",
    "a manifest that is none": "UPDATE experiments SET manifest = '{'",
    "a manifest of another kind": "UPDATE experiments SET manifest = '[1]'",
    "checks of another kind": """UPDATE experiments SET manifest = '{"checks": 1}'""",
    "a definition that is none": "UPDATE experiments SET definition = '{'",
    "a definition of another kind": "UPDATE experiments SET definition = '[1]'",
    "a point that is not there": "UPDATE belongs SET point = point + 7",
    "a world that is not there": "UPDATE belongs SET world = -1",
}


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("line", DAMAGE.values(), ids=DAMAGE)
def test_content_that_is_damaged_is_told_and_left_as_it_is(lab, line, before):
    if before:
        as_before(lab)
    harmed(lab, line)
    content = (lab / FILE).read_bytes()
    told = pytest.raises(TupSimError, match=r"is damaged or not a store of results \(.*left as it is")
    with ResultStore(lab, write=False) as store, told:
        findings_kept(store, "trial")
    assert (lab / FILE).read_bytes() == content


def test_one_that_is_damaged_does_not_hide_the_others_and_can_be_forgotten(lab):
    with ResultStore(lab) as store:
        begin(store, replace(of_fakes(2), name="other"), MODEL)
    harmed(lab, "UPDATE experiments SET definition = '{' WHERE name = 'trial'")
    with ResultStore(lab) as store:
        assert [(each.name, each.question[:20]) for each in kept(store)] == [
            ("other", "What happens?"), ("trial", "what was asked is da"),
        ]  # fmt: skip
        assert prune(store, "trial") == 6


@pytest.mark.parametrize("name", ["trial", "trial-quick"])
def test_results_from_before_quick_looks_were_marked_are_known_by_their_name(lab, name):
    with ResultStore(lab) as store:
        begin(store, replace(of_fakes(2), name=name), MODEL)
    as_before(lab)
    harmed(lab, "UPDATE experiments SET definition = json_remove(definition, '$.quick')")
    with ResultStore(lab, write=False) as store:
        assert kept_experiment(store, name).quick == name.endswith("-quick")


def test_results_from_before_there_were_several_questions_are_read(lab):
    with ResultStore(lab, write=False) as store:
        now = kept_experiment(store, "trial")
    as_before(lab)
    harmed(lab, "UPDATE experiments SET definition = json_remove(definition, '$.questions')")
    for level in range(3):
        before = f"json_remove(definition, '$.factors[0].levels[{level}][3]')"
        harmed(lab, f"UPDATE experiments SET definition = {before}")
    with ResultStore(lab, write=False) as store:
        assert kept_experiment(store, "trial") == now
        assert '"questions"' not in store.rows("SELECT definition FROM experiments")[0][0]


def test_it_is_known_how_many_runs_are_missing(lab):
    with ResultStore(lab) as store:
        begin(store, of_fakes(5), MODEL)
        found, (listed,) = findings_kept(store, "trial"), kept(store)
        assert (found.there, asked_for(found.experiment, keys_kept(store, "trial"))) == (6, 15)
        assert (listed.runs, listed.asked) == (6, 15)
        carry_on(of_fakes(5), store, MODEL, jobs=1)
        assert kept(store)[0].runs == kept(store)[0].asked == 15
        store.rows("DELETE FROM runs")
        assert (findings_kept(store, "trial").there, kept(store)[0].asked) == (0, 15)


def test_a_file_without_tables_is_empty(tmp_path):
    (tmp_path / FILE).touch()
    with pytest.raises(TupSimError, match="is empty; if results were there"):
        ResultStore(tmp_path, write=False)


def test_most_runs_are_in_the_file_itself_whatever_happens_to_its_log(lab):
    with ResultStore(lab) as store:
        begin(store, of_fakes(60), MODEL)
        carry_on(of_fakes(60), store, MODEL, jobs=1)
        alone = lab / "copy"
        alone.mkdir()
        (alone / FILE).write_bytes((lab / FILE).read_bytes())
    with ResultStore(alone, write=False) as copy:
        assert len(copy.rows("SELECT 1 FROM runs")) > 100
        assert manifest_kept(copy, "trial") == {"checks": []}


def test_a_name_that_is_too_long_is_told_as_a_place(tmp_path):
    with pytest.raises(TupSimError, match=r"cannot be read \(File name too long\)"):
        ResultStore(tmp_path / ("x" * 300), write=False)


FILLS_IT = """
import resource, sys
from pathlib import Path
from tup_sim.files.store import ResultStore
with ResultStore(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        store.assign("y", {(0, 0, luck): "x" * 1000 for luck in range(1000)})
    except Exception as error:
        print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_limit_on_the_size_of_files_is_told_as_such(tmp_path):
    asked = [sys.executable, "-c", FILLS_IT, str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("OutputError") and "a limit on the size of files" in done.stdout, done
    with ResultStore(tmp_path) as store:
        assert store.rows("SELECT 1 FROM belongs") == []
