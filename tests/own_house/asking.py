"""The house of the example, and how tests ask for it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from tup_sim.cli import tup_sim

ANSWERS = {
    "people": "7",
    "fte": "5,2",
    "week": "38",
    "coordinator": "halftijds",
    "volunteers": "38",
    "hours": "4",
    "clients": "80",
    "waiting": "6",
    "budget": "480.000 waarvan 456.000 subsidie",
    "pattern": "1",
    "cut": "60.000",
    "day": "3/1/2028",
    "notice": "3 maanden",
    "spared": "0",
}


def answers_file(folder: Path, **others: str | None) -> Path:
    """A file of answers, some of them other than those of the example; None leaves one out."""
    said = {key: text for key, text in {**ANSWERS, **others}.items() if text is not None}
    path = folder / "answers.yaml"
    path.write_text("".join(f'{key}: "{text}"\n' for key, text in said.items()), encoding="utf-8")
    return path


def ask(*words: object, typed: str | None = None) -> Result:
    """What ``tup-sim house`` does with these words and these lines."""
    return CliRunner().invoke(tup_sim, ["house", *map(str, words)], input=typed)
