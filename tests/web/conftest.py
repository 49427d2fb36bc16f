"""Pages are tested as if no answer had come with the package; a test that wants one puts it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tup_sim.web import answers, first_page


@pytest.fixture
def shipped() -> Path:
    """Where the answer that comes with the package lies."""
    return Path(first_page.__file__).parent / "lesson_files" / "first_page.json"


@pytest.fixture(autouse=True)
def nothing_came_with_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(first_page, "PLACE", tmp_path / "nothing.json")
    forget()
    yield
    forget()


def forget() -> None:
    """What was read of it."""
    first_page.first_page.cache_clear()
    answers.came_with_the_package.cache_clear()
