"""``tup-sim scenario``: list, show, check, explain and compare scenarios."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tup_sim.cli.groups import Branch, Member
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.speaking import LANG, in_language, tell_error

KINDS = ("organisation", "policy", "shock", "theory")


def say(text: str) -> None:
    """Print a text; a sign the terminal does not know becomes a question mark."""
    from tup_sim.files.layout import printable

    click.echo(printable(text))


def layers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that lay mix-ins and values over a scenario."""
    mixin = click.option("--with", "mixins", multiple=True, metavar="NAME", help="Lay a scenario over it.")
    setting = click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set one value.")
    return mixin(setting(PLUGIN(command)))


MEMBERS = {
    "parameters": Member(
        "tup_sim.cli.parameters:parameters", "List every number of the world and its source."
    ),
    "baseline": Member(
        "tup_sim.cli.baseline:baseline", "Measure what people are used to, and how long to warm up."
    ),
}


@click.group(cls=Branch, members=MEMBERS)
@click.pass_context
def scenario(context: click.Context) -> None:
    """List, show, check, explain and compare scenarios, and every number in them."""
    # These commands are over in half a second, a fifth of which would go to collecting garbage; a baseline is not.
    if gc.isenabled() and context.invoked_subcommand != "baseline":
        gc.disable()
        context.call_on_close(gc.enable)


@scenario.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@LANG
def list_command(kind: str | None, lang: str) -> None:
    """List the scenarios that come with the package."""
    from tup_sim.files.layout import terminal_width
    from tup_sim.files.listing import listed

    say(listed(terminal_width(), kind or "", lang))


@scenario.command()
@click.argument("name")
@layers
@click.option("--all", "everything", is_flag=True, help="All values, not only those that differ.")
def show(name: str, mixins: tuple[str, ...], settings: tuple[str, ...], everything: bool) -> None:
    """Print a scenario as one file that can be saved and loaded again."""
    from tup_sim.files.load import load_any
    from tup_sim.files.show import as_yaml

    found = load_any(name, mixins, settings)
    say(as_yaml(found.scenario, everything, found.kind).rstrip("\n"))


@scenario.command()
@click.argument("names", nargs=-1, required=True)
@layers
@LANG
def check(names: tuple[str, ...], mixins: tuple[str, ...], settings: tuple[str, ...], lang: str) -> None:
    """Say of each scenario whether it is in order, and what an organisation would do at rest.

    A policy or shock is checked over the declared values; it is run over an organisation, as open_house+cut_20.
    The exit code is 2 if one is not in order.
    """
    from tup_sim.errors import ScenarioError
    from tup_sim.files.layout import terminal_width
    from tup_sim.files.listing import checked

    failed, width = False, terminal_width()
    for name in names:
        try:
            say(checked(name, mixins, settings, width, lang))
        except ScenarioError as error:
            failed = True
            tell_error(error)
    if failed:
        raise click.exceptions.Exit(2)


@scenario.command()
@click.argument("name")
@click.argument("path", default="")
@layers
@LANG
def explain(name: str, path: str, mixins: tuple[str, ...], settings: tuple[str, ...], lang: str) -> None:
    """Say for every value that differs from the default, or for those below PATH, who set it and why."""
    from tup_sim.files.explain import explained
    from tup_sim.files.layout import paragraph, terminal_width
    from tup_sim.files.listing import not_whole
    from tup_sim.files.load import load_any
    from tup_sim.reporting.basis import basis

    found, width = load_any(name, mixins, settings), terminal_width()
    speak_of([found.scenario])
    for line in [] if path else [*not_whole(found), *basis(found.scenario, lang)]:
        say(paragraph(in_language(line), width))
    say(explained(found.scenario, path, width, lang))


@scenario.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@LANG
@PLUGIN
def schema(out: Path | None, lang: str) -> None:
    """Print the JSON Schema of a scenario file, for editors."""
    from tup_sim.files.schema import schema_text, write_schema
    from tup_sim.reporting.saving import JSON, check_place
    from tup_sim.texts import say as word

    if out is None:
        say(schema_text())
    else:
        check_place(out, JSON)
        write_schema(out)
        say(word(lang, "schema-written", path=out))


@scenario.command()
@click.argument("one")
@click.argument("other")
@LANG
@PLUGIN
def diff(one: str, other: str, lang: str) -> None:
    """Print the values and changes in which two scenarios differ."""
    from tup_sim.files.compare import compared
    from tup_sim.files.layout import paragraph, terminal_width
    from tup_sim.files.listing import not_whole
    from tup_sim.files.load import load_any

    pair, width = [load_any(each) for each in (one, other)], terminal_width()
    one_of, other_of = speak_of([each.scenario for each in pair])
    for line in [line for found in pair for line in not_whole(found)]:
        say(paragraph(in_language(line), width))
    say(compared(one_of, other_of, width, lang))
