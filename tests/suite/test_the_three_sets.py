"""``make check``, ``make test`` and ``make verify``: each has all of the one before, and no test is in none of them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import check, compiled
from tests.check import CHECKS, CHOSEN, FIRST, PYTEST, QUICK, SETS, SIGNATURES, Found
from tests.rooms.source import ROOT

TESTS = ROOT / "tests"
HOW_TO = (ROOT / "docs/how_to.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
MARKS = set(re.findall(r"not (\w+)", CHOSEN["check"]))
MOST_SOURCE_ONLY = 5
SAMPLE = """
import pytest

def test_quick(): pass

@pytest.mark.slow
def test_slow(): pass

@pytest.mark.verify
def test_verify(): pass

@pytest.mark.slow
@pytest.mark.verify
def test_both(): pass
"""


def chosen(name: str, folder: Path) -> set[str]:
    """The tests of a sample that a set would run, if the sample lay where the quick tests lie."""
    (folder / "test_sample.py").write_text(SAMPLE, "utf-8")
    words = [
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
    ]
    done = subprocess.run(
        [sys.executable, *words, "-m", CHOSEN[name], f"--rootdir={folder}", "test_sample.py"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return set(re.findall(r"::(\w+)", done.stdout))


def test_a_set_has_all_of_the_one_before(tmp_path: Path) -> None:
    quick, tests, long = (chosen(name, tmp_path) for name in ("check", "test", "verify"))
    assert quick == {"test_quick"}
    assert tests == {"test_quick", "test_slow"}
    assert long == {"test_verify", "test_both"}
    for name, kept in SETS.items():
        assert kept[:4] == FIRST, name


def test_the_sets_ask_for_these_tests_and_no_others() -> None:
    assert CHECKS["quick"].arguments == (*PYTEST, "-m", CHOSEN["check"], *QUICK)
    assert CHECKS["tests"].arguments == (*PYTEST, "-m", CHOSEN["test"], "--durations=50")
    long = (*PYTEST, "-m", CHOSEN["verify"], "--durations=50")
    assert CHECKS["signatures"].arguments == (*long, SIGNATURES)
    assert CHECKS["long"].arguments == (*long, f"--ignore={SIGNATURES}")
    assert [SETS[name][4:7] for name in SETS] == [("quick",), ("tests",), ("tests", "long", "signatures")]
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    assert options["testpaths"] == ["tests"] and "-m" not in options["addopts"].split()
    assert {line.partition(":")[0] for line in options["markers"]} == MARKS | {"source_only"}
    assert {"slow", "verify"} == MARKS
    assert all((ROOT / path).exists() for path in QUICK)


def test_few_tests_are_left_out_on_the_compiled_form_and_each_says_why() -> None:
    marked = [
        line
        for path in TESTS.rglob("test_*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith(("@pytest.mark.source_only", "pytestmark = pytest.mark.source_only"))
    ]
    assert 0 < len(marked) <= MOST_SOURCE_ONLY
    assert [line for line in marked if "  # " not in line] == []
    assert compiled.LEFT_OUT == "not source_only" and "compiled" in SETS["verify"]


def test_every_test_stands_where_it_is_found() -> None:
    """A function that looks like a test in a file that pytest does not read would never run."""
    for path in TESTS.rglob("*.py"):
        if not path.name.startswith("test_"):
            tree = ast.parse(path.read_text("utf-8"))
            hidden = [
                n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")
            ]
            assert not hidden, f"{path.relative_to(ROOT)}: {hidden}"


def test_every_room_of_tests_has_one_that_is_in_make_test() -> None:
    """What takes long has something cheaper beside it; signatures have theirs in tests/directions."""
    for folder in sorted(path for path in TESTS.iterdir() if [*path.glob("test_*.py")]):
        whole = [
            each
            for each in folder.glob("test_*.py")
            if "pytestmark = pytest.mark.verify" not in each.read_text("utf-8")
        ]
        assert whole, folder.name


def test_make_and_the_document_know_the_sets() -> None:
    for name in SETS:
        assert f"\n{name}: setup ##" in MAKEFILE
        assert f"\t@$(BIN)/python tests/check.py {name}\n" in MAKEFILE
        assert f"`make {name}`" in HOW_TO
    section = HOW_TO.partition("## Tests")[2].partition("\n## ")[0]
    assert section and all(f"`{mark}`" in section for mark in MARKS)
    assert [path for path in QUICK if f"`{path.removeprefix('tests/')}`" not in section] == []


def test_what_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["everything"]) == 2
    assert "no check called everything" in capsys.readouterr().err


def found(name: str, code: int = 0, last: str = "fine", commit: str = "abc") -> Found:
    return Found(name, code, 900.0, last, commit, "2030-01-01 00:00 UTC")


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three steps, of which one fails, in a tree without git; gives the file that is written."""
    monkeypatch.setattr(check, "VERIFIED", tmp_path / "verified.md")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "commit", lambda: "abc")
    monkeypatch.setitem(SETS, "verify", ("style", "format", "types"))
    for name, program in (("style", "print('bad'); exit(3)"), ("format", "print('fine')"), ("types", "")):
        monkeypatch.setitem(CHECKS, name, check.Check(("-c", program), name))
    return tmp_path / "verified.md"


def test_what_was_verified_names_commit_date_durations_and_what_failed() -> None:
    rows = {each.name: each for each in (found("style"), found("tests", 1, "1 failed | 2 passed", "old"))}
    told = check.written(rows, "abc")
    assert "| good | 900 | `abc` | 2030-01-01 00:00 UTC | fine |" in told
    assert "| **failed** | 900 | `old` | 2030-01-01 00:00 UTC | 1 failed / 2 passed |" in told
    assert "Failed: tests. Of an earlier commit than `abc`: tests. Not run yet: format, types" in told


def test_all_is_good_only_if_all_of_it_was_run_of_one_commit() -> None:
    rows = {name: found(name) for name in SETS["verify"]}
    assert "Everything was good, all of it of `abc`." in check.written(rows, "abc")
    for name in rows:
        for other in (found(name, 1), found(name, commit="old")):
            assert "Everything" not in check.written(rows | {name: other}, "abc")
        assert "Everything" not in check.written({n: each for n, each in rows.items() if n != name}, "abc")


def test_verify_goes_on_after_what_failed_and_tells_the_worst(steps: Path) -> None:
    assert check.main(["verify"]) == 3
    text = steps.read_text("utf-8")
    assert all(f"| {name} |" in text for name in SETS["verify"])
    assert "Failed: style." in text and "| bad |" in text and "| fine |" in text and "| - |" in text


def test_verify_can_be_done_in_parts_which_keep_their_rows(steps: Path, monkeypatch) -> None:
    assert check.main(["verify", "--only", "format"]) == 0
    assert "Not run yet: style, types." in steps.read_text("utf-8")
    assert check.main(["verify", "--rest"]) == 3
    assert check.read(steps).keys() == {"style", "format", "types"}
    monkeypatch.setitem(CHECKS, "style", check.Check(("-c", "print('mended')"), "style"))
    for name in ("format", "types"):
        monkeypatch.setitem(CHECKS, name, check.Check(("-c", "exit('it is good already')"), name))
    assert check.main(["verify", "--rest"]) == 0
    assert "Everything was good" in steps.read_text("utf-8")
    monkeypatch.setattr(check, "commit", lambda: "next")
    assert check.main(["verify", "--rest"]) == 1, "of another commit nothing is known"


@pytest.mark.parametrize("words", [["--only"], ["--only", "quick"], ["--rest", "types"], ["types"]])
def test_parts_that_are_not_known_are_refused_and_nothing_is_run(steps: Path, words, capsys) -> None:
    assert check.main(["verify", *words]) == 2
    assert "verify --only with some of: style, format, types" in capsys.readouterr().err
    assert not steps.exists()
