"""``tup-sim report``: write the brief of an experiment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.experiments import NAME, RESULTS, tell_unverifiable
from tup_sim.cli.progress import under_way
from tup_sim.cli.runs import LANG
from tup_sim.errors import Message

if TYPE_CHECKING:
    from tup_sim.study.findings import Findings


@click.command()
@NAME
@RESULTS
@LANG
@click.option("--out", type=click.Path(path_type=Path), help="File to write; else NAME_LANG.html here.")
@click.option(
    "--pdf", is_flag=True, help="A PDF beside it, made by the Chromium, Chrome or Edge that is installed."
)
@click.option("--docx", is_flag=True, help="A Word file beside it with the first two sheets, to edit.")
def report(name: str, folder: Path, lang: str, out: Path | None, pdf: bool, docx: bool) -> None:
    """Write the brief of NAME: one page (HTML) that needs no network, with its pictures beside it.

    The answer takes at most two sheets of A4; an annex follows.
    """
    from tup_sim.files.kept import findings_kept
    from tup_sim.files.store import ResultStore
    from tup_sim.reporting.saving import DOCX, PAGE, PDF, check_place

    beside = (*PDF * pdf, *DOCX * docx)
    if out is not None and out.suffix.lower() in beside:
        out = out.with_suffix(PAGE[0])
    if out is not None:
        check_place(out, PAGE)

    with ResultStore(folder, write=False) as store:
        deliver(findings_kept(store, name), lang, out, pdf, docx)
        tell_unverifiable(store, name, lang)


def deliver(found: Findings, lang: str, out: Path | None, pdf: bool = False, docx: bool = False) -> None:
    """Write the brief of what was found, and say where.

    Args:
        found: what an experiment found.
        lang: ``en`` or ``nl``.
        out: the page; ``NAME_LANG.html`` here if nobody says where.
        pdf: whether it is printed to PDF as well.
        docx: whether its first two sheets are written as a Word file as well.

    Raises:
        TupSimError: a Word file cannot be written without a library that is not there; nothing is written then.
        OutputError: something cannot be written, or there is nothing to print with; the page is there then.
    """
    from tup_sim.files.manifest import fingerprint
    from tup_sim.reporting.brief import write_brief
    from tup_sim.reporting.printing import print_to_pdf
    from tup_sim.reporting.saving import DOCX, PAGE, PDF, check_place
    from tup_sim.texts import say

    path = out or Path(f"{found.experiment.name}_{lang}.html")
    check_place(path, PAGE)
    word = path.with_suffix(DOCX[0]) if docx else None
    kept = dict(found.manifest or {})
    older = {"model_changed": kept.get("model", fingerprint()) != fingerprint()}
    with under_way(Message("the brief is being written")):
        page, *others = write_brief(replace(found, manifest=kept | older), lang, path, word)
    beside = dict.fromkeys(str(each) if each == word else f"{each.parent}/" for each in others)
    click.echo(say(lang, "saved", files=", ".join([str(page), *beside])))
    if pdf:
        print_to_pdf(page, sheets := page.with_suffix(PDF[0]))
        click.echo(say(lang, "saved", files=sheets))
