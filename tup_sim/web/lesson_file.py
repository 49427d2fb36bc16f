"""The file of a lesson: what may stand in it, and what is wrong with it, by line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Strict, ValidationInfo, model_validator

from tup_sim.errors import Message
from tup_sim.files.rows import Row, Text, Wrong, read_row
from tup_sim.files.strict_yaml import read_file

Whole = Annotated[int, Strict(), Field(ge=0)]


class Both(Row):
    """A text in both languages."""

    en: Text
    nl: Text


class Cut(Row):
    """The cut: part of the subsidy, week, and weeks of notice."""

    size: Annotated[float, Strict()]
    at: Whole
    announced: Whole


class WrittenMeasure(Row):
    """Something a team may choose."""

    key: Text
    price: Whole
    label: Both
    help: Both
    set: dict[str, Any]


class WrittenSurprise(Row):
    """Something that befalls all teams."""

    key: Text
    at: Whole
    until: Whole | None = None
    label: Both
    text: Both
    set: dict[str, Any] = Field(default_factory=dict)
    befalls: dict[str, Any] = Field(default_factory=dict)


class WrittenStep(Row):
    """A part of the hour."""

    kind: Literal["lobby", "predict", "reveal", "choose", "surprise", "story", "debrief"]
    minutes: Whole


class Written(Row):
    """What stands in the file of a lesson."""

    title: Both
    minutes: Whole
    teams: Whole
    organisation: Text
    weeks: Whole
    cut: Cut
    decided: Whole
    window: tuple[Whole, Whole]
    points: Whole
    outcomes: tuple[Text, ...]
    measures: tuple[WrittenMeasure, ...]
    surprises: tuple[WrittenSurprise, ...] = ()
    steps: tuple[WrittenStep, ...]

    @model_validator(mode="after")
    def _fits(self, about: ValidationInfo) -> Self:
        last = self.window[1]
        if not self.decided <= self.cut.at < self.window[0] < last <= self.weeks:
            order = "{name}: the weeks do not follow each other: decided, cut.at, window, weeks"
            raise Wrong(Message(order, name=about.context), at=("window",))
        keys = [*(each.key for each in self.measures), *(each.key for each in self.surprises)]
        if twice := next((key for key in keys if keys.count(key) > 1), ""):
            raise Wrong(
                Message("{name}: '{key}' stands here twice", name=about.context, key=twice), at=("measures",)
            )
        return self


def read(path: Path) -> Written:
    """Read the file of a lesson.

    Raises:
        ScenarioError: it cannot be read, or something is wrong with it; says on which line.
        ScenarioErrors: several things are.
    """
    return read_row(Written, read_file(path, path.name), path.stem)
