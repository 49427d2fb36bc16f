"""``python -m validation oracle``: has any number moved?"""

from __future__ import annotations

from pathlib import Path

import click

from tup_sim.cli.runs import JOBS
from tup_sim.errors import Message

FOLDER = Path("tests/baseline/oracle")
VALUES = "values.csv"


@click.command(short_help="Has any number moved? Every outcome of a dozen short runs.")
@click.option("--refresh", "action", flag_value="refresh", help="Write the values of today to the folder.")
@click.option(
    "--check", "action", flag_value="check", default=True, help="Compare with the folder (default)."
)
@click.option(
    "--copies",
    "action",
    flag_value="copies",
    help="Compare runs that are lived in a copy of a worker from the middle on.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="Scenarios, their values, and what became of outcomes that are no more.",
)
@JOBS
def oracle(action: str, folder: Path, jobs: int | None) -> None:
    """Compare every outcome of a dozen short runs with its exact value, or write these values anew."""
    from tup_sim.reporting.saving import check_place, save
    from validation.oracle import (
        KERNEL_EVENTS,
        changes,
        lost,
        observed,
        observed_in_copies,
        read_renames,
        read_values,
        scenarios_in,
        values_text,
    )

    file = folder / VALUES
    if action == "refresh":
        check_place(file)
    scenarios, renames = scenarios_in(folder), read_renames(folder)
    found = observed_in_copies(scenarios) if action == "copies" else observed(scenarios, jobs)
    before = read_values(file) if file.exists() else None
    counted = f"{sum(map(len, found.values.values()))} values of {len(found.values)} runs"
    if action == "refresh":
        if before and (gone := lost(before, found, renames)):
            names = ", ".join(gone)
            what = "say in {file} what became of: {names}"
            raise click.ClickException(Message(what, file=folder / "renamed.yaml", names=names))
        save(file, lambda place: place.write_text(values_text(found), encoding="utf-8"))
        click.echo(f"{counted} written to {file}")
        return
    if before is None:
        raise click.ClickException(Message("{file} does not exist; write it with --refresh", file=file))
    if action == "copies":
        before = before.without(KERNEL_EVENTS)
    if changed := changes(before, found, renames):
        raise click.ClickException(Message("not what they were:\n{lines}", lines="\n".join(changed)))
    click.echo(f"{counted} are what they were")
