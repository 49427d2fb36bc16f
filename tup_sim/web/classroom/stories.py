"""One volunteer in the worlds of two teams: followed while the class goes on, by what follows twins in a terminal."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.files.manifest import fingerprint
from tup_sim.study.store import digest
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.affected import ONE, WHY
from tup_sim.web.jobs import FAILED, Jobs
from tup_sim.web.lessons import Case, Lesson
from tup_sim.web.menus import headings_of

KIND = "volunteer"
OFTEN = 1.0  # seconds between two looks at the table, however many devices ask


class Story(NamedTuple):
    """How far a story is.

    Attributes:
        text: the story; empty before it is there.
        failed: why it could not be told.
        part: of the work that is done, out of a hundred.
    """

    text: str = ""
    failed: str = ""
    part: int = 0


class Stories:
    """Stories that the worker of a folder of results computes.

    Args:
        lesson: that the class has.
        folder: of results.
    """

    def __init__(self, lesson: Lesson, folder: Path) -> None:
        self._lesson, self._folder, self._jobs = lesson, folder, Jobs(folder)
        self._asked: set[str] = set()
        self._seen: dict[tuple[str, str], tuple[float, Story]] = {}  # by key and language: when, and how far

    def ask(self, worlds: Mapping[str, Case]) -> None:
        """Put two worlds on the table.

        Args:
            worlds: letter of a team to what it chose.

        Raises:
            OutputError: the files of the lesson cannot be written.
        """
        key = self._key(worlds)
        if key in self._asked:
            return
        self._asked.add(key)
        if self._jobs.look(key) is None:
            self._jobs.ask(key, f"story-{key[:10]}", {WHY: self._headings(worlds), ONE: KIND})

    def told(self, worlds: Mapping[str, Case], lang: str) -> Story:
        """How far the story of two worlds is.

        Args:
            worlds: letter of a team to what it chose.
            lang: ``en`` or ``nl``.
        """
        key, now = self._key(worlds), time.monotonic()
        when, seen = self._seen.get((key, lang), (-math.inf, Story()))
        if seen.text or now - when < OFTEN:
            return seen
        found = self._looked(key, lang)
        self._seen[key, lang] = now, found
        return found

    def _looked(self, key: str, lang: str) -> Story:
        job = self._jobs.look(key)
        if job is None:
            return Story()
        if job.status == FAILED:
            return Story(failed=say(lang, "class-story-failed"))  # what went wrong is nothing for a projector
        part = round(100 * job.done / job.total) if job.total else 0
        return Story(text=self._jobs.text(key, lang), part=part)

    def _key(self, worlds: Mapping[str, Case]) -> str:
        told = {letter: self._lesson.named(case) for letter, case in worlds.items()}
        return digest({"story": told, "lesson": self._lesson.name, "model": fingerprint()})[:16]

    def _headings(self, worlds: Mapping[str, Case]) -> dict[str, Any]:
        """The experiment that holds the second world against the first."""
        labels = {letter: _of_team(letter) for letter in worlds}
        whole = headings_of(self._lesson, worlds, self._folder, 1, labels)
        (plan,) = whole["factors"]
        levels = [level for level in plan["levels"] if level["name"] in worlds]
        reference = {plan["name"]: levels[0]["name"]}
        return {**whole, "factors": [{**plan, "levels": levels}], "reference": reference}


def _of_team(letter: str) -> dict[str, str]:
    return {lang: say(lang, "class-world-of", team=letter) for lang in LANGUAGES}
