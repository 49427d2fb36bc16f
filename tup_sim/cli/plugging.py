"""``--plugin``: mechanisms from outside the package, in force for the command that names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tup_sim.model.parameters import Scenario


def _use(context: click.Context, option: click.Parameter, names: tuple[str, ...]) -> None:
    """Have these in force for the rest of the command."""
    if names:
        from tup_sim.files.plugins import catalogue_of_plugins, found_plugin
        from tup_sim.model.catalogue import put_in_force

        put_in_force(catalogue_of_plugins([found_plugin(each) for each in names]))


PLUGIN = click.option(
    "--plugin", multiple=True, metavar="FILE", expose_value=False, callback=_use, is_eager=True,
    help="Add the mechanisms of a Python file, or of an installed plug-in by name; repeatable.",
)  # fmt: skip


def plugged() -> list[tuple[str, str]]:
    """The options that name the plug-ins in force, to type them again."""
    from tup_sim.model.catalogue import current
    from tup_sim.model.plugins import plugins_in

    return [("--plugin", each.name) for each in plugins_in(current())]


def speak_of(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Scenarios that can be held against each other; what the command lists from now on is what they have."""
    from tup_sim.model.catalogue import catalogue_of, put_in_force
    from tup_sim.model.plugins import side_by_side

    found = side_by_side(scenarios)
    put_in_force(catalogue_of(found[0].parameters))
    return found
