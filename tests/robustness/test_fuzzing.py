"""Whatever is bent in a file, a setting, a command or a store: accepted, or refused in readable lines."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.robustness.fuzz import HERE, KINDS, corpus, verdict

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a case is timed by a signal that Windows lacks"
)
PARTS, CASES = 4, 396  # about ten seconds of one processor each


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.verify) for seed in range(2, PARTS + 1))]
)
def test_the_cases_of_a_fixed_seed_keep_the_rule(seed, tmp_path):
    words = ["--seed", str(seed), "--cases", str(CASES), "--keep", str(tmp_path)]
    command = [sys.executable, "-m", "tests.robustness.fuzz", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{CASES} cases, 0 broke the rule" in done.stdout and "; 0 accepted" not in done.stdout


@pytest.mark.parametrize(("kind", "data"), corpus(), ids=[f"{kind}-{len(data)}" for kind, data in corpus()])
def test_what_once_broke_the_rule_keeps_it(kind, data):
    assert verdict(kind, data) == ""


def test_a_case_that_breaks_the_rule_is_noticed(monkeypatch):
    def raises(*_: object) -> None:
        raise KeyError("nobody thought of this")

    monkeypatch.setitem(KINDS, "setting", (KINDS["setting"][0], raises, 1))
    assert "KeyError" in verdict("setting", b"places=60")
    assert verdict("scenario", b"extends: open_house\nplaces: 60\n") == ""
