"""A study in one file: what is in it, the same whenever it is packed, and a stranger can run it again."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import tup_sim
from tests.api.test_experiments_in_python import question
from tests.robustness.stores import harmed
from tup_sim.cli import main
from tup_sim.errors import DamagedStore, OutputError, TupSimError
from tup_sim.files.kept import begin
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.publishing import study
from tup_sim.publishing.software import lock, software, wheel
from tup_sim.reporting.documents import DOCUMENTS

NAME = "thanks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def answer(folder):
    asked = question(figures=[{"kind": "weeks", "outcomes": ["core_met"], "by": "thanks"}])
    tup_sim.experiment(question(seed=5), folder, name="another", jobs=1)
    return tup_sim.experiment(asked, folder, name=NAME, jobs=1)


@pytest.fixture(scope="module")
def packed(answer, folder) -> Path:
    return answer.archive(folder / "study.zip", authors=["A. Author"], license="CC-BY-4.0").path


@pytest.fixture(scope="module")
def unpacked(packed, folder) -> Path:
    with ZipFile(packed) as pack:
        pack.extractall(folder / "stranger")
    return folder / "stranger" / NAME


def test_the_same_results_give_the_same_zip(packed, folder):
    again = tup_sim.archive(NAME, folder / "again.zip", ["A. Author"], "CC-BY-4.0", folder=folder)
    assert again.path.read_bytes() == packed.read_bytes()
    assert again.digest == sha256(packed.read_bytes()).hexdigest()
    with ZipFile(packed) as pack:
        assert pack.namelist() == sorted(pack.namelist())
        assert {each.date_time for each in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_everything_is_in_it(unpacked):
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {
        "README.md", "LEESMIJ.md", "Makefile", "CITATION.cff", "codemeta.json", "ro-crate-metadata.json", "SHA256SUMS",
        "experiment/thanks.yaml", "experiment/manifest.json", "experiment/scenarios/0-thanks=none.yaml",
        "results/results.sqlite", "results/runs.csv", "results/runs.parquet", "results/differences.csv",
        "results/weekly.csv", "figures/captions.md", "brief/thanks_en.html", "brief/thanks_nl.html",
        "software/requirements.lock", *(f"documents/{name}.md" for name in DOCUMENTS),
    } <= there  # fmt: skip
    drawn = {
        name.rpartition(".")[0] for name in there if name.startswith("figures/") and name.endswith(".png")
    }
    assert drawn and all({f"{each}.svg", f"{each}.csv"} <= there for each in drawn)


def test_it_says_what_it_is_in_both_languages(unpacked):
    english, dutch = ((unpacked / name).read_text(encoding="utf-8") for name in ("README.md", "LEESMIJ.md"))
    assert english.count("\n## ") == dutch.count("\n## ")
    assert english.count("\n| `") == dutch.count("\n| `")
    assert re.findall(r"^    ([0-9a-f]{64})$", english, re.M) == re.findall(
        r"^    ([0-9a-f]{64})$", dutch, re.M
    )
    assert "All runs that were asked for are there." in english and "of nieuwer" in dutch
    assert "$" not in english + dutch


def test_every_file_has_its_digest_and_stands_in_the_crate(unpacked):
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    lines = (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert set(sums) == there - {"SHA256SUMS"}
    assert all(sha256((unpacked / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    graph = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    entities = {each["@id"]: each for each in graph}
    parts = {each["@id"] for each in entities["./"]["hasPart"]}
    assert parts == there - {"SHA256SUMS", "ro-crate-metadata.json"}
    assert all(entities[part]["sha256"] == sums[part] for part in parts)
    linked = {each["@id"] for entity in graph for value in entity.values() for each in _links(value)}
    assert linked - {"https://w3id.org/ro/crate/1.1"} <= set(entities)
    assert entities["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}


def _links(value):
    if isinstance(value, dict):
        return [value] if "@id" in value else []
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def test_nobody_is_named_who_was_not(unpacked, answer, folder):
    assert '- name: "A. Author"' in (unpacked / "CITATION.cff").read_text(encoding="utf-8")
    answer.archive(folder / "nobody.zip")
    with ZipFile(folder / "nobody.zip") as pack:
        cited = pack.read(f"{NAME}/CITATION.cff").decode()
        crate = json.loads(pack.read(f"{NAME}/ro-crate-metadata.json"))["@graph"]
    assert "type: software" in cited and "type: dataset" not in cited
    named = re.findall(r'name: "(.*)"', cited)
    assert named == list(software().authors) and named
    assert not [each for each in crate if each["@type"] == "Person"]
    assert {"@id": "#licence-not-stated"} in [each.get("license") for each in crate]


def test_the_results_are_those_of_this_experiment_alone(unpacked, answer):
    with sqlite3.connect(unpacked / "results" / "results.sqlite") as file:
        assert file.execute("SELECT name FROM experiments").fetchall() == [(NAME,)]
        assert file.execute("SELECT COUNT(*) FROM runs").fetchall() == [(4,)]
    found = tup_sim.results(unpacked / "results")[NAME]
    assert found.to_frame().equals(answer.to_frame())
    rows = [*csv.DictReader(StringIO((unpacked / "results/runs.csv").read_text(encoding="utf-8")))]
    assert len([row for row in rows if row["outcome"] == "core_met"]) == 4


def test_a_scenario_in_effect_can_be_loaded_and_is_the_one_that_ran(unpacked, answer):
    for point in answer.findings.experiment.points:
        (path,) = unpacked.glob(f"experiment/scenarios/{point.number}-*.yaml")
        assert tup_sim.load_scenario(str(path)).parameters == point.scenario.parameters


def test_the_numbers_beside_a_figure_are_those_of_the_runs(unpacked, answer):
    (path,) = unpacked.glob("figures/weeks-core-met-1.csv")
    drawn = {
        float(row["y"])
        for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8")))
        if row["y"] != "nan"
    }
    known = answer.weekly.query("outcome == 'core_met'")["value"].dropna()
    assert len(known) > 10
    assert all(any(abs(value * scale - y) < 1e-9 for y in drawn for scale in (1, 100)) for value in known)


def test_links_lead_to_what_is_in_the_archive(unpacked):
    text = "".join(path.read_text(encoding="utf-8") for path in unpacked.glob("documents/*.md"))
    links = set(re.findall(r"\]\((?!https?:)([^)#\s]+)", text))
    assert links and links <= {f"{name}.md" for name in DOCUMENTS}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_a_stranger_who_makes_reproduce_gets_the_same_digest(unpacked, tmp_path):
    """With the program of the archive itself; only its libraries are those that are here."""
    venv = tmp_path / "venv"
    with ZipFile(next(unpacked.glob("software/*.whl"))) as pack:
        pack.extractall(venv / "package")
    (venv / "bin").mkdir()
    program = venv / "bin" / "tup-sim"
    begin_it = (
        f"import sys; sys.path.insert(0, {str(venv / 'package')!r})\nfrom tup_sim.cli import main\nmain()\n"
    )
    program.write_text(f"#!{sys.executable} -P\n{begin_it}", encoding="utf-8")
    program.chmod(0o755)
    (venv / ".installed").touch()
    words = ["make", "reproduce", f"VENV={venv}", "JOBS=1"]
    done = subprocess.run(words, cwd=unpacked, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (expected,) = re.findall(
        r"^    ([0-9a-f]{64})$", (unpacked / "README.md").read_text(encoding="utf-8"), re.M
    )
    assert "numbers are the same, bit for bit" in done.stdout
    assert f"digest of these runs: {expected}" in done.stdout


def test_the_wheel_has_the_package_and_is_the_same_twice():
    assert wheel() == wheel()
    (record,) = [name for name in _names(wheel()) if name.endswith("RECORD")]
    assert {"tup_sim/cli/__init__.py", "tup_sim/_scenarios/sources.yaml", "tup_sim/py.typed"} <= set(
        _names(wheel())
    )
    assert not [name for name in _names(wheel()) if "__pycache__" in name or name.endswith("compiled.txt")]
    assert record.startswith(f"tup_sim-{tup_sim.__version__}.dist-info/")
    assert re.search(r"^numpy==\d", lock(), re.MULTILINE) and "pytest" not in lock()


def _names(content: bytes) -> list[str]:
    from io import BytesIO

    with ZipFile(BytesIO(content)) as pack:
        return pack.namelist()


def test_what_cannot_be_packed_is_told(answer, folder, tmp_path, monkeypatch):
    with pytest.raises(TupSimError, match="there are no results of 'thank'"):
        tup_sim.archive("thank", tmp_path / "a.zip", folder=folder)
    with pytest.raises(OutputError, match=r"write .*study\.zip"):
        answer.archive(tmp_path / "study.html")
    with pytest.raises(OutputError, match="there is no folder"):
        answer.archive(tmp_path / "no" / "study.zip")
    with pytest.raises(TupSimError, match="authors is a list of names, not "):
        answer.archive(tmp_path / "a.zip", authors="A. Author")
    with ResultStore(tmp_path / "empty") as store:
        begin(store, answer.findings.experiment, fingerprint())
    with pytest.raises(TupSimError, match="there are no runs of 'thanks' yet"):
        tup_sim.archive(NAME, tmp_path / "a.zip", folder=tmp_path / "empty")
    monkeypatch.setattr(study, "fingerprint", lambda: "another")
    with pytest.raises(TupSimError, match=r"another version of the model .*here another"):
        answer.archive(tmp_path / "a.zip")
    assert not [*tmp_path.glob("*.zip")]


def test_damage_is_not_packed(answer, folder, tmp_path):
    for path in folder.glob("results.sqlite*"):
        shutil.copy(path, tmp_path)
    harmed(tmp_path, "UPDATE numbers SET numbers = zeroblob(length(numbers))")
    with pytest.raises(DamagedStore):
        tup_sim.archive(NAME, tmp_path / "a.zip", folder=tmp_path)
    assert not (tmp_path / "a.zip").exists()


def test_an_unfinished_study_says_so(answer, folder, tmp_path, capsys):
    tup_sim.experiment(question(), tmp_path, name=NAME, jobs=1, shard="1/2")
    tup_sim.merge([tmp_path], tmp_path)
    with pytest.raises(SystemExit) as end:
        main(["archive", NAME, "--results", str(tmp_path), "--out", str(tmp_path / "a.zip"), "--lang", "nl"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert "NIET AF: 2 runs" in said and "Niemand is als auteur genoemd" in said
    with ZipFile(tmp_path / "a.zip") as pack:
        assert "**Unfinished: 2 runs" in pack.read(f"{NAME}/README.md").decode()
