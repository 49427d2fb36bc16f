"""``tup-sim archive``: everything about a study in one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tup_sim.cli.experiments import NAME, RESULTS
from tup_sim.cli.progress import under_way
from tup_sim.cli.speaking import LANG, show
from tup_sim.errors import Message

FILE = click.Path(path_type=Path)


@click.command()
@NAME
@RESULTS
@click.option("--out", type=FILE, help="File to write, ending in .zip; else NAME.zip here.")
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help="An author of the study; may be repeated."
)
@click.option("--license", "licence", default="", metavar="SPDX", help="Licence of the study, as CC-BY-4.0.")
@click.option(
    "--protocol", type=FILE, help="Written before by 'tup-sim plan --protocol'; deviations are listed."
)
@LANG
def archive(
    name: str,
    folder: Path,
    out: Path | None,
    authors: Sequence[str],
    licence: str,
    protocol: Path | None,
    lang: str,
) -> None:
    """Pack the study NAME into one zip, which is the same to the last byte whenever it is packed.

    In it are the question, every scenario in effect, results, figures with their numbers, briefs, the documents of the
    model (ODD, STRESS, RAT-RS, TRACE, parameters), the program itself and the versions of its libraries. Whoever
    unpacks it checks it with 'make reproduce'.
    """
    from tup_sim.publishing import archive as pack
    from tup_sim.reporting.planned import room
    from tup_sim.texts import say

    with under_way(Message("figures and briefs are drawn, and all of it is packed")):
        found = pack(name, folder, out or Path(f"{name}.zip"), authors, licence, protocol)
    lines = [say(lang, "archived", path=found.path, files=found.files, size=room(found.size, lang))]
    lines += [say(lang, "archived-unfinished", n=found.missing)] * bool(found.missing)
    lines += [say(lang, "archived-nobody")] * (not authors)
    show("\n".join([*lines, f"  sha256 {found.digest}"]))
