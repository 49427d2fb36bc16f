"""``tup-sim mechanism document``: documents for researchers, written from what the model declares of itself."""

from __future__ import annotations

from pathlib import Path

import click

from tup_sim.cli.plugging import PLUGIN

NAMES = (
    "odd",
    "stress",
    "parameters",
    "glossary",
    "rat-rs",
    "trace",
)  # as in the report; loading that would make help slow


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@PLUGIN
def document(name: str, out: Path | None) -> None:
    """Write ODD, STRESS-DES, RAT-RS (use of data), TRACE (tests), parameters or glossary, as Markdown."""
    from tup_sim.files.sources import own_references, sources
    from tup_sim.reporting.documents import document as written
    from tup_sim.reporting.saving import MARKDOWN, check_place, save

    if out is not None:
        check_place(out, MARKDOWN)
    titles = {source: str(entry["title"]) for source, entry in sources().items()}
    text = written(name, titles | own_references())
    if out is None:
        click.echo(text, nl=False)
    else:
        save(out, lambda place: place.write_text(text, encoding="utf-8"))
