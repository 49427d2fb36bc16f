"""``python -m validation references``: what people are used to in the organisations of the package, at rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click

from tup_sim.files import load_scenario
from tup_sim.files.base import resting
from tup_sim.files.manifest import fingerprint
from tup_sim.files.places import supplied
from tup_sim.files.usual_at_rest import FILE, identity_of_organisation, paths
from tup_sim.model.parameters import Scenario, value_at
from tup_sim.model.parameters.scenario import Unmeasured
from tup_sim.model.references import REFERENCES
from tup_sim.study.at_rest import RUNS, usual_in


@click.command()
@click.option(
    "--as-written", is_flag=True, help="Keep the values that stand in the files, and measure nothing."
)
@click.option(
    "--runs", type=click.IntRange(min=2), default=RUNS, show_default=True, help="Runs of each of two rounds."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor.")
def references(as_written: bool, runs: int, jobs: int | None) -> None:
    """Write what people are used to in the organisations that come with the package (usual_at_rest.json)."""
    houses = [resting(load_scenario(place.name)) for place in supplied() if place.is_organisation]
    known = paths(houses[0].parameters)
    kept: dict[str, Any] = {}
    for house in houses:
        found = _written(house) if as_written else dict(usual_in(Unmeasured(house), jobs, runs=runs))
        kept[identity_of_organisation(house.parameters, known)] = {
            path: value for path, value in found.items() if value == value
        }
        click.echo(house.name)
    written = {
        "command": "python -m validation references" + " --as-written" * as_written,
        "model": fingerprint(),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "names": dict(zip(kept, (house.name for house in houses), strict=True)),
        "organisations": kept,
        "paths": known,
    }
    FILE.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def _written(house: Scenario) -> dict[str, float]:
    return {path: value_at(house.parameters, path) for path in REFERENCES}
