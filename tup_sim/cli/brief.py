"""``tup-sim report``: write the brief of an experiment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.experiments import NAME, RESULTS, tell_unverifiable
from tup_sim.cli.runs import LANG

if TYPE_CHECKING:
    from tup_sim.study.findings import Findings


@click.command()
@NAME
@RESULTS
@LANG
@click.option("--out", type=click.Path(path_type=Path), help="File to write; else NAME_LANG.html here.")
def report(name: str, folder: Path, lang: str, out: Path | None) -> None:
    """Write the brief of NAME: one page (HTML) that needs no network and prints well, with its pictures beside it."""
    from tup_sim.files.kept import findings_kept
    from tup_sim.files.store import ResultStore
    from tup_sim.report.saving import PAGE, check_place

    if out is not None:
        check_place(out, PAGE)

    with ResultStore(folder, write=False) as store:
        deliver(findings_kept(store, name), lang, out)
        tell_unverifiable(store, name, lang)


def deliver(found: Findings, lang: str, out: Path | None) -> None:
    """Write the brief of what was found, and say where; ``NAME_LANG.html`` here if nobody says where."""
    from tup_sim.files.manifest import fingerprint
    from tup_sim.report.brief import write_brief
    from tup_sim.report.saving import PAGE, check_place
    from tup_sim.texts import say

    path = out or Path(f"{found.experiment.name}_{lang}.html")
    check_place(path, PAGE)
    kept = dict(found.manifest or {})
    older = {"model_changed": kept.get("model", fingerprint()) != fingerprint()}
    page, *pictures = write_brief(replace(found, manifest=kept | older), lang, path)
    folders = dict.fromkeys(f"{picture.parent}/" for picture in pictures)
    click.echo(say(lang, "saved", files=", ".join([str(page), *folders])))
