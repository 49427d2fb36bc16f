"""The compiled model runs only where it was made of exactly the source that lies beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from tests.rooms.source import ROOT
from tup_sim import form
from tup_sim.cli.which_form import IN_SHORT, NOT_USED, in_short, to_be_told
from tup_sim.errors import Message
from tup_sim.form import HALF, OLDER, OTHER_PYTHON, SOURCE_ASKED, Form

SUFFIX = EXTENSION_SUFFIXES[0]
NO_LIBRARY = b"no library at all"
SAY_IT = """
import tup_sim
from tup_sim import form
from tup_sim.measures import weeks
print(form.FORM.why_not, weeks.__file__)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package like ours with what a build leaves behind; only nobody can load these files."""
    here = tmp_path / "tup_sim"
    for path in (
        "errors.py",
        "form.py",
        "__init__.py",
        "model/clock.py",
        "measures/__init__.py",
        "measures/weeks.py",
    ):
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text(f"NAME = {path!r}\n", encoding="utf-8")
    (here / "form.py").write_bytes((ROOT / "tup_sim" / "form.py").read_bytes())
    (here / "__init__.py").write_text("from tup_sim import form\n", encoding="utf-8")
    made = (f"measures/weeks{SUFFIX}", f"model/clock{SUFFIX}")
    for path in made:
        (here / path).write_bytes(NO_LIBRARY)
    written = form.written_down(form.digest(str(here)), dict.fromkeys(made, len(NO_LIBRARY)))
    (here / form.WRITTEN).write_text(written, encoding="utf-8")
    return here


def asked(package: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SAY_IT],
        cwd=package.parent,
        env={**os.environ, "PYTHONPATH": "", "TUP_SIM_FORM": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_whole_build_of_this_source_is_used(package: Path) -> None:
    assert form.form_of(str(package)) == Form(True, "")
    assert "ImportError" in asked(package).stderr  # it is tried, and is no library


def test_one_letter_more_in_the_source_and_the_build_is_an_older_one(package: Path) -> None:
    with (package / "model" / "clock.py").open("a", encoding="utf-8") as file:
        file.write("#")
    os.utime(package / "model" / "clock.py", (0, 0))  # whatever the clock says
    assert form.form_of(str(package)) == Form(False, OLDER)
    assert asked(package).stdout.split() == [OLDER, str(package / "measures" / "weeks.py")]


@pytest.mark.parametrize("path", ["model/another.py", "measures/rooms/another.py"])
def test_a_file_more_makes_the_build_an_older_one(package: Path, path: str) -> None:
    (package / path).parent.mkdir(exist_ok=True)
    (package / path).write_text("", encoding="utf-8")
    assert form.form_of(str(package)) == Form(False, OLDER)


def test_a_build_of_which_a_file_is_gone_or_cut_short_is_not_used(package: Path) -> None:
    (package / f"model/clock{SUFFIX}").write_bytes(NO_LIBRARY[:-1])
    assert form.form_of(str(package)) == Form(False, HALF)
    (package / f"model/clock{SUFFIX}").unlink()
    assert asked(package).stdout.split() == [HALF, str(package / "measures" / "weeks.py")]


@pytest.mark.parametrize("text", [None, "", "nonsense", f"{SUFFIX}\n"])
def test_a_build_that_was_broken_off_is_not_used(package: Path, text: str | None) -> None:
    written = package / form.WRITTEN
    written.unlink() if text is None else written.write_text(text, encoding="utf-8")
    assert form.form_of(str(package)).why_not
    assert asked(package).stdout.split()[1] == str(package / "measures" / "weeks.py")


def test_a_build_for_another_python_is_not_used(package: Path) -> None:
    written = package / form.WRITTEN
    written.write_text(written.read_text("utf-8").replace(SUFFIX, ".cpython-39.so", 1), encoding="utf-8")
    assert form.form_of(str(package)) == Form(False, OTHER_PYTHON)


def test_the_source_can_be_asked_for(package: Path) -> None:
    expected = [SOURCE_ASKED, str(package / "measures" / "weeks.py")]
    assert asked(package, TUP_SIM_FORM="source").stdout.split() == expected
    (package / f"model/clock{SUFFIX}").unlink()
    assert (
        asked(package, TUP_SIM_FORM="source").stdout.split() == expected
    )  # nobody counts on what is half there


def test_without_compiled_files_nothing_is_said_and_nothing_stands_in_the_way(package: Path) -> None:
    for path in (*package.rglob(f"*{SUFFIX}"), package / form.WRITTEN):
        path.unlink()
    assert form.form_of(str(package)) == Form(False, "")
    assert asked(package).stdout.split() == [str(package / "measures" / "weeks.py")]
    assert list(to_be_told(Form(False, ""), {})) == [] and in_short(Form(False, "")) == "source"


def test_what_was_not_asked_for_is_said_in_one_line() -> None:
    for why in (HALF, OLDER, OTHER_PYTHON):
        assert list(to_be_told(Form(False, why), {})) == [NOT_USED[why]]
        assert in_short(Form(False, why)) == IN_SHORT[why]
    assert list(to_be_told(Form(False, SOURCE_ASKED), {"TUP_SIM_FORM": "source"})) == []
    assert in_short(Form(True, "")) == "compiled"


def test_a_form_that_does_not_exist_is_told() -> None:
    (told,) = to_be_told(Form(False, ""), {"TUP_SIM_FORM": "sourec"})
    assert isinstance(told, Message) and "'sourec'" in told


def test_all_that_decides_a_number_counts() -> None:
    found = form.sources(form.PACKAGE)
    assert {"model/simulation.py", "measures/outcomes/booked.py", "model/parameters/week.py"} <= set(found)
    assert form.digest(form.PACKAGE) == form.digest(form.PACKAGE)
