"""The score of the evidence: counted from the document of evidence, and kept in the package for who reads a brief.

The document alone is read, so that the score is always that of the document that stands beside it. The runs of the
first version are judged by its own rule and by today's, since a score that improves because its rule changed should be
seen to.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from tup_sim.errors import Message, TupSimError
from tup_sim.reporting.evidence_score import FILE, HELD_OUT, OPEN, VERDICTS
from tup_sim.reporting.markdown import markdown_table
from tup_sim.reporting.saving import save
from validation.foretold import foretold
from validation.kept_evidence import Line, first_verdicts, first_version, lines_of, verdicts

DOCUMENT = Path("docs/generated/evidence.md")
MADE = re.compile(
    r"^- TUP-sim (?P<version>\S+), model (?P<model>[0-9a-f]{16}), seed (?P<seed>\d+)\n- (?P<runs>.+)\n"
    r"(?:- .*\n)*?- Made with model `(?P=model)`, (?P<date>\d{4}-\d\d-\d\d)",
    re.MULTILINE,
)
HALVES = {OPEN: "open", HELD_OUT: "held out"}
FIRST_RULE = ("reproduced", "not reproduced", "contradicted", "cannot tell")
BY_LUCK = 0.025  # of lines that are not so, one in forty gets an interval with the predicted sign


def score_of(document: str) -> dict[str, Any]:
    """What stands in ``evidence_score.json``: findings by verdict, and which model, when and how they were tried.

    Raises:
        TupSimError: this is no document of evidence.
    """
    made, lines = MADE.search(document), findings_in(lines_of(document))
    if made is None or not lines:
        raise TupSimError(Message("this is no document that 'python -m validation evidence --write' wrote"))
    return {
        "about": "Written by 'python -m validation' from the document of evidence, and by nothing else.",
        "model": made["model"],
        "version": made["version"],
        "date": made["date"],
        "seeds": [int(made["seed"])],
        "runs": made["runs"],
        "rule": "smallest difference that matters of each outcome",
        "findings": _by_half(lines, verdicts(lines), VERDICTS),
    }


def findings_in(lines: Sequence[Line]) -> list[Line]:
    """Those that count: mediated or emergent, and no second try."""
    return [each for each in lines if each.finding]


def _by_half(lines: Sequence[Line], found: Mapping[str, str], words: Sequence[str]) -> dict[str, Any]:
    """Per half of the split how often each verdict was given."""
    halves = {each.row: each.half for each in lines}
    counts = Counter((halves[row], str(verdict)) for row, verdict in found.items())
    return {half: {word: counts[said, word] for word in words} for half, said in HALVES.items()}


def write_score(document: str, file: Path = FILE) -> None:
    """Keep the score of a document of evidence in the package."""
    text = json.dumps(score_of(document), indent=2) + "\n"
    save(file, lambda place: place.write_text(text, encoding="utf-8"))


def score_text(document: str) -> str:
    """The scores of the first version by both rules and of the document, beside what luck would bring."""
    lines, parts = findings_in(lines_of(document)), [first_version_text()]
    if lines != findings_in(first_version()):
        made = score_of(document)
        head = f"Findings of model {made['model']}, {made['date']}, seed {made['seeds'][0]}"
        parts += [head, _table(made["findings"], VERDICTS), foretold(lines)]
    return "\n\n".join([*parts, *luck(lines), BURNT])


def first_version_text() -> str:
    """The scores of the first version, by its own rule and by today's."""
    first = findings_in(first_version())
    parts = [
        "Findings of the first version, by its own rule (a difference counts from 2 % of the outcome on)",
        _table(_by_half(first, first_verdicts(first), FIRST_RULE), FIRST_RULE),
        "The same intervals by today's rule (the smallest difference that matters of each outcome)",
        _table(_by_half(first, verdicts(first), VERDICTS), VERDICTS),
        NO_LEVEL,
    ]
    return "\n\n".join(parts)


NO_LEVEL = (
    "The runs of the first version are not kept, their intervals are. Where the rule asks for a part of the level, the "
    "supplied house at rest gives it."
)
BURNT = (
    "The rows that were held out are known by now: verdicts and reasons were published. They are counted apart, and "
    "are no independent test any more."
)


def _table(counts: Mapping[str, Mapping[str, int]], words: Sequence[str]) -> str:
    both = {word: sum(each[word] for each in counts.values()) for word in words}
    named = {"all": both, "open": counts[OPEN], "formerly held out": counts[HELD_OUT]}
    rows = [
        (name, *(str(each[word]) for word in words), str(sum(each.values()))) for name, each in named.items()
    ]
    return markdown_table(("findings", *words, "tested"), rows)


def luck(lines: Sequence[Line]) -> Iterator[str]:
    """What would come out if nothing were so."""
    counts = Counter(each.half for each in lines)
    parts = ", ".join(f"{BY_LUCK * counts[half]:.1f} of {counts[half]} {half}" for half in HALVES.values())
    yield (
        f"By luck alone {BY_LUCK * len(lines):.1f} of the {len(lines)} lines of findings would get an interval with "
        f"the predicted sign ({parts}), and as many with the other."
    )


@click.command(short_help="Count the verdicts of the evidence, by the first rule and today's.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=DOCUMENT,
    show_default=True,
    help="Written by evidence --write.",
)
def score(document: Path) -> None:
    """Count the verdicts of the document of evidence, and keep the score in the package, for briefs."""
    text = document.read_text(encoding="utf-8")
    write_score(text)
    click.echo(score_text(text))
    click.echo(f"\nwritten to {FILE}")
