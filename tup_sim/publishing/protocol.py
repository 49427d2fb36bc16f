"""The protocol of a study, written before it runs: the form, filled in as far as the file of an experiment goes."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from tup_sim import __version__, measures
from tup_sim.errors import Message, TupSimError
from tup_sim.files.kept import QUICK
from tup_sim.files.manifest import fingerprint, versions
from tup_sim.model.parameters import Scenario
from tup_sim.model.references import REFERENCES
from tup_sim.reporting.markdown import markdown_table
from tup_sim.reporting.saving import MARKDOWN, check_place, save
from tup_sim.reporting.words import counted
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.run_experiment import STEP
from tup_sim.study.shards import runs_at_least
from tup_sim.study.store import digest, plain_scenario

VERSION = 2
BLANK = "_not filled in: the program cannot know this_"
SHOWN = 8  # comparisons and assumptions that are named
FIXED = "None: {least} replications of each point, whatever comes out."
UNTIL = (
    "After {least} replications of each point, and after every {step} more, up to {most}: it stops once half the width "
    "of every interval of the differences whose smallest size the file states is at most that size."
)


def protocol(asked: Experiment, model: str, now: datetime) -> str:
    """The form as Markdown; at its end stand the facts that are compared with what was run.

    Args:
        asked: the experiment, before it is run.
        model: fingerprint of the model.
        now: the moment it is written, in UTC.
    """
    text = (resources.files(__package__) / "protocol.md").read_text(encoding="utf-8")
    facts = json.dumps(facts_of(asked, model, now), indent=1, ensure_ascii=False)
    values = {**_asked(asked, model), **_design(asked), **_runs(asked)}
    return Template(text).substitute(values, today=now.date().isoformat(), blank=BLANK, facts=facts)


def save_protocol(asked: Experiment, path: Path) -> None:
    """Write the protocol of a study to a file; one that is there stays, or it would be worth nothing.

    Args:
        asked: the experiment, before it is run.
        path: of the file.

    Raises:
        TupSimError: there is one already.
        OutputError: it cannot be written there.
    """
    check_place(path, MARKDOWN)
    if path.exists():
        raise TupSimError(Message("{path}: is there already; a protocol is not written over", path=path))
    named = replace(asked, name=f"{asked.name}{QUICK}") if asked.quick else asked
    text = protocol(named, fingerprint(), datetime.now(UTC))
    save(path, lambda place: place.write_text(text, encoding="utf-8", newline="\n"))


def _asked(asked: Experiment, model: str) -> dict[str, Any]:
    libraries = (f"{name} {number}" for name, number in versions().items() if name != "tup_sim")
    rows = [
        ("Name", asked.name),
        ("Who", BLANK),
        ("Model", f"TUP-sim {__version__}, fingerprint `{model}`"),
        ("Software", ", ".join(libraries)),
        ("Statements of the report", ", ".join(asked.claims) or "none"),
        ("What was known before", BLANK),
    ]
    several = (f"{number}. {text.en}" for number, (text, _) in enumerate(asked.asked(), 1))
    questions = f"{asked.question.en}\n\n" + "\n".join(several) if asked.questions else asked.question.en
    return {"title": asked.title.en, "about": markdown_table(("", ""), rows), "questions": questions}


def _design(asked: Experiment) -> dict[str, Any]:
    factors = [
        (each.name, each.label.en, ", ".join(level.label.en for level in each.levels), _yes(each.choice))
        for each in asked.factors
    ]
    compared = asked.comparisons()
    pairs = [
        (asked.label(point, "en"), asked.label(asked.points[point.reference or 0], "en"))
        for point in compared[:SHOWN]
    ]
    windows = (f"{name}, weeks {low:g} to {high:g}" for name, (low, high) in asked.windows.items())
    return {
        "factors": markdown_table(("factor", "what it is", "levels", "can be chosen"), factors),
        "points": len(asked.points),
        "comparisons": len(compared),
        "first": f", of which the first {SHOWN}" if len(compared) > SHOWN else "",
        "pairs": markdown_table(("point", "reference"), pairs),
        "windows": "; ".join(windows),
        "worlds": _worlds(asked),
        "outcomes": _outcomes(asked),
    }


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _worlds(asked: Experiment) -> str:
    if not asked.worlds:
        return "Assumptions stay as they are: no worlds."
    moved = ", ".join(f"`{each.path}`" for each in asked.ranges[:SHOWN])
    more = f" and {len(asked.ranges) - SHOWN} more" if len(asked.ranges) > SHOWN else ""
    over = f"{len(asked.ranges)} assumptions are moved over their plausible ranges"
    return f"In {len(asked.worlds)} worlds {over}: {moved}{more}."


def _outcomes(asked: Experiment) -> str:
    rows = []
    for number, key in enumerate(asked.outcomes):
        outcome, least = measures.outcome_of(key.outcome), asked.smallest_of(key)
        known = least is not None and not math.isnan(least)
        size = counted("en", f"{least:g}", key.outcome) if known else "not fixed"
        by = "the file" if key in asked.smallest else "the register" if known else ""
        rows.append((f"`{key.text}`", outcome.label("en"), "yes" if number == 0 else "", size, by))
    head = (
        "outcome",
        "what it is",
        "what the question is about",
        "smallest difference that matters",
        "stated by",
    )
    return markdown_table(head, rows)


def _runs(asked: Experiment) -> dict[str, Any]:
    rule = FIXED if asked.at_least == asked.at_most else UNTIL
    return {
        "seed": asked.seed,
        "runs": len(runs_at_least(asked)),
        "rule": rule.format(least=asked.at_least, most=asked.at_most, step=STEP),
        "arms": max((len(asked.compared_with(each)) for each in asked.references()), default=1),
    }


def facts_of(asked: Experiment, model: str, now: datetime) -> dict[str, Any]:
    """What can be compared afterwards, as plain data.

    Args:
        asked: the experiment.
        model: fingerprint of the model.
        now: the moment the protocol is written, in UTC: the first runs may be of the same day.
    """
    facts = {
        "tup_sim_protocol": VERSION,
        "written": now.isoformat(timespec="seconds"),
        "name": asked.name,
        "model": model,
        "file": digest_of_text(asked.text),
        **simple_facts(asked),
        "points": {each.scenario.name: _point(each.scenario) for each in asked.points},
        "values of the worlds": digest([dict(each) for each in asked.worlds]),
    }
    return {**facts, "seal": digest(facts)}


def simple_facts(asked: Experiment) -> dict[str, Any]:
    """What can be compared as it is; its names are those of ``departing.SIMPLE``."""
    return {
        "seed": asked.seed,
        "replications": [asked.at_least, asked.at_most],
        "worlds": len(asked.worlds),
        "outcomes": [key.text for key in asked.outcomes],
        "smallest": {key.text: value for key, value in asked.smallest.items()},
        "windows": {name: list(span) for name, span in asked.windows.items()},
        "comparisons": sorted(
            [point.scenario.name, _reference(asked, point)] for point in asked.comparisons()
        ),
        "replay": sorted(asked.replay),
        "quick": asked.quick,
    }


def _reference(asked: Experiment, point: DesignPoint) -> str:
    assert point.reference is not None
    return asked.points[point.reference].scenario.name


def digest_of_text(text: str) -> str:
    """The digest of a file, as ``sha256sum`` gives it."""
    return sha256(text.encode()).hexdigest()


def _point(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a digest, and which of its numbers were still to be measured when it first runs."""
    still = sorted(REFERENCES.keys() - scenario.unmeasured.by_hand) if scenario.unmeasured else []
    return {"digest": digest_without(scenario, still), "measured later": still}


def digest_without(scenario: Scenario, paths: Sequence[str]) -> str:
    """The digest of all that decides a scenario, but for the numbers at some paths."""
    plain = deepcopy(dict(plain_scenario(scenario)))
    for path in paths:
        *above, last = path.split(".")
        group = plain["parameters"]
        for name in above:
            group = group.get(name, {})
        group.pop(last, None)
    return digest(plain)
