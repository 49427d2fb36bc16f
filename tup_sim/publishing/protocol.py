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
from tup_sim.texts import say

VERSION = 2
SHOWN = 8  # comparisons and assumptions that are named


def protocol(asked: Experiment, model: str, now: datetime, lang: str = "en") -> str:
    """The form as Markdown; at its end stand the facts that are compared with what was run, the same in any language.

    Args:
        asked: the experiment, before it is run.
        model: fingerprint of the model.
        now: the moment it is written, in UTC.
        lang: ``en`` or ``nl``.
    """
    form = "protocol.md" if lang == "en" else f"protocol_{lang}.md"
    text = (resources.files(__package__) / form).read_text(encoding="utf-8")
    facts = json.dumps(facts_of(asked, model, now), indent=1, ensure_ascii=False)
    values = {**_asked(asked, model, lang), **_design(asked, lang), **_runs(asked, lang)}
    blank = say(lang, "form-blank")
    return Template(text).substitute(values, today=now.date().isoformat(), blank=blank, facts=facts)


def save_protocol(asked: Experiment, path: Path, lang: str = "en") -> None:
    """Write the protocol of a study to a file; one that is there stays, or it would be worth nothing.

    Args:
        asked: the experiment, before it is run.
        path: of the file.
        lang: ``en`` or ``nl``.

    Raises:
        TupSimError: there is one already.
        OutputError: it cannot be written there.
    """
    check_place(path, MARKDOWN)
    if path.exists():
        raise TupSimError(Message("{path}: is there already; a protocol is not written over", path=path))
    named = replace(asked, name=f"{asked.name}{QUICK}") if asked.quick else asked
    text = protocol(named, fingerprint(), datetime.now(UTC), lang)
    save(path, lambda place: place.write_text(text, encoding="utf-8", newline="\n"))


def _asked(asked: Experiment, model: str, lang: str) -> dict[str, Any]:
    libraries = (f"{name} {number}" for name, number in versions().items() if name != "tup_sim")
    blank = say(lang, "form-blank")
    rows = [
        (say(lang, "form-name"), asked.name),
        (say(lang, "form-who"), blank),
        (say(lang, "form-model"), say(lang, "form-made-by", version=__version__, model=model)),
        (say(lang, "form-software"), ", ".join(libraries)),
        (say(lang, "form-claims"), ", ".join(asked.claims) or say(lang, "form-none")),
        (say(lang, "form-known"), blank),
    ]
    several = (f"{number}. {text.in_language(lang)}" for number, (text, _) in enumerate(asked.asked(), 1))
    question = asked.question.in_language(lang)
    questions = f"{question}\n\n" + "\n".join(several) if asked.questions else question
    return {
        "title": asked.title.in_language(lang),
        "about": markdown_table(("", ""), rows),
        "questions": questions,
    }


def _design(asked: Experiment, lang: str) -> dict[str, Any]:
    compared = asked.comparisons()
    pairs = [
        (asked.label(point, lang), asked.label(asked.points[point.reference or 0], lang))
        for point in compared[:SHOWN]
    ]
    windows = (
        say(lang, "form-window", name=name, low=f"{low:g}", high=f"{high:g}")
        for name, (low, high) in asked.windows.items()
    )
    return {
        "factors": _factors(asked, lang),
        "points": len(asked.points),
        "comparisons": len(compared),
        "first": say(lang, "form-first", n=SHOWN) if len(compared) > SHOWN else "",
        "pairs": markdown_table((say(lang, "form-point"), say(lang, "form-reference")), pairs),
        "windows": "; ".join(windows),
        "worlds": _worlds(asked, lang),
        "outcomes": _outcomes(asked, lang),
    }


def _factors(asked: Experiment, lang: str) -> str:
    rows = [
        (
            each.name,
            each.label.in_language(lang),
            ", ".join(level.label.in_language(lang) for level in each.levels),
            say(lang, "form-yes" if each.choice else "form-no"),
        )
        for each in asked.factors
    ]
    head = ("form-factor", "form-what", "form-levels", "form-choice")
    return markdown_table(tuple(say(lang, each) for each in head), rows)


def _worlds(asked: Experiment, lang: str) -> str:
    if not asked.worlds:
        return say(lang, "form-no-worlds")
    moved = ", ".join(f"`{each.path}`" for each in asked.ranges[:SHOWN])
    more = len(asked.ranges) - SHOWN
    moved += say(lang, "form-more", n=more) if more > 0 else ""
    return say(lang, "form-worlds", n=len(asked.worlds), assumptions=len(asked.ranges), moved=moved)


def _outcomes(asked: Experiment, lang: str) -> str:
    rows = []
    for number, key in enumerate(asked.outcomes):
        outcome, least = measures.outcome_of(key.outcome), asked.smallest_of(key)
        known = least is not None and not math.isnan(least)
        size = (
            counted(lang, _exactly(least or 0.0, lang), key.outcome) if known else say(lang, "form-not-fixed")
        )
        by = say(lang, "form-by-file" if key in asked.smallest else "form-by-register") if known else ""
        about = say(lang, "form-yes") if number == 0 else ""
        rows.append((f"`{key.text}`", outcome.label(lang), about, size, by))
    head = ("form-outcome", "form-what", "form-about", "form-smallest", "form-by")
    return markdown_table(tuple(say(lang, each) for each in head), rows)


def _exactly(size: float, lang: str) -> str:
    """A size as somebody stated it: not rounded, for it is what is compared afterwards."""
    return f"{size:g}".replace(".", "," if lang == "nl" else ".")


def _runs(asked: Experiment, lang: str) -> dict[str, Any]:
    rule = "form-fixed" if asked.at_least == asked.at_most else "form-until"
    return {
        "seed": asked.seed,
        "runs": len(runs_at_least(asked)),
        "rule": say(lang, rule, least=asked.at_least, most=asked.at_most, step=STEP),
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
