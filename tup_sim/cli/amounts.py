"""Times on the command line, read by the one reader of numbers: ``--weeks 2 years``, ``--budget 1.5h``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from tup_sim.errors import Message, ScenarioError, with_hint

if TYPE_CHECKING:
    from tup_sim.files.strict_yaml import Node

MINUTES = re.compile(r"(.*\d)\s*m$", re.IGNORECASE)  # to nobody who says how long it may take months
SHORT = re.compile(r"[\d.,]+\s*(s|sec\w*|m|min\w*|h|hours?|u|uur|uren)?", re.IGNORECASE)
SECONDS = 60


class Amount(click.ParamType):
    """A number with a unit or without."""

    def node(self, value: Any, param: click.Parameter | None) -> Node:
        """What was written, with the name of the option for messages."""
        from tup_sim.files.strict_yaml import read_text

        name = param.opts[0] if param is not None else self.name
        return read_text(str(value).strip(), name, fixed_where=True, before=f"{name} ")


class Weeks(Amount):
    """A whole number of weeks, one or more: ``104``, ``2 years``."""

    name = "weeks"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The weeks."""
        from tup_sim.files.changes import weeks_in

        try:
            return weeks_in(self.node(value, param), "weeks", 1) or 1
        except ScenarioError as error:
            self.fail(with_hint(error.problem, error.hint), param, ctx)


class Duration(Amount):
    """A time: ``90s``, ``10m``, ``2h``; a bare number is minutes."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The time in seconds."""
        from tup_sim.files.hints import lines_of
        from tup_sim.files.quantities import Quantity, read_quantity

        wanted = Quantity(Message("the time"), "minutes", low=1 / SECONDS)
        refusal = Message("'{value}' is no time; write 90s, 10m or 2h", value=value)
        if not SHORT.fullmatch(str(value).strip()):
            self.fail(refusal, param, ctx)
        text = MINUTES.sub(r"\1 min", str(value).strip())
        try:
            return SECONDS * read_quantity(self.node(text, param), wanted)
        except ScenarioError as error:
            self.fail(with_hint(refusal, error.hint if lines_of(error.hint) else ""), param, ctx)
