"""``tup-sim results export`` and ``results table``: results as tables that leave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.speaking import LANG, show
from tup_sim.errors import Message, TupSimError

if TYPE_CHECKING:
    from tup_sim.study.findings import Findings
    from tup_sim.study.results import Key

FORMATS = ("markdown", "latex", "html", "docx", "csv")
NAME = click.argument("name")
RESULTS = click.option(
    "--results", "folder", type=click.Path(path_type=Path, file_okay=False), default="results", show_default=True,
    help="Folder of results.",
)  # fmt: skip


@click.command()
@NAME
@RESULTS
@LANG
@click.option(
    "--csv",
    type=click.Path(path_type=Path),
    help="Write a CSV file; with --lang nl for a Belgian spreadsheet.",
)
@click.option("--parquet", type=click.Path(path_type=Path), help="Write a Parquet file (needs pyarrow).")
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write a workbook (needs XlsxWriter).")
@click.option(
    "--all", "everything", is_flag=True, help="All outcomes, not only those the experiment looks at."
)
@click.option(
    "--differences",
    is_flag=True,
    help="With --csv: the difference of every point with its reference instead.",
)
@click.option("--values", is_flag=True, help="Factors whose levels have a value as these numbers.")
def export(
    name: str,
    folder: Path,
    lang: str,
    csv: Path | None,
    parquet: Path | None,
    xlsx: Path | None,
    everything: bool,
    differences: bool,
    values: bool,
) -> None:
    """Write every run of NAME as a table: levels, world, replication, outcome, window, value, error.

    A workbook (--xlsx) has the differences on a sheet of their own.
    """
    from tup_sim.cli.experiments import tell_unverifiable
    from tup_sim.files.export import Wanted, differences_to_csv, to_csv, to_parquet, to_xlsx
    from tup_sim.files.store import ResultStore
    from tup_sim.reporting.saving import CSV, PARQUET, XLSX, check_place, save
    from tup_sim.texts import say

    if len(given := [each for each in (csv, parquet, xlsx) if each is not None]) != 1:
        raise click.UsageError(Message("say where to: --csv FILE, --parquet FILE or --xlsx FILE"))
    if differences and (everything or not csv):
        raise click.UsageError(Message("--differences goes with --csv, and not with --all"))
    wanted, path = Wanted(name, everything, values), given[0]
    check_place(path, CSV if csv else PARQUET if parquet else XLSX)
    with ResultStore(folder, write=False) as store:
        if differences:
            save(path, lambda place: differences_to_csv(store, name, place, lang))
        elif csv:
            save(path, lambda place: to_csv(store, wanted, place, lang))
        else:
            save(path, lambda place: (to_parquet if parquet else to_xlsx)(store, wanted, place))
        tell_unverifiable(store, name, lang)
    show(say(lang, "kept-written", path=path))


@click.command()
@NAME
@RESULTS
@LANG
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="What it is for.",
)
@click.option("--outcome", "outcomes", metavar="NAME,...", default="", help="Only these, as core_met@late.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write; else it is shown.")
def table(name: str, folder: Path, lang: str, form: str, outcomes: str, out: Path | None) -> None:
    """Show the differences of NAME as a table for a paper: base mean, difference, interval, unit, n.

    Interaction contrasts of two factors stand below it, where the design has all four combinations.
    """
    from tup_sim.files.kept import findings_kept
    from tup_sim.files.store import ResultStore
    from tup_sim.reporting.saving import check_place, save, save_csv

    if out is not None:
        check_place(out, _endings(form))
    elif form == "docx":
        raise click.UsageError(Message("--format docx is a file: write --out FILE.docx"))
    with ResultStore(folder, write=False) as store:
        found = findings_kept(store, name)
    keys = _among(found, outcomes)
    if out is not None and form == "csv":
        from tup_sim.reporting.paper import as_frame

        save_csv(as_frame(found, lang, keys), out, lang)
        return
    if out is not None and form == "docx":
        from tup_sim.reporting.word_file import write_docx

        save(out, lambda place: write_docx(found, lang, place, keys))
        return
    text = _text(found, form, lang, keys)
    if out is None:
        show(text.rstrip("\n"), as_it_is=True)
    else:
        save(out, lambda place: place.write_text(text, encoding="utf-8", newline="\n"))


def _endings(form: str) -> Sequence[str]:
    """Endings of a file of this form."""
    from tup_sim.reporting.saving import CSV, DOCX, LATEX, MARKDOWN, PAGE

    return {"csv": CSV, "latex": LATEX, "markdown": MARKDOWN, "html": PAGE, "docx": DOCX}[form]


def _text(found: Findings, form: str, lang: str, keys: Sequence[Key]) -> str:
    """The table as text."""
    from io import StringIO

    from tup_sim.reporting.paper import WRITERS, as_frame
    from tup_sim.study.cells import write_text

    if form != "csv":
        return WRITERS[form](found, lang, keys)
    file = StringIO()
    write_text(as_frame(found, lang, keys), file, lang)
    return file.getvalue()


def _among(found: Findings, names: str) -> list[Key]:
    """The outcomes that are named; none for all that the experiment looks at."""
    from tup_sim.study.results import Key
    from tup_sim.study.run_experiment import outcomes_of

    keys = [Key.of(name.strip()) for name in names.split(",") if name.strip()]
    known = outcomes_of(found.experiment)
    for key in keys:
        if key.text not in known:
            what = "'{text}' is not among the outcomes of this experiment: {names}"
            raise TupSimError(Message(what, text=key.text, names=", ".join(known)))
    return keys
