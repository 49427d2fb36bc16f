"""The manifest says what is needed to make a result again, and nothing about whose machine it was."""

from __future__ import annotations

import getpass
import json
import os
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.study.experiments import of_fakes
from tup_sim.files import manifest
from tup_sim.files.manifest import Clock, digest_of_source, files_of, fingerprint, manifest_of


def test_it_names_versions_source_inputs_seed_machine_and_time():
    found = manifest_of(of_fakes(), {}, Clock().sitting(9), 9)
    assert set(found["versions"]) == {"python", "tup_sim", "numpy", "simpy", "scipy", "pandas", "pydantic"}
    assert set(found["inputs"]["scenarios"]) == {"house", "cut", "deep"}
    assert found["machine"]["cores"] == os.cpu_count() and found["seed"] == 1
    assert (found["computed"], found["reused"], found["model"]) == (9, 0, fingerprint())
    assert found["source"] is None or set(found["source"]) == {"commit", "changed"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", {}),
        (
            "base: house+peer\nwith: cut_20\nreplications: {at_least: 4, at_most: 9}\n",
            ("house + peer + cut_20", 4),
        ),
        ("base: house\nwith: [peer, cut_20]\nreplications: 6\n", ("house + peer + cut_20", 6)),
        ("base: house\n", ("house", 20)),
    ],
)
def test_it_keeps_the_organisation_and_the_fewest_runs_of_the_file(text, kept):
    found = manifest_of(replace(of_fakes(), text=text), {}, Clock().sitting(9), 9)
    assert found["as_written"] == (dict(zip(("base", "at_least"), kept, strict=True)) if text else {})


def test_it_does_not_say_whose_machine_it_was():
    said = json.dumps(manifest_of(of_fakes(), {}, Clock().sitting(9), 9))
    for secret in (socket.gethostname(), str(Path.home()), str(Path.cwd()), f'"{getpass.getuser()}'):
        assert secret not in said


def test_a_clock_that_jumps_back_makes_no_negative_time(monkeypatch):
    hours = iter([12, 9, 8, 7])

    class Jumping(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(2026, 1, 1, next(hours), tzinfo=UTC)

    monkeypatch.setattr(manifest, "datetime", Jumping)
    first = manifest_of(of_fakes(), {}, Clock().sitting(4), 4)
    second = manifest_of(of_fakes(), first, Clock().sitting(5), 9)
    assert first["ended"] < first["began"], "the clock on the wall did jump"
    assert all(each["seconds"] >= 0 for each in second["sittings"]) and second["seconds"] >= 0
    assert [each["computed"] for each in second["sittings"]] == [4, 5]


def test_the_model_has_another_name_if_its_source_differs(tmp_path, monkeypatch):
    for name in (
        "model/simulation.py",
        "measures/observe.py",
        "study/work.py",
        "study/replay.py",
        "report/x.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"one\n")
    monkeypatch.setattr(manifest, "PACKAGE", tmp_path)
    fresh = fingerprint.__wrapped__
    before = fresh()
    (tmp_path / "report/x.py").write_bytes(b"two\n")
    (tmp_path / "model/simulation.py").write_bytes(b"one\r\n")
    assert fresh() == before
    (tmp_path / "model/simulation.py").write_bytes(b"two\n")
    assert fresh() != before


def test_outside_a_checkout_there_is_no_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "PACKAGE", tmp_path / "tup_sim")
    assert manifest.source() is None


RULE = b'''"""A rule."""
def chance(x: float, *, most: float = 0.5) -> float:
    """What it is."""
    return min(most, x + 1)  # never more
'''


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"A rule", b"Another sentence"),
        (b'    """What it is."""\n', b""),
        (b"  # never more", b""),
        (b"    return", b"    # a reason\n\n    return"),
        (b"x + 1", b"(x\n        + 1)"),
        (b"\n", b"\r\n"),
    ],
)
def test_the_fingerprint_does_not_see_how_the_source_is_written(before, after):
    assert before in RULE and digest_of_source(RULE.replace(before, after)) == digest_of_source(RULE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"0.5", b"0.6"),
        (b"0.5", b"True"),
        (b"x + 1", b"x - 1"),
        (b"x + 1", b"x + 1.0"),
        (b"min(most, x + 1)", b"min(x + 1, most)"),
        (b"chance", b"chances"),
        (b"*, most", b"most"),
        (b"    return", b"    x = x\n    return"),
        (b"return min", b"min"),
    ],
)
def test_the_fingerprint_sees_what_the_source_says(before, after):
    assert before in RULE and digest_of_source(RULE.replace(before, after)) != digest_of_source(RULE)


def test_a_text_that_is_no_docstring_counts():
    assert digest_of_source(b"x = 1\n'kept'\n") != digest_of_source(b"x = 1\n")


def test_the_fingerprint_is_the_same_on_every_version_of_python():
    assert digest_of_source(RULE).hex().startswith("2d30d53704abe985")


def test_a_part_of_the_source_that_is_not_found_is_an_error(tmp_path):
    (tmp_path / "model").mkdir()
    with pytest.raises(FileNotFoundError, match="model/"):
        files_of(tmp_path, "model/**/*.py")
    assert len(manifest.DECIDES) == len({*manifest.DECIDES}) > 3
