"""``python -m validation``: hold the model against statements, figures, itself at rest, and itself before a change."""

from __future__ import annotations

import click

from tup_sim.cli import main
from validation.at_rest_commands import plausibility, smallest, stationarity
from validation.evidence_command import evidence
from validation.face import face
from validation.leaving_command import leaving
from validation.oracle_command import oracle
from validation.references_command import references
from validation.score import score
from validation.structures_command import structures
from validation.warm_up_command import warm_up


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def validation() -> None:
    """Hold the model against what is known: statements of the report, figures of sources, and what it was before."""


AT_REST = (plausibility, stationarity, warm_up, face, leaving, smallest, references)
for each in (evidence, score, structures, *AT_REST, oracle):
    validation.add_command(each)

if __name__ == "__main__":
    main(program=validation, name="python -m validation")
