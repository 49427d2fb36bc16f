"""``tup-sim scenario parameters``: the list of all parameters with unit, range, kind and source."""

from __future__ import annotations

import click

from tup_sim.cli.plugging import PLUGIN
from tup_sim.cli.speaking import LANG


@click.command()
@click.argument("prefix", default="", metavar="[PATH_PREFIX]")
@click.option(
    "--kind",
    type=click.Choice(["measured", "assumed", "chosen", "convention"]),
    help="Only this kind of number.",
)
@click.option("--source", default="", metavar="ID", help="Only what rests on this source.")
@click.option("--section", default="", metavar="TEXT", help="Only sections with this text in their heading.")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@LANG
@PLUGIN
def parameters(prefix: str, kind: str | None, source: str, section: str, as_json: bool, lang: str) -> None:
    """List the parameters: default, unit, range, plausible range, kind, sources and meaning."""
    from tup_sim.cli.scenarios import say
    from tup_sim.files.catalogue import as_json_text, as_text, chosen_parameters
    from tup_sim.files.layout import terminal_width

    found = chosen_parameters(prefix, kind or "", source, section)
    say(as_json_text(found) if as_json else as_text(found, source, terminal_width(), lang))
