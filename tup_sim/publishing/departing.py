"""In what a study departed from its protocol: a changed number is told; a file that was only retyped is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tup_sim.errors import Message, TupSimError
from tup_sim.publishing.protocol import VERSION, digest_of_text, digest_without, simple_facts
from tup_sim.refused import reason_of
from tup_sim.study.experiment import Experiment
from tup_sim.study.store import digest
from tup_sim.texts import say

FACTS = re.compile(r"^```json\n(\{.*?^\})\n```$", re.MULTILINE | re.DOTALL)
DAY, SECONDS = len("2026-11-30"), len("2026-11-30T08:00:00")  # of a moment in UTC, as it is written
SIMPLE = (
    "seed",
    "replications",
    "worlds",
    "outcomes",
    "smallest",
    "windows",
    "comparisons",
    "replay",
    "quick",
)


def read_protocol(path: Path) -> dict[str, Any]:
    """The facts of a protocol.

    Args:
        path: of the file that ``protocol`` wrote.

    Raises:
        TupSimError: it cannot be read, or is no protocol.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TupSimError(
            Message("{path}: cannot be read ({why})", path=path, why=reason_of(error))
        ) from error
    found = FACTS.search(text)
    try:
        facts = json.loads(found[1]) if found else {}
    except ValueError:
        facts = {}
    needed = {"tup_sim_protocol", "written", "model", "file", "points", "values of the worlds", *SIMPLE}
    if not needed <= facts.keys() or facts["tup_sim_protocol"] != VERSION:
        what = "{path}: is no protocol of this version; they are written by: tup-sim plan EXPERIMENT --protocol FILE"
        raise TupSimError(Message(what, path=path))
    if facts.pop("seal", "") != digest(facts):
        what = "{path}: its facts were changed after they were written; put the protocol back as it was"
        raise TupSimError(Message(what, path=path))
    return dict(facts)


def deviations(
    facts: Mapping[str, Any], found: Experiment, manifest: Mapping[str, Any], lang: str = "en"
) -> list[str]:
    """In what a study departed from its protocol, a line each; none if it kept to it.

    Args:
        facts: of the protocol, from ``read_protocol``.
        found: the experiment as it was run.
        manifest: how it was run.
        lang: language of the lines.
    """
    return [
        *_of_making(facts, manifest, lang),
        *_of_numbers(facts, found, lang),
        *_of_points(facts, found, lang),
    ]


def _of_making(facts: Mapping[str, Any], manifest: Mapping[str, Any], lang: str) -> Iterator[str]:
    if (model := manifest.get("model")) != facts["model"]:
        yield say(lang, "protocol-changed", what="model", planned=facts["model"], run=model or "?")
    began, written = str(manifest.get("began", ""))[:SECONDS], facts["written"][:SECONDS]
    if began and began < written:
        shown = SECONDS if began[:DAY] == written[:DAY] else DAY
        moments = (each[:shown].replace("T", " ") for each in (began, written))
        yield say(lang, "protocol-late", **dict(zip(("began", "written"), moments, strict=True)))
    if manifest.get("smallest_changed"):
        yield say(lang, "protocol-smallest")


def _of_numbers(facts: Mapping[str, Any], found: Experiment, lang: str) -> Iterator[str]:
    now = json.loads(json.dumps(simple_facts(found)))
    for name in SIMPLE:
        if facts[name] != now[name]:
            both = _otherwise(facts[name], now[name]) if name == "comparisons" else (facts[name], now[name])
            planned, run = (json.dumps(each, ensure_ascii=False) for each in both)
            yield say(lang, "protocol-changed", what=name, planned=planned, run=run)
    if facts["values of the worlds"] != digest([dict(each) for each in found.worlds]) and found.worlds:
        yield say(lang, "protocol-worlds")


def _otherwise(planned: list[Any], run: list[Any]) -> tuple[list[Any], list[Any]]:
    """Of two lists what does not stand in the other: of hundreds of comparisons only these are told."""
    return [each for each in planned if each not in run], [each for each in run if each not in planned]


def _of_points(facts: Mapping[str, Any], found: Experiment, lang: str) -> Iterator[str]:
    planned, now = facts["points"], {each.scenario.name: each.scenario for each in found.points}
    for name in (*planned, *(each for each in now if each not in planned)):
        if name not in now:
            yield say(lang, "protocol-left-out", name=name)
        elif name not in planned:
            yield say(lang, "protocol-added", name=name)
        elif planned[name]["digest"] != digest_without(now[name], planned[name]["measured later"]):
            yield say(lang, "protocol-point", name=name)


def told(facts: Mapping[str, Any], found: Experiment, manifest: Mapping[str, Any], lang: str) -> str:
    """The deviations as text, or that there are none; and whether the file was written otherwise.

    Args:
        facts: of the protocol.
        found: the experiment as it was run.
        manifest: how it was run.
        lang: language.
    """
    lines = deviations(facts, found, manifest, lang)
    head = say(lang, "protocol-departs" if lines else "protocol-kept", written=facts["written"][:DAY])
    if digest_of_text(found.text) != facts["file"]:
        lines.append(say(lang, "protocol-file"))
    return "\n".join([head, *(f"- {line}" for line in lines)])
