"""Every dependency is explained and locked, and the version is told once."""

from __future__ import annotations

import re
import tomllib

import pytest

import tup_sim
from tests.rooms.source import ROOT
from tests.rows import on_each

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[<>=!~;\[ ]", each, maxsplit=1)[0] for each in requirements]


def locked(file: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))


@on_each("name", names(sum(EXTRAS.values(), PROJECT["dependencies"])))
def test_every_dependency_is_explained(name):
    assert f"**{name}**" in (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "extra"),
    [
        ("requirements.lock", "dev"),
        ("requirements-user.lock", "web"),
        ("requirements-docs.lock", "docs"),
        ("requirements-bench.lock", "bench"),
    ],
)
def test_every_dependency_is_locked(file, extra):
    wanted = {name.lower().replace(".", "-") for name in names(PROJECT["dependencies"] + EXTRAS[extra])}
    assert wanted <= locked(file)


@pytest.mark.parametrize("file", [path.name for path in sorted(ROOT.glob("requirements*.lock"))])
def test_a_lock_names_no_place(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("-") or "/" in line] == []


def test_the_citation_names_the_version():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {tup_sim.__version__}\n" in citation
