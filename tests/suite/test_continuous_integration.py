"""Continuous integration runs ``make test`` with a browser, which it installs where there is none, and so skips no test
for want of one. Its apt-get, sudo and make are stand-ins here: nothing is installed.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.rooms.source import ROOT
from tests.web.browser import BROWSERS

RUN = ROOT / ".ci/run"
MINE = Path(__file__)
# What .ci/run may ask besides the stand-ins; a browser that is installed is not among them.
COMMANDS = ("bash", "dirname", "env", "cp", "chmod")
MAKE = '#!/usr/bin/env bash\necho "make $* with a browser $TUP_SIM_BROWSER"\n'
APT = '#!/usr/bin/env bash\necho "apt-get $*"\n'
INSTALLS = 'case "$*" in *" install "*) cp "$0" "${0%apt-get}chromium";; esac\n'
FAILS = 'echo "E: no package is called so" >&2; exit 100\n'
ROOT_IS, ANYBODY_IS = "#!/usr/bin/env bash\necho 0\n", "#!/usr/bin/env bash\necho 1000\n"
SUDO = '#!/usr/bin/env bash\nshift\necho -n "as root: "\n"$@"\n'


class Ended(NamedTuple):
    """What .ci/run printed, its errors, and its exit code."""

    told: str
    errors: str
    code: int


def run(folder: Path, **stand_ins: str) -> Ended:
    """Run .ci/run where there are only these commands."""
    for name in COMMANDS:
        (folder / name).symlink_to(shutil.which(name) or f"no {name}")
    for name, text in {"make": MAKE, "id": ROOT_IS, **stand_ins}.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    done = subprocess.run(
        [folder / "bash", RUN], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )
    return Ended(done.stdout, done.stderr, done.returncode)


pytestmark = pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")


def test_it_runs_make_test_with_the_browser_that_is_there(tmp_path: Path) -> None:
    for name in BROWSERS:
        (tmp_path / name).mkdir()
        found = run(tmp_path / name, **{name: MAKE, "apt-get": APT + FAILS})
        assert found == ("make test with a browser needed\n", "", 0), name


def test_without_one_it_installs_chromium(tmp_path: Path) -> None:
    told, errors, code = run(tmp_path, **{"apt-get": APT + INSTALLS})
    assert (errors, code) == ("", 0)
    assert told.splitlines() == [
        "apt-get -qq update",
        "apt-get -qq install -y --no-install-recommends chromium",
        "make test with a browser needed",
    ]


def test_who_is_not_root_asks_sudo(tmp_path: Path) -> None:
    told, errors, code = run(tmp_path, **{"apt-get": APT + INSTALLS, "id": ANYBODY_IS, "sudo": SUDO})
    assert (errors, code) == ("", 0)
    assert [line.startswith("as root: apt-get ") for line in told.splitlines()] == [True, True, False]


@pytest.mark.parametrize(
    "apt", [{"apt-get": APT + FAILS}, {"apt-get": APT}, {}], ids=["fails", "idles", "absent"]
)
def test_where_none_can_be_installed_it_says_so_and_fails(apt: dict[str, str], tmp_path: Path) -> None:
    told, errors, code = run(tmp_path, **apt)
    assert (code, "make" in told) == (1, False)
    assert errors.splitlines()[-1].startswith("Chromium could not be installed (see above): install it")


def test_no_other_test_decides_by_itself_whether_there_is_a_browser() -> None:
    """Every mark that skips for want of a browser is ``skipped_without``, which hears TUP_SIM_BROWSER."""
    mute = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path != MINE and b"browser" in path.read_bytes()
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("skipif", "skip"))
        and any(word in ast.unparse(node).lower() for word in ("browser()", "chromium", "found", *BROWSERS))
    ]
    assert not mute


@pytest.mark.parametrize(("needed", "result"), [("needed", "failed"), ("", "skipped")])
def test_what_needs_a_browser_is_skipped_or_fails(needed: str, result: str, tmp_path: Path) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE, "utf-8")
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, *words, "test_sample.py"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path), "PYTHONPATH": str(ROOT), "TUP_SIM_BROWSER": needed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"1 {result}" in done.stdout, done.stdout + done.stderr
    assert needed == "" or "none of these is installed: chromium" in done.stdout


SAMPLE = """
from tests.web.browser import FOUND, browser, skipped_without

pytestmark = skipped_without(FOUND)

def test_a_page(tmp_path):
    with browser(tmp_path):
        pass
"""
