"""The score of the evidence: counted from the document of evidence, and kept in the package for who reads a brief.

The document alone is read, so that the score is always that of the document that stands beside it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tup_sim.errors import Message, TupSimError
from tup_sim.report.evidence_score import FILE, HELD_OUT, OPEN, VERDICTS
from tup_sim.report.saving import save
from validation.evidence import FINDINGS

DOCUMENT = Path("docs/generated/evidence.md")
MADE = re.compile(
    r"^- TUP-sim (?P<version>\S+), model (?P<model>[0-9a-f]{16}), seed (?P<seed>\d+)\n- (?P<runs>.+)\n"
    r"(?:- .*\n)*?- Made with model `(?P=model)`, (?P<date>\d{4}-\d\d-\d\d)",
    re.MULTILINE,
)
ROW = re.compile(
    r"^\| C\d{3} \|.*\| (?P<tag>[a-z]+), (?P<half>open|held out) \| (?P<verdict>[a-z ]+) \|", re.MULTILINE
)


def score_of(document: str) -> dict[str, Any]:
    """What stands in ``evidence_score.json``: findings by verdict, and which model, when and how they were tried.

    Raises:
        TupSimError: this is no document of evidence.
    """
    made = MADE.search(document)
    counts = Counter(_findings(document))
    if made is None or not counts:
        raise TupSimError(Message("this is no document that 'python -m validation evidence --write' wrote"))
    return {
        "about": "Written by 'python -m validation' from the document of evidence, and by nothing else.",
        "model": made["model"],
        "version": made["version"],
        "date": made["date"],
        "seeds": [int(made["seed"])],
        "runs": made["runs"],
        "findings": {
            half: {verdict: counts[half, verdict] for verdict in VERDICTS} for half in (OPEN, HELD_OUT)
        },
    }


def _findings(document: str) -> Iterator[tuple[str, str]]:
    """Half of the split and verdict of every finding; second tries count in no score."""
    for row in ROW.finditer(document):
        if row["tag"] in FINDINGS:
            yield row["half"].replace(" ", "_"), row["verdict"]


def write_score(document: str, file: Path = FILE) -> None:
    """Keep the score of a document of evidence in the package."""
    text = json.dumps(score_of(document), indent=2) + "\n"
    save(file, lambda place: place.write_text(text, encoding="utf-8"))


@click.command(short_help="Count the verdicts of the evidence, for briefs.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=DOCUMENT,
    show_default=True,
    help="Written by evidence --write.",
)
def score(document: Path) -> None:
    """Count the verdicts of the document of evidence, and keep the score in the package, for briefs."""
    write_score(document.read_text(encoding="utf-8"))
    click.echo(f"written to {FILE}")
